import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html } from 'lit';
import { setLanguage } from '../base/localisation/index.ts';
import { inside, mount, settled, unmountAll, until, violations } from '../base/testing/page.ts';
import { newId } from '../../shared/ids.ts';
import type { Token } from '../store/index.ts';
import '../sync-status/sync-status.ts';
import type { SignedInEvent } from './events.ts';
import { serverOf } from './problem.ts';
import type { CrmProvider } from './provider.ts';
import './provider.ts';
import { PageServer } from './testing/page-server.ts';

let server: PageServer;
const { warn } = console;

beforeEach(() => {
  server = new PageServer();
  server.listen();
  sessionStorage.clear();
  localStorage.clear();
  console.warn = () => undefined;
});
afterEach(async () => {
  unmountAll();
  server.close();
  console.warn = warn;
  document.documentElement.lang = 'en';
  await setLanguage('en');
});

interface Page {
  provider: CrmProvider;
  /** The events of the provider, in their order. */
  told: string[];
}

async function page(properties: Partial<Pick<CrmProvider, 'server' | 'workspace' | 'language' | 'getToken'>> = {}): Promise<Page> {
  const told: string[] = [];
  const tell = (event: Event) => void told.push('code' in event ? `${event.type} ${String(event.code)}` : event.type);
  const provider = await mount<CrmProvider>(
    html`<crm-provider
      server=${properties.server ?? server.address}
      workspace=${properties.workspace ?? ''}
      language=${properties.language ?? ''}
      .getToken=${properties.getToken}
      @crm-signed-in=${tell}
      @crm-signed-out=${tell}
      @crm-error=${tell}
      ><crm-sync-status></crm-sync-status
    ></crm-provider>`,
  );
  return { provider, told };
}

const words = (element: Element | null | undefined) => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
const door = (provider: CrmProvider) => provider.shadowRoot?.querySelector('crm-sign-in');
const notice = (provider: CrmProvider) => {
  const found = provider.shadowRoot?.querySelector('crm-notice');
  return found ? `${found.getAttribute('heading')} ${words(found)}` : undefined;
};
const open = (provider: CrmProvider) => provider.shadowRoot?.querySelector('slot:not([name])') !== null;
const status = (provider: CrmProvider) => words(provider.querySelector('crm-sync-status')?.shadowRoot?.querySelector('[role=status]'));
const saved = (provider: CrmProvider) => status(provider).startsWith('Saved');
const paths = () => server.asked.map(({ path }) => path);
const press = (provider: CrmProvider, name: string) => {
  const found = [...(provider.shadowRoot?.querySelectorAll('crm-button') ?? [])].find((button) => words(button) === name);
  if (!found) throw new Error(`There is no button ${name}`);
  found.click();
};

/** Signs in at the form, as people do. */
async function signIn(provider: CrmProvider, password = server.password): Promise<void> {
  await until(() => door(provider)?.shadowRoot?.querySelector('form') !== undefined, 'the form');
  await settled(document.body);
  const form = door(provider);
  if (!form) throw new Error('Nobody is asked to sign in.');
  inside<HTMLInputElement>(form, 'crm-input[name=email]').value = 'ada@example.com';
  inside<HTMLInputElement>(form, 'crm-input[name=password]').value = password;
  inside(form, 'crm-button').click();
}

async function entered(properties: Parameters<typeof page>[0] = {}): Promise<Page> {
  const opened = await page(properties);
  if (!properties.getToken) await signIn(opened.provider);
  await until(() => saved(opened.provider), 'the records');
  return opened;
}

