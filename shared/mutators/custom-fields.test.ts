import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../ids.ts';
import type { CustomFieldType, CustomFields, ResourceType } from '../records/index.ts';
import { mostChoices, newChoice, presentChoice, readCustomValue } from '../records/index.ts';
import { MemoryWorkspace } from '../testing/memory-workspace.ts';

let workspace: MemoryWorkspace;
let admin: string;
let rep: string;

beforeEach(() => {
  workspace = new MemoryWorkspace();
  admin = workspace.administrator;
  rep = workspace.person('Rita', 'user');
});

function field(type: CustomFieldType, more: { name?: string; on?: ResourceType; choices?: string[]; required?: boolean } = {}): string {
  const id = newId();
  workspace.do(admin, 'createCustomField', {
    id,
    type,
    name: more.name ?? `Field ${workspace.all('custom_field').length}`,
    resource_type: more.on ?? 'lead',
    required: more.required ?? false,
    choices: (more.choices ?? []).map((name) => newChoice(newId(), name)),
  });
  return id;
}

function lead(custom_fields: CustomFields = {}): string {
  const id = newId();
  workspace.do(rep, 'createLead', { id, last_name: 'Lee', custom_fields });
  return id;
}

const valuesOf = (id: string) => workspace.at('lead', id).custom_fields;
const choicesOf = (id: string) => workspace.at('custom_field', id).choices;
const refusal = (custom_fields: CustomFields) =>
  workspace.refused(rep, 'createLead', { id: newId(), last_name: 'Lee', custom_fields }).fields;

describe('values', () => {
  const good: [CustomFieldType, CustomFields[string], unknown][] = [
    ['string', ' Blue ', 'Blue'],
    ['text', 'Two\nlines', 'Two\nlines'],
    ['number', 12.5, 12.5],
    ['number', 0, 0],
    ['bool', true, true],
    ['date', '2028-02-29', '2028-02-29'],
    ['email', 'ada@example.com', 'ada@example.com'],
    ['phone', '+33 1 23 45 67 89', '+33 1 23 45 67 89'],
    ['url', 'example.com/a?b=1', 'example.com/a?b=1'],
    ['url', 'https://example.com:8443/', 'https://example.com:8443/'],
  ];
  it.each(good)('of a %s: %j', (type, given, kept) => {
    const id = field(type);
    expect(valuesOf(lead({ [id]: given }))).toEqual({ [id]: kept });
  });

  const bad: [CustomFieldType, CustomFields[string]][] = [
    ['string', 'x'.repeat(256)],
    ['string', 7],
    ['number', '7'],
    ['number', 1234567890123456],
    ['date', '2027-02-29'],
    ['date', 'tomorrow'],
    ['email', 'ada'],
    ['url', 'javascript:alert(1)'],
    ['url', 'data:text/html,x'],
    ['bool', 'yes'],
    ['address', 'Paris'],
  ];
  it.each(bad)('of a %s are refused by name: %j', (type, given) => {
    const id = field(type, { name: 'Colour' });
    const refused = workspace.refused(rep, 'createLead', { id: newId(), last_name: 'Lee', custom_fields: { [id]: given } });
    expect(refused.fields).toHaveProperty([`custom_fields.${id}`]);
    expect(refused.message).toMatch(/^Colour must/);
  });

  it('that are empty are not there', () => {
    const ids = [field('string'), field('bool'), field('address'), field('multi_select_list', { choices: ['A'] })];
    const [text = '', box = '', address = '', several = ''] = ids;
    const nowhere = { line1: null, city: null, postal_code: null, state: null, country: null };
    expect(valuesOf(lead({ [text]: ' ', [box]: false, [address]: nowhere, [several]: [] }))).toEqual({});
  });

  it('change one by one, and are emptied by null', () => {
    const [a, b] = [field('string'), field('number')];
    const id = lead({ [a]: 'x', [b]: 1 });
    workspace.do(rep, 'updateLead', { id, custom_fields: { [b]: 2 } });
    expect(valuesOf(id)).toEqual({ [a]: 'x', [b]: 2 });
    workspace.do(rep, 'updateLead', { id, custom_fields: { [a]: null } });
    expect(valuesOf(id)).toEqual({ [b]: 2 });
    workspace.do(rep, 'updateLead', { id, title: 'CEO' });
    expect(valuesOf(id)).toEqual({ [b]: 2 });
  });

  it('of fields that a record does not have are refused', () => {
    const [unknown, ofDeals] = [newId(), field('string', { on: 'deal' })];
    for (const id of [unknown, ofDeals]) expect(refusal({ [id]: 'x' })).toMatchObject({ [`custom_fields.${id}`]: { code: 'unknown' } });
    const person = field('string', { on: 'contact' });
    workspace.do(admin, 'updateCustomField', { id: person, for_company: false });
    const organization = { id: newId(), is_organization: true, name: 'Acme', custom_fields: { [person]: 'x' } };
    expect(workspace.refused(rep, 'createContact', organization).fields).toHaveProperty([`custom_fields.${person}`]);
  });

  it('keep every number of fifteen digits as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }), fc.nat(12), (digits, shift) => {
        const given = Number(`${digits}e-${shift}`);
        const read = readCustomValue({ type: 'number', choices: [] }, given);
        expect(read).toEqual({ value: given });
        expect(JSON.parse(JSON.stringify(given))).toBe(given);
      }),
    );
  });
});

