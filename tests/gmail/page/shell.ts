import type { Maker } from './dom.ts';
import { elementId } from './dom.ts';
import type { Mailbox } from './mailbox.ts';
import type { Variant, Words } from './variant.ts';

export interface Stage {
  variant: Variant;
  words: Words;
  maker: Maker;
  mailbox: Mailbox;
  /** Where views are put, the one that is seen among those that were. */
  views: HTMLElement;
  /** Of pop-up composes; made when the first is opened. */
  dock(): HTMLElement;
  /** Where a click on the navigation goes. */
  compose(): void;
}

/** The frame: header, navigation, room for views, Google's panel at the end. */
export function buildShell(variant: Variant, words: Words, maker: Maker, mailbox: Mailbox, compose: () => void): Stage {
  const { make } = { make: maker.make.bind(maker) };
  document.documentElement.lang = variant.language;
  document.title = `${words.inbox} (3) - ${mailbox.address} - Gmail`;
  document.body.dir = variant.language === 'he' ? 'rtl' : 'ltr';
  document.body.style.background = variant.dark ? 'rgb(17, 17, 17)' : 'rgb(246, 248, 252)';
  const light = variant.dark ? 'rgb(227, 227, 227)' : 'rgb(68, 71, 70)';
  const height = variant.compact ? 24 : 32;
  const item = (name: string, hash: string) =>
    make(
      'div',
      { class: 'aim', style: `height:${height}px` },
      make(
        'div',
        { class: 'TO' },
        make('span', { class: 'nU' }, make('a', { href: `#${hash}`, class: 'aio J-Ke n0', style: `color:${light}` }, name)),
      ),
    );
  const account = make(
    'a',
    {
      class: 'gb_B gb_Za',
      href: 'https://accounts.google.example/SignOutOptions?hl=en',
      role: 'button',
      'aria-label': `${words.account}: ${mailbox.name} (${mailbox.address})`,
      'aria-expanded': 'false',
    },
    'C',
  );
  const header = make(
    'header',
    { class: 'gb_La', role: 'banner', style: 'height:64px;display:flex;justify-content:space-between' },
    make('div', {}, 'Gmail'),
    account,
  );
  const views = make('div', { class: 'nH', style: 'flex:1;overflow:auto' });
  const surface = make(
    'div',
    { class: 'nH bkK', style: 'flex:1;min-width:0;display:flex' },
    make(
      'div',
      { class: 'nH', style: `flex:1;display:flex;background:${variant.dark ? 'rgb(27, 27, 28)' : 'rgb(255, 255, 255)'}` },
      make('div', { class: 'aeF', style: 'flex:1;display:flex' }, views),
    ),
  );
  const navigation = make(
    'div',
    { class: 'aeN', role: 'navigation', style: 'width:200px' },
    make('div', { class: 'T-I T-I-KE L3', role: 'button', tabindex: 0, click: compose }, words.compose),
    item(words.inbox, 'inbox'),
    item(words.sent, 'sent'),
  );
  const middle = make(
    'div',
    { class: 'no', style: 'display:flex;height:calc(100vh - 64px)' },
    ...(variant.alone ? [surface] : [navigation, surface, ...panel(variant, words, maker)]),
  );
  document.body.append(
    make('div', { class: 'nH' }, make('div', { class: 'nH w-asV bbg aiw' }, header, middle)),
    make('div', { id: 'loading', style: 'display:none' }, make('div', { class: 'msg' }, mailbox.address)),
  );
  document.body.className = maker.classes(variant.alone ? 'aAU xE Su' : 'aAU');
  return { variant, words, maker, mailbox, views, dock: dock(variant, maker), compose };
}

/** The column of Google's own panel with its rail of icons. It comes late, and for some never. */
function panel(variant: Variant, words: Words, maker: Maker): HTMLElement[] {
  if (variant.panel === 'none') return [];
  const make = maker.make.bind(maker);
  const open = variant.panel === 'open';
  const content = make(
    'div',
    { class: 'WN9Ejb bq9', style: open ? 'width:300px;height:600px' : 'display:none' },
    make('div', { class: 'brC-brG' }, make('iframe', { style: 'width:300px;height:600px;border:0', title: words.panel })),
  );
  const icons = ['Calendar', 'Keep', 'Tasks'].map((name) =>
    make('div', { class: 'aT5-aOt-I', role: 'tab', 'aria-label': name, style: 'height:40px' }),
  );
  const rail = make(
    'div',
    {
      class: 'nH bAw nn brC-aT5-aOt-Jw',
      role: 'complementary',
      'aria-label': words.panel,
      style: `width:56px;height:600px${variant.panel === 'hidden' ? ';display:none' : ''}`,
    },
    make('div', { role: 'tablist' }, ...icons),
  );
  return [make('div', { class: 'nH aUx', style: 'display:flex' }, content, rail)];
}

/** Composes stand at the foot of the window, kept from the panel by a spacer. */
function dock(variant: Variant, maker: Maker): () => HTMLElement {
  let made: HTMLElement | undefined;
  return () => {
    if (made) return made;
    const make = maker.make.bind(maker);
    const space = variant.panel === 'open' ? 366 : variant.panel === 'closed' ? 66 : 16;
    made = make('div', { class: 'nH nn', style: 'display:flex;flex-direction:row-reverse' });
    document.body.append(
      make(
        'div',
        {
          class: 'dw',
          style: 'position:fixed;bottom:0;inset-inline:0;height:0;display:flex;justify-content:flex-end;align-items:flex-end;z-index:5',
        },
        make('div', { class: 'nH aJl', id: elementId() }, made),
        make('div', { class: 'nH jAmAWb', style: `width:${space}px;min-width:${space}px;height:1px` }),
      ),
    );
    return made;
  };
}
