import { expect } from 'chai';
import type { Block, Inline } from './note-format.ts';
import { parseLine, parseNote } from './note-format.ts';

/** The tree in few signs: <b>, <i>, <a href>, as people would draw it. */
function drawn(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if (node.kind === 'text') return node.text;
      const inside = drawn(node.of);
      return node.kind === 'link' ? `<a ${node.href}>${inside}</a>` : `<${node.kind[0]}>${inside}</${node.kind[0]}>`;
    })
    .join('');
}

function blocks(list: readonly Block[]): string {
  return list
    .map((block) => {
      if (block.kind === 'paragraph') return `p(${block.lines.map(drawn).join(' / ')})`;
      const items = block.items.map(({ lines, lists }) => `${lines.map(drawn).join(' / ')}${lists.length > 0 ? ` ${blocks(lists)}` : ''}`);
      return `${block.ordered ? `ol${block.start}` : 'ul'}(${items.join(', ')})`;
    })
    .join(' ');
}

/** All the words of a tree. */
const said = (nodes: readonly Inline[]): string => nodes.map((node) => (node.kind === 'text' ? node.text : said(node.of))).join('');

const hrefs = (nodes: readonly Inline[]): string[] =>
  nodes.flatMap((node) => (node.kind === 'text' ? [] : [...(node.kind === 'link' ? [node.href] : []), ...hrefs(node.of)]));

const lines: [typed: string, drawing: string][] = [
  ['plain', 'plain'],
  ['**bold** and *italic* and _italic_', '<b>bold</b> and <i>italic</i> and <i>italic</i>'],
  ['__bold__', '<b>bold</b>'],
  ['***both***', '<b><i>both</i></b>'],
  ['**bold *and italic* within**', '<b>bold <i>and italic</i> within</b>'],
  ['*italic **and bold***', '<i>italic <b>and bold</b></i>'],
  ['(*so*), “**so**”.', '(<i>so</i>), “<b>so</b>”.'],
  ['re**mark**able', 're<b>mark</b>able'],
  ['2*3*4, 5 * 6 * 7, snake_case_name', '2*3*4, 5 * 6 * 7, snake_case_name'],
  ['* not a mark', '* not a mark'],
  ['**never ends', '**never ends'],
  ['**one *two** three*', '<b>one *two</b> three*'],
  ['****', '****'],
  ['** **', '** **'],
  ['\\*as it is\\*', '*as it is*'],
  ['C:\\Offers', 'C:\\Offers'],
  ['[our offer](https://example.com/a_(b)?q=1)', '<a https://example.com/a_(b)?q=1>our offer</a>'],
  ['[**bold** link](http://example.com)', '<a http://example.com><b>bold</b> link</a>'],
  ['**[link](http://example.com)**', '<b><a http://example.com>link</a></b>'],
  ['[write](mailto:a@example.com)', '<a mailto:a@example.com>write</a>'],
  ['[run](javascript:alert(1))', '[run](javascript:alert(1))'],
  ['[run](JaVaScRiPt:alert(1)) [x](data:text/html,x) [y](vbscript:x)', '[run](JaVaScRiPt:alert(1)) [x](data:text/html,x) [y](vbscript:x)'],
  ['[page](//evil.example) [p](/x) [q](file:///etc/passwd)', '[page](//evil.example) [p](/x) [q](file:///etc/passwd)'],
  ['[ ] to do [x]', '[ ] to do [x]'],
  ['See https://example.com/a?b=1&c=2.', 'See <a https://example.com/a?b=1&c=2>https://example.com/a?b=1&c=2</a>.'],
  ['(https://example.com/x_(y))', '(<a https://example.com/x_(y)>https://example.com/x_(y)</a>)'],
  ['**https://example.com**', '<b><a https://example.com>https://example.com</a></b>'],
  ['https://example.com/snake_case_name_x', '<a https://example.com/snake_case_name_x>https://example.com/snake_case_name_x</a>'],
  ['www.example.com, WWW.', '<a https://www.example.com>www.example.com</a>, WWW.'],
  ['at 10:30, ratio 1:2, note: this', 'at 10:30, ratio 1:2, note: this'],
  ['xhttps://example.com', 'xhttps://example.com'],
  ['Ask jo.li+x@labo.example.com.', 'Ask <a mailto:jo.li+x@labo.example.com>jo.li+x@labo.example.com</a>.'],
  ['@home, a@b, 3 @ 5', '@home, a@b, 3 @ 5'],
  ['<script>alert(1)</script> &amp;', '<script>alert(1)</script> &amp;'],
];

