import { expect } from 'chai';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { html } from 'lit';
import '../input/input.ts';
import { inside, mount, unmountAll, until, violations } from '../testing/page.ts';
import './dialog.ts';
import type { CloseReason } from './close-event.ts';
import type { CrmDialog } from './dialog.ts';
import { deepActiveElement } from './focus.ts';

afterEach(unmountAll);

async function openDialog(): Promise<{ dialog: CrmDialog; opener: HTMLButtonElement; told: string[] }> {
  const told: string[] = [];
  const tell = (event: Event & { reason: CloseReason }) => told.push(`${event.type} ${event.reason}`);
  const place = await mount(
    html`<div>
      <button>Open</button>
      <crm-dialog heading="Why was it lost?" @crm-close=${tell} @crm-closed=${tell}>
        <crm-input label="Reason"></crm-input>
        <button slot="footer">Save</button>
      </crm-dialog>
    </div>`,
  );
  const dialog = place.querySelector('crm-dialog') as CrmDialog;
  const opener = place.querySelector('button') as HTMLButtonElement;
  opener.focus();
  dialog.show();
  await until(() => deepActiveElement()?.localName === 'input', 'the first field has the focus');
  return { dialog, opener, told };
}

const isOpen = (dialog: CrmDialog) => inside<HTMLDialogElement>(dialog, 'dialog').open;

describe('crm-dialog', () => {
  it('is modal, is named by its heading, and puts the focus into its first control', async () => {
    const { dialog } = await openDialog();
    expect(inside(dialog, 'dialog').matches(':modal')).to.equal(true);
    expect(inside(dialog, '#heading').textContent?.trim()).to.equal('Why was it lost?');
  });

  it('puts the focus into its first control, also where the browser finds a later one sooner', async () => {
    await mount(html`<crm-dialog open heading="Add a field"><crm-input label="Name"></crm-input><input type="radio" /></crm-dialog>`);
    await until(() => deepActiveElement()?.getRootNode() !== document, 'the field has the focus');
    expect(deepActiveElement()?.matches('crm-dialog > input')).to.equal(false);
  });

  it('is as high as what is in it, and scrolls what is higher than the page', async () => {
    const { dialog } = await openDialog();
    const body = inside(dialog, '.body');
    expect(body.clientHeight).to.be.at.least(dialog.querySelector('crm-input')?.clientHeight ?? Infinity);
    expect(body.scrollHeight).to.equal(body.clientHeight);
    const long = document.createElement('p');
    long.style.blockSize = '3000px';
    dialog.append(long);
    expect(inside(dialog, 'dialog').clientHeight).to.be.below(innerHeight);
    expect(body.scrollHeight).to.be.above(body.clientHeight);
  });

  it('closes on Escape, says why, and gives the focus back', async () => {
    const { dialog, opener, told } = await openDialog();
    await sendKeys({ press: 'Escape' });
    await until(() => !isOpen(dialog), 'the dialog is closed');
    expect(told).to.deep.equal(['crm-close escape', 'crm-closed escape']);
    expect(document.activeElement === opener).to.equal(true);
    expect(dialog.open).to.equal(false);
  });

  it('stays open when a listener refuses', async () => {
    const { dialog, told } = await openDialog();
    dialog.addEventListener('crm-close', (event) => event.preventDefault());
    expect(dialog.close()).to.equal(false);
    await dialog.updateComplete;
    expect(isOpen(dialog)).to.equal(true);
    expect(told).to.deep.equal(['crm-close api']);
  });

  it('closes by its button and by a press outside, unless told not to', async () => {
    const { dialog, told } = await openDialog();
    await sendMouse({ type: 'click', position: [5, 5] });
    await until(() => !isOpen(dialog), 'the dialog is closed');
    dialog.noBackdropClose = true;
    dialog.show();
    await until(() => isOpen(dialog), 'the dialog is open again');
    await sendMouse({ type: 'click', position: [5, 5] });
    expect(isOpen(dialog)).to.equal(true);
    inside(dialog, 'crm-button').click();
    await until(() => !isOpen(dialog), 'the dialog is closed');
    expect(told).to.deep.equal(['crm-close backdrop', 'crm-closed backdrop', 'crm-close button', 'crm-closed button']);
  });

  it('has no accessibility violations', async () => {
    const { dialog } = await openDialog();
    expect(await violations(dialog)).to.deep.equal([]);
  });
});
