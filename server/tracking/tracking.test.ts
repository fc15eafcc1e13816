import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Id } from '../../shared/ids.ts';
import { newId } from '../../shared/ids.ts';
import type { TrackedHit } from '../../shared/tracking.ts';
import type { Scene, Signed } from '../directory/testing.ts';
import { expectBody, join, startScene } from '../directory/testing.ts';
import type { Workspace } from '../workspace/index.ts';
import type { Hit } from './hit.ts';
import { pixel } from './pixel.ts';

/** Pixels and links, in the whole server: rows with their class, and counts at the message. */

let scene: Scene;
let workspace: Workspace;
let colleague: Signed;
beforeAll(async () => {
  scene = await startScene({ TRUSTED_PROXIES: '1' });
  workspace = await scene.server.deps.workspaces.open(scene.workspaceId);
  colleague = await join(scene, 'ben@example.com');
});
afterAll(() => scene.close());

const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36';
const gmail = 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)';

const newToken = () => newId().replaceAll('-', '');

/** A message of the owner's that is tracked. */
async function tracked(more: { to?: string; bcc?: string; token?: string } = {}): Promise<{ id: Id; token: string }> {
  const id = newId();
  const token = more.token ?? newToken();
  await workspace.mutate({ kind: 'person', id: scene.owner.personId }, [
    {
      name: 'trackEmail',
      args: {
        id,
        token,
        from: { email: scene.owner.email, name: 'Ada' },
        to: [{ email: more.to ?? 'grace@customer.example', name: null }],
        ...(more.bcc !== undefined && { bcc: [{ email: more.bcc, name: null }] }),
        subject: 'Offer',
        copy: { account: scene.owner.email },
      },
    },
  ]);
  return { id, token };
}

async function settings(change: object): Promise<void> {
  const [row] = workspace.every('workspace_settings');
  await workspace.mutate({ kind: 'person', id: scene.owner.personId }, [
    { name: 'updateWorkspaceSettings', args: { id: row?.id ?? '', ...change } },
  ]);
}

let addresses = 0;
/** An address that nobody has asked from yet, of a network of its own. */
const somewhere = () => `198.${18 + (++addresses >> 8)}.${addresses & 255}.7`;

const pixelOf = (token: string, person = scene.owner.personId) => `/o/${person}/${token}.gif`;
const ask = (token: string, { agent = chrome, address = somewhere(), method = 'GET', headers = {} } = {}) =>
  scene.server.request(method, pixelOf(token), { headers: { 'User-Agent': agent, 'X-Forwarded-For': address, ...headers } });

const flush = () => scene.server.deps.tracking.flush();

/** The newest first. */
async function hits(id: Id, who: Pick<Signed, 'token'> = scene.owner): Promise<TrackedHit[]> {
  await flush();
  return expectBody<{ hits: TrackedHit[] }>(await scene.server.request('GET', `/tracking/emails/${id}/opens`, { token: who.token })).hits;
}

async function email(id: Id): Promise<Record<string, unknown>> {
  await flush();
  const { rows } = await workspace.client.execute({ sql: "SELECT data FROM record WHERE id = ? AND type = 'email'", args: [id] });
  return JSON.parse(String(rows[0]?.['data'])) as Record<string, unknown>;
}

const rowsOf = async (token: string): Promise<number> => {
  await flush();
  const { rows } = await workspace.client.execute({ sql: 'SELECT count(*) AS count FROM tracking_hit WHERE token = ?', args: [token] });
  return Number(rows[0]?.['count']);
};

const toldOf = ({ class: hitClass, reason, client }: TrackedHit) => [hitClass, reason, client];

