/**
 * The form of notes: plain text with a little of Markdown in it. **Bold**, *italic* or _italic_, lists, links, addresses of
 * pages and of e-mail as they are; a backslash takes the meaning from the sign behind it. Whatever is none of these stays as
 * it was typed, line breaks too, so that a note written as plain text reads as it was written. What it gives is a tree of
 * words, never markup: see note-text.ts.
 */

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic'; of: Inline[] }
  /** `href` begins with https:, http: or mailto:. */
  | { kind: 'link'; href: string; of: Inline[] };

export interface Item {
  lines: Inline[][];
  lists: List[];
}

export interface List {
  kind: 'list';
  ordered: boolean;
  /** The first number of an ordered one. */
  start: number;
  items: Item[];
}

export interface Paragraph {
  kind: 'paragraph';
  lines: Inline[][];
}

export type Block = Paragraph | List;

const marker = /^( *)(?:([-*•])|(\d{1,3})[.)]) +(?=\S)/;

/** How deep lists go; what is further in stays on the last level. */
const deepest = 5;

export function parseNote(text: string): Block[] {
  const blocks: Block[] = [];
  /** The lists that the line before stands in, the outermost first, with how far in their items begin. */
  let open: { list: List; indent: number }[] = [];
  let paragraph: Paragraph | undefined;
  let blank = false;
  for (const line of text.replaceAll('\r\n', '\n').replaceAll('\t', '  ').split('\n')) {
    if (line.trim() === '') {
      blank = true;
      paragraph = undefined;
      continue;
    }
    const found = marker.exec(line);
    const item = open.at(-1)?.list.items.at(-1);
    if (found) {
      open = place(blocks, open, found, line);
      paragraph = undefined;
    } else if (item && !blank && /^ {2}/.test(line)) item.lines.push(parseLine(line.trim()));
    else {
      open = [];
      if (!paragraph) blocks.push((paragraph = { kind: 'paragraph', lines: [] }));
      paragraph.lines.push(parseLine(line.trimEnd()));
    }
    blank = false;
  }
  return blocks;
}

/** Puts an item into the list that it belongs to, which may be a new one; gives the lists that it stands in. */
function place(
  blocks: Block[],
  open: readonly { list: List; indent: number }[],
  found: RegExpExecArray,
  line: string,
): { list: List; indent: number }[] {
  const [all, spaces = '', bullet, number] = found;
  const indent = spaces.length;
  const ordered = bullet === undefined;
  const around = open.filter((entry) => entry.indent <= indent);
  const last = around.at(-1);
  const item: Item = { lines: [parseLine(line.slice(all.length).trimEnd())], lists: [] };
  const within = last !== undefined && indent >= last.indent + 2 && around.length < deepest;
  if (last && !within && last.list.ordered === ordered) {
    last.list.items.push(item);
    return [...around];
  }
  const list: List = { kind: 'list', ordered, start: ordered ? Number(number) : 1, items: [item] };
  const parents = within ? around : around.slice(0, -1);
  const parent = parents.at(-1)?.list.items.at(-1);
  if (parent) parent.lists.push(list);
  else blocks.push(list);
  return [...parents, { list, indent }];
}

