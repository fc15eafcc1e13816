import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Id } from '../../shared/ids.ts';
import { newId } from '../../shared/ids.ts';
import type { Form, Lead } from '../../shared/records/index.ts';
import type { Scene } from '../directory/testing.ts';
import { expectBody, startScene } from '../directory/testing.ts';
import { Tickets } from './ticket.ts';

const site = 'https://shop.example';
let scene: Scene;
let tickets: Tickets;
let visitors = 0;

beforeAll(async () => {
  // Each visitor has an address of their own: how many may come from one is a test of its own.
  scene = await startScene({ TRUSTED_PROXIES: '1' });
  tickets = new Tickets(scene.server.deps.secrets.derive('form-ticket'));
});
afterAll(() => scene.close());

async function push(name: string, args: object): Promise<void> {
  const { server, owner } = scene;
  const mutations = [{ lane: newId(), sequence: 1, name, args }];
  expectBody(await server.request('POST', '/sync/push', { token: owner.token, json: { mutations } }));
}

async function rows<R>(type: string): Promise<R[]> {
  const { server, owner } = scene;
  const { text } = await server.request('POST', '/sync/bootstrap', { token: owner.token });
  const blocks = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { type?: string; rows?: R[] });
  return blocks.flatMap((block) => (block.type === type ? (block.rows ?? []) : []));
}

let made = 0;
async function makeForm(more: Partial<Form> = {}): Promise<{ key: string; id: Id }> {
  const id = newId();
  const key = `testform${String(made++).padStart(12, '0')}`;
  await push('createForm', {
    id,
    key,
    name: 'Quote',
    fields: [
      { name: 'last_name', label: null, required: true },
      { name: 'email', label: 'Work <e-mail>', required: false },
      { name: 'description', label: null, required: false },
    ],
    owner_ids: [scene.owner.personId],
    ...more,
  });
  return { key, id };
}

const leadsOf = async ({ id }: { id: Id }): Promise<Lead[]> => (await rows<Lead>('lead')).filter((lead) => lead.form_id === id);
const visitor = (): Record<string, string> => ({ 'X-Forwarded-For': `2001:db8::${++visitors}` });
const shownAMinuteAgo = (key: string) => tickets.mint(key, Date.now() - 60_000);

/** What the element sends; `more` goes over it. */
function send(key: string, more: object = {}, headers: Record<string, string> = visitor()) {
  const json = {
    id: newId(),
    ticket: shownAMinuteAgo(key),
    values: { last_name: 'Moreau', email: 'h@chevreul.example' },
    consent: false,
    referrer: null,
    utm: null,
    ...more,
  };
  return scene.server.request('POST', `/forms/${key}/submissions`, { json, headers });
}

/** What a form without script sends. */
function post(key: string, fields: Record<string, string>, headers: Record<string, string> = {}, query = '') {
  return scene.server.request('POST', `/forms/${key}/submissions${query}`, {
    body: new URLSearchParams(fields),
    headers: { ...visitor(), ...headers },
  });
}

const fieldsOf = ({ body }: { body: unknown }) => (body as { fields?: Record<string, { code: string }> }).fields;

describe('the definition', () => {
  test('is for every page, with a ticket, and says nothing of who gets the leads', async () => {
    const { key } = await makeForm({ title: 'Ask for a quote', consent_text: 'You may write to me.' });
    const answer = await scene.server.request('GET', `/forms/${key}`, { headers: { Origin: site } });
    const { form, ticket } = expectBody<{ form: object; ticket: string }>(answer);
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(Object.keys(form).toSorted()).toEqual(['consent_text', 'fields', 'submit_label', 'thanks_message', 'thanks_url', 'title']);
    expect(tickets.age(key, ticket, Date.now())).toBeLessThan(10_000);
  });

  test.each(['nosuchform1234567', 'x', '../../health', 'UPPERCASE1234567890', '%00'])('is not there for the key %s', async (key) => {
    expect((await scene.server.request('GET', `/forms/${encodeURIComponent(key)}`)).status).toBe(404);
  });

  test('goes when the form is put away, and comes back with it', async () => {
    const { key, id } = await makeForm();
    await push('updateForm', { id, disabled: true });
    expect((await scene.server.request('GET', `/forms/${key}`)).status).toBe(404);
    expect((await send(key)).status).toBe(404);
    await push('updateForm', { id, disabled: false });
    expect((await send(key)).status).toBe(201);
  });
});

