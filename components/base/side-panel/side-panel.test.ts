import { expect } from 'chai';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { html } from 'lit';
import { inside, mount, unmountAll, until, violations } from '../testing/page.ts';
import type { CrmSidePanel } from './side-panel.ts';
import './side-panel.ts';

beforeEach(() => setViewport({ width: 1200, height: 800 }));
afterEach(unmountAll);

async function openPanel(): Promise<{ panel: CrmSidePanel; opener: HTMLButtonElement }> {
  const place = await mount(
    html`<div>
      <button>Open</button><crm-side-panel heading="Calibration contract"><input aria-label="Name" /></crm-side-panel>
    </div>`,
  );
  const opener = place.querySelector('button') as HTMLButtonElement;
  const panel = place.querySelector('crm-side-panel') as CrmSidePanel;
  opener.focus();
  panel.show();
  await panel.updateComplete;
  return { panel, opener };
}

const box = (panel: CrmSidePanel) => inside<HTMLDialogElement>(panel, 'dialog');

describe('crm-side-panel', () => {
  it('lies over the ending edge and leaves the page usable', async () => {
    const { panel, opener } = await openPanel();
    expect(box(panel).matches(':popover-open')).to.equal(true);
    expect(box(panel).matches(':modal')).to.equal(false);
    await until(() => Math.round(box(panel).getBoundingClientRect().right) === 1200, 'the panel is at the edge');
    expect(box(panel).offsetWidth).to.equal(480);
    opener.focus();
    expect(document.activeElement === opener).to.equal(true);
  });

  it('takes the focus, closes on Escape and gives it back', async () => {
    const { panel, opener } = await openPanel();
    expect(panel.shadowRoot?.activeElement === box(panel)).to.equal(true);
    const told: string[] = [];
    panel.addEventListener('crm-closed', (event) => told.push(event.reason));
    panel.querySelector('input')?.focus();
    await sendKeys({ press: 'Escape' });
    await panel.updateComplete;
    expect(box(panel).matches(':popover-open')).to.equal(false);
    expect(document.activeElement === opener).to.equal(true);
    expect(told).to.deep.equal(['escape']);
  });

  it('does not pull the focus back from where someone works', async () => {
    const { panel } = await openPanel();
    const elsewhere = await mount<HTMLInputElement>(html`<input aria-label="Elsewhere" />`);
    elsewhere.focus();
    panel.close();
    await panel.updateComplete;
    expect(document.activeElement === elsewhere).to.equal(true);
  });

  it('fills a phone and is modal there, also when the screen narrows while it is open', async () => {
    const { panel } = await openPanel();
    await setViewport({ width: 390, height: 800 });
    await until(() => box(panel).matches(':modal'), 'the panel is modal');
    await until(() => Math.round(box(panel).getBoundingClientRect().width) === 390, 'it fills the screen');
    await sendKeys({ press: 'Escape' });
    await until(() => !panel.open && !box(panel).open, 'the panel is closed');
  });

  it('has no accessibility violations', async () => {
    const { panel } = await openPanel();
    expect(await violations(panel)).to.deep.equal([]);
  });
});
