import { expect, it } from 'vitest';
import { newId } from '../ids.ts';
import { MemoryWorkspace } from '../testing/memory-workspace.ts';

it('keeps no half of a character, in values or in what is said of them', () => {
  const workspace = new MemoryWorkspace();
  const me = workspace.administrator;
  const id = newId();
  workspace.do(me, 'createContact', {
    id,
    is_organization: true,
    name: 'A\ud83d',
    tags: ['\ude00x'],
    address: address('\ud83d\ude00 \ud83d'),
  });
  expect(workspace.at('contact', id)).toMatchObject({ name: 'A\ufffd', tags: ['\ufffdx'], address: { city: '\ud83d\ude00 \ufffd' } });
  const refused = [
    workspace.refusal({ kind: 'person', id: me }, 'create\ud83dContact', {}),
    workspace.refusal({ kind: 'person', id: me }, 'updateContact', { id, 'na\ud83dme': 'B' }),
  ];
  for (const { message } of refused) expect(message.isWellFormed(), message).toBe(true);
});

const address = (city: string) => ({ line1: null, city, postal_code: null, state: null, country: null });

it('refuses what no database can read back, for its depth', () => {
  const workspace = new MemoryWorkspace();
  let value: unknown = 1;
  for (let depth = 0; depth < 5000; depth++) value = [value];
  const args = { id: newId(), name: 'Deep', list_type: 'lead', filter: { field: 'name', is: 'is', value } };
  expect(workspace.refusal({ kind: 'person', id: workspace.administrator }, 'createSmartList', args).message).toContain('nested');
});
