import type { Client } from '@libsql/client';
import type { Id } from '../../shared/ids.ts';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import type { EmailCopy, EmailLink, RecordType } from '../../shared/records/index.ts';
import { LoadedRows, Wants, listKey, load } from '../workspace/index.ts';
import type { Entry } from './undo-history.ts';

/** How messages that an import has logged are taken back: their importer's copies, and the links that came with them. */

/** The copy of its importer that logging a message makes, and its links; undefined of what logs none. */
export function copyAndLinks(mutation: NamedMutation): { id: Id; parts: readonly Id[] } | undefined {
  if (mutation.name !== 'logEmail') return undefined;
  const { id, copy, links = [] } = mutation.args;
  return { id: copy.id ?? id, parts: links.flatMap((link) => link.id ?? []) };
}

/** Loads of the copies among some records who else has their messages, and what those stand on. */
export async function loadMail(client: Client, some: readonly { type: RecordType; id: Id }[], loaded: LoadedRows): Promise<void> {
  const wants = new Wants();
  for (const { type, id } of some) {
    const copy = type === 'email_copy' ? loaded.byId.get(id)?.get(type) : undefined;
    if (!copy) continue;
    const { email_id: value } = copy as EmailCopy;
    for (const beside of ['email_copy', 'email_link'] as const)
      wants.lists.set(listKey(beside, 'email_id', value), { type: beside, index: 'email_id', value });
  }
  if (wants.size > 0) await load(client, wants, loaded);
}

/** Whether links would go with a copy that are not of the import: all of a message that nobody else has, else its owner's. */
export function linkedSince(copy: EmailCopy, parts: readonly Id[], loaded: LoadedRows): boolean {
  if (inAnotherMailbox(copy, loaded)) return false;
  const last = copiesOf(copy, loaded).length === 1;
  return (loaded.lists.get(listKey('email_link', 'email_id', copy.email_id)) ?? []).some((id) => {
    const link = loaded.byId.get(id)?.get('email_link') as EmailLink | undefined;
    return link !== undefined && !parts.includes(id) && (last || link.creator_id === copy.owner_id);
  });
}

/** Takes a copy back, and the links that came with it: those go by themselves where its owner has no other copy. */
export function unlogging(copy: EmailCopy, links: readonly Id[], loaded: LoadedRows): NamedMutation[] {
  const unlinking = inAnotherMailbox(copy, loaded) ? links.map((id): NamedMutation => ({ name: 'unlinkEmail', args: { id } })) : [];
  return [...unlinking, { name: 'unlogEmail', args: { id: copy.email_id, copy_id: copy.id } }];
}

const copiesOf = ({ email_id }: EmailCopy, loaded: LoadedRows): readonly Id[] =>
  loaded.lists.get(listKey('email_copy', 'email_id', email_id)) ?? [];

/** Whether its owner has the message in another mailbox as well, from which they have logged it too. */
const inAnotherMailbox = (copy: EmailCopy, loaded: LoadedRows): boolean =>
  copiesOf(copy, loaded).some((id) => {
    const other = loaded.byId.get(id)?.get('email_copy') as EmailCopy | undefined;
    return other !== undefined && other.id !== copy.id && other.owner_id === copy.owner_id;
  });

/** Of a message that its importer had logged before, the links that are the import's. */
export function ownLinks(parts: readonly Id[], entries: ReadonlyMap<string, readonly Entry[]>, loaded: LoadedRows): Id[] {
  const own = (id: Id) => entries.get(`email_link/${id}`)?.some((entry) => entry.own) === true;
  return parts.filter((id) => loaded.byId.get(id)?.has('email_link') && own(id));
}
