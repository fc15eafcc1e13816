import { newId } from '../../shared/ids.ts';
import type { CustomFields, RecordType, ResourceType } from '../../shared/records/index.ts';
import { customValues } from '../fields/required-fields.ts';
import { readLink } from '../link/link.ts';
import type { Outcome, Store } from '../store/index.ts';
import { understand } from '../task-list/due.ts';

/** What the dialog adds. A contact is a person or an organization. */
export type Kind = 'lead' | 'person' | 'organization' | 'deal' | 'task' | 'appointment' | 'note';

/** The values of the fields by their names; empty ones are empty text. */
export type Values = Readonly<Record<string, string>>;

function custom(store: Store, type: ResourceType, values: Values, isOrganization = false): { custom_fields?: CustomFields } {
  const custom_fields = customValues(store, type, values, isOrganization);
  return Object.keys(custom_fields).length > 0 ? { custom_fields } : {};
}

export type Added = { outcome: Outcome; type: RecordType; id: string };

/** The value of a combobox whose organization is to be made along with the record. */
export const newOrganization = (name: string): string => `new:${name}`;

/** Makes a record of what was written. Appointments have a form of their own. */
export async function create(
  store: Store,
  kind: Exclude<Kind, 'appointment'>,
  values: Values,
  setting: { language: string; zone: string; now: number },
): Promise<Added> {
  const id = newId();
  const given = (name: string): string | null => values[name] || null;
  const owner = values['owner_id'] ? { owner_id: values['owner_id'] } : {};
  const reachable = { email: given('email'), phone: given('phone') };
  const named = { first_name: given('first_name'), last_name: given('last_name') };
  switch (kind) {
    case 'lead':
      return {
        type: 'lead',
        id,
        outcome: store.mutate.createLead({
          id,
          ...owner,
          ...named,
          ...reachable,
          title: given('title'),
          organization_name: given('organization_name'),
          source_id: given('source_id'),
          ...custom(store, 'lead', values),
        }),
      };
    case 'person': {
      const party = organization(store, values['contact_id'] ?? '');
      const outcome = party.outcome.ok
        ? store.mutate.createContact({
            id,
            ...owner,
            ...named,
            ...reachable,
            title: given('title'),
            contact_id: party.id,
            ...custom(store, 'contact', values),
          })
        : party.outcome;
      return { type: 'contact', id, outcome: takenBack(store, party, outcome) };
    }
    case 'organization':
      return {
        type: 'contact',
        id,
        outcome: store.mutate.createContact({
          id,
          ...owner,
          ...reachable,
          is_organization: true,
          name: values['name'] ?? '',
          website: given('website'),
          ...custom(store, 'contact', values, true),
        }),
      };
    case 'deal': {
      const party = organization(store, values['contact_id'] ?? '');
      const outcome = party.outcome.ok
        ? store.mutate.createDeal({
            id,
            ...owner,
            name: values['name'] ?? '',
            contact_id: party.id,
            value: values['value'] || '0',
            ...(values['currency'] ? { currency: values['currency'] } : {}),
            ...(values['stage_id'] ? { stage_id: values['stage_id'] } : {}),
            source_id: given('source_id'),
            estimated_close_date: given('estimated_close_date'),
            ...custom(store, 'deal', values),
          })
        : party.outcome;
      return { type: 'deal', id, outcome: takenBack(store, party, outcome) };
    }
    case 'task': {
      const { content, due } = await understand(values['content'] ?? '', setting.language, setting.zone, setting.now);
      const reminder = values['reminder_offset'] ?? '';
      // A reminder without a date would never come.
      const outcome = store.mutate.createTask({
        id,
        ...owner,
        content,
        due_date: due,
        reminder_offset: reminder === '' || due === null ? null : Number(reminder),
        ...readLink(values['link'] ?? ''),
      });
      return { type: 'task', id, outcome };
    }
    case 'note': {
      const { resource_type, resource_id } = readLink(values['link'] ?? '');
      if (resource_type === null || resource_id === null) throw new Error('A note needs something that it is about.');
      return { type: 'note', id, outcome: store.mutate.createNote({ id, content: values['content'] ?? '', resource_type, resource_id }) };
    }
  }
}

interface Party {
  id: string | null;
  outcome: Outcome;
  made: boolean;
}

/** The contact that was chosen, made now where it is a new one. */
function organization(store: Store, value: string): Party {
  if (!value.startsWith('new:')) return { id: value || null, outcome: { ok: true }, made: false };
  const id = newId();
  return { id, outcome: store.mutate.createContact({ id, is_organization: true, name: value.slice(4) }), made: true };
}

/** A new organization does not stay where what it was made for was refused. */
function takenBack(store: Store, party: Party, outcome: Outcome): Outcome {
  if (!outcome.ok && party.made && party.id !== null && party.outcome.ok) store.mutate.deleteContact({ id: party.id });
  return outcome;
}
