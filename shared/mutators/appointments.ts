import { isWholeDay } from '../dates.ts';
import type { Appointment } from '../records/index.ts';
import { change, changeArgs, create, idArgs, mutator, newArgs, seen } from './define.ts';
import { touchActivity } from './derive.ts';
import { activeUser, requireMayAssign, requireMayDelete } from './permission.ts';
import { wrong } from './rejection.ts';
import { checkLinked, checkRelinked } from './tasks.ts';
import type { Tx } from './tx.ts';

/** A new appointment. Left out, the owner is the actor and the zone the owner's. */
export const createAppointment = mutator(newArgs('appointment', 'owner_id'), (tx, args) => {
  const owner_id = args.owner_id ?? tx.person?.id;
  if (owner_id === undefined) throw wrong('owner_id', 'is missing', 'missing');
  requireMayAssign(tx, 'owner_id', owner_id);
  for (const id of args.attendee_ids ?? []) activeUser(tx, 'attendee_ids', id);
  checkTimes({ all_day: args.all_day ?? false, start_at: args.start_at, end_at: args.end_at });
  checkLinked(tx, args.resource_type ?? null, args.resource_id ?? null);
  create(tx, 'appointment', { ...args, timezone: args.timezone ?? zoneOf(tx, owner_id), owner_id });
  touchActivity(tx, args.resource_type ?? null, args.resource_id ?? null, args.created_at);
});

export const updateAppointment = mutator(changeArgs('appointment'), (tx, args) => {
  const before = seen(tx, 'appointment', args.id);
  if (args.owner_id !== undefined && args.owner_id !== before.owner_id) requireMayAssign(tx, 'owner_id', args.owner_id);
  for (const id of args.attendee_ids ?? []) if (!before.attendee_ids.includes(id)) activeUser(tx, 'attendee_ids', id);
  checkTimes({
    all_day: args.all_day ?? before.all_day,
    start_at: args.start_at ?? before.start_at,
    end_at: args.end_at ?? before.end_at,
  });
  checkRelinked(tx, before, args);
  change(tx, 'appointment', args);
});

export const deleteAppointment = mutator(idArgs, (tx, { id }) => {
  requireMayDelete(tx, seen(tx, 'appointment', id));
  tx.remove('appointment', id);
});

const zoneOf = (tx: Tx, ownerId: string): string => tx.find('user', ownerId)?.timezone ?? 'UTC';

/** Days for whole days, instants for the rest, and no end before the start. */
function checkTimes(times: Pick<Appointment, 'all_day' | 'start_at' | 'end_at'>): void {
  for (const field of ['start_at', 'end_at'] as const)
    if (isWholeDay(times[field]) !== times.all_day)
      throw wrong(field, times.all_day ? 'must be a day: the appointment lasts whole days' : 'must be an instant');
  if (times.end_at < times.start_at) throw wrong('end_at', 'must not be before the start');
}
