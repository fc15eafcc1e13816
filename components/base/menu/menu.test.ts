import { expect } from 'chai';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { html } from 'lit';
import '../button/button.ts';
import { inside, mount, unmountAll, until, violations } from '../testing/page.ts';
import type { CrmMenu } from './menu.ts';
import './menu.ts';

afterEach(unmountAll);

async function mountMenu(
  placement: CrmMenu['placement'] = 'bottom-start',
): Promise<{ menu: CrmMenu; trigger: HTMLElement; chosen: string[] }> {
  const chosen: string[] = [];
  const menu = await mount<CrmMenu>(
    html`<crm-menu placement=${placement} @crm-select=${(event: Event & { value: string }) => chosen.push(event.value)}>
      <crm-button slot="trigger" icon="ellipsis" label="More"></crm-button>
      <crm-menu-item value="edit">Edit</crm-menu-item>
      <crm-menu-item value="archive" disabled>Archive</crm-menu-item>
      <crm-menu-item value="copy">Copy link</crm-menu-item>
      <hr />
      <crm-menu-item value="close">Close</crm-menu-item>
    </crm-menu>`,
  );
  return { menu, trigger: menu.querySelector('crm-button') as HTMLElement, chosen };
}

const isOpen = (menu: CrmMenu) => inside(menu, '.menu').matches(':popover-open');
const focused = () => document.activeElement?.getAttribute('value');

async function openByKey(menu: CrmMenu, trigger: HTMLElement, key = 'ArrowDown'): Promise<void> {
  trigger.focus();
  await sendKeys({ press: key });
  await until(() => document.activeElement?.localName === 'crm-menu-item', 'an item has the focus');
  expect(isOpen(menu)).to.equal(true);
}

describe('crm-menu', () => {
  it('opens beside its trigger and says so', async () => {
    const { menu, trigger } = await mountMenu();
    trigger.click();
    await until(() => isOpen(menu), 'the menu is open');
    const box = inside(menu, '.menu').getBoundingClientRect();
    const from = trigger.getBoundingClientRect();
    expect(Math.round(box.left)).to.equal(Math.round(from.left));
    expect(box.top).to.be.greaterThan(from.bottom);
    await menu.updateComplete;
    expect(inside(trigger, 'button').getAttribute('aria-expanded')).to.equal('true');
    expect(inside(trigger, 'button').getAttribute('aria-haspopup')).to.equal('menu');
  });

  for (const placement of ['top-start', 'top-end'] as const) {
    it(`opens above its trigger where it is placed ${placement}`, async () => {
      const { menu, trigger } = await mountMenu(placement);
      Object.assign(menu.style, { position: 'fixed', insetBlockEnd: '8px', insetInlineStart: '300px' });
      trigger.click();
      await until(() => isOpen(menu), 'the menu is open');
      const box = inside(menu, '.menu').getBoundingClientRect();
      const from = trigger.getBoundingClientRect();
      const edge = placement === 'top-start' ? 'left' : 'right';
      expect(Math.round(box[edge])).to.equal(Math.round(from[edge]));
      expect(Math.round(from.top - box.bottom)).to.equal(4);
    });
  }

  it('closes when its trigger is pressed again', async () => {
    const { menu, trigger } = await mountMenu();
    const { left, top } = trigger.getBoundingClientRect();
    const position: [number, number] = [Math.round(left + 8), Math.round(top + 8)];
    await sendMouse({ type: 'click', position });
    await until(() => isOpen(menu), 'the menu is open');
    await sendMouse({ type: 'click', position });
    await until(() => !isOpen(menu), 'the menu is closed');
    await menu.updateComplete;
    expect(isOpen(menu)).to.equal(false);
  });

  describe('keyboard', () => {
    it('moves over what can be chosen, round the ends', async () => {
      const { menu, trigger } = await mountMenu();
      await openByKey(menu, trigger);
      const seen = [focused()];
      for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'Home', 'End']) {
        await sendKeys({ press: key });
        seen.push(focused());
      }
      expect(seen).to.deep.equal(['edit', 'copy', 'close', 'edit', 'close', 'edit', 'close']);
    });

    it('opens at the end with the up arrow', async () => {
      const { menu, trigger } = await mountMenu();
      await openByKey(menu, trigger, 'ArrowUp');
      expect(focused()).to.equal('close');
    });

    it('finds by the first letters', async () => {
      const { menu, trigger } = await mountMenu();
      await openByKey(menu, trigger);
      await sendKeys({ type: 'cl' });
      expect(focused()).to.equal('close');
    });

    it('chooses with Enter and gives the focus back', async () => {
      const { menu, trigger, chosen } = await mountMenu();
      await openByKey(menu, trigger);
      await sendKeys({ press: 'Enter' });
      await until(() => !isOpen(menu), 'the menu is closed');
      expect(chosen).to.deep.equal(['edit']);
      expect(document.activeElement === trigger).to.equal(true);
    });

    it('closes on Escape without a choice', async () => {
      const { menu, trigger, chosen } = await mountMenu();
      await openByKey(menu, trigger);
      await sendKeys({ press: 'Escape' });
      await until(() => !isOpen(menu), 'the menu is closed');
      expect(chosen).to.deep.equal([]);
      expect(document.activeElement === trigger).to.equal(true);
    });
  });

  it('does not choose what is disabled', async () => {
    const { menu, trigger, chosen } = await mountMenu();
    trigger.click();
    await until(() => isOpen(menu), 'the menu is open');
    menu.querySelector<HTMLElement>('[value="archive"]')?.click();
    expect(chosen).to.deep.equal([]);
    expect(isOpen(menu)).to.equal(true);
  });

  it('has no accessibility violations, closed and open', async () => {
    const { menu, trigger } = await mountMenu();
    expect(await violations(menu)).to.deep.equal([]);
    await openByKey(menu, trigger);
    expect(await violations(menu)).to.deep.equal([]);
  });
});
