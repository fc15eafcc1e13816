import { expect } from 'chai';
import type { Change, Written } from './writing.ts';
import { continued, linked, listed, marked } from './writing.ts';

/** A text with ‹what is selected›, or a | where the cursor stands. */
function read(drawn: string): Written {
  const at = drawn.indexOf('|');
  if (at >= 0 && !drawn.includes('‹')) return { text: drawn.replace('|', ''), from: at, to: at };
  const from = drawn.indexOf('‹');
  return { text: drawn.replace(/[‹›]/g, ''), from, to: drawn.indexOf('›') - 1 };
}

function drawn({ text }: Written, change: Change | undefined): string {
  if (!change) return 'nothing';
  const after = text.slice(0, change.from) + change.text + text.slice(change.to);
  const [from, to] = change.select;
  return from === to
    ? `${after.slice(0, from)}|${after.slice(from)}`
    : `${after.slice(0, from)}‹${after.slice(from, to)}›${after.slice(to)}`;
}

const acts: Record<string, (written: Written) => Change | undefined> = {
  bold: (written) => marked(written, '**'),
  italic: (written) => marked(written, '*'),
  list: (written) => listed(written, false),
  numbers: (written) => listed(written, true),
  link: (written) => linked(written),
  paste: (written) => linked(written, 'https://x.y'),
  enter: continued,
};

const cases: [act: string, before: string, after: string][] = [
  ['bold', 'a ‹b› c', 'a **‹b›** c'],
  ['bold', 'a **‹b›** c', 'a ‹b› c'],
  ['bold', 'a |c', 'a **|**c'],
  ['bold', '**|**', '|'],
  ['bold', '*‹b›*', '***‹b›***'],
  ['italic', '‹b›', '*‹b›*'],
  ['italic', '**‹b›**', '***‹b›***'],
  ['italic', '***‹b›***', '**‹b›**'],
  ['bold', '***‹b›***', '*‹b›*'],
  ['bold', '‹ b ›', '‹ **b** ›'],
  ['bold', '‹- a\n\n2. b›', '‹- **a**\n\n2. **b**›'],
  ['list', 'a|', '- a|'],
  ['list', '|', '- |'],
  ['list', '- a|', 'a|'],
  ['list', '‹a\n\nb›', '‹- a\n\n- b›'],
  ['list', '‹- a\n- b›', '‹a\nb›'],
  ['numbers', '‹a\n- b›\nc', '‹1. a\n2. b›\nc'],
  ['numbers', 'x\n‹a\nb\n›c', 'x\n‹1. a\n2. b›\nc'],
  ['link', 'see ‹this› now', 'see [this](‹https://›) now'],
  ['link', '|', '[|](https://)'],
  ['link', '‹https://x.y/z›', '[|](https://x.y/z)'],
  ['paste', 'see ‹this› now', 'see [this](https://x.y)| now'],
  ['enter', '- a|', '- a\n- |'],
  ['enter', '  9) a|b', '  9) a\n  10) |b'],
  ['enter', '- a\n- |', '- a\n|'],
  ['enter', 'a|', 'nothing'],
  ['enter', '‹- a›', 'nothing'],
  ['enter', '|- a', 'nothing'],
];

describe('writing a note', () => {
  for (const [act, before, after] of cases)
    it(`${act}: ${before.replaceAll('\n', '⏎')} becomes ${after.replaceAll('\n', '⏎')}`, () => {
      const written = read(before);
      expect(drawn(written, acts[act]?.(written))).to.equal(after);
    });
});
