import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import { inside, mount, settled, unmountAll, violations } from '../testing/page.ts';
import type { CrmCheckbox } from './checkbox.ts';
import './checkbox.ts';

afterEach(unmountAll);

describe('crm-checkbox', () => {
  it('is ticked by Space and tells of it', async () => {
    const told: boolean[] = [];
    const box = await mount<CrmCheckbox>(
      html`<crm-checkbox label="Hot" @change=${(event: Event) => told.push((event.target as CrmCheckbox).checked)}></crm-checkbox>`,
    );
    box.focus();
    await sendKeys({ press: 'Space' });
    await sendKeys({ press: 'Space' });
    expect(told).to.deep.equal([true, false]);
  });

  it('gives the form its value only while ticked, and resets', async () => {
    const form = await mount<HTMLFormElement>(html`<form><crm-checkbox label="Hot" name="hot" value="yes" checked></crm-checkbox></form>`);
    const box = form.querySelector('crm-checkbox') as CrmCheckbox;
    expect(new FormData(form).get('hot')).to.equal('yes');
    box.checked = false;
    await box.updateComplete;
    expect(new FormData(form).get('hot')).to.equal(null);
    form.reset();
    expect(box.checked).to.equal(true);
  });

  it('stays as the page says when the page puts it back', async () => {
    const box = await mount<CrmCheckbox>(html`<crm-checkbox label="Done"></crm-checkbox>`);
    box.addEventListener('change', () => (box.checked = false));
    inside(box, 'input').click();
    await box.updateComplete;
    expect(inside<HTMLInputElement>(box, 'input').checked).to.equal(false);
  });

  it('asks to be ticked where that is required', async () => {
    const form = await mount<HTMLFormElement>(html`<form><crm-checkbox label="I agree" required></crm-checkbox></form>`);
    expect(form.reportValidity()).to.equal(false);
    await settled(form);
    const box = form.querySelector('crm-checkbox') as CrmCheckbox;
    expect(inside(box, '.error').textContent?.trim()).to.equal('Tick this to go on.');
  });

  it('has no accessibility violations', async () => {
    const group = await mount(
      html`<div>
        <crm-checkbox label="Hot" checked></crm-checkbox><crm-checkbox>Log this</crm-checkbox>
        <crm-checkbox label="All" indeterminate></crm-checkbox><crm-checkbox label="Done" round hide-label></crm-checkbox>
      </div>`,
    );
    expect(await violations(group)).to.deep.equal([]);
  });
});