describe('a pixel', () => {
  it('is the same picture for whatever is asked, to be kept by nobody', async () => {
    const { token } = await tracked();
    const answers = await Promise.all(
      [
        pixelOf(token),
        pixelOf(newToken()),
        pixelOf(token, newId()),
        `${pixelOf(token)}?${'x'.repeat(8000)}`,
        `${pixelOf(token)}?a=b&a=%ff%00`,
        '/o/',
        '/o/nobody/nothing.gif',
        '/o/%00/%ff.gif',
        '/o/../o/x',
        `/o/${'a'.repeat(9000)}`,
      ].map((path) => scene.server.request('GET', path)),
    );
    const plain = answers.map(({ status, headers, bytes }) => ({
      status,
      headers: [...headers].filter(([name]) => name !== 'date').sort(),
      picture: Buffer.from(bytes).toString('base64'),
    }));
    for (const one of plain) expect(one).toEqual(plain[0]);
    expect(plain[0]).toMatchObject({ status: 200, picture: pixel.toString('base64') });
    const [{ headers }] = answers as [(typeof answers)[number]];
    expect(headers.get('Content-Type')).toBe('image/gif');
    expect(headers.get('Content-Length')).toBe('43');
    expect(headers.get('Cache-Control')).toMatch(/no-store/);
    // Mail is read on pages of other sites.
    expect(headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
    expect(headers.get('Set-Cookie')).toBeNull();
  });

  it('answers HEAD with its headers alone, and takes no other method', async () => {
    const { token } = await tracked();
    const head = await ask(token, { method: 'HEAD' });
    expect(head).toMatchObject({ status: 200, text: '' });
    expect(head.headers.get('Content-Length')).toBe('43');
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      const refused = await scene.server.request(method, pixelOf(token), { body: 'x' });
      expect([method, refused.status]).toEqual([method, 405]);
      expect(refused.headers.get('Allow')).toMatch(/GET/);
    }
    expect(await rowsOf(token)).toBe(1);
  });

  it('is not named in the log', async () => {
    const { token } = await tracked();
    await ask(token);
    await scene.server.request('POST', pixelOf(token));
    await flush();
    expect(JSON.stringify(scene.server.log)).not.toContain(token);
  });
});

