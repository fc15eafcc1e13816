import { dayIn } from '../../shared/dates.ts';
import type { Id } from '../../shared/ids.ts';
import type { Contact, Deal, Lead, RecordType, Row } from '../../shared/records/index.ts';
import type { Sight } from '../../shared/sight.ts';
import { everyone } from '../../shared/sight.ts';
import type { Database } from '../database/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { seenBy, storedRows } from '../workspace/index.ts';
import type { Known, Named, SetUp } from './known.ts';
import { foundById } from './known.ts';

/** What an import must know of the workspace's people and lists. */
export function setUpOf(workspace: Workspace, personId: Id | null, embedded = false): SetUp {
  const [settings] = workspace.every('workspace_settings');
  const timezone = (personId === null ? undefined : workspace.user(personId)?.timezone) ?? settings?.timezone ?? 'UTC';
  const named = (rows: readonly (Named & object)[]): Named[] => rows.map(({ id, name }) => ({ id, name }));
  const sources = (type: 'lead' | 'deal') => named(workspace.every('source').filter((row) => row.resource_type === type));
  return {
    workspaceId: workspace.id,
    timezone,
    custom_fields: [...workspace.every('custom_field')],
    administers: personId === null || (workspace.user(personId)?.role === 'admin' && !embedded),
    keepsNumbers: personId === null || workspace.sight(personId)?.includes(everyone) === true,
    products: workspace.every('product').map(({ id, name, sku }) => ({ id, name, sku })),
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
      call_outcome: named(workspace.every('call_outcome')),
    },
  };
}

/** The records that rows of a file may match or name, within the sight of whoever imports. */
export async function loadKnown(client: Database, setUp: SetUp, sight: Sight): Promise<Known> {
  const others: Known['others'] = {
    associated_contact: [],
    task: [],
    note: [],
    appointment: [],
    call: [],
    email_copy: [],
    order: [],
    line_item: [],
  };
  const orders = new Map<string, string>();
  const pricedDeals = new Set<string>();
  const known: Known = { ...setUp, contacts: [], leads: [], deals: [], others, orders, pricedDeals };
  async function* each<T extends RecordType>(type: T): AsyncGenerator<Row<T>[]> {
    for await (const rows of storedRows(client, type, sight, Number.MAX_SAFE_INTEGER))
      yield rows.map(({ data }) => JSON.parse(data) as Row<T>);
  }
  for await (const rows of each('contact')) known.contacts.push(...rows.map(knownContact));
  for await (const rows of each('lead')) known.leads.push(...rows.filter((row) => row.converted_at === null).map(knownLead));
  for await (const rows of each('deal')) known.deals.push(...rows.map(({ id, name }: Deal) => ({ id, name })));
  for await (const rows of each('order')) for (const { id, deal_id } of rows) orders.set(deal_id, id);
  for await (const rows of each('line_item')) for (const { deal_id } of rows) pricedDeals.add(deal_id);
  for (const type of foundById)
    for await (const rows of storedRows(client, type, sight, Number.MAX_SAFE_INTEGER)) others[type].push(...rows.map(({ id }) => id));
  return known;
}

/** Records by their ids, as whoever imports sees them. */
export async function findRecords(client: Database, ids: readonly Id[], sight: Sight): Promise<Map<Id, Record<string, unknown>>> {
  const seen = seenBy(sight);
  const { rows } = await client.execute({
    sql: `SELECT id, data FROM record WHERE id IN (SELECT value FROM json_each(?)) AND removed_version IS NULL AND ${seen.sql}`,
    args: [JSON.stringify(ids), ...seen.args],
  });
  return new Map(rows.map((row) => [String(row['id']), JSON.parse(String(row['data'])) as Record<string, unknown>]));
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
