import { dayIn } from '../../shared/dates.ts';
import type { Id } from '../../shared/ids.ts';
import type { Contact, Deal, Lead, RecordType, Row } from '../../shared/records/index.ts';
import type { Workspace } from '../workspace/index.ts';
import type { Known, Named } from './known.ts';

/** What an import must know of the workspace, within the sight of the person who imports. */
export async function loadKnown(workspace: Workspace, personId: Id | null): Promise<Known> {
  const [settings] = workspace.every('workspace_settings');
  const timezone = (personId === null ? undefined : workspace.user(personId)?.timezone) ?? settings?.timezone ?? 'UTC';
  const named = (rows: readonly (Named & object)[]): Named[] => rows.map(({ id, name }) => ({ id, name }));
  const sources = (type: 'lead' | 'deal') => named(workspace.every('source').filter((row) => row.resource_type === type));
  const known: Known = {
    workspaceId: workspace.id,
    timezone,
    today: dayIn(timezone, new Date().toISOString()),
    currency: settings?.currency ?? 'EUR',
    users: workspace
      .every('user')
      .filter((user) => user.status === 'active')
      .map(({ id, name, email }) => ({ id, name, email })),
    pipelines: named([...workspace.every('pipeline')].sort((a, b) => a.position - b.position)),
    stages: workspace
      .every('stage')
      .map(({ id, pipeline_id, name, category, position }) => ({ id, pipeline_id, name, category, position })),
    lists: {
      lead_status: named(workspace.every('lead_status')),
      lead_source: sources('lead'),
      deal_source: sources('deal'),
      loss_reason: named(workspace.every('loss_reason')),
      lead_unqualified_reason: named(workspace.every('lead_unqualified_reason')),
      deal_unqualified_reason: named(workspace.every('deal_unqualified_reason')),
    },
    contacts: [],
    leads: [],
    deals: [],
    associated: [],
  };
  const each = <T extends RecordType>(type: T) => workspace.rowsSeenBy(personId, type) as AsyncIterable<Row<T>[]>;
  for await (const rows of each('contact')) known.contacts.push(...rows.map(knownContact));
  for await (const rows of each('lead')) known.leads.push(...rows.filter((row) => row.converted_at === null).map(knownLead));
  for await (const rows of each('deal')) known.deals.push(...rows.map(({ id, name }: Deal) => ({ id, name })));
  for await (const rows of each('associated_contact')) known.associated.push(...rows.map(({ id }) => id));
  return known;
}

const knownContact = ({ id, is_organization, name, email, phone, organization_name }: Contact) => ({
  id,
  is_organization,
  name,
  email,
  phone,
  organization_name,
});

const knownLead = ({ id, name, email, phone, organization_name }: Lead) => ({ id, name, email, phone, organization_name });
