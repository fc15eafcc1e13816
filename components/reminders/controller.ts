import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ownZone } from '../base/format/dates.ts';
import type { StoreController } from '../provider/controllers.ts';
import type { Store } from '../store/index.ts';
import type { Reminder } from './pending.ts';
import { appointmentReminder, comeNow, taskReminder } from './pending.ts';
import { tell, told } from './told.ts';

const checkEvery = 15_000;

/**
 * Reminds of one's own tasks, and of the appointments one takes part in, while a page is open: on the page, and by the browser where
 * that is allowed. Of several tabs one speaks.
 */
export class ReminderController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #store: StoreController;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, store: StoreController) {
    this.#host = host;
    this.#store = store;
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(() => void this.check(), checkEvery);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }

  /** Looks for reminders whose time has come. */
  async check(now = Date.now()): Promise<void> {
    const store = this.#store.value;
    if (!store?.person) return;
    for (const reminder of comeNow(remindersOf(store), told(), now)) {
      // Whichever tab takes the lock speaks; the others find it told.
      await navigator.locks.request(`inlay/reminder/${reminder.key}`, async () => {
        if (comeNow([reminder], told(), now).length === 0) return;
        tell(reminder.key, 0, now);
        await this.#show(store, reminder);
      });
    }
  }

  async #show(store: Store, reminder: Reminder): Promise<void> {
    const { showReminder } = await import('./reminders.ts');
    showReminder({ reminder, store, from: this.#host, open: () => void this.#open(store, reminder) });
    if (!('Notification' in window) || Notification.permission !== 'granted') return;
    const notification = new Notification(reminder.text, { tag: reminder.key });
    notification.addEventListener('click', () => window.focus());
  }

  async #open(store: Store, { type, id }: Reminder): Promise<void> {
    if (type === 'task') {
      const { showTaskDialog } = await import('../task-list/task-dialog.ts');
      const task = store.get('task', id);
      if (task) showTaskDialog(this.#host, store, task);
    } else {
      const { showAppointment } = await import('../calendar/appointment-dialog.ts');
      const appointment = store.get('appointment', id);
      if (appointment) showAppointment(this.#host, store, appointment);
    }
  }
}

function remindersOf(store: Store): Reminder[] {
  const me = store.personId;
  const zone = store.person?.timezone ?? ownZone();
  const tasks = store.list('task', 'owner_id', me).map((task) => taskReminder(task, zone));
  const query = store.query({
    type: 'appointment',
    where: ({ owner_id, attendee_ids, reminder_offset }) => reminder_offset !== null && (owner_id === me || attendee_ids.includes(me)),
  });
  const release = query.subscribe(() => undefined);
  const appointments = query.rows.map((appointment) => appointmentReminder(appointment, zone));
  release();
  return [...tasks, ...appointments].filter((reminder) => reminder !== undefined);
}
