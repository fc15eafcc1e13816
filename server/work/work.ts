import { availableParallelism } from 'node:os';
import type { Logger } from 'pino';
import { WorkLost } from './errors.ts';
import type { Task } from './task.ts';
import type { Job } from './worker.ts';
import { Worker } from './worker.ts';

export interface WorkOptions {
  log: Logger;
  /** Processes at the most; each does one task at a time, and the others wait. */
  most?: number;
  /** Milliseconds after which a process that has nothing to do is ended. */
  idleAfter?: number;
  /** Megabytes of memory that a task may take for its objects: a file can be within every limit and still be too much. */
  memoryMb?: number;
}

/** Bytes of a process that is kept for the next task: one that a large file has swollen gives its memory back. */
const keptBytes = 512 * 1024 * 1024;

/** A long task must not hold up a short one, and the server needs the machine too. */
const usualMost = Math.min(4, Math.max(2, availableParallelism() - 1));

/**
 * Work that would keep everybody waiting, in processes of its own: reading and planning imports, writing exports. A process
 * has one task at a time, so that whatever ends it (native code that crashes, a file that takes all memory) ends that task
 * alone. Processes are started when they are needed, kept for the next task, and ended when there is none for a while.
 */
export class Work {
  readonly #log: Logger;
  readonly #most: number;
  readonly #idleAfter: number;
  readonly #memoryMb: number;
  readonly #workers = new Set<Worker>();
  /** Those that wait for a task, the one that had one last at the end. */
  readonly #free = new Map<Worker, ReturnType<typeof setTimeout>>();
  readonly #waiting: Job[] = [];
  #closing = false;

  constructor({ log, most = usualMost, idleAfter = 180_000, memoryMb = 2048 }: WorkOptions) {
    this.#log = log;
    this.#most = most;
    this.#idleAfter = idleAfter;
    this.#memoryMb = memoryMb;
  }

  /** The ids of its processes: of all, and of those at work. */
  get processes(): { all: number[]; busy: number[] } {
    const ids = (workers: readonly Worker[]) => workers.map(({ pid }) => pid).filter((pid) => pid !== undefined);
    const all = [...this.#workers];
    return { all: ids(all), busy: ids(all.filter(({ atWork }) => atWork)) };
  }

  /**
   * Does a task in another process. @throws TaskFailed what the task throws; WorkLost where the process ends; what `take`
   * throws; the signal's reason, once the task is no more
   */
  run<Given, Result, Part = never>(
    { module }: Task<Given, Result, Part>,
    given: Given,
    { signal, take }: { signal?: AbortSignal; take?: (part: Part) => Promise<void> } = {},
  ): Promise<Result> {
    if (this.#closing) return Promise.reject(new WorkLost('stopping'));
    return new Promise<Result>((resolve, reject) => {
      signal?.throwIfAborted();
      const job: Job = {
        module: module.href,
        given,
        take: async (part) => take?.(part as Part),
        resolve: (result) => {
          signal?.removeEventListener('abort', cancel);
          resolve(result as Result);
        },
        reject: (error) => {
          signal?.removeEventListener('abort', cancel);
          reject(error instanceof Error ? error : new Error(String(error)));
        },
        tries: 0,
      };
      const cancel = () => this.#cancel(job, signal?.reason);
      signal?.addEventListener('abort', cancel);
      this.#waiting.push(job);
      this.#next();
    });
  }

  /** Ends every process: what waits and what is under way fails. */
  async close(): Promise<void> {
    this.#closing = true;
    for (const job of this.#waiting.splice(0)) job.reject(new WorkLost('stopping'));
    for (const timer of this.#free.values()) clearTimeout(timer);
    this.#free.clear();
    await Promise.all([...this.#workers].map((worker) => (worker.busy ? worker.kill(new WorkLost('stopping')) : worker.stop())));
  }

  #cancel(job: Job, reason: unknown): void {
    const at = this.#waiting.indexOf(job);
    if (at >= 0) {
      this.#waiting.splice(at, 1);
      job.reject(reason);
      return;
    }
    for (const worker of this.#workers) if (worker.doing(job)) void worker.kill(reason);
  }

  #next(): void {
    while (this.#waiting.length > 0) {
      const [worker] = [...this.#free.keys()].slice(-1);
      if (worker) this.#claim(worker);
      else if (this.#workers.size >= this.#most) return;
      const job = this.#waiting.shift();
      try {
        if (job) (worker ?? this.#start()).do(job);
      } catch (error) {
        // The machine has no process to give.
        job?.reject(error);
      }
    }
  }

  #claim(worker: Worker): void {
    clearTimeout(this.#free.get(worker));
    this.#free.delete(worker);
  }

  #start(): Worker {
    const worker = new Worker({
      memoryMb: this.#memoryMb,
      onFree: () => {
        if (this.#closing) return;
        if (worker.rss > keptBytes) return void worker.stop();
        this.#free.set(worker, setTimeout(() => this.#dismiss(worker), this.#idleAfter).unref());
        this.#next();
      },
      onEnd: ({ unexpected, signal, code, said, unbegun }) => {
        this.#workers.delete(worker);
        this.#claim(worker);
        if (unexpected) this.#log.error({ signal, code, said }, 'a process that does tasks has ended');
        // Its last process ended while it had nothing to do: the task is none the wiser.
        if (unbegun && unbegun.tries < 2 && !this.#closing) this.#waiting.unshift(unbegun);
        else unbegun?.reject(new WorkLost('ended'));
        if (!this.#closing) this.#next();
      },
    });
    this.#workers.add(worker);
    return worker;
  }

  #dismiss(worker: Worker): void {
    this.#claim(worker);
    void worker.stop();
  }
}
