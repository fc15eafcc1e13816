import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import { inside, mount, unmountAll, until, violations } from '../testing/page.ts';
import './combobox.ts';
import type { ComboboxOption, CrmCombobox } from './combobox.ts';

afterEach(unmountAll);

const people: readonly ComboboxOption[] = [
  { value: '1', label: 'Bergström Biotech AB', detail: 'Nils Ek', avatar: 'organization' },
  { value: '2', label: 'Anna Berger', avatar: 'person' },
  { value: '3', label: 'Camille Aubert', avatar: 'person' },
];

const shown = (box: CrmCombobox) =>
  [...(box.shadowRoot?.querySelectorAll('.opt') ?? [])].map((option) => option.textContent?.replace(/\s+/g, ' ').trim());
const isOpen = (box: CrmCombobox) => inside(box, '.menu').matches(':popover-open');
const control = (box: CrmCombobox) => inside<HTMLInputElement>(box, 'input');

async function typeInto(box: CrmCombobox, text: string): Promise<void> {
  box.focus();
  await sendKeys({ type: text });
  await until(() => isOpen(box), 'the list is open');
}

describe('crm-combobox', () => {
  it('finds while typing, whatever the accents, in any part', async () => {
    const box = await mount<CrmCombobox>(html`<crm-combobox label="Contact" .options=${people}></crm-combobox>`);
    await typeInto(box, 'bergstrom');
    await until(() => shown(box).length === 1, 'one option is left');
    expect(shown(box)).to.deep.equal(['Bergström Biotech AB Nils Ek']);
    expect(inside(box, 'mark').textContent).to.equal('Bergström');
  });

  it('chooses with the keyboard and tells of the change', async () => {
    const told: string[] = [];
    const box = await mount<CrmCombobox>(
      html`<crm-combobox
        label="Contact"
        .options=${people}
        @change=${(event: Event) => told.push((event.target as CrmCombobox).value)}
      ></crm-combobox>`,
    );
    await typeInto(box, 'ber');
    await sendKeys({ press: 'ArrowDown' });
    await box.updateComplete;
    expect(control(box).getAttribute('aria-activedescendant')).to.equal('option-1');
    expect(inside(box, '#option-1').getAttribute('aria-selected')).to.equal('true');
    await sendKeys({ press: 'Enter' });
    await until(() => !isOpen(box), 'the list is closed');
    expect(told).to.deep.equal(['2']);
    expect(box.selected?.label).to.equal('Anna Berger');
    expect(control(box).value).to.equal('Anna Berger');
  });

  it('Escape closes the list and brings back what was chosen', async () => {
    const box = await mount<CrmCombobox>(html`<crm-combobox label="Contact" .options=${people} value="3"></crm-combobox>`);
    box.focus();
    box.select();
    await typeInto(box, 'x');
    await sendKeys({ press: 'Escape' });
    await until(() => !isOpen(box), 'the list is closed');
    expect(control(box).value).to.equal('Camille Aubert');
    expect(box.value).to.equal('3');
  });

  it('looks options up and drops answers to older questions', async () => {
    const waiting = new Map<string, (found: readonly ComboboxOption[]) => void>();
    const source = (query: string) => new Promise<readonly ComboboxOption[]>((resolve) => waiting.set(query, resolve));
    const box = await mount<CrmCombobox>(html`<crm-combobox label="Contact" .source=${source}></crm-combobox>`);
    await typeInto(box, 'an');
    waiting.get('an')?.([{ value: 'new', label: 'Anna Berger' }]);
    await until(() => shown(box).length === 1, 'the newer answer is there');
    waiting.get('a')?.([{ value: 'old', label: 'Camille Aubert' }]);
    await box.updateComplete;
    expect(shown(box)).to.deep.equal(['Anna Berger']);
  });

  it('says so when the search fails', async () => {
    const error = console.error;
    console.error = () => {};
    const box = await mount<CrmCombobox>(
      html`<crm-combobox label="Contact" .source=${() => Promise.reject(new Error('offline'))}></crm-combobox>`,
    );
    box.focus();
    await sendKeys({ type: 'a' });
    await until(() => box.shadowRoot?.querySelector('.error') !== null, 'the error is shown');
    console.error = error;
    expect(inside(box, '.error').textContent).to.contain('The search failed');
  });

  it('offers to make what is not there, and nothing that is', async () => {
    const made: string[] = [];
    const box = await mount<CrmCombobox>(
      html`<crm-combobox
        label="Contact"
        creatable
        .options=${people}
        .createLabel=${(text: string) => `New contact “${text}”`}
        @crm-create=${(event: Event & { text: string }) => made.push(event.text)}
      ></crm-combobox>`,
    );
    await typeInto(box, 'Zoe');
    await until(() => shown(box).length === 1, 'only the new one is offered');
    expect(shown(box)).to.deep.equal(['New contact “Zoe”']);
    await sendKeys({ press: 'Enter' });
    expect(made).to.deep.equal(['Zoe']);
    box.select();
    await typeInto(box, 'anna berger');
    await until(() => shown(box).length === 1, 'one is offered');
    expect(shown(box)).to.deep.equal(['Anna Berger']);
  });

  it('gives the form its value', async () => {
    const form = await mount<HTMLFormElement>(
      html`<form><crm-combobox label="Contact" name="contact_id" value="2" .options=${people}></crm-combobox></form>`,
    );
    expect(new FormData(form).get('contact_id')).to.equal('2');
  });

  it('has no accessibility violations, closed and open', async () => {
    const box = await mount<CrmCombobox>(html`<crm-combobox label="Contact" .options=${people}></crm-combobox>`);
    expect(await violations(box)).to.deep.equal([]);
    await typeInto(box, 'a');
    expect(await violations(box)).to.deep.equal([]);
  });
});
