import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Block, Inline, Item, List } from './note-format.ts';
import { parseNote } from './note-format.ts';

/** How the words of a note look, within `.note-text`. */
export const noteText = css`
  .note-text {
    overflow-wrap: anywhere;
  }
  .note-text p {
    white-space: pre-wrap;
  }
  .note-text :is(p, ul, ol) + :is(p, ul, ol) {
    margin-block-start: 0.6em;
  }
  .note-text :is(ul, ol) {
    padding-inline-start: 1.5em;
  }
  .note-text ul {
    list-style: disc;
  }
  .note-text ul ul {
    list-style: circle;
  }
  .note-text ol {
    list-style: decimal;
  }
  .note-text strong {
    font-weight: var(--crm-weight-strong);
  }
  .note-text em {
    font-style: italic;
  }
  .note-text a {
    color: var(--crm-accent-text);
    text-decoration: underline;
  }
`;

/** The words of a note as elements: each is made by a template of ours, and what somebody wrote is only ever text in them. */
export function renderNote(content: string): TemplateResult {
  return html`<div class="note-text" dir="auto">${parseNote(content).map(block)}</div>`;
}

const block = (given: Block): TemplateResult => (given.kind === 'list' ? list(given) : html`<p>${lines(given.lines)}</p>`);

function list({ ordered, start, items }: List): TemplateResult {
  return ordered
    ? html`<ol start=${start}>
        ${items.map(item)}
      </ol>`
    : html`<ul>
        ${items.map(item)}
      </ul>`;
}

const item = (given: Item): TemplateResult => html`<li>${lines(given.lines)}${given.lists.map(list)}</li>`;

const lines = (given: readonly Inline[][]) => given.map((line, at) => html`${at > 0 ? html`<br />` : ''}${line.map(inline)}`);

function inline(node: Inline): TemplateResult | string {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'bold':
      return html`<strong>${node.of.map(inline)}</strong>`;
    case 'italic':
      return html`<em>${node.of.map(inline)}</em>`;
    case 'link':
      return html`<a href=${node.href} target="_blank" rel="noopener noreferrer nofollow">${node.of.map(inline)}</a>`;
  }
}
