import type { Logger } from 'pino';
import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../../shared/mutators/index.ts';
import { Rejection } from '../../shared/mutators/index.ts';
import { HttpError } from '../http/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { forgetFailed, keepFailed } from './bad-rows.ts';
import type { Import, ImportFiles } from './files.ts';
import { plannedPreparations, plannedRows } from './plan-file.ts';
import { runPlan } from './run.ts';
import { runUndo } from './undo.ts';

/**
 * Rows that are written together: so many that the disk is not waited for more than their writing takes, and so few that whoever
 * changes something meanwhile waits for some hundredths of a second.
 */
const chunkRows = 200;

/** Milliseconds between two signs of life of a running import, and without one after which it counts as interrupted. */
const aliveEvery = 1000;
const aliveFor = 30_000;

interface Started {
  running: Import;
  finished: Promise<void>;
}

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
    if (Date.now() - entry.alive_at <= aliveFor) return entry;
    // What was taken back in part can be taken back again, and finds what is left.
    if (entry.status === 'undoing') return { ...entry, status: 'done' };
    return entry.status === 'running' ? { ...entry, status: 'interrupted' } : entry;
  }

  /**
   * Starts an import that nobody else is carrying out; it goes on by itself until `finished`, which never fails. Gives undefined
   * where somebody else is faster. @param fresh the import as it stands once it is this process's; may refuse
   */
  start(workspace: Workspace, id: Id, fresh: () => Promise<Import>): Promise<Started | undefined> {
    return this.#begin(workspace, id, fresh, async (entry, letGo) => {
      await forgetFailed(this.#files.folder(workspace.id, id));
      return this.#keepRunning(workspace, { ...entry, status: 'running', started_at: entry.started_at ?? new Date().toISOString() }, () =>
        this.#carryOut(workspace, id, letGo),
      );
    });
  }

  /** Takes an import back, as `start` carries one out. */
  undo(workspace: Workspace, id: Id, fresh: () => Promise<Import>, plan: (entry: Import) => Promise<number>): Promise<Started | undefined> {
    return this.#begin(workspace, id, fresh, (entry, letGo) =>
      this.#keepRunning(workspace, { ...entry, status: 'undoing', undo: { done: 0, total: 0, removed: 0, restored: 0, kept: 0 } }, () =>
        this.#takeBack(workspace, id, letGo, plan),
      ),
    );
  }

  async #begin(
    workspace: Workspace,
    id: Id,
    fresh: () => Promise<Import>,
    go: (entry: Import, letGo: () => Promise<void>) => Promise<Started>,
  ): Promise<Started | undefined> {
    const letGo = await this.#files.claim(workspace.id, id, aliveFor);
    if (!letGo) return undefined;
    try {
      return await go(await fresh(), letGo);
    } catch (error) {
      this.#running.delete(id);
      await letGo();
      throw error;
    }
  }

  async #keepRunning(workspace: Workspace, entry: Import, work: () => Promise<void>): Promise<Started> {
    const running: Import = { ...entry, problem: null, alive_at: Date.now() };
    this.#running.set(entry.id, running);
    await this.#files.forgetStop(workspace.id, entry.id);
    await this.#files.save(workspace.id, running);
    return { running, finished: work() };
  }

  #update(id: Id, change: Partial<Import>): Import {
    const entry = this.#running.get(id);
    if (!entry) throw new Error(`The import ${id} is not running.`);
    const now = { ...entry, ...change };
    this.#running.set(id, now);
    return now;
  }

  /** Says at times that it is alive. */
  #signsOfLife(workspace: Workspace): (now: Import) => Promise<void> {
    let saved = Date.now();
    return async (now) => {
      if (Date.now() - saved < aliveEvery) return;
      saved = Date.now();
      await this.#files.save(workspace.id, { ...now, alive_at: saved });
    };
  }

  async #takeBack(workspace: Workspace, id: Id, letGo: () => Promise<void>, plan: (entry: Import) => Promise<number>): Promise<void> {
    const entry = this.#update(id, {});
    const letGoOfWorkspace = workspace.hold();
    const folder = this.#files.folder(workspace.id, id);
    const alive = this.#signsOfLife(workspace);
    let status: Import['status'] = 'done';
    try {
      const finished = await runUndo(folder, await plan(entry), {
        apply: (mutations) => workspace.mutateEach({ kind: 'person', id: entry.person_id, imports: true }, mutations),
        goOn: () => !this.#shutdown.aborted,
        onProgress: (undo) => alive(this.#update(id, { undo })),
      });
      if (finished) status = 'undone';
    } catch (err) {
      if (err instanceof HttpError) this.#update(id, { problem: err.message });
      // A server that is asked to stop breaks the planning off; what was imported stands as before.
      if (!this.#shutdown.aborted) this.#log.error({ err, workspace: workspace.id, import: id }, 'taking an import back broke off');
    } finally {
      letGoOfWorkspace();
      await this.#end(workspace, { ...this.#update(id, {}), status }, letGo);
    }
  }

  /** Who sees that it has ended can start it again: it says so once nobody has it any more. */
  async #end(workspace: Workspace, last: Import, letGo: () => Promise<void>): Promise<void> {
    await this.#files
      .save(workspace.id, last)
      .then(letGo)
      .catch((err: unknown) => this.#log.error({ err, import: last.id }, 'an import could not be kept'));
    this.#running.delete(last.id);
  }

  async #carryOut(workspace: Workspace, id: Id, letGoOfClaim: () => Promise<void>): Promise<void> {
    const entry = this.#update(id, {});
    const { person_id, counts, numbers = {} } = entry;
    const folder = this.#files.folder(workspace.id, id);
    const plan = this.#files.planFolder(workspace.id, entry);
    const letGo = workspace.hold();
    let status: Import['status'] = 'interrupted';
    const alive = this.#signsOfLife(workspace);
    try {
      const actor = { kind: 'person', id: person_id, imports: true, numbers } as const;
      await this.#prepare(workspace, actor, plan);
      const { finished, progress } = await runPlan({
        chunks: plannedRows(plan, chunkRows),
        total: Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0),
        apply: (mutations) => workspace.mutateEach(actor, mutations),
        goOn: async () => !this.#shutdown.aborted && !(await this.#files.askedToStop(workspace.id, id)),
        onProgress: async (progress, failed) => {
          if (failed.length > 0) await keepFailed(folder, failed);
          await alive(this.#update(id, { progress }));
        },
      });
      this.#update(id, { progress });
      status = finished ? 'done' : this.#shutdown.aborted ? 'interrupted' : 'cancelled';
    } catch (err) {
      if (err instanceof Rejection) this.#update(id, { problem: err.message });
      else this.#log.error({ err, workspace: workspace.id, import: id }, 'an import broke off');
    } finally {
      letGo();
      await this.#end(workspace, { ...this.#update(id, {}), status, ended_at: new Date().toISOString() }, letGoOfClaim);
    }
  }

  /** What the rows need of the set-up. Done again after an interruption it changes nothing. @throws Rejection */
  async #prepare(workspace: Workspace, actor: Actor, plan: string): Promise<void> {
    const mutations = (await plannedPreparations(plan)).flatMap((preparation) => preparation.mutations);
    const refusals = await workspace.mutateEach(actor, mutations);
    const refused = refusals.find(
      (refusal, at) =>
        refusal &&
        refusal.code !== 'already_exists' &&
        // A stage that a new pipeline does without is gone since the first time.
        !(refusal.code === 'not_found' && mutations[at]?.name === 'removeStage'),
    );
    if (refused) throw refused;
  }
}
