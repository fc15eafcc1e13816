import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import type { Row } from '../../shared/records/index.ts';
import type { Scene, Signed } from '../directory/testing.ts';
import { expectBody, join, startScene } from '../directory/testing.ts';
import type { Import } from './files.ts';
import { holdsNames, withoutHeader } from './first-row.ts';
import type { Mapping } from './propose-mapping.ts';
import type { ShownRow } from './plan-file.ts';
import { readTable } from './read.ts';

const table = (csv: string) => readTable(new TextEncoder().encode(csv));

describe('the first row of a table', () => {
  it.each([
    ['e-mail addresses', 'Ada,Byron,ada@one.example\nBo,Li,bo@one.example\n'],
    ['an e-mail address, and nothing is below it', 'Ada,Byron,ada@one.example\n'],
    ['phone numbers', 'Ada,+33 1 44 55 66 77\nBo,01 22 33 44 55\n'],
    ['days', 'Opening,2026-11-24\nDance,2026-11-25\n'],
    ['amounts', 'Lamps,1250.50\nChairs,80.25\n'],
    ['addresses of websites, most of them readable', 'Acme,https://acme.example\nCo,www.co.example\nBad,none\n'],
  ])('is a row where it shows %s as those below', (_what, csv) => {
    expect(holdsNames(table(csv))).toBe(false);
  });

  it.each([
    ['words', 'Qui,Courriel\nAda,ada@one.example\n'],
    ['words that say nothing', 'Foo,Bar\nAda,Byron\n'],
    ['a name of a column beside a value', 'E-mail,2026-11-24\nada@one.example,2026-11-25\n'],
    ['years', 'Region,2023,2024\nNorth,1200,1300\n'],
    ['days above amounts', 'Region,2026-01-01,2026-02-01\nNorth,1200.50,1300\n'],
    ['nothing but one word', 'Ada\n'],
    ['the names of rows that came back', 'Column 1,Column 2,Problem\nAda,ada at home,Column 2 is no e-mail address\n'],
  ])('holds names where it shows %s', (_what, csv) => {
    expect(holdsNames(table(csv))).toBe(true);
  });

  it('is read as a row with its line, and cells that it does not reach have a column', () => {
    expect(withoutHeader(table('"Ada\nMary",ada@one.example\nBo,bo@one.example,more\n'))).toMatchObject({
      headers: ['Column 1', 'Column 2', 'Column 3'],
      rows: [
        { line: 1, cells: ['Ada\nMary', 'ada@one.example'] },
        { line: 3, cells: ['Bo', 'bo@one.example', 'more'] },
      ],
    });
  });
});

