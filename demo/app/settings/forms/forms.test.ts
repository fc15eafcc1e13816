import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { newId } from '../../../../shared/ids.ts';
import type { CustomFieldType } from '../../../../shared/records/index.ts';
import { newChoice } from '../../../../shared/records/index.ts';
import { setLanguage } from '../../../../components/base/localisation/index.ts';
import { inside, settled, unmountAll, until, violations } from '../../../../components/base/testing/page.ts';
import type { LeadForm } from '../../../../components/lead-form/lead-form.ts';
import { Sample } from '../../../../components/pipeline-board/testing/sample.ts';
import { shownIn } from '../../../../components/pipeline-board/testing/shown-in.ts';
import type { Store } from '../../../../components/store/index.ts';
import type { Control } from '../testing/controls.ts';
import { press, root, write } from '../testing/controls.ts';
import './forms.ts';
import { missingTwins, readOrigins } from './origins.ts';

let sample: Sample;
let store: Store;

async function show() {
  store = await sample.store();
  return shownIn(store, 'inlay-forms');
}

const form = (name: string) => store.every('form').find((one) => one.name === name);
const names = (page: Element) => [...root(page).querySelectorAll('.form > a')].map((link) => link.textContent?.trim());

function have(name: string, more: Record<string, unknown> = {}): string {
  const id = newId();
  const fields = [
    { name: 'last_name', label: null, required: true },
    { name: 'email', label: null, required: false },
  ];
  sample.workspace.do(sample.camille, 'createForm', {
    id,
    name,
    key: id.replaceAll('-', ''),
    fields,
    owner_ids: [sample.camille],
    ...more,
  });
  return id;
}

function custom(name: string, type: CustomFieldType): string {
  const id = newId();
  const choices = type === 'list' ? ['Gold', 'Silver'].map((choice) => newChoice(newId(), choice)) : [];
  sample.workspace.do(sample.camille, 'createCustomField', { id, resource_type: 'lead', type, name, choices });
  return id;
}

async function editor(page: Element, at: string) {
  location.hash = `#/settings/forms/${at}`;
  await until(() => Boolean(root(page).querySelector('inlay-form-editor')), 'the editor');
  const found = inside(page, 'inlay-form-editor');
  await settled(page.parentElement ?? document.body);
  return found;
}

const list = (found: Element) => inside(found, 'inlay-form-field-list');
const asked = (found: Element) => [...root(list(found)).querySelectorAll<HTMLElement>('.line')].map(({ dataset }) => dataset['id']);
const preview = (found: Element) => inside<LeadForm>(inside(found, 'inlay-form-preview'), 'crm-lead-form');
const labels = (found: Element) =>
  [...(preview(found).shadowRoot?.querySelectorAll('[part=label]') ?? [])].map((label) =>
    (label.textContent ?? '').replace(/\s+/g, ' ').trim(),
  );
const embedding = (found: Element) => inside(found, 'inlay-form-embedding');

/** Types into a field of the kit: as people do, without leaving it. */
function type(control: Control, value: string): void {
  control.value = value;
  control.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
}

