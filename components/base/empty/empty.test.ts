import { expect } from 'chai';
import { html } from 'lit';
import '../button/button.ts';
import { inside, mount, unmountAll, violations } from '../testing/page.ts';
import './empty.ts';

afterEach(unmountAll);

describe('crm-empty', () => {
  it('says what this is and offers the next step', async () => {
    const empty = await mount(
      html`<crm-empty heading="No deals yet">Add the first.<crm-button slot="actions">Add deal</crm-button></crm-empty>`,
    );
    expect(inside(empty, 'h3').textContent).to.equal('No deals yet');
    expect(empty.querySelector('crm-button')?.checkVisibility()).to.equal(true);
    expect(await violations(empty)).to.deep.equal([]);
  });
});
