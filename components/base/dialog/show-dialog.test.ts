import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import '../input/input.ts';
import { mount, settled, unmountAll, until, violations } from '../testing/page.ts';
import { showDialog } from './show-dialog.ts';

afterEach(unmountAll);

/** Asks for a name, which must not be empty. */
async function ask(): Promise<{ host: HTMLElement; answer: Promise<string | undefined> }> {
  const host = await mount(html`<div></div>`);
  let problem = '';
  const answer = showDialog<string>(host, (asking) => ({
    heading: 'A name',
    body: html`<crm-input name="name" label="Name" .error=${problem}></crm-input>`,
    aside: html`<button slot="footer">Other</button>`,
    act: {
      label: 'Give it',
      run: () => {
        const name = asking.control('name')?.value ?? '';
        if (name !== '') return asking.answer(name);
        problem = 'Fill this in.';
        asking.redraw();
      },
    },
  }));
  await settled(host);
  await until(() => host.querySelector('crm-input')?.matches(':focus-within') === true, 'the field has the focus');
  return { host, answer };
}

const press = (host: HTMLElement, label: string) =>
  [...host.querySelectorAll('crm-button')].find((button) => button.textContent?.trim() === label)?.click();

describe('a question in a dialog', () => {
  it('is answered by its button, draws itself anew until then, and goes', async () => {
    const { host, answer } = await ask();
    press(host, 'Give it');
    await until(() => host.querySelector('crm-input')?.error === 'Fill this in.', 'what is missing');
    expect(await violations(host)).to.deep.equal([]);
    await sendKeys({ type: 'Camille' });
    press(host, 'Give it');
    expect(await answer).to.equal('Camille');
    expect(host.children).to.have.length(0);
  });

  it('is answered by Enter in a field', async () => {
    const { host, answer } = await ask();
    await sendKeys({ type: 'Camille' });
    await sendKeys({ press: 'Enter' });
    expect(await answer).to.equal('Camille');
    expect(host.children).to.have.length(0);
  });

  it('has no answer on Escape, nor by Cancel', async () => {
    const first = await ask();
    await sendKeys({ type: 'Camille' });
    await sendKeys({ press: 'Escape' });
    expect(await first.answer).to.equal(undefined);
    const second = await ask();
    press(second.host, 'Cancel');
    expect(await second.answer).to.equal(undefined);
    expect(second.host.children).to.have.length(0);
  });
});
