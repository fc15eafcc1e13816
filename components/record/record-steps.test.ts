import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html } from 'lit';
import { mount, settled, unmountAll, violations } from '../base/testing/page.ts';
import { showDeal } from '../deal-panel/show.ts';
import { Sample, around } from '../pipeline-board/testing/sample.ts';
import { recordsHaveAddresses } from './addresses.ts';
import type { RecordSteps } from './record-steps.ts';
import { leaveTrail } from './trail.ts';

/** Three deals, of which the last one is not in the list, and the panel of the first. */
async function opened(trail: readonly number[], at = 0) {
  const sample = new Sample();
  const ids = ['Ovens', 'Lamps', 'Scales'].map((name) => sample.deal(name));
  const store = await sample.store();
  const place = around(store);
  await mount(html`${place}`);
  leaveTrail(
    'deal',
    trail.flatMap((one) => ids[one] ?? 'gone'),
  );
  showDeal(place, ids[at] ?? '', store);
  const panel = document.querySelector('crm-side-panel[open], crm-side-panel') as HTMLElement;
  const steps = panel.querySelector('crm-record-steps') as RecordSteps;
  await settled(panel);
  const name = () => panel.querySelector('crm-deal-panel')?.row?.name;
  const words = () => steps.shadowRoot?.querySelector('span')?.textContent ?? '';
  return { store, panel, steps, name, words, ids };
}

describe('crm-record-steps', () => {
  afterEach(() => {
    for (const panel of document.querySelectorAll('crm-side-panel')) panel.remove();
    recordsHaveAddresses(() => '');
    unmountAll();
  });

  it('goes through the list that a record was opened from, by keys and by buttons, without what is gone', async () => {
    recordsHaveAddresses((type, id) => `#/${type}s/${id}`);
    const { panel, steps, name, words, ids } = await opened([1, 9, 0]);
    expect(words()).to.equal('2 of 2');
    await sendKeys({ press: 'j' });
    await settled(panel);
    expect(name(), 'the last one has none after it').to.equal('Ovens');
    await sendKeys({ press: 'k' });
    await settled(panel);
    expect([name(), words()]).to.deep.equal(['Lamps', '1 of 2']);
    const link = panel.querySelector<HTMLElement & { href: string }>('crm-button[slot=heading-end]');
    expect(link?.href).to.equal(`#/deals/${ids[1]}`);
    expect(await violations(panel)).to.deep.equal([]);
    const [, next] = steps.shadowRoot?.querySelectorAll('crm-button') ?? [];
    next?.click();
    await settled(panel);
    expect(name()).to.equal('Ovens');
  });

  it('is nothing where a record came from no list', async () => {
    const { steps, panel, name } = await opened([1, 0], 2);
    expect(steps.shadowRoot?.childElementCount ?? 0).to.equal(0);
    await sendKeys({ press: 'k' });
    await settled(panel);
    expect(name()).to.equal('Scales');
  });
});