describe('forms', () => {
  beforeEach(() => {
    sample = new Sample();
    sample.workspace.applied({ kind: 'system', name: 'directory' }, 'updateUser', { id: sample.camille, role: 'admin' });
    location.hash = '#/settings/forms';
  });
  afterEach(async () => {
    unmountAll();
    store.close();
    location.hash = '';
    await setLanguage('en');
  });

  it('are made with fields of one’s own, seen while they are made, and put on a page by what is to copy', async () => {
    const grade = custom('Grade', 'list');
    const page = await show();
    expect(inside<HTMLElement & { heading: string }>(page, 'crm-empty').heading).to.equal('No forms yet');
    const found = await editor(page, 'new');
    type(inside<Control>(found, '[name="name"]'), 'Quote ');
    type(inside<Control>(found, '[name="title"]'), 'Ask us');
    write(inside<Control>(list(found), '.more'), `custom_fields.${grade}`);
    await until(() => labels(found).includes('Grade optional'), 'the field in the preview');
    expect([...(preview(found).shadowRoot?.querySelectorAll('option') ?? [])].map(({ textContent }) => textContent)).to.deep.equal([
      'Choose…',
      'Gold',
      'Silver',
    ]);
    press(root(found), 'Make the form');
    await until(() => location.hash.length > '#/settings/forms/new'.length, 'its own place');
    const made = form('Quote');
    expect(made).to.deep.include({ title: 'Ask us', owner_ids: [sample.camille], allowed_origins: [] });
    expect(made?.key).to.match(/^[0-9a-z]{20}$/);
    expect(made?.fields.at(-1)).to.deep.equal({ name: `custom_fields.${grade}`, label: null, required: false });
    await until(() => Boolean(root(inside(page, 'inlay-form-editor')).querySelector('inlay-form-embedding')), 'what is to copy');
    await settled(page.parentElement ?? document.body);
    const code = () => inside(embedding(inside(page, 'inlay-form-editor')), 'pre').textContent;
    expect(code()).to.equal(
      `<script type="module" src="${location.origin}/inlay-form.js"></script>\n<crm-lead-form form="${made?.key}"></crm-lead-form>`,
    );
    const ways = inside<Control>(embedding(inside(page, 'inlay-form-editor')), 'crm-segmented');
    write(ways, 'plain');
    await until(() => code()?.includes(`<select name="custom_fields.${grade}">`) === true, 'plain HTML');
  });

  it('say at their place what is missing, and lose nothing', async () => {
    const page = await show();
    const found = await editor(page, 'new');
    write(inside<Control>(found, '[name="allowed_origins"]'), 'not an address at all!');
    press(root(found), 'Make the form');
    await until(() => inside<Control & { error: string }>(found, '[name="allowed_origins"]').error !== '', 'the origins');
    write(inside<Control>(found, '[name="allowed_origins"]'), 'shop.example/contact\nhttps://www.shop.example');
    press(root(found), 'Make the form');
    await until(() => inside<Control & { error: string }>(found, '[name="name"]').error !== '', 'the name');
    expect(store.every('form')).to.deep.equal([]);
    type(inside<Control>(found, '[name="name"]'), 'Quote');
    press(root(found), 'Make the form');
    await until(() => form('Quote') !== undefined, 'it is made');
    expect(form('Quote')?.allowed_origins).to.deep.equal(['https://shop.example', 'https://www.shop.example']);
  });

  it('keep what is written when the page is left before it is saved', async () => {
    const id = have('Quote');
    const page = await show();
    await until(() => names(page).length === 1, 'the list');
    type(inside<Control>(await editor(page, id), '[name="title"]'), 'Half-written');
    location.hash = '#/settings/forms';
    await until(() => names(page).length === 1, 'the list again');
    const found = await editor(page, id);
    expect(inside<Control>(found, '[name="title"]').value).to.equal('Half-written');
    expect(store.get('form', id)?.title).to.equal(null);
    press(root(found), 'Discard changes');
    await until(() => inside<Control>(found, '[name="title"]').value === '', 'as it was');
  });

  it('have their fields put in order by keyboard, named otherwise, required and taken out', async () => {
    const id = have('Quote');
    const page = await show();
    await until(() => names(page).length === 1, 'the list');
    const found = await editor(page, id);
    inside(list(found), '.line[data-id="email"] .grip').focus();
    await sendKeys({ press: 'ArrowUp' });
    await until(() => asked(found).join() === 'email,last_name', 'the order');
    await until(() => root(list(found)).activeElement?.closest('.line')?.getAttribute('data-id') === 'email', 'the focus');
    type(inside<Control>(list(found), '.line[data-id="email"] crm-input'), 'Work e-mail');
    await until(() => labels(found)[0] === 'Work e-mail optional', 'the preview');
    const required = inside<HTMLElement & { checked: boolean }>(list(found), '.line[data-id="email"] crm-checkbox');
    required.checked = true;
    required.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
    press(root(list(found)), 'Take out Last name');
    await until(() => labels(found).join() === 'Work e-mail', 'what is left');
    press(root(found), 'Save');
    await until(() => store.get('form', id)?.fields.length === 1, 'it is saved');
    expect(store.get('form', id)?.fields).to.deep.equal([{ name: 'email', label: 'Work e-mail', required: true }]);
  });

  it('change only what was written: what somebody else has changed meanwhile stays', async () => {
    const id = have('Quote');
    const page = await show();
    await until(() => names(page).length === 1, 'the list');
    const found = await editor(page, id);
    store.mutate.updateForm({ id, submit_label: 'Go' });
    await until(() => store.get('form', id)?.submit_label === 'Go', 'the other change');
    type(inside<Control>(found, '[name="title"]'), 'Ask us');
    await settled(page.parentElement ?? document.body);
    press(root(found), 'Save');
    await until(() => store.get('form', id)?.title === 'Ask us', 'it is saved');
    expect(store.get('form', id)?.submit_label).to.equal('Go');
  });

  it('say that a field is archived, and go on without it', async () => {
    const grade = custom('Grade', 'list');
    const fields = ['last_name', `custom_fields.${grade}`].map((name) => ({ name, label: null, required: false }));
    const id = have('Quote', { fields });
    sample.workspace.do(sample.camille, 'updateCustomField', { id: grade, archived: true });
    const page = await show();
    await until(() => names(page).length === 1 && store.get('custom_field', grade)?.archived === true, 'the list');
    const found = await editor(page, id);
    expect(root(list(found)).textContent).to.include('Archived: it is not asked');
    expect(labels(found)).to.deep.equal(['Last name optional']);
    location.hash = '#/settings/forms';
    await until(() => names(page).length === 1, 'the list');
    press(root(page), 'Make a copy');
    await until(() => form('Quote (copy)') !== undefined, 'the copy');
    expect(form('Quote (copy)')?.fields.map(({ name }) => name)).to.deep.equal(['last_name']);
    expect(form('Quote (copy)')?.key).not.to.equal(store.get('form', id)?.key);
  });

  it('are disabled and come back; they are deleted with a way back, or after a question where somebody has sent them', async () => {
    const [quote, fair] = [have('Quote'), have('Fair')];
    const submission = { form_id: fair, lead_id: newId(), values: { last_name: 'Li' }, consent: false, referrer: null, utm: null };
    sample.workspace.applied({ kind: 'system', name: 'form' }, 'submitForm', submission);
    const page = await show();
    await until(() => names(page).join() === 'Fair,Quote', 'the list');
    await until(() => root(page).querySelector('.num')?.textContent === '1 submission', 'the count');
    const menu = (name: string) =>
      [...root(page).querySelectorAll('.form')].find((line) => line.querySelector('a')?.textContent?.trim() === name) ?? page;
    press(menu('Quote'), 'Disable');
    await until(() => store.get('form', quote)?.disabled === true, 'it is disabled');
    expect(menu('Quote').textContent).to.include('Disabled');
    press(menu('Quote'), 'Make it available');
    await until(() => store.get('form', quote)?.disabled === false, 'it is back');
    press(menu('Quote'), 'Delete');
    await until(() => names(page).join() === 'Fair', 'it is gone');
    press(menu('Fair'), 'Delete');
    await until(() => Boolean(root(page).querySelector('crm-dialog')), 'the question');
    await until(() => names(page).join() === 'Fair', 'nothing is deleted before the answer');
    await settled(page.parentElement ?? document.body);
    const [, answer] = root(page).querySelectorAll<HTMLElement>('crm-dialog crm-button');
    answer?.click();
    await until(() => names(page).length === 0, 'both are gone');
    expect([...store.all('lead')].map((lead) => lead.last_name)).to.include('Li');
  });

  it('say which site is missing, and allow it when asked', async () => {
    const id = have('Quote', { allowed_origins: ['https://shop.example'] });
    const page = await show();
    await until(() => names(page).length === 1, 'the list');
    const found = await editor(page, id);
    expect(root(embedding(found)).textContent).to.include('https://www.shop.example is missing');
    press(root(embedding(found)), 'Allow it too');
    await until(() => !root(embedding(found)).textContent?.includes('is missing'), 'nothing is missing');
    expect(inside<Control>(found, '[name="allowed_origins"]').value).to.equal('https://shop.example\nhttps://www.shop.example');
  });

  for (const [theme, tongue] of [
    ['light', 'en'],
    ['dark', 'fr'],
  ] as const)
    it(`have no violations, as a list and open: ${theme}, ${tongue}`, async () => {
      document.documentElement.dataset['crmTheme'] = theme;
      document.documentElement.style.background = theme === 'dark' ? '#171614' : '#fff';
      try {
        await setLanguage(tongue);
        const id = have('Quote', { consent_text: 'You may write to me.', allowed_origins: ['https://shop.example'], tags: ['website'] });
        const page = await show();
        await until(() => names(page).length === 1, 'the list');
        expect(await violations(page)).to.deep.equal([]);
        const found = await editor(page, id);
        expect(await violations(found)).to.deep.equal([]);
      } finally {
        delete document.documentElement.dataset['crmTheme'];
        document.documentElement.removeAttribute('style');
      }
    });
});

describe('origins', () => {
  it('are read from what people write', () => {
    expect(readOrigins('shop.example/contact\n HTTPS://www.Shop.example/ , http://localhost:8080\nshop.example')).to.deep.equal({
      origins: ['https://shop.example', 'https://www.shop.example', 'http://localhost:8080'],
      unread: undefined,
    });
    expect(readOrigins('ftp://shop.example').unread).to.equal('ftp://shop.example');
    expect(readOrigins('shop').unread).to.equal('shop');
  });

  it('have a twin with www, or without it', () => {
    expect(missingTwins(['https://shop.example', 'https://blog.fair.example', 'http://127.0.0.1:8080'])).to.deep.equal([
      'https://www.shop.example',
    ]);
    expect(missingTwins(['https://shop.example', 'https://www.shop.example'])).to.deep.equal([]);
  });
});
