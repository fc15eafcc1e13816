import { expect } from 'chai';
import { newId } from '../../shared/ids.ts';
import type { MutatorArgs } from '../../shared/mutators/index.ts';
import { setLanguage } from '../base/localisation/index.ts';
import type { CrmMenu } from '../base/menu/menu.ts';
import { inside, settled, unmountAll, until, violations } from '../base/testing/page.ts';
import '../lead-panel/lead-panel.ts';
import { Sample } from '../pipeline-board/testing/sample.ts';
import { shownIn } from '../pipeline-board/testing/shown-in.ts';
import { part } from '../record/testing.ts';
import type { Store } from '../store/index.ts';
import type { EmailLine } from './email-line.ts';
import type { EmailTicks } from './email-ticks.ts';

let sample: Sample;
let store: Store;
let lead: string;
let panel: HTMLElement;

const token = 'ab'.repeat(16);
const sent: Omit<MutatorArgs<'trackEmail'>, 'id'> = {
  token,
  from: { email: 'camille@meridian.example', name: 'Camille Aubert' },
  to: [{ email: 'bo@li.example', name: 'Bo Li' }],
  subject: 'Revised quote',
  snippet: 'Bonjour Bo, as agreed',
  copy: { account: 'camille@meridian.example' },
};

/** A message on the lead, as the server has it. */
async function track(more: Partial<MutatorArgs<'trackEmail'>> = {}, opens: Partial<MutatorArgs<'recordOpens'>> = {}): Promise<string> {
  const id = newId();
  const links = [{ resource_type: 'lead', resource_id: lead }] as const;
  sample.elsewhere(sample.camille, 'trackEmail', { id, ...sent, links: [...links], ...more });
  const counted = { token, opens: 0, automatic: 0, clicks: 0, first_at: null, last_at: null, ...opens };
  sample.opens(counted);
  await until(() => store.get('email', id) !== undefined, 'the message');
  return id;
}

const emails = () => part(panel, 'crm-record-emails').shadowRoot;
const lines = () => [...emails().querySelectorAll<EmailLine>('crm-email-line')];
async function only(): Promise<EmailLine & { shadowRoot: ShadowRoot }> {
  await until(() => Boolean(lines()[0]?.shadowRoot?.querySelector('.line')), 'the line');
  await settled(emails());
  const [line] = lines();
  if (!line?.shadowRoot) throw new Error('There is no line');
  return line as EmailLine & { shadowRoot: ShadowRoot };
}
const ticks = (line: EmailLine) => inside<EmailTicks>(line, 'crm-email-ticks');
const words = (line: EmailLine) => ticks(line).shadowRoot?.querySelector('.ticks')?.textContent.replace(/\s+/g, ' ').trim() ?? '';
async function choose(line: EmailLine, value: string): Promise<void> {
  const menu = inside<CrmMenu>(line, 'crm-menu');
  menu.querySelector<HTMLElement>('crm-button')?.click();
  await until(() => menu.open, 'the menu');
  menu.querySelector<HTMLElement>(`crm-menu-item[value="${value}"]`)?.click();
}
async function undo(): Promise<void> {
  const button = () => document.querySelector('crm-toaster')?.shadowRoot?.querySelector<HTMLElement>('crm-button, button');
  await until(() => Boolean(button()), 'the toast');
  const all = [...(document.querySelector('crm-toaster')?.shadowRoot?.querySelectorAll<HTMLElement>('crm-button, button') ?? [])];
  all.find(({ textContent }) => textContent.trim() === 'Undo')?.click();
}

