import { sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html } from 'lit';
import type { Id } from '../../shared/ids.ts';
import { newId } from '../../shared/ids.ts';
import type { MutatorArgs } from '../../shared/mutators/index.ts';
import { setSingleKeys } from '../base/controllers/commands.ts';
import { deepActiveElement } from '../base/dialog/focus.ts';
import { setLanguage } from '../base/localisation/index.ts';
import { inside, mount, settled, unmountAll, until, violations } from '../base/testing/page.ts';
import { Sample, around } from '../pipeline-board/testing/sample.ts';
import type { CrmOpenRecordEvent } from '../record-list/events.ts';
import { rememberVisit } from '../record/recent.ts';
import { Store, Transport } from '../store/index.ts';
import { MemoryDisk } from '../store/memory-disk.ts';
import type { CrmCommandPalette } from './command-palette.ts';
import './command-palette.ts';

let sample: Sample;
let store: Store;
let opened: string[];
let did: string[];
/** The page shows records itself. */
let elsewhere: boolean;

async function page(): Promise<CrmCommandPalette> {
  store = await sample.store();
  return placed(store);
}

async function placed(of: Store): Promise<CrmCommandPalette> {
  opened = [];
  did = [];
  const holder = await mount(html`<div><button id="before">Before</button></div>`);
  const place = around(of);
  holder.append(place);
  const palette = document.createElement('crm-command-palette');
  palette.commands = [
    { label: () => 'Go to calendar', keys: 'g k', group: 'go', run: () => void did.push('calendar') },
    {
      label: () => 'Choose a region…',
      choices: () => ['North', 'South'].map((name) => ({ label: () => name, run: () => void did.push(name) })),
    },
  ];
  place.append(palette);
  place.addEventListener('crm-open-record', (event) => {
    if (elsewhere) event.preventDefault();
    const { listType, recordId } = event as CrmOpenRecordEvent;
    opened.push(`${listType}/${recordId}`);
  });
  await settled(place);
  return palette;
}

const root = (palette: CrmCommandPalette) => inside(palette, 'crm-palette').shadowRoot;
const isOpen = (palette: CrmCommandPalette): boolean =>
  palette.shadowRoot?.querySelector('crm-palette')?.shadowRoot?.querySelector('dialog')?.open === true;
const words = (element: Element | null | undefined): string => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
const options = (palette: CrmCommandPalette): HTMLElement[] => [...(root(palette)?.querySelectorAll<HTMLElement>('[role=option]') ?? [])];
const groups = (palette: CrmCommandPalette) =>
  [...(root(palette)?.querySelectorAll('[role=group]') ?? [])].map((group) => group.getAttribute('aria-label'));
const chosen = (palette: CrmCommandPalette): string => words(root(palette)?.querySelector('[aria-selected=true] .words'));
const titles = (palette: CrmCommandPalette): string[] => options(palette).map((option) => words(option.querySelector('.words')));

async function open(key = 'Control+k'): Promise<CrmCommandPalette> {
  const palette = await page();
  await sendKeys({ press: key });
  await until(() => isOpen(palette), 'the palette');
  return palette;
}

async function search(palette: CrmCommandPalette, text: string, first: string): Promise<void> {
  await sendKeys({ type: text });
  await until(() => titles(palette).some((title) => title.includes(first)), `${first} is found`);
}

