import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { FormValues } from '../form-fields.ts';
import { problemOf } from '../form-fields.ts';
import { newId } from '../ids.ts';
import type { CustomFieldType, Form, FormField } from '../records/index.ts';
import { askedFields, customFieldTypes, hasChoices, newChoice } from '../records/index.ts';
import { MemoryWorkspace } from '../testing/memory-workspace.ts';
import { Rejection } from './rejection.ts';

let workspace: MemoryWorkspace;
let admin: string;

beforeEach(() => {
  workspace = new MemoryWorkspace();
  admin = workspace.administrator;
});

const [gold, silver] = [newId(), newId()];

function field(type: CustomFieldType, resource_type: 'lead' | 'deal' = 'lead'): string {
  const id = newId();
  const choices = hasChoices(type) ? [newChoice(gold, 'Gold'), newChoice(silver, 'Silver')] : [];
  workspace.do(admin, 'createCustomField', { id, resource_type, type, name: `${type} ${id}`, choices });
  return id;
}

const nameOf = (id: string) => `custom_fields.${id}`;
const asks = (id: string, required = false): FormField => ({ name: nameOf(id), label: null, required });

function form(fields: FormField[], more: Partial<Form> = {}): string {
  const id = newId();
  workspace.do(admin, 'createForm', { id, name: 'Quote', key: id.replaceAll('-', ''), fields, owner_ids: [admin], ...more });
  return id;
}

const system = { kind: 'system', name: 'form' } as const;
const args = (form_id: string, values: FormValues) => ({
  form_id,
  lead_id: newId(),
  values,
  consent: false,
  referrer: null,
  utm: null,
});

function submitted(form_id: string, values: FormValues) {
  const submission = args(form_id, values);
  workspace.applied(system, 'submitForm', submission);
  return workspace.at('lead', submission.lead_id);
}

const problems = (form_id: string, values: FormValues) =>
  Object.entries(workspace.refusal(system, 'submitForm', args(form_id, values)).fields ?? {}).map(([name, { code }]) => [name, code]);

const name: FormField = { name: 'last_name', label: null, required: false };

