import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html } from 'lit';
import { addDays, dayIn } from '../../shared/dates.ts';
import { newId } from '../../shared/ids.ts';
import { setLanguage } from '../base/localisation/index.ts';
import { inside, mount, settled, unmountAll, until, violations } from '../base/testing/page.ts';
import { Sample, around } from '../pipeline-board/testing/sample.ts';
import type { Store } from '../store/index.ts';
import { understand } from './due.ts';
import './task-list.ts';
import type { TaskList } from './task-list.ts';

const zone = 'Europe/Paris';
let sample: Sample;
let store: Store;

const today = (): string => dayIn(zone, new Date().toISOString());

function task(content: string, due: string | null, more: object = {}): string {
  const id = newId();
  sample.workspace.do(sample.camille, 'createTask', { id, content, due_date: due, ...more });
  return id;
}

async function show(person = sample.camille): Promise<TaskList> {
  store = await sample.store(person);
  const holder = await mount(html`<div></div>`);
  const place = around(store);
  holder.append(place);
  const list = document.createElement('crm-task-list');
  place.append(list);
  await settled(place);
  return list;
}

const row = (list: TaskList, id: string): HTMLElement => inside(list, `[data-id="${id}"]`);
const groupOfRow = (list: TaskList, id: string): string | null | undefined => row(list, id).closest('section')?.getAttribute('aria-label');

async function write(list: TaskList, text: string): Promise<HTMLElement> {
  const line = inside(list, 'crm-task-line');
  inside<HTMLElement & { focus(): void }>(line, 'crm-input').focus();
  await sendKeys({ type: text });
  return line;
}