describe('a submission', () => {
  test('makes a lead with owner, source of the visit and consent, and thanks', async () => {
    const form = await makeForm({ consent_text: 'You may write to me.', thanks_message: 'Danke!', tags: ['website'] });
    const answer = await send(form.key, {
      consent: true,
      referrer: 'https://search.example/?q=balances',
      utm: { source: 'fair', medium: 'qr', campaign: null, term: null, content: null },
    });
    expect(expectBody(answer, 201)).toEqual({ thanks: { message: 'Danke!', url: null } });
    expect(await leadsOf(form)).toMatchObject([
      {
        last_name: 'Moreau',
        email: 'h@chevreul.example',
        owner_id: scene.owner.personId,
        tags: ['website'],
        referrer: 'https://search.example/?q=balances',
        utm: { source: 'fair', medium: 'qr' },
        consent_text: 'You may write to me.',
        consent_at: expect.stringMatching(/^\d{4}-/),
      },
    ]);
  });

  test('makes one lead however often it is sent, at once and later', async () => {
    const form = await makeForm();
    const id = newId();
    const answers = await Promise.all(Array.from({ length: 12 }, () => send(form.key, { id })));
    answers.push(await send(form.key, { id, values: { last_name: 'Changed since' } }));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(await leadsOf(form)).toMatchObject([{ id, last_name: 'Moreau' }]);
    expect((await rows<Form>('form')).find((row) => row.id === form.id)?.submission_count).toBe(1);
  });

  test('cannot take the id of another form’s lead', async () => {
    const [one, other] = [await makeForm(), await makeForm()];
    const id = newId();
    expect((await send(one.key, { id })).status).toBe(201);
    expect((await send(other.key, { id })).status).toBe(409);
    expect(await leadsOf(other)).toEqual([]);
  });

  test('goes to the form’s people in turn, and passes over who has left', async () => {
    const [second, gone] = [newId(), newId()];
    const { server, workspaceId } = scene;
    const workspace = await server.deps.directory.openWorkspace(workspaceId);
    for (const [id, name] of [
      [second, 'Bo'],
      [gone, 'Gone'],
    ] as const)
      await workspace.mutate({ kind: 'system', name: 'directory' }, [
        { name: 'createUser', args: { id, name, email: `${name}@example.com`, profile: 'user' } },
      ]);
    const form = await makeForm({ owner_ids: [scene.owner.personId, gone, second] });
    await workspace.mutate({ kind: 'system', name: 'directory' }, [{ name: 'updateUser', args: { id: gone, status: 'inactive' } }]);
    for (let turn = 0; turn < 4; turn++) await send(form.key);
    const owners = (await leadsOf(form)).map((lead) => lead.owner_id);
    expect(owners.toSorted()).toEqual([scene.owner.personId, scene.owner.personId, second, second].toSorted());
  });

  test('says field by field what is wrong, and leaves nothing behind', async () => {
    const form = await makeForm({ consent_text: 'You may write to me.' });
    const answer = await send(form.key, { values: { last_name: '  ', email: 'nobody', description: 'x'.repeat(20_000) } });
    expect(answer.status).toBe(422);
    expect(fieldsOf(answer)).toMatchObject({
      last_name: { code: 'missing' },
      email: { code: 'incorrect_value' },
      consent: { code: 'missing' },
    });
    expect(fieldsOf(await send(form.key, { consent: true, values: { last_name: 'x'.repeat(256) } }))).toMatchObject({
      last_name: { code: 'too_long' },
    });
    expect(await leadsOf(form)).toEqual([]);
  });

  test('keeps what people write, without characters that nobody types, and only the form’s own fields', async () => {
    const form = await makeForm();
    await send(form.key, { values: { last_name: ' Łukasz \u0000O’Brien\u0007 <b>', description: 'one\ntwo\t三', phone: '+33 1' } });
    expect(await leadsOf(form)).toMatchObject([{ last_name: 'Łukasz O’Brien <b>', description: 'one\ntwo\t三', phone: null }]);
  });

  test.each([
    ['an unknown field', { values: { last_name: 'A', password: 'x' } }],
    ['an unknown key', { admin: true }],
    ['an id that is none', { id: 'abc' }],
    ['a utm of another shape', { utm: { source: 1 } }],
    ['a ticket of nobody', { ticket: '' }],
  ])('is refused with %s', async (_what, more) => {
    const form = await makeForm();
    const answer = await send(form.key, more);
    expect(answer.status).toBe(422);
    expect(Object.keys(fieldsOf(answer) ?? {})).not.toEqual([]);
    expect(await leadsOf(form)).toEqual([]);
  });

  test('is refused when it is too large, and in a type that is no form’s', async () => {
    const { key } = await makeForm();
    expect((await send(key, { referrer: 'x'.repeat(200_000) })).status).toBe(413);
    const answer = await scene.server.request('POST', `/forms/${key}/submissions`, {
      body: '<x/>',
      headers: { ...visitor(), 'Content-Type': 'text/xml' },
    });
    expect(answer.status).toBe(415);
  });
});

