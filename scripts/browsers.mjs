// Tests need Chromium: it comes from the system's packages where it is missing.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const packages = { '/usr/bin/chromium': 'chromium', '/usr/bin/redis-server': 'redis-server' };
const missing = Object.entries(packages).filter(
  ([path]) => !existsSync(process.env.CHROMIUM && path.endsWith('chromium') ? process.env.CHROMIUM : path),
);

if (missing.length > 0) {
  const names = missing.map(([, name]) => name);
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  console.log(`Installing ${names.join(' and ')} from the system's packages…`);
  try {
    const apt = (...args) => {
      const [command, ...rest] = [...sudo, 'apt-get', ...args];
      execFileSync(command, rest, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    };
    apt('update', '-qq');
    apt('install', '-y', '-qq', '--no-install-recommends', ...names);
  } catch {
    console.error(
      `The tests need ${names.join(' and ')}. Install them with your system's package manager (Debian: apt-get install ${names.join(' ')}), or set CHROMIUM to the path of a Chromium.`,
    );
    process.exit(1);
  }
}
