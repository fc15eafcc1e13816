import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Bars, Result } from './measure.ts';
import { alternately, result } from './measure.ts';

const browsers = 5000;

/** A process that answers one question at a time. */
async function start(role: 'product' | 'bare' | 'browsers'): Promise<{ child: ChildProcess; started: Record<string, unknown> }> {
  const child = fork(fileURLToPath(new URL('./idle-process.ts', import.meta.url)), [role], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return { child, started: (await answer(child)) as Record<string, unknown> };
}

async function answer(child: ChildProcess): Promise<unknown> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`A process of the benchmark ended with ${code}.`);
  });
  // Told by whoever waits for the answer; afterwards its end is nobody's concern.
  ended.catch(() => undefined);
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [{ value: unknown }];
  return message.value;
}

async function ask(child: ChildProcess, question: object): Promise<unknown> {
  const answered = answer(child);
  child.send(question);
  return answered;
}

/** Kilobytes of the server's process for each connected browser that does nothing. */
async function connected(role: 'product' | 'bare'): Promise<number> {
  const { child: server, started } = await start(role);
  const { child: clients } = await start('browsers');
  try {
    // What the first connections bring about once is not theirs.
    await ask(clients, { do: 'connect', ...started, count: 100 });
    const before = Number(await ask(server, { do: 'resident' }));
    await ask(clients, { do: 'connect', ...started, count: browsers });
    const after = Number(await ask(server, { do: 'resident' }));
    return (after - before) / browsers / 1024;
  } finally {
    for (const child of [clients, server]) {
      child.disconnect();
      await once(child, 'exit');
    }
  }
}

async function idle(): Promise<Result[]> {
  const [mine = Number.NaN, theirs = Number.NaN] = await alternately([() => connected('product'), () => connected('bare')]);
  return [result('idle', 'KB a browser', mine, theirs, '≤ 1.5')];
}

export const idleBars: Bars = { names: ['idle'], take: idle };
