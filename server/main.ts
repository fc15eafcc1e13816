import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { destination } from 'pino';
import type { Config } from './config.ts';
import { ConfigError, readConfig } from './config.ts';
import { TooNew } from './database/index.ts';
import { createLog } from './log.ts';
import { fillSample } from './sample/index.ts';
import type { RunningServer } from './start.ts';
import { startServer } from './start.ts';

/** `npm start`: reads the environment, starts the server, and says where it is and how to come in. */

const pages = fileURLToPath(new URL('../dist', import.meta.url));

async function main(): Promise<void> {
  const config = readConfig(process.env);
  // Databases and secrets are for the account that runs the server alone.
  process.umask(0o077);
  // The log goes to the error stream: the output stream is for the person at the terminal.
  const stream = destination({ fd: 2, sync: false });
  process.on('exit', () => stream.flushSync());
  const log = createLog(config.logLevel, stream);
  const running = await startServer({ config, log, pages });
  stopOnSignal(running);
  const lines = await welcome(config, running);
  if (!existsSync(join(pages, 'index.html'))) lines.push('The pages are not built yet: run npm run build.');
  process.stdout.write(`${[`Inlay is ready at ${running.deps.publicUrl}`, ...lines].join('\n')}\n`);
}

async function welcome(config: Config, { deps }: RunningServer): Promise<string[]> {
  if (config.loopback) return fillSample(deps);
  if (await deps.directory.setUp.done()) return [];
  return ['Nobody has an account yet. Make the first one at', `  ${deps.publicUrl}/#/setup?token=${deps.directory.setUp.token}`];
}

function stopOnSignal(running: RunningServer): void {
  let asked = false;
  const stop = () => {
    // Asked twice: somebody is in a hurry. What was acknowledged is on disk already.
    if (asked) process.exit(1);
    asked = true;
    running.close().then(
      () => process.exit(0),
      (error: unknown) => {
        running.deps.log.fatal({ err: error }, 'the server could not stop in order');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`Inlay cannot start.\n${explain(error)}\n`);
  process.exit(1);
});

function explain(error: unknown): string {
  if (error instanceof ConfigError || error instanceof TooNew) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    return 'PORT: another process listens there already; set PORT to a free one.';
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
