import type { Answer, Order, Run } from './task.ts';

/**
 * The process in which tasks are done, one at a time. It lives as long as the server holds the line to it, and no longer: also
 * where the server is killed.
 */

let partTaken: ((taken: 'taken' | 'refused') => void) | undefined;

const answer = (given: Answer): void => void process.send?.(given);

class Refused extends Error {}

async function give(part: unknown): Promise<void> {
  const taken = new Promise<'taken' | 'refused'>((resolve) => (partTaken = resolve));
  answer({ part });
  if ((await taken) === 'refused') throw new Refused('The server has refused a part of the outcome.');
}

async function carryOut(module: string, given: unknown): Promise<void> {
  answer({ begun: true });
  try {
    const { run } = (await import(module)) as { run: Run<unknown, unknown, unknown> };
    const result = await run(given, give);
    answer({ done: true, result, rss: process.memoryUsage.rss() });
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    answer({ failed: { name, message, stack, code }, rss: process.memoryUsage.rss() });
  }
}

process.title = 'inlay work';
process.on('message', (order: Order) => {
  if ('do' in order) void carryOut(order.do, order.given);
  else partTaken?.(order.part);
});
process.on('disconnect', () => process.exit());
// A terminal or a supervisor tells the whole group: the server finishes what is under way, and ends this process itself.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
