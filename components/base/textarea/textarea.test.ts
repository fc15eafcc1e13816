import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import { mount, unmountAll, violations } from '../testing/page.ts';
import type { CrmTextarea } from './textarea.ts';
import './textarea.ts';

afterEach(unmountAll);

describe('crm-textarea', () => {
  it('takes lines, and Enter does not submit', async () => {
    let sent = 0;
    const form = await mount<HTMLFormElement>(
      html`<form @submit=${() => sent++}><crm-textarea label="Note" name="note"></crm-textarea></form>`,
    );
    (form.querySelector('crm-textarea') as CrmTextarea).focus();
    await sendKeys({ type: 'one' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ type: 'two' });
    expect((form.querySelector('crm-textarea') as CrmTextarea).value).to.equal('one\ntwo');
    expect(sent).to.equal(0);
  });

  it('is at least as high as its rows', async () => {
    const low = await mount<CrmTextarea>(html`<crm-textarea label="Note" rows="2"></crm-textarea>`);
    const high = await mount<CrmTextarea>(html`<crm-textarea label="Note" rows="6"></crm-textarea>`);
    expect(high.offsetHeight).to.be.greaterThan(low.offsetHeight + 40);
  });

  it('has no accessibility violations', async () => {
    expect(await violations(await mount(html`<crm-textarea label="Note" value="Words"></crm-textarea>`))).to.deep.equal([]);
  });
});
