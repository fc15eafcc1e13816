import { html, nothing, render } from 'lit';
import type { Call } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import '../base/dialog/dialog.ts';
import { msg, refusalWords } from '../base/localisation/index.ts';
import { toast } from '../base/toast/toast.ts';
import type { Store } from '../store/index.ts';
import './call-form.ts';
import type { Draft } from './call-form.ts';

/** Opens the dialog of a call: one that is logged, or one to log. */
export function showCall(host: HTMLElement, store: Store, call: Call | Draft): void {
  const place = document.createElement('div');
  (host.shadowRoot ?? host).append(place);
  const logged = 'version' in call ? call.id : undefined;
  const close = () => {
    const dialog = place.querySelector('crm-dialog');
    if (dialog) dialog.open = false;
  };
  const save = () => {
    if (place.querySelector('crm-call-form')?.save()) close();
  };
  const remove = (id: string) => {
    const outcome = store.mutate.deleteCall({ id });
    if (!outcome.ok) {
      toast({ text: refusalWords(outcome.rejection), tone: 'danger', from: host });
      return;
    }
    close();
    toast({
      text: msg('The call is deleted.'),
      action: { label: msg('Undo'), run: () => void store.mutate.restoreRecord({ type: 'call', id }) },
      from: host,
    });
  };
  render(
    html`<crm-dialog heading=${logged ? msg('Phone call') : msg('Log a call')} open @crm-closed=${() => place.remove()}>
      <crm-call-form autofocus .store=${store} .call=${call} @submit=${save}></crm-call-form>
      ${logged ? html`<crm-button slot="footer" variant="ghost-danger" @click=${() => remove(logged)}>${msg('Delete')}</crm-button>` : nothing}
      <crm-button slot="footer" @click=${close}>${msg('Cancel')}</crm-button>
      <crm-button slot="footer" variant="primary" @click=${save}>${msg('Save')}</crm-button>
    </crm-dialog>`,
    place,
  );
}
