import type { Task } from '../../../shared/records/index.ts';
import { dayIn } from '../../../shared/days.ts';
import { define } from '../../../components/base/element/define.ts';
import { dayOf, ownZone } from '../../../components/base/format/dates.ts';
import { msg } from '../../../components/base/localisation/index.ts';
import type { Link } from '../../../components/link/link.ts';
import type { Store } from '../../../components/store/index.ts';
import { PersonTasks } from './person-tasks.ts';

/** One's own tasks that are due by the end of today, whatever they are about. */
export class DayTasks extends PersonTasks {
  protected override get about(): Link {
    return { resource_type: null, resource_id: null };
  }

  protected override get heading(): string {
    return msg('Today');
  }

  protected override get none(): string {
    return msg('Nothing is due today.');
  }

  protected override tasks(store: Store): Task[] {
    const zone = store.person?.timezone ?? ownZone();
    const today = dayIn(zone, new Date().toISOString());
    return store
      .list('task', 'owner_id', store.personId)
      .filter(({ completed, due_date }) => !completed && due_date !== null && dayOf(due_date, zone) <= today);
  }
}

define('crm-sidebar-day', DayTasks);

declare global {
  interface HTMLElementTagNameMap {
    'crm-sidebar-day': DayTasks;
  }
}
