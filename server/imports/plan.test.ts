import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import type { Known } from './known.ts';
import type { ImportOptions } from './plan.ts';
import { planImport, planParts } from './plan.ts';
import { readTable } from './read.ts';
import { proposeKind } from './recognise.ts';
import { proposeMapping } from './propose-mapping.ts';

const owner = newId();

/** The id in a mutation's arguments. */
const idOf = (mutation: NamedMutation | undefined): string => (mutation && 'id' in mutation.args ? mutation.args.id : '');
const pipeline = newId();
const stage = (name: string, category: string, position: number) => ({ id: newId(), pipeline_id: pipeline, name, category, position });
const known = (more: Partial<Known> = {}): Known => ({
  workspaceId: newId(),
  timezone: 'Europe/Paris',
  today: '2026-11-24',
  currency: 'EUR',
  users: [{ id: owner, name: 'Ann Lee', email: 'ann@example.com' }],
  pipelines: [{ id: pipeline, name: 'Sales' }],
  stages: [stage('Incoming', 'incoming', 1), stage('Gagnée', 'won', 2)],
  lists: {
    lead_status: [],
    lead_source: [],
    deal_source: [],
    loss_reason: [],
    lead_unqualified_reason: [],
    deal_unqualified_reason: [],
    call_outcome: [],
  },
  contacts: [],
  leads: [],
  deals: [],
  others: { associated_contact: [], task: [], note: [], appointment: [], call: [], email_copy: [], order: [], line_item: [] },
  orders: new Map(),
  pricedDeals: new Set(),
  custom_fields: [],
  products: [],
  administers: false,
  keepsNumbers: true,
  ...more,
});

function plan(csv: string, have: Known, options: Partial<ImportOptions> = {}, stored: Record<string, object> = {}) {
  const table = readTable(new TextEncoder().encode(csv));
  const kind = options.kind ?? proposeKind(table.headers);
  return planImport(
    table,
    { kind, mapping: proposeMapping(kind, table.headers), source: 'test', duplicates: 'skip', ownerId: owner, defaults: {}, ...options },
    have,
    async (ids) => new Map(ids.flatMap((id) => (stored[id] ? [[id, { ...stored[id] }]] : []))),
  );
}

describe('people', () => {
  it('makes the organization that a row names, once', async () => {
    const { rows } = await plan('First name,Last name,Company\nBo,Li,Acme\nCy,Mo,ACME\n', known());
    expect(rows.map((row) => row.mutations.map((mutation) => mutation.name))).toEqual([
      ['createContact', 'createContact'],
      ['createContact'],
    ]);
    const [organization, bo] = rows[0]?.mutations ?? [];
    expect(bo?.args).toMatchObject({ last_name: 'Li', contact_id: idOf(organization), owner_id: owner });
    expect(rows[1]?.mutations[0]?.args).toMatchObject({ contact_id: idOf(organization) });
  });

  it('matches by e-mail, and by phone where the name is the same', async () => {
    const contact = { is_organization: false, organization_name: null };
    const have = known({
      contacts: [
        { ...contact, id: newId(), name: 'Bo Li', email: 'bo@example.com', phone: null },
        { ...contact, id: newId(), name: 'Cy Mo', email: null, phone: '+33 1 44 00 71 20' },
      ],
    });
    const { rows, counts } = await plan(
      'First name,Last name,Email,Phone\nRobert,Li,BO@example.com,\nCy,Mo,,0033144007120\nDi,Mo,,+33144007120\n',
      have,
    );
    expect(rows.map((row) => row.matched?.by)).toEqual(['email', 'phone', undefined]);
    expect(counts).toEqual({ create: 1, update: 0, merge: 0, skip: 2, error: 0 });
  });

  it('keeps a last name of several words whole where the first name stands beside it', async () => {
    const options = { kind: 'person', mapping: { Given: 'first_name', Who: 'name' } } as const;
    const { rows } = await plan('Given,Who\nAnne,de la Tour\nBo,Bo Li\n,Cy van Mo\n', known(), options);
    expect(rows.map(({ mutations }) => mutations[0]?.args)).toMatchObject([
      { first_name: 'Anne', last_name: 'de la Tour' },
      { first_name: 'Bo', last_name: 'Li' },
      { first_name: 'Cy van', last_name: 'Mo' },
    ]);
  });

  it('says what is wrong with a row, and where', async () => {
    const { rows } = await plan('First name,Last name,Email,Owner\nBo,,nowhere,Nobody\n', known());
    expect(rows[0]).toMatchObject({ line: 2, action: 'error', mutations: [] });
    expect(rows[0]?.problems).toEqual([
      { column: 'Email', code: 'unreadable', value: 'nowhere', wanted: 'email', message: '“nowhere” is no e-mail address' },
      {
        column: 'Owner',
        code: 'unreadable',
        value: 'Nobody',
        wanted: 'user',
        message: '“Nobody” is no active person of this workspace',
      },
      { column: 'Last name', code: 'missing', message: 'is empty: a person needs a last name' },
    ]);
  });

  it('gives a row with an id of its own the same record in every run', async () => {
    const have = known();
    const csv = 'Contact ID,Last name\n7,Li\n';
    const [first] = (await plan(csv, have)).rows;
    const id = idOf(first?.mutations[0]);
    const again = await plan('Contact ID,Last name,City\n7,Lee,Turin\n', {
      ...have,
      contacts: [{ id, is_organization: false, name: 'Li', email: null, phone: null, organization_name: null }],
    });
    expect(again.rows[0]).toMatchObject({
      action: 'update',
      matched: { id, by: 'id' },
      mutations: [{ name: 'updateContact', args: { id, last_name: 'Lee' } }],
    });
  });
});