describe('custom fields', () => {
  const choice = (name: string) => ({ id: newId(), name, archived: false, replaced_by: null });
  const [gold, silver] = [choice('Gold & more'), choice('Silver')];
  let count = 0;
  async function field(type: string, more: object = {}): Promise<{ id: Id; name: string }> {
    const id = newId();
    await push('createCustomField', { id, resource_type: 'lead', type, name: `Field <${count++}>`, ...more });
    return { id, name: `custom_fields.${id}` };
  }
  const asks = ({ name }: { name: string }, required = false) => ({ name, label: null, required });
  const lastName = { name: 'last_name', label: null, required: false };

  test('are served with their names and the choices that are offered by now', async () => {
    const [grade, contract] = [await field('list', { choices: [gold, silver] }), await field('string')];
    const { key } = await makeForm({ fields: [lastName, asks(grade, true), asks(contract)] });
    await push('updateChoice', { id: grade.id, choice_id: silver.id, archived: true });
    await push('updateCustomField', { id: contract.id, archived: true });
    const { form } = expectBody<{ form: { fields: object[] } }>(await scene.server.request('GET', `/forms/${key}`));
    expect(form.fields).toEqual([
      lastName,
      {
        name: grade.name,
        label: expect.stringMatching(/^Field <\d+>$/),
        required: true,
        type: 'list',
        choices: [{ id: gold.id, name: 'Gold & more' }],
      },
    ]);
  });

  test('reach the lead from the element, and say what is wrong by their names', async () => {
    const [grade, size] = [await field('list', { choices: [gold, silver] }), await field('number')];
    const form = await makeForm({ fields: [lastName, asks(grade, true), asks(size)] });
    const refused = await send(form.key, { values: { last_name: 'Moreau', [grade.name]: newId(), [size.name]: 'many' } });
    expect([refused.status, fieldsOf(refused)]).toMatchObject([
      422,
      { [grade.name]: { code: 'incorrect_value' }, [size.name]: { code: 'incorrect_value' } },
    ]);
    expect((await send(form.key, { values: { last_name: 'Moreau', [grade.name]: silver.id, [size.name]: '12' } })).status).toBe(201);
    expect(await leadsOf(form)).toMatchObject([{ custom_fields: { [grade.id]: silver.id, [size.id]: 12 } }]);
  });

  test('reach the lead without script, several ticked boxes too, and stay on the page that comes back', async () => {
    const [kinds, place, grade] = [
      await field('multi_select_list', { choices: [gold, silver] }),
      await field('address'),
      await field('list', { choices: [gold, silver] }),
    ];
    const form = await makeForm({ fields: [asks(kinds, true), asks(place), asks(grade), { name: 'email', label: null, required: false }] });
    const body = new URLSearchParams([
      [kinds.name, gold.id],
      [kinds.name, silver.id],
      [`${place.name}.city`, 'Basel'],
      [grade.name, silver.id],
      ['email', 'nobody'],
    ]);
    const post = () => scene.server.request('POST', `/forms/${form.key}/submissions`, { body, headers: visitor() });
    const again = await post();
    expect(again.status).toBe(422);
    expect(again.text.match(/ checked/g)).toHaveLength(2);
    expect(again.text).toContain('Gold &amp; more');
    expect(again.text).toMatch(new RegExp(`value="${silver.id}" selected`));
    expect(again.text).toMatch(/value="Basel"/);
    body.set('email', 'h@chevreul.example');
    expect((await post()).status).toBe(200);
    expect(await leadsOf(form)).toMatchObject([
      { custom_fields: { [kinds.id]: [gold.id, silver.id], [place.id]: { city: 'Basel', line1: null }, [grade.id]: silver.id } },
    ]);
  });

  test('that are all archived leave a form with nothing to ask, which is not there until one is back', async () => {
    const contract = await field('string');
    const { key } = await makeForm({ fields: [asks(contract)] });
    await push('updateCustomField', { id: contract.id, archived: true });
    expect((await scene.server.request('GET', `/forms/${key}`)).status).toBe(404);
    await push('updateCustomField', { id: contract.id, archived: false });
    expect((await scene.server.request('GET', `/forms/${key}`)).status).toBe(200);
  });
});