describe('an open', () => {
  it('is a row with its class and reason, and counted where it is a person’s', async () => {
    const { id, token } = await tracked();
    const before = new Date().toISOString();
    await ask(token, { agent: chrome });
    await ask(token, { agent: 'Mozilla/5.0' });
    await ask(token, { agent: 'Barracuda Sentinel (EE)' });
    await ask(token, { agent: gmail });
    await ask(token, { method: 'HEAD' });
    await ask(token, { headers: { 'Sec-Purpose': 'prefetch' } });
    expect((await hits(id)).map(toldOf).reverse()).toEqual([
      ['person', 'loaded', 'Chrome'],
      ['apple_privacy', 'apple_mail_privacy', null],
      ['scanner', 'security_product', null],
      ['proxy_early', 'proxy_within_seconds', 'Gmail'],
      ['scanner', 'head_request', 'Chrome'],
      ['scanner', 'prefetch_header', 'Chrome'],
    ]);
    const row = await email(id);
    expect(row).toMatchObject({ opens: 1, automatic_opens: 5, clicks: 0, first_opened_at: row['last_opened_at'] });
    expect(String(row['first_opened_at']) >= before).toBe(true);
  });

  it('of the same client within seconds is one', async () => {
    const { id, token } = await tracked();
    const address = somewhere();
    await ask(token, { address });
    await flush();
    await ask(token, { address });
    await ask(token, { address: somewhere() });
    expect((await hits(id)).map(({ class: hitClass }) => hitClass)).toEqual(['person', 'duplicate', 'person']);
    expect(await email(id)).toMatchObject({ opens: 2, automatic_opens: 0 });
  });

  it('from where its sender is at work is their own', async () => {
    const { id, token } = await tracked();
    const address = '203.0.113.77';
    await scene.server.request('GET', '/sync/history/deal/x', { token: scene.owner.token, headers: { 'X-Forwarded-For': address } });
    await ask(token, { address });
    expect((await hits(id)).map(toldOf)).toEqual([['own', 'sender_address', 'Chrome']]);
    expect(await email(id)).toMatchObject({ opens: 0, automatic_opens: 0, first_opened_at: null });
  });

  it('keeps no whole address', async () => {
    const { token } = await tracked();
    await ask(token, { address: '198.51.100.201' });
    await flush();
    const { rows } = await workspace.client.execute({ sql: 'SELECT * FROM tracking_hit WHERE token = ?', args: [token] });
    expect(rows[0]?.['network']).toBe('198.51.100.0/24');
    expect(JSON.stringify(rows)).not.toContain('198.51.100.201');
  });

  it('of a message beyond what anybody opens is not kept, and others are', async () => {
    const [flooded, other] = [await tracked(), await tracked()];
    const hit = (token: string, index: number): Hit => ({
      person: scene.owner.personId,
      token,
      kind: 'open',
      at: Date.now(),
      address: `10.${index >> 8}.${index & 255}.1`,
      agent: chrome,
      head: false,
      prefetch: false,
      url: null,
    });
    for (let round = 0; round < 4; round++) {
      for (let index = 0; index < 200; index++) scene.server.deps.tracking.take(hit(flooded.token, round * 200 + index));
      await flush();
    }
    await ask(other.token);
    expect(await rowsOf(flooded.token)).toBe(500);
    expect(await rowsOf(other.token)).toBe(1);
  });

  it('comes to whoever sees the message, without asking', async () => {
    const { id, token } = await tracked();
    const post = async (path: string, json: object) =>
      expectBody<Record<string, unknown>>(await scene.server.request('POST', path, { token: scene.owner.token, json }));
    const text = (await scene.server.request('POST', '/sync/bootstrap', { token: scene.owner.token })).text;
    const { cursor } = JSON.parse(text.trim().split('\n').at(-1) ?? '{}') as { cursor: string };
    const events = await fetch(`${scene.server.address}/sync/events`, { headers: { Authorization: `Bearer ${scene.owner.token}` } });
    const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
    const version = async () => Number(/data: (\d+)/.exec((await reader?.read())?.value ?? '')?.[1]);
    const first = await version();
    await ask(token);
    // Nothing but the hit itself makes it be written.
    expect(await version()).toBeGreaterThan(first);
    await reader?.cancel();
    const page = await post('/sync/pull', { cursor, lanes: [] });
    expect(JSON.stringify(page)).toContain('"opens":1');
    expect(JSON.stringify(page)).toContain(id);
  });
});

describe('a message that is told of after it was opened', () => {
  it('has what came before', async () => {
    const token = newToken();
    const hit = { person: scene.owner.personId, token, kind: 'open', agent: gmail, head: false, prefetch: false, url: null } as const;
    const { tracking } = scene.server.deps;
    tracking.take({ ...hit, at: Date.now() - 3_600_000, address: '66.249.93.84' });
    tracking.take({ ...hit, at: Date.now() - 1800_000, address: '66.249.84.1', agent: 'Mozilla/5.0' });
    await ask(token);
    expect(await rowsOf(token)).toBe(3);
    const { id } = await tracked({ token });
    await expect
      .poll(async () => (await hits(id)).map(toldOf))
      .toEqual([
        ['own', 'before_sending', 'Chrome'],
        ['apple_privacy', 'apple_mail_privacy', null],
        ['person', 'image_proxy', 'Gmail'],
      ]);
    expect(await email(id)).toMatchObject({ opens: 1, automatic_opens: 1 });
  });

  it('does not have to share its room with what somebody makes up', async () => {
    const { tracking } = scene.server.deps;
    const made = Array.from({ length: 3000 }, newToken);
    const hit = { person: scene.owner.personId, kind: 'open', agent: gmail, head: false, prefetch: false, url: null } as const;
    for (const token of made) tracking.take({ ...hit, token, at: Date.now(), address: '192.0.2.66' });
    await flush();
    const { rows } = await workspace.client.execute("SELECT count(*) AS count FROM tracking_hit WHERE network = '192.0.2.0/24'");
    expect(Number(rows[0]?.['count'])).toBe(40);
    const token = newToken();
    await ask(token);
    expect(await rowsOf(token)).toBe(1);
  });

  it('has nothing of an address that another has put together', async () => {
    const [early, token] = [newToken(), newToken()];
    const request = (one: string) =>
      scene.server.request('GET', pixelOf(one, colleague.personId), {
        headers: { 'User-Agent': chrome, 'X-Forwarded-For': somewhere() },
      });
    await request(early);
    expect(await rowsOf(early)).toBe(1);
    const [first, second] = [await tracked({ token: early }), await tracked({ token })];
    expect((await request(token)).status).toBe(200);
    await ask(token);
    await expect.poll(() => rowsOf(early)).toBe(0);
    expect(await email(first.id)).toMatchObject({ opens: 0, automatic_opens: 0 });
    expect(await rowsOf(token)).toBe(1);
    expect(await email(second.id)).toMatchObject({ opens: 1 });
  });

  it('that nobody has is nobody’s', async () => {
    const token = newToken();
    await scene.server.request('GET', pixelOf(token, newId()));
    expect(await rowsOf(token)).toBe(0);
  });
});

