import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html } from 'lit';
import type { FormValues } from '../../shared/form-fields.ts';
import { frame, inside, mount, settled, unmountAll, until, violations } from '../base/testing/page.ts';
import type { FormSubmittedEvent } from './events.ts';
import type { LeadForm } from './lead-form.ts';
import { flush } from './outbox.ts';
import './standalone.ts';
import { FormServer, customFields, formKey } from './testing/form-server.ts';
import { visitOf } from './visit.ts';

let server: FormServer;
let warned: unknown[];
const { warn } = console;

beforeEach(() => {
  server = new FormServer();
  server.listen();
  localStorage.removeItem('inlay/form/kept');
  warned = [];
  console.warn = (...words: unknown[]) => void warned.push(words);
});
afterEach(() => {
  unmountAll();
  server.close();
  console.warn = warn;
  document.documentElement.lang = 'en';
  document.documentElement.dir = '';
});

async function form(attributes: { form?: string; server?: string; lang?: string } = {}): Promise<LeadForm> {
  const { form: key = formKey, server: address = server.address, lang = '' } = attributes;
  const element = await mount<LeadForm>(html`<crm-lead-form form=${key} server=${address} lang=${lang}></crm-lead-form>`);
  await until(() => element.state !== 'loading', 'the form');
  await settled(document.body);
  return element;
}

const input = (element: LeadForm, name: string) => inside<HTMLInputElement>(element, `[name="${name}"]`);
const submit = (element: LeadForm) => inside(element, 'button').click();
const words = (element: Element | null | undefined) => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
const all = (element: LeadForm) => words(element.shadowRoot?.querySelector('form, p, .waiting'));
const problems = (element: LeadForm) => [...(element.shadowRoot?.querySelectorAll('form .problem:not([hidden])') ?? [])].map(words);
const keptCount = () => (JSON.parse(localStorage.getItem('inlay/form/kept') ?? '[]') as unknown[]).length;

function fill(element: LeadForm, values: Record<string, string> = { last_name: 'Moreau', email: 'h@chevreul.example' }): void {
  for (const [name, value] of Object.entries(values)) input(element, name).value = value;
  input(element, 'consent').checked = true;
}

/** Sends a filled-in form and waits for what comes of it; the element itself waits for a person's least time. */
async function sent(element: LeadForm): Promise<void> {
  submit(element);
  await untilState(element, ['sent', 'kept']);
}

async function untilState(element: LeadForm, states: readonly string[]): Promise<void> {
  const end = performance.now() + 8000;
  while (!states.includes(element.state)) {
    if (performance.now() > end) throw new Error(`It stays ${element.state}`);
    await frame();
  }
  await element.updateComplete;
}

