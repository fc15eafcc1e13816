import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { newId } from '../../shared/ids.ts';
import type { CustomFieldType } from '../../shared/records/index.ts';
import { customFieldTypes, newChoice } from '../../shared/records/index.ts';
import { setLanguage } from '../base/localisation/index.ts';
import { settled, unmountAll, until, violations } from '../base/testing/page.ts';
import '../deal-panel/deal-panel.ts';
import { Sample } from '../pipeline-board/testing/sample.ts';
import { shownIn } from '../pipeline-board/testing/shown-in.ts';
import type { Control } from './testing.ts';
import { edit, part, press, said, write } from './testing.ts';

const red = newChoice(newId(), 'Red');
const blue = newChoice(newId(), 'Blue');
const green = newChoice(newId(), 'Green');

const setUp = (sample: Sample, name: string, args: unknown) => sample.workspace.applied({ kind: 'system', name: 'directory' }, name, args);

async function opened(prepare: (sample: Sample, deal: string, ids: Record<CustomFieldType, string>) => void = () => undefined) {
  const sample = new Sample();
  const deal = sample.deal('Mass spectrometer', { organization: 'Institut Vauquelin' });
  const ids = Object.fromEntries(customFieldTypes.map((type) => [type, newId()])) as Record<CustomFieldType, string>;
  for (const type of customFieldTypes)
    setUp(sample, 'createCustomField', {
      id: ids[type],
      resource_type: 'deal',
      name: `The ${type}`,
      type,
      ...(type === 'list' || type === 'multi_select_list' ? { choices: [red, blue, green] } : {}),
    });
  prepare(sample, deal, ids);
  const store = await sample.store();
  const panel = await shownIn(store, 'crm-deal-panel', { 'deal-id': deal });
  const value = (type: CustomFieldType) => store.get('deal', deal)?.custom_fields[ids[type]];
  const name = (type: CustomFieldType) => `custom_fields.${ids[type]}`;
  return { sample, store, deal, panel, ids, value, name, fields: part(panel, 'crm-record-fields').shadowRoot };
}

/** The control of one kind of field, in the panel's editor. */
const tags: Partial<Record<CustomFieldType, string>> = { text: 'crm-textarea', list: 'crm-select', multi_select_list: 'crm-several' };