describe('the log', () => {
  test('names what became of each submission, without a word of what was written', async () => {
    const form = await makeForm({ allowed_origins: [site] });
    const from = (origin: string) => ({ ...visitor(), Origin: origin });
    const id = newId();
    const values = { last_name: 'Unmistakable-Name', email: 'unmistakable@chevreul.example' };
    await send(form.key, { id, values }, from(site));
    await send(form.key, { id, values }, from(site));
    await send(form.key, { values: { last_name: ' ', email: 'unmistakable-nonsense' } }, from(site));
    await send(form.key, { values, homepage_url: 'https://spam.example' }, from(site));
    // Shown an hour from now: too soon however slow this machine is.
    await send(form.key, { values, ticket: tickets.mint(form.key, Date.now() + 3_600_000) }, from(site));
    await send(form.key, { values, ticket: 'x' }, from(site));
    await post(form.key, values, { Origin: site });
    await send(form.key, { values }, from('https://other.example'));
    const lines = scene.server.log.filter((line) => (line as { form?: string }).form === form.id) as Record<string, unknown>[];
    expect(lines.map(({ submission, refused, origin }) => [submission, refused, origin].filter(Boolean).join(' '))).toEqual([
      'taken',
      'repeated',
      'refused last_name:missing email:incorrect_value',
      'trapped',
      'too_soon',
      'unknown_ticket',
      'taken',
      'elsewhere https://other.example',
    ]);
    expect(JSON.stringify(scene.server.log)).not.toMatch(/unmistakable/i);
  });
});

describe('against spam', () => {
  test('what comes sooner than a person can write is told to come again, and then counts', async () => {
    const form = await makeForm();
    const ticket = tickets.mint(form.key, Date.now());
    const id = newId();
    const early = await send(form.key, { id, ticket });
    expect([early.status, early.headers.get('Retry-After')]).toEqual([429, '2']);
    await new Promise((resolve) => setTimeout(resolve, 1600));
    expect((await send(form.key, { id, ticket })).status).toBe(201);
  });

  test('a ticket of another form, or one that was turned back, is not believed', async () => {
    const [form, other] = [await makeForm(), await makeForm()];
    expect((await send(form.key, { ticket: shownAMinuteAgo(other.key) })).status).toBe(422);
    const forged = shownAMinuteAgo(form.key).replace(/^\d+/, '1000000000000');
    expect((await send(form.key, { ticket: forged })).status).toBe(422);
  });

  test('what falls into the trap is thanked and makes nothing', async () => {
    const form = await makeForm();
    const answer = await send(form.key, { homepage_url: 'https://spam.example' });
    expect(expectBody(answer, 201)).toEqual({ thanks: { message: null, url: null } });
    expect((await post(form.key, { last_name: 'Bot', homepage_url: 'x' })).text).toContain('Thank you');
    expect(await leadsOf(form)).toEqual([]);
  });

  test('one address can send twenty in a minute', async () => {
    const form = await makeForm();
    const headers = visitor();
    const answers = [];
    for (let count = 0; count < 21; count++) answers.push((await send(form.key, {}, headers)).status);
    expect(answers.filter((status) => status === 201).length).toBe(20);
    expect(answers.at(-1)).toBe(429);
    const plain = await post(form.key, { last_name: 'A' }, headers);
    expect([plain.status, plain.headers.get('Content-Type')]).toEqual([429, 'text/html; charset=UTF-8']);
  });

  test('one address can look at its page 120 times in a minute', async () => {
    const form = await makeForm();
    const headers = visitor();
    const look = () => scene.server.request('GET', `/forms/${form.key}/page`, { headers });
    const answers = [];
    for (let count = 0; count < 121; count++) answers.push((await look()).status);
    expect(new Set(answers.slice(0, 120))).toEqual(new Set([200]));
    expect(answers.at(-1)).toBe(429);
  });
});