describe('required fields', () => {
  it('are asked of people who make a record, and cannot be emptied', () => {
    const id = field('string', { required: true, name: 'Region' });
    expect(workspace.refused(rep, 'createLead', { id: newId(), last_name: 'Lee' }).message).toBe('Region must be filled in.');
    const made = lead({ [id]: 'North' });
    expect(workspace.refused(rep, 'updateLead', { id: made, custom_fields: { [id]: null } }).fields).toMatchObject({
      [`custom_fields.${id}`]: { code: 'blank' },
    });
  });

  it('do not stand in the way of records that lack them already, and go when they are archived', () => {
    const before = lead();
    const id = field('string', { required: true });
    workspace.do(rep, 'updateLead', { id: before, title: 'CEO' });
    workspace.do(admin, 'updateCustomField', { id, archived: true });
    expect(valuesOf(lead())).toEqual({});
  });
});

describe('choices', () => {
  it('are kept in the order of the field, whatever the order in which they were given', () => {
    const id = field('multi_select_list', { choices: ['A', 'B', 'C'] });
    const [a = '', b = '', c = ''] = choicesOf(id).map((one) => one.id);
    expect(valuesOf(lead({ [id]: [c, a, c] }))).toEqual({ [id]: [a, c] });
    expect(refusal({ [id]: [b, newId()] })).toHaveProperty([`custom_fields.${id}`]);
  });

  it('that are archived stay with who has them, and are offered to nobody else', () => {
    const id = field('list', { choices: ['A', 'B'] });
    const [a = '', b = ''] = choicesOf(id).map((one) => one.id);
    const has = lead({ [id]: a });
    workspace.do(admin, 'updateChoice', { id, choice_id: a, archived: true });
    workspace.do(rep, 'updateLead', { id: has, custom_fields: { [id]: a } });
    expect(valuesOf(has)).toEqual({ [id]: a });
    expect(refusal({ [id]: a })).toHaveProperty([`custom_fields.${id}`]);
    workspace.do(rep, 'updateLead', { id: has, custom_fields: { [id]: b } });
  });

  it('that are replaced count as the other one, and are none of their own any more', () => {
    const id = field('list', { choices: ['Old', 'New'] });
    const [old = '', other = ''] = choicesOf(id).map((one) => one.id);
    const has = lead({ [id]: old });
    workspace.do(admin, 'replaceChoice', { id, choice_id: old, replaced_by: other });
    expect(presentChoice(workspace.at('custom_field', id), String(valuesOf(has)[id]))?.name).toBe('New');
    expect(valuesOf(lead({ [id]: old }))).toEqual({ [id]: other });
    expect(workspace.refused(admin, 'replaceChoice', { id, choice_id: other, replaced_by: old }).fields).toHaveProperty('replaced_by');
  });

  it('are added once by name, and taken up again where they were archived', () => {
    const id = field('list', { choices: ['A', 'B'] });
    const [a = ''] = choicesOf(id).map((one) => one.id);
    workspace.do(admin, 'updateChoice', { id, choice_id: a, archived: true });
    workspace.do(admin, 'addChoices', { id, choices: [' a ', 'b', 'C'].map((name) => ({ id: newId(), name })) });
    expect(choicesOf(id).map(({ name, archived }) => [name, archived])).toEqual([
      ['A', false],
      ['B', false],
      ['C', false],
    ]);
  });

  it(`are at most ${mostChoices}, each with a name of its own`, () => {
    const id = field('list', { choices: Array.from({ length: mostChoices }, (_, n) => `N${n}`) });
    expect(workspace.refused(admin, 'addChoices', { id, choices: [{ id: newId(), name: 'More' }] }).fields).toHaveProperty('choices');
    const [first = '', second] = choicesOf(id);
    if (typeof first === 'string' || !second) throw new Error('There are no choices.');
    const taken = { id, choice_id: first.id, name: second.name };
    expect(workspace.refused(admin, 'updateChoice', taken).fields).toMatchObject({ choices: { code: 'already_exists' } });
  });
});

