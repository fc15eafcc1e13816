import type { Logger } from 'pino';
import type { Id } from '../../shared/ids.ts';
import type { Workspaces } from '../workspace/index.ts';
import type { Kept } from './kept.ts';

const day = 86_400_000;

/**
 * Deletes unwanted contents of each workspace that is open, about once a day. One that nobody opens keeps what it has. Gives
 * what stops it, and waits for the sweep under way.
 */
export function sweepDaily(
  workspaces: Workspaces,
  kept: Kept,
  log: Logger,
  /** Milliseconds after which it is looked again who is due. */
  every = 3_600_000,
): () => Promise<void> {
  const due = new Map<Id, number>();
  let stopped = false;
  let sweeping: Promise<void> | undefined;

  workspaces.onOpen(({ id }) => void due.set(id, due.get(id) ?? Date.now()));

  async function sweepAll(): Promise<void> {
    for (const [id, at] of due) {
      const workspace = workspaces.opened(id);
      if (stopped) return;
      if (!workspace || at > Date.now()) continue;
      due.set(id, Date.now() + day);
      const letGo = workspace.hold();
      try {
        const deleted = await kept.sweep(workspace);
        if (deleted > 0) log.info({ workspace: id, deleted }, 'deleted files that nobody wants');
      } catch (err) {
        log.error({ err, workspace: id }, 'could not delete files that nobody wants');
      } finally {
        letGo();
      }
    }
  }

  const timer = setInterval(() => {
    sweeping ??= sweepAll().finally(() => (sweeping = undefined));
  }, every);
  timer.unref();
  return async () => {
    stopped = true;
    clearInterval(timer);
    await sweeping;
  };
}
