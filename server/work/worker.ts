import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { TaskFailed, WorkLost } from './errors.ts';
import type { Answer, Order } from './task.ts';

/** A task that somebody waits for. */
export interface Job {
  module: string;
  given: unknown;
  take: (part: unknown) => Promise<void>;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
  /** How often a process was told to do it. */
  tries: number;
}

export interface Ended {
  code: number | null;
  signal: string | null;
  unexpected: boolean;
  /** The last that it wrote on its error stream. */
  said: string;
  /** A job that it was told to do, and has never begun. */
  unbegun: Job | undefined;
}

export interface WorkerOptions {
  memoryMb: number;
  /** The job is done, or has failed in the process: it waits for the next. */
  onFree: () => void;
  /** The process is no more. */
  onEnd: (how: Ended) => void;
}

/** Characters of what a process has said last that are kept, to know why it ended. */
const keptCharacters = 4000;

/** One process that does tasks, as the server sees it. */
export class Worker {
  readonly ended: Promise<void>;
  /** Bytes of memory that it held after its last task. */
  rss = 0;
  readonly #child: ChildProcess;
  readonly #options: WorkerOptions;
  #job: Job | undefined;
  #begun = false;
  #cause: unknown;
  #stopping = false;
  /** Why the server has refused a part, until the process has ended the task. */
  #refusal: { error: unknown } | undefined;
  #said = '';

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#child = fork(fileURLToPath(new URL('./process.ts', import.meta.url)), [], {
      // What the server itself was started with (a debugger's port, say) is not for this process.
      execArgv: [`--max-old-space-size=${options.memoryMb}`],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-keptCharacters);
    });
    this.#child.on('message', (answer: Answer) => void this.#heard(answer));
    this.#child.on('error', (error) => (this.#said += error.message));
    this.ended = this.#whenEnded();
    this.#hold(false);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get busy(): boolean {
    return this.#job !== undefined;
  }

  /** Whether it has begun its task. */
  get atWork(): boolean {
    return this.#job !== undefined && this.#begun;
  }

  doing(job: Job): boolean {
    return this.#job === job;
  }

  do(job: Job): void {
    this.#job = job;
    this.#begun = false;
    job.tries++;
    this.#hold(true);
    this.#say({ do: job.module, given: job.given });
  }

  /** Ends it in order, between two tasks; one that does not listen is ended all the same. */
  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#child.connected) this.#child.disconnect();
    const deadline = setTimeout(() => this.#child.kill('SIGKILL'), 5000);
    await this.ended;
    clearTimeout(deadline);
  }

  /** Ends it at once, in the middle of its task, which fails with this cause: it may be deep in code that hears nothing. */
  kill(cause: unknown): Promise<void> {
    this.#stopping = true;
    this.#cause = cause;
    this.#child.kill('SIGKILL');
    return this.ended;
  }

  /** Not `close`: a process to which the line was cut from here has none. One that could not be started has no `exit`. */
  async #whenEnded(): Promise<void> {
    const child = this.#child;
    // Its last words, on its error stream and on the line, come after its end.
    const silent = new Promise<void>((resolve) => (child.stderr ? child.stderr.once('close', () => resolve()) : resolve()));
    const cut = new Promise<void>((resolve) => child.once('disconnect', () => resolve()));
    const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
      child.once('exit', (code, signal) => resolve({ code, signal })),
    );
    const unstarted = new Promise<void>((resolve) => child.on('error', () => child.pid === undefined && resolve()));
    const began = await Promise.race([Promise.all([ended, silent, cut]), unstarted]);
    const { code, signal } = began?.[0] ?? { code: null, signal: null };
    this.#end(code, signal);
  }

  #say(order: Order): void {
    // Where the line is broken, the end of the process is told too.
    if (this.#child.connected) this.#child.send(order, () => undefined);
  }

  async #heard(answer: Answer): Promise<void> {
    const job = this.#job;
    if (!job) return;
    if ('begun' in answer) {
      this.#begun = true;
    } else if ('part' in answer) {
      try {
        await job.take(answer.part);
        this.#say({ part: 'taken' });
      } catch (error) {
        this.#refusal = { error };
        this.#say({ part: 'refused' });
      }
    } else {
      this.#job = undefined;
      this.rss = answer.rss;
      this.#hold(false);
      const refusal = this.#refusal;
      this.#refusal = undefined;
      if (refusal) job.reject(refusal.error);
      else if ('done' in answer) job.resolve(answer.result);
      else job.reject(new TaskFailed(answer.failed));
      if (!this.#stopping) this.#options.onFree();
    }
  }

  #end(code: number | null, signal: string | null): void {
    const job = this.#job;
    this.#job = undefined;
    const unbegun = job && !this.#begun && this.#cause === undefined ? job : undefined;
    if (job && !unbegun) job.reject(this.#cause ?? new WorkLost(/heap out of memory/i.test(this.#said) ? 'memory' : 'ended'));
    this.#options.onEnd({ code, signal, unexpected: !this.#stopping, said: this.#said, unbegun });
  }

  /** Whether it keeps the server's process alive: while somebody waits for it. */
  #hold(held: boolean): void {
    const { channel, stderr } = this.#child;
    if (held) {
      this.#child.ref();
      channel?.ref();
    } else {
      this.#child.unref();
      channel?.unref();
      if (stderr && 'unref' in stderr) (stderr as typeof stderr & { unref(): void }).unref();
    }
  }
}
