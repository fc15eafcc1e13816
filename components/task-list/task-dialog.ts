import { html, render } from 'lit';
import { isWholeDay, dayIn, instantOf } from '../../shared/dates.ts';
import { reminderMinutes } from '../../shared/records/work.ts';
import type { Task } from '../../shared/records/index.ts';
import { mayAssign } from '../../shared/mutators/permission.ts';
import '../base/button/button.ts';
import '../base/dialog/dialog.ts';
import '../base/input/input.ts';
import '../base/select/select.ts';
import { ownZone } from '../base/format/dates.ts';
import { msg, plural, str } from '../base/localisation/index.ts';
import { toast } from '../base/toast/toast.ts';
import type { Store } from '../store/index.ts';

type Field = HTMLElement & { value: string };

/** Edits one task: words, day and time, reminder, owner. */
export function showTaskDialog(host: HTMLElement, store: Store, task: Task): void {
  const place = document.createElement('div');
  (host.shadowRoot ?? host).append(place);
  const zone = store.person?.timezone ?? ownZone();
  const day = task.due_date === null ? '' : isWholeDay(task.due_date) ? task.due_date : dayIn(zone, task.due_date);
  const time = task.due_date !== null && !isWholeDay(task.due_date) ? timeOf(task.due_date, zone) : '';
  const value = (name: string) => place.querySelector<Field>(`[name="${name}"]`)?.value ?? '';
  const dialog = () => place.querySelector<HTMLElement & { open: boolean }>('crm-dialog');
  const close = () => {
    const element = dialog();
    if (element) element.open = false;
  };
  const save = () => {
    const due = value('day') === '' ? null : value('time') === '' ? value('day') : instantOf(zone, value('day'), value('time'));
    const reminder = value('reminder');
    const outcome = store.mutate.updateTask({
      id: task.id,
      content: value('content'),
      due_date: due,
      remind_minutes_before: reminder === '' ? null : Number(reminder),
      owner_id: value('owner') || task.owner_id,
    });
    if (outcome.ok) close();
    else toast({ text: outcome.rejection.message, tone: 'danger', from: host });
    if (reminder !== '' && 'Notification' in window && Notification.permission === 'default') void Notification.requestPermission();
  };
  const { person } = store;
  const people = store
    .every('user')
    .filter((user) => user.status === 'active' && (user.id === task.owner_id || (person && mayAssign(person, user))))
    .sort((a, b) => a.name.localeCompare(b.name));
  render(
    html`<crm-dialog heading=${msg('Task')} open @crm-closed=${() => place.remove()}>
      <crm-input name="content" label=${msg('What is to be done')} .value=${task.content} required autofocus></crm-input>
      <crm-input name="day" type="date" label=${msg('Due on')} .value=${day}></crm-input>
      <crm-input name="time" type="time" label=${msg('At')} .value=${time}></crm-input>
      <crm-select name="reminder" label=${msg('Reminder')} placeholder=${msg('None')}
        .value=${task.remind_minutes_before === null ? '' : String(task.remind_minutes_before)}
        .options=${reminderMinutes.map((minutes) => ({ value: String(minutes), label: before(minutes) }))}></crm-select>
      <crm-select name="owner" label=${msg('Owner')} .value=${task.owner_id} .options=${people.map(({ id, name }) => ({ value: id, label: name }))}></crm-select>
      <crm-button slot="footer" @click=${close}>${msg('Cancel')}</crm-button>
      <crm-button slot="footer" variant="primary" @click=${save}>${msg('Save')}</crm-button>
    </crm-dialog>`,
    place,
  );
}

/** How long before: a week, a day, an hour, minutes, or at the time. */
export function before(minutes: number): string {
  if (minutes === 10_080) return msg('A week before');
  if (minutes === 1440) return msg('A day before');
  if (minutes === 60) return msg('An hour before');
  if (minutes === 0) return msg('At the time');
  return plural(minutes, { one: msg(str`${minutes} minute before`), other: msg(str`${minutes} minutes before`) });
}

/** HH:MM for a time field, whatever the locale. */
function timeOf(instant: string, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(Date.parse(instant));
}