describe('allowed origins', () => {
  test('are the only ones that may show the form and submit it', async () => {
    const { key } = await makeForm({ allowed_origins: [site] });
    const shown = (headers: Record<string, string>) =>
      scene.server.request('GET', `/forms/${key}`, { headers }).then(({ status }) => status);
    expect(await shown({ Origin: site })).toBe(200);
    expect(await shown({ Origin: 'https://other.example' })).toBe(403);
    expect(await shown({ Origin: 'null' })).toBe(403);
    expect(await shown({})).toBe(403);
    expect((await send(key, {}, { ...visitor(), Origin: site })).status).toBe(201);
    expect((await send(key, {}, { ...visitor(), Origin: 'https://other.example' })).status).toBe(403);
  });

  test('leave the server’s own pages in, by any of its names', async () => {
    const { key } = await makeForm({ allowed_origins: [site] });
    const { server } = scene;
    expect((await server.request('GET', `/forms/${key}`, { headers: { 'Sec-Fetch-Site': 'same-origin' } })).status).toBe(200);
    expect((await send(key, {}, { ...visitor(), Origin: server.address })).status).toBe(201);
    const named = server.address.replace('127.0.0.1', 'localhost');
    const answer = await fetch(`${named}/forms/${key}`, { headers: { Origin: named } });
    expect(answer.status).toBe(200);
  });

  test('are told to people as a page, when a plain form comes from elsewhere', async () => {
    const { key } = await makeForm({ allowed_origins: [site] });
    const answer = await post(key, { last_name: 'A' }, { Origin: 'https://other.example', Referer: 'https://other.example/x' }, '?lang=fr');
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('Ce formulaire n’est pas destiné aux pages de ce site.');
    expect(answer.text).toContain('<a href="https://other.example/x">Retour</a>');
  });
});