describe('custom fields in forms', () => {
  it.each([
    ['string', ' C-7 ', 'C-7'],
    ['text', 'one\ntwo', 'one\ntwo'],
    ['number', '-12.50', -12.5],
    ['bool', 'on', true],
    ['list', gold, gold],
    ['list', 'gold', gold],
    ['multi_select_list', [silver, gold], [gold, silver]],
    ['multi_select_list', 'Silver', [silver]],
    ['date', '2027-02-28', '2027-02-28'],
    ['email', 'a@b.example', 'a@b.example'],
    ['phone', '+41 61 000', '+41 61 000'],
    ['url', 'shop.example/a', 'shop.example/a'],
  ] as const)('reach the lead: %s %j', (type, written, kept) => {
    const id = field(type);
    expect(submitted(form([name, asks(id)]), { last_name: 'Li', [nameOf(id)]: written }).custom_fields).toEqual({ [id]: kept });
  });

  it('reach the lead: an address by its parts', () => {
    const id = field('address');
    const lead = submitted(form([asks(id)]), { [`${nameOf(id)}.line1`]: '1 Quay', [`${nameOf(id)}.city`]: ' Basel ' });
    expect(lead.custom_fields).toEqual({ [id]: { line1: '1 Quay', city: 'Basel', postal_code: null, state: null, country: null } });
  });

  it.each([
    ['number', 'twelve'],
    ['number', '1234567890123456'],
    ['list', 'Bronze'],
    ['multi_select_list', ['Gold', 'Bronze']],
    ['date', '2027-02-29'],
    ['email', 'nobody'],
    ['url', 'javascript:alert(1)'],
  ] as const)('are refused with what they cannot be: %s %j', (type, written) => {
    const id = field(type);
    expect(problems(form([name, asks(id)]), { last_name: 'Li', [nameOf(id)]: written })).toEqual([[nameOf(id), 'incorrect_value']]);
  });

  it('hold visitors to what is required in the form, whatever its kind', () => {
    const ids = customFieldTypes.map((type) => field(type));
    const id = form([name, ...ids.map((one) => asks(one, true))]);
    expect(problems(id, { last_name: 'Li', [nameOf(ids[3] ?? '')]: 'false' })).toEqual(ids.map((one) => [nameOf(one), 'missing']));
  });

  it('need not be in a form, even where people must fill them in', () => {
    const id = field('string');
    workspace.do(admin, 'updateCustomField', { id, required: true });
    expect(submitted(form([name]), { last_name: 'Li' }).custom_fields).toEqual({});
  });

  it('that are in no form are left alone', () => {
    const id = field('string');
    expect(submitted(form([name]), { last_name: 'Li', [nameOf(id)]: 'x' }).custom_fields).toEqual({});
  });

  it('that are archived break no form: they are asked no more, and what a page has asked before is kept', () => {
    const [contract, size] = [field('string'), field('number')];
    const id = form([name, asks(contract, true), asks(size, true)]);
    for (const one of [contract, size]) workspace.do(admin, 'updateCustomField', { id: one, archived: true });
    expect(askedFields(workspace.at('form', id), workspace.all('custom_field')).map((asked) => asked.name)).toEqual(['last_name']);
    expect(submitted(id, { last_name: 'Li' }).custom_fields).toEqual({});
    const kept = submitted(id, { last_name: 'Li', [nameOf(contract)]: 'C-7', [nameOf(size)]: 'twelve' });
    expect(kept.custom_fields).toEqual({ [contract]: 'C-7' });
    expect(problems(id, {})).toEqual([['last_name', 'missing']]);
  });

  it('offer no archived choice, and take it from a page that has offered it before, as what has replaced it', () => {
    const id = field('list');
    const asking = form([name, asks(id)]);
    workspace.do(admin, 'updateChoice', { id, choice_id: gold, archived: true });
    const [, asked] = askedFields(workspace.at('form', asking), workspace.all('custom_field'));
    expect(asked?.choices).toEqual([{ id: silver, name: 'Silver' }]);
    expect(submitted(asking, { last_name: 'Li', [nameOf(id)]: gold }).custom_fields).toEqual({ [id]: gold });
    workspace.do(admin, 'replaceChoice', { id, choice_id: gold, replaced_by: silver });
    expect(submitted(asking, { last_name: 'Li', [nameOf(id)]: gold }).custom_fields).toEqual({ [id]: silver });
  });

  it('must be of leads and present when they are put into a form; what is archived later may stay', () => {
    const [contract, ofDeals] = [field('string'), field('string', 'deal')];
    const id = form([name, asks(contract)]);
    for (const other of [ofDeals, newId()])
      expect(Object.keys(workspace.refused(admin, 'updateForm', { id, fields: [name, asks(other)] }).fields ?? {})).toEqual([
        'fields.1.name',
      ]);
    workspace.do(admin, 'updateCustomField', { id: contract, archived: true });
    workspace.do(admin, 'updateForm', { id, title: 'Still here', fields: [asks(contract), name] });
    const copy = { id: newId(), name: 'Copy', key: 'b'.repeat(16), owner_ids: [admin], fields: [asks(contract)] };
    expect(workspace.refused(admin, 'createForm', copy).fields).toMatchObject({ 'fields.0.name': { message: 'is archived' } });
    expect(workspace.refused(admin, 'updateForm', { id, fields: [asks(contract), asks(contract)] }).code).toBe('invalid');
  });

  // What the page lets through and the server refuses would leave a visitor without a word of why.
  it.each(customFieldTypes.filter((type) => !hasChoices(type)))('are judged alike by the page and by the server: %s', (type) => {
    const id = field(type);
    const asking = form([name, asks(id)]);
    const [, asked] = askedFields(workspace.at('form', asking), workspace.all('custom_field'));
    if (!asked) throw new Error('It is not asked.');
    const near = fc.constantFrom(
      '1e999',
      '-0',
      '0.1',
      '2027-02-29',
      '2027-2-1',
      '12345678901234567',
      'a@b.c',
      'http://a',
      'a.b:8/x',
      '\u0000',
      '+',
    );
    fc.assert(
      fc.property(fc.oneof(fc.string(), near, fc.float().map(String), fc.string({ minLength: 250, maxLength: 300 })), (written) => {
        const values = { last_name: 'Li', [nameOf(id)]: written, [`${nameOf(id)}.city`]: written };
        const typed = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value.replace(/\p{Cc}/gu, '').trim()]));
        const page = problemOf(asked, typed);
        let server: unknown;
        try {
          submitted(asking, typed);
        } catch (error) {
          if (!(error instanceof Rejection)) throw error;
          server = error.fields?.[nameOf(id)]?.code;
        }
        expect(server).toBe(page);
      }),
      { numRuns: 60 },
    );
  });
});
