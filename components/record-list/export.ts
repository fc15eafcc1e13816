import type { Field, Filter, ListType } from '../../shared/filters/index.ts';
import { language, msg, refusalWords } from '../base/localisation/index.ts';
import { toast } from '../base/toast/toast.ts';
import { listLabel } from '../fields/labels.ts';
import type { Store } from '../store/index.ts';
import { Refusal } from '../store/index.ts';
import { columnsOf } from './columns.ts';
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
  format: 'csv' | 'xlsx';
}

/** Saves a list as a file: its filter, its columns, its order, as the server has them for this person. */
export async function exportList(host: HTMLElement, { store, type, fields, view, find, name, format }: ListExport): Promise<void> {
  const words: Filter[] = find.trim() === '' ? [] : [{ field: 'text', is: 'contains', value: find }];
  const body = {
    type,
    filter: { all: [view.filter, ...words] },
    order: view.order.length > 0 ? view.order : standardOrder[type],
    columns: columnsOf(type, view.columns, fields).map((column) => ({ name: column.name, title: column.label })),
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
