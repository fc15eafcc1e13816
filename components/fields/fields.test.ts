/// <reference types="mocha" />
import { expect } from 'chai';
import type { Field, ListType } from '../../shared/filters/index.ts';
import { fieldsOf, listTypes, operatorsOf } from '../../shared/filters/index.ts';
import { newId } from '../../shared/ids.ts';
import type { Row } from '../../shared/records/index.ts';
import { newChoice } from '../../shared/records/index.ts';
import { setLanguage } from '../base/localisation/index.ts';
import { until } from '../base/testing/page.ts';
import type { Store } from '../store/index.ts';
import { openStoreOf } from '../store/index.ts';
import { MemoryDisk } from '../store/memory-disk.ts';
import { FakeServer } from '../store/testing/fake-server.ts';
import { choicesOf } from './choices.ts';
import { operatorWord, periodWord, valueWord } from './conditions.ts';
import { labelOf } from './labels.ts';
import { textOf } from './value.ts';

let server: FakeServer;
let store: Store;
const colour = newId();
const [red, blue] = [newChoice(newId(), 'Red'), newChoice(newId(), 'Blue')];

beforeEach(async () => {
  await setLanguage('en-GB');
  server = new FakeServer();
  server.change('createCustomField', { id: colour, resource_type: 'deal', type: 'list', name: 'Colour', choices: [red, blue] });
  server.change('createCustomField', { id: newId(), resource_type: 'deal', type: 'address', name: 'Site' });
  store = await openStoreOf(server.who, { ...server.options, disk: new MemoryDisk() });
  await until(() => store.status.ready === 'all' && store.status.connection === 'up-to-date', 'the store is up to date');
});
afterEach(() => store.close());

const fields = (type: ListType) => fieldsOf(type, store.every('custom_field'));
function field(type: ListType, name: string): Field {
  const found = fields(type).get(name);
  if (!found) throw new Error(`${type} has no field ${name}.`);
  return found;
}

describe('fields in words', () => {
  it('have a label each, in both languages', async () => {
    for (const language of ['en-GB', 'fr-FR']) {
      await setLanguage(language);
      for (const type of listTypes)
        for (const one of fields(type).values()) expect(labelOf(one), `${language} ${one.name}`).not.to.match(/_|^$/);
    }
  });

  it('are called what the workspace calls them', () => {
    const labels = [...fields('deal').values()].map(labelOf);
    expect(labels).to.include.members(['Colour', 'Site: City']);
  });

  it('know what can be chosen', () => {
    expect(choicesOf(field('deal', `custom_fields.${colour}`), store, 'deal')?.map(({ label }) => label)).to.deep.equal(['Red', 'Blue']);
    expect(choicesOf(field('deal', 'stage_id'), store, 'deal')?.map(({ label }) => label)).to.include.members(['Incoming', 'Won']);
    expect(choicesOf(field('deal', 'contact_id'), store, 'deal')).to.equal(undefined);
  });

  it('show what a record has in them', () => {
    const [contact, id] = [newId(), newId()];
    store.mutate.createContact({ id: contact, is_organization: true, name: 'Acme' });
    store.mutate.createDeal({
      id,
      name: 'Meters',
      contact_id: contact,
      value: '1234.5',
      currency: 'EUR',
      custom_fields: { [colour]: blue.id },
    });
    const row = store.get('deal', id) as Row<'deal'>;
    const shown = (name: string) => textOf(field('deal', name), row, store);
    expect([shown('value'), shown('contact_id'), shown('stage_category'), shown('hot'), shown(`custom_fields.${colour}`)]).to.deep.equal([
      '€1,234.50',
      'Acme',
      'Incoming',
      'no',
      'Blue',
    ]);
    expect(shown('estimated_close_date')).to.equal('');
  });
});

describe('conditions in words', () => {
  it('say each operator in both languages', async () => {
    for (const language of ['en-GB', 'fr-FR']) {
      await setLanguage(language);
      for (const [kind, operators] of Object.entries(operatorsOf))
        for (const is of operators) expect(operatorWord(kind as Field['kind'], is)).not.to.equal('');
    }
  });

  it('say periods as people do', async () => {
    const said = () =>
      [
        { this: 'week' as const },
        { this: 'month' as const, offset: -1 },
        { last: 30, unit: 'day' as const },
        { before_last: 1, unit: 'week' as const },
        { from: '2026-01-01', to: '2026-01-31' },
      ].map(periodWord);
    expect(said().slice(0, 4)).to.deep.equal(['this week', 'last month', 'the last 30 days', 'more than 1 week ago']);
    await setLanguage('fr-FR');
    expect(said().slice(0, 4)).to.deep.equal(['cette semaine', 'le mois dernier', 'depuis 30 jours', 'il y a plus de 1 semaine']);
  });

  it('name what their values stand for', () => {
    const value = (name: string, given: unknown) =>
      valueWord({ field: name, is: 'any_of', value: given }, field('deal', name), store, 'deal');
    expect(value('owner_id', ['me', server.person])).to.equal(`me, ${store.person?.name}`);
    expect(value(`custom_fields.${colour}`, [red.id])).to.equal('Red');
    expect(value('value', [100, null])).to.equal('100 – …');
  });
});
