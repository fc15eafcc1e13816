import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import { inside, mount, unmountAll, violations } from '../testing/page.ts';
import type { CrmTabs } from './tabs.ts';
import './tabs.ts';

afterEach(unmountAll);

const mountTabs = () =>
  mount<CrmTabs>(
    html`<crm-tabs
      label="Record"
      .items=${[
        { value: 'activity', label: 'Activity' },
        { value: 'notes', label: 'Notes', count: 3 },
      ]}
    >
      <p slot="activity">What happened</p>
      <p slot="notes">What was said</p>
    </crm-tabs>`,
  );
const visible = (tabs: CrmTabs) => [...tabs.children].filter((panel) => panel.checkVisibility()).map((panel) => panel.textContent);

describe('crm-tabs', () => {
  it('shows the first panel, then the chosen one', async () => {
    const tabs = await mountTabs();
    expect(visible(tabs)).to.deep.equal(['What happened']);
    inside(tabs, '#tab-notes').click();
    await tabs.updateComplete;
    expect(visible(tabs)).to.deep.equal(['What was said']);
    expect(tabs.value).to.equal('notes');
  });

  it('moves by arrow keys with one Tab stop, mirrored from right to left', async () => {
    const tabs = await mountTabs();
    expect(inside(tabs, '#tab-notes').tabIndex).to.equal(-1);
    inside(tabs, '#tab-activity').focus();
    await sendKeys({ press: 'ArrowRight' });
    expect(tabs.value).to.equal('notes');
    tabs.dir = 'rtl';
    await sendKeys({ press: 'ArrowRight' });
    expect(tabs.value).to.equal('activity');
  });

  it('has no accessibility violations', async () => {
    expect(await violations(await mountTabs())).to.deep.equal([]);
  });
});
