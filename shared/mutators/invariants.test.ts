import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '../ids.ts';
import { canonicalMoney } from '../money.ts';
import type { Row } from '../records/index.ts';
import { attachedTypes, isActive, isAdministrator, leadName, personName, recordTypes, records } from '../records/index.ts';
import { isPrivate, oftenPrivate, seldomPrivate, sees, sightOf } from '../sight.ts';
import { MemoryWorkspace } from '../testing/memory-workspace.ts';
import type { Write } from './index.ts';
import { Rejection, mayAssign } from './index.ts';

/**
 * Whatever people do, in whatever order, with whatever arguments: the rules between records hold, nobody changes what they
 * do not see, and what is refused leaves nothing.
 */

/** A step names things by small numbers, so that steps meet on the same records and shrink well. */
const step = fc.record({
  who: fc.nat(3),
  name: fc.constantFrom(
    'createLead',
    'updateLead',
    'deleteLead',
    'convertLead',
    'createContact',
    'updateContact',
    'deleteContact',
    'createDeal',
    'updateDeal',
    'moveDeal',
    'deleteDeal',
    'restoreRecord',
    'createTask',
    'updateTask',
    'completeTask',
    'createNote',
    'updateNote',
    'deleteNote',
    'deleteTask',
    'createDocument',
    'renameDocument',
    'deleteDocument',
    'createAppointment',
    'createStage',
    'removeStage',
    'reorderStages',
    'updateUser',
    'addAssociatedContact',
    'deleteLossReason',
    'handOver',
    'logEmail',
    'linkEmail',
    'updateEmailVisibility',
    'unlogEmail',
    'unlinkEmail',
  ),
  a: fc.nat(5),
  b: fc.nat(5),
  c: fc.nat(5),
  flag: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/**
 * These change records out of their author's sight: what hangs on a record follows it, whoever it belongs to, and what a message lacks
 * comes from whoever logs it too.
 */
const carriesOthers: ReadonlySet<Step['name']> = new Set(['removeStage', 'convertLead', 'deleteContact', 'logEmail']);

class World {
  readonly workspace = new MemoryWorkspace();
  readonly people: string[];
  readonly #pool = Array.from({ length: 18 }, () => newId());

  constructor() {
    const manager = this.workspace.person('Manu', 'manager');
    this.people = [
      this.workspace.administrator,
      manager,
      this.workspace.person('Rita', 'user', manager),
      this.workspace.person('Otto', 'user'),
    ];
  }

  id = (kind: 0 | 1 | 2, n: number): string => this.#pool[kind * 6 + n] ?? '';
  person = (n: number): string => this.people[n % this.people.length] ?? '';
  stage = (n: number): string => this.workspace.all('stage')[n % this.workspace.all('stage').length]?.id ?? '';

  argsOf({ name, a, b, c, flag }: Step): unknown {
    const [lead, contact, deal] = [this.id(0, a), this.id(1, b), this.id(2, c)];
    const on = flag ? { resource_type: 'deal', resource_id: deal } : { resource_type: 'contact', resource_id: contact };
    const pipeline_id = this.workspace.all('pipeline')[0]?.id;
    switch (name) {
      case 'createLead':
        return { id: lead, last_name: `L${b}`, organization_name: flag ? `O${c}` : null, tags: flag ? ['a', 'b'] : [] };
      case 'updateLead':
        return { id: lead, last_name: `L${b}`, ...(flag ? { owner_id: this.person(c) } : {}) };
      case 'deleteLead':
        return { id: lead };
      case 'convertLead':
        return { id: lead, conversion_id: newId(), individual_id: contact, ...(flag ? { deal: { id: deal, value: `${c}.5` } } : {}) };
      case 'createContact':
        return {
          id: contact,
          is_organization: flag,
          name: flag ? `Org ${a}` : '',
          last_name: flag ? null : `P${a}`,
          ...(flag ? {} : { contact_id: c < 3 ? this.id(1, c) : null }),
        };
      case 'updateContact':
        return {
          id: contact,
          ...(flag ? { name: `Org ${c}`, last_name: `P${c}` } : { owner_id: this.person(c) }),
          ...(a === 5 ? { contact_id: this.id(1, c) } : {}),
        };
      case 'deleteContact':
        return { id: contact };
      case 'createDeal':
        return {
          id: deal,
          name: `D${a}`,
          value: `${a}${flag ? '.25' : ''}`,
          ...(a < 4 ? { contact_id: contact } : { lead_id: this.id(0, b) }),
        };
      case 'updateDeal':
        return {
          id: deal,
          ...(flag ? { owner_id: this.person(a) } : { name: `D${a}` }),
          ...(b === 5 ? { contact_id: this.id(1, a) } : {}),
        };
      case 'moveDeal':
        return {
          id: deal,
          stage_id: this.stage(a + b),
          ...(c === 0 ? {} : { loss_reason_id: this.workspace.all('loss_reason')[0]?.id }),
          unqualified_reason_id: flag ? this.workspace.all('deal_unqualified_reason')[0]?.id : null,
        };
      case 'deleteDeal':
        return { id: deal };
      case 'restoreRecord':
        return flag ? { type: 'deal', id: deal } : { type: 'contact', id: contact };
      case 'createTask':
        return { id: newId(), content: `T${a}`, owner_id: this.person(a), ...on };
      case 'updateTask':
        return { id: this.workspace.all('task')[a]?.id ?? newId(), ...(flag ? { owner_id: this.person(b) } : on) };
      case 'completeTask':
        return { id: this.workspace.all('task')[a]?.id ?? newId() };
      case 'createNote':
        return { id: newId(), content: `N${a}`, type: a === 0 ? 'restricted' : 'regular', ...on };
      case 'createDocument':
        return {
          id: newId(),
          name: `F${a}`,
          content_type: 'text/plain',
          size: 1 + b,
          content_hash: `${c}`.repeat(64),
          ...on,
        };
      case 'renameDocument':
        return { id: this.workspace.all('document')[a]?.id ?? newId(), name: `G${b}` };
      case 'deleteDocument':
        return { id: this.workspace.all('document')[a]?.id ?? newId() };
      case 'updateNote':
        return { id: this.workspace.all('note')[a]?.id ?? newId(), ...(flag ? { content: `M${b}` } : { is_important: c > 2 }) };
      case 'deleteNote':
        return { id: this.workspace.all('note')[a]?.id ?? newId() };
      case 'deleteTask':
        return { id: this.workspace.all('task')[a]?.id ?? newId() };
      case 'createAppointment':
        return {
          id: newId(),
          name: `A${a}`,
          start_at: '2026-11-24T09:00:00.000Z',
          end_at: '2026-11-24T10:00:00.000Z',
          attendee_ids: [this.person(b)],
          ...on,
        };
      case 'logEmail': {
        const address = (n: number) => ({ email: this.workspace.at('user', this.person(n)).email, name: null });
        return {
          id: newId(),
          message_id: c === 5 ? null : `<${c}@x.com>`,
          from: { email: 'somebody@client.com', name: null },
          to: [address(0), address(1), address(2), address(3)].slice(a % 3),
          sent_at: '2026-11-24T09:00:00.000Z',
          direction: 'incoming',
          visibility: ['private', 'team', 'everyone'][b % 3],
          ...(flag ? { body_text: `B${a}` } : {}),
          links: a === 0 ? [] : [on],
          copy: { account: 'mailbox@example.com', gmail_message_id: `${c}${b % 2}` },
        };
      }
      case 'linkEmail':
        return { id: newId(), email_id: this.workspace.all('email')[a]?.id ?? newId(), ...on };
      case 'updateEmailVisibility':
        return { id: this.workspace.all('email')[a]?.id ?? newId(), visibility: ['private', 'team', 'everyone'][b % 3] };
      case 'unlogEmail':
        return { id: this.workspace.all('email')[a]?.id ?? newId() };
      case 'unlinkEmail':
        return { id: this.workspace.all('email_link')[a]?.id ?? newId() };
      case 'createStage':
        return { id: newId(), pipeline_id, name: `S${a}${b}`, position: c + 1 };
      case 'removeStage':
        return { id: this.stage(a + b), ...(flag ? { move_deals_to: this.stage(c) } : {}) };
      case 'reorderStages':
        return {
          pipeline_id,
          stage_ids: this.workspace
            .all('stage')
            .filter((stage) => stage.active)
            .map((stage) => stage.id)
            .sort(),
        };
      case 'updateUser':
        return {
          id: this.person(a),
          ...(flag ? { reports_to: b < 4 ? this.person(b) : null } : { profile: ['user', 'manager', 'company'][c % 3] }),
        };
      case 'addAssociatedContact':
        return { id: newId(), deal_id: deal, contact_id: contact };
      case 'deleteLossReason':
        return { id: this.workspace.all('loss_reason')[a]?.id ?? newId() };
      default:
        return { type: 'deal', ids: [deal], owner_id: this.person(a) };
    }
  }

  run(given: Step): void {
    const { workspace } = this;
    // As they are when they act: what they change may be themselves.
    const actor = workspace.at('user', this.person(given.who));
    const sight = sightOf(actor, workspace.all('user'));
    const before = workspace.snapshot();
    try {
      for (const write of workspace.applied({ kind: 'person', id: actor.id, uploads: true }, given.name, this.argsOf(given))) {
        // Derived fields of records out of sight may change; what people set there may not.
        if (write.before && write.after && !sees(sight, write.before.scope) && !carriesOthers.has(given.name))
          expect(write.after.updated_at === workspace.now && write.before.updated_at !== workspace.now).toBe(false);
        checkWrite(workspace, actor, write);
      }
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      expect(workspace.snapshot()).toBe(before);
    }
  }
}

/** What nobody may do to a record, whatever the mutator. */
function checkWrite(workspace: MemoryWorkspace, actor: Row<'user'>, { type, before, after }: Write): void {
  if (type === 'lead' && before && 'converted_at' in before && before.converted_at !== null) {
    // A conversion cannot be undone: the lead stays, as what it has become says.
    expect(after).toMatchObject({ converted_at: before.converted_at, conversion_id: before.conversion_id, last_name: before.last_name });
  }
  if (type === 'lead_conversion' && before) expect(after).toBeDefined();
  if (type === 'stage' && before && 'active' in before && !before.active) expect(after, 'a closed stage stays').toBeDefined();
  if (type === 'task' && after && 'completed' in after) {
    const task = before as Row<'task'> | undefined;
    if (task?.owner_id !== after.owner_id) expect(mayAssign(actor, workspace.at('user', after.owner_id)), 'may give it to them').toBe(true);
  }
  if (type === 'note' && before && after) {
    const [was, is] = [before as Row<'note'>, after as Row<'note'>];
    if (was.content !== is.content || was.type !== is.type) expect([was.creator_id, ...administratorsOf(workspace)]).toContain(actor.id);
  }
}

const administratorsOf = (workspace: MemoryWorkspace) =>
  workspace
    .all('user')
    .filter(isAdministrator)
    .map(({ id }) => id);

function checkRules(workspace: MemoryWorkspace): void {
  for (const type of recordTypes)
    for (const row of workspace.all(type)) {
      const result = records[type].schema.safeParse(row);
      expect(result.success, `${type} ${JSON.stringify(result.error?.issues)}`).toBe(true);
    }
  const contacts = workspace.all('contact');
  const deals = workspace.all('deal');
  const categoryOf = (deal: Row<'deal'>) => workspace.at('stage', deal.stage_id).category;
  for (const lead of workspace.all('lead')) expect(lead).toMatchObject({ name: leadName(lead), scope: [lead.owner_id] });
  for (const contact of contacts) {
    const organization = contact.contact_id === null ? undefined : workspace.at('contact', contact.contact_id);
    expect(contact).toMatchObject({
      name: contact.is_organization ? contact.name : personName(contact),
      organization_name: organization?.name ?? null,
      scope: [contact.owner_id],
    });
    const categories = deals.filter((deal) => deal.contact_id === contact.id || deal.organization_id === contact.id).map(categoryOf);
    const expected = categories.some(isActive)
      ? 'current'
      : categories.some((category) => category === 'lost' || category === 'unqualified')
        ? 'lost'
        : 'none';
    expect(contact.prospect_status).toBe(expected);
  }
  for (const deal of deals) {
    expect(Number(deal.contact_id !== null) + Number(deal.lead_id !== null)).toBe(1);
    const contact = deal.contact_id === null ? undefined : workspace.at('contact', deal.contact_id);
    const lead = deal.lead_id === null ? undefined : workspace.at('lead', deal.lead_id);
    const organizationId = contact?.is_organization ? contact.id : (contact?.contact_id ?? null);
    expect(deal).toMatchObject({
      contact_name: contact?.name ?? lead?.name,
      organization_id: organizationId,
      organization_name: organizationId === null ? (lead?.organization_name ?? null) : workspace.at('contact', organizationId).name,
      value: canonicalMoney(deal.value, deal.currency),
      scope: [deal.owner_id],
    });
    // Lost and unqualified deals say why, as long as the workspace has had reasons; others say nothing.
    for (const [category, list, reason] of [
      ['lost', 'loss_reason', deal.loss_reason_id],
      ['unqualified', 'deal_unqualified_reason', deal.unqualified_reason_id],
    ] as const) {
      if (categoryOf(deal) !== category) expect(reason).toBeNull();
      else if (reason === null) expect(workspace.all(list)).toEqual([]);
      else workspace.at(list, reason);
    }
  }
  for (const type of attachedTypes)
    for (const row of workspace.all(type)) {
      if (row.resource_type === null || row.resource_id === null) continue;
      const on = workspace.at(row.resource_type, row.resource_id);
      if (!('resource_name' in row)) continue;
      expect(row.resource_name).toBe(on.name);
      if (type !== 'note' || (row as Row<'note'>).type === 'regular') expect(row.scope).toEqual(expect.arrayContaining(on.scope));
    }
  for (const type of recordTypes)
    if (![...oftenPrivate, ...seldomPrivate].some((one) => one === type))
      for (const { scope } of workspace.all(type)) expect(scope.filter(isPrivate)).toEqual([]);
  for (const copy of workspace.all('email_copy')) expect(copy.scope).toEqual([`=${copy.owner_id}`]);
  for (const email of workspace.all('email')) {
    const copies = workspace.list('email_copy', 'email_id', email.id);
    const links = workspace.list('email_link', 'email_id', email.id);
    expect(copies.length, 'a message goes with its last copy').toBeGreaterThan(0);
    expect(new Set(links.map((link) => [link.resource_id, link.creator_id].join())).size, 'linked once by each').toBe(links.length);
    // Nobody reads it but by the say of somebody who has logged it.
    const wide = copies.filter((copy) => copy.visibility === 'everyone');
    const said = copies.map((copy) => (copy.visibility === 'private' ? `=${copy.owner_id}` : copy.owner_id));
    const onto = wide.length === 0 ? [] : links.flatMap((link) => workspace.at(link.resource_type, link.resource_id).scope);
    expect([...said, ...onto]).toEqual(expect.arrayContaining(email.scope));
    expect(email.scope).toEqual(expect.arrayContaining(said));
    for (const link of links) expect(email.scope).toEqual(expect.arrayContaining(link.scope));
  }
  for (const link of workspace.all('email_link')) workspace.at('email', link.email_id);
  for (const link of workspace.all('associated_contact')) {
    expect(link.scope).toEqual(workspace.at('deal', link.deal_id).scope);
    expect(link.contact_name).toBe(workspace.at('contact', link.contact_id).name);
  }
  for (const pipeline of workspace.all('pipeline')) {
    const stages = workspace.list('stage', 'pipeline_id', pipeline.id).sort((a, b) => a.position - b.position);
    expect(stages.map((stage) => stage.position)).toEqual(stages.map((_, index) => index + 1));
    expect(stages.slice(-3).map((stage) => stage.category)).toEqual(['won', 'lost', 'unqualified']);
    expect(stages.some((stage) => stage.active)).toBe(true);
  }
  expect(workspace.all('user').some((user) => user.role === 'admin' && user.status === 'active')).toBe(true);
}

describe('the rules between records', () => {
  it('hold after any sequence of mutations', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60, size: 'max' }), (steps) => {
        const world = new World();
        for (const given of steps) {
          world.run(given);
          world.workspace.now = new Date(Date.parse(world.workspace.now) + 1000).toISOString();
        }
        checkRules(world.workspace);
      }),
      { numRuns: Number(process.env['RUNS'] ?? 300) },
    );
  }, 120_000);
});