describe('crm-provider', () => {
  describe('signing in on a page of another origin', () => {
    it('asks in place of what is inside, then shows it and tells of it', async () => {
      const { provider, told } = await page();
      await until(() => Boolean(door(provider)), 'the form');
      expect(open(provider)).to.equal(false);
      const signedIn = new Promise<SignedInEvent>((resolve) => document.addEventListener('crm-signed-in', resolve, { once: true }));
      await signIn(provider);
      const { personId, workspaceId } = await signedIn;
      expect([personId, workspaceId]).to.deep.equal([server.sync.person, server.sync.workspaceId]);
      await until(() => open(provider) && saved(provider), 'the records');
      expect(told).to.deep.equal(['crm-signed-in']);
    });

    it('needs no cookie: the session is the tab’s, and the password is kept nowhere', async () => {
      await entered();
      expect(server.asked.find(({ path }) => path === '/auth/sign-in/email')?.body).to.include({ session: 'bearer' });
      expect(sessionStorage.getItem(`inlay/session/${server.address}`)).to.equal('session-1');
      expect(JSON.stringify({ ...sessionStorage, ...localStorage })).to.not.contain(server.password);
    });

    it('is asked once for all providers of a page', async () => {
      const [one, other] = [await page(), await page()];
      await signIn(one.provider);
      await until(() => open(one.provider) && open(other.provider), 'both');
      expect(server.asked.filter(({ path }) => path === '/auth/sign-in/email').length).to.equal(1);
    });

    it('writes times as the workspace has chosen, from that moment on', async () => {
      const { provider } = await entered();
      const id = server.sync.workspace.all('workspace_settings')[0]?.id ?? '';
      expect(provider.store?.mutate.updateWorkspaceSettings({ id, time_format: '12H' }).ok).to.equal(true);
      await until(() => /\d:\d\d [AP]M$/i.test(status(provider)), 'twelve hours');
      provider.store?.mutate.updateWorkspaceSettings({ id, time_format: '24H' });
      await until(() => /^Saved · \d\d:\d\d$/.test(status(provider)), 'twenty-four hours');
    });

    it('is asked again when the session ends at work, and the same person goes on', async () => {
      const { provider } = await entered();
      const before = provider.store;
      server.endSessions();
      dispatchEvent(new Event('online'));
      await until(() => Boolean(door(provider)), 'the form');
      await signIn(provider);
      await until(() => open(provider) && saved(provider), 'the records');
      expect(provider.store).to.equal(before);
    });

    it('ends with signOut(), which leaves nothing of the workspace in the browser', async () => {
      const { provider, told } = await entered();
      await provider.signOut();
      expect(told).to.deep.equal(['crm-signed-in', 'crm-signed-out']);
      await until(() => Boolean(door(provider)), 'the form');
      expect([sessionStorage.length, localStorage.length]).to.deep.equal([0, 0]);
      const databases = (await indexedDB.databases()).map(({ name }) => name ?? '');
      expect(databases.filter((name) => name.includes(server.sync.workspaceId))).to.deep.equal([]);
    });
  });

  describe('a page that is opened again', () => {
    it('shows what is in the cache while the server cannot be reached', async () => {
      const { provider } = await entered();
      provider.remove();
      server.reach = 'down';
      const again = await page();
      await until(() => status(again.provider) === 'Offline', 'the status');
      expect([open(again.provider), notice(again.provider)]).to.deep.equal([true, undefined]);
    });

    it('leaves nothing to somebody who does not belong to the workspace any more', async () => {
      const { provider } = await entered();
      provider.remove();
      server.member = false;
      const again = await page();
      await until(() => notice(again.provider) !== undefined, 'the notice');
      expect(notice(again.provider)).to.contain('There is no such workspace for you.');
      expect(localStorage.length).to.equal(0);
      const databases = (await indexedDB.databases()).map(({ name }) => name ?? '');
      expect(databases.filter((name) => name.includes(server.sync.workspaceId))).to.deep.equal([]);
      press(again.provider, 'Sign in as somebody else');
      await until(() => Boolean(door(again.provider)), 'the form');
    });
  });

  describe('the workspace attribute', () => {
    it('says which one is asked for', async () => {
      await entered({ workspace: server.sync.workspaceId });
      expect(paths()).to.not.contain('/auth/workspaces');
      expect(server.asked.find(({ path }) => path === '/auth/token')?.body).to.deep.equal({ workspace: server.sync.workspaceId });
    });

    for (const workspace of [newId(), 'meridian', '../x', '<b>'])
      it(`says so where it is none of one’s own: ${workspace}`, async () => {
        const { provider, told } = await page({ workspace });
        await signIn(provider);
        await until(() => notice(provider) !== undefined, 'the notice');
        expect(notice(provider)).to.contain('There is no such workspace for you.');
        expect(told).to.deep.equal(['crm-error workspace']);
        provider.workspace = server.sync.workspaceId;
        await until(() => saved(provider), 'the right one');
      });
  });

  describe('a server attribute that is wrong', () => {
    for (const address of ['crm.example.com', 'javascript:alert(1)', 'http://', 'https:///x', 'ftp://crm.example.com', '<b>'])
      it(`is told, and asks nothing: ${address}`, async () => {
        const { provider, told } = await page({ server: address });
        await until(() => notice(provider) !== undefined, 'the notice');
        expect(notice(provider)).to.contain(`“${address}” is no server’s address.`);
        expect(told).to.deep.equal(['crm-error server']);
        expect(server.asked).to.deep.equal([]);
        provider.server = server.address;
        await until(() => Boolean(door(provider)), 'the form');
      });

    it('takes addresses as people write them', () => {
      expect(['', ' ', '/', '/crm/', 'https://crm.example.com/', 'HTTPS://CRM.example.com'].map(serverOf)).to.deep.equal([
        '',
        '',
        location.origin,
        `${location.origin}/crm`,
        'https://crm.example.com',
        'https://crm.example.com',
      ]);
    });
  });

  describe('a server that does not answer', () => {
    it('is told with what to do, and entered when it is back', async () => {
      server.reach = 'down';
      const { provider, told } = await page();
      await until(() => notice(provider) !== undefined, 'the notice');
      expect(notice(provider)).to.contain('The server https://crm.example.com cannot be reached.');
      expect(told).to.deep.equal(['crm-error unreachable']);
      expect(await violations(provider)).to.deep.equal([]);
      press(provider, 'Try again');
      await until(() => paths().filter((path) => path === '/health').length === 2, 'another try');
      expect(told.length, 'told once').to.equal(1);
      server.reach = 'open';
      dispatchEvent(new Event('online'));
      await until(() => Boolean(door(provider)), 'the form');
    });

    it('is told apart from one that does not work with pages of this origin', async () => {
      server.reach = 'blocked';
      const { provider, told } = await page();
      await until(() => notice(provider) !== undefined, 'the notice');
      expect(notice(provider)).to.contain(`does not work with pages of ${location.origin}.`).and.contain('ALLOWED_ORIGINS');
      expect(told).to.deep.equal(['crm-error origin']);
    });

    it('is told in French', async () => {
      server.reach = 'down';
      const { provider } = await page({ language: 'fr' });
      await until(() => notice(provider)?.includes('est injoignable') ?? false, 'French');
    });
  });

  describe('tokens of the host’s own back end', () => {
    it('let in without asking, and go along with each request', async () => {
      const { provider, told } = await entered({ getToken: async () => server.token() });
      expect(door(provider)).to.equal(null);
      expect(told).to.deep.equal(['crm-signed-in']);
      expect(paths().every((path) => path.startsWith('/sync/'))).to.equal(true);
      expect(new Set(server.asked.map(({ authorization }) => authorization))).to.deep.equal(new Set(['Bearer embed-token']));
    });

    it('may come later than the element', async () => {
      const { provider } = await page();
      await until(() => Boolean(door(provider)), 'the form');
      provider.getToken = async () => server.token();
      await until(() => saved(provider), 'the records');
    });

    for (const [what, given] of [
      ['nothing', undefined],
      ['a refusal', { code: 'unauthenticated', message: 'This key is not valid.' }],
      ['a token alone', 'eyJ…'],
    ] as const)
      it(`are told to be wrong where the page gives ${what}, and taken when they are right`, async () => {
        let right = false;
        const getToken = async () => (right ? server.token() : (given as unknown as Token));
        const { provider, told } = await page({ getToken });
        await until(() => notice(provider) !== undefined, 'the notice');
        expect(notice(provider)).to.contain('This page could not sign you in.');
        expect(told).to.deep.equal(['crm-error token']);
        right = true;
        press(provider, 'Try again');
        await until(() => saved(provider), 'the records');
        expect(notice(provider)).to.equal(undefined);
      });

    it('are told to be wrong where the page throws', async () => {
      const { provider, told } = await page({
        getToken: async () => {
          throw new Error('502');
        },
      });
      await until(() => notice(provider) !== undefined, 'the notice');
      expect(told).to.deep.equal(['crm-error token']);
    });

    it('of another workspace than the page asks for are not taken', async () => {
      const { told } = await page({ workspace: newId(), getToken: async () => server.token() });
      await until(() => told.length > 0, 'the event');
      expect([told, server.asked]).to.deep.equal([['crm-error workspace'], []]);
    });

    it('that are withdrawn at work hide the records, and bring them back when they are good again', async () => {
      const { provider, told } = await entered({ getToken: async () => server.token() });
      server.sync.signedIn = false;
      dispatchEvent(new Event('online'));
      await until(() => notice(provider) !== undefined, 'the notice');
      expect([open(provider), notice(provider)?.slice(0, 32)]).to.deep.equal([false, 'This page could not sign you in.']);
      expect(told).to.deep.equal(['crm-signed-in', 'crm-error token']);
      server.sync.signedIn = true;
      press(provider, 'Try again');
      await until(() => open(provider) && saved(provider), 'the records');
    });

    it('of somebody else begin anew for them, and nothing is sent in their name', async () => {
      let token = server.token();
      const { provider } = await entered({ getToken: async () => token });
      const before = provider.store;
      server.reach = 'down';
      provider.store?.mutate.createTask({ id: newId(), content: 'Mine' });
      token = { ...server.token(), person: { ...token.person, id: server.sync.workspace.person('Bo', 'company') } };
      server.reach = 'open';
      server.sync.signedIn = false;
      dispatchEvent(new Event('online'));
      await until(() => provider.store !== before && provider.store?.personId === token.person.id, 'their own store');
      expect(server.sync.pushed).to.deep.equal([]);
    });

    it('to a server that refuses the page’s origin are told so, instead of an empty board', async () => {
      server.reach = 'blocked';
      const { provider, told } = await page({ getToken: async () => server.token() });
      await until(() => notice(provider) !== undefined, 'the notice');
      expect(told).to.deep.equal(['crm-signed-in', 'crm-error origin']);
      server.reach = 'open';
      press(provider, 'Try again');
      await until(() => open(provider) && saved(provider), 'the records');
    });
  });

  it('speaks the language that it is given', async () => {
    const { provider } = await page({ language: 'fr' });
    await until(() => words(door(provider)?.shadowRoot?.querySelector('h1')) === 'Se connecter', 'French');
  });

  it('starts anew elsewhere when its server changes, and asks nothing once it is gone', async () => {
    const { provider } = await entered();
    const other = new PageServer('https://other.example.com');
    other.listen();
    provider.server = other.address;
    await until(() => Boolean(door(provider)), 'the form');
    expect(other.asked[0]?.path).to.equal('/auth/workspaces');
    provider.remove();
    const count = other.asked.length;
    dispatchEvent(new Event('online'));
    await settled(document.body);
    expect(other.asked.length).to.equal(count);
    other.close();
  });

  it('is worked by keyboard alone', async () => {
    const { provider } = await page();
    await until(() => Boolean(door(provider)?.shadowRoot?.querySelector('form')), 'the form');
    await settled(document.body);
    const form = door(provider);
    if (!form) throw new Error('There is no form.');
    inside(form, 'crm-input[name=email]').focus();
    await sendKeys({ type: 'ada@example.com' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: server.password });
    await sendKeys({ press: 'Enter' });
    await until(() => saved(provider), 'the records');
  });
});
