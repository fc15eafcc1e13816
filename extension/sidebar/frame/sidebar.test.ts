import { expect } from 'chai';
import { newId } from '../../../shared/ids.ts';
import { setLanguage } from '../../../components/base/localisation/index.ts';
import { until, violations } from '../../../components/base/testing/page.ts';
import { TestBackground, closeSidebars } from '../testing/background.ts';
import { deep, found, pressable, says, words } from '../testing/deep.ts';
import { compose, conversation, message, person } from '../testing/mail.ts';
import type { TrackedSend } from '../../messages.ts';
import type { Sidebar } from './sidebar.ts';

const camille = person('camille@meridian.example', 'Camille Aubert', true);
const samuel = person('samuel.levy@vauquelin.example', 'Samuel Lévy');
const castaigne = person('m.castaigne@vauquelin.example');
const thread = '18c0ffee00000001';

/** A workspace in which Samuel is a contact with two deals, a task and a note. */
function withSamuel(): { background: TestBackground; contact: string; deal: string } {
  const background = new TestBackground();
  const [organization, contact, deal, won] = [newId(), newId(), newId(), newId()];
  background.do('createContact', { id: organization, is_organization: true, name: 'Institut Vauquelin' });
  background.do('createContact', {
    id: contact,
    first_name: 'Samuel',
    last_name: 'Lévy',
    title: 'Head of analysis',
    email: samuel.email,
    contact_id: organization,
  });
  background.do('createDeal', { id: deal, name: 'Mass spectrometer', contact_id: contact, value: '184900', currency: 'EUR' });
  background.do('createDeal', { id: won, name: 'Vacuum pump exchange', contact_id: contact, value: '18450', currency: 'EUR' });
  const end = background.server.workspace.all('stage').find(({ category }) => category === 'won');
  background.do('moveDeal', { id: won, stage_id: end?.id ?? '' });
  background.do('createTask', {
    id: newId(),
    content: 'Ask for the order number',
    due_date: '2020-01-01',
    resource_type: 'deal',
    resource_id: deal,
  });
  background.do('createNote', { id: newId(), content: 'Budget is approved.', resource_type: 'contact', resource_id: contact });
  return { background, contact, deal };
}

/** The sidebar beside a message of Samuel's to Camille. */
async function besideSamuel() {
  const { background, contact, deal } = withSamuel();
  const sidebar = await background.show();
  const letter = message(samuel, [camille], { rfcId: '<1@vauquelin.example>' });
  background.bodies.set(letter.id ?? '', { html: '<p>The budget stands.</p>', text: 'The budget stands.', quotedHtml: '' });
  await background.view(conversation([letter]));
  await says(sidebar, 'Mass spectrometer');
  return { background, contact, deal, sidebar, letter };
}

const storeOf = (sidebar: Sidebar) => {
  const { store } = sidebar as unknown as { store: import('../../../components/store/index.ts').Store | undefined };
  if (!store) throw new Error('The sidebar has no store');
  return store;
};
const emails = (sidebar: Sidebar) => [...storeOf(sidebar).all('email')];
/** What a message says: here until the server has it, and there from then on. */
const bodyOf = async (sidebar: Sidebar, email: { id: string } | undefined) => {
  const store = storeOf(sidebar);
  const now = store.get('email', email?.id ?? '');
  return now && (store.bodies.here(now) ?? (await store.bodies.find(now.id)))?.body_html;
};

async function choose(root: Element, trigger: string, item: string): Promise<void> {
  pressable(root, trigger).click();
  await until(() => deep(root, 'crm-menu-item').some((one) => words(one) === item && one.checkVisibility()), item);
  pressable(root, item).click();
}

