import type { ListType } from '../../shared/filters/index.ts';
import { keepSearchText } from '../../shared/filters/index.ts';
import type { Row } from '../../shared/records/index.ts';
import { idle } from '../base/idle.ts';

/** Milliseconds of work at a time. */
const slice = 4;

/** Records between two looks at the clock. */
const portion = 100;

/** Keeps what the records of a list are found by, while the page has nothing else to do: a key in its search finds that done. */
export class FindAhead {
  #rows: readonly Row<ListType>[] = [];

  /** To be called whenever the list is on the screen. */
  take(type: ListType, rows: readonly Row<ListType>[]): void {
    if (rows === this.#rows) return;
    this.#rows = rows;
    void this.#keep(type, rows);
  }

  /** The list is not shown any more. */
  stop(): void {
    this.#rows = [];
  }

  async #keep(type: ListType, rows: readonly Row<ListType>[]): Promise<void> {
    for (let at = 0; at < rows.length;) {
      await idle();
      const until = performance.now() + slice;
      while (at < rows.length && performance.now() < until) {
        if (rows !== this.#rows) return;
        for (const row of rows.slice(at, at + portion)) keepSearchText(type, row);
        at += portion;
      }
    }
  }
}
