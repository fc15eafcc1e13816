import { expect } from 'chai';
import { html, LitElement } from 'lit';
import { newId } from '../../shared/ids.ts';
import { inside, mount, settled, unmountAll, until, violations } from '../base/testing/page.ts';
import { Sample, around } from '../pipeline-board/testing/sample.ts';
import { StoreController } from '../provider/controllers.ts';
import type { Store } from '../store/index.ts';
import { ReminderController } from './controller.ts';
import { comeNow, reminderAt, tooLate } from './pending.ts';

class Page extends LitElement {
  readonly store = new StoreController(this);
  readonly reminders = new ReminderController(this, this.store);
}
customElements.define('reminders-test-page', Page);

describe('when a reminder comes', () => {
  it('before the time; for a whole day before nine in the morning of the zone', () => {
    expect(reminderAt('2026-11-24T14:00:00.000Z', 30, 'Europe/Paris')).to.equal(Date.parse('2026-11-24T13:30:00.000Z'));
    expect(reminderAt('2026-11-24', 60, 'Europe/Paris')).to.equal(Date.parse('2026-11-24T07:00:00.000Z'));
    expect(reminderAt('2026-11-24', null, 'Europe/Paris')).to.equal(undefined);
  });

  it('once; again where it was put off; not long after', () => {
    const at = 1_000_000_000;
    const reminder = { key: 'k', type: 'task', id: 't', text: 'Call', when: '2026-11-24', at } as const;
    expect(comeNow([reminder], {}, at - 1)).to.deep.equal([]);
    expect(comeNow([reminder], {}, at)).to.deep.equal([reminder]);
    expect(comeNow([reminder], { k: 0 }, at)).to.deep.equal([]);
    expect(comeNow([reminder], { k: at + 10 }, at)).to.deep.equal([]);
    expect(comeNow([reminder], { k: at + 10 }, at + 10)).to.deep.equal([reminder]);
    expect(comeNow([reminder], {}, at + tooLate)).to.deep.equal([]);
  });
});

describe('reminders on the page', () => {
  before(() => import('./reminders.ts'));
  let store: Store;
  let sample: Sample;
  beforeEach(() => {
    localStorage.removeItem('inlay/reminders');
    sample = new Sample();
  });
  afterEach(() => {
    unmountAll();
    document.querySelector('crm-reminders')?.remove();
    store.close();
  });

  const open = async (): Promise<Page> => {
    store = await sample.store();
    const holder = await mount(html`<div></div>`);
    const place = around(store);
    holder.append(place);
    const page = document.createElement('reminders-test-page') as Page;
    place.append(page);
    await page.updateComplete;
    return page;
  };
  const shown = (): HTMLElement[] => [...(document.querySelector('crm-reminders')?.shadowRoot?.querySelectorAll('article') ?? [])];
  const due = (): string => {
    const id = newId();
    sample.workspace.do(sample.camille, 'createTask', {
      id,
      content: 'Call Giulia',
      due_date: new Date(Date.now() + 60_000).toISOString(),
      reminder_offset: 5,
    });
    return id;
  };
  const press = async (name: string): Promise<void> => {
    const buttons = [...(shown()[0]?.querySelectorAll<HTMLElement>('crm-button') ?? [])];
    buttons.find((button) => button.textContent?.trim() === name)?.click();
    await settled(document.body);
  };

  it('come once, although two pages look for them', async () => {
    due();
    const one = await open();
    const other = document.createElement('reminders-test-page') as Page;
    one.after(other);
    await other.updateComplete;
    await Promise.all([one.reminders.check(), other.reminders.check()]);
    await until(() => shown().length === 1, 'the reminder');
    await one.reminders.check();
    expect(shown()[0]?.textContent).to.include('Call Giulia');
    expect(shown().length).to.equal(1);
  });

  it('complete the task', async () => {
    const id = due();
    const page = await open();
    await page.reminders.check();
    await until(() => shown().length === 1, 'the reminder');
    await press('Mark as done');
    expect(store.get('task', id)?.completed).to.equal(true);
    expect(shown()).to.deep.equal([]);
  });

  it('come again when they were put off', async () => {
    due();
    const page = await open();
    await page.reminders.check();
    await until(() => shown().length === 1, 'the reminder');
    await press('In 10 minutes');
    await page.reminders.check();
    expect(shown()).to.deep.equal([]);
    await page.reminders.check(Date.now() + 10 * 60_000 + 1);
    await until(() => shown().length === 1, 'the reminder, again');
  });

  it('come for appointments that one takes part in', async () => {
    const at = Date.now() + 60_000;
    sample.workspace.do(sample.camille, 'createAppointment', {
      id: newId(),
      name: 'Forecast',
      start_at: new Date(at).toISOString(),
      end_at: new Date(at + 60_000).toISOString(),
      owner_id: sample.jonas,
      attendee_ids: [sample.camille],
      reminder_offset: 5,
    });
    const page = await open();
    await page.reminders.check();
    await until(() => shown().length === 1, 'the reminder');
    expect(await violations(inside(document.querySelector('crm-reminders') ?? page, 'article'))).to.deep.equal([]);
  });
});
