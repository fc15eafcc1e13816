import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../ids.ts';
import type { RecordType } from '../records/index.ts';
import { mergeUndoDays, recordTypes } from '../records/index.ts';
import { MemoryWorkspace } from '../testing/memory-workspace.ts';

let workspace: MemoryWorkspace;
let rep: string;

beforeEach(() => {
  workspace = new MemoryWorkspace();
  rep = workspace.person('Rita', 'user');
});

function person(more: object = {}): string {
  const id = newId();
  workspace.do(rep, 'createContact', { id, last_name: 'Lee', ...more });
  return id;
}

function organization(more: object = {}): string {
  const id = newId();
  workspace.do(rep, 'createContact', { id, is_organization: true, name: 'Acme', ...more });
  return id;
}

function deal(contact_id: string): string {
  const id = newId();
  workspace.do(rep, 'createDeal', { id, name: 'Meters', contact_id });
  return id;
}

function merge(
  survivor_id: string,
  absorbed_ids: string[],
  choices: Record<string, string> = {},
  type: 'contact' | 'lead' = 'contact',
): string {
  const id = newId();
  workspace.do(rep, 'mergeRecords', { id, resource_type: type, survivor_id, absorbed_ids, choices });
  return id;
}

/** Everything as it stands, but for the times of edits and the merges themselves. */
const standing = () =>
  JSON.stringify(
    recordTypes
      .filter((type: RecordType) => type !== 'merge')
      .map((type) =>
        workspace
          .all(type)
          .map(({ updated_at: _updated, ...row }) => row)
          .sort((a, b) => (a.id < b.id ? -1 : 1)),
      ),
  );

describe('merging', () => {
  it('keeps the survivor’s fields, fills in what it lacks, and takes the ones that are chosen', () => {
    const a = person({ first_name: 'Ann', email: 'ann@example.com', tags: ['vip'] });
    const b = person({ first_name: 'Anne', phone: '+33 1', title: 'CEO', tags: ['VIP', 'lab'], customer_status: 'past' });
    merge(a, [b], { first_name: b });
    expect(workspace.at('contact', a)).toMatchObject({
      first_name: 'Anne',
      name: 'Anne Lee',
      email: 'ann@example.com',
      phone: '+33 1',
      title: 'CEO',
      tags: ['vip', 'lab'],
      customer_status: 'past',
    });
    expect(workspace.get('contact', b)).toBeUndefined();
  });

  it('puts a number into another field, so that all are kept', () => {
    const [a, b] = [person({ phone: '+33 1' }), person({ phone: '+33 2', mobile: '+33 6' })];
    const id = newId();
    const args = { id, resource_type: 'contact' as const, survivor_id: a, absorbed_ids: [b] };
    const wrong = workspace.refused(rep, 'mergeRecords', { ...args, places: { fax: { record_id: person(), field: 'phone' } } });
    expect(wrong.fields).toHaveProperty('places.fax.record_id');
    workspace.do(rep, 'mergeRecords', { ...args, places: { fax: { record_id: b, field: 'phone' } } });
    expect(workspace.at('contact', a)).toMatchObject({ phone: '+33 1', mobile: '+33 6', fax: '+33 2' });
    workspace.do(rep, 'undoMerge', { id });
    expect(workspace.at('contact', a)).toMatchObject({ phone: '+33 1', mobile: null, fax: null });
  });

  it('brings over notes, tasks, deals and statuses', () => {
    const [a, b] = [person(), person()];
    const [note, task] = [newId(), newId()];
    workspace.do(rep, 'createNote', { id: note, content: 'Met', resource_type: 'contact', resource_id: b });
    workspace.do(rep, 'createTask', { id: task, content: 'Call', resource_type: 'contact', resource_id: b });
    const won = deal(b);
    workspace.do(rep, 'moveDeal', { id: won, stage_id: workspace.stage('won') });
    merge(a, [b]);
    expect(workspace.at('note', note).resource_id).toBe(a);
    expect(workspace.at('task', task).resource_id).toBe(a);
    expect(workspace.at('deal', won).contact_id).toBe(a);
    expect(workspace.at('contact', a).customer_status).toBe('current');
  });

  it('of organizations brings over their people, and leaves none its own parent', () => {
    const [a, b] = [organization(), organization({ name: 'Acme Ltd' })];
    const between = organization({ name: 'Between', parent_organization_id: b });
    workspace.do(rep, 'updateContact', { id: a, parent_organization_id: between });
    const one = person({ contact_id: b });
    merge(a, [b]);
    expect(workspace.at('contact', one)).toMatchObject({ contact_id: a, organization_name: 'Acme' });
    expect(workspace.at('contact', between).parent_organization_id).toBe(a);
    expect(workspace.at('contact', a).parent_organization_id).toBeNull();
  });

  it('ties a deal to a contact once', () => {
    const [a, b, main] = [person(), person(), person()];
    const on = deal(main);
    for (const contact_id of [a, b]) workspace.do(rep, 'addAssociatedContact', { id: newId(), deal_id: on, contact_id });
    merge(a, [b]);
    expect(workspace.list('associated_contact', 'deal_id', on).map(({ contact_id }) => contact_id)).toEqual([a]);
    merge(main, [a]);
    expect(workspace.list('associated_contact', 'deal_id', on)).toEqual([]);
  });

  it('is refused for persons with organizations, for oneself, and for what is out of sight', () => {
    const [a, b] = [person(), organization()];
    const other = workspace.person('Otto', 'user');
    const foreign = newId();
    workspace.do(other, 'createContact', { id: foreign, last_name: 'Lee' });
    const tried = (absorbed_ids: string[]) =>
      workspace.refused(rep, 'mergeRecords', { id: newId(), resource_type: 'contact', survivor_id: a, absorbed_ids });
    expect(tried([b]).fields).toHaveProperty('absorbed_ids');
    expect(tried([a]).fields).toHaveProperty('absorbed_ids');
    expect(tried([foreign]).code).toBe('not_found');
  });

  it('takes leads too, with their deals', () => {
    const [a, b] = [newId(), newId()];
    workspace.do(rep, 'createLead', { id: a, last_name: 'Lee' });
    workspace.do(rep, 'createLead', { id: b, last_name: 'Lee', organization_name: 'Acme' });
    const on = newId();
    workspace.do(rep, 'createDeal', { id: on, name: 'Meters', lead_id: b });
    merge(a, [b], {}, 'lead');
    expect(workspace.at('lead', a).organization_name).toBe('Acme');
    expect(workspace.at('deal', on).lead_id).toBe(a);
  });
});

