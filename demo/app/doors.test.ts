import { expect } from 'chai';
import { html } from 'lit';
import { mount, settled, unmountAll, until } from '../../components/base/testing/page.ts';
import './doors.ts';
import type { Doors } from './doors.ts';
import { currentRoute } from './routes.ts';

/** What the server answers to each route. */
let answers: Record<string, object>;
const { fetch: ownFetch } = globalThis;

beforeEach(() => {
  answers = {
    'POST /auth/sign-up': { status: 'sent' },
    'GET /auth/setup': { needed: false, sign_up: 'open', letters: 'sent' },
    'POST /auth/invitation': { workspace: { name: 'Acme' }, email: 'bo@example.com', invited_by: 'Ann', account: false },
  };
  globalThis.fetch = async (input, init) => {
    const url = new URL(String(input instanceof Request ? input.url : input), location.href);
    const answer = answers[`${init?.method ?? 'GET'} ${url.pathname}`];
    return answer ? Response.json(answer) : ownFetch(input, init);
  };
});
afterEach(() => {
  unmountAll();
  globalThis.fetch = ownFetch;
});

const open = async (hash: string) => mount<Doors>(html`<inlay-doors .route=${currentRoute(hash)}></inlay-doors>`);
const words = (doors: Doors) => doors.shadowRoot?.textContent?.replaceAll(/\s+/g, ' ') ?? '';
const fields = (doors: Doors) => [...(doors.shadowRoot?.querySelectorAll('crm-input') ?? [])].map((field) => field.getAttribute('name'));

async function askForLetter(doors: Doors): Promise<void> {
  const field = doors.shadowRoot?.querySelector<HTMLElement & { value: string }>('crm-input[name="email"]');
  if (field) field.value = 'bo@example.com';
  await settled(doors);
  doors.shadowRoot?.querySelector('form')?.requestSubmit();
  await until(() => doors.shadowRoot?.querySelector('crm-notice') !== null, 'what has become of the letter');
}

describe('the doors', () => {
  it('open the link of a letter in the page that has asked for it', async () => {
    const doors = await open('#/sign-up');
    await askForLetter(doors);
    expect(words(doors)).to.contain('on its way');
    doors.route = currentRoute('#/sign-up?token=t');
    await settled(doors);
    expect(words(doors)).not.to.contain('on its way');
    expect(fields(doors)).to.deep.equal(['name', 'password', 'workspace']);
    doors.route = currentRoute('#/invite?token=t');
    await until(() => words(doors).includes('Join Acme'), 'the invitation');
    expect(fields(doors)).to.deep.equal(['name', 'password']);
  });

  it('say that a letter is on its way though nothing more can be asked', async () => {
    delete answers['GET /auth/setup'];
    const doors = await open('#/sign-up');
    await askForLetter(doors);
    expect(words(doors)).to.contain('on its way');
  });

  it('say where a letter is that the server has printed', async () => {
    answers['GET /auth/setup'] = { needed: false, sign_up: 'open', letters: 'printed' };
    const doors = await open('#/sign-up');
    await askForLetter(doors);
    expect(words(doors)).to.contain('printed in its log').and.not.to.contain('on its way');
  });
});
