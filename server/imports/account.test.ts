import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { RecordType, Row } from '../../shared/records/index.ts';
import type { Scene } from '../directory/testing.ts';
import { expectBody, startScene } from '../directory/testing.ts';
import type { Import } from './files.ts';
import type { ShownRow } from './plan-file.ts';
import { accountExport } from './testing-export.ts';
import { zipOf } from './testing.ts';

interface Offer {
  import: Import;
  tables: { kind: string | null; mappings: Record<string, Record<string, string>> }[];
}
interface Page {
  import: Import;
  rows: ShownRow[];
}

describe.each(['api', 'words'] as const)('the whole export of another account, with headers in the %s', (spelling) => {
  let scene: Scene;
  let content: Uint8Array<ArrayBuffer>;
  let done: Page & Offer;
  beforeAll(async () => {
    scene = await startScene();
    const rule = { name: 'createMailRule', args: { id: newId(), action: 'never', pattern: '@secret.example' } };
    const mutations = [{ lane: newId(), sequence: 1, ...rule }];
    expectBody(await scene.server.request('POST', '/sync/push', { token: scene.owner.token, json: { mutations } }));
    content = new Uint8Array(await zipOf(accountExport(spelling, { name: 'Ada', email: scene.owner.email })));
    done = await plan();
    expectBody(await ask('POST', `/${done.import.id}/run`), 202);
    done.import = await settled(done.import.id);
  }, 120_000);
  afterAll(() => scene.close());

  const ask = (method: string, path: string, json?: object) =>
    scene.server.request(method, `/imports${path}`, { token: scene.owner.token, ...(json && { json }) });

  async function plan(): Promise<Page & Offer> {
    const options = { token: scene.owner.token, body: content, headers: { 'Content-Type': 'application/zip' } };
    const offer = expectBody<Offer>(await scene.server.request('POST', '/imports?name=export.zip', options), 201);
    const tables = offer.tables.map(({ kind, mappings }) => ({ kind, mapping: kind === null ? {} : mappings[kind] }));
    return { ...offer, ...expectBody<Page>(await ask('POST', `/${offer.import.id}/plan`, { tables, source: 'sell' })) };
  }

  async function settled(id: string): Promise<Import> {
    for (;;) {
      const { import: entry } = expectBody<{ import: Import }>(await ask('GET', `/${id}`));
      if (!['running', 'undoing'].includes(entry.status)) return entry;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async function all(): Promise<Map<RecordType, Row[]>> {
    const { text } = await scene.server.request('POST', '/sync/bootstrap', { token: scene.owner.token });
    const rows = new Map<RecordType, Row[]>();
    for (const line of text.trim().split('\n')) {
      const block = JSON.parse(line) as { type?: RecordType; rows?: Row[] };
      if (block.type && block.rows) rows.set(block.type, [...(rows.get(block.type) ?? []), ...block.rows]);
    }
    return rows;
  }
  const find = <T extends RecordType>(rows: Map<RecordType, Row[]>, type: T, fits: (row: Row<T>) => boolean) =>
    (rows.get(type) as Row<T>[] | undefined)?.find(fits);

  test('is recognised file by file, and says what it does to the set-up', () => {
    const kinds = Object.fromEntries(done.import.contents.tables.map(({ name }, at) => [name, done.tables[at]?.kind]));
    const stems = Object.entries(kinds).map(([name, kind]) => [
      name.replace(/^Export | 2027-02-03|\.csv$/g, '').replaceAll(' ', '_'),
      kind,
    ]);
    expect(Object.fromEntries(stems)).toEqual({
      users: 'user',
      pipelines: 'pipeline',
      stages: 'stage',
      lead_sources: 'lead_source',
      deal_sources: 'deal_source',
      loss_reasons: 'loss_reason',
      call_outcomes: 'call_outcome',
      tags: 'tag',
      products: 'product',
      contacts: 'contact',
      leads: 'lead',
      deals: 'deal',
      orders: 'order',
      line_items: 'line_item',
      tasks: 'task',
      appointments: 'appointment',
      notes: 'note',
      calls: 'call',
      text_messages: 'text',
      visit_outcomes: 'visit_outcome',
      visits: 'visit',
      emails: 'email',
      documents: null,
    });
    expect(done.import.preparations.map(({ what, name, choices }) => [what, name, choices])).toEqual([
      ['new_entries', 'lead_source', ['Trade fair', 'Nobody came']],
      ['new_entries', 'deal_source', ['Reseller']],
      ['new_entries', 'loss_reason', ['Too dear']],
      ['new_entries', 'call_outcome', ['Reached them']],
      [
        'new_pipeline',
        'Enterprise',
        ['First call', 'Demo', 'Trial', 'Negotiation', 'Closed won', 'Closed lost', 'Not for us', 'Signature'],
      ],
      ['new_field', 'Shoe size', []],
      ['new_entries', 'lead_status', ['Nurturing']],
      ['strangers', '', ['Bo Old']],
    ]);
    expect(done.import).toMatchObject({ status: 'done', counts: { create: 24, error: 5 }, progress: { created: 24, failed: 5 } });
  });

  test('resolves people, stages and choices by the ids of their own files', async () => {
    const rows = await all();
    const ann = find(rows, 'contact', ({ email }) => email === 'ann@zip.example');
    expect(ann).toMatchObject({
      number: 21,
      updated_at: '2020-01-01T00:00:00.000Z',
      organization_name: 'Zipson & Co',
      tags: ['vip', 'old'],
      owner_id: scene.owner.personId,
      created_at: '2016-05-04T08:00:00.000Z',
    });
    const lead = find(rows, 'lead', ({ last_name }) => last_name === 'Zippy');
    expect(lead).toMatchObject({
      owner_id: scene.owner.personId,
      created_at: '2018-02-03T10:00:00.000Z',
      source_id: find(rows, 'source', ({ name }) => name === 'Trade fair')?.id,
    });
    const stage = (name: string) => find(rows, 'stage', (row) => row.name === name);
    const deal = (name: string) => find(rows, 'deal', (row) => row.name === name);
    expect(find(rows, 'pipeline', ({ name }) => name === 'Enterprise')).toMatchObject({ number: 61 });
    expect(['First call', 'Demo', 'Trial', 'Negotiation', 'Signature', 'Not for us'].map((name) => stage(name)?.number)).toEqual([
      701, 702, 703, 704, 705, 708,
    ]);
    expect(find(rows, 'source', ({ name }) => name === 'Reseller')).toMatchObject({ number: 91 });
    expect(find(rows, 'loss_reason', ({ name }) => name === 'Too dear')).toMatchObject({ number: 95 });
    expect(find(rows, 'call_outcome', ({ name }) => name === 'Reached them')).toMatchObject({ number: 31 });
    expect(stage('Signature')).toMatchObject({ position: 5, likelihood: 95, active: true });
    expect(stage('First call')).toMatchObject({ position: 1, likelihood: 5, category: 'incoming' });
    expect(deal('Zip sale')).toMatchObject({
      stage_id: stage('Negotiation')?.id,
      contact_id: ann?.id,
      source_id: find(rows, 'source', ({ name }) => name === 'Reseller')?.id,
      added_at: '2019-01-02T09:00:00.000Z',
      last_stage_change_at: '2019-02-03T09:00:00.000Z',
    });
    expect(deal('Zip loss')).toMatchObject({
      stage_id: stage('Closed lost')?.id,
      loss_reason_id: find(rows, 'loss_reason', ({ name }) => name === 'Too dear')?.id,
    });
    expect(deal('Zip signature')).toMatchObject({ stage_id: stage('Signature')?.id, owner_id: scene.owner.personId });
  });

  test('brings the work on the records, at the times at which it was done', async () => {
    const rows = await all();
    const ann = find(rows, 'contact', ({ email }) => email === 'ann@zip.example');
    const sale = find(rows, 'deal', ({ name }) => name === 'Zip sale');
    expect(find(rows, 'task', ({ content: words }) => words === 'Ring Ann')).toMatchObject({
      resource_id: sale?.id,
      completed: true,
      completed_at: '2019-03-06T07:00:00.000Z',
      created_at: '2019-03-01T07:00:00.000Z',
    });
    expect(find(rows, 'task', ({ content: words }) => words === 'Ring Lea')).toMatchObject({ completed: false, reminder_offset: 30 });
    expect(find(rows, 'note', ({ content: words }) => words.startsWith('Likes'))).toMatchObject({
      content: 'Likes tea\n\n— Bo Old, 2019-03-12',
      created_at: '2019-03-12T10:00:00.000Z',
    });
    expect(find(rows, 'appointment', ({ name }) => name === 'Tasting')).toMatchObject({
      all_day: false,
      start_at: '2019-04-05T12:00:00.000Z',
      end_at: '2019-04-05T13:30:00.000Z',
      guests: [{ email: 'guest@zip.example', name: null }],
      resource_id: ann?.id,
    });
    expect(find(rows, 'appointment', ({ name }) => name === 'Fair')).toMatchObject({
      all_day: true,
      start_at: '2019-05-06',
      end_at: '2019-05-07',
    });
    expect(find(rows, 'call', ({ missed }) => !missed)).toMatchObject({
      summary: 'Agreed\n\nhttps://calls.example/60',
      incoming: true,
      duration: 125,
      outcome_id: find(rows, 'call_outcome', ({ name }) => name === 'Reached them')?.id,
      made_at: '2019-03-12T10:00:00.000Z',
      resource_type: 'contact',
      resource_id: ann?.id,
    });
    expect(find(rows, 'call', ({ missed }) => missed)).toMatchObject({ resource_type: 'deal', resource_id: sale?.id });
  });

  test('keeps texts and visits as notes, each on its record at its time', async () => {
    const rows = await all();
    const ann = find(rows, 'contact', ({ email }) => email === 'ann@zip.example');
    const company = find(rows, 'contact', ({ is_organization }) => is_organization);
    const lead = find(rows, 'lead', () => true);
    const sale = find(rows, 'deal', ({ name }) => name === 'Zip sale');
    const notes = (rows.get('note') ?? []) as Row<'note'>[];
    const told = notes.map(({ content: words, created_at, resource_type, resource_id }) => [words, created_at, resource_type, resource_id]);
    expect(told).toEqual(
      expect.arrayContaining([
        [
          'Text message received\nFrom +33142685300 to +33611223344\n\nSee you at ten\n\n— Bo Old, 2019-03-12',
          '2019-03-12T09:00:00.000Z',
          'contact',
          ann?.id,
        ],
        [
          'Text message sent\nFrom +33611223344\n\nOn my way\n\n— Called otherwise, 2019-03-12',
          '2019-03-12T09:45:00.000Z',
          'deal',
          sale?.id,
        ],
        [
          'Visit\nPlace: 12 quai des Bulles, Lyon\nOutcome: Interested\n\nShowed the lamps\n\n— Called otherwise, 2019-04-01',
          '2019-04-01T14:00:00.000Z',
          'lead',
          lead?.id,
        ],
        ['Visit\n\n— Bo Old, 2019-04-02', '2019-04-02T14:00:00.000Z', 'contact', company?.id],
      ]),
    );
    expect(told).toHaveLength(5);
  });

  test('logs e-mails on what they were about, or on whom they were with', async () => {
    const rows = await all();
    const ann = find(rows, 'contact', ({ email }) => email === 'ann@zip.example');
    const sale = find(rows, 'deal', ({ name }) => name === 'Zip sale');
    const sent = find(rows, 'email', ({ direction }) => direction === 'outgoing');
    const got = find(rows, 'email', ({ direction }) => direction === 'incoming');
    expect(rows.get('email')).toHaveLength(2);
    expect(sent).toMatchObject({
      message_id: '<offer@zip.example>',
      from: { email: scene.owner.email.toLowerCase(), name: null },
      to: [
        { email: 'ann@zip.example', name: 'Zipson, Ann' },
        { email: 'other@zip.example', name: null },
      ],
      cc: [{ email: 'bo.old@before.example', name: 'Bo Old' }],
      subject: 'Our offer',
      snippet: 'Dear Ann, here it is & valid.',
      has_body: true,
      sent_at: '2019-03-10T08:00:00.000Z',
      visibility: 'everyone',
    });
    expect(got).toMatchObject({
      from: { email: 'ann@zip.example', name: 'Ann' },
      message_id: null,
      snippet: 'Fine. Ann',
      visibility: 'private',
    });
    const body = async (email: Row | undefined) =>
      expectBody(await scene.server.request('GET', `/emails/${email?.id}/body`, { token: scene.owner.token }));
    expect(await body(sent)).toEqual({ body_html: '<p>Dear Ann,</p><p>here it is &amp; valid.</p>', body_text: null });
    expect(await body(got)).toEqual({ body_html: null, body_text: 'Fine.\nAnn' });
    const links = (rows.get('email_link') ?? []) as Row<'email_link'>[];
    expect(links.map(({ email_id, resource_type, resource_id }) => [email_id, resource_type, resource_id])).toEqual(
      expect.arrayContaining([
        [sent?.id, 'deal', sale?.id],
        [got?.id, 'contact', ann?.id],
      ]),
    );
    expect(links).toHaveLength(2);
  });

  test('brings what was sold, at the prices of then, also of what is sold no more', async () => {
    const rows = await all();
    const sale = find(rows, 'deal', ({ name }) => name === 'Zip sale');
    expect(rows.get('line_item')).toMatchObject([
      { deal_id: sale?.id, name: 'Lamp', quantity: 5, variation: -10, value: '90.00' },
      { deal_id: sale?.id, name: 'Old lamp', price: '14.00', value: '14.00' },
    ]);
    expect(sale).toMatchObject({ value: '104.00' });
  });

  test('lists what it could not take, in a file to mend', async () => {
    expect(done.rows.filter(({ action }) => action === 'error').map(({ kind, name, problems }) => [kind, name, problems[0]?.code])).toEqual(
      expect.arrayContaining([
        ['task', 'Lost', 'unreadable'],
        ['call', 'With nobody', 'missing'],
        ['text', 'Text message received', 'missing'],
        ['email', 'Buy now', 'unreadable'],
        ['email', 'Hush', 'refused'],
      ]),
    );
    const hush = done.rows.find(({ name }) => name === 'Hush');
    expect(hush?.problems).toMatchObject([{ message: 'You never log e-mail with @secret.example.' }]);
    expect((await ask('GET', `/${done.import.id}/bad-rows.csv`)).headers.get('Content-Type')).toBe('application/zip');
  });

  test('changes nothing when it comes once more', async () => {
    const before = await all();
    const again = await plan();
    expect(again.rows.filter(({ action }) => action === 'update').map(({ kind, name, changes }) => [kind, name, changes])).toEqual([]);
    expect(again.import.counts).toEqual({ create: 0, update: 0, merge: 0, skip: 24, error: 5 });
    expect(again.import.preparations.map(({ what }) => what)).toEqual(['strangers']);
    expectBody(await ask('POST', `/${again.import.id}/run`), 202);
    await settled(again.import.id);
    const after = await all();
    expect([...after.keys()]).toEqual([...before.keys()]);
    for (const [type, rows] of before) expect(after.get(type)?.map(({ version }) => version)).toEqual(rows.map(({ version }) => version));
  }, 120_000);

  test('is taken back whole, with the pipeline and the choices that it brought', async () => {
    expectBody(await ask('POST', `/${done.import.id}/undo`), 202);
    expect(await settled(done.import.id)).toMatchObject({ status: 'undone', undo: { kept: 0 } });
    const rows = await all();
    for (const type of [
      'contact',
      'lead',
      'deal',
      'order',
      'line_item',
      'task',
      'appointment',
      'note',
      'call',
      'product',
      'email',
      'email_copy',
      'email_link',
    ] as const)
      expect(rows.get(type) ?? []).toEqual([]);
    const setUp = (['pipeline', 'stage', 'source', 'loss_reason', 'call_outcome', 'lead_status'] as const).flatMap(
      (type) => (rows.get(type) ?? []) as { name: string }[],
    );
    expect(setUp.filter(({ name }) => /Enterprise|Signature|Demo|Trade fair|Reseller|Too dear|Reached|Nurturing/.test(name))).toEqual([]);
  }, 120_000);
});
