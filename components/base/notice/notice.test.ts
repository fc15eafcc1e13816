import { expect } from 'chai';
import { html } from 'lit';
import { inside, mount, unmountAll, violations } from '../testing/page.ts';
import './notice.ts';

afterEach(unmountAll);

describe('crm-notice', () => {
  it('is a status, or an alert when it must be heard at once', async () => {
    const quiet = await mount(html`<crm-notice heading="Working offline">4 changes wait.</crm-notice>`);
    const loud = await mount(html`<crm-notice alert tone="danger">Refused.</crm-notice>`);
    expect(inside(quiet, '.note').getAttribute('role')).to.equal('status');
    expect(inside(loud, '.note').getAttribute('role')).to.equal('alert');
  });

  it('has no accessibility violations in any tone', async () => {
    for (const tone of ['neutral', 'warning', 'danger', 'success'] as const) {
      const notice = await mount(html`<crm-notice tone=${tone} heading="Heading">Words</crm-notice>`);
      expect(await violations(notice)).to.deep.equal([]);
    }
  });
});
