import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html } from 'lit';
import { instantOf } from '../../shared/dates.ts';
import { newId } from '../../shared/ids.ts';
import { setLanguage } from '../base/localisation/index.ts';
import { frame, inside, mount, settled, unmountAll, until, violations } from '../base/testing/page.ts';
import { Sample, around } from '../pipeline-board/testing/sample.ts';
import type { Store } from '../store/index.ts';
import './calendar.ts';
import type { CrmCalendar } from './calendar.ts';
import { calendarSheets } from './sheets.ts';

/** Not the browser's own zone, whatever that is. */
const zone = 'Asia/Tokyo';
const day = '2026-11-25';
let sample: Sample;
let store: Store;

async function show(view = 'week'): Promise<CrmCalendar> {
  const place = around(store);
  const holder = await mount(html`<div></div>`);
  holder.append(place);
  const calendar = document.createElement('crm-calendar');
  calendar.setAttribute('view', view);
  calendar.style.blockSize = '700px';
  place.append(calendar);
  await settled(place);
  await until(() => calendar.shadowRoot?.querySelector('.sheet') !== null, 'the calendar is drawn');
  return calendar;
}

function event(calendar: CrmCalendar, name: string): HTMLElement {
  const found = [...(calendar.shadowRoot?.querySelectorAll<HTMLElement>('[data-event]') ?? [])].find((element) =>
    element.textContent?.includes(name),
  );
  if (!found) throw new Error(`“${name}” is not in the calendar`);
  return found;
}

const shows = (calendar: CrmCalendar, name: string): boolean =>
  [...(calendar.shadowRoot?.querySelectorAll('[data-event]') ?? [])].some((element) => element.textContent?.includes(name));

function appoint(name: string, from: string, to: string, more: object = {}): string {
  const id = newId();
  sample.workspace.do(sample.camille, 'createAppointment', {
    id,
    name,
    start_at: instantOf(zone, day, from),
    end_at: instantOf(zone, day, to),
    timezone: zone,
    ...more,
  });
  return id;
}