const texts: [name: string, typed: string, drawing: string][] = [
  ['plain lines stay lines', 'One\nTwo\n\nThree', 'p(One / Two) p(Three)'],
  ['spaces at the beginning of a line stay', 'One\n    Two', 'p(One /     Two)'],
  ['a list', '- one\n- two\n* three', 'ul(one, two, three)'],
  ['a numbered list, from where it begins', '3. three\n4) four', 'ol3(three, four)'],
  ['words around a list', 'Before:\n- one\nAfter', 'p(Before:) ul(one) p(After)'],
  ['lists within lists', '- a\n  - b\n    1. c\n- d', 'ul(a ul(b ol1(c)), d)'],
  ['an item of several lines', '- a\n  still a\n- b', 'ul(a / still a, b)'],
  ['empty lines between items', '1. a\n\n2. b', 'ol1(a, b)'],
  ['a list of another kind after a list', '- a\n1. b', 'ul(a) ol1(b)'],
  ['marks in items', '- **a**: x', 'ul(<b>a</b>: x)'],
  ['what only looks like a list', '-5 °C\n1986. A year\n2.5 l\n-\n- ', 'p(-5 °C / 1986. A year / 2.5 l / - / -)'],
  ['headings and tables are words', '# Title\n| a | b |\n> quote', 'p(# Title / | a | b | / > quote)'],
  ['line ends of Windows', '- a\r\n- b\r\n', 'ul(a, b)'],
  ['nothing', ' \n\n', ''],
];

describe('the format of notes', () => {
  for (const [typed, drawing] of lines)
    it(`reads ${typed}`, () => {
      expect(drawn(parseLine(typed))).to.equal(drawing);
    });

  for (const [name, typed, drawing] of texts)
    it(`reads blocks: ${name}`, () => {
      expect(blocks(parseNote(typed))).to.equal(drawing);
    });

  /** Numbers that come again for the same seed. */
  function numbers(seed: number): () => number {
    let state = seed;
    return () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
  }

  it('loses no word, and makes no link that is not one, whatever is typed', () => {
    const parts = [
      'a',
      'B',
      ' ',
      '*',
      '**',
      '_',
      '[',
      ']',
      '(',
      ')',
      '\\',
      'https://x.y',
      'javascript:',
      'data:',
      ':',
      '@',
      'a@b.cc',
      '.',
      'www.a.b',
    ];
    const next = numbers(7);
    for (let run = 0; run < 20_000; run++) {
      const line = Array.from({ length: 1 + Math.floor(next() * 14) }, () => parts[Math.floor(next() * parts.length)] ?? '').join('');
      const tree = parseLine(line);
      const letters = (text: string) => text.replace(/[*_[\]()\\]/g, '');
      // Of a link with words the address is not said; everything else is.
      if (!line.includes('](')) expect(letters(said(tree)), line).to.equal(letters(line));
      for (const href of hrefs(tree)) expect(href, line).to.match(/^(https?:\/\/|mailto:)/);
    }
  });

  it('reads the longest note that there may be in one go, whatever it is made of', () => {
    for (const part of [
      '*',
      '**a ',
      '*a',
      '_a_',
      '[',
      '[a](',
      '](',
      '@',
      'a@',
      'a:',
      'https://',
      '\\',
      '- ',
      '  - a\n',
      '((',
      'www.',
      '*a **b ',
    ])
      expect(parseNote(part.repeat(Math.floor(100_000 / part.length)))).to.be.an('array');
  }).timeout(10_000);
});
