import { expect } from 'chai';
import { css, html } from 'lit';
import { inside, mount, unmountAll } from '../testing/page.ts';
import { CrmElement } from './crm-element.ts';
import { define } from './define.ts';

class TestWords extends CrmElement {
  static override styles = css`
    p {
      color: var(--crm-danger-text);
      border-radius: var(--crm-radius-small);
    }
  `;
  protected override render() {
    return html`<p>words</p>`;
  }
}
define('test-words', TestWords);

afterEach(() => {
  unmountAll();
  document.documentElement.removeAttribute('data-crm-theme');
});

/** Everything that is written to the console as a warning while the work is done. */
function warnings(work: () => void): string[] {
  const { warn } = console;
  const written: string[] = [];
  console.warn = (...words: unknown[]) => void written.push(words.join(' '));
  try {
    work();
  } finally {
    console.warn = warn;
  }
  return written;
}

const colour = (element: Element) => getComputedStyle(inside(element, 'p')).color;

describe('CrmElement', () => {
  it('brings the tokens to a page that has none, once', async () => {
    await mount(html`<test-words></test-words>`);
    const sheets = document.adoptedStyleSheets.length;
    await mount(html`<test-words></test-words>`);
    expect(document.adoptedStyleSheets.length).to.equal(sheets);
    expect(getComputedStyle(document.documentElement).getPropertyValue('--crm-radius').trim()).to.equal('6px');
  });

  it('gives way to one plain rule of the page, and what follows from the token follows', async () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('html { --crm-radius: 3px }');
    document.adoptedStyleSheets.unshift(sheet);
    const element = await mount(html`<test-words></test-words>`);
    expect(Number.parseFloat(getComputedStyle(inside(element, 'p')).borderRadius)).to.be.closeTo(2, 0.01);
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  });

  it('stays light on a page that says nothing, and follows the theme of what is around it', async () => {
    const place = await mount(
      html`<div>
        <test-words></test-words>
        <div data-crm-theme="dark"><test-words></test-words></div>
      </div>`,
    );
    const [light, dark] = place.querySelectorAll('test-words');
    expect(light && colour(light)).to.equal('rgb(190, 34, 42)');
    expect(dark && colour(dark)).to.equal('rgb(254, 114, 108)');
  });

  it('takes its density from what is around it', async () => {
    const place = await mount(html`<div data-crm-density="compact"><test-words></test-words></div>`);
    const element = place.querySelector('test-words');
    expect(element && getComputedStyle(element).getPropertyValue('--crm-row').trim()).to.equal('30px');
  });

  it('knows the direction of its text', async () => {
    const place = await mount(html`<div dir="rtl"><test-words></test-words></div>`);
    expect(place.querySelector<TestWords>('test-words')?.rtl).to.equal(true);
  });
});

describe('define', () => {
  it('leaves the first definition and is silent about the same version', () => {
    class Again extends HTMLElement {}
    class Twin extends HTMLElement {}
    expect(warnings(() => define('test-again', Again))).to.deep.equal([]);
    expect(warnings(() => define('test-again', Twin))).to.deep.equal([]);
    expect(customElements.get('test-again') === Again).to.equal(true);
  });

  it('warns of another version, and of what is not of the kit', () => {
    class Older extends HTMLElement {}
    Object.defineProperty(Older, Symbol.for('crm.version'), { value: '0.0.1' });
    customElements.define('test-older', Older);
    customElements.define('test-foreign', class extends HTMLElement {});
    expect(warnings(() => define('test-older', class extends HTMLElement {}))[0]).to.contain('already defined by Inlay 0.0.1');
    expect(warnings(() => define('test-foreign', class extends HTMLElement {}))[0]).to.contain('by something else');
  });
});
