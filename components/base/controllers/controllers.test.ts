import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import { CrmElement } from '../element/crm-element.ts';
import { define } from '../element/define.ts';
import { inside, mount, unmountAll, until } from '../testing/page.ts';
import { announce } from './announcer.ts';
import { RovingFocus } from './roving-focus.ts';
import { commandList, Commands, keysLabel, setSingleKeys, takeChoices, type Act } from './commands.ts';

const ran: string[] = [];
const shortcut = (keys: string, scope?: Act['scope']): Act => ({
  keys,
  label: () => keys,
  run: () => void ran.push(scope ? `${keys} in ${scope}` : keys),
  ...(scope && { scope }),
});

class TestPage extends CrmElement {
  constructor() {
    super();
    new Commands(this, () => [
      ...['c', '/', '?', 'g d', 'g t', 'Mod+k'].map((keys) => shortcut(keys)),
      { keys: 's', label: () => 'Stage', choices: () => [shortcut('won')] },
    ]);
  }
}
define('test-page', TestPage);

class TestList extends CrmElement {
  constructor() {
    super();
    new Commands(this, [shortcut('c', 'element')]);
    new RovingFocus(this, { items: () => [...this.renderRoot.querySelectorAll<HTMLElement>('button')], direction: 'block' });
  }
  protected override render() {
    return html`<button>1</button><button>2</button><button>3</button>`;
  }
}
define('test-list', TestList);

beforeEach(() => ran.splice(0));
afterEach(unmountAll);

describe('shortcuts', () => {
  it('run for one key, for two in a row, and with the command key', async () => {
    await mount(html`<test-page></test-page>`);
    for (const key of ['c', '/', 'Shift+?', 'g', 'd', 'Control+k']) await sendKeys({ press: key });
    expect(ran).to.deep.equal(['c', '/', '?', 'g d', 'Mod+k']);
  });

  it('leave people alone who type', async () => {
    const place = await mount(html`<div><test-page></test-page><input aria-label="Name" /></div>`);
    place.querySelector('input')?.focus();
    await sendKeys({ type: 'c/' });
    expect(ran).to.deep.equal([]);
    expect(place.querySelector('input')?.value).to.equal('c/');
    await sendKeys({ press: 'Control+k' });
    expect(ran).to.deep.equal(['Mod+k']);
  });

  it('of an element come first, while the focus is in it', async () => {
    const place = await mount(html`<div><test-list></test-list><test-page></test-page></div>`);
    await sendKeys({ press: 'c' });
    const list = place.querySelector('test-list');
    if (list) inside(list, 'button').focus();
    await sendKeys({ press: 'c' });
    expect(ran).to.deep.equal(['c', 'c in element']);
  });

  it('go with their host', async () => {
    await mount(html`<test-page></test-page>`);
    expect(commandList().map(({ keys }) => keys)).to.include('g d');
    unmountAll();
    await sendKeys({ press: 'c' });
    expect(ran).to.deep.equal([]);
    expect(commandList()).to.deep.equal([]);
  });

  it('do not reach the page behind a modal dialog', async () => {
    const place = await mount(
      html`<div>
        <test-page></test-page><dialog><button>OK</button></dialog>
      </div>`,
    );
    place.querySelector('dialog')?.showModal();
    await sendKeys({ press: 'c' });
    expect(ran).to.deep.equal([]);
  });

  it('do not work in a modal dialog of what they are for', async () => {
    const place = await mount(html`<test-list></test-list>`);
    inside(place, 'button').focus();
    await sendKeys({ press: 'c' });
    expect(ran).to.deep.equal(['c in element']);
    const dialog = document.createElement('dialog');
    dialog.append(document.createElement('button'));
    place.shadowRoot?.append(dialog);
    dialog.showModal();
    await sendKeys({ press: 'c' });
    expect(ran).to.deep.equal(['c in element']);
  });

  it('of a single key can be switched off; those with Ctrl and those of an element stay', async () => {
    const place = await mount(html`<div><test-page></test-page><test-list></test-list></div>`);
    setSingleKeys(false);
    try {
      for (const key of ['c', 'g', 'd', 'Control+k']) await sendKeys({ press: key });
      const list = place.querySelector('test-list');
      if (list) inside(list, 'button').focus();
      await sendKeys({ press: 'c' });
      expect(ran).to.deep.equal(['Mod+k', 'c in element']);
    } finally {
      setSingleKeys(true);
    }
    await sendKeys({ press: '/' });
    expect(ran.at(-1)).to.equal('/');
  });

  it('of a choice go to whoever shows its choices', async () => {
    await mount(html`<test-page></test-page>`);
    const shown: string[] = [];
    await sendKeys({ press: 's' });
    const stop = takeChoices(({ choices }) => shown.push(...choices().map(({ label }) => label())));
    await sendKeys({ press: 's' });
    stop();
    await sendKeys({ press: 's' });
    expect(shown).to.deep.equal(['won']);
  });

  it('are read as people write them', () => {
    expect(keysLabel('g d')).to.equal('G D');
    expect(['⌘K', 'Ctrl K']).to.include(keysLabel('Mod+k'));
  });
});

describe('roving focus', () => {
  it('makes one Tab stop and moves by arrows, Home and End', async () => {
    const list = await mount(html`<test-list></test-list>`);
    const buttons = [...(list.shadowRoot?.querySelectorAll('button') ?? [])];
    expect(buttons.map(({ tabIndex }) => tabIndex)).to.deep.equal([0, -1, -1]);
    buttons[0]?.focus();
    const seen: (string | null | undefined)[] = [];
    for (const key of ['ArrowDown', 'End', 'ArrowDown', 'ArrowUp', 'ArrowRight', 'Home']) {
      await sendKeys({ press: key });
      seen.push(list.shadowRoot?.activeElement?.textContent);
    }
    expect(seen).to.deep.equal(['2', '3', '3', '2', '2', '1']);
  });
});

describe('announce', () => {
  it('says the same words again', async () => {
    announce('Moved to Won');
    const region = document.querySelector('[aria-live="polite"]');
    await until(() => region?.textContent === 'Moved to Won', 'it was said');
    announce('Moved to Won');
    expect(region?.textContent).to.equal('');
    await until(() => region?.textContent === 'Moved to Won', 'it was said again');
  });
});
