import { expect } from 'chai';
import { html } from 'lit';
import '../button/button.ts';
import { inside, mount, unmountAll } from '../testing/page.ts';
import type { IconName } from './icons.ts';

afterEach(unmountAll);

describe('icon', () => {
  for (const [name, dir, scale] of [
    ['chevron-left', 'rtl', '-1 1'],
    ['arrow-right', 'rtl', '-1 1'],
    ['chevron-left', 'ltr', 'none'],
    ['chevron-down', 'rtl', 'none'],
    ['search', 'rtl', 'none'],
  ] as const satisfies [IconName, string, string][])
    it(`${name} ${scale === 'none' ? 'stays as it is' : 'points the other way'} in ${dir}`, async () => {
      const place = await mount(html`<div dir=${dir}><crm-button icon=${name} label="Go"></crm-button></div>`);
      const button = place.querySelector('crm-button');
      expect(button && getComputedStyle(inside<SVGElement>(button, 'svg')).scale).to.equal(scale);
    });
});
