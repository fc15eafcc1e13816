import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html } from 'lit';
import { setLanguage } from '../../components/base/localisation/index.ts';
import { inside, mount, settled, unmountAll, until, violations } from '../../components/base/testing/page.ts';
import { Session } from '../../components/provider/session.ts';
import './authorize.ts';
import type { Authorize } from './authorize.ts';

const address = 'https://crm.example.com';
const redirect = `https://${'abcdefghijklmnop'.repeat(2)}.chromiumapp.org/done`;
const asked = {
  response_type: 'code',
  client_id: 'inlay-extension',
  redirect_uri: redirect,
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
};
const person = { id: 'p', name: 'Ada Admin', email: 'ada@example.com', profile: 'user', role: 'admin' };
const places = [
  { id: 'w1', name: 'Meridian', person },
  { id: 'w2', name: 'Northside', person },
];

/** What the server's routes answer, each in its turn; the last one stays. */
let answers: Record<string, (() => Response | Promise<Response>)[]>;
let requests: { route: string; body: unknown }[];
let left: string[];
const { fetch: ownFetch } = globalThis;
const json = (status: number, body: object) => () => Response.json(body, { status });
const refused = (status: number) => json(status, { code: 'refused', message: 'Refused.', requestId: 'r' });

beforeEach(() => {
  requests = [];
  left = [];
  answers = {
    'GET /auth/grants/request': [json(200, { status: 'valid' })],
    'GET /auth/session': [json(200, { account: person })],
    'GET /auth/setup': [json(200, { needed: false, sign_up: 'invitation' })],
    'GET /auth/workspaces': [json(200, { workspaces: places })],
    'POST /auth/grants/code': [json(201, { code: 'the-code' })],
    'POST /auth/sign-in/email': [json(200, { account: person, session_token: 't' })],
    'POST /auth/sign-out': [json(200, {})],
  };
  sessionStorage.clear();
  globalThis.fetch = async (input, init) => {
    const url = String(input instanceof Request ? input.url : input);
    if (!url.startsWith(address)) return ownFetch(input, init);
    const route = `${init?.method ?? 'GET'} ${new URL(url).pathname}`;
    requests.push({ route, body: typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined });
    const list = answers[route] ?? [refused(404)];
    const answer = list.length > 1 ? list.shift() : list[0];
    if (!answer) throw new TypeError('Failed to fetch');
    return answer();
  };
});
afterEach(async () => {
  unmountAll();
  globalThis.fetch = ownFetch;
  await setLanguage('en');
});

async function open(change: Record<string, string> = {}): Promise<Authorize> {
  const search = new URLSearchParams({ ...asked, state: 'mine', ...change });
  const element = await mount<Authorize>(
    html`<inlay-authorize
      .session=${new Session(address, undefined)}
      .search=${search}
      .leave=${(to: string) => left.push(to)}
    ></inlay-authorize>`,
  );
  await until(() => (element.shadowRoot?.querySelector('h1, crm-sign-in') ?? null) !== null, 'the page');
  await settled(element);
  return element;
}

const words = (element: Authorize) => element.shadowRoot?.textContent?.replace(/\s+/g, ' ') ?? '';
const button = (element: Authorize, text: string) =>
  [...(element.shadowRoot?.querySelectorAll<HTMLElement>('crm-button') ?? [])].find((one) => one.textContent?.trim() === text);
const count = (route: string) => requests.filter((request) => request.route === route).length;

