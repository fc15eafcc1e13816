import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { newId } from '../../../shared/ids.ts';
import { newChoice, offeredChoices } from '../../../shared/records/index.ts';
import { inside, settled, unmountAll, until, violations } from '../../../components/base/testing/page.ts';
import { Sample } from '../../../components/pipeline-board/testing/sample.ts';
import { shownIn } from '../../../components/pipeline-board/testing/shown-in.ts';
import type { Store } from '../../../components/store/index.ts';
import './fields.ts';
import { readChoices } from './pasted-choices.ts';
import type { Control } from './testing/controls.ts';
import { press, root, write } from './testing/controls.ts';

let sample: Sample;
let store: Store;

async function show(person?: string) {
  store = await sample.store(person);
  return shownIn(store, 'inlay-fields');
}

const named = (name: string) => store.every('custom_field').find((field) => field.name === name);

function have(name: string, more: Record<string, unknown> = {}): string {
  const id = newId();
  sample.workspace.do(sample.camille, 'createCustomField', { id, resource_type: 'lead', name, type: 'string', ...more });
  return id;
}

describe('fields', () => {
  beforeEach(() => {
    sample = new Sample();
    sample.workspace.applied({ kind: 'system', name: 'directory' }, 'updateUser', { id: sample.camille, role: 'admin' });
  });
  afterEach(() => {
    unmountAll();
    store.close();
  });

  it('are added with their choices; a name that is taken is refused at the field, and nothing is lost', async () => {
    have('Region');
    const page = await show();
    press(root(page), 'Add a field');
    await page.updateComplete;
    const form = inside(page, 'inlay-field-form');
    await settled(form);
    expect(root(form).querySelectorAll('input[type="radio"]')).to.have.length(11);
    inside(form, 'input[value="list"]').click();
    await until(() => Boolean(root(form).querySelector('[name="choices"]')), 'a place for choices');
    inside<Control>(form, '[name="name"]').value = 'region';
    inside<Control>(form, '[name="choices"]').value = 'North\nSouth\n\n north ';
    press(root(form), 'Add the field');
    await until(() => inside<Control & { error: string }>(form, '[name="name"]').error.includes('has this name'), 'the refusal');
    expect(await violations(form)).to.deep.equal([]);
    inside<Control>(form, '[name="name"]').value = 'Territory';
    press(root(form), 'Add the field');
    await until(() => !root(page).querySelector('inlay-field-form'), 'the form closes');
    expect(named('Territory')?.choices.map(({ name }) => name)).to.deep.equal(['North', 'South']);
    expect(document.querySelector('crm-toaster')?.shadowRoot?.textContent).to.include('1 line names one');
  });

  it('are renamed, or told why not; made required; moved by the arrows; archived and brought back', async () => {
    const [first, second] = [have('Region'), have('Budget')];
    const page = await show();
    const line = (id: string) => inside(page, `[data-id="${id}"]`);
    const name = line(first).querySelector<Control & { error: string }>('.quiet');
    if (!name) throw new Error('It has no name.');
    write(name, 'Budget');
    await until(() => name.error.includes('has this name'), 'the refusal');
    expect(name.value).to.equal('Budget');
    write(name, 'Territory');
    await until(() => name.error === '', 'it is right now');
    expect(store.get('custom_field', first)?.name).to.equal('Territory');

    const required = line(second).querySelector<HTMLElement & { checked: boolean }>('crm-checkbox');
    if (!required) throw new Error('It has no box.');
    required.checked = true;
    required.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
    expect(store.get('custom_field', second)?.required).to.equal(true);

    line(first).querySelector<HTMLElement>('.grip')?.focus();
    await sendKeys({ press: 'ArrowDown' });
    await until(() => root(page).querySelector<HTMLElement>('.line[data-id]')?.dataset['id'] === second, 'it is the second');
    await until(() => root(page).activeElement === line(first).querySelector('.grip'), 'the grip has the focus');

    press(line(second), 'Archive Budget');
    await until(() => Boolean(root(page).querySelector('.put-away')), 'it is among the archived');
    expect(store.get('custom_field', second)?.archived).to.equal(true);
    expect(await violations(page)).to.deep.equal([]);
    press(root(page), 'Bring back Budget');
    await until(() => !root(page).querySelector('.put-away'), 'it is back');
    expect(store.get('custom_field', second)?.archived).to.equal(false);
  });

  it('of contacts are of persons, organizations or both', async () => {
    const id = have('Tax number', { resource_type: 'contact' });
    const page = await show();
    write(inside<Control>(page, 'crm-segmented'), 'contact');
    await until(() => Boolean(root(page).querySelector(`[data-id="${id}"]`)), 'fields of contacts');
    write(inside<Control>(page, '.holders'), 'organizations');
    expect(store.get('custom_field', id)).to.include({ for_contact: false, for_company: true });
  });

  it('have choices that are added, pasted, renamed, archived and replaced', async () => {
    const [north, south] = [newChoice(newId(), 'North'), newChoice(newId(), 'South')];
    const id = have('Region', { type: 'list', choices: [north, south] });
    const page = await show();
    press(root(page), '2 choices: Region');
    await page.updateComplete;
    const dialog = inside(page, 'inlay-choices');
    await settled(dialog);
    const offered = () => offeredChoices(store.get('custom_field', id) ?? { choices: [] }).map(({ name }) => name);
    const said = () => inside(dialog, '[role="status"]').textContent;

    inside<Control>(dialog, 'form crm-input').value = ' west ';
    root(dialog).querySelector('form')?.requestSubmit();
    expect(offered()).to.deep.equal(['North', 'South', 'west']);

    const data = new DataTransfer();
    data.setData('text/plain', 'East\nNORTH\nEast\nCentre');
    // Firefox gives a made event a clipboard of its own, and an empty one.
    const paste = new Event('paste', { bubbles: true, cancelable: true });
    Object.defineProperty(paste, 'clipboardData', { value: data });
    inside(dialog, 'form crm-input').dispatchEvent(paste);
    await until(() => root(dialog).querySelector<Control>('crm-textarea')?.value.includes('Centre') === true, 'the list');
    press(root(dialog), 'Add these');
    await until(() => said()?.includes('2 choices are added. 2 lines name one') === true, 'what became of it');
    expect(offered()).to.deep.equal(['North', 'South', 'west', 'East', 'Centre']);

    const field = () => inside<Control & { error: string }>(dialog, `[data-id="${south.id}"] .quiet`);
    write(field(), 'north');
    await until(() => field().error.includes('There is a choice of this name'), 'the refusal');
    write(field(), 'Sud');
    expect(offered()).to.include('Sud');

    press(root(dialog), 'Archive west');
    await until(() => !offered().includes('west'), 'it is archived');
    await settled(dialog);
    press(root(dialog), 'Bring back west');
    expect(offered()).to.include('west');

    await settled(dialog);
    press(root(dialog), 'Replace North by another choice');
    await until(() => Boolean(root(dialog).querySelector('.replacing')), 'what it means');
    expect(inside(dialog, '.replacing').textContent).to.include('cannot be undone');
    expect(await violations(dialog)).to.deep.equal([]);
    inside<Control>(dialog, '.replacing crm-select').value = south.id;
    press(root(dialog), 'Replace for good');
    await until(() => !root(dialog).querySelector('.replacing'), 'it is done');
    expect(store.get('custom_field', id)?.choices.find((choice) => choice.id === north.id)?.replaced_by).to.equal(south.id);
    expect(root(dialog).textContent).to.include('Replaced by “Sud”');
  });

  it('read a pasted list of 500, and no more', () => {
    const list = (count: number) => Array.from({ length: count }, (_, at) => `Choice ${at}`).join('\r\n');
    expect(readChoices(list(500)))
      .to.have.property('choices')
      .with.length(500);
    expect(readChoices(list(502)).problem).to.include('2 too many');
    expect(readChoices(`Fine\n${'x'.repeat(256)}`).problem).to.include('Line 2');
  });

  it('are read by others, who change nothing', async () => {
    have('Region', { type: 'list', choices: [newChoice(newId(), 'North')], required: true });
    const page = await show(sample.jonas);
    const words = inside(page, '.line.read:not(.head)').textContent?.replace(/\s+/g, ' ');
    expect(words).to.include('Region').and.include('1 choice').and.include('Required');
    expect(root(page).querySelector('crm-button, .grip, crm-input')).to.equal(null);
  });
});
