import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Id } from '../../shared/ids.ts';
import { newId } from '../../shared/ids.ts';
import type { MutatorArgs, MutatorName } from '../../shared/mutators/index.ts';
import type { RecordType, Row } from '../../shared/records/index.ts';
import type { SearchedType } from '../../shared/search/index.ts';
import { SearchIndex, foundBy, isSearched } from '../../shared/search/index.ts';
import type { Scene, Signed } from '../directory/testing.ts';
import { expectBody, join, startScene } from '../directory/testing.ts';
import { Lane } from '../workspace/testing.ts';
import { findAcross } from './find.ts';

let scene: Scene;
let rep: Signed;
let other: Signed;
const contact = newId();
const deal = newId();
const lead = newId();

beforeAll(async () => {
  scene = await startScene();
  rep = await join(scene, 'rep@example.com', { profile: 'user' });
  other = await join(scene, 'other@example.com', { profile: 'user' });
  await push(rep, 'createContact', {
    id: contact,
    first_name: 'Hélène',
    last_name: 'Marchand',
    email: 'helene.marchand@chevreul.example',
    phone: '+33 1 23 45 67 89',
  });
  await push(rep, 'createContact', { id: newId(), is_organization: true, name: 'Laboratoires Chevreul' });
  await push(rep, 'createDeal', { id: deal, name: 'Titrator for Wójcik', contact_id: contact, value: '1' });
  await push(rep, 'createLead', {
    id: lead,
    first_name: 'Dan',
    last_name: "O'Neil",
    organization_name: 'Kestrel Foods',
    mobile: '(0)20 7946 0018',
  });
  await push(rep, 'createTask', { id: newId(), content: 'Send the quotation', resource_type: 'deal', resource_id: deal });
  await push(rep, 'createNote', { id: newId(), content: 'Prefers **espresso** to tea', resource_type: 'contact', resource_id: contact });
  await push(rep, 'createAppointment', {
    id: newId(),
    name: 'Demonstration',
    location: 'Grenoble',
    start_at: '2027-01-05T09:00:00.000Z',
    end_at: '2027-01-05T10:00:00.000Z',
  });
  await push(rep, 'logEmail', {
    id: newId(),
    message_id: '<1@quarry.example>',
    from: { email: 'stonemason@quarry.example', name: 'Wenceslas Granite' },
    to: [{ email: 'rep@example.com', name: null }],
    subject: 'Marble delivery',
    body_text: 'Unsearchable basalt',
    sent_at: '2026-01-05T09:00:00.000Z',
    direction: 'incoming',
    visibility: 'private',
    copy: { account: 'rep@example.com' },
  });
  await push(scene.owner, 'createProduct', { id: newId(), name: 'Spectrometer', sku: 'SP-4411' });
});
afterAll(() => scene.close());

async function push<N extends MutatorName>(who: Signed, name: N, args: MutatorArgs<N>): Promise<void> {
  expectBody(await scene.server.request('POST', '/sync/push', { token: who.token, json: { mutations: [new Lane().next(name, args)] } }));
}

interface Answer {
  found: { type: SearchedType; score: number; row: Row<SearchedType> & { name?: string; content?: string } }[];
}
const search = async (who: Signed, text: string, limit = 100) =>
  expectBody<Answer>(await scene.server.request('POST', '/search', { token: who.token, json: { text, limit } })).found;
const names = async (who: Signed, text: string) => (await search(who, text)).map(({ row }) => row.name ?? row.content);

/** What the browser of a person would find: the same index, over all that they are sent. */
async function browserOf(who: Signed): Promise<SearchIndex> {
  const { text } = await scene.server.request('POST', '/sync/bootstrap', { token: who.token });
  const index = new SearchIndex();
  for (const line of text.trim().split('\n')) {
    const { type, rows = [] } = JSON.parse(line) as { type?: RecordType; rows?: Row[] };
    if (type && isSearched(type)) for (const row of rows) index.put(`${type}/${row.id}`, foundBy(type, row));
  }
  return index;
}

describe('an e-mail', () => {
  test.each(['marble', 'Wenceslas', 'stonemason@quarry.example', 'marbel'])(
    'is found by %s, by those who may read it alone',
    async (text) => {
      expect((await search(rep, text)).map(({ type }) => type)).toContain('email');
      for (const person of [other, scene.owner]) expect(await search(person, text)).toEqual([]);
    },
  );

  test('is not found by what it says', async () => {
    expect(await search(rep, 'basalt')).toEqual([]);
  });
});