describe('fields', () => {
  it('are an administrator’s to set up', () => {
    const args = { id: newId(), resource_type: 'lead', type: 'string', name: 'X' } as const;
    expect(workspace.refused(rep, 'createCustomField', args).code).toBe('forbidden');
  });

  it('have names of their own among the fields of a type', () => {
    field('string', { name: 'Region' });
    const args = { id: newId(), resource_type: 'lead', type: 'number', name: ' region ' } as const;
    expect(workspace.refused(admin, 'createCustomField', args).fields).toMatchObject({ name: { code: 'already_exists' } });
    field('string', { name: 'Region', on: 'deal' });
  });

  it('stand in the order that they are put in', () => {
    const [a, b, c] = [field('string'), field('string'), field('string')];
    workspace.do(admin, 'reorderCustomFields', { resource_type: 'lead', ids: [c, a] });
    const order = workspace.all('custom_field').sort((x, y) => x.position - y.position);
    expect(order.map(({ id }) => id)).toEqual([c, a, b]);
  });
});

describe('a conversion', () => {
  it('carries values over to fields of the same name and type, choices by name', () => {
    const from = [field('string', { name: 'Region' }), field('list', { name: 'Size', choices: ['S', 'L'] })];
    const to = [
      field('string', { name: 'region', on: 'contact' }),
      field('list', { name: 'Size', on: 'contact', choices: ['L', 'XL'] }),
      field('number', { name: 'Region', on: 'deal' }),
    ];
    const large = choicesOf(from[1] ?? '').find(({ name }) => name === 'L')?.id ?? '';
    const id = lead({ [from[0] ?? '']: 'North', [from[1] ?? '']: large });
    const [individual_id, deal] = [newId(), newId()];
    workspace.do(rep, 'convertLead', { id, conversion_id: newId(), individual_id, deal: { id: deal } });
    const there = choicesOf(to[1] ?? '').find(({ name }) => name === 'L')?.id;
    expect(workspace.at('contact', individual_id).custom_fields).toEqual({ [to[0] ?? '']: 'North', [to[1] ?? '']: there });
    expect(workspace.at('deal', deal).custom_fields).toEqual({});
  });

  it('takes what is required of its deal beside what the lead carries, and asks for what is missing once any is given', () => {
    const [region, colour] = [field('string', { name: 'Region' }), field('string', { name: 'Colour', on: 'deal', required: true })];
    const target = field('string', { name: 'Region', on: 'deal', required: true });
    const id = lead({ [region]: 'North' });
    const deal = newId();
    const convert = (custom_fields?: Record<string, string>) => ({
      id,
      conversion_id: newId(),
      individual_id: newId(),
      deal: { id: deal, ...(custom_fields ? { custom_fields } : {}) },
    });
    expect(workspace.refused(rep, 'convertLead', convert({})).fields).toEqual({
      [`custom_fields.${colour}`]: { code: 'missing', message: 'must be filled in' },
    });
    workspace.do(rep, 'convertLead', convert({ [colour]: 'Red' }));
    expect(workspace.at('deal', deal).custom_fields).toEqual({ [target]: 'North', [colour]: 'Red' });
    // The product’s own conversions and those of the API leave it to be filled in.
    const other = lead({ [region]: 'South' });
    workspace.do(rep, 'convertLead', { id: other, conversion_id: newId(), individual_id: newId(), deal: { id: newId() } });
  });
});
