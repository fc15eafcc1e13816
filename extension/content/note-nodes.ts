import { parseNote } from '../../components/notes/note-format.ts';
import type { Block, Inline, Item, List } from '../../components/notes/note-format.ts';

/** A text with the light formatting of notes as nodes for a message: a block for each line, as Gmail writes them itself. */
export function noteNodes(document: Document, content: string): Node[] {
  return parseNote(content).flatMap((block, at) => [
    ...(at > 0 && block.kind === 'paragraph' ? [empty(document)] : []),
    ...nodesOf(document, block),
  ]);
}

const make = (document: Document, tag: string, children: readonly Node[]): HTMLElement => {
  const made = document.createElement(tag);
  made.append(...children);
  return made;
};

const empty = (document: Document): Node => make(document, 'div', [document.createElement('br')]);

const nodesOf = (document: Document, block: Block): Node[] =>
  block.kind === 'list' ? [list(document, block)] : block.lines.map((line) => make(document, 'div', inlines(document, line)));

function list(document: Document, { ordered, start, items }: List): Node {
  const made = make(
    document,
    ordered ? 'ol' : 'ul',
    items.map((one) => item(document, one)),
  );
  if (ordered && start !== 1) made.setAttribute('start', String(start));
  return made;
}

const item = (document: Document, { lines, lists }: Item): Node =>
  make(document, 'li', [
    ...lines.flatMap((line, at) => [...(at > 0 ? [document.createElement('br')] : []), ...inlines(document, line)]),
    ...lists.map((inner) => list(document, inner)),
  ]);

const inlines = (document: Document, line: readonly Inline[]): Node[] => line.map((node) => inline(document, node));

function inline(document: Document, node: Inline): Node {
  switch (node.kind) {
    case 'text':
      return document.createTextNode(node.text);
    case 'bold':
      return make(document, 'b', inlines(document, node.of));
    case 'italic':
      return make(document, 'i', inlines(document, node.of));
    case 'link': {
      const link = make(document, 'a', inlines(document, node.of));
      link.setAttribute('href', node.href);
      return link;
    }
  }
}