describe('undoing a merge', () => {
  it('brings everything back as it was', () => {
    const company = organization();
    const a = person({ email: 'ann@example.com', contact_id: company });
    const b = person({ phone: '+33 1', tags: ['lab'] });
    const c = person({ title: 'CTO' });
    const note = newId();
    workspace.do(rep, 'createNote', { id: note, content: 'Met', resource_type: 'contact', resource_id: b });
    const [first, second] = [deal(b), deal(a)];
    for (const [deal_id, contact_id] of [
      [first, a],
      [first, c],
      [second, c],
    ] as const)
      workspace.do(rep, 'addAssociatedContact', { id: newId(), deal_id, contact_id });
    const before = standing();
    const id = merge(a, [b, c], { phone: b });
    expect(standing()).not.toBe(before);
    workspace.do(rep, 'undoMerge', { id });
    expect(standing()).toBe(before);
    workspace.do(rep, 'undoMerge', { id });
    expect(standing()).toBe(before);
  });

  it('leaves alone what somebody has changed since', () => {
    const [a, b] = [person(), person({ phone: '+33 1', title: 'CEO' })];
    const on = deal(b);
    const id = merge(a, [b]);
    const other = person();
    workspace.do(rep, 'updateContact', { id: a, title: 'Chair' });
    workspace.do(rep, 'updateDeal', { id: on, contact_id: other });
    workspace.do(rep, 'undoMerge', { id });
    expect(workspace.at('contact', a)).toMatchObject({ title: 'Chair', phone: null });
    expect(workspace.at('deal', on).contact_id).toBe(other);
  });

  it('leaves nothing of the others with who sees the survivor', () => {
    const a = person();
    const id = merge(a, [person({ phone: '+33 1', title: 'Secret' })]);
    expect(JSON.stringify(workspace.at('merge', id))).toContain('Secret');
    workspace.do(rep, 'undoMerge', { id });
    expect(workspace.at('merge', id)).toMatchObject({ absorbed_names: [], before: {}, after: {}, moved: [] });
  });

  it(`is possible for ${mergeUndoDays} days`, () => {
    const id = merge(person(), [person()]);
    workspace.now = new Date(Date.parse(workspace.now) + (mergeUndoDays + 1) * 86_400_000).toISOString();
    expect(workspace.refused(rep, 'undoMerge', { id }).code).toBe('conflict');
  });
});

describe('records that are said to be two', () => {
  it('are so for whoever sees them, until it is taken back', () => {
    const [a, b] = [person(), person()];
    const id = newId();
    const args = { id, resource_type: 'contact' as const, record_id: a, other_ids: [b, b] };
    expect(workspace.refused(rep, 'keepApart', { ...args, other_ids: [a] }).fields).toHaveProperty('other_ids');
    workspace.do(rep, 'keepApart', args);
    expect(workspace.at('distinction', id)).toMatchObject({ other_ids: [b], scope: workspace.at('contact', a).scope });
    const other = workspace.person('Otto', 'company');
    workspace.do(other, 'handOver', { type: 'contact', ids: [a], owner_id: other });
    expect(workspace.at('distinction', id).scope).toEqual([other]);
    workspace.do(other, 'endApart', { id });
    expect(workspace.get('distinction', id)).toBeUndefined();
  });

  it('cannot be said of what is out of sight', () => {
    const other = workspace.person('Otto', 'user');
    const foreign = newId();
    workspace.do(other, 'createContact', { id: foreign, last_name: 'Lee' });
    const tried = (record_id: string, other_ids: string[]) =>
      workspace.refused(rep, 'keepApart', { id: newId(), resource_type: 'contact', record_id, other_ids }).code;
    expect([tried(person(), [foreign]), tried(foreign, [person()])]).toEqual(['not_found', 'not_found']);
  });

  it('stay so when one of them is merged into a third', () => {
    const [a, b, c] = [person(), person(), person()];
    const id = newId();
    workspace.do(rep, 'keepApart', { id, resource_type: 'contact', record_id: a, other_ids: [b] });
    const merged = merge(c, [a]);
    expect(workspace.at('distinction', id).record_id).toBe(c);
    workspace.do(rep, 'undoMerge', { id: merged });
    expect(workspace.at('distinction', id).record_id).toBe(a);
  });
});