describe('fields that the workspace has added', () => {
  afterEach(async () => {
    await setLanguage('en-GB');
    unmountAll();
  });

  it('stand after the others in their order, each with the control of its kind', async () => {
    const { panel, fields, name } = await opened();
    const labels = [...fields.querySelectorAll('dt')].map((label) => label.textContent.trim());
    expect(labels.slice(-customFieldTypes.length)).to.deep.equal(customFieldTypes.map((type) => `The ${type}`));
    for (const type of customFieldTypes) {
      if (type === 'bool') {
        expect(fields.querySelector(`crm-checkbox[data-field="${name(type)}"]`)).not.to.equal(null);
        continue;
      }
      const control = await edit(panel, name(type));
      expect(control.localName, type).to.equal(tags[type] ?? 'crm-input');
      control.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true, cancelable: true }));
      await settled(fields);
    }
  });

  it('keep what is written in them', async () => {
    const { panel, fields, value, name } = await opened();
    for (const [type, written, kept] of [
      ['string', ' Building C ', 'Building C'],
      ['text', 'Power\nExhaust', 'Power\nExhaust'],
      ['number', '12.5', 12.5],
      ['list', blue.id, blue.id],
      ['email', 'nadia@vauquelin.example', 'nadia@vauquelin.example'],
      ['phone', '+33 1 55 55 01 34', '+33 1 55 55 01 34'],
      ['url', 'vauquelin.example/tender', 'vauquelin.example/tender'],
    ] as const) {
      write(await edit(panel, name(type)), written);
      await settled(fields);
      expect(value(type), type).to.deep.equal(kept);
      expect(fields.querySelector('.editor'), type).to.equal(null);
    }
    const date = await edit(panel, name('date'));
    date.value = '2026-12-24';
    date.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, cancelable: true }));
    expect(value('date')).to.equal('2026-12-24');
    await settled(fields);
    await edit(panel, name('address'));
    for (const [line, text] of [
      ['line1', '12 rue Vauquelin'],
      ['city', 'Paris'],
    ]) {
      const control = fields.querySelector<Control>(`.editor crm-input[name="${line ?? ''}"]`);
      if (control) control.value = text ?? '';
    }
    press(fields, 'Save');
    await settled(fields);
    expect(value('address')).to.include({ line1: '12 rue Vauquelin', city: 'Paris' });
    expect(said(panel, name('address'))).to.equal('12 rue Vauquelin\nParis');
    expect(said(panel, name('list'))).to.equal('Blue');
    expect(said(panel, name('number'))).to.equal('12.5');
    const link = fields.querySelector(`a[aria-label="Open: vauquelin.example/tender"]`);
    expect(link?.getAttribute('href')).to.equal('https://vauquelin.example/tender');
  });

  it('tick a box in place, and untick it', async () => {
    const { fields, value, name } = await opened();
    const box = fields.querySelector(`crm-checkbox[data-field="${name('bool')}"]`)?.shadowRoot?.querySelector('input');
    box?.click();
    expect(value('bool')).to.equal(true);
    await settled(fields);
    box?.click();
    expect(value('bool')).to.equal(undefined);
  });

  it('take several choices by keyboard, and let go of one', async () => {
    const { panel, fields, value, name } = await opened();
    const several = await edit(panel, name('multi_select_list'));
    await until(() => several.matches(':focus-within') || fields.activeElement === several, 'the field has the focus');
    await sendKeys({ type: 'gre' });
    await until(
      () => several.shadowRoot?.querySelector('crm-combobox')?.shadowRoot?.querySelectorAll('[role=option]').length === 1,
      'the choice is found',
    );
    await sendKeys({ press: 'Enter' });
    await until(() => Array.isArray(value('multi_select_list')), 'the choice is kept');
    await settled(fields);
    await sendKeys({ type: 'red' });
    await until(
      () => several.shadowRoot?.querySelector('crm-combobox')?.shadowRoot?.querySelectorAll('[role=option]').length === 1,
      'the next one is found',
    );
    await sendKeys({ press: 'Enter' });
    await until(() => (value('multi_select_list') as string[]).length === 2, 'both are kept');
    expect(value('multi_select_list')).to.deep.equal([red.id, green.id]);
    await settled(fields);
    several.shadowRoot?.querySelector('crm-tag')?.dispatchEvent(new Event('crm-remove'));
    await settled(fields);
    expect(value('multi_select_list')).to.deep.equal([green.id]);
    press(fields, 'Done');
    await settled(fields);
    expect(said(panel, name('multi_select_list'))).to.equal('Green');
  });

  it('say at the field what is wrong, in the language of the page, and keep what was there', async () => {
    const { panel, fields, value, name } = await opened((sample, deal, ids) => {
      sample.workspace.do(sample.camille, 'updateDeal', { id: deal, custom_fields: { [ids.url]: 'vauquelin.example', [ids.number]: 3 } });
    });
    await setLanguage('fr-FR');
    await settled(fields);
    const url = await edit(panel, name('url'));
    write(url, 'javascript:alert(1)');
    await until(() => url.error !== '', 'the field says so');
    expect(url.error).to.equal('Écrivez une adresse comme https://exemple.fr.');
    write(url, 'vauquelin.example/2');
    await until(() => fields.querySelector('.editor') === null, 'it is taken once it is right');
    expect(value('url')).to.equal('vauquelin.example/2');
    const mail = await edit(panel, name('email'));
    write(mail, 'nadia');
    await until(() => mail.error.includes('nom@exemple.fr'), 'the address is refused');
    expect(value('email')).to.equal(undefined);
  });

  it('mark what is required, and do not let it be emptied', async () => {
    const { panel, fields, value, name } = await opened((sample, deal, ids) => {
      sample.workspace.do(sample.camille, 'updateDeal', { id: deal, custom_fields: { [ids.string]: 'C' } });
      setUp(sample, 'updateCustomField', { id: ids.string, required: true });
    });
    expect(fields.querySelector(`[data-field="${name('string')}"]`)?.getAttribute('aria-label')).to.contain('required');
    expect(await violations(panel)).to.deep.equal([]);
    const control = await edit(panel, name('string'));
    write(control, '');
    await until(() => control.error === 'Fill this in.', 'the field says so');
    expect(value('string')).to.equal('C');
    expect(await violations(panel)).to.deep.equal([]);
  });

  it('show archived fields only where they hold something, and to be read alone', async () => {
    const { panel, fields, name } = await opened((sample, deal, ids) => {
      sample.workspace.do(sample.camille, 'updateDeal', { id: deal, custom_fields: { [ids.string]: 'Building C' } });
      for (const type of ['string', 'number'] as const) setUp(sample, 'updateCustomField', { id: ids[type], archived: true });
    });
    expect(said(panel, name('string'))).to.equal('Building C');
    expect(fields.querySelector(`button[data-field="${name('string')}"]`)).to.equal(null);
    expect(fields.querySelector(`[data-field="${name('number')}"]`)).to.equal(null);
  });

  it('show a choice that was replaced as what stands for it, and tell the history by the names of fields and choices', async () => {
    const { panel, sample, name, ids } = await opened((given, deal, of) => {
      given.workspace.do(given.camille, 'updateDeal', { id: deal, custom_fields: { [of.list]: red.id } });
      setUp(given, 'replaceChoice', { id: of.list, choice_id: red.id, replaced_by: green.id });
    });
    expect(said(panel, name('list'))).to.equal('Green');
    sample.history = [
      {
        version: 2,
        at: '2026-11-20T16:30:00.000Z',
        person_id: sample.camille,
        mutator: 'updateDeal',
        kind: 'changed',
        fields: {
          [name('list')]: { from: blue.id, to: red.id },
          [name('multi_select_list')]: { to: [blue.id, green.id] },
          [`custom_fields.${newId()}`]: { from: 'gone' },
        },
      },
    ];
    expect(ids.list).not.to.equal(undefined);
    const { shadowRoot } = part(panel, 'crm-record-history');
    part(panel, 'crm-record-history').scrollIntoView();
    await until(() => shadowRoot.querySelectorAll('.line').length === 1, 'the line shows');
    const words = shadowRoot.querySelector('.line')?.textContent.replace(/\s+/g, ' ') ?? '';
    expect(words)
      .to.contain('The list Blue → Green')
      .and.to.contain('The multi_select_list nothing → Blue, Green')
      .and.to.contain('A field that was deleted gone → nothing');
  });
});