describe('<crm-calendar>', () => {
  // A browser's notice that sizes settle in the next frame; the test runner would take it for a fault of whichever test runs.
  const notice = (event: ErrorEvent) => {
    if (event.message.startsWith('ResizeObserver loop')) event.stopImmediatePropagation();
  };
  before(async () => {
    window.addEventListener('error', notice, { capture: true });
    const told = window.onerror;
    window.onerror = (message, ...rest) => (String(message).includes('ResizeObserver loop') ? true : told?.call(window, message, ...rest));
    // The engine is many small files here, and one of them in the built kit.
    await Promise.all([import('./engine.ts'), import('./appointment-dialog.ts'), calendarSheets()]);
  });
  after(() => window.removeEventListener('error', notice, { capture: true }));
  beforeEach(() => {
    sample = new Sample();
    sample.workspace.do(sample.camille, 'updateUser', { id: sample.camille, timezone: zone });
  });
  afterEach(() => {
    unmountAll();
    store.close();
  });

  const at = async (view?: string): Promise<CrmCalendar> => {
    store = await sample.store();
    const calendar = await show(view);
    calendar.goTo(day);
    await settled(calendar.shadowRoot ?? calendar);
    return calendar;
  };

  describe('renders', () => {
    it('appointments at the wall clock of the person, whatever the browser’s zone is', async () => {
      appoint('HPLC demo', '14:30', '16:00');
      const calendar = await at();
      await until(() => shows(calendar, 'HPLC demo'), 'the appointment');
      expect(event(calendar, 'HPLC demo').textContent).to.match(/(14:30|2:30)/);
    });

    it('tasks beside them, with a circle that completes', async () => {
      const id = newId();
      sample.workspace.do(sample.camille, 'createTask', { id, content: 'Send the quote', due_date: day });
      const calendar = await at();
      await until(() => shows(calendar, 'Send the quote'), 'the task');
      event(calendar, 'Send the quote').querySelector<HTMLElement>('.circle')?.click();
      expect(store.get('task', id)?.completed).to.equal(true);
      await until(() => event(calendar, 'Send the quote').classList.contains('done'), 'it is struck through');
    });

    it('whole lines, however short an appointment is', async () => {
      for (const [name, until] of [
        ['Half an hour', '09:30'],
        ['Three quarters of an hour', '09:45'],
        ['An hour in a very long meeting about the delivery dock', '10:00'],
      ] as const)
        appoint(name, '09:00', until, { location: 'Room 2' });
      const calendar = await at();
      await until(() => shows(calendar, 'An hour'), 'the appointments');
      for (const name of ['Half', 'Three', 'An hour']) {
        const words = event(calendar, name).querySelector<HTMLElement>('.words');
        if (!words) throw new Error('The appointment has no words.');
        const line = Number.parseFloat(getComputedStyle(words).lineHeight);
        const over = words.getBoundingClientRect().height % line;
        expect(Math.min(over, line - over), `${name} ends with a whole line`).to.be.below(0.6);
        expect(words.getBoundingClientRect().bottom).to.be.at.most(event(calendar, name).getBoundingClientRect().bottom + 0.5);
      }
    });

    it('three days for a week on a phone', async () => {
      await setViewport({ width: 390, height: 844 });
      try {
        appoint('HPLC demo', '14:30', '16:00');
        const calendar = await at('week');
        await until(() => shows(calendar, 'HPLC demo'), 'the appointment');
        expect(calendar.shadowRoot?.querySelectorAll('.day-head')).to.have.length(3);
        const segmented = inside(calendar, 'crm-segmented');
        expect(segmented.shadowRoot?.textContent).to.contain('3 days');
      } finally {
        await setViewport({ width: 800, height: 600 });
      }
    });

    it('what others have only when everyone’s is asked for', async () => {
      appoint('Customer day', '09:00', '10:00', { owner_id: sample.jonas });
      const calendar = await at();
      expect(shows(calendar, 'Customer day')).to.equal(false);
      calendar.owner = 'all';
      await until(() => shows(calendar, 'Customer day'), 'the appointment of someone else');
      expect(event(calendar, 'Customer day').classList.contains('other')).to.equal(true);
    });

    for (const view of ['month', 'week', 'day', 'agenda'])
      it(`the ${view}`, async () => {
        appoint('HPLC demo', '14:30', '16:00');
        const calendar = await at(view);
        await until(() => shows(calendar, 'HPLC demo'), 'the appointment');
        expect(calendar.view).to.equal(view);
      });

    it('what changes elsewhere, at once', async () => {
      const id = appoint('Old name', '10:00', '11:00');
      const calendar = await at();
      await until(() => shows(calendar, 'Old name'), 'the appointment');
      store.mutate.updateAppointment({ id, name: 'New name' });
      await until(() => shows(calendar, 'New name'), 'its new name');
    });

    it('in French', async () => {
      await setLanguage('fr-FR');
      try {
        const calendar = await at();
        expect(inside(calendar, 'h2').textContent).to.match(/novembre 2026/i);
        expect(inside(calendar, '.sheet').textContent).to.include('Toute la journée');
      } finally {
        await setLanguage('en');
      }
    });
  });

  describe('keyboard', () => {
    it('moves by a quarter of an hour, by a day, and changes the end', async () => {
      const id = appoint('HPLC demo', '10:00', '11:00');
      const calendar = await at();
      await until(() => shows(calendar, 'HPLC demo'), 'the appointment');
      event(calendar, 'HPLC demo').focus();
      // The focus goes where the appointment goes.
      const press = async (keys: string) => {
        const { start_at, end_at } = store.get('appointment', id) ?? {};
        await sendKeys({ press: keys });
        await until(
          () => store.get('appointment', id)?.start_at !== start_at || store.get('appointment', id)?.end_at !== end_at,
          `${keys} moves it`,
        );
        await frame();
        await frame();
        await until(() => calendar.shadowRoot?.activeElement === event(calendar, 'HPLC demo'), 'it has the focus again');
      };
      await press('Alt+ArrowDown');
      expect(store.get('appointment', id)?.start_at).to.equal(instantOf(zone, day, '10:15'));
      await press('Alt+ArrowRight');
      expect(store.get('appointment', id)?.start_at).to.equal(instantOf(zone, '2026-11-26', '10:15'));
      await press('Alt+Shift+ArrowDown');
      expect(store.get('appointment', id)).to.include({
        start_at: instantOf(zone, '2026-11-26', '10:15'),
        end_at: instantOf(zone, '2026-11-26', '11:30'),
      });
    });

    it('opens what has the focus with Enter', async () => {
      appoint('HPLC demo', '10:00', '11:00');
      const calendar = await at();
      await until(() => shows(calendar, 'HPLC demo'), 'the appointment');
      event(calendar, 'HPLC demo').focus();
      await sendKeys({ press: 'Enter' });
      await until(() => calendar.shadowRoot?.querySelector('crm-appointment-form') !== null, 'the dialog');
    });

    it('turns pages', async () => {
      appoint('HPLC demo', '10:00', '11:00');
      const calendar = await at();
      await until(() => shows(calendar, 'HPLC demo'), 'the appointment');
      event(calendar, 'HPLC demo').focus();
      await sendKeys({ press: 'PageDown' });
      await until(() => !shows(calendar, 'HPLC demo'), 'another week');
    });
  });

  describe('pointer', () => {
    it('moves an appointment to where it is dropped, and undoes that', async () => {
      const id = appoint('HPLC demo', '10:00', '11:00');
      const calendar = await at('day');
      await until(() => shows(calendar, 'HPLC demo'), 'the appointment');
      // It scrolls to the morning first.
      let last = -1;
      await until(() => last === (last = event(calendar, 'HPLC demo').getBoundingClientRect().y), 'it stands still');
      await frame();
      const { x, y, width, height } = event(calendar, 'HPLC demo').getBoundingClientRect();
      const from: [number, number] = [Math.round(x + width / 2), Math.round(y + 8)];
      await sendMouse({ type: 'move', position: from });
      await sendMouse({ type: 'down' });
      await sendMouse({ type: 'move', position: [from[0], from[1] + 10] });
      await sendMouse({ type: 'move', position: [from[0], Math.round(from[1] + height)] });
      await sendMouse({ type: 'up' });
      await until(() => store.get('appointment', id)?.start_at !== instantOf(zone, day, '10:00'), 'it has moved');
      expect(store.get('appointment', id)).to.include({ start_at: instantOf(zone, day, '11:00'), end_at: instantOf(zone, day, '12:00') });
      const undo = () =>
        [...(document.querySelector('crm-toaster')?.shadowRoot?.querySelectorAll<HTMLElement>('button, crm-button') ?? [])]
          .filter((button) => button.textContent?.trim() === 'Undo')
          .at(-1);
      await until(() => Boolean(undo()), 'the way back');
      undo()?.click();
      await until(() => store.get('appointment', id)?.start_at === instantOf(zone, day, '10:00'), 'it is back');
    });
  });

  describe('adds', () => {
    it('an appointment from the dialog, linked and with a guest, in the person’s zone', async () => {
      const deal = sample.deal('Spectrometer, 2 units');
      const calendar = await at();
      inside(calendar, 'crm-button[variant="primary"]').click();
      await until(
        () => Boolean(calendar.shadowRoot?.querySelector('crm-appointment-form')?.shadowRoot?.querySelector('[name="name"]')),
        'the dialog',
      );
      const form = inside<HTMLElement & { appointment: object; save(): string | undefined }>(calendar, 'crm-appointment-form');
      form.appointment = {
        all_day: false,
        start_at: instantOf(zone, day, '09:00'),
        end_at: instantOf(zone, day, '10:00'),
        resource_type: 'deal',
        resource_id: deal,
      };
      await settled(form.shadowRoot ?? form);
      const field = inside<HTMLElement & { value: string }>(form, '[name="name"]');
      expect(form.save(), 'a name is asked for').to.equal(undefined);
      field.value = 'Hand-over';
      await settled(form.shadowRoot ?? form);
      const id = form.save();
      await until(() => shows(calendar, 'Hand-over'), 'the appointment');
      expect(store.get('appointment', id ?? '')).to.include({
        timezone: zone,
        start_at: instantOf(zone, day, '09:00'),
        resource_name: 'Spectrometer, 2 units',
      });
    });
  });

  describe('accessibility', () => {
    for (const view of ['month', 'week', 'agenda'])
      it(`has nothing that axe finds wrong in the ${view}`, async () => {
        appoint('HPLC demo', '14:30', '16:00', { location: 'Lille' });
        sample.workspace.do(sample.camille, 'createTask', { id: newId(), content: 'Send the quote', due_date: day });
        const calendar = await at(view);
        await until(() => shows(calendar, 'HPLC demo'), 'the appointment');
        expect(await violations(calendar)).to.deep.equal([]);
      });
  });
});
