import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TaskFailed, WorkLost, task } from './index.ts';
import type { WorkOptions } from './work.ts';
import { Work } from './work.ts';
import type { Deed } from './testing-task.ts';

const testing = task<Deed, unknown, number>(new URL('./testing-task.ts', import.meta.url));

let log: { signal?: string; said?: string }[];
let work: Work;
const start = (options: Partial<WorkOptions> = {}) => {
  const lines: typeof log = [];
  log = lines;
  work = new Work({ log: pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) }), ...options });
};
beforeEach(() => start());
afterEach(() => work.close());

const echo = (value: unknown) => work.run(testing, { do: 'give back', value });
/** The ids of the processes at work, once there are so many. */
const busy = async (count = 1): Promise<number[]> => {
  await expect.poll(() => work.processes.busy.length).toBe(count);
  return work.processes.busy;
};
const exists = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a task', () => {
  test('is done in another process, which is kept for the next', async () => {
    expect(await echo({ a: [1, 'two', null] })).toEqual({ a: [1, 'two', null] });
    const { all } = work.processes;
    expect(await echo('again')).toBe('again');
    expect(work.processes).toEqual({ all, busy: [] });
    expect(all).toHaveLength(1);
    expect(all).not.toContain(process.pid);
  });

  test('that throws fails with its error, and ends nothing', async () => {
    const failure = work.run(testing, { do: 'throw', name: 'Unreadable', message: 'No table.' });
    await expect(failure).rejects.toMatchObject({ name: 'Unreadable', message: 'No table.' });
    await expect(failure).rejects.toBeInstanceOf(TaskFailed);
    expect(await echo(1)).toBe(1);
  });

  test('hands over parts one by one, and ends where one is refused', async () => {
    const taken: number[] = [];
    const take = async (part: number) => {
      if (part === 4) throw new Error('Four is too many.');
      taken.push(part);
    };
    expect(await work.run(testing, { do: 'count', to: 3 }, { take })).toBe('counted');
    expect(taken).toEqual([1, 2, 3]);
    await expect(work.run(testing, { do: 'count', to: 9 }, { take })).rejects.toThrow('Four is too many.');
    expect(taken).toEqual([1, 2, 3, 1, 2, 3]);
    expect(work.processes.all).toHaveLength(1);
  });

  test('waits where as many are under way as may be', async () => {
    start({ most: 1 });
    expect(await Promise.all([1, 2, 3, 4].map(echo))).toEqual([1, 2, 3, 4]);
    expect(work.processes.all).toHaveLength(1);
  });
});

describe('a process that ends in the middle', () => {
  test('fails its task alone, and is told of; the next has a new one', async () => {
    const other = new AbortController();
    const beside = work.run(testing, { do: 'never end' }, { signal: other.signal });
    await busy();
    await expect(work.run(testing, { do: 'crash' })).rejects.toMatchObject({ reason: 'ended' });
    expect(log).toMatchObject([{ signal: 'SIGSEGV' }]);
    expect(await echo('still here')).toBe('still here');
    expect(work.processes.busy).toHaveLength(1);
    other.abort(new Error('Enough.'));
    await expect(beside).rejects.toThrow('Enough.');
  });

  test('because its memory is full says so', async () => {
    start({ memoryMb: 40 });
    await expect(work.run(testing, { do: 'fill memory' })).rejects.toMatchObject({ reason: 'memory' });
    expect(await echo(1)).toBe(1);
  });

  test('while it has nothing to do is not noticed by the next task', async () => {
    await echo(1);
    const [pid = 0] = work.processes.all;
    process.kill(pid, 'SIGKILL');
    expect(await echo(2)).toBe(2);
    expect(work.processes.all).not.toContain(pid);
  });
});

describe('a task that is cancelled', () => {
  test('ends at once, whatever it is doing, and is over when that is told', async () => {
    const end = new AbortController();
    const running = work.run(testing, { do: 'never end' }, { signal: end.signal });
    const [pid = 0] = await busy();
    end.abort(new Error('Nobody waits for it.'));
    await expect(running).rejects.toThrow('Nobody waits for it.');
    expect(exists(pid)).toBe(false);
    expect(log).toEqual([]);
    expect(await echo(1)).toBe(1);
  });

  test('while it waits is never begun', async () => {
    start({ most: 1 });
    const [first, second] = [new AbortController(), new AbortController()];
    const running = work.run(testing, { do: 'never end' }, { signal: first.signal });
    const waiting = work.run(testing, { do: 'crash' }, { signal: second.signal });
    second.abort(new Error('Not wanted.'));
    await expect(waiting).rejects.toThrow('Not wanted.');
    first.abort(new Error('Nor this.'));
    await expect(running).rejects.toThrow('Nor this.');
    await expect(work.run(testing, { do: 'crash' }, { signal: second.signal })).rejects.toThrow('Not wanted.');
    expect(log).toEqual([]);
  });
});

describe('processes', () => {
  test('are ended when there is nothing to do for a while', async () => {
    start({ idleAfter: 1 });
    await echo(1);
    const [pid = 0] = work.processes.all;
    await expect.poll(() => work.processes.all).toEqual([]);
    expect(pid === 0 || exists(pid)).toBe(false);
    expect(await echo(2)).toBe(2);
    expect(log).toEqual([]);
  });

  test('end with the server, and what they do or have yet to do fails', async () => {
    start({ most: 1 });
    const failures = Promise.allSettled([work.run(testing, { do: 'never end' }), echo(1)]);
    const pids = await busy();
    await work.close();
    expect((await failures).map((one) => one.status === 'rejected' && (one.reason as WorkLost).reason)).toEqual(['stopping', 'stopping']);
    await expect(echo(2)).rejects.toBeInstanceOf(WorkLost);
    expect(pids.filter(exists)).toEqual([]);
    expect(log).toEqual([]);
  });

  test('do not outlive a server that is killed', async () => {
    const owner = spawn(process.execPath, [fileURLToPath(new URL('./testing-owner.ts', import.meta.url))], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [told] = (await once(owner.stdout, 'data')) as [Buffer];
    const pid = Number(told.toString());
    expect(exists(pid)).toBe(true);
    owner.kill('SIGKILL');
    await expect.poll(() => exists(pid)).toBe(false);
  });
});
