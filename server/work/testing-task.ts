import type { Run } from './task.ts';

/** What a task can come to: for tests. */
export type Deed =
  | { do: 'give back'; value: unknown }
  | { do: 'throw'; name: string; message: string }
  | { do: 'crash' }
  | { do: 'fill memory' }
  /** Hears nothing, as code deep in a library does. */
  | { do: 'never end' }
  | { do: 'count'; to: number };

export const run: Run<Deed, unknown, number> = async (deed, give) => {
  switch (deed.do) {
    case 'give back':
      return deed.value;
    case 'throw':
      throw Object.assign(new Error(deed.message), { name: deed.name });
    case 'crash':
      process.kill(process.pid, 'SIGSEGV');
      for (;;);
    case 'fill memory':
      for (const kept: unknown[] = []; ;) kept.push(Array.from({ length: 10_000 }, () => ({})));
    case 'never end':
      for (;;);
    case 'count':
      for (let number = 1; number <= deed.to; number++) await give(number);
      return 'counted';
  }
};