describe('notes', () => {
  it('bear the name of who wrote them once, and that of whoever imports them never', async () => {
    const acme = { id: newId(), is_organization: true, name: 'Acme', email: null, phone: null, organization_name: null };
    const csv = `Content,Contact,Author,Created at
Rang,Acme,Bo Old,2024-03-12
"Rang again

— Bo Old, 2024-03-13",Acme,Bo Old,2024-03-13
Mine,Acme,Ann Lee,2024-03-14
Mine too,Acme,ANN@example.com,2024-03-15
Nobody’s,Acme,,2024-03-16
`;
    const { rows } = await plan(csv, known({ contacts: [acme] }), { kind: 'note' });
    const made = rows.map(({ mutations }) => mutations[0]?.args as Record<string, unknown> | undefined);
    expect(made.map((args) => args?.['content'])).toEqual([
      'Rang\n\n— Bo Old, 2024-03-12',
      'Rang again\n\n— Bo Old, 2024-03-13',
      'Mine',
      'Mine too',
      'Nobody’s',
    ]);
    expect(made.map((args) => String(args?.['created_at']).slice(0, 10))).toEqual([
      '2024-03-11',
      '2024-03-12',
      '2024-03-13',
      '2024-03-14',
      '2024-03-15',
    ]);
  });
});

