import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { RecordType } from '../../shared/records/index.ts';
import { startMailServer, textOf, tokenIn } from '../mail/testing.ts';
import { Lane, stored } from '../workspace/testing.ts';
import { openDirectoryDatabase } from './database.ts';
import { invitation } from './schema.ts';
import type { Scene, Signed } from './testing.ts';
import { expectBody, join, letter, startScene, tokenFor } from './testing.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.close());

const get = (path: string, who: { token?: string; cookie?: string }) => scene.server.request('GET', path, who);
const post = (path: string, json: object, who: { token?: string; cookie?: string } = {}) =>
  scene.server.request('POST', path, { json, ...who });
const remove = (path: string, token: string) => scene.server.request('DELETE', path, { token });
const cookieOf = ({ cookie }: Signed) => ({ cookie });

/** What can be told apart from outside. */
const plain = ({ status, body }: { status: number; body: unknown }) => {
  const { requestId: _, ...error } = body as { requestId: string };
  return { status, error };
};

async function invite(email: string, rights: object = {}, by = scene.owner) {
  const { invitation } = expectBody<{ invitation: { id: string } }>(
    await post('/auth/invitations', { email, ...rights }, { token: by.token }),
    201,
  );
  return { id: invitation.id, token: tokenIn(await letter(scene, email)) };
}

