import { expect } from 'chai';
import { html } from 'lit';
import { inside, mount, unmountAll, violations } from '../testing/page.ts';
import './tag.ts';

afterEach(unmountAll);

describe('crm-tag', () => {
  it('asks to be removed and stays', async () => {
    let asked = 0;
    const tag = await mount(html`<crm-tag removable remove-label="Remove Trade fair" @crm-remove=${() => asked++}>Trade fair</crm-tag>`);
    inside(tag, 'button').click();
    expect(asked).to.equal(1);
    expect(tag.isConnected).to.equal(true);
    expect(inside(tag, 'button').getAttribute('aria-label')).to.equal('Remove Trade fair');
  });

  it('has no accessibility violations in any tone, in both themes', async () => {
    for (const theme of ['light', 'dark']) {
      const group = await mount(
        html`<p data-crm-theme=${theme}>
          <crm-tag removable>One</crm-tag><crm-tag tone="danger" icon="clock-alert">Overdue</crm-tag> <crm-tag tone="warning">Quiet</crm-tag
          ><crm-tag tone="success">Won</crm-tag>
        </p>`,
      );
      group.style.background = 'var(--crm-surface)';
      expect(await violations(group)).to.deep.equal([]);
    }
  });
});
