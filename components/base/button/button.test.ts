import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import { inside, mount, unmountAll, violations } from '../testing/page.ts';
import './button.ts';
import type { CrmButton } from './button.ts';

afterEach(unmountAll);

describe('crm-button', () => {
  it('is a native button with its words', async () => {
    const button = await mount<CrmButton>(html`<crm-button>Add deal</crm-button>`);
    expect(inside(button, 'button').getAttribute('type')).to.equal('button');
    expect(inside(button, '.button').classList.contains('bare')).to.equal(false);
  });

  it('takes its name from its label when it has no words', async () => {
    const button = await mount<CrmButton>(html`<crm-button icon="ellipsis" label="More"></crm-button>`);
    const control = inside(button, '.button');
    expect(control.classList.contains('bare')).to.equal(true);
    expect(control.getAttribute('aria-label')).to.equal('More');
    expect(control.title).to.equal('More');
  });

  it('is a link with href', async () => {
    const button = await mount<CrmButton>(html`<crm-button href="/deals">Deals</crm-button>`);
    expect(inside(button, 'a').getAttribute('href')).to.equal('/deals');
  });

  describe('keyboard', () => {
    for (const key of ['Enter', 'Space']) {
      it(`is pressed by ${key}`, async () => {
        let clicks = 0;
        const button = await mount<CrmButton>(html`<crm-button @click=${() => clicks++}>Add</crm-button>`);
        button.focus();
        await sendKeys({ press: key });
        expect(clicks).to.equal(1);
      });
    }

    it('cannot be pressed while disabled', async () => {
      let clicks = 0;
      const button = await mount<CrmButton>(html`<crm-button disabled @click=${() => clicks++}>Add</crm-button>`);
      button.click();
      expect(clicks).to.equal(0);
    });
  });

  describe('in a form', () => {
    it('submits it with its name and value, once', async () => {
      const sent: FormData[] = [];
      const form = await mount<HTMLFormElement>(
        html`<form
          @submit=${(event: SubmitEvent) => {
            event.preventDefault();
            if (event.currentTarget instanceof HTMLFormElement) sent.push(new FormData(event.currentTarget));
          }}
        >
          <crm-button type="submit" name="act" value="save">Save</crm-button>
        </form>`,
      );
      form.querySelector('crm-button')?.click();
      await Promise.resolve();
      expect(sent.map((data) => data.get('act'))).to.deep.equal(['save']);
      expect(new FormData(form).get('act')).to.equal(null);
    });

    it('does not submit when a listener prevents it', async () => {
      let sent = 0;
      const form = await mount<HTMLFormElement>(
        html`<form @submit=${() => sent++}>
          <crm-button type="submit" @click=${(event: Event) => event.preventDefault()}>Save</crm-button>
        </form>`,
      );
      form.querySelector('crm-button')?.click();
      await Promise.resolve();
      expect(sent).to.equal(0);
    });

    it('is disabled with its fieldset', async () => {
      const form = await mount(
        html`<form>
          <fieldset disabled><crm-button>Save</crm-button></fieldset>
        </form>`,
      );
      const button = form.querySelector('crm-button');
      await button?.updateComplete;
      expect(button && inside<HTMLButtonElement>(button, 'button').disabled).to.equal(true);
    });
  });

  it('has no accessibility violations in any variant, in both themes', async () => {
    for (const theme of ['light', 'dark']) {
      const group = await mount(
        html`<div data-crm-theme=${theme}>
          <crm-button variant="primary" icon="plus" shortcut="C">Add</crm-button><crm-button>Plain</crm-button>
          <crm-button variant="ghost">Ghost</crm-button><crm-button variant="danger">Danger</crm-button>
          <crm-button variant="ghost-danger">Retry</crm-button><crm-button icon="x" label="Close"></crm-button>
          <crm-button .pressed=${true}>On</crm-button><crm-button popup="menu" .expanded=${false}>Menu</crm-button>
        </div>`,
      );
      group.style.background = 'var(--crm-surface)';
      expect(await violations(group)).to.deep.equal([]);
    }
  });
});
