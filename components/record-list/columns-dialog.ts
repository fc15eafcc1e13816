import { html } from 'lit';
import type { Field, ListType } from '../../shared/filters/index.ts';
import '../base/button/button.ts';
import { showDialog } from '../base/dialog/show-dialog.ts';
import { msg } from '../base/localisation/index.ts';
import { labelOf } from '../fields/labels.ts';
import { renderOrderedChoice } from '../fields/ordered-choice.ts';
import { choosableColumns, standardColumns, titleOf } from './columns.ts';

/** Asks which columns a list shows, and in which order. Gives their names, or undefined. */
export function showColumnsDialog(
  host: HTMLElement,
  options: { type: ListType; fields: ReadonlyMap<string, Field>; columns: readonly string[] },
): Promise<string[] | undefined> {
  const { type, fields } = options;
  const title = titleOf(type);
  const standard = standardColumns[type].filter((name) => name !== title);
  let shown = options.columns.length > 0 ? options.columns.filter((name) => name !== title) : standard;
  const label = (name: string): string => {
    const field = fields.get(name);
    return field ? labelOf(field) : name === 'next_task' ? msg('Next task') : name;
  };
  // A record carries the name of its contact beside the contact: one of them is enough, unless a list has the other already.
  const labels = new Set(shown.map(label));
  const names = choosableColumns(type, fields).filter((name) => {
    if (shown.includes(name) || fields.get(name)?.custom) return true;
    const first = !labels.has(label(name));
    labels.add(label(name));
    return first;
  });
  return showDialog<string[]>(host, ({ answer, redraw }) => {
    const change = (next: string[]): void => {
      shown = next;
      redraw();
    };
    return {
      heading: msg('Columns'),
      body: renderOrderedChoice({ names, shown, label, change }),
      aside: html`<crm-button slot="footer" variant="ghost" @click=${() => change(standard)}>${msg('Default columns')}</crm-button>`,
      act: { label: msg('Show'), run: () => answer([...shown]) },
    };
  });
}