describe('an invitation', () => {
  test('comes by mail, tells who invites where, and makes a person with the rights it names', async () => {
    const { token } = await invite('bob@example.com', { profile: 'manager', reports_to: scene.owner.personId, language: 'fr' });
    const received = await letter(scene, 'bob@example.com');
    expect(textOf(received)).toContain('Ada vous invite dans l’espace de travail Acme');
    expect((await post('/auth/invitation', { token })).body).toMatchObject({
      workspace: { name: 'Acme' },
      email: 'bob@example.com',
      invited_by: 'Ada',
      account: false,
    });
    const workspace = await scene.server.deps.workspaces.open(scene.workspaceId);
    const id = workspace.every('workspace_settings')[0]?.id ?? '';
    await workspace.mutate({ kind: 'system', name: 'set-up' }, [{ name: 'updateWorkspaceSettings', args: { id, timezone: 'Asia/Tokyo' } }]);
    const accepted = await post('/auth/invitation/accept', { token, account: { name: 'Bob', password: 'bob has a password' } });
    expectBody(accepted);
    const bob = await tokenFor(scene.server, accepted.cookie, scene.workspaceId);
    expect(workspace.user(bob.personId)).toMatchObject({
      name: 'Bob',
      email: 'bob@example.com',
      profile: 'manager',
      role: 'user',
      reports_to: scene.owner.personId,
      status: 'active',
      timezone: 'Asia/Tokyo',
    });
  });

  test('works once', async () => {
    const { token } = await invite('once@example.com');
    const accept = () => post('/auth/invitation/accept', { token, account: { name: 'Once', password: 'a long password' } });
    expect((await accept()).status).toBe(200);
    expect(plain(await accept())).toMatchObject({ status: 410, error: { code: 'link_invalid' } });
    expect((await post('/auth/invitation', { token })).status).toBe(410);
  });

  test('accepted by two at once lets one in', async () => {
    const [dan, eve] = [await join(scene, 'dan@example.com'), await join(scene, 'eve@example.com')];
    const made = await post('/auth/workspaces', { name: 'Second' }, cookieOf(scene.owner));
    const { workspace } = expectBody<{ workspace: { id: string } }>(made, 201);
    const owner = { ...scene.owner, ...(await tokenFor(scene.server, scene.owner.cookie, workspace.id)) };
    const { token } = await invite('race@example.com', {}, owner);
    const answers = await Promise.all([dan, eve].map((one) => post('/auth/invitation/accept', { token }, cookieOf(one))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.every(({ status }) => status === 200 || status === 410 || status === 409)).toBe(true);
    const users = (await scene.server.deps.workspaces.open(workspace.id)).every('user');
    expect(users).toHaveLength(2);
  });

  test('is joined with the account one has, once one has signed in', async () => {
    const host = await post('/auth/workspaces', { name: 'Third' }, cookieOf(scene.owner));
    const { workspace } = expectBody<{ workspace: { id: string } }>(host, 201);
    const owner = { ...scene.owner, ...(await tokenFor(scene.server, scene.owner.cookie, workspace.id)) };
    const fay = await join(scene, 'fay@example.com');
    const before = scene.mail.letters.length;
    await post('/auth/invitations', { email: fay.email }, { token: owner.token });
    const token = tokenIn(await letter(scene, fay.email, before));
    expect((await post('/auth/invitation', { token })).body).toMatchObject({ account: true });
    expect((await post('/auth/invitation/accept', { token })).status).toBe(401);
    expect((await post('/auth/invitation/accept', { token, account: { name: 'Fay', password: 'another password' } })).status).toBe(409);
    expect((await post('/auth/invitation/accept', { token }, cookieOf(fay))).status).toBe(200);
    const { workspaces } = expectBody<{ workspaces: { name: string }[] }>(await get('/auth/workspaces', cookieOf(fay)));
    expect(workspaces.map(({ name }) => name)).toEqual(['Acme', 'Third']);
  });

  test('is sent again with a new link, and withdrawn', async () => {
    const first = await invite('gil@example.com');
    const before = scene.mail.letters.length;
    expect((await post(`/auth/invitations/${first.id}/resend`, {}, { token: scene.owner.token })).status).toBe(200);
    const second = tokenIn(await letter(scene, 'gil@example.com', before));
    expect((await post('/auth/invitation', { token: first.token })).status).toBe(410);
    expect((await post('/auth/invitation', { token: second })).status).toBe(200);
    expect((await remove(`/auth/invitations/${first.id}`, scene.owner.token)).status).toBe(200);
    expect((await post('/auth/invitation', { token: second })).status).toBe(410);
    const { invitations } = expectBody<{ invitations: { id: string }[] }>(await get('/auth/invitations', { token: scene.owner.token }));
    expect(invitations.map(({ id }) => id)).not.toContain(first.id);
  });

  test('ends with its two weeks, and is listed as too old', async () => {
    const { id, token } = await invite('late@example.com');
    const db = await openDirectoryDatabase(scene.server.deps.config);
    await db.update(invitation).set({ expiresAt: new Date() }).where(eq(invitation.id, id));
    db.$client.close();
    expect((await post('/auth/invitation', { token })).status).toBe(410);
    expect((await post('/auth/invitation/accept', { token, account: { name: 'Late', password: 'a long password' } })).status).toBe(410);
    expect(await scene.server.deps.directory.findAccount('late@example.com')).toBeUndefined();
    const { invitations } = expectBody<{ invitations: object[] }>(await get('/auth/invitations', { token: scene.owner.token }));
    expect(invitations).toContainEqual(expect.objectContaining({ id, expired: true }));
  });

  test('whose letter cannot be sent says so', async () => {
    const mail = await startMailServer({ refuse: true });
    const other = await startScene({ SMTP_URL: mail.url });
    const answer = await other.server.request('POST', '/auth/invitations', { token: other.owner.token, json: { email: 'x@example.com' } });
    expect(plain(answer)).toMatchObject({ status: 503, error: { code: 'unavailable' } });
    await other.close();
    await mail.close();
  });

  test('goes to nobody who is in already', async () => {
    const known = await post('/auth/invitations', { email: 'ADA@example.com' }, { token: scene.owner.token });
    expect(plain(known)).toMatchObject({ status: 422, error: { fields: { email: expect.anything() } } });
  });

  test('never shows its token but in the letter', async () => {
    const { token } = await invite('hal@example.com');
    expect((await get('/auth/invitations', { token: scene.owner.token })).text).not.toContain(token);
    expect(JSON.stringify(scene.server.log)).not.toContain(token);
  });

  test('is for administrators to send, see and withdraw', async () => {
    const ian = await join(scene, 'ian@example.com', { profile: 'company' });
    const { id } = await invite('jo@example.com');
    for (const answer of [
      await get('/auth/invitations', { token: ian.token }),
      await post('/auth/invitations', { email: 'x@example.com' }, { token: ian.token }),
      await post(`/auth/invitations/${id}/resend`, {}, { token: ian.token }),
      await remove(`/auth/invitations/${id}`, ian.token),
      await remove(`/auth/people/${scene.owner.personId}`, ian.token),
    ])
      expect(plain(answer)).toMatchObject({ status: 403 });
  });
});

describe('another workspace', () => {
  test('is no different from none', async () => {
    const kim = await join(scene, 'kim@example.com');
    const made = await post('/auth/workspaces', { name: 'Private' }, cookieOf(scene.owner));
    const { workspace } = expectBody<{ workspace: { id: string } }>(made, 201);
    const owner = { ...scene.owner, ...(await tokenFor(scene.server, scene.owner.cookie, workspace.id)) };
    const { id } = await invite('foreign@example.com', {}, owner);

    const foreignToken = await post('/auth/token', { workspace: workspace.id }, cookieOf(kim));
    expect(plain(foreignToken)).toEqual(plain(await post('/auth/token', { workspace: newId() }, cookieOf(kim))));
    expect(foreignToken.status).toBe(404);
    expect(plain(await post(`/auth/workspaces/${workspace.id}/leave`, {}, cookieOf(kim)))).toEqual(
      plain(await post(`/auth/workspaces/${newId()}/leave`, {}, cookieOf(kim))),
    );
    const mine = scene.owner.token;
    expect(plain(await remove(`/auth/invitations/${id}`, mine))).toEqual(plain(await remove(`/auth/invitations/${newId()}`, mine)));
    expect(plain(await remove(`/auth/people/${owner.personId}`, mine))).toEqual(plain(await remove(`/auth/people/${newId()}`, mine)));
    expect((await get('/auth/workspaces', cookieOf(kim))).text).not.toContain('Private');
  });

  test('made by somebody has its pipeline, its lists and its owner', async () => {
    const lou = await join(scene, 'lou@example.com');
    const made = await post('/auth/workspaces', { name: 'Lou & Co', currency: 'JPY', timezone: 'Asia/Tokyo' }, cookieOf(lou));
    const { workspace } = expectBody<{ workspace: { id: string; person: object } }>(made, 201);
    expect(workspace.person).toMatchObject({ name: 'lou', role: 'admin', profile: 'company' });
    const open = await scene.server.deps.workspaces.open(workspace.id);
    expect(open.every('stage').map(({ name }) => name)).toContain('Incoming');
    expect(open.every('workspace_settings')).toMatchObject([{ name: 'Lou & Co', currency: 'JPY', timezone: 'Asia/Tokyo' }]);
  });
});

describe('who goes', () => {
  const isOut = async (who: Signed) => {
    expect((await scene.server.request('POST', '/sync/bootstrap', { token: who.token })).status).toBe(401);
    expect((await post('/auth/token', { workspace: scene.workspaceId }, cookieOf(who))).status).toBe(404);
    expect((await get('/auth/workspaces', cookieOf(who))).body).toEqual({ workspaces: [] });
  };

  test('is out at once, with the token they still hold', async () => {
    const max = await join(scene, 'max@example.com');
    expect((await scene.server.request('POST', '/sync/bootstrap', { token: max.token })).status).toBe(200);
    expect((await remove(`/auth/people/${max.personId}`, scene.owner.token)).status).toBe(200);
    await isOut(max);
  });

  test('leaves by themselves, and comes back as the same person', async () => {
    const ned = await join(scene, 'ned@example.com');
    expect((await post(`/auth/workspaces/${scene.workspaceId}/leave`, {}, cookieOf(ned))).status).toBe(200);
    await isOut(ned);
    const before = scene.mail.letters.length;
    expectBody(await post('/auth/invitations', { email: ned.email, profile: 'company' }, { token: scene.owner.token }), 201);
    const token = tokenIn(await letter(scene, ned.email, before));
    expectBody(await post('/auth/invitation/accept', { token }, cookieOf(ned)));
    const back = await tokenFor(scene.server, ned.cookie, scene.workspaceId);
    expect(back.personId).toBe(ned.personId);
    expect((await scene.server.deps.workspaces.open(scene.workspaceId)).user(ned.personId)).toMatchObject({
      status: 'active',
      profile: 'company',
    });
  });

  describe('gives what is theirs to another one', () => {
    const lane = () => new Lane();
    const push = async (who: Signed, ...mutations: ReturnType<Lane['next']>[]) =>
      expectBody(await post('/sync/push', { mutations }, { token: who.token }));
    const ownerOf = async (type: RecordType, id: string) =>
      (await stored(await scene.server.deps.workspaces.open(scene.workspaceId), type, id)) as { owner_id: string } | undefined;

    async function busy(email: string) {
      const who = await join(scene, email);
      const at = lane();
      const [contact, deal, task, lead] = [newId(), newId(), newId(), newId()];
      await push(
        who,
        at.next('createContact', { id: contact, last_name: 'Li' }),
        at.next('createDeal', { id: deal, name: 'Lamps', contact_id: contact }),
        at.next('createTask', { id: task, content: 'Call', resource_type: 'deal', resource_id: deal }),
        at.next('createLead', { id: lead, last_name: 'Wu' }),
      );
      return { who, records: { contact, deal, task, lead } };
    }
    const expectOwner = async (records: Record<string, string>, owner: string) => {
      for (const [type, id] of Object.entries(records)) expect((await ownerOf(type as RecordType, id))?.owner_id, type).toBe(owner);
    };

    test('when an administrator shuts them out, whoever sees it', async () => {
      const { who, records } = await busy('pia@example.com');
      const heir = await join(scene, 'quin@example.com');
      const many = lane();
      const leads = Array.from({ length: 480 }, () => newId());
      await push(who, ...leads.map((id) => many.next('createLead', { id, last_name: 'Many' })));
      expectBody(await remove(`/auth/people/${who.personId}?hand_over_to=${heir.personId}`, scene.owner.token));
      await isOut(who);
      await expectOwner(records, heir.personId);
      for (const id of leads) expect((await ownerOf('lead', id))?.owner_id).toBe(heir.personId);
    });

    test('when they leave by themselves, and later where they left before', async () => {
      const { who, records } = await busy('rob@example.com');
      const [first, second] = [await join(scene, 'sam@example.com'), await join(scene, 'tea@example.com')];
      expectBody(await post(`/auth/workspaces/${scene.workspaceId}/leave?hand_over_to=${first.personId}`, {}, cookieOf(who)));
      await expectOwner(records, first.personId);
      expectBody(await remove(`/auth/people/${first.personId}`, scene.owner.token));
      await expectOwner(records, first.personId);
      expectBody(await remove(`/auth/people/${first.personId}?hand_over_to=${second.personId}`, scene.owner.token));
      await expectOwner(records, second.personId);
    });

    test('who must be somebody else, and still here', async () => {
      const [who, gone] = [await join(scene, 'ula@example.com'), await join(scene, 'vic@example.com')];
      expectBody(await remove(`/auth/people/${gone.personId}`, scene.owner.token));
      for (const receiver of [who.personId, gone.personId, newId()]) {
        const answer = await remove(`/auth/people/${who.personId}?hand_over_to=${receiver}`, scene.owner.token);
        expect(plain(answer)).toMatchObject({ status: 422, error: { fields: { hand_over_to: { code: 'incorrect_value' } } } });
      }
      expect((await scene.server.request('POST', '/sync/bootstrap', { token: who.token })).status).toBe(200);
    });
  });

  test('takes their keys along, for good', async () => {
    const who = await join(scene, 'wes@example.com');
    const made = await post('/auth/keys', { kind: 'secret', name: 'CRM', scopes: ['embed'], origins: ['https://a.example'] }, who);
    const { key } = expectBody<{ key: { value: string } }>(made, 201);
    expect((await post('/auth/embed-token', {}, { token: key.value })).status).toBe(200);
    expectBody(await post(`/auth/workspaces/${scene.workspaceId}/leave`, {}, cookieOf(who)));
    const before = scene.mail.letters.length;
    expectBody(await post('/auth/invitations', { email: who.email }, { token: scene.owner.token }), 201);
    expectBody(await post('/auth/invitation/accept', { token: tokenIn(await letter(scene, who.email, before)) }, cookieOf(who)));
    expect((await post('/auth/embed-token', {}, { token: key.value })).status).toBe(401);
  });

  test('is not the last administrator', async () => {
    for (const answer of [
      await remove(`/auth/people/${scene.owner.personId}`, scene.owner.token),
      await post(`/auth/workspaces/${scene.workspaceId}/leave`, {}, cookieOf(scene.owner)),
    ])
      expect(plain(answer)).toMatchObject({ status: 409, error: { code: 'conflict' } });
  });
});
