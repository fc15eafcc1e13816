import { beforeEach, describe, expect, it } from 'vitest';
import type { Filter } from '../filters/filter.ts';
import { newId } from '../ids.ts';
import type { ResourceType } from '../records/index.ts';
import { MemoryWorkspace } from '../testing/memory-workspace.ts';

let workspace: MemoryWorkspace;
let admin: string;
let rep: string;

beforeEach(() => {
  workspace = new MemoryWorkspace();
  admin = workspace.administrator;
  rep = workspace.person('Rita', 'user');
});

function lead(tags: string[], owner = rep): string {
  const id = newId();
  workspace.do(owner, 'createLead', { id, last_name: 'Li', tags });
  return id;
}

const tagId = (name: string, type: ResourceType = 'lead'): string => {
  const found = workspace.all('tag').find((tag) => tag.name === name && tag.resource_type === type);
  if (!found) throw new Error(`There is no tag ${name}.`);
  return found.id;
};
const tagsOf = (id: string) => workspace.at('lead', id).tags;

describe('tags', () => {
  it('are renamed on every record, in forms and in the filters of everybody’s lists', () => {
    const seen = lead(['fair', 'vip'], admin);
    const unseen = lead(['vip']);
    const form = newId();
    workspace.do(admin, 'createForm', {
      id: form,
      key: 'abcdefgh12345678',
      name: 'F',
      fields: [{ name: 'last_name', label: null, required: true }],
      owner_ids: [rep],
      tags: ['vip'],
    });
    const list = newId();
    const filter = (name: string): Filter => ({
      any: [{ field: 'tags', is: 'any_of', value: [name, 'fair'] }, { not: { field: 'name', is: 'contains', value: 'vip' } }],
    });
    workspace.do(rep, 'createSmartList', { id: list, name: 'Mine', list_type: 'lead', filter: filter('vip') });
    const contact = newId();
    workspace.do(rep, 'createContact', { id: contact, last_name: 'Bo', tags: ['vip'] });

    workspace.do(admin, 'updateTag', { id: tagId('vip'), name: ' Key account ' });
    expect(tagsOf(seen)).toEqual(['fair', 'Key account']);
    expect(tagsOf(unseen)).toEqual(['Key account']);
    expect(workspace.at('form', form).tags).toEqual(['Key account']);
    expect(workspace.at('smart_list', list).filter).toEqual(filter('Key account'));
    expect(workspace.at('contact', contact).tags, 'another kind of record').toEqual(['vip']);
  });

  it('join one another, and no record has the same one twice', () => {
    const both = lead(['vip', 'fair', 'key']);
    const one = lead(['key']);
    workspace.do(admin, 'replaceTag', { id: tagId('key'), replaced_by: tagId('vip') });
    expect(tagsOf(both)).toEqual(['vip', 'fair']);
    expect(tagsOf(one)).toEqual(['vip']);
    expect(workspace.all('tag').map(({ name }) => name)).toEqual(['vip', 'fair']);
  });

  it('are taken off everything when they go', () => {
    const id = lead(['vip', 'fair']);
    workspace.do(admin, 'deleteTag', { id: tagId('vip') });
    expect(tagsOf(id)).toEqual(['fair']);
    lead(['vip']);
    expect(workspace.all('tag').map(({ name }) => name)).toEqual(['fair', 'vip']);
  });

  it('change their case, and have one name each', () => {
    const id = lead(['vip', 'fair']);
    workspace.do(admin, 'updateTag', { id: tagId('vip'), name: 'VIP' });
    expect(tagsOf(id)).toEqual(['VIP', 'fair']);
    expect(workspace.refused(admin, 'updateTag', { id: tagId('fair'), name: 'vip' }).fields).toHaveProperty('name');
    expect(workspace.refused(admin, 'createTag', { id: newId(), name: 'Vip', resource_type: 'lead' }).fields).toHaveProperty('name');
    workspace.do(admin, 'createTag', { id: newId(), name: 'vip', resource_type: 'deal' });
    expect(workspace.refused(admin, 'replaceTag', { id: tagId('fair'), replaced_by: tagId('vip', 'deal') }).fields).toHaveProperty(
      'replaced_by',
    );
  });

  it('are an administrator’s', () => {
    lead(['vip', 'fair']);
    const id = tagId('vip');
    expect(workspace.refused(rep, 'createTag', { id: newId(), name: 'x', resource_type: 'lead' }).code).toBe('forbidden');
    expect(workspace.refused(rep, 'updateTag', { id, name: 'x' }).code).toBe('forbidden');
    expect(workspace.refused(rep, 'replaceTag', { id, replaced_by: tagId('fair') }).code).toBe('forbidden');
    expect(workspace.refused(rep, 'deleteTag', { id }).code).toBe('forbidden');
  });
});