describe('deals', () => {
  const contact = { id: newId(), is_organization: true, name: 'Acme', email: null, phone: null, organization_name: null };

  it('of a file that comes again are known, though the file gives them no ids', async () => {
    const csv = 'Deal name,Company,Stage\nLamps,Acme,Incoming\nOvens,Acme,Incoming\n';
    const have = known();
    const first = await plan(csv, have);
    const made = first.rows.map(({ name, mutations }) => ({ id: idOf(mutations.at(-1)), name }));
    const stored = Object.fromEntries(made.map(({ id, name }, at) => [id, { name, stage_id: at === 0 ? have.stages[0]?.id : null }]));
    const again = await plan(csv, { ...have, deals: made }, {}, stored);
    expect(again.rows.map(({ action, matched }) => [action, matched?.by])).toEqual([
      ['skip', 'id'],
      ['update', 'id'],
    ]);
  });

  it('goes into the pipeline that the file names, or that whoever imports chooses, and says what that has', async () => {
    const other = newId();
    const stages = [
      { id: newId(), pipeline_id: other, name: 'Signed', category: 'won', position: 2 },
      { id: newId(), pipeline_id: other, name: 'Heard of', category: 'incoming', position: 1 },
    ];
    const have = known();
    const both = known({ pipelines: [...have.pipelines, { id: other, name: 'Fairs' }], stages: [...have.stages, ...stages] });
    const csv = 'Deal name,Company,Stage,Pipeline\nA,Acme,Heard of,Fairs\nB,Acme,,Fairs\nC,Acme,Heard of,\nD,Acme,,\n';
    const stageOf = (row: { mutations: NamedMutation[] } | undefined) =>
      row?.mutations.flatMap((mutation) => (mutation.name === 'createDeal' ? [mutation.args.stage_id] : []))[0];
    const { rows } = await plan(csv, both);
    expect(rows.map(stageOf)).toEqual([stages[1]?.id, stages[1]?.id, undefined, undefined]);
    expect(rows[2]?.problems).toEqual([
      {
        column: 'Stage',
        code: 'unreadable',
        value: 'Heard of',
        wanted: 'stage',
        among: { name: 'Sales', choices: ['Incoming', 'Gagnée'] },
        message: '“Heard of” is no stage of Sales, which has Incoming, Gagnée',
      },
    ]);
    const chosen = await plan(csv, both, { defaults: { pipeline: other } });
    expect(chosen.rows.map(stageOf)).toEqual(Array.from({ length: 4 }, () => stages[1]?.id));
  });

  it('that are won or lost go where closed deals go, whichever stage they had got to', async () => {
    const fairs = newId();
    const reason = { id: newId(), name: 'Too dear' };
    const lost = stage('Perdue', 'lost', 3);
    const [heard, signed] = [
      { id: newId(), pipeline_id: fairs, name: 'Heard of', category: 'incoming', position: 1 },
      { id: newId(), pipeline_id: fairs, name: 'Signed', category: 'won', position: 2 },
    ];
    const have = known();
    const both = known({
      contacts: [contact],
      pipelines: [...have.pipelines, { id: fairs, name: 'Fairs' }],
      stages: [...have.stages, lost, heard, signed],
      lists: { ...have.lists, loss_reason: [reason] },
    });
    const csv = `Deal - Title,Deal - Organization,Deal - Pipeline,Deal - Stage,Deal - Status,Deal - Lost reason
Open,Acme,Sales,Incoming,open,
Won,Acme,Fairs,Heard of,Won,
Lost,Acme,Sales,Incoming,lost,Too dear
Nowhere,Acme,,,Gagnée,
Odd,Acme,Sales,Incoming,postponed,
`;
    const { rows } = await plan(csv, both);
    const made = rows.flatMap(({ mutations }) => mutations.map(({ args }) => args as Record<string, unknown>));
    expect(made.map((args) => [args['name'], args['stage_id'], args['loss_reason_id']])).toEqual([
      ['Open', have.stages[0]?.id, undefined],
      ['Won', signed?.id, undefined],
      ['Lost', lost.id, reason.id],
      ['Nowhere', have.stages[1]?.id, undefined],
    ]);
    expect(rows[4]).toMatchObject({
      action: 'error',
      problems: [{ column: 'Deal - Status', code: 'unreadable', value: 'postponed', wanted: 'deal_status' }],
    });
  });

  it('finds stage, contact and exact amount', async () => {
    const have = known({ contacts: [contact] });
    const { rows } = await plan(
      'Deal name,Amount,Currency,Stage,Company,Close date\nLamps,"1.234,50",eur,Closed Won,Acme,24.11.2026\n',
      have,
    );
    expect(rows[0]?.problems).toEqual([]);
    expect(rows[0]?.mutations[0]).toMatchObject({
      name: 'createDeal',
      args: {
        name: 'Lamps',
        value: '1234.50',
        currency: 'EUR',
        stage_id: have.stages[1]?.id,
        contact_id: contact.id,
        estimated_close_date: '2026-11-24',
      },
    });
  });

  it('refuses an amount with more decimals than the currency has', async () => {
    const { rows } = await plan(
      'Deal name,Amount,Currency,Stage,Company\nLamps,12.345,EUR,Incoming,Acme\nPumps,1.5,EUR,Incoming,Acme',
      known({ contacts: [contact] }),
    );
    expect(rows[0]?.problems).toEqual([
      { column: 'Amount', code: 'unreadable', value: '12.345', wanted: 'money', message: '“12.345” is no amount of EUR' },
    ]);
    expect(rows[1]?.action).toBe('create');
  });

  it('asks for the order of day and month when the column leaves it open', async () => {
    const csv = 'Deal name,Stage,Company,Close date\nLamps,Incoming,Acme,03/04/2026\n';
    const have = known({ contacts: [contact] });
    expect((await plan(csv, have)).openDateColumns).toEqual(['Close date']);
    const settled = await plan(csv, have, { dateOrder: 'month-first' });
    expect(settled.openDateColumns).toEqual([]);
    expect(settled.rows[0]?.mutations[0]?.args).toMatchObject({ estimated_close_date: '2026-03-04' });
  });
});

