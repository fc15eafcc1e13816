import { expect } from 'chai';
import { instantOf } from '../../shared/dates.ts';
import { momentOf } from '../task-list/due.ts';
import { drawAppointment, drawTask, timesOf, touches, weekNumber, weekStart } from './events.ts';
import type { Appointment, Task } from '../../shared/records/index.ts';

const paris = 'Europe/Paris';
const appointment = (values: Partial<Appointment>): Appointment => ({
  id: 'a',
  number: 0,
  version: 0,
  scope: [],
  creator_id: 'me',
  created_at: '',
  updated_at: '',
  owner_id: 'me',
  name: 'Demo',
  description: null,
  location: null,
  all_day: false,
  start_at: '2026-11-24T13:30:00.000Z',
  end_at: '2026-11-24T15:00:00.000Z',
  timezone: paris,
  reminder_offset: null,
  attendee_ids: [],
  guests: [],
  resource_type: null,
  resource_id: null,
  resource_name: null,
  ...values,
});
const task = (values: Partial<Task>): Task => ({
  id: 't',
  number: 0,
  version: 0,
  scope: [],
  creator_id: 'me',
  created_at: '',
  updated_at: '',
  owner_id: 'me',
  content: 'Call',
  due_date: '2026-11-24',
  reminder_offset: null,
  completed: false,
  completed_at: null,
  resource_type: null,
  resource_id: null,
  resource_name: null,
  ...values,
});

describe('what the calendar draws', () => {
  it('ends whole days on the day after the last one, as fullcalendar wants it', () => {
    const drawn = drawAppointment(appointment({ all_day: true, start_at: '2026-11-24', end_at: '2026-11-25' }), 'me');
    expect(drawn).to.include({ allDay: true, start: '2026-11-24', end: '2026-11-26' });
  });

  it('greys what is of others, and not what one takes part in', () => {
    expect(drawAppointment(appointment({ owner_id: 'other' }), 'me').className).to.equal('ev other');
    expect(drawAppointment(appointment({ owner_id: 'other', attendee_ids: ['me'] }), 'me').className).to.equal('ev');
  });

  it('shows a task at its day or time, late ones marked, done ones fixed', () => {
    const now = momentOf('Europe/Paris', Date.parse('2026-11-24T12:00:00.000Z'));
    expect(drawTask(task({ due_date: '2026-11-23' }), now)?.className, 'a whole day is late on the next one').to.equal('ev task late');
    expect(drawTask(task({}), now)?.className).to.equal('ev task');
    expect(drawTask(task({}), now)).to.include({ allDay: true, start: '2026-11-24', durationEditable: false });
    expect(drawTask(task({ due_date: '2026-11-24T11:00:00.000Z' }), now)?.className).to.equal('ev task late');
    expect(drawTask(task({ completed: true }), now)).to.include({ className: 'ev task done', editable: false });
    expect(drawTask(task({ due_date: null }), now)).to.equal(undefined);
  });
});

describe('days of a zone', () => {
  const tomorrow = { from: '2026-11-25', until: '2026-11-26' };

  it('belong to the zone of the person: 23:30 UTC is tomorrow in Paris', () => {
    const instant = '2026-11-24T23:30:00.000Z';
    const inZone = (zone: string) => ({ ...tomorrow, fromAt: instantOf(zone, tomorrow.from), untilAt: instantOf(zone, tomorrow.until) });
    expect(touches(inZone(paris), instant, instant)).to.equal(true);
    expect(touches(inZone('America/New_York'), instant, instant)).to.equal(false);
  });

  it('are touched by what began before and ends within', () => {
    const range = { ...tomorrow, fromAt: instantOf(paris, tomorrow.from), untilAt: instantOf(paris, tomorrow.until) };
    expect(touches(range, '2026-11-20', '2026-11-25')).to.equal(true);
    expect(touches(range, '2026-11-20', '2026-11-24')).to.equal(false);
    expect(touches(range, '2026-11-26', '2026-11-26')).to.equal(false);
    expect(touches(range, '2026-11-24T10:00:00.000Z', '2026-11-25T10:00:00.000Z')).to.equal(true);
  });

  it('come back from where something was put', () => {
    const start = new Date('2026-11-23T23:00:00.000Z');
    const end = new Date('2026-11-25T23:00:00.000Z');
    expect(timesOf({ allDay: true, start, end }, paris)).to.deep.equal({ all_day: true, start_at: '2026-11-24', end_at: '2026-11-25' });
    expect(timesOf({ allDay: true, start, end: null }, paris)).to.deep.equal({
      all_day: true,
      start_at: '2026-11-24',
      end_at: '2026-11-24',
    });
    expect(timesOf({ allDay: false, start, end: null }, paris)).to.deep.equal({
      all_day: false,
      start_at: '2026-11-23T23:00:00.000Z',
      end_at: '2026-11-24T00:00:00.000Z',
    });
  });
});

describe('weeks', () => {
  it('are numbered by ISO 8601', () => {
    expect(weekNumber('2026-11-23')).to.equal(48);
    expect(weekNumber('2027-01-01')).to.equal(53);
    expect(weekNumber('2024-12-30')).to.equal(1);
    expect(weekNumber('2026-01-01')).to.equal(1);
  });

  it('begin on Monday in France and on Sunday in the United States', () => {
    expect(weekStart('fr-FR')).to.equal(1);
    expect(weekStart('en-US')).to.equal(0);
  });
});
