import { expect } from 'chai';
import type { Area, Room } from '../gmail/index.ts';
import { until, violations } from '../../components/base/testing/page.ts';
import { Column, firstState } from './column.ts';
import type { ColumnState } from './column.ts';
import { keepColumn, keptColumn } from './kept-column.ts';
import { straighten } from './links.ts';
import { Marks } from './marks.ts';
import { noteNodes } from './note-nodes.ts';
import { wordsIn } from './words.ts';

const words = wordsIn('en-GB');

/** Room at the end of the page, as a test wants it. */
class TestRoom implements Room {
  now: Area = { top: 64, end: 56, bottom: 0, crowded: false, narrowed: true };
  taken = 0;
  covered = false;
  readonly #listeners = new Set<() => void>();

  area(): Area {
    return this.now;
  }

  take(width: number): void {
    this.taken = width;
  }

  covers(): boolean {
    return this.covered;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  change(): void {
    for (const listener of this.#listeners) listener();
  }

  close(): void {
    this.#listeners.clear();
  }
}

const made: Column[] = [];

function column(state: ColumnState = firstState) {
  const room = new TestRoom();
  const kept: ColumnState[] = [];
  const shown = new Column({ document, window, room, page: 'about:blank', state, changed: (now) => kept.push(now) }, words);
  made.push(shown);
  const part = <Part extends HTMLElement>(selector: string): Part => {
    const found = shown.host.shadowRoot?.querySelector<Part>(selector);
    if (!found) throw new Error(`The column has no ${selector}`);
    return found;
  };
  return { shown, room, kept, part };
}

describe('the column', () => {
  afterEach(() => {
    for (const one of made.splice(0)) one.close();
    localStorage.clear();
  });

  it('stands beside the rail below the header, and takes the room that it needs', () => {
    const { shown, room } = column();
    const { style } = shown.host;
    expect([style.insetBlockStart, style.insetInlineEnd, style.inlineSize]).to.deep.equal(['64px', '56px', '300px']);
    expect(room.taken).to.equal(300);
  });

  it('collapses to a handle that says how many people are known, and opens again', async () => {
    const { shown, room, kept, part } = column();
    shown.collapse();
    expect(part('.column').inert).to.equal(true);
    expect(part('iframe').isConnected).to.equal(true);
    expect(room.taken).to.be.lessThan(40);
    shown.known = 2;
    const handle = part('.handle');
    expect(handle.getAttribute('aria-label')).to.equal('Open Inlay: 2 known people');
    expect(await violations(shown.host)).to.deep.equal([]);
    handle.click();
    expect(part('.handle').hidden).to.equal(true);
    expect(kept.map(({ collapsed }) => collapsed)).to.deep.equal([true, false]);
  });

  it('folds where it would lie over a send button, and remembers nothing of that', () => {
    const { shown, room, kept } = column();
    room.covered = true;
    room.change();
    expect(shown.collapsed).to.equal(true);
    shown.open();
    expect(shown.collapsed).to.equal(true);
    room.covered = false;
    room.change();
    expect(shown.collapsed).to.equal(false);
    expect(kept.every(({ collapsed }) => !collapsed)).to.equal(true);
  });

  it('folds where a panel of Google’s leaves no room, unless somebody wants it all the same', () => {
    const { shown, room } = column();
    room.now = { ...room.now, crowded: true };
    room.change();
    expect(shown.collapsed).to.equal(true);
    shown.open();
    expect(shown.collapsed).to.equal(false);
    room.now = { ...room.now, crowded: false };
    room.change();
    room.now = { ...room.now, crowded: true };
    room.change();
    expect(shown.collapsed).to.equal(true);
  });

  it('is made wider by keys, in either direction of writing, and no wider than it should be', () => {
    const { shown, kept, part } = column();
    const press = (key: string) => part('.edge').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
    press('ArrowLeft');
    expect(kept.at(-1)?.width).to.equal(320);
    shown.say(words, false, 'rtl');
    press('ArrowLeft');
    expect(kept.at(-1)?.width).to.equal(300);
    press('End');
    expect(part('.edge').getAttribute('aria-valuenow')).to.equal('520');
  });

  it('is remembered by the browser', () => {
    expect(keptColumn()).to.deep.equal(firstState);
    keepColumn({ collapsed: true, width: 340 });
    expect(keptColumn()).to.deep.equal({ collapsed: true, width: 340 });
    localStorage.setItem('inlay/column', '{"collapsed":"yes"}');
    expect(keptColumn()).to.deep.equal(firstState);
  });

  it('comes back where Gmail has written its page anew', async () => {
    const { shown, room } = column();
    shown.host.remove();
    room.change();
    await until(() => shown.host.isConnected, 'the column');
  });
});

describe('marks', () => {
  const mark = { sign: 'opened' as const, label: '3', text: 'Opened 3 times' };

  function places(...keys: string[]) {
    const rows = keys.map((key) => {
      const cell = document.createElement('div');
      document.body.append(cell);
      return { key, cell, mark: (element: HTMLElement | undefined) => (cell.replaceChildren(...(element ? [element] : [])), true) };
    });
    return { rows, gone: () => rows.forEach(({ cell }) => cell.remove()) };
  }

  it('say their sentence to those who see and those who do not, and are not made anew without cause', async () => {
    const { rows, gone } = places('a', 'b');
    const marks = new Marks(document);
    marks.show(rows, { a: mark }, false);
    const [first] = rows.map(({ cell }) => cell.firstElementChild);
    expect((first as HTMLElement).title).to.equal('Opened 3 times');
    expect(first?.shadowRoot?.querySelector('.sr')?.textContent).to.equal('Opened 3 times');
    expect(first?.shadowRoot?.querySelector('[aria-hidden]:not(svg)')?.textContent).to.equal('3');
    marks.show(rows, { a: mark }, true);
    expect(rows[0]?.cell.firstElementChild).to.equal(first);
    expect(first?.hasAttribute('data-dark')).to.equal(true);
    marks.show(rows, { b: mark }, true);
    expect(rows.map(({ cell }) => cell.childElementCount)).to.deep.equal([0, 1]);
    gone();
  });

  it('go with the row that has gone', () => {
    const { rows, gone } = places('a');
    const marks = new Marks(document);
    marks.show(rows, { a: mark }, false);
    marks.show([], { a: mark }, false);
    expect(rows[0]?.cell.childElementCount).to.equal(0);
    gone();
  });
});

describe('a template in a message', () => {
  const html = (content: string): string => {
    const place = document.createElement('div');
    place.append(...noteNodes(document, content));
    return place.innerHTML;
  };

  it('is written in Gmail’s own way, a block for each line', () => {
    expect(html('Dear **Samuel**,\n\nsee https://meridian.example\n\n- one\n- two')).to.equal(
      '<div>Dear <b>Samuel</b>,</div><div><br></div><div>see <a href="https://meridian.example">https://meridian.example</a></div><ul><li>one</li><li>two</li></ul>',
    );
  });

  it('makes no markup of what somebody wrote', () => {
    expect(html('<img src=x onerror=alert(1)>')).to.equal('<div>&lt;img src=x onerror=alert(1)&gt;</div>');
  });
});

describe('links of a message that is sent once more', () => {
  it('lead through our server no more, but for those of a quotation, of another server, and to no page', () => {
    const through = (server: string, to: string) => `${server}/c/person/token/0-signature?u=${encodeURIComponent(to)}`;
    const own = 'https://crm.example';
    const body = document.createElement('div');
    const written = [
      through(own, 'https://a.example/x?y=1'),
      through('https://other.example', 'https://a.example/'),
      through(own, 'javascript:alert(1)'),
      'https://b.example/',
    ];
    for (const href of written) body.append(Object.assign(document.createElement('a'), { href }));
    const quote = document.createElement('blockquote');
    quote.append(Object.assign(document.createElement('a'), { href: written[0] ?? '' }));
    body.append(quote);
    straighten(body, own);
    expect([...body.querySelectorAll('a')].map(({ href }) => href)).to.deep.equal([
      'https://a.example/x?y=1',
      ...written.slice(1),
      written[0],
    ]);
  });
});