describe('<crm-command-palette>', () => {
  before(() => Promise.all([import('./palette.ts'), import('./shortcut-list.ts')]));
  beforeEach(() => {
    elsewhere = true;
    sample = new Sample();
  });
  afterEach(async () => {
    unmountAll();
    store.close();
    localStorage.clear();
    await setLanguage('en');
    await setViewport({ width: 1280, height: 800 });
  });

  it('opens by Ctrl+K and /, from fields only by the first, and gives the focus back', async () => {
    const palette = await page();
    const before = document.querySelector<HTMLElement>('#before');
    before?.focus();
    for (const key of ['Control+k', '/']) {
      await sendKeys({ press: key });
      await until(() => isOpen(palette), `it opens by ${key}`);
      expect(deepActiveElement()?.getAttribute('role')).to.equal('combobox');
      await sendKeys({ press: 'Escape' });
      await until(() => !isOpen(palette), 'it closes');
      expect(document.activeElement).to.equal(before);
    }
    palette.noSingleKeys = true;
    await sendKeys({ press: '/' });
    expect(isOpen(palette)).to.equal(false);
  });

  it('finds records of every kind by words in any order, grouped, with what matched marked', async () => {
    const deal = sample.deal('Calibration contract', { organization: 'Bergström Biotech' });
    sample.task(deal, 'Calibration: send the offer', null);
    sample.workspace.do(sample.camille, 'createNote', {
      id: newId(),
      content: '**Calibration** in Luleå',
      resource_type: 'deal',
      resource_id: deal,
    });
    const palette = await open();
    await search(palette, 'bergstrom calib', 'Calibration contract');
    expect(groups(palette)).to.deep.equal(['Deals']);
    expect([...(root(palette)?.querySelectorAll('mark') ?? [])].map((mark) => mark.textContent)).to.deep.equal(['Calib', 'Bergström']);
    expect(words(options(palette)[0]))
      .to.contain('Incoming')
      .and.to.contain('1,000');
    await sendKeys({ press: 'Control+a' });
    await search(palette, 'calibartion', 'Calibration in Luleå');
    expect(groups(palette)).to.have.members(['Deals', 'Tasks', 'Notes']);
  });

  it('shows why a record was found, where that is not in its name', async () => {
    const id = newId();
    sample.workspace.do(sample.camille, 'createContact', {
      id,
      last_name: 'Marchand',
      email: 'h.marchand@chevreul.example',
      phone: '+33 1 42 68 53 00',
    });
    const palette = await open();
    await search(palette, '01 42 68', 'Marchand');
    expect(titles(palette)[0]).to.equal('Marchand · +33 1 42 68 53 00');
    expect(root(palette)?.querySelector('mark')?.textContent).to.equal('1 42 68');
    await sendKeys({ press: 'Control+a' });
    await search(palette, 'chevreul.ex', 'h.marchand@chevreul.example');
    await sendKeys({ press: 'Enter' });
    await until(() => opened.length > 0, 'it is opened');
    expect(opened).to.deep.equal([`contact/${id}`]);
    expect(isOpen(palette)).to.equal(false);
  });

  it('opens a note on the record that it belongs to', async () => {
    const deal = sample.deal('Meters');
    sample.workspace.do(sample.camille, 'createNote', { id: newId(), content: 'Likes quartz', resource_type: 'deal', resource_id: deal });
    const palette = await open();
    await search(palette, 'quartz', 'Likes quartz');
    await sendKeys({ press: 'Enter' });
    await until(() => opened.length > 0, 'it is opened');
    expect(opened).to.deep.equal([`deal/${deal}`]);
  });

  it('finds a message by its subject and people, opens it on the record that it stands on, and shows none that stands nowhere', async () => {
    const deal = sample.deal('Meters');
    const log = (subject: string, links: MutatorArgs<'logEmail'>['links']) =>
      sample.workspace.do(sample.camille, 'logEmail', {
        id: newId(),
        from: { email: 'ida@marble.example', name: 'Ida Quarry' },
        to: [{ email: 'camille@meridian.example', name: null }],
        subject,
        sent_at: '2026-01-01T09:00:00.000Z',
        direction: 'incoming',
        links,
        copy: { account: 'camille@meridian.example' },
      });
    log('Delivery in May', [{ resource_type: 'deal', resource_id: deal }]);
    log('Delivery by night', []);
    const palette = await open();
    await search(palette, 'delivery', 'Delivery in May');
    expect(titles(palette).filter((title) => title.includes('night'))).to.deep.equal([]);
    expect(groups(palette)).to.include('E-mail');
    await sendKeys({ press: 'Control+a' });
    await search(palette, 'quarry', 'Delivery in May');
    await sendKeys({ press: 'Enter' });
    await until(() => opened.length > 0, 'it is opened');
    expect(opened).to.deep.equal([`deal/${deal}`]);
  });

  for (const type of ['email', 'note'] as const)
    it(`brings what was found into sight on the record that it stands on, and marks it: ${type}`, async () => {
      const deal = sample.deal('Meters');
      const on = { resource_type: 'deal', resource_id: deal } as const;
      for (let at = 0; at < 12; at++) {
        const [day, id] = [String(at + 10), newId()];
        const subject = `Delivery ${day}`;
        if (type === 'note')
          sample.workspace.do(sample.camille, 'createNote', { id, content: `${subject}\nIn the morning`.repeat(5), ...on });
        else
          sample.workspace.do(sample.camille, 'logEmail', {
            id,
            from: { email: 'ida@marble.example', name: 'Ida Quarry' },
            to: [{ email: 'camille@meridian.example', name: null }],
            subject,
            body_text: 'In the morning',
            sent_at: `2026-01-${day}T09:00:00.000Z`,
            direction: 'incoming',
            links: [on],
            copy: { account: 'camille@meridian.example' },
          });
      }
      elsewhere = false;
      const palette = await open();
      await search(palette, 'delivery 10', 'Delivery 10');
      await sendKeys({ press: 'Enter' });
      const line = () => deepActiveElement()?.closest<HTMLElement>('.line[data-sought]');
      await until(() => Boolean(line()), 'it is marked');
      expect(words(line())).to.contain('Delivery 10');
      if (type === 'email') expect(deepActiveElement()?.getAttribute('aria-expanded')).to.equal('true');
      const { top = -1, bottom = 0 } = deepActiveElement()?.getBoundingClientRect() ?? {};
      expect([top >= 0, bottom <= innerHeight]).to.deep.equal([true, true]);
      const found = line();
      // Firefox's own search field may have taken the keys of a test before: no page hears then that it loses the focus.
      if (!document.hasFocus()) return;
      (deepActiveElement() as HTMLElement).blur();
      await until(() => found?.matches('[data-sought]') === false, 'it is marked no longer');
    });

  it('keeps what is chosen while records come and go, and says when nothing is found', async () => {
    sample.deal('Meters north');
    sample.deal('Meters south');
    const palette = await open();
    await search(palette, 'meters', 'Meters north');
    await sendKeys({ press: 'ArrowDown' });
    await settled(root(palette) ?? palette);
    const second = chosen(palette);
    expect(second).to.equal(titles(palette)[1]);
    await sendKeys({ press: 'ArrowUp' });
    await sendKeys({ press: 'ArrowUp' });
    await settled(root(palette) ?? palette);
    expect(chosen(palette)).to.equal(titles(palette).at(-1));
    await sendKeys({ press: 'Control+a' });
    await sendKeys({ type: 'zzzzzz' });
    await until(() => words(root(palette)?.querySelector('.none')).includes('zzzzzz'), 'it says so');
    expect(words(root(palette)?.querySelector('[role=status]'))).to.equal('0 results');
  });

  it('asks the server for what is still on its way, and puts that after what is here', async () => {
    const row = (id: Id, name: string) => ({
      id,
      name,
      organization_name: null,
      is_organization: false,
      customer_status: 'none',
      owner_id: newId(),
      tags: [],
    });
    const id = newId();
    const asked: string[] = [];
    const who = { workspace: { id: 'w', name: 'w' }, person: { id: newId(), name: '', email: '' } };
    const transport = new Transport({
      server: '',
      token: async () => ({ token: 't', expires_at: '2999-01-01T00:00:00.000Z', ...who }),
      // A bootstrap that does not end: nothing is here yet.
      fetch: async (path, init) => {
        if (!String(path).startsWith('/search')) return new Promise<Response>(() => undefined);
        const { text } = JSON.parse(String(init?.body)) as { text: string };
        asked.push(text);
        return Response.json({ found: [{ type: 'contact', score: 0.5, row: row(id, 'Marie Okafor') }] });
      },
    });
    store = new Store({ name: `w/${newId()}`, personId: who.person.id, transport, disk: new MemoryDisk() });
    void store.open();
    const palette = await placed(store);
    await palette.show('okafor');
    await until(() => titles(palette).includes('Marie Okafor'), 'it is found');
    expect(asked).to.deep.equal(['okafor']);
    await sendKeys({ press: 'Enter' });
    await until(() => opened.length > 0, 'it is opened');
    expect(opened).to.deep.equal([`contact/${id}`]);
  });

  it('offers what was looked at lately before anything is written', async () => {
    const first = sample.deal('Meters');
    const second = sample.deal('Pumps');
    const palette = await page();
    for (const id of [first, second, newId()]) rememberVisit(store.personId, { type: 'deal', id });
    await palette.show();
    await until(() => isOpen(palette), 'the palette');
    expect(groups(palette)[0]).to.equal('Recent');
    expect(titles(palette).slice(0, 2)).to.deep.equal(['Pumps · Pumps Ltd', 'Meters · Meters Ltd']);
  });

  it('runs commands, found by their words with mistakes', async () => {
    const palette = await open('/');
    await search(palette, 'calnedar', 'Go to calendar');
    expect(words(root(palette)?.querySelector('.keys'))).to.equal('GK');
    await sendKeys({ press: 'Enter' });
    await until(() => did.length > 0, 'it runs');
    expect(did).to.deep.equal(['calendar']);
  });

  it('asks for one more choice, and goes a step back by Escape', async () => {
    const palette = await open();
    await search(palette, 'region', 'Choose a region');
    await sendKeys({ press: 'Enter' });
    await until(() => titles(palette).join() === 'North,South', 'the choices');
    await sendKeys({ press: 'Escape' });
    await until(() => titles(palette).length > 2, 'all commands');
    await search(palette, 'south', 'Choose a region: South');
    await sendKeys({ press: 'Enter' });
    await until(() => did.length > 0, 'it runs');
    expect(did).to.deep.equal(['South']);
  });

  it('lists the keys under ?, and switches those of a single letter off', async () => {
    const palette = await page();
    await sendKeys({ press: 'Shift+?' });
    await until(() => Boolean(palette.shadowRoot?.querySelector('crm-shortcut-list')?.shadowRoot?.querySelector('dl')), 'the list');
    const list = inside(palette, 'crm-shortcut-list');
    await settled(palette.shadowRoot ?? palette);
    const lines = [...(list.shadowRoot?.querySelectorAll('dl > div') ?? [])].map(words);
    expect(lines.some((line) => line.startsWith('Go to calendar') && line.includes('G K'))).to.equal(true);
    expect(await violations(palette)).to.deep.equal([]);
    inside(inside(list, 'crm-checkbox'), 'input').click();
    await settled(palette.shadowRoot ?? palette);
    expect(words(list.shadowRoot?.querySelector('.off'))).to.contain('switched off');
    await sendKeys({ press: 'Escape' });
    await until(() => !palette.shadowRoot?.querySelector('crm-shortcut-list'), 'the list is closed');
    await sendKeys({ press: '/' });
    expect(isOpen(palette)).to.equal(false);
    setSingleKeys(true);
  });

  it('is accessible, on a phone, in the dark and in French', async () => {
    const deal = sample.deal('Meters', { organization: 'Chevreul' });
    sample.task(deal, 'Meters: call', '2020-01-01');
    sample.workspace.do(sample.camille, 'createContact', { id: newId(), last_name: 'Meters' });
    await setLanguage('fr');
    const palette = await open();
    expect(root(palette)?.querySelector('input')?.placeholder).to.equal('Cherchez, ou dites quoi faire');
    await search(palette, 'meter', 'Meters: call');
    for (const theme of ['light', 'dark']) {
      document.documentElement.dataset['crmTheme'] = theme;
      expect(await violations(palette)).to.deep.equal([]);
    }
    delete document.documentElement.dataset['crmTheme'];
    await setViewport({ width: 390, height: 844 });
    await settled(root(palette) ?? palette);
    const box = root(palette)?.querySelector('dialog')?.getBoundingClientRect();
    expect([box?.left, box?.top, box?.width, box?.height].map((side) => Math.round(side ?? -1))).to.deep.equal([0, 0, 390, 844]);
    expect(await violations(palette)).to.deep.equal([]);
  });
});
