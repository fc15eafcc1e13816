import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import { inside, mount, unmountAll, violations } from '../testing/page.ts';
import type { CrmSegmented } from './segmented.ts';
import './segmented.ts';

afterEach(unmountAll);

const items = [
  { value: 'board', label: 'Board', icon: 'columns-3' as const },
  { value: 'list', label: 'List', icon: 'list' as const, hideLabel: true },
];

describe('crm-segmented', () => {
  it('is one Tab stop at the chosen part; arrows choose', async () => {
    const told: string[] = [];
    const group = await mount<CrmSegmented>(
      html`<crm-segmented
        label="View"
        value="board"
        .items=${items}
        @change=${(event: Event) => told.push((event.target as CrmSegmented).value)}
      ></crm-segmented>`,
    );
    inside(group, '[data-value="board"]').focus();
    await sendKeys({ press: 'ArrowDown' });
    await group.updateComplete;
    expect(told).to.deep.equal(['list']);
    expect(inside(group, '[data-value="list"]').getAttribute('aria-checked')).to.equal('true');
    expect(inside(group, '[data-value="board"]').tabIndex).to.equal(-1);
  });

  it('has no accessibility violations', async () => {
    expect(await violations(await mount(html`<crm-segmented label="View" value="list" .items=${items}></crm-segmented>`))).to.deep.equal(
      [],
    );
  });
});