describe('inlay-authorize', () => {
  it('says who lets what in, where, and gives the code with the state on Allow', async () => {
    const element = await open();
    for (const part of ['Ada Admin', 'ada@example.com', 'change what you may change', 'learn your password', 'abcdefghijklmnop'])
      expect(words(element)).to.contain(part);
    button(element, 'Allow')?.click();
    await until(() => left.length > 0, 'the answer');
    expect(left).to.deep.equal([`${redirect}?code=the-code&state=mine`]);
    expect(requests.at(-1)).to.deep.equal({ route: 'POST /auth/grants/code', body: { ...asked, workspace: 'w1' } });
  });

  it('tells the extension that it was refused on Cancel, and asks for no code', async () => {
    const element = await open();
    button(element, 'Cancel')?.click();
    await until(() => left.length > 0, 'the answer');
    expect(left).to.deep.equal([`${redirect}?error=access_denied&state=mine`]);
    expect(count('POST /auth/grants/code')).to.equal(0);
  });

  it('takes the workspace that the extension proposes, and another one that is chosen', async () => {
    const element = await open({ workspace: 'w2' });
    const select = inside<HTMLElement & { value: string }>(element, 'crm-select');
    expect(select.value).to.equal('w2');
    select.value = 'w1';
    select.dispatchEvent(new Event('change'));
    button(element, 'Allow')?.click();
    await until(() => left.length > 0, 'the answer');
    expect(requests.at(-1)?.body).to.deep.contain({ workspace: 'w1' });
  });

  it('proposes one that is there where the extension’s is not', async () => {
    const element = await open({ workspace: 'w9' });
    expect(inside<HTMLElement & { value: string }>(element, 'crm-select').value).to.equal('w1');
  });

  it('leads nowhere where the server finds the request bad, or it says something twice', async () => {
    answers['GET /auth/grants/request'] = [refused(422)];
    const bad = await open();
    expect(words(bad)).to.contain('This request cannot be answered');
    expect(bad.shadowRoot?.querySelector('crm-button, a')).to.equal(null);
    expect(await violations(bad)).to.deep.equal([]);
    unmountAll();
    requests = [];
    const search = new URLSearchParams([...Object.entries(asked), ['redirect_uri', 'https://evil.example/']]);
    const twice = await mount<Authorize>(
      html`<inlay-authorize .session=${new Session(address, undefined)} .search=${search}></inlay-authorize>`,
    );
    await until(() => words(twice).includes('This request cannot be answered'), 'the words');
    expect(requests).to.deep.equal([]);
  });

  it('asks to sign in first, and goes on by the keyboard alone', async () => {
    answers['GET /auth/session'] = [refused(401), json(200, { account: person })];
    const element = await open();
    const form = inside(element, 'crm-sign-in');
    inside(form, 'crm-input[name=email]').focus();
    await sendKeys({ type: 'ada@example.com' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: 'a long password' });
    await sendKeys({ press: 'Enter' });
    await until(() => button(element, 'Allow') !== undefined, 'the question');
    await until(() => element.shadowRoot?.activeElement?.localName === 'h1', 'the focus is on the question');
    for (let presses = 0; presses < 4; presses++) await sendKeys({ press: 'Tab' });
    expect(element.shadowRoot?.activeElement).to.equal(button(element, 'Allow'));
    await sendKeys({ press: 'Enter' });
    await until(() => left.length > 0, 'the answer');
  });

  it('lets somebody else sign in', async () => {
    const element = await open();
    button(element, 'Use another account')?.click();
    await until(() => Boolean(element.shadowRoot?.querySelector('crm-sign-in')), 'the form');
    expect(count('POST /auth/sign-out')).to.equal(1);
  });

  it('has nothing to allow without a workspace, and says so', async () => {
    answers['GET /auth/workspaces'] = [json(200, { workspaces: [] })];
    const element = await open();
    expect(words(element)).to.contain('This account has no workspace yet.');
    expect(button(element, 'Allow')?.hasAttribute('disabled')).to.equal(true);
  });

  it('says when the session has ended meanwhile, and asks to sign in', async () => {
    answers['POST /auth/grants/code'] = [refused(401)];
    answers['GET /auth/session'] = [json(200, { account: person }), refused(401)];
    const element = await open();
    button(element, 'Allow')?.click();
    await until(() => Boolean(element.shadowRoot?.querySelector('crm-sign-in')), 'the form');
    expect(words(element)).to.contain('You were signed out meanwhile.');
    expect(left).to.deep.equal([]);
  });

  for (const [status, said] of [
    [404, 'This workspace is not yours any more.'],
    [429, 'Too many tries.'],
    [500, 'The server has a problem.'],
  ] as const)
    it(`stays where it is after ${status}, and says what to do`, async () => {
      answers['POST /auth/grants/code'] = [refused(status), json(201, { code: 'next' })];
      const element = await open();
      button(element, 'Allow')?.click();
      await until(() => words(element).includes(said), said);
      await until(() => !button(element, 'Allow')?.hasAttribute('disabled'), 'another try');
      button(element, 'Allow')?.click();
      await until(() => left.length > 0, 'the answer');
      expect(left).to.deep.equal([`${redirect}?code=next&state=mine`]);
    });

  it('says that the server cannot be reached, and tries again', async () => {
    const down = () => Promise.reject(new TypeError('Failed to fetch'));
    answers['GET /auth/grants/request'] = [down, json(200, { status: 'valid' })];
    const element = await open();
    expect(words(element)).to.contain('The server cannot be reached.');
    button(element, 'Try again')?.click();
    await until(() => button(element, 'Allow') !== undefined, 'the question');
  });

  for (const language of ['en', 'fr'])
    it(`is accessible in ${language}`, async () => {
      await setLanguage(language);
      const element = await open();
      expect(await violations(element)).to.deep.equal([]);
      if (language === 'fr') expect(words(element)).to.contain('Laisser Inlay pour Gmail travailler en votre nom');
    });
});
