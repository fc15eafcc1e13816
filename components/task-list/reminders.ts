import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ownZone } from '../base/format/dates.ts';
import { msg } from '../base/localisation/index.ts';
import { toast } from '../base/toast/toast.ts';
import type { StoreController } from '../provider/controllers.ts';
import type { Store } from '../store/index.ts';
import { reminderAt } from './due.ts';

const checkEvery = 20_000;
/** A reminder that comes later than this after its time (a laptop that slept) is left to the red of the list. */
const tooLate = 3_600_000;

const told = new Set<string>();

/** Reminds of one's own tasks while a page is open: in the page, and by the browser where that is allowed. One tab does. */
export class Reminders implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #store: StoreController;
  readonly #since = Date.now();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, store: StoreController) {
    this.#host = host;
    this.#store = store;
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(() => void this.#check(), checkEvery);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }

  async #check(): Promise<void> {
    const store = this.#store.value;
    if (!store) return;
    const now = Date.now();
    const zone = store.person?.timezone ?? ownZone();
    for (const task of store.list('task', 'owner_id', store.personId)) {
      const at = task.completed ? undefined : reminderAt(task, zone);
      const key = `${task.id}/${task.due_date}/${task.remind_minutes_before}`;
      if (at === undefined || at > now || at < Math.max(this.#since - tooLate, now - tooLate) || told.has(key)) continue;
      told.add(key);
      // Whichever tab takes the lock speaks, and the others find it taken.
      const first = await navigator.locks.request(`inlay/reminder/${key}`, { ifAvailable: true }, (lock) => {
        if (!lock) return false;
        return new Promise<boolean>((resolve) => setTimeout(() => resolve(true), 50));
      });
      if (first) this.#remind(store, task.id, task.content);
    }
  }

  #remind(store: Store, id: string, content: string): void {
    toast({
      text: content,
      seconds: 60,
      action: { label: msg('Mark as done'), run: () => void store.mutate.completeTask({ id }) },
      from: this.#host,
    });
    if ('Notification' in window && Notification.permission === 'granted') new Notification(content, { tag: id });
  }
}
