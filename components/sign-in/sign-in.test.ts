import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html } from 'lit';
import { setLanguage } from '../base/localisation/index.ts';
import { inside, mount, settled, unmountAll, until, violations } from '../base/testing/page.ts';
import { Session } from '../provider/session.ts';
import { PageServer } from '../provider/testing/page-server.ts';
import './sign-in.ts';
import type { SignIn } from './sign-in.ts';

let server: PageServer;
let entered: number;

beforeEach(() => {
  server = new PageServer();
  server.listen();
  sessionStorage.clear();
  entered = 0;
});
afterEach(async () => {
  unmountAll();
  server.close();
  await setLanguage('en');
});

const form = (session = new Session(server.address, undefined)) =>
  mount<SignIn>(html`<crm-sign-in .session=${session} @crm-entered=${() => entered++}><p>Or ask Ada.</p></crm-sign-in>`);
const tries = () => server.asked.filter(({ path }) => path === '/auth/sign-in/email');
const control = (element: SignIn, name: string) => inside<HTMLInputElement>(element, `crm-input[name=${name}]`);
const said = (element: SignIn) => element.shadowRoot?.querySelector('crm-notice')?.textContent.trim();

async function enter(element: SignIn, password: string, email = 'ada@example.com'): Promise<void> {
  control(element, 'email').value = email;
  control(element, 'password').value = password;
  await settled(document.body);
  inside(element, 'crm-button').click();
}

describe('crm-sign-in', () => {
  it('takes e-mail and password, tells that they were right, and forgets the password', async () => {
    const element = await form();
    await enter(element, server.password, '  ada@example.com ');
    await until(() => entered === 1, 'the event');
    expect(tries()[0]?.body).to.deep.equal({ email: 'ada@example.com', password: server.password, session: 'bearer' });
    expect(control(element, 'password').value).to.equal('');
  });

  it('is worked by keyboard, and sends once however often Enter is pressed', async () => {
    const element = await form();
    control(element, 'email').focus();
    await sendKeys({ type: 'ada@example.com' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: server.password });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ press: 'Enter' });
    await until(() => entered > 0, 'the event');
    expect(tries().length).to.equal(1);
  });

  for (const [what, password, words] of [
    ['a wrong password', 'not it', 'The e-mail address or the password is wrong.'],
    ['too many tries', 'too often', 'Too many tries. Wait a minute, then try again.'],
    ['a fault of the server', 'broken', 'The server has a problem. Try again in a moment.'],
  ] as const)
    it(`says what to do after ${what}, and keeps what was typed`, async () => {
      const element = await form();
      await enter(element, password);
      await until(() => said(element) === words, words);
      expect([control(element, 'email').value, entered]).to.deep.equal(['ada@example.com', 0]);
      expect(await violations(element)).to.deep.equal([]);
      await enter(element, server.password);
      await until(() => entered === 1, 'the event');
      expect(said(element)).to.equal(undefined);
    });

  it('says that the server cannot be reached', async () => {
    server.reach = 'down';
    const element = await form();
    await enter(element, server.password);
    await until(() => said(element)?.startsWith('The server cannot be reached.') ?? false, 'the words');
  });

  it('asks for what is missing before it sends anything', async () => {
    const element = await form();
    inside(element, 'crm-button').click();
    await settled(document.body);
    expect(tries()).to.deep.equal([]);
    expect(control(element, 'email').matches(':invalid')).to.equal(true);
  });

  it('has names that password stores know, and no violations', async () => {
    const element = await form();
    expect(['email', 'password'].map((name) => control(element, name).getAttribute('autocomplete'))).to.deep.equal([
      'username',
      'current-password',
    ]);
    expect(await violations(element)).to.deep.equal([]);
  });

  it('leads to a new password on the server, beside a page of another origin and in place of one of its own', async () => {
    const foreign = inside<HTMLAnchorElement>(await form(), 'a');
    expect([foreign.href, foreign.target]).to.deep.equal([`${server.address}/#/forgot`, '_blank']);
    const own = inside<HTMLAnchorElement>(await form(new Session('', undefined)), 'a');
    expect([own.href, own.target]).to.deep.equal([`${location.origin}/#/forgot`, '']);
  });

  it('leads to a new account where anybody may make one', async () => {
    const links = (element: SignIn) => [...(element.shadowRoot?.querySelectorAll('a') ?? [])].map(({ href }) => href);
    expect(links(await form())).to.deep.equal([`${server.address}/#/forgot`]);
    server.signUp = 'open';
    const element = await form();
    await until(() => links(element).length === 2, 'the link');
    expect(links(element)[1]).to.equal(`${server.address}/#/sign-up`);
    expect(await violations(element)).to.deep.equal([]);
  });

  it('speaks French', async () => {
    const element = await form();
    await setLanguage('fr');
    await until(() => inside(element, 'h1').textContent === 'Se connecter', 'French');
    await enter(element, 'not it');
    await until(() => said(element)?.includes('mot de passe') ?? false, 'the words');
  });

  it('works in a window that keeps nothing', async () => {
    const { setItem, getItem } = Storage.prototype;
    Storage.prototype.setItem = Storage.prototype.getItem = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    try {
      const session = new Session(server.address, undefined);
      const element = await form(session);
      await enter(element, server.password);
      await until(() => entered === 1, 'the event');
      expect((await session.token()).token).to.equal('session-token');
    } finally {
      Object.assign(Storage.prototype, { setItem, getItem });
    }
  });
});