describe('crm-sidebar', () => {
  // What comes when it is asked for is there before a test waits for it.
  before(() => Promise.all([import('../../gmail/signature.ts'), import('../../../components/quick-add/fields.ts')]));
  afterEach(async () => {
    closeSidebars();
    localStorage.clear();
    document.documentElement.removeAttribute('data-crm-theme');
    document.documentElement.dir = 'ltr';
    document.documentElement.lang = 'en';
    await setLanguage('en');
  });

  describe('people', () => {
    it('shows who is in the conversation, known people first, with deals, tasks and notes', async () => {
      const { background } = withSamuel();
      const sidebar = await background.show();
      await background.view(conversation([message(castaigne, [camille]), message(samuel, [camille])]));
      await says(sidebar, 'Head of analysis · Institut Vauquelin');
      for (const text of [
        '€184,900',
        'Vacuum pump exchange',
        'Ask for the order number',
        'Budget is approved.',
        'Not known yet',
        castaigne.email,
      ])
        expect(words(sidebar)).to.contain(text);
      const tabs = deep(sidebar, '[role=tab]').map((tab) => tab.textContent.trim().replace(/\s+/g, ' '));
      expect(tabs).to.deep.equal(['Samuel', '1 unknown']);
      expect(background.last('badge')?.count).to.equal(1);
      expect(await violations(sidebar)).to.deep.equal([]);
    });

    it('is accessible in the dark, and speaks French from right to left where the page does', async () => {
      const { background, sidebar } = await besideSamuel();
      await background.page({ type: 'appearance', appearance: { dark: true, language: 'fr', direction: 'rtl', density: 'default' } });
      await says(sidebar, 'Affaires');
      expect(document.documentElement.dir).to.equal('rtl');
      expect(await violations(sidebar)).to.deep.equal([]);
    });

    it('writes English from left to right where the page is in a language that it does not speak', async () => {
      const { background, sidebar } = await besideSamuel();
      await background.page({ type: 'appearance', appearance: { dark: false, language: 'he', direction: 'rtl', density: 'default' } });
      await says(sidebar, 'Deals');
      expect([document.documentElement.dir, document.documentElement.lang]).to.deep.equal(['ltr', 'en']);
    });

    it('leaves colleagues and the account itself out of the unknown', async () => {
      const background = new TestBackground();
      const sidebar = await background.show();
      await background.view(conversation([message(person('ada@example.com', 'Ada'), [camille])]));
      await says(sidebar, 'Only colleagues are in this conversation.');
      expect(words(sidebar)).not.to.contain('Not known yet');
    });

    it('adds somebody with what their signature tells', async () => {
      const background = new TestBackground();
      const sidebar = await background.show();
      const letter = message(person('ana.silva@northwind.example', 'Ana Silva'), [camille]);
      const text = 'Hello,\nlet us talk.\n\nKind regards,\nAna Silva\nHead of Purchasing\nNorthwind Traders, Inc.\nTel: +1 415 555 2671';
      background.bodies.set(letter.id ?? '', { html: '', text, quotedHtml: '' });
      await background.view(conversation([letter]));
      await says(sidebar, 'ana.silva@northwind.example');
      pressable(sidebar, 'Add contact').click();
      const title = await found<HTMLElement & { value: string }>(sidebar, 'crm-input[name=title]');
      await until(() => title.value === 'Head of Purchasing', 'the job title');
      pressable(sidebar, 'Add person').click();
      await says(sidebar, 'Head of Purchasing · Northwind Traders');
      const [contact] = [...storeOf(sidebar).all('contact')].filter(({ is_organization }) => !is_organization);
      expect(contact?.email).to.equal('ana.silva@northwind.example');
      expect(contact?.phone).to.equal('+1 415 555 2671');
    });

    it('shows whom a message is being written to', async () => {
      const { background } = withSamuel();
      const sidebar = await background.show();
      await background.page({ type: 'composes', composes: [compose([samuel])] });
      await says(sidebar, 'Institut Vauquelin');
    });
  });

  describe('deals', () => {
    it('changes the stage in place', async () => {
      const { deal, sidebar } = await besideSamuel();
      const stages = storeOf(sidebar)
        .every('stage')
        .filter(({ active }) => active)
        .sort((a, b) => a.position - b.position);
      const [first, second] = stages;
      await choose(sidebar, `Stage: ${first?.name}. Change it`, second?.name ?? '');
      await until(() => storeOf(sidebar).get('deal', deal)?.stage_id === second?.id, 'the next stage');
    });

    it('says why a message cannot be logged, and what is not sent yet', async () => {
      const { background, deal, sidebar } = await besideSamuel();
      background.server.online = false;
      background.stop();
      await until(() => background.ports === 2, 'another port');
      storeOf(sidebar).mutate.updateDeal({ id: deal, hot: true });
      await says(sidebar, 'Offline · 1 change waits');
      expect(words(sidebar)).to.contain('Not sent yet');
    });
  });

  describe('the conversation', () => {
    it('is linked to a deal, logs what is seen in it, and takes that back', async () => {
      const { background, deal, sidebar } = await besideSamuel();
      await choose(sidebar, 'What to do with Mass spectrometer', 'Link this conversation');
      await says(sidebar, 'Logged on Mass spectrometer');
      expect(words(sidebar)).to.contain('This conversation is linked');
      const [email] = emails(sidebar);
      expect(email?.message_id).to.equal('<1@vauquelin.example>');
      expect(await bodyOf(sidebar, email)).to.equal('<p>The budget stands.</p>');
      expect(email?.direction).to.equal('incoming');
      expect(storeOf(sidebar).list('email_link', 'resource_id', deal)).to.have.length(1);
      expect(background.last('defaults')?.defaults).to.deep.include({
        thread,
        link: { type: 'deal', id: deal, name: 'Mass spectrometer' },
      });
      deep(sidebar, 'footer crm-button')[0]?.click();
      await until(() => emails(sidebar).length === 0, 'it is logged no more');
      await background.settled();
      expect(emails(sidebar)).to.have.length(0);
    });

    it('logs one message by hand, on the people in it', async () => {
      const { contact, sidebar } = await besideSamuel();
      pressable(sidebar, 'Log this message').click();
      await says(sidebar, 'Logged on Samuel Lévy');
      expect(storeOf(sidebar).list('email_link', 'resource_id', contact)).to.have.length(1);
    });

    it('always logs somebody from the moment that it is said', async () => {
      const { sidebar } = await besideSamuel();
      await choose(sidebar, 'What to do with this conversation', 'Always log Samuel Lévy');
      await until(() => emails(sidebar).length === 1, 'the message is logged');
    });

    it('logs nobody in an account that nobody has been asked about, and goes on once it is wanted', async () => {
      const { background } = withSamuel();
      background.do('createMailRule', { id: newId(), action: 'log', pattern: samuel.email });
      const { account } = background.session;
      background.session = { ...background.session, account: { address: background.account, choice: 'ask' } };
      const sidebar = await background.show();
      await background.view(conversation([message(samuel, [camille])]));
      await says(sidebar, 'Nothing is logged before you say so.');
      await until(() => storeOf(sidebar).status.ready === 'all', 'all records are there');
      await background.settled();
      expect(emails(sidebar)).to.have.length(0);
      await background.say({ account });
      await until(() => emails(sidebar).length === 1, 'the message is logged');
    });

    it('never logs whom somebody has said it of, and says so', async () => {
      const { background, sidebar } = await besideSamuel();
      background.do('createMailRule', { id: newId(), action: 'never', pattern: samuel.email });
      background.do('createMailRule', { id: newId(), action: 'log', pattern: samuel.email });
      await says(sidebar, `${samuel.email} is on your never-log list.`);
      await background.settled();
      expect(emails(sidebar)).to.have.length(0);
    });

    it('does not log a draft, a folded message, or the same message twice', async () => {
      const { background, deal } = withSamuel();
      const sidebar = await background.show();
      background.do('linkConversation', {
        id: newId(),
        account: background.account,
        thread_id: thread,
        resource_type: 'deal',
        resource_id: deal,
      });
      const letter = message(samuel, [camille]);
      const view = conversation([letter, message(samuel, [camille], { state: 'collapsed' }), message(camille, [samuel], { id: null })]);
      await background.view(view);
      await until(() => emails(sidebar).length === 1, 'one is logged');
      await background.view({
        ...view,
        messages: view.messages.map((one) => (one === letter ? { ...letter, rfcId: '<late@vauquelin.example>' } : one)),
      });
      await until(() => emails(sidebar)[0]?.message_id === '<late@vauquelin.example>', 'its Message-ID comes later');
      expect(emails(sidebar)).to.have.length(1);
    });
  });

  describe('messages that are sent', () => {
    const token = '0123456789abcdef0123456789abcdef';
    const send = {
      token,
      account: camille.email,
      threadId: null,
      draftId: 'msg-a:r42',
      inReplyTo: null,
      subject: 'Our offer',
      snippet: 'Please find our offer.',
      from: camille,
      to: [samuel],
      cc: [],
      bcc: [],
      sentAt: '2026-11-24T09:00:00.000Z',
      link: null,
      body: { html: '<p>Please find our offer.</p>', text: 'Please find our offer.' },
    } satisfies TrackedSend;

    /** What Gmail makes of it. */
    const ids = {
      account: camille.email,
      track: null,
      token,
      draftId: 'msg-a:r42',
      threadId: 'abc1',
      messageId: 'abc2',
      rfcId: '<sent@mail.gmail.com>',
    };

    /** The sidebar with its records, before anything is sent; `deal` as a compose is linked to it. */
    async function beforeSending({ background, deal } = withSamuel()) {
      const sidebar = await background.show();
      await until(() => deep(sidebar, 'crm-sidebar-home').length === 1, 'the records');
      return { background, sidebar, link: { type: 'deal' as const, id: deal, name: 'Mass spectrometer' } };
    }

    /** Says that a message was sent, under an id of its own. */
    async function track({ background, sidebar }: Awaited<ReturnType<typeof beforeSending>>, given: Partial<TrackedSend> = {}) {
      const id = newId();
      const before = emails(sidebar).length;
      await background.page({ type: 'track', id, send: { ...send, ...given } });
      await until(() => emails(sidebar).length === before + 1, 'the message is kept');
      return id;
    }

    async function sent() {
      const scene = await beforeSending();
      return { ...scene, track: await track(scene) };
    }

    /** Counted by the server, once it has the message. */
    async function opened({ server }: TestBackground, counts: Parameters<TestBackground['server']['opened']>[0]) {
      const arrived = () => server.workspace.all('email').some(({ tracking_token }) => tracking_token === counts.token);
      await until(arrived, 'the server has the message');
      server.opened(counts);
    }

    const row = { key: 'r1', threadId: 'abc1', lastMessageId: 'abc2', subject: 'Our offer', people: [samuel], sent: true };

    it('are kept once, completed with their ids, and marked in their rows as they are opened', async () => {
      const { background, sidebar, track: id } = await sent();
      expect(background.last('answer')?.id).to.equal(id);
      await background.page({ type: 'track', id, send });
      await background.page({ type: 'track', id: newId(), send });
      await background.page({ type: 'sent', id: 'two', sent: ids });
      await background.page({ type: 'rows', rows: [row] });
      await until(() => background.last('marks')?.marks['r1']?.sign === 'sent', 'the row has its tick');
      expect(emails(sidebar).map(({ message_id }) => message_id)).to.deep.equal(['<sent@mail.gmail.com>']);
      await opened(background, { token, opens: 0, automatic: 1, clicks: 0, first_at: null, last_at: null });
      await until(() => background.last('marks')?.marks['r1']?.label === 'not counted', 'a machine has fetched it');
      const at = '2026-11-24T10:42:00.000Z';
      await opened(background, { token, opens: 3, automatic: 0, clicks: 0, first_at: at, last_at: at });
      await until(() => background.last('marks')?.marks['r1']?.label === '3', 'it is opened');
      expect(background.last('marks')?.marks['r1']?.text).to.contain('Opened 3 times · last');
      await says(sidebar, 'Opened 3 times');
    });

    it('are one message too when they are sent before Gmail has saved a draft', async () => {
      const scene = await beforeSending();
      const { background, sidebar, link } = scene;
      await track(scene, { draftId: null, link });
      await background.page({ type: 'sent', id: 'two', sent: ids });
      await background.page({ type: 'rows', rows: [row] });
      await until(() => background.last('marks')?.marks['r1']?.sign === 'sent', 'the row has its tick');
      expect(emails(sidebar)).to.have.length(1);
      expect(emails(sidebar)[0]).to.include({ message_id: '<sent@mail.gmail.com>', tracking_token: token });
      expect(await bodyOf(sidebar, emails(sidebar)[0])).to.equal(send.body.html);
    });

    it('get their ids where neither a draft nor a picture names them, and are kept once though told of twice', async () => {
      const scene = await beforeSending();
      const { background, sidebar, link } = scene;
      const given = { token: null, draftId: null, link };
      const id = await track(scene, given);
      await background.page({ type: 'track', id, send: { ...send, ...given } });
      await background.page({ type: 'sent', id: 'two', sent: { ...ids, token: null, track: id } });
      await until(() => emails(sidebar)[0]?.message_id === ids.rfcId, 'it has its Message-ID');
      expect(emails(sidebar)).to.have.length(1);
      expect([...storeOf(sidebar).all('email_copy')]).to.have.length(1);
      expect(storeOf(sidebar).get('email_copy', id)).to.include({ gmail_message_id: 'abc2', thread_id: 'abc1', draft_id: 'msg-a:r42' });
      await background.page({ type: 'unsent', id: 'three', track: id, token: null, draftId: null });
      await until(() => emails(sidebar).length === 0, 'it was taken back');
    });

    it('say someone of so many where several have got them', async () => {
      const scene = await sent();
      const { background } = scene;
      const other = 'f'.repeat(32);
      await track(scene, { token: other, draftId: 'msg-a:r43', threadId: 'abc9', to: [samuel, castaigne] });
      const at = '2026-11-24T10:42:00.000Z';
      await background.page({ type: 'rows', rows: [{ ...row, threadId: 'abc9' }] });
      await until(() => background.last('marks')?.marks['r1'] !== undefined, 'the row has a mark');
      await opened(background, { token: other, opens: 2, automatic: 0, clicks: 0, first_at: at, last_at: at });
      await until(() => background.last('marks')?.marks['r1']?.label === 'someone of 2', 'one of two');
    });

    it('are forgotten when they are taken back, and no other when that is told of again', async () => {
      const scene = await sent();
      const { background, sidebar } = scene;
      const unsent = { type: 'unsent', track: scene.track, token, draftId: 'msg-a:r42' } as const;
      await background.page({ ...unsent, id: 'four' });
      await until(() => emails(sidebar).length === 0, 'nothing of it is kept');
      // The same draft goes out anew, before the first word of its return has been answered for good.
      await track(scene, { token: 'e'.repeat(32) });
      await background.page({ ...unsent, id: 'five' });
      await until(() => background.last('answer')?.id === 'five', 'the answer');
      expect(emails(sidebar).map(({ tracking_token }) => tracking_token)).to.deep.equal(['e'.repeat(32)]);
    });

    it('stand on the deal that was chosen, and bring their conversation there', async () => {
      const scene = await sent();
      const { background, sidebar, link } = scene;
      await track(scene, { token: null, draftId: 'msg-a:r44', link });
      const other = { ...ids, token: null, draftId: 'msg-a:r44', threadId: 'abc5', messageId: 'abc6', rfcId: null };
      await background.page({ type: 'sent', id: 'six', sent: other });
      await until(() => storeOf(sidebar).list('conversation_link', 'thread_id', 'abc5').length === 1, 'the conversation is linked');
      expect(storeOf(sidebar).list('email_link', 'resource_id', link.id)).to.have.length(1);
    });

    it('tell that they are refused where the workspace has switched tracking off', async () => {
      const { background, deal } = withSamuel();
      background.do('updateWorkspaceSettings', { id: background.server.workspace.all('workspace_settings')[0]?.id ?? '', tracking: false });
      await beforeSending({ background, contact: '', deal });
      await background.page({ type: 'track', id: newId(), send });
      await until(() => background.last('refused') !== undefined, 'it is refused');
      expect(background.last('defaults')?.defaults.tracking).to.equal(false);
    });

    it('can be known beforehand not to be kept: the page has the rules', async () => {
      const { background } = await beforeSending();
      const settings = background.server.workspace.all('workspace_settings')[0]?.id ?? '';
      background.do('updateWorkspaceSettings', { id: settings, never_log: ['@court.example'] });
      background.do('createMailRule', { id: newId(), action: 'never', pattern: '@family.example' });
      const never = { own: ['@family.example'], workspace: ['@court.example'] };
      await until(() => JSON.stringify(background.last('defaults')?.defaults.never) === JSON.stringify(never), 'the rules');
    });

    it('mark those to whom nothing is ever logged, in Sent alone', async () => {
      const { background } = await sent();
      background.do('createMailRule', { id: newId(), action: 'never', pattern: '@family.example' });
      const maman = { ...row, threadId: 'abc7', people: [person('maman@family.example')] };
      await background.page({ type: 'rows', rows: [maman, { ...maman, key: 'r2', sent: false }] });
      await until(() => background.last('marks')?.marks['r1']?.sign === 'never-logged', 'the sign');
      expect(background.last('marks')?.marks['r2']).to.equal(undefined);
    });
  });

  describe('the session', () => {
    it('asks to set a server, to sign in, and whether an account is meant', async () => {
      const background = new TestBackground();
      const { session } = background;
      background.session = { ...session, state: 'no-server', server: null, signIn: null, workspace: null, person: null };
      const sidebar = await background.show();
      await says(sidebar, 'Tell the extension where your Inlay is');
      pressable(sidebar, 'Set the address').click();
      await until(() => background.wishes.includes('open-options'), 'the options');
      await background.say({ state: 'signed-out', server: session.server });
      await says(sidebar, 'Sign in to Inlay');
      expect(await violations(sidebar)).to.deep.equal([]);
      pressable(sidebar, 'Sign in').click();
      await until(() => background.wishes.includes('sign-in'), 'the window to sign in');
      await background.say({ ...session, account: { address: camille.email, choice: 'ask' } });
      await says(sidebar, 'Nothing is logged before you say so.');
      pressable(sidebar, 'Use it').click();
      await until(() => background.wishes.includes('choose-account'), 'the choice');
    });

    it('keeps the records in sight while the server asks to sign in again, and none after signing out', async () => {
      const { background, sidebar } = await besideSamuel();
      await background.say({ state: 'signed-out', problem: 'signed-out-by-server' });
      await says(sidebar, 'Signed out');
      expect(words(sidebar)).to.contain('Mass spectrometer');
      await background.say({ state: 'signed-out', problem: null, signIn: null, workspace: null, person: null });
      await says(sidebar, 'Sign in to Inlay');
      expect(words(sidebar)).not.to.contain('Mass spectrometer');
    });

    it('says that messages were not noted, and leads to what is known of them', async () => {
      const { background, sidebar } = await besideSamuel();
      await background.say({ unnoted: { letGo: 2, full: true } });
      await says(sidebar, 'Not all that you sent is noted');
      expect(words(sidebar)).to.contain('This browser has no room left');
      expect(await violations(sidebar)).to.deep.equal([]);
      pressable(sidebar, 'See which').click();
      await until(() => background.wishes.includes('open-options'), 'the options');
      await background.say({ unnoted: { letGo: 0, full: false } });
      await until(() => deep(sidebar, 'crm-notice').length === 0, 'nothing more is said');
    });

    it('goes on after the browser has stopped the background, without a token of its own', async () => {
      const { background, deal, sidebar } = await besideSamuel();
      background.stop();
      await until(() => background.ports === 2, 'another port');
      background.do('updateDeal', { id: deal, name: 'Two mass spectrometers' });
      await says(sidebar, 'Two mass spectrometers');
      expect(background.requests.every(({ headers }) => !('authorization' in headers))).to.equal(true);
    });
  });

  it('shows what is due today, and which messages were opened lately, while nothing is open', async () => {
    const background = new TestBackground();
    background.do('createTask', { id: newId(), content: 'Call Anne back', due_date: '2020-01-01' });
    const sidebar = await background.show();
    await says(sidebar, 'Call Anne back');
    expect(words(sidebar)).to.contain('Opened lately');
    expect(await violations(sidebar)).to.deep.equal([]);
  });

  it('inserts a template as it will stand, says what is not known, and where there is no message to put it in', async () => {
    const { background, sidebar } = await besideSamuel();
    background.do('createEmailTemplate', {
      id: newId(),
      name: 'Offer',
      subject: 'For {{organization}}',
      content: 'Dear {{first_name}}, about {{deal}}.',
    });
    await until(() => [...storeOf(sidebar).all('email_template')].length === 1, 'the template');
    await choose(sidebar, 'More', 'Insert a template…');
    await says(sidebar, 'Dear Samuel, about .');
    expect(words(sidebar)).to.contain('Nothing stands in place of: deal.');
    pressable(sidebar, 'Insert').click();
    await says(sidebar, 'No message is being written.');
    await background.page({ type: 'composes', composes: [compose([samuel])] });
    pressable(sidebar, 'Cancel').click();
    await until(() => deep(sidebar, 'crm-dialog[open] crm-select').length === 0, 'the dialog is gone');
    await choose(sidebar, 'More', 'Insert a template…');
    await says(sidebar, 'For Institut Vauquelin');
    pressable(sidebar, 'Insert').click();
    await until(() => background.last('insert') !== undefined, 'it is inserted');
    expect(background.last('insert')).to.deep.equal({
      type: 'insert',
      compose: 'c1',
      content: 'Dear Samuel, about .',
      subject: 'For Institut Vauquelin',
    });
  });
});