describe('crm-lead-form', () => {
  describe('renders', () => {
    it('the fields of its definition, in their order, with the names that browsers fill in', async () => {
      const element = await form();
      expect(words(inside(element, 'h2'))).to.equal('Ask for a quote');
      const fields = [...(element.shadowRoot?.querySelectorAll('[part=field]') ?? [])];
      expect(fields.map(words)).to.deep.equal(['First name optional', 'Last name', 'Work e-mail', 'Message optional']);
      expect(input(element, 'email').type).to.equal('email');
      expect(input(element, 'email').autocomplete).to.equal('email');
      expect(input(element, 'last_name').required).to.equal(true);
      expect(words(inside(element, 'label[for=consent]'))).to.equal('You may write to me.');
    });

    it('with one request', async () => {
      await form();
      expect(server.asked).to.deep.equal([`GET /forms/${formKey}`]);
    });

    it('another form when its key changes', async () => {
      const element = await form();
      element.form = 'anotherformkey123';
      await until(() => element.state === 'failed', 'the other form');
      element.form = formKey;
      await until(() => element.state === 'ready', 'the form again');
    });

    it('fields that only a newer server knows as plain text', async () => {
      server.form = { ...server.form, fields: [{ name: 'fax', label: 'Fax', required: false }], consent_text: null };
      const element = await form();
      expect(input(element, 'fax').type).to.equal('text');
    });

    it('every part, property and state that a page may style', async () => {
      const element = await form();
      const parts = [...(element.shadowRoot?.querySelectorAll('[part]') ?? [])].map((part) => part.getAttribute('part'));
      expect(new Set(parts)).to.deep.equal(new Set(['form', 'title', 'field', 'label', 'input', 'problem', 'consent', 'button']));
      element.style.setProperty('--crm-accent', 'rgb(31, 92, 60)');
      expect(getComputedStyle(inside(element, 'button')).backgroundColor).to.equal('rgb(31, 92, 60)');
      expect(element.matches('[state=ready]')).to.equal(true);
    });

    it('without a style attribute or a style element, which a strict policy refuses', async () => {
      const element = await form();
      expect(element.shadowRoot?.querySelectorAll('style, [style]').length).to.equal(0);
    });

    it('mirrored from right to left, without room to scroll to', async () => {
      document.documentElement.dir = 'rtl';
      const element = await form();
      const [first, last] = [input(element, 'first_name'), input(element, 'last_name')].map((one) => one.getBoundingClientRect());
      expect(first && last && first.left > last.left).to.equal(true);
      expect(document.documentElement.scrollWidth).to.be.at.most(document.documentElement.clientWidth);
    });
  });

  describe('speaks French', () => {
    it('on a French page, and follows the page’s language', async () => {
      document.documentElement.lang = 'fr';
      const element = await form();
      expect(words(inside(element, 'button'))).to.equal('Envoyer');
      document.documentElement.lang = 'en';
      await until(() => words(inside(element, 'button')) === 'Send', 'English');
    });

    it('by its own lang, whatever the page speaks', async () => {
      const element = await form({ lang: 'fr-CA' });
      submit(element);
      await settled(document.body);
      expect(problems(element)[0]).to.equal('Merci de revoir les champs signalés ci-dessous.');
    });

    it('English where it does not know the language', async () => {
      expect(words(inside(await form({ lang: 'xx-<b>' }), 'button'))).to.equal('Send');
    });
  });

  describe('validates', () => {
    it('says what is wrong beside each field, goes to the first, and sends nothing', async () => {
      const element = await form();
      input(element, 'email').value = 'nobody@nowhere';
      submit(element);
      await settled(document.body);
      expect(problems(element)).to.deep.equal([
        'Please look at the fields marked below.',
        'Please fill this in.',
        'Please write an address such as name@example.com.',
        'Please tick this.',
      ]);
      await until(() => element.shadowRoot?.activeElement === input(element, 'last_name'), 'the focus');
      expect(input(element, 'last_name').getAttribute('aria-describedby')).to.equal('last_name-problem');
      expect(server.asked.length).to.equal(1);
    });

    it('lets go of a problem as soon as it is mended', async () => {
      const element = await form();
      submit(element);
      await settled(document.body);
      await until(() => element.shadowRoot?.activeElement === input(element, 'last_name'), 'the focus');
      await sendKeys({ type: 'Moreau' });
      await until(() => input(element, 'last_name').getAttribute('aria-invalid') === 'false', 'the field is fine');
      expect(input(element, 'email').getAttribute('aria-invalid')).to.equal('true');
    });

    it('asks for something where nothing is required', async () => {
      server.form = { ...server.form, fields: [{ name: 'description', label: null, required: false }], consent_text: null };
      const element = await form();
      submit(element);
      await settled(document.body);
      expect(problems(element)).to.deep.equal(['Please look at the fields marked below.', 'Please fill this in.']);
    });

    it('shows what the server refuses at its field, and what was typed stays', async () => {
      const element = await form();
      fill(element);
      server.refusals.push({ status: 422, fields: { email: { code: 'incorrect_value' } } });
      submit(element);
      const end = performance.now() + 8000;
      while (problems(element).length === 0 && performance.now() < end) await frame();
      expect(problems(element)).to.deep.equal([
        'Please look at the fields marked below.',
        'Please write an address such as name@example.com.',
      ]);
      expect(input(element, 'last_name').value).to.equal('Moreau');
      expect(keptCount()).to.equal(0);
      await sent(element);
      expect(server.leads.length).to.equal(1);
    });

    it('takes a new ticket where the server does not know the old one', async () => {
      const element = await form();
      fill(element);
      server.refusals.push({ status: 422, fields: { ticket: { code: 'incorrect_value' } } });
      submit(element);
      await until(() => problems(element)[0] === 'This did not work. Please try again in a moment.', 'the words');
      await sent(element);
      expect(server.received.map(({ ticket }) => ticket)).to.deep.equal(['ticket-2']);
    });
  });

  describe('custom fields', () => {
    const nameOf = (label: string) => customFields.find((field) => field.label === label)?.name ?? '';
    const control = (element: LeadForm, label: string, more = '') => inside<HTMLInputElement>(element, `[name="${nameOf(label)}${more}"]`);
    const boxes = (element: LeadForm, label: string) => [
      ...(element.shadowRoot?.querySelectorAll<HTMLInputElement>(`[name="${nameOf(label)}"]`) ?? []),
    ];
    const custom = (more: object = {}) => {
      server.form = {
        ...server.form,
        consent_text: null,
        fields: [{ name: 'last_name', label: null, required: false }, ...customFields.map((field) => ({ ...field, ...more }))],
      };
      return form();
    };

    it('have the control of their kind, with their label', async () => {
      const element = await custom();
      expect(customFields.map(({ label }) => [label, control(element, label, label === 'Laboratory' ? '.city' : '').type])).to.deep.equal([
        ['Contract', 'text'],
        ['Site', 'textarea'],
        ['Balances', 'number'],
        ['Send a catalogue', 'checkbox'],
        ['Industry', 'select-one'],
        ['Wanted', 'checkbox'],
        ['Delivery', 'date'],
        ['Invoices to', 'email'],
        ['Direct line', 'tel'],
        ['Laboratory', 'text'],
        ['Shop', 'url'],
      ]);
      const groups = [...(element.shadowRoot?.querySelectorAll('fieldset') ?? [])].map((group) => words(group.querySelector('legend')));
      expect(groups).to.deep.equal(['Wanted optional', 'Laboratory optional']);
      expect([...control(element, 'Industry').querySelectorAll('option')].map(words)).to.deep.equal([
        'Choose…',
        'Chemistry',
        'Food & drink',
      ]);
      expect(control(element, 'Laboratory', '.postal_code').autocomplete).to.equal('postal-code');
      expect(await violations(element)).to.deep.equal([]);
    });

    it('are sent as they are filled in: several ticked boxes as a list, an address by its parts', async () => {
      const element = await custom();
      control(element, 'Contract').value = 'C-7';
      control(element, 'Balances').value = '12.5';
      control(element, 'Send a catalogue').checked = true;
      control(element, 'Industry').value = '01980000-0000-7000-8000-000000000006';
      for (const box of boxes(element, 'Wanted').slice(0, 2)) box.checked = true;
      control(element, 'Delivery').value = '2027-02-28';
      control(element, 'Laboratory', '.city').value = 'Basel';
      control(element, 'Shop').value = 'shop.example';
      await sent(element);
      expect(server.received[0]?.values).to.deep.equal({
        [nameOf('Contract')]: 'C-7',
        [nameOf('Balances')]: '12.5',
        [nameOf('Send a catalogue')]: 'on',
        [nameOf('Industry')]: '01980000-0000-7000-8000-000000000006',
        [nameOf('Wanted')]: ['01980000-0000-7000-8000-000000000007', '01980000-0000-7000-8000-000000000008'],
        [nameOf('Delivery')]: '2027-02-28',
        [`${nameOf('Laboratory')}.city`]: 'Basel',
        [nameOf('Shop')]: 'shop.example',
      });
    });

    it('say each in its own words that they are required', async () => {
      const element = await custom({ required: true });
      submit(element);
      await settled(document.body);
      const [fill, choose, tick] = ['Please fill this in.', 'Please choose.', 'Please tick this.'];
      expect(problems(element).slice(1)).to.deep.equal([fill, fill, fill, tick, choose, choose, fill, fill, fill, fill, fill]);
      expect(await violations(element)).to.deep.equal([]);
      await until(() => element.shadowRoot?.activeElement === control(element, 'Contract'), 'the focus');
      control(element, 'Laboratory', '.city').focus();
      await sendKeys({ type: 'B' });
      await until(() => problems(element).length === 11, 'the address is mended');
    });

    it('say what cannot be what they are for', async () => {
      const element = await custom();
      control(element, 'Balances').focus();
      await sendKeys({ type: '1e' });
      control(element, 'Invoices to').value = 'nobody';
      control(element, 'Shop').value = 'javascript:alert(1)';
      submit(element);
      await settled(document.body);
      expect(problems(element).slice(1)).to.deep.equal([
        'Please write a number, of at most 15 digits.',
        'Please write an address such as name@example.com.',
        'Please write an address such as https://example.com.',
      ]);
      expect(server.received.length).to.equal(0);
    });
  });

  describe('as a preview', () => {
    const definition = {
      title: 'Ask for a quote',
      submit_label: 'Go',
      fields: [{ name: 'last_name', label: null, required: true }],
      consent_text: null,
      thanks_message: 'Danke!',
    };

    it('shows a definition without a server, checks it, and sends nothing', async () => {
      const element = await mount<LeadForm>(html`<crm-lead-form server=${server.address} .preview=${definition}></crm-lead-form>`);
      expect(words(inside(element, 'button'))).to.equal('Go');
      submit(element);
      await settled(document.body);
      expect(problems(element)[1]).to.equal('Please fill this in.');
      input(element, 'last_name').value = 'Moreau';
      await sent(element);
      expect(all(element)).to.equal('Danke!');
      expect([server.asked, keptCount()]).to.deep.equal([[], 0]);
      element.preview = { ...definition, submit_label: 'Send it' };
      await until(() => words(element.shadowRoot?.querySelector('button')) === 'Send it', 'what has been changed');
    });
  });

  describe('sends', () => {
    it('once, with all that was written, and thanks', async () => {
      const element = await form();
      const told: boolean[] = [];
      element.addEventListener('crm-submitted', ({ kept }: FormSubmittedEvent) => told.push(kept));
      fill(element, { first_name: ' Hélène ', last_name: 'Moreau', email: 'h@chevreul.example' });
      submit(element);
      submit(element);
      await sent(element);
      expect(all(element)).to.equal('We will call you.');
      expect(told).to.deep.equal([false]);
      expect(server.received.length).to.equal(1);
      const [lead] = server.received;
      expect(lead?.values).to.deep.equal({ first_name: 'Hélène', last_name: 'Moreau', email: 'h@chevreul.example' });
      expect(lead).to.include({ consent: true, ticket: 'ticket-1', homepage_url: '' });
      expect(lead?.id).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(keptCount()).to.equal(0);
    });

    it('not when the page cancels it', async () => {
      const element = await form();
      let values: FormValues | undefined;
      element.addEventListener('crm-submit', (event) => {
        ({ values } = event);
        event.preventDefault();
      });
      fill(element);
      submit(element);
      await settled(document.body);
      expect(values?.['last_name']).to.equal('Moreau');
      expect([element.state, server.received.length, keptCount()]).to.deep.equal(['ready', 0, 0]);
    });

    it('what a program wrote in the trap too: the server decides', async () => {
      const element = await form();
      fill(element);
      input(element, 'homepage_url').value = 'https://spam.example';
      await sent(element);
      expect(server.received[0]?.homepage_url).to.equal('https://spam.example');
    });

    it('another lead after reset()', async () => {
      const element = await form();
      fill(element);
      await sent(element);
      element.reset();
      await until(() => element.state === 'ready', 'the form again');
      await settled(document.body);
      expect(input(element, 'last_name').value).to.equal('');
      fill(element, { last_name: 'Berger', email: 'a@rheintal.example' });
      await sent(element);
      expect(server.leads.map(({ values }) => values['last_name'])).to.deep.equal(['Moreau', 'Berger']);
    });
  });

  describe('without a connection', () => {
    it('keeps the submission, says so, and sends it once when the network is back', async () => {
      const element = await form();
      const told: boolean[] = [];
      element.addEventListener('crm-submitted', ({ kept }: FormSubmittedEvent) => told.push(kept));
      fill(element);
      server.online = false;
      await sent(element);
      expect(element.state).to.equal('kept');
      expect(all(element)).to.contain('kept in this browser');
      expect(keptCount()).to.equal(1);
      server.online = true;
      dispatchEvent(new Event('online'));
      await until(() => element.state === 'sent', 'it was sent');
      dispatchEvent(new Event('online'));
      await flush();
      expect(server.received.length).to.equal(1);
      expect(told).to.deep.equal([true, false]);
      expect(keptCount()).to.equal(0);
    });

    it('makes one lead when the answer gets lost', async () => {
      const element = await form();
      fill(element);
      server.lost = 2;
      await sent(element);
      await flush();
      await flush();
      expect(server.received.length).to.be.greaterThan(1);
      expect(server.leads.length).to.equal(1);
      expect(keptCount()).to.equal(0);
    });

    it('keeps it from before it is sent, so that closing the page loses nothing', async () => {
      const element = await form();
      fill(element);
      submit(element);
      await settled(document.body);
      expect(keptCount()).to.equal(1);
      await sent(element);
    });

    for (const status of [429, 500, 503])
      it(`comes again later after ${status}`, async () => {
        const element = await form();
        fill(element);
        server.refusals.push({ status }, { status });
        await sent(element);
        expect(keptCount()).to.equal(1);
        await flush();
        await flush();
        expect([server.leads.length, keptCount()]).to.deep.equal([1, 0]);
      });

    it('keeps what a form that is away for now refuses, and lets go of what no form will take', async () => {
      const entry = { url: `${server.address}/forms/${formKey}/submissions`, at: Date.now() };
      const write = () => localStorage.setItem('inlay/form/kept', JSON.stringify([{ ...entry, body: '{"id":"1"}' }]));
      for (const [status, left] of [
        [403, 1],
        [404, 1],
        [422, 0],
        [409, 0],
      ] as const) {
        write();
        server.refusals.push({ status });
        await flush();
        expect(keptCount(), String(status)).to.equal(left);
      }
    });

    it('does not mind what others have written in its place, nor what is older than a month', async () => {
      for (const text of ['nonsense', '{}', '[1,null,{"url":1}]', 'null', JSON.stringify([{ url: server.address, body: '{}', at: 1 }])]) {
        localStorage.setItem('inlay/form/kept', text);
        await flush();
      }
      expect(server.asked).to.deep.equal([]);
    });

    it('says that it could not be loaded, and loads when the network is back', async () => {
      server.online = false;
      const element = await form();
      expect(all(element)).to.equal('This form could not be loaded. Check the connection. Try again');
      expect(await violations(element)).to.deep.equal([]);
      server.online = true;
      dispatchEvent(new Event('online'));
      await until(() => element.state === 'ready', 'the form');
    });

    it('loads when asked to try again', async () => {
      server.online = false;
      const element = await form();
      server.online = true;
      submit(element);
      await until(() => element.state === 'ready', 'the form');
    });
  });

  describe('attributes that are wrong', () => {
    for (const [what, attributes, said] of [
      ['no key', { form: '' }, 'the attribute “form” must be the key of a form'],
      ['a path for a key', { form: '../../auth/session' }, 'the attribute “form” must be the key of a form'],
      ['markup for a key', { form: '<img src=x onerror=alert(1)>' }, 'the attribute “form” must be the key of a form'],
      ['a server without protocol', { server: 'crm.example.com' }, 'the attribute “server” must be an address'],
      ['a script for a server', { server: 'javascript:alert(1)' }, 'the attribute “server” must be an address'],
      ['a server that is none', { server: 'http://' }, 'the attribute “server” must be an address'],
      ['an unknown key', { form: 'nosuchform1234567' }, 'not available any more'],
      ['another server', { server: location.origin + '/components/lead-form' }, 'could not be loaded'],
    ] as const)
      it(`are told on the page and on the console: ${what}`, async () => {
        const element = await form(attributes);
        expect(all(element)).to.contain(said);
        expect(element.state).to.equal('failed');
        expect(inside(element, '[role=alert]')).to.not.equal(null);
        expect(warned.length).to.equal(1);
        if ('form' in attributes && attributes.form !== 'nosuchform1234567') expect(server.asked).to.deep.equal([]);
      });

    it('an origin that the form does not list', async () => {
      server.status = 403;
      expect(all(await form())).to.equal('This form is not for pages of this site.');
    });

    it('an answer that is no form', async () => {
      server.form = { title: 1 };
      expect(all(await form())).to.contain('could not be loaded');
    });
  });

  describe('by keyboard', () => {
    it('goes from field to field, passes over the trap, and sends with Enter', async () => {
      const element = await form();
      input(element, 'first_name').focus();
      await sendKeys({ type: 'Hélène' });
      await sendKeys({ press: 'Tab' });
      await sendKeys({ type: 'Moreau' });
      await sendKeys({ press: 'Tab' });
      await sendKeys({ type: 'h@chevreul.example' });
      await sendKeys({ press: 'Tab' });
      await sendKeys({ press: 'Tab' });
      expect(element.shadowRoot?.activeElement).to.equal(input(element, 'consent'));
      await sendKeys({ press: 'Space' });
      input(element, 'email').focus();
      await sendKeys({ press: 'Enter' });
      await untilState(element, ['sent']);
      expect(server.leads[0]?.values['first_name']).to.equal('Hélène');
    });

    it('is at the thanks when it was sent', async () => {
      const element = await form();
      fill(element);
      inside(element, 'button').focus();
      await sendKeys({ press: 'Enter' });
      await untilState(element, ['sent']);
      await until(() => element.shadowRoot?.activeElement === inside(element, '.message'), 'the focus');
    });
  });

  describe('accessibility', () => {
    for (const theme of ['light', 'dark'])
      it(`has no violations, empty, refused and sent: ${theme}`, async () => {
        document.documentElement.style.colorScheme = theme;
        document.documentElement.style.background = theme === 'dark' ? '#171614' : '#fff';
        try {
          const element = await form();
          expect(await violations(element)).to.deep.equal([]);
          submit(element);
          await settled(document.body);
          expect(await violations(element)).to.deep.equal([]);
          fill(element);
          await sent(element);
          expect(await violations(element)).to.deep.equal([]);
        } finally {
          document.documentElement.removeAttribute('style');
        }
      });
  });

  describe('inside a form of the page', () => {
    it('leaves that one alone', async () => {
      let outer = 0;
      const place = await mount<HTMLFormElement>(
        html`<form @submit=${(event: Event) => (event.preventDefault(), outer++)}>
          <input name="search" /><crm-lead-form form=${formKey} server=${server.address}></crm-lead-form>
        </form>`,
      );
      const element = place.querySelector('crm-lead-form') as LeadForm;
      await until(() => element.state === 'ready', 'the form');
      await settled(place);
      fill(element);
      await sent(element);
      expect(outer).to.equal(0);
      expect([...new FormData(place).keys()]).to.deep.equal(['search']);
    });
  });
});

describe('where a visitor has come from', () => {
  const page = 'https://shop.example/quote';
  it('is the page before, and the marks of the campaign', () => {
    expect(visitOf(`${page}?utm_source=fair&utm_medium=qr&utm_content=${'x'.repeat(300)}`, 'https://search.example/')).to.deep.equal({
      referrer: 'https://search.example/',
      utm: { source: 'fair', medium: 'qr', campaign: null, term: null, content: 'x'.repeat(255) },
    });
  });

  it('is the page itself where nothing was before', () => {
    expect(visitOf(page, '')).to.deep.equal({ referrer: page, utm: null });
  });

  it('remembers the marks from the page before on the same site, and believes no other’s', () => {
    expect(visitOf(page, 'https://shop.example/?utm_campaign=autumn').utm?.campaign).to.equal('autumn');
    expect(visitOf(page, 'https://other.example/?utm_campaign=autumn').utm).to.equal(null);
    expect(visitOf(page, 'about:blank').utm).to.equal(null);
  });
});