describe('a search on the server', () => {
  test.each([
    ['helnee', 'Hélène Marchand'],
    ['MARCHNAD', 'Hélène Marchand'],
    ['0123456789', 'Hélène Marchand'],
    ['01 23 45 67', 'Hélène Marchand'],
    ['chevreul.example', 'Hélène Marchand'],
    ['laboratiores', 'Laboratoires Chevreul'],
    ['titrtaor wojcik', 'Titrator for Wójcik'],
    ['kesterl fods', "Dan O'Neil"],
    ['neil', "Dan O'Neil"],
    ['da', "Dan O'Neil"],
    ['020 7946', "Dan O'Neil"],
    ['quotaton', 'Send the quotation'],
    ['espreso', 'Prefers **espresso** to tea'],
    ['grenolbe', 'Demonstration'],
    ['spectormeter', 'Spectrometer'],
    ['sp-4411', 'Spectrometer'],
  ])('finds %j', async (text, name) => {
    expect(await names(rep, text)).toContain(name);
  });

  test('finds nothing that nobody wrote, and takes any text', async () => {
    for (const text of ['zzzzzz', '"', '" OR "a', '*;', 'a* NOT b', "'; --", '€', '\u0000', '日本', '. .'])
      expect(await search(rep, text), text).toEqual([]);
    expect((await scene.server.request('POST', '/search', { token: rep.token, json: { text: '' } })).status).toBe(422);
  });

  test('shows nobody what is out of their sight, however it is looked for', async () => {
    for (const text of ['marchand', 'marchnad', 'he', '0123456789', 'espreso', 'titrator', 'quotaton'])
      expect(await search(other, text)).toEqual([]);
    expect(await names(other, 'spectormeter')).toEqual(['Spectrometer']);
  });

  test('follows what changes, goes and comes back in the same commit', async () => {
    const id = newId();
    await push(rep, 'createLead', { id, last_name: 'Quillfeather' });
    await push(rep, 'updateLead', { id, last_name: 'Brackenridge' });
    expect(await names(rep, 'quillfeather')).toEqual([]);
    expect(await names(rep, 'brackenrdige')).toEqual(['Brackenridge']);
    await push(rep, 'deleteLead', { id });
    expect(await names(rep, 'brackenridge')).toEqual([]);
    await push(rep, 'restoreRecord', { type: 'lead', id });
    expect(await names(rep, 'brackenridge')).toEqual(['Brackenridge']);
    await push(rep, 'convertLead', { id, conversion_id: newId(), individual_id: newId() });
    expect((await search(rep, 'brackenridge')).map(({ type }) => type)).toEqual(['contact']);
  });

  test('finds what the browser finds, whatever mistake is made', async () => {
    const index = await browserOf(rep);
    const workspace = await scene.server.deps.workspaces.open(scene.workspaceId);
    const sight = workspace.sight(rep.personId) ?? [];
    const words = [
      'marchand',
      'hélène',
      'laboratoires',
      'chevreul',
      'titrator',
      'wojcik',
      'kestrel',
      'foods',
      'quotation',
      'espresso',
      'grenoble',
      'demonstration',
      'spectrometer',
      'neil',
    ];
    const letter = fc.constantFrom(...'abcdehilnorstz');
    const mistake = fc.record({ at: fc.nat(14), kind: fc.constantFrom('drop', 'add', 'swap', 'change', 'none'), letter });
    const written = fc.tuple(fc.constantFrom(...words), fc.array(mistake, { maxLength: 2 })).map(([word, mistakes]) =>
      mistakes.reduce((text, { at, kind, letter: other }) => {
        const place = at % Math.max(text.length, 1);
        const [before, here, rest] = [text.slice(0, place), text.slice(place, place + 1), text.slice(place + 1)];
        if (kind === 'drop') return before + rest;
        if (kind === 'add') return before + other + here + rest;
        if (kind === 'change') return before + other + rest;
        return kind === 'swap' ? before + rest.slice(0, 1) + here + rest.slice(1) : text;
      }, word),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(written, { minLength: 1, maxLength: 2 }), async (asked) => {
        const text = asked.join(' ');
        fc.pre(text.trim() !== '');
        const there = (await findAcross(scene.server.deps.reader, workspace, { sight, text, limit: 100 })).map(
          ({ type, row }) => `${type}/${row.id as Id}`,
        );
        expect(there.toSorted(), text).toEqual(
          index
            .find(text, 100)
            .map(({ key }) => key)
            .toSorted(),
        );
      }),
      { numRuns: 300 },
    );
  });
});