describe('a message on a record', () => {
  beforeEach(async () => {
    sample = new Sample();
    store = await sample.store(sample.camille);
    lead = newId();
    store.mutate.createLead({ id: lead, first_name: 'Bo', last_name: 'Li' });
    await until(() => sample.workspace.get('lead', lead) !== undefined, 'the lead is there');
    panel = await shownIn(store, 'crm-lead-panel', { 'lead-id': lead });
  });
  afterEach(() => {
    unmountAll();
    store.close();
    setLanguage('en');
  });

  it('says who wrote to whom, how it begins and whether it was opened', async () => {
    await track({}, { opens: 3, first_at: new Date().toISOString(), last_at: new Date().toISOString() });
    const line = await only();
    expect(line.shadowRoot.querySelector('.open')?.textContent.replace(/\s+/g, ' ').trim()).to.equal(
      'Camille Aubert to Bo Li · Revised quote',
    );
    expect(line.shadowRoot.querySelector('.quote')?.textContent.trim()).to.equal('Bonjour Bo, as agreed');
    expect(words(line)).to.match(/^Opened 3 times · last /);
    expect(await violations(line)).to.deep.equal([]);
  });

  it('says honestly what is not known', async () => {
    const cc = [
      { email: 'a@b.example', name: null },
      { email: 'c@d.example', name: null },
    ];
    await track({ cc }, { opens: 1, first_at: new Date().toISOString(), last_at: new Date().toISOString() });
    const line = await only();
    expect(words(line)).to.match(/^Opened by someone of 3 · /);
    const own = ticks(line);
    own.shadowRoot?.querySelector<HTMLElement>('.ticks')?.click();
    await until(() => own.shadowRoot?.querySelector('.menu')?.matches(':popover-open') ?? false, 'what is known');
    expect(own.shadowRoot?.querySelector('.menu')?.textContent).to.contain('who of them opened it, nobody knows');
    expect(await violations(line)).to.deep.equal([]);
    own.shadowRoot?.querySelector<HTMLElement>('.menu crm-button')?.click();
    await until(() => Boolean(own.shadowRoot?.querySelector('crm-open-tracking')), 'what it knows');
  });

  it('lists who asked for it, when, and why each counts or does not', async () => {
    await track({}, { opens: 1, automatic: 1, first_at: '2026-01-02T09:30:00.000Z', last_at: '2026-01-02T09:30:00.000Z' });
    sample.hits = [
      { id: 2, kind: 'open', at: '2026-01-02T09:30:00.000Z', class: 'person', reason: 'image_proxy', client: 'Gmail', url: null },
      { id: 1, kind: 'open', at: '2026-01-02T09:00:00.000Z', class: 'scanner', reason: 'security_product', client: 'Barracuda', url: null },
    ];
    const line = await only();
    const shadow = ticks(line).shadowRoot;
    shadow?.querySelector<HTMLElement>('.ticks')?.click();
    const listed = () => [...(shadow?.querySelectorAll('.menu li') ?? [])];
    await until(() => listed().length === 2, 'both requests');
    const [person, scanner] = listed().map(({ textContent }) => textContent.replace(/\s+/g, ' '));
    expect(person).to.contain('Opened').and.contain('Gmail · Their mailbox asked for it, as it does at each opening.');
    expect(scanner).to.contain('A scanner or bot: not counted').and.contain('Barracuda · It checks what arrives, by its name.');
    expect(listed().map((one) => one.querySelector('time')?.dateTime)).to.deep.equal(sample.hits.map(({ at }) => at));
    expect(await violations(line)).to.deep.equal([]);
  });

  it('tells machines from people, and an answer from an opening, while it is looked at', async () => {
    const id = await track({ copy: { account: 'camille@meridian.example', thread_id: 'f1' } });
    const line = await only();
    expect(words(line)).to.equal('Not opened yet');
    const counted = { token, opens: 0, automatic: 1, clicks: 0, first_at: null, last_at: null };
    sample.opens(counted);
    await until(() => words(line) === 'Not counted', 'a machine');
    const at = new Date().toISOString();
    sample.opens({ ...counted, opens: 1, first_at: at, last_at: at });
    await until(() => words(line).startsWith('Opened once · '), 'somebody');
    sample.elsewhere(sample.camille, 'logEmail', {
      id: newId(),
      message_id: '<2@li.example>',
      from: { email: 'bo@li.example', name: null },
      to: [{ email: 'camille@meridian.example', name: null }],
      sent_at: new Date().toISOString(),
      direction: 'incoming',
      copy: { account: 'camille@meridian.example', thread_id: 'f1' },
    });
    await until(() => words(line) === 'Replied', 'an answer');
    expect(store.get('email', id)?.replied_at).to.be.a('string');
  });

  it('shows all of itself when it is pressed', async () => {
    await track();
    sample.elsewhere(sample.camille, 'logEmail', {
      id: newId(),
      message_id: '<1@li.example>',
      from: { email: 'bo@li.example', name: 'Bo' },
      bcc: [{ email: 'hidden@x.example', name: null }],
      subject: 'Lamps',
      body_html: '<p>How much?</p><script>1</script>',
      sent_at: '2026-01-01T09:00:00.000Z',
      direction: 'incoming',
      links: [{ resource_type: 'lead', resource_id: lead }],
      copy: { account: 'camille@meridian.example' },
    });
    await until(() => lines().length === 2, 'both');
    await settled(emails());
    const line = lines()[1];
    line?.shadowRoot?.querySelector<HTMLElement>('.open')?.click();
    const frame = () => line?.shadowRoot?.querySelector('crm-email-body')?.shadowRoot?.querySelector<HTMLIFrameElement>('iframe.shown');
    await until(() => Boolean(frame()), 'its body');
    expect(frame()?.srcdoc).to.contain('How much?').and.not.to.contain('<script');
    expect(line?.shadowRoot?.querySelector('.people')?.textContent).to.contain('hidden@x.example');
    expect(store.list('email', 'message_id', '<1@li.example>')[0]).to.include({ body_html: null, has_body: true });
  });

  it('says that its text cannot be had while the server is away, and has it when it is back', async () => {
    sample.elsewhere(sample.camille, 'logEmail', {
      id: newId(),
      from: { email: 'bo@li.example', name: 'Bo' },
      snippet: 'How much is it?',
      body_text: 'How much is it? The lamp, I mean.',
      sent_at: '2026-01-01T09:00:00.000Z',
      direction: 'incoming',
      links: [{ resource_type: 'lead', resource_id: lead }],
      copy: { account: 'camille@meridian.example' },
    });
    const line = await only();
    sample.offline = true;
    line.shadowRoot.querySelector<HTMLElement>('.open')?.click();
    await until(() => Boolean(line.shadowRoot.querySelector('.bar[role=alert]')), 'it says so');
    expect(line.shadowRoot.querySelector('.quote')?.textContent).to.contain('How much is it?');
    expect(await violations(line)).to.deep.equal([]);
    sample.offline = false;
    line.shadowRoot.querySelector<HTMLElement>('.bar crm-button')?.click();
    const shown = () => line.shadowRoot.querySelector('crm-email-body')?.shadowRoot?.textContent ?? '';
    await until(() => shown().includes('The lamp, I mean.'), 'its text');
  });

  it('is for whom its reader says', async () => {
    const id = await track();
    const line = await only();
    await choose(line, 'private');
    await until(() => line.shadowRoot.querySelector('.marks')?.textContent.includes('Only you') ?? false, 'it is private');
    await until(() => sample.workspace.at('email', id).scope.join() === `=${sample.camille}`, 'the server has it');
  });

  it('is taken off the record, or back from Inlay, and put back', async () => {
    const id = await track();
    await choose(await only(), 'unlink');
    await until(() => sample.workspace.all('email_link').length === 0, 'it is off');
    expect(sample.workspace.get('email', id)).not.to.equal(undefined);
    await undo();
    await until(() => sample.workspace.all('email_link').length === 1 && lines().length === 1, 'it is back');
    await choose(await only(), 'unlog');
    await until(() => sample.workspace.get('email', id) === undefined, 'it is gone');
    await until(() => !panel.shadowRoot?.querySelector('crm-record-emails')?.shadowRoot?.querySelector('section'), 'it is not shown');
  });

  it('stands once where it is two records, and beside it what another sender has put under its Message-ID', async () => {
    const log = (address: string, message_id: string | null, gmail_message_id: string, copies: string) =>
      sample.elsewhere(sample.camille, 'logEmail', {
        id: newId(),
        message_id,
        from: { email: address, name: null },
        subject: 'Same',
        sent_at: '2026-01-01T09:00:00.000Z',
        direction: 'incoming',
        links: [{ resource_type: 'lead', resource_id: lead }],
        copy: { account: copies, gmail_message_id },
      });
    const [id, first, second] = ['<same@li.example>', 'camille@gmail.example', 'else@gmail.example'];
    log('bo@li.example', null, 'a1', first);
    log('bo@li.example', id, 'b1', second);
    // By now it is known to be the same.
    log('bo@li.example', id, 'a1', first);
    await until(() => store.list('email', 'message_id', id).length === 2, 'both are there');
    await settled(emails());
    expect(lines()).to.have.length(1);
    log('mallory@evil.example', id, 'c1', first);
    await until(() => store.list('email', 'message_id', id).length === 3, 'a forged one');
    await settled(emails());
    expect(lines()).to.have.length(2);
  });

  it('speaks French', async () => {
    await track({}, { opens: 3, first_at: new Date().toISOString(), last_at: new Date().toISOString() });
    const line = await only();
    setLanguage('fr');
    await until(() => words(line).startsWith('Ouvert 3 fois'), 'French');
  });
});
