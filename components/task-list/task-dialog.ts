import { html, nothing, render } from 'lit';
import { dayIn, instantOf, isWholeDay } from '../../shared/dates.ts';
import { reminderMinutes } from '../../shared/records/work.ts';
import type { Task } from '../../shared/records/index.ts';
import { mayAssign } from '../../shared/mutators/permission.ts';
import '../base/button/button.ts';
import '../base/combobox/combobox.ts';
import '../base/dialog/dialog.ts';
import '../base/input/input.ts';
import '../base/select/select.ts';
import { ownZone } from '../base/format/dates.ts';
import { msg, refusalWords } from '../base/localisation/index.ts';
import { toast } from '../base/toast/toast.ts';
import { linkOption, linkSource, readLink } from '../link/link.ts';
import { before, clockOf } from '../reminders/words.ts';
import type { Store } from '../store/index.ts';
import { completeTask, deleteTask } from './complete.ts';

type Field = HTMLElement & { value: string; reportValidity(): boolean };

/** Edits one task: words, day and time, reminder, owner, and what it is about. */
export function showTaskDialog(host: HTMLElement, store: Store, task: Task): void {
  const place = document.createElement('div');
  (host.shadowRoot ?? host).append(place);
  const zone = store.person?.timezone ?? ownZone();
  const day = task.due_date === null ? '' : isWholeDay(task.due_date) ? task.due_date : dayIn(zone, task.due_date);
  const time = task.due_date !== null && !isWholeDay(task.due_date) ? clockOf(task.due_date, zone) : '';
  const linked = linkOption(store, task);
  const value = (name: string) => place.querySelector<Field>(`[name="${name}"]`)?.value.trim() ?? '';
  const close = () => {
    const dialog = place.querySelector('crm-dialog');
    if (dialog) dialog.open = false;
  };
  const save = () => {
    if (![...place.querySelectorAll<Field>('crm-input')].every((field) => field.reportValidity())) return;
    const due = value('day') === '' ? null : value('time') === '' ? value('day') : instantOf(zone, value('day'), value('time'));
    const reminder = value('reminder');
    const link = value('link');
    const outcome = store.mutate.updateTask({
      id: task.id,
      content: value('content'),
      due_date: due,
      reminder_offset: reminder === '' ? null : Number(reminder),
      owner_id: value('owner') || task.owner_id,
      // What someone may not see stays as it is.
      ...(link || linked ? readLink(link) : {}),
    });
    if (outcome.ok) close();
    else toast({ text: refusalWords(outcome.rejection), tone: 'danger', from: host });
    if (reminder !== '' && 'Notification' in window && Notification.permission === 'default') void Notification.requestPermission();
  };
  const complete = () => {
    close();
    completeTask(host, store, task);
  };
  const remove = () => {
    close();
    deleteTask(host, store, task);
  };
  const enter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.defaultPrevented || !(event.target instanceof HTMLElement) || event.target.localName !== 'crm-input')
      return;
    event.preventDefault();
    save();
  };
  const { person } = store;
  const people = store
    .every('user')
    .filter((user) => user.status === 'active' && (user.id === task.owner_id || (person && mayAssign(person, user))))
    .sort((a, b) => a.name.localeCompare(b.name));
  render(
    html`<crm-dialog heading=${msg('Task')} open @crm-closed=${() => place.remove()} @keydown=${enter}>
      <div class="fields">
        <crm-input name="content" label=${msg('What is to be done')} .value=${task.content} required maxlength="2000" autofocus></crm-input>
        <div class="pair">
          <crm-input name="day" type="date" label=${msg('Due on')} .value=${day}></crm-input>
          <crm-input name="time" type="time" label=${msg('At')} .value=${time}></crm-input>
        </div>
        <crm-combobox
          name="link"
          label=${msg('About')}
          placeholder=${task.resource_name ?? msg('Lead, contact or deal')}
          .source=${linkSource(store)}
          .selected=${linked}
        ></crm-combobox>
        <div class="pair">
          <crm-select
            name="reminder"
            label=${msg('Reminder')}
            placeholder=${msg('None')}
            .value=${task.reminder_offset === null ? '' : String(task.reminder_offset)}
            .options=${reminderMinutes.map((minutes) => ({ value: String(minutes), label: before(minutes) }))}
          ></crm-select>
          <crm-select
            name="owner"
            label=${msg('Owner')}
            .value=${task.owner_id}
            .options=${people.map(({ id, name }) => ({ value: id, label: name }))}
          ></crm-select>
        </div>
      </div>
      <crm-button slot="footer" variant="ghost-danger" @click=${remove}>${msg('Delete')}</crm-button>
      ${task.completed ? nothing : html`<crm-button slot="footer" variant="ghost" icon="check" @click=${complete}>${msg('Mark as done')}</crm-button>`}
      <crm-button slot="footer" @click=${close}>${msg('Cancel')}</crm-button>
      <crm-button slot="footer" variant="primary" @click=${save}>${msg('Save')}</crm-button>
    </crm-dialog>`,
    place,
  );
}