describe('a message that its sender has scheduled', () => {
  const minute = 60_000;
  const gmailCopy = (id: string) => ({ account: scene.owner.email, gmail_message_id: id.replaceAll('-', '') });

  /** Tracked an hour ago, as it was scheduled. */
  async function scheduled(): Promise<{ id: Id; token: string; told: number; sentAt: (at: number) => Promise<void> }> {
    const [id, token, told] = [newId(), newToken(), Date.now() - 60 * minute];
    const said = {
      from: { email: scene.owner.email, name: 'Ada' },
      to: [{ email: 'grace@customer.example', name: null }],
      subject: 'Offer',
      copy: gmailCopy(id),
    };
    const owner = { kind: 'person', id: scene.owner.personId } as const;
    await workspace.mutate(owner, [{ name: 'trackEmail', args: { id, token, ...said, sent_at: new Date(told).toISOString() } }]);
    // The server was told of it when it was scheduled.
    await workspace.client.batch(
      [
        {
          sql: "UPDATE record SET data = json_set(data, '$.created_at', ?) WHERE id = ? AND type = 'email'",
          args: [new Date(told).toISOString(), id],
        },
        'UPDATE meta SET version = version + 1',
      ],
      'write',
    );
    await workspace.refresh();
    const sentAt = (at: number) =>
      workspace.mutate(owner, [
        {
          name: 'logEmail',
          args: { id: newId(), ...said, message_id: `<${id}@example.com>`, sent_at: new Date(at).toISOString(), direction: 'outgoing' },
        },
      ]);
    return { id, token, told, sentAt };
  }

  const hit = (token: string, at: number, { agent = gmail, kind = 'open' as Hit['kind'], url = null as string | null } = {}) =>
    scene.server.deps.tracking.take({
      person: scene.owner.personId,
      token,
      kind,
      at,
      agent,
      url,
      address: somewhere(),
      head: false,
      prefetch: false,
    });

  it('has what came by the time at which it was sent, whatever was told before', async () => {
    await settings({ link_tracking: true });
    const { id, token, told, sentAt } = await scheduled();
    const sent = told + 30 * minute;
    hit(token, told - 10_000);
    hit(token, told + 5 * minute);
    hit(token, told + 6 * minute, { agent: 'Mozilla/5.0' });
    hit(token, sent + 4000);
    hit(token, sent + 4500, { agent: chrome, kind: 'click', url: 'https://example.com/' });
    hit(token, sent + 10 * minute);
    hit(token, sent + 20 * minute, { agent: chrome });
    expect(await email(id)).toMatchObject({
      opens: 4,
      automatic_opens: 1,
      clicks: 1,
      first_opened_at: new Date(told + 5 * minute).toISOString(),
    });
    await sentAt(sent);
    await expect
      .poll(async () => (await hits(id)).toReversed().map(toldOf))
      .toEqual([
        ['own', 'before_sending', 'Gmail'],
        ['own', 'before_sending', 'Gmail'],
        ['own', 'before_sending', null],
        ['proxy_early', 'proxy_within_seconds', 'Gmail'],
        ['scanner', 'click_within_seconds', 'Chrome'],
        ['person', 'image_proxy', 'Gmail'],
        ['person', 'loaded', 'Chrome'],
      ]);
    expect(await email(id)).toMatchObject({
      opens: 2,
      automatic_opens: 1,
      clicks: 0,
      first_opened_at: new Date(sent + 10 * minute).toISOString(),
      last_opened_at: new Date(sent + 20 * minute).toISOString(),
    });
    hit(token, sent - 1000);
    expect((await hits(id)).filter(({ reason }) => reason === 'before_sending')).toHaveLength(4);
    // A time that was chosen anew: what was before the first is before the second as well, and so is what was in between.
    await sentAt(sent + 15 * minute);
    await expect.poll(() => email(id)).toMatchObject({ opens: 1, automatic_opens: 0, clicks: 0 });
    await settings({ link_tracking: false });
  });

  it('that only its sender has seen is not opened any more', async () => {
    const { id, token, told, sentAt } = await scheduled();
    hit(token, told + 5 * minute);
    expect(await email(id)).toMatchObject({ opens: 1 });
    await sentAt(told + 30 * minute);
    await expect.poll(() => email(id)).toMatchObject({ opens: 0, automatic_opens: 0, first_opened_at: null, last_opened_at: null });
  });
});

