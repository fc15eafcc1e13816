import type { Id } from '../../shared/ids.ts';
import type { Workspace } from '../workspace/index.ts';
import type { Import, ImportFiles } from './files.ts';
import type { Plan } from './plan.ts';
import { runPlan } from './run.ts';

/** The imports that this process is carrying out. */
export class Runs {
  readonly #files: ImportFiles;
  readonly #running = new Map<Id, { entry: Import; cancelled: boolean }>();

  constructor(files: ImportFiles) {
    this.#files = files;
  }

  /** An import as it stands now; one that ran in a process that ended is interrupted, and can be run again. */
  seen(entry: Import): Import {
    const running = this.#running.get(entry.id);
    if (running) return running.entry;
    return entry.status === 'running' ? { ...entry, status: 'interrupted' } : entry;
  }

  cancel(id: Id): void {
    const running = this.#running.get(id);
    if (running) running.cancelled = true;
  }

  /** Starts an import and gives it at once; it goes on by itself. */
  async start(job: { workspace: Workspace; entry: Import; plan: Plan }): Promise<Import> {
    const { workspace, plan } = job;
    const running = { entry: { ...job.entry, status: 'running' } as Import, cancelled: false };
    this.#running.set(job.entry.id, running);
    await this.#files.save(workspace.id, running.entry);
    void this.#carryOut(workspace, plan, running);
    return running.entry;
  }

  async #carryOut(workspace: Workspace, plan: Plan, running: { entry: Import; cancelled: boolean }): Promise<void> {
    const { id, person_id } = running.entry;
    let status: Import['status'] = 'interrupted';
    try {
      const outcome = await runPlan({
        plan,
        apply: (mutations) => workspace.mutateEach({ kind: 'person', id: person_id }, mutations),
        cancelled: () => running.cancelled,
        onProgress: (progress) => {
          running.entry = { ...running.entry, progress };
        },
      });
      status = outcome.cancelled ? 'cancelled' : 'done';
      await this.#files.saveFailed(workspace.id, id, outcome.failed);
      running.entry = { ...running.entry, progress: outcome.progress };
    } finally {
      this.#running.delete(id);
      await this.#files.save(workspace.id, { ...running.entry, status });
    }
  }
}
