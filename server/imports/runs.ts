import type { Logger } from 'pino';
import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../../shared/mutators/index.ts';
import { Rejection } from '../../shared/mutators/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { forgetFailed, keepFailed } from './bad-rows.ts';
import type { Import, ImportFiles } from './files.ts';
import { plannedPreparations, plannedRows } from './plan-file.ts';
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

  /**
   * Starts an import that nobody else is carrying out; it goes on by itself until `finished`, which never fails. Gives undefined
   * where somebody else is faster. @param fresh the import as it stands once it is this process's; may refuse
   */
  async start(
    workspace: Workspace,
    id: Id,
    fresh: () => Promise<Import>,
  ): Promise<{ running: Import; finished: Promise<void> } | undefined> {
    const letGo = await this.#files.claim(workspace.id, id, aliveFor);
    if (!letGo) return undefined;
    try {
      const entry = await fresh();
      const at = new Date();
      const running: Import = {
        ...entry,
        status: 'running',
        problem: null,
        started_at: entry.started_at ?? at.toISOString(),
        alive_at: at.getTime(),
      };
      this.#running.set(id, running);
      await this.#files.forgetStop(workspace.id, id);
      await forgetFailed(this.#files.folder(workspace.id, id));
      await this.#files.save(workspace.id, running);
      return { running, finished: this.#carryOut(workspace, running, letGo) };
    } catch (error) {
      this.#running.delete(id);
      await letGo();
      throw error;
    }
  }

  async #carryOut(workspace: Workspace, entry: Import, letGoOfClaim: () => Promise<void>): Promise<void> {
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
      const actor = { kind: 'person', id: person_id } as const;
      await this.#prepare(workspace, actor, folder);
      const { finished, progress } = await runPlan({
        chunks: plannedRows(folder, chunkRows),
        total: Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0),
        apply: (mutations) => workspace.mutateEach(actor, mutations),
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
      if (err instanceof Rejection) update({ problem: err.message });
      else this.#log.error({ err, workspace: workspace.id, import: id }, 'an import broke off');
    } finally {
      letGo();
      // Who sees that it has ended can start it again: it says so once nobody has it any more.
      const last = { ...(this.#running.get(id) ?? entry), status, ended_at: new Date().toISOString() };
      await this.#files
        .save(workspace.id, last)
        .then(letGoOfClaim)
        .catch((err: unknown) => this.#log.error({ err, import: id }, 'an import could not be kept'));
      this.#running.delete(id);
    }
  }

  /** What the rows need of the set-up. Done again after an interruption it changes nothing. @throws Rejection */
  async #prepare(workspace: Workspace, actor: Actor, folder: string): Promise<void> {
    const mutations = (await plannedPreparations(folder)).flatMap((preparation) => preparation.mutations);
    const refused = (await workspace.mutateEach(actor, mutations)).find((refusal) => refusal && refusal.code !== 'already_exists');
    if (refused) throw refused;
  }
}
