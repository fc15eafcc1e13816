import type { Reason } from '../../shared/duplicates/index.ts';
import type { Id } from '../../shared/ids.ts';
import type { MergedType } from '../../shared/records/index.ts';
import type { attachedTypes } from '../../shared/records/index.ts';
import { msg, plural, str } from '../base/localisation/index.ts';
import type { Store } from '../store/index.ts';

/** Why records are taken for one, in words. */
export const reasonWords: Record<Reason, () => string> = {
  email: () => msg('Same e-mail'),
  phone: () => msg('Same phone number'),
  website: () => msg('Same website'),
  name: () => msg('Alike by name'),
};

/** What hangs on some records, in words: "2 deals, 1 note"; empty for nothing. */
export function whatHangsOn(store: Store, type: MergedType, ids: readonly Id[]): string {
  const count = (of: (id: Id) => number) => ids.reduce((sum, id) => sum + of(id), 0);
  const attached = (kind: (typeof attachedTypes)[number]) =>
    count((id) => store.list(kind, 'resource_id', id).filter(({ resource_type }) => resource_type === type).length);
  const deals = count((id) => store.list('deal', type === 'lead' ? 'lead_id' : 'contact_id', id).length);
  const people = type === 'contact' ? count((id) => store.list('contact', 'contact_id', id).length) : 0;
  const words: [number, (n: number) => string][] = [
    [deals, (n) => plural(n, { one: msg(str`${n} deal`), other: msg(str`${n} deals`) })],
    [people, (n) => plural(n, { one: msg(str`${n} person`), other: msg(str`${n} people`) })],
    [attached('task'), (n) => plural(n, { one: msg(str`${n} task`), other: msg(str`${n} tasks`) })],
    [attached('appointment'), (n) => plural(n, { one: msg(str`${n} appointment`), other: msg(str`${n} appointments`) })],
    [attached('note'), (n) => plural(n, { one: msg(str`${n} note`), other: msg(str`${n} notes`) })],
    [attached('document'), (n) => plural(n, { one: msg(str`${n} document`), other: msg(str`${n} documents`) })],
    [attached('call'), (n) => plural(n, { one: msg(str`${n} call`), other: msg(str`${n} calls`) })],
  ];
  return words
    .filter(([n]) => n > 0)
    .map(([n, say]) => say(n))
    .join(', ');
}
