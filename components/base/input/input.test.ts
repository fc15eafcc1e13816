import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import { inside, mount, settled, unmountAll, violations } from '../testing/page.ts';
import './input.ts';
import type { CrmInput } from './input.ts';

afterEach(unmountAll);

const control = (input: CrmInput) => inside<HTMLInputElement>(input, 'input');

async function type(input: CrmInput, text: string): Promise<void> {
  input.focus();
  input.select();
  await sendKeys({ type: text });
}

describe('crm-input', () => {
  it('labels its control', async () => {
    const input = await mount<CrmInput>(html`<crm-input label="Deal name"></crm-input>`);
    expect(control(input).labels?.[0]?.textContent).to.equal('Deal name');
  });

  it('tells of typing and of the change, across shadow roots', async () => {
    const told: string[] = [];
    const input = await mount<CrmInput>(
      html`<crm-input
        label="Name"
        @input=${(event: Event) => told.push(`input ${(event.target as CrmInput).value}`)}
        @change=${(event: Event) => told.push(`change ${(event.target as CrmInput).value} ${event.composed}`)}
      ></crm-input>`,
    );
    await type(input, 'ab');
    control(input).blur();
    expect(told).to.deep.equal(['input a', 'input ab', 'change ab true']);
  });

  describe('in a form', () => {
    const inForm = (template = html`<crm-input label="E-mail" name="email" type="email" required value=""></crm-input>`) =>
      mount<HTMLFormElement>(html`<form @submit=${(event: Event) => event.preventDefault()}>${template}</form>`);

    it('gives the form its value and takes it back on reset', async () => {
      const form = await inForm(html`<crm-input label="Name" name="name" value="Before"></crm-input>`);
      const input = form.querySelector('crm-input') as CrmInput;
      await type(input, 'After');
      expect(new FormData(form).get('name')).to.equal('After');
      form.reset();
      await input.updateComplete;
      expect(new FormData(form).get('name')).to.equal('Before');
    });

    it('is not told off for being empty where the page has emptied it, but where a person has', async () => {
      const form = await inForm();
      const input = form.querySelector('crm-input') as CrmInput;
      await type(input, 'a@example.com');
      control(input).blur();
      form.requestSubmit();
      input.value = '';
      await settled(form);
      expect(input.shadowRoot?.querySelector('.error')).to.equal(null);
      await type(input, 'b');
      await sendKeys({ press: 'Backspace' });
      form.requestSubmit();
      await settled(form);
      expect(inside(input, '.error').textContent?.trim()).to.equal('Fill this in.');
    });

    it('asks for a whole number in words of the kit', async () => {
      const form = await inForm(html`<crm-input label="Discount" name="discount" type="number" step="1" value="12.5"></crm-input>`);
      form.requestSubmit();
      await settled(form);
      expect(inside(form.querySelector('crm-input') as CrmInput, '.error').textContent?.trim()).to.equal('Write a whole number.');
    });

    it('says what is missing only once someone has tried to submit', async () => {
      const form = await inForm();
      const input = form.querySelector('crm-input') as CrmInput;
      expect(input.shadowRoot?.querySelector('.error')).to.equal(null);
      form.requestSubmit();
      await settled(form);
      expect(inside(input, '.error').textContent?.trim()).to.equal('Fill this in.');
      expect(control(input).getAttribute('aria-invalid')).to.equal('true');
      expect(control(input).getAttribute('aria-describedby')).to.equal('below');
    });

    it('says what to write instead when the field is left, and stops when it is right', async () => {
      const form = await inForm();
      const input = form.querySelector('crm-input') as CrmInput;
      await type(input, 'someone@');
      control(input).blur();
      await settled(form);
      expect(inside(input, '.error').textContent).to.contain('name@example.com');
      await type(input, 'someone@example.com');
      await settled(form);
      expect(input.shadowRoot?.querySelector('.error')).to.equal(null);
      expect(input.checkValidity()).to.equal(true);
    });

    it('submits on Enter', async () => {
      let sent = 0;
      const form = await inForm(html`<crm-input label="Name" value="x"></crm-input>`);
      form.addEventListener('submit', () => sent++);
      (form.querySelector('crm-input') as CrmInput).focus();
      await sendKeys({ press: 'Enter' });
      expect(sent).to.equal(1);
    });

    it('shows an error of the page at once and holds the form back', async () => {
      const form = await inForm(html`<crm-input label="Name" value="x" error="Taken already."></crm-input>`);
      const input = form.querySelector('crm-input') as CrmInput;
      expect(inside(input, '.error').textContent?.trim()).to.equal('Taken already.');
      expect(form.checkValidity()).to.equal(false);
      input.error = '';
      await input.updateComplete;
      expect(form.checkValidity()).to.equal(true);
    });
  });

  describe('money', () => {
    it('shows an amount by the language and gives canonical text', async () => {
      const input = await mount<CrmInput>(html`<crm-input label="Value" type="money" currency="SEK" value="312500.00"></crm-input>`);
      expect(control(input).value).to.equal('312,500.00');
      await type(input, '1234.5');
      expect(input.value).to.equal('1234.50');
      control(input).blur();
      await input.updateComplete;
      expect(control(input).value).to.equal('1,234.50');
    });

    it('keeps what was typed when it is no amount, and says so', async () => {
      const input = await mount<CrmInput>(html`<crm-input label="Value" type="money" currency="JPY" value="5"></crm-input>`);
      await type(input, 'a lot.5');
      control(input).blur();
      await input.updateComplete;
      expect(control(input).value).to.equal('a lot.5');
      expect(input.value).to.equal('');
      expect(input.checkValidity()).to.equal(false);
      expect(input.validationMessage).to.equal('Write an amount such as 12,500.');
    });
  });

  it('has no accessibility violations, with hint and with error', async () => {
    const group = await mount(
      html`<div>
        <crm-input label="Name" hint="As on the contract"></crm-input><crm-input label="Name" error="Too long"></crm-input>
        <crm-input label="Search" hide-label type="search" icon="search" placeholder="Search"></crm-input>
        <crm-input label="Value" type="money"></crm-input><crm-input label="Off" disabled></crm-input>
      </div>`,
    );
    expect(await violations(group)).to.deep.equal([]);
  });
});
