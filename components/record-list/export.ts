import type { Field, Filter, ListType } from '../../shared/filters/index.ts';
import { language, msg, refusalWords } from '../base/localisation/index.ts';
import { toast } from '../base/toast/toast.ts';
import { listLabel } from '../fields/labels.ts';
import type { Store } from '../store/index.ts';
import { Refusal } from '../store/index.ts';
import type { Column } from './columns.ts';
import { choosableColumns, columnsOf } from './columns.ts';
import type { ListView } from './view.ts';
import { standardOrder } from './view.ts';

export interface ListExport {
  store: Store;
  type: ListType;
  fields: ReadonlyMap<string, Field>;
  view: ListView;
  /** What is looked for in the list. */
  find: string;
  /** Of the smart list that is shown; of the type where none is. */
  name: string;
}

export interface ExportAs {
  format: 'csv' | 'xlsx';
  /** The columns that the list shows, or every field that its records have. */
  extent: 'shown' | 'all';
}

/** The columns of an export. A field that repeats another one by its name, as a record carries the name of its contact, stands once. */
export function exportedColumns(
  { type, fields, view }: Pick<ListExport, 'type' | 'fields' | 'view'>,
  extent: ExportAs['extent'],
): Column[] {
  if (extent === 'shown') return columnsOf(type, view.columns, fields);
  const labels = new Set<string>();
  return columnsOf(type, choosableColumns(type, fields), fields).filter(({ name, label }) => {
    if (fields.get(name)?.custom) return true;
    const first = !labels.has(label);
    labels.add(label);
    return first;
  });
}

/** Saves a list as a file: its filter, its order, its columns or all, as the server has them for this person. */
export async function exportList(host: HTMLElement, list: ListExport, { format, extent }: ExportAs): Promise<void> {
  const { store, type, view, find, name } = list;
  const words: Filter[] = find.trim() === '' ? [] : [{ field: 'text', is: 'contains', value: find }];
  const body = {
    type,
    filter: { all: [view.filter, ...words] },
    order: view.order.length > 0 ? view.order : standardOrder[type],
    columns: exportedColumns(list, extent).map((column) => ({ name: column.name, title: column.label })),
    format,
    // Spreadsheets that speak French take a comma for the decimal sign.
    delimiter: language() === 'fr' ? ';' : ',',
    name: (name || listLabel(type)).slice(0, 100),
  };
  try {
    const response = await store.transport.request('POST', '/exports/list', body);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = `${body.name.replaceAll(/[\\/:*?"<>|]/g, ' ')}.${format}`;
    link.click();
    // The browser has taken the file by then.
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  } catch (error) {
    toast({ from: host, tone: 'danger', text: error instanceof Refusal ? refusalWords(error) : msg('The server cannot be reached.') });
  }
}