describe('<crm-task-list>', () => {
  // The parser is many small files here, and one of them in the built kit.
  before(() => Promise.all([understand('tomorrow', 'en', 'UTC', 0), import('./task-dialog.ts')]));
  beforeEach(() => {
    sample = new Sample();
    sample.workspace.do(sample.camille, 'updateUser', { id: sample.camille, timezone: zone });
  });
  afterEach(() => {
    unmountAll();
    store.close();
  });

  describe('renders', () => {
    it('tasks by when they are due', async () => {
      const late = task('Late', addDays(today(), -2));
      const now = task('Now', today());
      const next = task('Next', addDays(today(), 1));
      const later = task('Later', addDays(today(), 5));
      const never = task('Never', null);
      const list = await show();
      expect([late, now, next, later, never].map((id) => groupOfRow(list, id))).to.deep.equal([
        'Overdue',
        'Today',
        'Tomorrow',
        'Later',
        'No date',
      ]);
      expect(inside(list, `[data-id="${late}"] .when`).classList.contains('late')).to.equal(true);
    });

    it('one’s own; those of everyone, or of one person, where that is chosen', async () => {
      const mine = task('Mine', null);
      const his = task('His', null, { owner_id: sample.jonas });
      const list = await show();
      expect(list.shadowRoot?.querySelector(`[data-id="${his}"]`)).to.equal(null);
      list.owner = 'all';
      await list.updateComplete;
      expect(row(list, his)).to.be.instanceOf(HTMLElement);
      list.owner = sample.jonas;
      await list.updateComplete;
      expect(list.shadowRoot?.querySelector(`[data-id="${mine}"]`)).to.equal(null);
    });

    it('only those due today, late, later or done, where that is chosen', async () => {
      const ids = {
        overdue: task('Late', addDays(today(), -2)),
        today: task('Now', today()),
        upcoming: task('Later', addDays(today(), 5)),
        done: task('Done', today()),
      };
      sample.workspace.do(sample.camille, 'completeTask', { id: ids.done });
      const list = await show();
      for (const shown of ['overdue', 'today', 'upcoming', 'done'] as const) {
        inside(list, 'crm-segmented').shadowRoot?.querySelector<HTMLElement>(`[data-value="${shown}"]`)?.click();
        await list.updateComplete;
        expect([...(list.shadowRoot?.querySelectorAll<HTMLElement>('.task') ?? [])].map(({ dataset }) => dataset['id'])).to.deep.equal([
          ids[shown],
        ]);
      }
      store.mutate.deleteTask({ id: ids.done });
      const empty = () => list.shadowRoot?.querySelector<HTMLElement & { heading: string }>('crm-empty');
      await until(() => empty()?.heading === 'Nothing is done yet', 'it says that nothing is done');
      inside(list, 'crm-empty crm-button').click();
      await list.updateComplete;
      expect(list.show).to.equal('open');
    });

    it('what can be done with a task beside its date, not over it', async () => {
      const id = task('Late', addDays(today(), -2));
      const list = await show();
      const acts = inside(list, `[data-id="${id}"] .act`).getBoundingClientRect();
      expect(acts.right).to.be.at.most(inside(list, `[data-id="${id}"] .when`).getBoundingClientRect().left);
    });

    it('a slice of very many', async () => {
      for (let count = 0; count < 450; count++) task(`Task ${count}`, null);
      const list = await show();
      expect(list.shadowRoot?.querySelectorAll('.task').length).to.equal(200);
      inside(list, 'section > crm-button').click();
      await list.updateComplete;
      expect(list.shadowRoot?.querySelectorAll('.task').length).to.equal(400);
    });
  });

  describe('adds in one line', () => {
    const only = () => {
      const query = store.query({ type: 'task' });
      query.subscribe(() => undefined)();
      return query.rows[0];
    };

    it('with the date that was understood', async () => {
      const list = await show();
      const line = await write(list, 'call the lab tomorrow 15:00');
      await until(() => Boolean(line.shadowRoot?.querySelector('crm-tag')), 'what was understood');
      await sendKeys({ press: 'Enter' });
      await until(() => only() !== undefined, 'the task');
      expect(only()?.content).to.equal('call the lab');
      expect(dayIn(zone, only()?.due_date ?? '')).to.equal(addDays(today(), 1));
      await until(() => groupOfRow(list, only()?.id ?? '') === 'Tomorrow', 'it is in its group');
    });

    it('in French', async () => {
      await setLanguage('fr-FR');
      try {
        const list = await show();
        await write(list, 'appeler le labo demain');
        await sendKeys({ press: 'Enter' });
        await until(() => only() !== undefined, 'the task');
        expect(only()).to.include({ content: 'appeler le labo', due_date: addDays(today(), 1) });
        await until(() => groupOfRow(list, only()?.id ?? '') === 'Demain', 'its group in French');
      } finally {
        await setLanguage('en');
      }
    });

    it('with the words as they stand when the date is refused', async () => {
      const list = await show();
      const line = await write(list, 'read Tomorrow today');
      await until(() => Boolean(line.shadowRoot?.querySelector('crm-tag')), 'what was understood');
      inside(inside(line, 'crm-tag'), 'button').click();
      await until(() => !line.shadowRoot?.querySelector('crm-tag'), 'it is gone');
      await sendKeys({ press: 'Enter' });
      await until(() => only() !== undefined, 'the task');
      expect(only()).to.include({ content: 'read Tomorrow today', due_date: null });
    });
  });

  describe('keyboard', () => {
    it('goes from task to task, completes and deletes, with a way back', async () => {
      const first = task('First', addDays(today(), -3));
      const second = task('Second', addDays(today(), -2));
      const list = await show();
      row(list, first).focus();
      await sendKeys({ press: 'ArrowDown' });
      expect(list.shadowRoot?.activeElement).to.equal(row(list, second));
      await sendKeys({ press: 'Space' });
      expect(store.get('task', second)?.completed).to.equal(true);
      row(list, first).focus();
      await sendKeys({ press: 'Delete' });
      expect(store.get('task', first)).to.equal(undefined);
      await until(
        () => document.querySelector('crm-toaster')?.shadowRoot?.textContent?.includes('“First” is deleted.') === true,
        'it says so',
      );
      const undo = [...(document.querySelector('crm-toaster')?.shadowRoot?.querySelectorAll<HTMLElement>('button, crm-button') ?? [])]
        .filter((button) => button.textContent?.trim() === 'Undo')
        .at(-1);
      undo?.click();
      await until(() => store.get('task', first) !== undefined, 'it is back');
    });

    it('edits the words in place; Escape leaves them', async () => {
      const id = task('Old words', null);
      const list = await show();
      row(list, id).focus();
      await sendKeys({ press: 'Enter' });
      await until(() => list.shadowRoot?.activeElement?.localName === 'crm-input', 'the field has the focus');
      await sendKeys({ type: 'New words' });
      await sendKeys({ press: 'Enter' });
      expect(store.get('task', id)?.content).to.equal('New words');
      await until(() => list.shadowRoot?.activeElement === row(list, id), 'the task has the focus again');
      await sendKeys({ press: 'Enter' });
      await until(() => list.shadowRoot?.activeElement?.localName === 'crm-input', 'the field has the focus');
      await sendKeys({ type: 'Other words' });
      await sendKeys({ press: 'Escape' });
      await list.updateComplete;
      expect(store.get('task', id)?.content).to.equal('New words');
    });

    it('opens the details', async () => {
      const id = task('Call', today());
      const list = await show();
      row(list, id).focus();
      await sendKeys({ press: 'o' });
      await until(() => Boolean(list.shadowRoot?.querySelector('crm-dialog')), 'the dialog');
    });
  });

  describe('permission', () => {
    it('offers only people to whom one may give tasks', async () => {
      const id = newId();
      sample.workspace.do(sample.jonas, 'createTask', { id, content: 'Call', due_date: null });
      const list = await show(sample.jonas);
      row(list, id).focus();
      await sendKeys({ press: 'o' });
      await until(() => Boolean(list.shadowRoot?.querySelector('crm-dialog [name="owner"]')), 'the dialog');
      const owner = inside<HTMLElement & { options: { label: string }[] }>(list, 'crm-dialog [name="owner"]');
      expect(owner.options.map(({ label }) => label)).to.deep.equal(['Jonas Lindqvist']);
    });
  });

  describe('accessibility', () => {
    it('has nothing that axe finds wrong', async () => {
      task('Late', addDays(today(), -2));
      sample.task(sample.deal('Spectrometer'), 'Send the quote', today());
      const list = await show();
      expect(await violations(list)).to.deep.equal([]);
    });
  });
});
