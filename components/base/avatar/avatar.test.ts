import { expect } from 'chai';
import { html } from 'lit';
import { inside, mount, unmountAll, violations } from '../testing/page.ts';
import './avatar.ts';
import { initials } from './initials.ts';

afterEach(unmountAll);

describe('crm-avatar', () => {
  for (const [name, letters] of [
    ['Camille Aubert', 'CA'],
    ['Anne-Marie de la Tour', 'AT'],
    ['Madonna', 'MA'],
    ['émile zola', 'ÉZ'],
    ['李小龙', '李小'],
    ['', '?'],
  ] as const) {
    it(`shows ${letters} for “${name}”`, () => expect(initials(name)).to.equal(letters));
  }

  it('is decoration, or an image with the name', async () => {
    const quiet = await mount(html`<crm-avatar name="Camille Aubert"></crm-avatar>`);
    const named = await mount(html`<crm-avatar name="Camille Aubert" labelled></crm-avatar>`);
    expect(inside(quiet, '.who').getAttribute('aria-hidden')).to.equal('true');
    expect(inside(named, '[role="img"]').getAttribute('aria-label')).to.equal('Camille Aubert');
  });

  it('has no accessibility violations', async () => {
    const group = await mount(
      html`<p><crm-avatar name="A B" mine labelled></crm-avatar><crm-avatar name="C D" organization labelled></crm-avatar></p>`,
    );
    expect(await violations(group)).to.deep.equal([]);
  });
});
