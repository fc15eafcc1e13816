import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import { inside, mount, settled, unmountAll, violations } from '../testing/page.ts';
import './select.ts';
import type { CrmSelect } from './select.ts';

afterEach(unmountAll);

const reasons = [
  { value: 'price', label: 'Price' },
  { value: 'time', label: 'Timing' },
];
const control = (select: CrmSelect) => inside<HTMLSelectElement>(select, 'select');

describe('crm-select', () => {
  it('shows the option of its value, also when options come later', async () => {
    const select = await mount<CrmSelect>(html`<crm-select label="Reason" placeholder="Choose" value="time"></crm-select>`);
    select.options = reasons;
    await select.updateComplete;
    expect(control(select).value).to.equal('time');
  });

  it('takes option elements, in groups', async () => {
    const select = await mount<CrmSelect>(
      html`<crm-select label="Stage">
        <option value="a">Any</option>
        <optgroup label="Open"><option value="b" selected>Quote</option></optgroup>
      </crm-select>`,
    );
    expect(select.value).to.equal('b');
    expect(inside<HTMLOptGroupElement>(select, 'optgroup').label).to.equal('Open');
  });

  it('holds the first option without an empty choice, and none with one', async () => {
    const first = await mount<CrmSelect>(html`<crm-select label="Reason" .options=${reasons}></crm-select>`);
    const none = await mount<CrmSelect>(html`<crm-select label="Reason" placeholder="Choose" .options=${reasons}></crm-select>`);
    expect([first.value, none.value]).to.deep.equal(['price', '']);
  });

  it('is chosen from by the keyboard', async () => {
    const told: string[] = [];
    const select = await mount<CrmSelect>(
      html`<crm-select
        label="Reason"
        .options=${reasons}
        @change=${(event: Event) => told.push((event.target as CrmSelect).value)}
      ></crm-select>`,
    );
    select.focus();
    await sendKeys({ type: 'T' });
    expect(told).to.deep.equal(['time']);
  });

  it('asks for a choice where one is required', async () => {
    const form = await mount<HTMLFormElement>(
      html`<form><crm-select label="Reason" name="reason" placeholder="Choose" required .options=${reasons}></crm-select></form>`,
    );
    expect(form.reportValidity()).to.equal(false);
    await settled(form);
    const select = form.querySelector('crm-select') as CrmSelect;
    expect(inside(select, '.error').textContent?.trim()).to.equal('Choose one.');
    select.value = 'price';
    await select.updateComplete;
    expect(form.checkValidity()).to.equal(true);
    expect(new FormData(form).get('reason')).to.equal('price');
  });

  it('has no accessibility violations', async () => {
    const select = await mount<CrmSelect>(html`<crm-select label="Reason" hint="Asked each time" .options=${reasons}></crm-select>`);
    expect(await violations(select)).to.deep.equal([]);
  });
});
