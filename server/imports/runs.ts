import type { Logger } from 'pino';
import type { Id } from '../../shared/ids.ts';
import type { Workspace } from '../workspace/index.ts';
import { forgetFailed, keepFailed } from './bad-rows.ts';
import type { Import, ImportFiles } from './files.ts';
import { plannedRows } from './plan-file.ts';
import { runPlan } from './run.ts';

/** Rows that are written together: few enough that others are served in between. */
const chunkRows = 50;

/** Milliseconds between two signs of life of a running import, and without one after which it counts as interrupted. */
const aliveEvery = 1000;
const aliveFor = 30_000;

/** The imports that this process is carrying out. Others can run the same folder's. */
export class Runs {
  readonly #files: ImportFiles;
  readonly #log: Logger;
  readonly #shutdown: AbortSignal;
  readonly #running = new Map<Id, Import>();

  constructor(options: { files: ImportFiles; log: Logger; shutdown: AbortSignal }) {
    this.#files = options.files;
    this.#log = options.log;
    this.#shutdown = options.shutdown;
  }

  /** An import as it stands now; one whose process has ended in the middle is interrupted, and can be run again. */
  seen(entry: Import): Import {
    const running = this.#running.get(entry.id);
    if (running) return running;
    const lost = entry.status === 'running' && Date.now() - entry.alive_at > aliveFor;
    return lost ? { ...entry, status: 'interrupted' } : entry;
  }

  /** Starts an import; it goes on by itself until `finished`, which never fails. */
  async start(workspace: Workspace, entry: Import): Promise<{ running: Import; finished: Promise<void> }> {
    const running: Import = { ...entry, status: 'running', alive_at: Date.now() };
    this.#running.set(entry.id, running);
    await this.#files.forgetStop(workspace.id, entry.id);
    await forgetFailed(this.#files.folder(workspace.id, entry.id));
    await this.#files.save(workspace.id, running);
    return { running, finished: this.#carryOut(workspace, running) };
  }

  async #carryOut(workspace: Workspace, entry: Import): Promise<void> {
    const { id, person_id, counts } = entry;
    const folder = this.#files.folder(workspace.id, id);
    const letGo = workspace.hold();
    let status: Import['status'] = 'interrupted';
    let saved = Date.now();
    const update = (change: Partial<Import>): Import => {
      const now = { ...(this.#running.get(id) ?? entry), ...change };
      this.#running.set(id, now);
      return now;
    };
    try {
      const { finished, progress } = await runPlan({
        chunks: plannedRows(folder, chunkRows),
        total: Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0),
        apply: (mutations) => workspace.mutateEach({ kind: 'person', id: person_id }, mutations),
        goOn: async () => !this.#shutdown.aborted && !(await this.#files.askedToStop(workspace.id, id)),
        onProgress: async (progress, failed) => {
          if (failed.length > 0) await keepFailed(folder, failed);
          const now = update({ progress });
          if (Date.now() - saved < aliveEvery) return;
          saved = Date.now();
          await this.#files.save(workspace.id, { ...now, alive_at: saved });
        },
      });
      update({ progress });
      status = finished ? 'done' : this.#shutdown.aborted ? 'interrupted' : 'cancelled';
    } catch (err) {
      this.#log.error({ err, workspace: workspace.id, import: id }, 'an import broke off');
    } finally {
      letGo();
      const last = update({ status });
      await this.#files
        .save(workspace.id, last)
        .catch((err: unknown) => this.#log.error({ err, import: id }, 'an import could not be kept'));
      this.#running.delete(id);
    }
  }
}