describe('what is known of a message', () => {
  it('is for those who see it', async () => {
    const { id, token } = await tracked();
    await ask(token);
    expect(await hits(id)).toHaveLength(1);
    const get = (path: string) => scene.server.request('GET', path, { token: colleague.token });
    const [foreign, none] = [await get(`/tracking/emails/${id}/opens`), await get(`/tracking/emails/${newId()}/opens`)];
    expect([foreign.status, (foreign.body as { code: string }).code]).toEqual([404, 'not_found']);
    expect((foreign.body as { message: string }).message).toBe((none.body as { message: string }).message);
    expect((await scene.server.request('GET', `/tracking/emails/${id}/opens`)).status).toBe(401);
  });

  it('is nothing where it is not tracked', async () => {
    const id = newId();
    await workspace.mutate({ kind: 'person', id: scene.owner.personId }, [
      {
        name: 'logEmail',
        args: {
          id,
          from: { email: 'grace@customer.example', name: null },
          to: [{ email: scene.owner.email, name: null }],
          sent_at: '2026-11-26T09:00:00.000Z',
          direction: 'incoming',
          copy: { account: scene.owner.email },
        },
      },
    ]);
    expect(await hits(id)).toEqual([]);
  });
});

describe('a link', () => {
  beforeEach(() => settings({ link_tracking: true }));

  const links = async (token: string, urls: string[]) => {
    const answer = await scene.server.request('POST', '/tracking/links', { token: scene.owner.token, json: { token, urls } });
    return expectBody<{ links: string[] }>(answer).links.map((link) => link.slice(scene.server.address.length));
  };
  const follow = (path: string, headers: Record<string, string> = {}) =>
    scene.server.request('GET', path, { headers: { 'User-Agent': chrome, 'X-Forwarded-For': somewhere(), ...headers } });

  it('leads on, and is counted as a click', async () => {
    const { id, token } = await tracked();
    const url = 'https://example.com/offer?a=b&c=d#e';
    const [first = '', second = ''] = await links(token, [url, 'http://bücher.example/é']);
    // A message is clicked on once it can have been read.
    await workspace.client.execute({
      sql: "UPDATE record SET data = json_set(data, '$.sent_at', '2026-11-01T00:00:00.000Z') WHERE id = ?",
      args: [id],
    });
    const answer = await follow(first);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('Location')).toBe(url);
    expect(answer.headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    expect((await follow(second)).headers.get('Location')).toBe('http://xn--bcher-kva.example/%C3%A9');
    await follow(first, { 'User-Agent': 'Microsoft Office Existence Discovery' });
    expect((await hits(id)).map((hit) => [hit.kind, hit.class, hit.url]).reverse()).toEqual([
      ['click', 'person', url],
      ['click', 'person', 'http://xn--bcher-kva.example/%C3%A9'],
      ['click', 'scanner', url],
    ]);
    expect(await email(id)).toMatchObject({ clicks: 2, opens: 0, automatic_opens: 0 });
  });

  it('within seconds of sending was followed by a machine', async () => {
    const { id, token } = await tracked();
    const [link = ''] = await links(token, ['https://example.com/']);
    expect((await follow(link)).status).toBe(302);
    expect((await hits(id)).map(toldOf)).toEqual([['scanner', 'click_within_seconds', 'Chrome']]);
  });

  it('that was changed leads nowhere, and says so', async () => {
    const { token } = await tracked();
    const [link = ''] = await links(token, ['https://example.com/']);
    const changed = [
      link.replace('example.com', 'evil.example'),
      link.replace('https', 'javascript'),
      link.replace(/\?u=.*/, ''),
      link.replace(/\?u=.*/, '?u='),
      link.replace('/0-', '/1-'),
      link.replace(token, newToken()),
      link.replace(scene.owner.personId, newId()),
      `/c/${newId()}/${token}/0-${'a'.repeat(32)}?u=https%3A%2F%2Fevil.example`,
      '/c/a/b/c?u=//evil.example',
    ];
    for (const path of changed) {
      const answer = await follow(path, { 'Accept-Language': 'fr' });
      expect([path, answer.status, answer.headers.get('Location')]).toEqual([path, 410, null]);
      expect(answer.text).toContain('<h1>Ce lien ne fonctionne pas</h1>');
      expect(answer.text).not.toContain('evil');
    }
    expect(await rowsOf(token)).toBe(0);
  });

  it('is not made for other than web pages, or where links are not tracked', async () => {
    const post = (json: object) => scene.server.request('POST', '/tracking/links', { token: scene.owner.token, json });
    const token = newToken();
    for (const url of ['javascript:alert(1)', 'mailto:a@example.com', '/x', 'https://'])
      expect([url, (await post({ token, urls: ['https://example.com', url] })).status]).toEqual([url, 422]);
    expect((await post({ token: 'x', urls: ['https://example.com'] })).status).toBe(422);
    expect((await post({ token, urls: [] })).status).toBe(422);
    const [link = ''] = await links(token, ['https://example.com/']);
    await settings({ link_tracking: false });
    expect((await post({ token, urls: ['https://example.com'] })).status).toBe(403);
    // Messages that are sent already still lead where they should.
    expect((await follow(link)).status).toBe(302);
    expect(await rowsOf(token)).toBe(0);
  });
});

describe('where a workspace does not want it', () => {
  it('nothing is recorded, and nobody sees a difference', async () => {
    const { id, token } = await tracked();
    const before = await ask(token);
    await flush();
    await settings({ tracking: false });
    const after = await ask(token);
    await flush();
    await settings({ tracking: true });
    expect(await hits(id)).toHaveLength(1);
    expect([after.status, after.text]).toEqual([before.status, before.text]);
    await ask(token);
    expect(await hits(id)).toHaveLength(2);
  });

  it('nothing is recorded of whom it excludes, hidden recipients too', async () => {
    const [shown, hidden, other] = [
      await tracked({ to: 'grace@shy.example' }),
      await tracked({ bcc: 'alan@shy.example' }),
      await tracked(),
    ];
    await settings({ tracking_excluded: ['@shy.example'] });
    for (const { token } of [shown, hidden, other]) await ask(token);
    expect(await Promise.all([shown, hidden, other].map(({ token }) => rowsOf(token)))).toEqual([0, 0, 1]);
    await settings({ tracking_excluded: [] });
  });
});
