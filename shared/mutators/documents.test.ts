import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../ids.ts';
import { sees, sightOf } from '../sight.ts';
import { MemoryWorkspace } from '../testing/memory-workspace.ts';

let workspace: MemoryWorkspace;
let manager: string;
let rep: string;
let other: string;
let deal: string;

beforeEach(() => {
  workspace = new MemoryWorkspace();
  manager = workspace.person('Manu', 'manager');
  rep = workspace.person('Rita', 'user', manager);
  other = workspace.person('Otto', 'user');
  const contact = newId();
  deal = newId();
  workspace.do(rep, 'createContact', { id: contact, is_organization: true, name: 'Acme' });
  workspace.do(rep, 'createDeal', { id: deal, name: 'Meters', contact_id: contact });
});

const file = (more: object = {}) => ({
  id: newId(),
  name: 'Offer.pdf',
  content_type: 'application/pdf',
  size: 1200,
  content_hash: 'a'.repeat(64),
  resource_type: 'deal',
  resource_id: deal,
  ...more,
});

function uploaded(person = rep, more: object = {}): string {
  const args = file(more);
  workspace.applied({ kind: 'person', id: person, uploads: true }, 'createDocument', args);
  return args.id;
}

describe('a document', () => {
  it('hangs on a record, with its name and its sight, and is something that was done about it', () => {
    workspace.now = '2026-11-25T08:00:00.000Z';
    const id = uploaded();
    expect(workspace.at('document', id)).toMatchObject({ name: 'Offer.pdf', creator_id: rep, resource_name: 'Meters', scope: [rep] });
    expect(workspace.at('deal', deal).last_activity_at).toBe(workspace.now);
    workspace.do(rep, 'updateDeal', { id: deal, owner_id: other, name: 'More meters' });
    expect(workspace.at('document', id)).toMatchObject({ resource_name: 'More meters', scope: [other] });
    expect(workspace.refused(rep, 'renameDocument', { id, name: 'Mine' }).code).toBe('not_found');
  });

  it('is made by an upload alone, on what the person sees', () => {
    expect(workspace.refusal({ kind: 'person', id: rep }, 'createDocument', file()).code).toBe('forbidden');
    expect(workspace.refusal({ kind: 'person', id: other, uploads: true }, 'createDocument', file()).fields).toHaveProperty('resource_id');
  });

  it.each([
    ['content_type', 'text/html'],
    ['content_hash', 'A'.repeat(64)],
    ['size', 0],
    ['name', ' '],
  ])('is refused with the %s %j', (field, value) => {
    const refusal = workspace.refusal({ kind: 'person', id: rep, uploads: true }, 'createDocument', file({ [field]: value }));
    expect(refusal.fields).toHaveProperty(field);
  });

  it('is renamed by whoever sees it, and keeps an ending of its type', () => {
    const id = uploaded();
    workspace.do(manager, 'renameDocument', { id, name: 'Offer/final.exe' });
    expect(workspace.at('document', id).name).toBe('Offer-final.exe.pdf');
  });

  it('is deleted by who added it or their manager, and comes back', () => {
    const id = uploaded(manager);
    expect(workspace.refused(rep, 'deleteDocument', { id }).code).toBe('forbidden');
    workspace.do(manager, 'deleteDocument', { id });
    expect(workspace.get('document', id)).toBeUndefined();
    workspace.do(manager, 'restoreRecord', { type: 'document', id });
    expect(workspace.at('document', id).name).toBe('Offer.pdf');
  });

  it('goes with its record and comes back with it', () => {
    const id = uploaded();
    workspace.do(rep, 'deleteDeal', { id: deal });
    expect(workspace.get('document', id)).toBeUndefined();
    workspace.do(rep, 'restoreRecord', { type: 'deal', id: deal });
    expect(workspace.at('document', id).scope).toEqual([rep]);
  });

  it('follows a lead to its contact, and falls under the contact’s sight', () => {
    const [lead, individual_id] = [newId(), newId()];
    workspace.do(rep, 'createLead', { id: lead, last_name: 'Lee' });
    const id = uploaded(rep, { resource_type: 'lead', resource_id: lead });
    workspace.do(rep, 'convertLead', { id: lead, conversion_id: newId(), individual_id, owner_id: other });
    expect(workspace.at('document', id)).toMatchObject({ resource_type: 'contact', resource_id: individual_id, resource_name: 'Lee' });
    const users = workspace.all('user');
    expect(sees(sightOf(workspace.at('user', other), users), workspace.at('document', id).scope)).toBe(true);
    expect(sees(sightOf(workspace.at('user', rep), users), workspace.at('document', id).scope)).toBe(false);
  });

  it('follows a merge, and goes back with it', () => {
    const [a, b, merge] = [newId(), newId(), newId()];
    for (const id of [a, b]) workspace.do(rep, 'createContact', { id, last_name: 'Lee' });
    const id = uploaded(rep, { resource_type: 'contact', resource_id: b });
    workspace.do(rep, 'mergeRecords', { id: merge, resource_type: 'contact', survivor_id: a, absorbed_ids: [b] });
    expect(workspace.at('document', id).resource_id).toBe(a);
    workspace.do(rep, 'undoMerge', { id: merge });
    expect(workspace.at('document', id).resource_id).toBe(b);
  });
});
