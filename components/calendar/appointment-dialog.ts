import { html, render } from 'lit';
import type { Appointment } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import '../base/dialog/dialog.ts';
import { msg, refusalWords, str } from '../base/localisation/index.ts';
import { toast } from '../base/toast/toast.ts';
import type { Store } from '../store/index.ts';
import './appointment-form.ts';
import type { Draft } from './appointment-form.ts';

/** Opens the dialog of an appointment: one that is there, or a new one at these times. */
export function showAppointment(host: HTMLElement, store: Store, appointment: Appointment | Draft): void {
  const place = document.createElement('div');
  (host.shadowRoot ?? host).append(place);
  const id = 'id' in appointment ? appointment.id : undefined;
  const close = () => {
    const dialog = place.querySelector('crm-dialog');
    if (dialog) dialog.open = false;
  };
  const save = () => {
    if (place.querySelector('crm-appointment-form')?.save()) close();
  };
  const remove = () => {
    if (id === undefined) return;
    const outcome = store.mutate.deleteAppointment({ id });
    if (!outcome.ok) {
      toast({ text: refusalWords(outcome.rejection), tone: 'danger', from: host });
      return;
    }
    close();
    const name = 'name' in appointment ? (appointment.name ?? '') : '';
    toast({
      text: msg(str`“${name}” is deleted.`),
      action: { label: msg('Undo'), run: () => void store.mutate.restoreRecord({ type: 'appointment', id }) },
      from: host,
    });
  };
  const heading = id === undefined ? msg('New appointment') : msg('Appointment');
  render(
    html`<crm-dialog heading=${heading} open @crm-closed=${() => place.remove()}>
      <crm-appointment-form autofocus .store=${store} .appointment=${appointment} @submit=${save}></crm-appointment-form>
      ${id === undefined ? '' : html`<crm-button slot="footer" variant="ghost-danger" @click=${remove}>${msg('Delete')}</crm-button>`}
      <crm-button slot="footer" @click=${close}>${msg('Cancel')}</crm-button>
      <crm-button slot="footer" variant="primary" @click=${save}>${msg('Save')}</crm-button>
    </crm-dialog>`,
    place,
  );
}