describe('a file without names of its columns', () => {
  let scene: Scene;
  let rep: Signed;
  beforeAll(async () => {
    scene = await startScene();
    rep = await join(scene, 'rep@example.com');
  });
  afterAll(() => scene.close());

  interface Reading {
    kind: string | null;
    mappings: Record<string, Mapping>;
    kept: { mapping: Mapping } | null;
  }
  interface Answer {
    import: Import;
    tables: (Reading & { other: Reading | null })[];
  }
  const upload = async (body: string, type = 'text/csv') =>
    expectBody<Answer>(
      await scene.server.request('POST', '/imports?name=file', { token: rep.token, body, headers: { 'Content-Type': type } }),
      201,
    );
  const ask = (method: string, path: string, json?: object) =>
    scene.server.request(method, `/imports${path}`, { token: rep.token, ...(json && { json }) });
  const plan = async (id: string, json: object) => expectBody<{ import: Import; rows: ShownRow[] }>(await ask('POST', `/${id}/plan`, json));
  const run = async (id: string) => {
    expectBody(await ask('POST', `/${id}/run`), 202);
    for (;;) {
      const { import: entry } = expectBody<Answer>(await ask('GET', `/${id}`));
      if (entry.status !== 'running') return entry;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const names = async () => {
    const { text } = await scene.server.request('POST', '/sync/bootstrap', { token: scene.owner.token });
    const blocks = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type?: string; rows?: Row<'contact'>[] });
    return blocks.flatMap(({ type, rows = [] }) => (type === 'contact' ? rows.map(({ name }) => name) : []));
  };

  const mapping = { 'Column 1': 'first_name', 'Column 2': 'last_name', 'Column 3': 'email' };

  test('is imported whole, its bad rows come back with what they meant, and no other file is taken like it', async () => {
    const given = await upload('Ada,Byron,ada@one.example\nBo,Li,bo at one\nCy,Mo,cy@one.example\n');
    expect(given.import.contents.tables).toMatchObject([
      { headers: ['Column 1', 'Column 2', 'Column 3'], rowCount: 3, gaps: [0, 0, 0], first: { header: false } },
    ]);
    expect(given.tables).toMatchObject([
      { kind: 'person', mappings: { person: { 'Column 3': 'email' } }, kept: null, other: { kind: 'organization' } },
    ]);

    const planned = await plan(given.import.id, { tables: [{ kind: 'person', mapping }] });
    expect(planned.rows.map(({ line, name, action }) => [line, name, action])).toEqual([
      [1, 'Ada Byron', 'create'],
      [2, 'Bo Li', 'error'],
      [3, 'Cy Mo', 'create'],
    ]);
    expect(await run(given.import.id)).toMatchObject({ status: 'done', progress: { created: 2, failed: 1 } });
    expect(await names()).toEqual(expect.arrayContaining(['Ada Byron', 'Cy Mo']));

    const { text } = await ask('GET', `/${given.import.id}/bad-rows.csv`);
    expect(table(text)).toMatchObject({
      headers: [...Object.keys(mapping), 'Problem'],
      rows: [{ cells: ['Bo', 'Li', 'bo at one', expect.any(String)] }],
    });
    const mended = await upload(text.replace('bo at one', 'bo@one.example'));
    expect(mended.tables).toMatchObject([{ kind: 'person', kept: { mapping } }]);
    const again = await plan(mended.import.id, { kind: 'person', mapping });
    expect(again.rows.map(({ name, action }) => [name, action])).toEqual([['Bo Li', 'create']]);

    const another = await upload('dee@two.example,Dee,+33 1 44 55 66 77\nebb at two,Ebb,+33 1 22 33 44 55\nflo@two.example,Flo,none\n');
    expect(another.tables).toMatchObject([
      { kind: 'person', kept: null, mappings: { person: { 'Column 1': 'email', 'Column 3': 'phone' } } },
    ]);
  });

  test('is taken the other way where somebody says so, and the next one of the same names is taken so at once', async () => {
    const csv = 'who@x.example,reach\nDi Po,di@x.example\n';
    const named = { 'who@x.example': 'name', reach: 'email' };
    const given = await upload(`${csv}`);
    expect(given.import.contents.tables[0]?.first?.header).toBe(true);

    const whole = await plan(given.import.id, { kind: 'organization', mapping: { 'Column 1': 'name' }, header: false });
    expect(whole.rows.map(({ line, name }) => [line, name])).toEqual([
      [1, 'who@x.example'],
      [2, 'Di Po'],
    ]);
    expect(whole.import.contents.tables[0]).toMatchObject({ headers: ['Column 1', 'Column 2'], rowCount: 2 });

    const back = await plan(given.import.id, { kind: 'person', mapping: named, header: true });
    expect(back.rows.map(({ line, name }) => [line, name])).toEqual([[2, 'Di Po']]);

    const odd = 'one@x.example,two\nEd Qo,ed\n';
    const unlike = await upload('one@x.example,two\ned@x.example,Qo\n');
    expect(unlike.import.contents.tables[0]?.first?.header).toBe(false);
    await plan(unlike.import.id, { kind: 'person', mapping: { 'one@x.example': 'email', two: 'name' }, header: true });
    await run(unlike.import.id);
    const next = await upload(odd);
    expect(next.import.contents.tables[0]).toMatchObject({ headers: ['one@x.example', 'two'], first: { header: true } });
    expect(next.tables[0]?.kept).toMatchObject({ mapping: { two: 'name' } });
  });

  test('is refused in words where it says what cannot be', async () => {
    const given = await upload('Ada,Byron,ada@one.example\nBo,Li,bo@one.example\n');
    const refused = async (id: string, json: object) => {
      const { status, body } = await ask('POST', `/${id}/plan`, json);
      expect(status).toBe(422);
      return body;
    };
    expect(await refused(given.import.id, { kind: 'person', mapping, header: 'no' })).toMatchObject({ fields: { header: {} } });
    expect(await refused(given.import.id, { kind: 'person', mapping, header: true })).toMatchObject({
      fields: { 'mapping.Column 1': { message: 'is no column of the file' } },
    });
    const field = { ...mapping, 'Column 1': 'new_field.string' };
    expect(await refused(given.import.id, { kind: 'person', mapping: field })).toMatchObject({
      fields: { 'mapping.Column 1': { message: 'cannot be a new field: it has no name' } },
    });
    const card = await upload('BEGIN:VCARD\nVERSION:3.0\nN:Mo;Cy;;;\nEND:VCARD\n', 'text/vcard');
    expect(await refused(card.import.id, { tables: [{ kind: 'person', mapping: {}, header: false }] })).toMatchObject({
      fields: { 'tables.0.header': { message: 'must be true for this table' } },
    });
  });
});
