import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chosen } from '../browsers/engines.ts';
import { Screen } from '../browsers/screen.ts';
import type { RecordType, Row } from '../../shared/records/index.ts';
import type { Block } from '../../shared/sync/wire.ts';
import type { RunningProcess } from '../running.ts';
import { Caller, startProcess, stopProcess } from '../running.ts';

/** The main flow of the built app against the real server, by mouse and keys alone, in whichever engine: see docs/testing.md. */

describe.each(chosen().map((engine) => ({ engine, name: engine.name })))('the main flow in $name', ({ engine }) => {
  let dataDir: string;
  let running: RunningProcess;
  let app: Screen;
  let caller: Caller;
  let stages: string[] = [];
  const faults: string[] = [];

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'inlay-engines-'));
    running = await startProcess(dataDir);
    app = new Screen(await engine.newPage());
    await app.page.setViewportSize({ width: 1440, height: 900 });
    caller = await Caller.signIn(running.address, 'camille@meridian.example');
    const [pipeline] = (await rows('pipeline')).toSorted((a, b) => a.position - b.position);
    stages = (await rows('stage'))
      .filter((stage) => stage.pipeline_id === pipeline?.id)
      .toSorted((a, b) => a.position - b.position)
      .map(({ id }) => id);
  }, 120_000);

  afterAll(async () => {
    await engine.close();
    await stopProcess(running, 'SIGTERM');
    await rm(dataDir, { recursive: true, force: true });
  });

  /** Goes to an address, and keeps what the page before it has thrown. */
  async function goes(to: string): Promise<void> {
    const thrown = () => {
      const page = window as typeof window & { faults?: string[] };
      const before = page.faults?.splice(0);
      if (!page.faults) {
        const list: string[] = (page.faults = []);
        addEventListener('error', ({ message }) => list.push(message));
        addEventListener('unhandledrejection', ({ reason }) => list.push(String(reason)));
      }
      return before ?? [];
    };
    faults.push(...(await app.page.evaluate(thrown, undefined)));
    await app.page.goto(running.address + to);
    faults.push(...(await app.page.evaluate(thrown, undefined)));
  }
  /** A lane's selector, by the order of the stages. */
  const lane = (at: number) => `[data-stage="${stages[at]}"]`;
  const names = (at: number) => app.texts(lane(at), 'crm-deal-card', '.name');
  const shows = (at: number, name: string) => app.until(async () => (await names(at)).includes(name), `${name} is in lane ${at}`);
  const status = (words: RegExp) =>
    app.until(async () => words.test((await app.texts('crm-sync-status', '[role=status]'))[0] ?? ''), `the status says ${words}`);

  async function carries(from: number, to: number): Promise<string> {
    const [card, end] = [await app.sees(lane(from), 'crm-deal-card'), await app.sees(lane(to))];
    const [name = ''] = await names(from);
    const { mouse } = app.page;
    await mouse.move(card.x + 40, card.y + 30);
    await mouse.down();
    await mouse.move(card.x + 70, card.y + 40, { steps: 4 });
    await mouse.move(end.x + end.width / 2, end.y + Math.min(200, end.height / 2), { steps: 8 });
    await mouse.up();
    await shows(to, name);
    expect(await names(from)).not.toContain(name);
    return name;
  }

  async function rows<T extends RecordType>(type: T): Promise<Row<T>[]> {
    const { blocks } = await caller.bootstrap();
    return blocks.filter((block): block is Block<T> => block.type === type).flatMap((block) => block.rows);
  }
  /** Waits until the server has a deal in the lane. */
  const reaches = (at: number, name: string) =>
    app.until(async () => (await rows('deal')).some((deal) => deal.name === name && deal.stage_id === stages[at]), `${name} has arrived`);

  it('signs in', async () => {
    await goes('/#/deals');
    await app.fills('camille@meridian.example', 'crm-input[name=email]', 'input');
    await app.fills('meridian-sample', 'crm-input[name=password]', 'input');
    await app.clicks('crm-sign-in', 'crm-button');
    await app.sees(lane(0), 'crm-deal-card');
    await app.sees('nav a');
  });

  it('moves a deal by mouse, and the server has it', async () => {
    await reaches(2, await carries(0, 2));
  });

  it('moves a deal by keyboard, and puts it back by Undo', async () => {
    const [name = ''] = await names(1);
    await app.focuses(lane(1), 'crm-deal-card', '.card');
    await app.presses('Space', 'ArrowRight', 'ArrowRight', 'Enter');
    await shows(3, name);
    await app.clicks('crm-toaster', ['.toast', name], ['button', 'Undo']);
    await shows(1, name);
  });

  it('opens a deal, and gives the board back on Escape', async () => {
    const [name = ''] = await names(1);
    await app.clicks(lane(1), 'crm-deal-card', '.name');
    await app.sees('crm-side-panel crm-record-heading', ['button', name]);
    await app.presses('Escape');
    await app.until(async () => (await app.all('crm-deal-panel')).length === 0, 'the panel is closed');
  });

  it('adds a task in one line that understands its date', async () => {
    await goes('/#/tasks');
    await app.fills('call the lab tomorrow 15:00', 'crm-task-line', 'input');
    await app.sees('crm-task-line', ['crm-tag', 'Tomorrow']);
    await app.presses('Enter');
    await app.sees('crm-task-list', 'section[aria-label=Tomorrow]', ['.task', 'call the lab']);
    await app.until(async () => (await rows('task')).some(({ content }) => content === 'call the lab'), 'the task has arrived');
  });

  it('works on without the server, and sends what has waited', async () => {
    await goes('/#/deals');
    await app.sees(lane(0), 'crm-deal-card');
    await status(/^Saved(?!,)/);
    await stopProcess(running, 'SIGTERM');
    const name = await carries(0, 1);
    await status(/Offline · 1 change waits/);
    running = await startProcess(dataDir, { PORT: new URL(running.address).port });
    await status(/^Saved(?!,)/);
    await reaches(1, name);
  });

  it('can be left at any moment, and opens again as it was', async () => {
    // A lane has in the page what is in sight and a few more: the first ones are always there.
    const first = async () => (await names(1)).slice(0, 5);
    const before = await first();
    for (let times = 0; times < 3; times++) {
      await goes('/demo/landing.html');
      await goes('/#/deals');
      await app.sees(lane(1), 'crm-deal-card');
    }
    expect(await first()).toEqual(before);
    await status(/^Saved(?!,)/);
  });

  it('makes a lead of what a visitor sends, and it appears at work', async () => {
    await goes('/#/leads');
    const page = await engine.newPage();
    const visitor = new Screen(page);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${running.address}/demo/landing.html?utm_source=fair`);
    await visitor.fills('Zebrowski', 'crm-lead-form', 'input[name=last_name]');
    await visitor.clicks('crm-lead-form', 'button');
    await visitor.sees('crm-lead-form', '[aria-invalid=true]');
    await visitor.fills('z@zebrowski.example', 'crm-lead-form', 'input[name=email]');
    await visitor.clicks('crm-lead-form', 'input[name=consent]');
    await visitor.clicks('crm-lead-form', 'button');
    await visitor.sees('crm-lead-form', ['*', 'Thank you']);
    await page.close();
    await app.sees(['*', 'Zebrowski']);
  });

  it('has the board in a page of others', async () => {
    await goes('/demo/embed.html');
    await app.sees('crm-pipeline-board', 'crm-deal-card');
    expect((await app.all('crm-pipeline-board', 'crm-deal-card')).length).toBeGreaterThan(10);
    await carries(0, 1);
  });

  it('has thrown nothing', async () => {
    await goes('/demo/embed.html');
    expect(faults).toEqual([]);
  });
});
