import { html } from 'lit';
import '../../../components/base/combobox/combobox.ts';
import { showDialog } from '../../../components/base/dialog/show-dialog.ts';
import { msg } from '../../../components/base/localisation/index.ts';
import { linkSource, readLink } from '../../../components/link/link.ts';
import type { Store } from '../../../components/store/index.ts';
import type { LinkedRecord } from '../../messages.ts';

/** Asks for a deal, lead or contact, found while typing; undefined where nobody chooses one. */
export function chooseRecord(host: HTMLElement, store: Store, heading: string): Promise<LinkedRecord | undefined> {
  let problem = '';
  return showDialog<LinkedRecord>(host, ({ control, answer, redraw }) => ({
    heading,
    body: html`<crm-combobox
      name="record"
      label=${msg('Deal, lead or contact')}
      .source=${linkSource(store)}
      .error=${problem}
      required
      autofocus
    ></crm-combobox>`,
    act: {
      label: msg('Link it'),
      run: () => {
        const { resource_type: type, resource_id: id } = readLink(control('record')?.value ?? '');
        const row = type === null || id === null ? undefined : store.get(type, id);
        if (type !== null && id !== null && row) return answer({ type, id, name: row.name });
        problem = msg('Choose one from the list.');
        redraw();
      },
    },
  }));
}