describe('an id that a record of another name has', () => {
  const before = 'Record ID,Deal Name,Company\n1,Espresso machines,Acme\n';
  const after = 'Record ID,Deal Name,Company\n1,Roof repair,Acme\n2,Espresso grinder,Acme\n';
  const acme = { id: newId(), is_organization: true, name: 'Acme', email: null, phone: null, organization_name: null };
  const standing = async () => {
    const have = known({ contacts: [acme] });
    const { rows } = await plan(before, have, { kind: 'deal' });
    return { ...have, deals: [{ id: idOf(rows[0]?.mutations[0]), name: 'Espresso machines' }] };
  };

  it('makes a bad row, unless it is said to be the same record', async () => {
    const have = await standing();
    const asked = await plan(after, have, { kind: 'deal', renamed: 'ask' });
    expect(asked.rows.map(({ action }) => action)).toEqual(['error', 'create']);
    expect(asked.rows[0]?.problems).toMatchObject([{ column: 'Record ID', code: 'renamed', value: 'Espresso machines' }]);
    const same = await plan(after, have, { kind: 'deal', renamed: 'same' });
    expect(same.rows.map(({ action }) => action)).toEqual(['update', 'create']);
    const alike = await plan(before.replace('machines', 'machine, big'), have, { kind: 'deal', renamed: 'ask' });
    expect(alike.counts.error).toBe(0);
  });

  it('is no id of the other record for the rows that refer to it', async () => {
    const have = await standing();
    const note = 'Content,Related type,Related ID\nTall,deal,1\n';
    expect((await plan(note, have, { kind: 'note', renamed: 'ask' })).counts.error).toBe(0);
    const parts = (
      [
        ['deal', after],
        ['note', note],
      ] as const
    ).map(([kind, csv], index) => {
      const table = readTable(new TextEncoder().encode(csv));
      return { index, table, kind, mapping: proposeMapping(kind, table.headers) };
    });
    const both = await planParts(
      parts,
      { source: 'test', duplicates: 'skip', renamed: 'ask', ownerId: owner, defaults: {} },
      have,
      async () => new Map(),
    );
    expect(both.rows.map(({ kind, action }) => [kind, action])).toEqual([
      ['deal', 'error'],
      ['deal', 'create'],
      ['note', 'error'],
    ]);
  });

  it('is that of a record of its own in another system, to which the rows of that system refer', async () => {
    const have = await standing();
    const other = await plan(after, have, { kind: 'deal', renamed: 'other' });
    expect(other.rows.map(({ action }) => action)).toEqual(['create', 'create']);
    const [roof] = other.rows.map(({ mutations }) => idOf(mutations[0]));
    const both = { ...have, deals: [...have.deals, { id: roof ?? '', name: 'Roof repair' }], contacts: [acme] };
    const roles = 'Deal ID,Contact,Role\n1,Acme,Buyer\n';
    const of = async (renamed: 'ask' | 'other') =>
      (await plan(roles, both, { kind: 'associated_contact', renamed })).rows[0]?.mutations[0]?.args;
    expect(await of('other')).toMatchObject({ deal_id: roof });
    expect(await of('ask')).toMatchObject({ deal_id: have.deals[0]?.id });
  });
});