/** Signs that begin something, or may. */
const special = /[*_[\\@:]|www\./gi;

const word = /[\p{L}\p{N}]/u;

/** How many may have begun at a time: more than that is no text of a person. */
const mostMarks = 50;

interface Mark {
  kind: 'bold' | 'italic';
  sign: string;
  at: number;
}

/** One line, in one pass: no sign is looked at more than a few times, whatever a line is made of. */
export function parseLine(line: string, links = true): Inline[] {
  const nodes: Inline[] = [];
  /** Where bold and italic have begun, and perhaps end. */
  const marks: Mark[] = [];
  let from = 0;

  const say = (text: string) => {
    const last = nodes.at(-1);
    if (text === '') return;
    if (last?.kind === 'text' && marks.at(-1)?.at !== nodes.length) last.text += text;
    else nodes.push({ kind: 'text', text });
  };

  const mark = (sign: string, opens: boolean, closes: boolean): void => {
    const begun = closes ? marks.findLastIndex((one) => one.sign === sign) : -1;
    const opener = marks[begun];
    if (opener && opener.at < nodes.length) {
      // What began within and did not end is no mark but a sign.
      for (const stray of marks.splice(begun).slice(1).toReversed()) nodes.splice(stray.at, 0, { kind: 'text', text: stray.sign });
      nodes.push({ kind: opener.kind, of: joined(nodes.splice(opener.at)) });
    } else if (opens && marks.length < mostMarks) marks.push({ kind: sign.length === 2 ? 'bold' : 'italic', sign, at: nodes.length });
    else say(sign);
  };

  for (let at = 0; at < line.length;) {
    special.lastIndex = at;
    const found = special.exec(line);
    if (!found) break;
    at = found.index;
    const sign = line[at] ?? '';
    const link = links ? linkAt(line, at, from) : undefined;
    if (link) {
      say(line.slice(from, link.from));
      nodes.push({ kind: 'link', href: link.href, of: link.of });
      at = from = link.to;
    } else if (sign === '\\' && /[\\*_[\]().\-#]/.test(line[at + 1] ?? '')) {
      say(line.slice(from, at));
      say(line[at + 1] ?? '');
      at = from = at + 2;
    } else if (sign === '*' || sign === '_') {
      let end = at;
      while (line[end] === sign) end++;
      const count = end - at;
      const { opens, closes } = sides(line, at, end, sign);
      if (count <= 3 && (opens || closes)) {
        say(line.slice(from, at));
        const innermost = closes ? marks.at(-1)?.sign.length === 2 : true;
        const signs = count === 3 ? (innermost ? [sign + sign, sign] : [sign, sign + sign]) : [sign.repeat(count)];
        for (const one of signs) mark(one, opens, closes);
        from = end;
      }
      at = end;
    } else at += found[0].length;
  }
  say(line.slice(from));
  for (const { at, sign } of marks.toReversed()) nodes.splice(at, 0, { kind: 'text', text: sign });
  return joined(nodes);
}

/** Texts that follow one another, as one. */
function joined(nodes: readonly Inline[]): Inline[] {
  const result: Inline[] = [];
  for (const node of nodes) {
    const last = result.at(-1);
    if (node.kind === 'text' && last?.kind === 'text') result[result.length - 1] = { kind: 'text', text: last.text + node.text };
    else result.push(node);
  }
  return result;
}

/** Whether a mark may begin or end something: within a word only two asterisks do, since people write 2*3 and file_name. */
function sides(line: string, at: number, end: number, sign: string): { opens: boolean; closes: boolean } {
  const before = line[at - 1] ?? ' ';
  const after = line[end] ?? ' ';
  const anywhere = sign === '*' && end - at === 2;
  return {
    opens: !/\s/.test(after) && (anywhere || !word.test(before)),
    closes: !/\s/.test(before) && (anywhere || !word.test(after)),
  };
}

interface Link {
  from: number;
  to: number;
  href: string;
  of: Inline[];
}

const longestLink = 2000;

/** The link that the sign at a place belongs to: what is behind it, and for `@` and `:` before it, no further than `from`. */
function linkAt(line: string, at: number, from: number): Link | undefined {
  switch (line[at]) {
    case '[':
      return named(line, at);
    case '@':
      return address(line, at, from);
    case ':':
      return page(line, at, from);
    case 'w':
    case 'W': {
      if (word.test(line[at - 1] ?? ' ') || at < from) return undefined;
      const to = endOf(line, at);
      return /^www\.[^.]+\.[^.]/i.test(line.slice(at, to)) ? plain(line, at, to, 'https://') : undefined;
    }
    default:
      return undefined;
  }
}

/** `[words](https://example.com)` */
function named(line: string, at: number): Link | undefined {
  const found = /^\[([^[\]]{1,500})\]\(([^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)/.exec(line.slice(at, at + longestLink));
  const href = found && safe(found[2] ?? '');
  return href ? { from: at, to: at + found[0].length, href, of: parseLine(found[1] ?? '', false) } : undefined;
}

/** `name@example.com` */
function address(line: string, at: number, from: number): Link | undefined {
  const name = /[\w.+-]{1,64}$/.exec(line.slice(Math.max(from, at - 65), at))?.[0];
  const host = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.){1,10}\p{L}{2,24}/u.exec(line.slice(at + 1, at + 256))?.[0];
  if (!name || !host || word.test(line[at - name.length - 1] ?? ' ')) return undefined;
  return plain(line, at - name.length, at + 1 + host.length, 'mailto:');
}

/** `https://example.com` */
function page(line: string, at: number, from: number): Link | undefined {
  const scheme = /(?:^|[^\p{L}\p{N}])(https?)$/iu.exec(line.slice(Math.max(from, at - 6), at))?.[1];
  if (!scheme || !line.startsWith('://', at) || !word.test(line[at + 3] ?? '')) return undefined;
  return plain(line, at - scheme.length, endOf(line, at), '');
}

/** Where an address that stands in a sentence ends: before the sentence's own signs. */
function endOf(line: string, at: number): number {
  const rest = /^[^\s<>"]*/.exec(line.slice(at, at + longestLink))?.[0] ?? '';
  let unopened = rest.split(')').length - rest.split('(').length;
  let end = rest.length;
  for (; end > 0; end--) {
    const last = rest[end - 1] ?? '';
    if (!/[.,;:!?'’)\]}*_»”]/.test(last) || (last === ')' && unopened <= 0)) break;
    if (last === ')') unopened--;
  }
  return at + end;
}

function plain(line: string, from: number, to: number, scheme: string): Link | undefined {
  const text = line.slice(from, to);
  const href = safe(scheme + text);
  return href ? { from, to, href, of: [{ kind: 'text', text }] } : undefined;
}

/** An address that may be opened: of a page or of e-mail, and nothing that a browser would run. */
export function safe(href: string): string | undefined {
  return /^(?:https?:\/\/[^\s/]|mailto:[^\s@]+@)/i.test(href) && URL.canParse(href) ? href : undefined;
}
