import { HttpError } from '../http/index.ts';
import type { Work } from '../work/index.ts';
import { TaskFailed, WorkLost, task } from '../work/index.ts';
import type { ArchiveTask } from './archive-task.ts';
import type { ListExportTask } from './list-task.ts';

const listing = task<ListExportTask, number>(new URL('./list-task.ts', import.meta.url));
const archiving = task<ArchiveTask, null>(new URL('./archive-task.ts', import.meta.url));

/** What exports have done in another process. */
export class ExportWork {
  readonly #work: Work;

  constructor(work: Work) {
    this.#work = work;
  }

  /** Writes a list into a file; gives the number of its rows. @throws HttpError unavailable */
  list(given: ListExportTask, signal: AbortSignal): Promise<number> {
    return made(this.#work.run(listing, given, { signal }));
  }

  /** Writes an archive of a workspace into a file. @throws HttpError unavailable */
  async archive(given: ArchiveTask, signal: AbortSignal): Promise<void> {
    await made(this.#work.run(archiving, given, { signal }));
  }
}

async function made<T>(result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    // A storage that does not answer.
    if (error instanceof TaskFailed && error.name === 'HttpError' && error.code === 'unavailable')
      throw new HttpError('unavailable', error.message, { cause: error });
    if (!(error instanceof WorkLost)) throw error;
    if (error.reason === 'memory')
      throw new HttpError('unavailable', 'The server has not enough memory for this export.', { cause: error });
    throw new HttpError('unavailable', 'The server’s work on this export was broken off. Export again.', { cause: error });
  }
}
