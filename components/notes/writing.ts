/** A text while somebody writes it, with what is selected. */
export interface Written {
  text: string;
  from: number;
  to: number;
}

/** What to write in place of a part of a text, and what is selected afterwards. */
export interface Change {
  from: number;
  to: number;
  text: string;
  select: [from: number, to: number];
}

const item = /^( *)([-*•]|(\d{1,3})([.)])) +/;

/** Puts a mark around what is selected, or takes it away where it stands there already; each line for itself. */
export function marked({ text, from, to }: Written, sign: '**' | '*'): Change {
  const selected = text.slice(from, to);
  const bare = sign.length;
  const own = (around: string, at: number) => around.slice(at - bare, at) === sign;
  // The sign of italic is half of that of bold: it is italic's own only where their number is odd.
  const odd = (count: number) => (sign === '*' ? count % 2 === 1 : count >= 2);
  const before = /\**$/.exec(text.slice(0, from))?.[0].length ?? 0;
  const after = /^\**/.exec(text.slice(to))?.[0].length ?? 0;
  if (own(text, from) && text.startsWith(sign, to) && odd(before) && odd(after))
    return { from: from - bare, to: to + bare, text: selected, select: [from - bare, to - bare] };
  if (selected === '') return { from, to, text: sign + sign, select: [from + bare, from + bare] };
  const wrapped = selected
    .split('\n')
    .map((line) => {
      const [, lead = '', words = '', tail = ''] = /^(\s*(?:(?:[-*•]|\d{1,3}[.)]) +)?)(.*?)(\s*)$/.exec(line) ?? [];
      return words === '' ? line : lead + sign + words + sign + tail;
    })
    .join('\n');
  const single = !selected.includes('\n') && wrapped === sign + selected + sign;
  return { from, to, text: wrapped, select: single ? [from + bare, to + bare] : [from, from + wrapped.length] };
}

/** Makes the lines that are selected a list, or takes them out of one. */
export function listed({ text, from, to }: Written, ordered: boolean): Change {
  const begin = text.lastIndexOf('\n', from - 1) + 1;
  const end = text.indexOf('\n', Math.max(from, to - (to > from && text[to - 1] === '\n' ? 1 : 0)));
  const last = end < 0 ? text.length : end;
  const lines = text.slice(begin, last).split('\n');
  const isThat = (line: string) => {
    const found = item.exec(line);
    return found !== null && (found[3] !== undefined) === ordered;
  };
  const all = lines.every((line) => line.trim() === '' || isThat(line)) && lines.some(isThat);
  let number = 0;
  const written = lines
    .map((line) => {
      const bare = line.replace(item, '$1');
      if (all || (line.trim() === '' && lines.length > 1)) return bare;
      return bare.replace(/^ */, (spaces) => spaces + (ordered ? `${++number}. ` : '- '));
    })
    .join('\n');
  const at = from === to ? Math.max(begin, from + written.length - (last - begin)) : undefined;
  return { from: begin, to: last, text: written, select: at === undefined ? [begin, begin + written.length] : [at, at] };
}

/** Makes what is selected a link: an address alone is written around, words get a place for theirs. */
export function linked({ text, from, to }: Written, address?: string): Change {
  const selected = text.slice(from, to);
  if (address === undefined && /^https?:\/\/\S+$/.test(selected))
    return { from, to, text: `[](${selected})`, select: [from + 1, from + 1] };
  const href = address ?? 'https://';
  const written = `[${selected}](${href})`;
  if (selected === '') return { from, to, text: written, select: [from + 1, from + 1] };
  const at = from + selected.length + 3;
  return {
    from,
    to,
    text: written,
    select: address === undefined ? [at, at + href.length] : [from + written.length, from + written.length],
  };
}

/** What Enter does within a list: the next item, or its end where the item is empty. Undefined elsewhere. */
export function continued({ text, from, to }: Written): Change | undefined {
  if (from !== to) return undefined;
  const begin = text.lastIndexOf('\n', from - 1) + 1;
  const line = text.slice(begin, from);
  const [lead, spaces = '', bullet = '', number, stop = '.'] = item.exec(line) ?? /^( *)([-*•]) $/.exec(line) ?? [];
  if (lead === undefined) return undefined;
  if (line.slice(lead.length).trim() === '' && (text[from] ?? '\n') === '\n')
    return { from: begin, to: from, text: '', select: [begin, begin] };
  const next = `\n${spaces}${number === undefined ? bullet : `${Number(number) + 1}${stop}`} `;
  return { from, to: from, text: next, select: [from + next.length, from + next.length] };
}
