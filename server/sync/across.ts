import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Workspaces } from '../workspace/index.ts';

const channel = 'inlay:version';

/** Tells the other server processes of every commit through Redis, and hears of theirs. */
export function pokeAcrossProcesses(options: { redisUrl: string; workspaces: Workspaces; log: Logger }): { close: () => void } {
  const { redisUrl, workspaces, log } = options;
  const publisher = new Redis(redisUrl, { maxRetriesPerRequest: null, enableOfflineQueue: false });
  const subscriber = new Redis(redisUrl, { maxRetriesPerRequest: null });
  // Clients also pull on a timer: without Redis they hear later, not never.
  const warn = (err: unknown) => log.warn({ err }, 'Redis does not answer');
  publisher.on('error', warn);
  subscriber.on('error', warn);
  subscriber.subscribe(channel).catch(warn);
  subscriber.on('message', (_channel, message) => {
    const [id = '', version = ''] = message.split(' ');
    workspaces
      .opened(id)
      ?.noticed(Number(version))
      .catch((err: unknown) => log.warn({ err, workspace: id }, 'A workspace could not catch up'));
  });
  workspaces.onOpen((workspace) =>
    workspace.onCommit((version) => {
      publisher.publish(channel, `${workspace.id} ${version}`).catch(warn);
    }),
  );
  return {
    close: () => {
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}
