import type { MutatorName } from '../../shared/mutators/index.ts';
import type { RecordType } from '../../shared/records/index.ts';

const types: Partial<Record<MutatorName, RecordType>> = {
  createLead: 'lead',
  createContact: 'contact',
  createDeal: 'deal',
  addAssociatedContact: 'associated_contact',
  createTask: 'task',
  createAppointment: 'appointment',
  createNote: 'note',
  createCall: 'call',
  createProduct: 'product',
  createOrder: 'order',
  addLineItem: 'line_item',
};

/** The number that the record of a mutation brings. Whose it is will be asked: with the first rows it costs no round of its own. */
export function broughtNumber({ name, args }: { name: string; args: unknown }): { type: RecordType; number: number } | undefined {
  const type = Object.hasOwn(types, name) ? types[name as MutatorName] : undefined;
  if (!type || typeof args !== 'object' || args === null || !('number' in args)) return undefined;
  const { number } = args;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? { type, number } : undefined;
}
