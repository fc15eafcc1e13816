import type { Disk, Rewrite } from './disk.ts';

/**
 * Writes the blocks of a bootstrap behind what is shown of them: nothing waits for it, and it begins when it is told to. What
 * fails is told once, and the rest is left out.
 */
export class BlockWriter {
  readonly #disk: Disk;
  readonly #failed: (error: unknown) => Promise<void>;
  readonly #start = Promise.withResolvers<void>();
  #rewrite: Rewrite | undefined;
  #whole = true;
  #writing: Promise<void> = this.#start.promise;

  constructor(disk: Disk, failed: (error: unknown) => Promise<void>) {
    this.#disk = disk;
    this.#failed = failed;
  }

  /** Lets it begin, when `after` is over. */
  start(after?: Promise<void>): void {
    this.#start.resolve(after);
  }

  add(block: string): void {
    this.#then(async () => {
      this.#rewrite ??= await this.#disk.rewrite();
      await this.#rewrite.add(block);
    });
  }

  /** Replaces what the cache holds, unless something has failed. */
  finish(state: Parameters<Rewrite['finish']>[0]): Promise<void> {
    return this.#then(async () => void (await this.#rewrite?.finish(state)));
  }

  /** Leaves it: what has been written so far is never seen. */
  stop(): Promise<void> {
    this.#whole = false;
    this.start();
    return this.#writing;
  }

  #then(work: () => Promise<void>): Promise<void> {
    this.#writing = this.#writing.then(async () => {
      if (!this.#whole) return;
      try {
        await work();
      } catch (error) {
        this.#whole = false;
        await this.#failed(error);
      }
    });
    return this.#writing;
  }
}