it('a number that a lead, a contact and a deal have says nothing of which is meant', async () => {
  const lead = 'Lead ID,Last name\n1,Fir\n';
  const deal = 'Deal ID,Deal name,Company\n1,Roof,Acme\n';
  const have = known();
  const made = [await plan(lead, have, { kind: 'lead' }), await plan(deal, have, { kind: 'deal' })];
  const [leadId, dealId] = made.map(({ rows }) => idOf(rows[0]?.mutations.at(-1)));
  const nobody = { email: null, phone: null, organization_name: null };
  const both = { ...have, leads: [{ ...nobody, id: leadId ?? '', name: 'Fir' }], deals: [{ id: dealId ?? '', name: 'Roof' }] };
  const bare = await plan('Content,Related ID\nRing,1\n', both, { kind: 'task' });
  expect(bare.rows[0]?.problems).toMatchObject([{ column: 'Related ID', code: 'ambiguous', wanted: 'resource_type' }]);
  const told = await plan('Content,Related to,Related ID\nRing,deal,1\n', both, { kind: 'task' });
  expect(told.rows[0]?.mutations[0]?.args).toMatchObject({ resource_type: 'deal', resource_id: dealId });
});

describe('the files of other systems', () => {
  const proposed = (...headers: string[]) => {
    const kind = proposeKind(headers);
    return [kind, ...headers.map((header) => proposeMapping(kind, headers)[header])];
  };

  it.each([
    [
      ['Prénom', 'Nom', 'Société', 'Adresse e-mail', 'Date de création'],
      ['person', 'first_name', 'last_name', 'contact_id', 'email', 'created_at'],
    ],
    [
      ['Prenom', 'Nom', 'Entreprise', 'Statut'],
      ['lead', 'first_name', 'last_name', 'organization_name', 'status_id'],
    ],
    [
      ['Nom de l’affaire', 'Montant', 'Étape', 'Entreprise'],
      ['deal', 'name', 'value', 'stage_id', 'organization_id'],
    ],
    [
      ['Name', 'Email', 'Company'],
      ['person', 'name', 'email', 'contact_id'],
    ],
    [
      ['Name', 'Email', 'Website'],
      ['organization', 'name', 'email', 'website'],
    ],
    [
      ['First Name', 'Last Name', 'Lead Status', 'Contact owner', 'Associated Company'],
      ['person', 'first_name', 'last_name', undefined, 'owner_id', 'contact_id'],
    ],
    [
      ['Deal Name', 'Deal Stage', 'Deal owner', 'Amount', 'Associated Contact'],
      ['deal', 'name', 'stage_id', 'owner_id', 'value', 'contact_id'],
    ],
    [
      ['Deal - Title', 'Deal - Value', 'Deal - Currency of Value', 'Deal - Contact person', 'Organization - Name'],
      ['deal', 'name', 'value', 'currency', 'contact_id', 'organization_id'],
    ],
    [
      ['Person - Name', 'Person - Organization', 'Person - Email - Work'],
      ['person', 'name', 'contact_id', 'email'],
    ],
    // Our own lists, as they are exported.
    [
      ['Name', 'First name', 'Last name', 'Organization', 'Is an organization', 'Part of', 'Billing address: Postal code'],
      [
        'contact',
        'name',
        'first_name',
        'last_name',
        'contact_id',
        'is_organization',
        'parent_organization_id',
        'billing_address.postal_code',
      ],
    ],
    [
      ['Name', 'Organization', 'Value', 'Stage', 'Closes', 'Own likelihood, %', 'Stage changed'],
      ['deal', 'name', 'organization_id', 'value', 'stage_id', 'estimated_close_date', 'customized_win_likelihood', 'last_stage_change_at'],
    ],
    [
      ['Given Name', 'Family Name', 'E-mail 1 - Value', 'Phone 1 - Value'],
      ['person', 'first_name', 'last_name', 'email', 'phone'],
    ],
  ])('are recognised by their headers: %j', (headers, expected) => {
    expect(proposed(...headers)).toEqual(expected);
  });

  it('give people by their whole names', async () => {
    const { rows } = await plan('Full name,Email\nAna María Ruiz,ana@example.com\nCher,cher@example.com\n', known());
    expect(rows.map(({ mutations }) => mutations[0]?.args)).toEqual([
      expect.objectContaining({ first_name: 'Ana María', last_name: 'Ruiz' }),
      expect.objectContaining({ last_name: 'Cher' }),
    ]);
    expect(rows[1]?.mutations[0]?.args).not.toHaveProperty('first_name');
  });
});

