/// <reference types="mocha" />
import { expect } from 'chai';
import { newId } from '../../shared/ids.ts';
import { until } from '../base/testing/page.ts';
import type { TabMessage } from './tabs.ts';
import { Tabs } from './tabs.ts';

/** What became of one tab. */
class Tab {
  readonly heard: TabMessage[] = [];
  led = 0;
  lost = 0;
  readonly tabs: Tabs;

  constructor(name: string) {
    this.tabs = new Tabs(name, (message) => this.heard.push(message));
  }

  stand(): void {
    this.tabs.stand(
      () => this.led++,
      () => this.lost++,
    );
  }
}

const open: Tab[] = [];
function tab(name: string): Tab {
  const made = new Tab(name);
  open.push(made);
  return made;
}
afterEach(() => {
  for (const made of open.splice(0)) made.tabs.close();
});

/** When the browser has granted what it will grant of a lock. */
async function requested(name: string, pending: number): Promise<void> {
  let state = await navigator.locks.query();
  const count = () => state.pending?.filter((lock) => lock.name === name).length;
  while (count() !== pending) state = await navigator.locks.query();
}

describe('tabs', () => {
  it('have one leader, the next one when it closes', async () => {
    const name = newId();
    const [first, second] = [tab(name), tab(name)];
    first.stand();
    await until(() => first.tabs.leading, 'the first leads');
    second.stand();
    await requested(name, 1);
    expect(second.led).to.equal(0);
    expect(second.tabs.leading).to.equal(false);
    first.tabs.close();
    await until(() => second.tabs.leading, 'the second leads');
    expect(first.tabs.leading).to.equal(false);
    expect(first.lost, 'who closes has not lost').to.equal(0);
    expect(second.led).to.equal(1);
  });

  it('of two databases lead each their own', async () => {
    const [one, other] = [tab(newId()), tab(newId())];
    one.stand();
    other.stand();
    await until(() => one.tabs.leading && other.tabs.leading, 'both lead');
  });

  it('stop leading when the lock is taken from them, and lead again when it is free', async () => {
    const name = newId();
    const first = tab(name);
    first.stand();
    await until(() => first.tabs.leading, 'it leads');
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const thief = navigator.locks.request(name, { steal: true }, () => held);
    await until(() => first.lost === 1, 'it has lost');
    expect(first.tabs.leading).to.equal(false);
    release();
    await thief;
    await until(() => first.tabs.leading, 'it leads again');
    expect(first.led).to.equal(2);
  });

  it('that close before their turn never lead', async () => {
    const name = newId();
    const [first, second] = [tab(name), tab(name)];
    first.stand();
    second.stand();
    await requested(name, 1);
    second.tabs.close();
    await requested(name, 0);
    first.tabs.close();
    await navigator.locks.request(name, () => undefined);
    expect(second.led).to.equal(0);
  });

  it('hear what the others tell, not what they say themselves, and no heartbeats', async () => {
    const name = newId();
    const [first, second, stranger] = [tab(name), tab(name), tab(newId())];
    first.stand();
    await until(() => first.tabs.leading, 'it leads, and its heart beats');
    first.tabs.tell({ kind: 'rewritten' });
    second.tabs.tell({ kind: 'wiped' });
    await until(() => first.heard.length > 0 && second.heard.length > 0, 'both hear');
    expect(first.heard).to.deep.equal([{ kind: 'wiped' }]);
    expect(second.heard).to.deep.equal([{ kind: 'rewritten' }]);
    expect(stranger.heard).to.deep.equal([]);
  });
});
