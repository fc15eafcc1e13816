import { describe, expect, it } from 'vitest';
import { newId } from '../ids.ts';
import type { Actor } from './index.ts';
import { MemoryWorkspace } from '../testing/memory-workspace.ts';

/** What records bring that come from elsewhere: their numbers, and when they were made and last changed. */

function workspace() {
  const memory = new MemoryWorkspace();
  const person: Actor = { kind: 'person', id: memory.administrator };
  return { memory, person, imports: { ...person, imports: true } as const };
}

const made = '2016-05-04T08:00:00.000Z';
const changed = '2019-06-05T09:00:00.000Z';

describe('the time of the last change', () => {
  it('is kept from an import, between when the record was made and now', () => {
    const { memory, imports } = workspace();
    const lead = (times: object) => {
      const id = newId();
      memory.applied(imports, 'createLead', { id, last_name: 'A', ...times });
      const { created_at, updated_at } = memory.at('lead', id);
      return [created_at, updated_at];
    };
    expect(lead({ created_at: made, updated_at: changed })).toEqual([made, changed]);
    expect(lead({ created_at: changed, updated_at: made })).toEqual([changed, changed]);
    expect(lead({ created_at: made, updated_at: '2099-01-01T00:00:00.000Z' })).toEqual([made, memory.now]);
    expect(lead({ created_at: made })).toEqual([made, memory.now]);
  });

  it('is nobody else’s to say', () => {
    const { memory, person } = workspace();
    const refused = (actor: Actor) =>
      memory.refusal(actor, 'createLead', {
        id: newId(),
        owner_id: memory.administrator,
        last_name: 'A',
        created_at: made,
        updated_at: changed,
      });
    for (const actor of [person, { ...person, embedded: true }, { kind: 'system', name: 'form' }] as const)
      expect(refused(actor)).toMatchObject({ code: 'invalid', fields: { updated_at: { code: 'incorrect_value' } } });
  });

  it('stays while the import brings products, notes and work, and goes on with the first change here', () => {
    const { memory, imports, person } = workspace();
    const [contact, deal, product, order, task, open] = Array.from({ length: 6 }, () => newId());
    const times = { created_at: made, updated_at: changed };
    memory.applied(imports, 'createContact', { id: contact, last_name: 'Li', ...times });
    memory.applied(imports, 'createDeal', { id: deal, name: 'D', contact_id: contact, currency: 'EUR', ...times });
    memory.applied(imports, 'createProduct', { id: product, name: 'Lamp', prices: [{ amount: '5', currency: 'EUR' }] });
    memory.applied(imports, 'createOrder', { id: order, deal_id: deal });
    memory.applied(imports, 'addLineItem', { id: newId(), order_id: order, product_id: product, quantity: 3 });
    memory.applied(imports, 'createNote', { id: newId(), content: 'N', resource_type: 'deal', resource_id: deal, ...times });
    const on = { resource_type: 'contact', resource_id: contact };
    for (const id of [task, open]) memory.applied(imports, 'createTask', { id, content: 'Ring', ...on, ...times });
    memory.applied(imports, 'completeTask', { id: task, completed_at: '2019-01-01T00:00:00.000Z' });
    expect(memory.at('deal', String(deal))).toMatchObject({ value: '15.00', updated_at: changed });
    expect(memory.at('contact', String(contact))).toMatchObject({ updated_at: changed });
    expect(memory.at('task', String(task))).toMatchObject({
      completed: true,
      completed_at: '2019-01-01T00:00:00.000Z',
      updated_at: changed,
    });
    memory.applied(person, 'completeTask', { id: open, completed_at: '2019-01-01T00:00:00.000Z' });
    memory.applied(person, 'updateDeal', { id: deal, name: 'E' });
    expect(memory.at('task', String(open)).updated_at).toBe(memory.now);
    expect(memory.at('deal', String(deal)).updated_at).toBe(memory.now);
  });
});

describe('a number', () => {
  it('is nobody’s to say but an import’s', () => {
    const { memory, person, imports } = workspace();
    const lead = () => ({ id: newId(), owner_id: memory.administrator, last_name: 'A', number: 7 });
    for (const actor of [person, { ...person, embedded: true }, { ...person, uploads: true }, { kind: 'system', name: 'form' }] as const)
      expect(memory.refusal(actor, 'createLead', lead())).toMatchObject({
        code: 'invalid',
        fields: { number: { code: 'incorrect_value' } },
      });
    const [first, second] = [lead(), lead()];
    for (const args of [first, second]) memory.applied(imports, 'createLead', args);
    expect([memory.at('lead', first.id).number, memory.at('lead', second.id).number]).toEqual([7, 0]);
  });
});
