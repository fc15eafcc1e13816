import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../ids.ts';
import { MemoryWorkspace } from '../testing/memory-workspace.ts';

let workspace: MemoryWorkspace;
let me: string;

beforeEach(() => {
  workspace = new MemoryWorkspace();
  me = workspace.administrator;
});

const organization = (name = 'Acme') => {
  const id = newId();
  workspace.do(me, 'createContact', { id, is_organization: true, name });
  return id;
};
const person = (contact_id: string | null = null, tags: string[] = []) => {
  const id = newId();
  workspace.do(me, 'createContact', { id, last_name: 'Li', contact_id, tags });
  return id;
};
const lead = (fields: object = {}) => {
  const id = newId();
  workspace.do(me, 'createLead', { id, last_name: 'Li', ...fields });
  return id;
};
const deal = (fields: object) => {
  const id = newId();
  workspace.do(me, 'createDeal', { id, name: 'Lamps', ...fields });
  return id;
};

describe('a record that is brought back', () => {
  it('stands in a stage that is there: a deal whose own one has gone begins anew', () => {
    const stage = workspace.stage('incoming');
    const id = deal({ contact_id: person(), stage_id: stage });
    workspace.do(me, 'deleteDeal', { id });
    workspace.do(me, 'removeStage', { id: stage });
    workspace.do(me, 'restoreRecord', { type: 'deal', id });
    expect(workspace.at('deal', id).stage_id).toBe(workspace.stage('in_progress'));
  });

  it('names nothing of the set-up that has gone, and its tags are in the list again', () => {
    const [status_id, source_id] = [newId(), newId()];
    workspace.do(me, 'createLeadStatus', { id: status_id, name: 'Waiting' });
    workspace.do(me, 'createSource', { id: source_id, name: 'Fair', resource_type: 'lead' });
    const id = lead({ status_id, source_id, tags: ['vip'] });
    workspace.do(me, 'deleteLead', { id });
    workspace.do(me, 'deleteLeadStatus', { id: status_id });
    workspace.do(me, 'deleteSource', { id: source_id });
    for (const tag of workspace.all('tag')) workspace.do(me, 'deleteTag', { id: tag.id });
    workspace.do(me, 'restoreRecord', { type: 'lead', id });
    const first = workspace.all('lead_status').find(({ category }) => category === 'new');
    expect(workspace.at('lead', id)).toMatchObject({ status_id: first?.id, source_id: null, tags: ['vip'] });
    expect(workspace.all('tag').map(({ name }) => name)).toEqual(['vip']);
  });

  it('belongs to no organization that has gone', () => {
    const company = organization();
    const id = person(company);
    workspace.do(me, 'deleteContact', { id });
    workspace.do(me, 'deleteContact', { id: company });
    workspace.do(me, 'restoreRecord', { type: 'contact', id });
    expect(workspace.at('contact', id)).toMatchObject({ contact_id: null, organization_name: null });
  });

  it('has the people again who belonged to it, those apart who belong elsewhere by now', () => {
    const [company, other] = [organization(), organization('Other')];
    const [stays, moves] = [person(company), person(company)];
    const daughter = newId();
    workspace.do(me, 'createContact', { id: daughter, is_organization: true, name: 'Daughter', parent_organization_id: company });
    workspace.do(me, 'deleteContact', { id: company });
    workspace.do(me, 'updateContact', { id: moves, contact_id: other });
    workspace.do(me, 'restoreRecord', { type: 'contact', id: company, tied: [stays, moves, daughter, newId()] });
    expect(workspace.at('contact', stays)).toMatchObject({ contact_id: company, organization_name: 'Acme' });
    expect(workspace.at('contact', moves)).toMatchObject({ contact_id: other, organization_name: 'Other' });
    expect(workspace.at('contact', daughter).parent_organization_id).toBe(company);
  });

  it('waits for what it hangs on', () => {
    const contact_id = person();
    const [id, note] = [deal({ contact_id }), newId()];
    workspace.do(me, 'createNote', { id: note, content: 'Met', resource_type: 'contact', resource_id: contact_id });
    workspace.do(me, 'deleteNote', { id: note });
    workspace.do(me, 'deleteDeal', { id });
    workspace.do(me, 'deleteContact', { id: contact_id });
    for (const [type, one] of [
      ['deal', id],
      ['note', note],
    ] as const)
      expect(workspace.refused(me, 'restoreRecord', { type, id: one }).code, type).toBe('conflict');
    workspace.do(me, 'restoreRecord', { type: 'contact', id: contact_id });
    workspace.do(me, 'restoreRecord', { type: 'deal', id });
    workspace.do(me, 'restoreRecord', { type: 'note', id: note });
    expect(workspace.at('deal', id)).toMatchObject({ contact_id, contact_name: 'Li' });
  });

  it('goes to the contact that its lead has become', () => {
    const [lead_id, individual_id] = [lead(), newId()];
    const id = deal({ lead_id });
    workspace.do(me, 'deleteDeal', { id });
    workspace.do(me, 'convertLead', { id: lead_id, conversion_id: newId(), individual_id });
    workspace.do(me, 'restoreRecord', { type: 'deal', id });
    expect(workspace.at('deal', id)).toMatchObject({ lead_id: null, contact_id: individual_id });
  });

  it('is tied to a deal once, and to none that has gone', () => {
    const [first, second] = [person(), person()];
    const [kept, gone] = [deal({ contact_id: first }), deal({ contact_id: first })];
    const tie = (deal_id: string) => workspace.do(me, 'addAssociatedContact', { id: newId(), deal_id, contact_id: second });
    [kept, gone].forEach(tie);
    workspace.do(me, 'deleteContact', { id: second });
    workspace.do(me, 'deleteDeal', { id: gone });
    workspace.do(me, 'updateDeal', { id: kept, name: 'Lamps again' });
    workspace.do(me, 'restoreRecord', { type: 'contact', id: second });
    expect(workspace.all('associated_contact').map(({ deal_id }) => deal_id)).toEqual([kept]);
  });
});
