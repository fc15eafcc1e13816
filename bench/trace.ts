import type { Page } from 'playwright-core';

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  ts: number;
  /** Microseconds by the clock, and on the processor. */
  dur?: number;
  tdur?: number;
}

/**
 * The longest task of a page's main thread while something is done, in milliseconds on the processor: what other programs of
 * the machine take meanwhile does not count.
 */
export async function longestTask(page: Page, work: () => Promise<void>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => void events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'blink.user_timing'] },
  });
  await page.evaluate(() => performance.mark('work begins'));
  await work();
  await page.evaluate(() => performance.mark('work ends'));
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  const begin = events.find(({ name }) => name === 'work begins');
  const end = events.find(({ name }) => name === 'work ends');
  if (!begin || !end) throw new Error('The trace does not tell when the work began and ended.');
  const tasks = events.filter(
    ({ name, pid, tid, ts }) => name.endsWith('RunTask') && pid === begin.pid && tid === begin.tid && ts > begin.ts && ts < end.ts,
  );
  if (tasks.length === 0) throw new Error('The trace has no tasks.');
  return Math.max(...tasks.map(({ dur = 0, tdur = dur }) => tdur)) / 1000;
}