describe('without script', () => {
  test('a form on any page makes a lead, remembers where it stood, and thanks on a page', async () => {
    const form = await makeForm();
    const answer = await post(
      form.key,
      { last_name: 'Moreau', email: 'h@chevreul.example', utm_source: 'fair' },
      { Origin: site, Referer: `${site}/quote` },
    );
    expect([answer.status, answer.headers.get('Cache-Control')]).toEqual([200, 'no-store']);
    expect(answer.text).toContain('Thank you. We will be in touch.');
    expect(answer.text).toContain(`<a href="${site}/quote">Back</a>`);
    expect(await leadsOf(form)).toMatchObject([{ last_name: 'Moreau', referrer: `${site}/quote`, utm: { source: 'fair', medium: null } }]);
  });

  test('the same words sent again on a day make one lead, other words another', async () => {
    const form = await makeForm();
    for (const last_name of ['Moreau', 'Moreau', 'Berger']) await post(form.key, { last_name });
    expect((await leadsOf(form)).map((lead) => lead.last_name).toSorted()).toEqual(['Berger', 'Moreau']);
  });

  test('a multipart form is taken too', async () => {
    const form = await makeForm();
    const body = new FormData();
    body.set('last_name', 'Moreau');
    body.set('file', new Blob(['x']), 'x.txt');
    const answer = await scene.server.request('POST', `/forms/${form.key}/submissions`, { body, headers: visitor() });
    expect(answer.status).toBe(200);
    expect(await leadsOf(form)).toMatchObject([{ last_name: 'Moreau' }]);
  });

  test('a thanks page of one’s own is gone to', async () => {
    const { key } = await makeForm({ thanks_url: `${site}/thanks` });
    const answer = await post(key, { last_name: 'Moreau' });
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, `${site}/thanks`]);
  });

  test('what is wrong comes back on a page that keeps all that was typed, and whence the visitor came', async () => {
    const form = await makeForm({ consent_text: 'You may write to me.' });
    const answer = await post(
      form.key,
      { last_name: '"><script>alert(1)</script>', email: 'nobody', utm_source: 'fair' },
      { Referer: `${site}/quote` },
      '?lang=fr',
    );
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
    expect(answer.text).not.toContain('<script');
    expect(answer.text).toContain('Merci d’écrire une adresse comme nom@exemple.fr.');
    expect(answer.text).toMatch(/id="email"[^>]*aria-invalid="true" aria-describedby="email-problem" autofocus/);
    expect(answer.text).toMatch(/name="consent"[^>]*aria-describedby="consent-problem"/);
    const hidden = Object.fromEntries(
      [...answer.text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
    );
    expect(hidden).toMatchObject({ utm_source: 'fair', _referrer: `${site}/quote`, _id: expect.any(String), _ticket: expect.any(String) });
    const mended = { ...hidden, _ticket: shownAMinuteAgo(form.key), last_name: 'Moreau', email: 'h@chevreul.example', consent: 'on' };
    await post(form.key, mended, { Referer: `${scene.server.address}/forms/${form.key}/page` });
    await post(form.key, mended);
    expect(await leadsOf(form)).toMatchObject([{ id: hidden['_id'], utm: { source: 'fair' }, referrer: `${site}/quote` }]);
  });

  test('the form stands on a page of its own, with its own words, in the reader’s language', async () => {
    const { key } = await makeForm({ title: 'Ask <us>', submit_label: 'Go' });
    const answer = await scene.server.request('GET', `/forms/${key}/page?utm_source=mail`, {
      headers: { 'Accept-Language': 'fr-CA, en;q=0.5', Referer: `${site}/` },
    });
    expect(answer.headers.get('Content-Security-Policy')).toBe("default-src 'none'; style-src 'self'; form-action *; base-uri 'none'");
    expect(answer.text).toContain('<html lang="fr">');
    expect(answer.text).toContain('<h1>Ask &lt;us&gt;</h1>');
    expect(answer.text).toContain('Work &lt;e-mail&gt;');
    expect(answer.text).toContain('<small>facultatif</small>');
    expect(answer.text).toContain('<button>Go</button>');
    expect(answer.text).toContain('name="utm_source" value="mail"');
    expect(answer.text).not.toMatch(/\sstyle=|<style/);
  });

  test('what is sent too soon is kept on the page, and taken a moment later', async () => {
    const form = await makeForm();
    const { text } = await scene.server.request('GET', `/forms/${form.key}/page`);
    const hidden = (name: string, page: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
    const early = await post(form.key, { _id: hidden('_id', text), _ticket: hidden('_ticket', text), last_name: 'Quick' });
    expect(early.status).toBe(429);
    expect(early.text).toContain('value="Quick"');
    expect(hidden('_id', early.text)).toBe(hidden('_id', text));
    expect(await leadsOf(form)).toEqual([]);
  });

  test('what cannot be read is told on a page', async () => {
    const { key } = await makeForm();
    const answer = await scene.server.request('POST', `/forms/${key}/submissions`, {
      body: 'nonsense',
      headers: { ...visitor(), 'Content-Type': 'multipart/form-data; boundary=x' },
    });
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([400, 'text/html; charset=UTF-8']);
    const gone = await scene.server.request('GET', '/forms/nosuchform1234567/page');
    expect(gone.status).toBe(404);
    expect(gone.text).toContain('This form is not there any more.');
  });
});
