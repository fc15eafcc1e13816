import { html, render } from 'lit';
import type { Id } from '../../shared/ids.ts';
import type { MergedType } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import '../base/dialog/dialog.ts';
import { msg, plural, str } from '../base/localisation/index.ts';
import { toast } from '../base/toast/toast.ts';
import type { Store } from '../store/index.ts';
import './merge-form.ts';

/** Makes one record of several, and offers the way back. `done` is told which one stays. */
export function showMerge(host: HTMLElement, store: Store, type: MergedType, ids: readonly Id[], done?: (survivor: Id) => void): void {
  const place = document.createElement('div');
  (host.shadowRoot ?? host).append(place);
  const close = () => {
    const dialog = place.querySelector('crm-dialog');
    if (dialog) dialog.open = false;
  };
  const save = () => {
    const saved = place.querySelector('crm-merge-form')?.save();
    if (!saved) return;
    close();
    const count = saved.absorbed.length + 1;
    toast({
      text: msg(str`${count} records are one now: “${saved.survivor.name}”.`),
      action: { label: msg('Undo'), run: () => void store.mutate.undoMerge({ id: saved.merge }) },
      from: host,
    });
    done?.(saved.survivor.id);
  };
  const count = ids.length;
  const heading =
    type === 'lead'
      ? plural(count, { one: msg(str`Merge ${count} lead`), other: msg(str`Merge ${count} leads`) })
      : plural(count, { one: msg(str`Merge ${count} contact`), other: msg(str`Merge ${count} contacts`) });
  render(
    html`<crm-dialog heading=${heading} open @crm-closed=${() => place.remove()}>
      <crm-merge-form autofocus .store=${store} .type=${type} .ids=${ids}></crm-merge-form>
      <crm-button slot="footer" @click=${close}>${msg('Cancel')}</crm-button>
      <crm-button slot="footer" variant="primary" icon="merge" @click=${save}>${msg('Merge')}</crm-button>
    </crm-dialog>`,
    place,
  );
}
