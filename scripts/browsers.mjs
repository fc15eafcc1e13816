// Tests need Chromium and Redis, and with `--all` the other engines too: they come from the system's packages where they are missing.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const engines = { '/usr/bin/firefox-esr': 'firefox-esr', '/usr/bin/WebKitWebDriver': 'webkit2gtk-driver', '/usr/bin/Xvfb': 'xvfb' };
const packages = {
  '/usr/bin/chromium': 'chromium',
  '/usr/bin/redis-server': 'redis-server',
  ...(process.argv.includes('--all') ? engines : {}),
};
const own = { chromium: process.env.CHROMIUM, 'firefox-esr': process.env.FIREFOX };
const missing = Object.entries(packages).filter(([path, name]) => !existsSync(own[name] ?? path));

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
      `The tests need ${names.join(' and ')}. Install them with your system's package manager (Debian: apt-get install ${names.join(' ')}), or set CHROMIUM and FIREFOX to the paths of your own.`,
    );
    process.exit(1);
  }
}