describe('the donors’ files', () => {
  const read = (name: string) => readFileSync(new URL(`../../demo/data/npsp/${name}`, import.meta.url), 'utf8');

  it('recognises each file and maps its columns', async () => {
    const headers = (name: string) => readTable(new TextEncoder().encode(read(name))).headers;
    const proposed = ['accounts.csv', 'contacts.csv', 'opportunities.csv', 'contact_roles.csv'].map((name) => {
      const kind = proposeKind(headers(name));
      return [kind, proposeMapping(kind, headers(name))];
    });
    expect(proposed).toEqual([
      [
        'organization',
        {
          'Account ID': 'external_id',
          'Account Name': 'name',
          'Billing Street': 'address.line1',
          'Billing City': 'address.city',
          'Billing State': 'address.state',
          'Billing Zip': 'address.postal_code',
          'Billing Country': 'address.country',
        },
      ],
      [
        'person',
        {
          'Contact ID': 'external_id',
          'First Name': 'first_name',
          'Last Name': 'last_name',
          Email: 'email',
          Phone: 'phone',
          Title: 'title',
          'Account ID': 'contact_id',
        },
      ],
      [
        'deal',
        {
          'Opportunity ID': 'external_id',
          'Opportunity Name': 'name',
          Amount: 'value',
          Stage: 'stage_id',
          'Close Date': 'estimated_close_date',
          'Account ID': 'organization_id',
          'Primary Contact ID': 'contact_id',
        },
      ],
      ['associated_contact', { 'Role ID': 'external_id', 'Opportunity ID': 'deal_id', 'Contact ID': 'contact_id', Role: 'role' }],
    ]);
  });

  it('says once that the accounts come first, where the contacts come without them', async () => {
    const contacts = await plan(read('contacts.csv'), known());
    expect(contacts.counts.error).toBeGreaterThan(1000);
    expect(contacts.absent).toEqual([{ part: 0, column: 'Account ID', wanted: 'organization', rows: contacts.counts.error }]);
    const few = await plan('Last Name,Account ID\nA,\nB,\nC,7\nD,', known());
    expect([few.counts.error, few.absent]).toEqual([1, []]);
  });

  it('plans every account and every contact', async () => {
    const have = known();
    const accounts = await plan(read('accounts.csv'), have);
    expect(accounts.counts).toEqual({ create: 1223, update: 0, merge: 0, skip: 0, error: 0 });
    const contacts = accounts.rows
      .flatMap((row) => row.mutations)
      .map((mutation) => ({
        id: idOf(mutation),
        is_organization: true,
        name: 'name' in mutation.args ? String(mutation.args.name) : '',
        email: null,
        phone: null,
        organization_name: null,
      }));
    const people = await plan(read('contacts.csv'), { ...have, contacts }, { duplicates: 'create' });
    expect(people.counts).toMatchObject({ create: 1024, error: 0 });
    expect(people.rows.every((row) => row.mutations.length === 1)).toBe(true);
  });
});
