import { html, nothing, render } from 'lit';
import { newId } from '../../shared/ids.ts';
import type { Contact, Lead } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import '../base/checkbox/checkbox.ts';
import '../base/dialog/dialog.ts';
import '../base/input/input.ts';
import '../base/notice/notice.ts';
import '../base/select/select.ts';
import { msg, str } from '../base/localisation/index.ts';
import { toast } from '../base/toast/toast.ts';
import type { Store } from '../store/index.ts';

type Control = HTMLElement & { value: string; checked: boolean };

/** Turns a lead into contacts, with a deal and a task where wanted. Says before that it cannot be undone. */
export function showConversion(host: HTMLElement, store: Store, leadId: string): void {
  const lead = store.get('lead', leadId);
  if (!lead) return;
  const place = document.createElement('div');
  (host.shadowRoot ?? host).append(place);
  const field = (name: string) => place.querySelector<Control>(`[name="${name}"]`);
  const dialog = () => place.querySelector<HTMLElement & { open: boolean }>('crm-dialog');
  const close = () => {
    const element = dialog();
    if (element) element.open = false;
  };
  const people = likely(store, lead, false);
  const organizations = likely(store, lead, true);
  const currency = store.every('workspace_settings')[0]?.currency ?? 'EUR';
  let problem = '';
  const convert = () => {
    const individual = lead.last_name ? field('individual')?.value || newId() : undefined;
    const organization = lead.organization_name ? field('organization')?.value || newId() : undefined;
    const task = field('task')?.value.trim();
    const outcome = store.mutate.convertLead({
      id: lead.id,
      conversion_id: newId(),
      ...(individual ? { individual_id: individual } : {}),
      ...(organization ? { organization_id: organization } : {}),
      ...(field('with-deal')?.checked ? { deal: { id: newId(), name: field('deal')?.value ?? '', value: field('value')?.value || '0', currency } } : {}),
      ...(task ? { task: { id: newId(), content: task } } : {}),
    });
    if (outcome.ok) {
      close();
      toast({ text: msg(str`${lead.name} is a contact now.`) });
    } else {
      problem = outcome.rejection.message;
      draw();
    }
  };
  const choices = (contacts: readonly Contact[]) => contacts.map(({ id, name, organization_name, email }) => ({ value: id, label: [name, organization_name, email].filter(Boolean).join(' · ') }));
  const draw = () =>
    render(
      html`<crm-dialog heading=${msg(str`Convert ${lead.name}`)} open @crm-closed=${() => place.remove()}>
        <crm-notice tone="warning">${msg('A conversion cannot be undone. The lead stays readable; its notes, tasks and appointments go to the contact.')}</crm-notice>
        ${problem ? html`<crm-notice tone="danger" alert>${problem}</crm-notice>` : nothing}
        ${lead.last_name
          ? html`<crm-select name="individual" label=${msg('Person')} placeholder=${msg(str`New: ${lead.name}`)} .value=${people[0]?.id ?? ''} .options=${choices(people)}></crm-select>`
          : nothing}
        ${lead.organization_name
          ? html`<crm-select name="organization" label=${msg('Organization')} placeholder=${msg(str`New: ${lead.organization_name}`)} .value=${organizations[0]?.id ?? ''} .options=${choices(organizations)}></crm-select>`
          : nothing}
        <crm-checkbox name="with-deal" checked>${msg('With a deal')}</crm-checkbox>
        <crm-input name="deal" label=${msg('Name of the deal')} .value=${lead.organization_name ?? lead.name}></crm-input>
        <crm-input name="value" type="money" currency=${currency} label=${msg(str`Value (${currency})`)}></crm-input>
        <crm-input name="task" label=${msg('Next task')}></crm-input>
        <crm-button slot="footer" @click=${close}>${msg('Cancel')}</crm-button>
        <crm-button slot="footer" variant="primary" @click=${convert}>${msg('Convert')}</crm-button>
      </crm-dialog>`,
      place,
    );
  draw();
}

/** Contacts that are most likely the same: same e-mail or phone, or same name (and company). */
function likely(store: Store, lead: Lead, organizations: boolean): Contact[] {
  const figures = (phone: string | null) => (phone ?? '').replace(/\D/g, '');
  const same = (a: string | null, b: string | null) => a !== null && b !== null && a.trim().toLowerCase() === b.trim().toLowerCase();
  const found: Contact[] = [];
  for (const contact of store.all('contact')) {
    if (contact.is_organization !== organizations) continue;
    const fits = organizations
      ? same(contact.name, lead.organization_name)
      : same(contact.email, lead.email) ||
        (figures(lead.phone).length >= 7 && figures(contact.phone) === figures(lead.phone)) ||
        (same(contact.name, lead.name) && (lead.organization_name === null || same(contact.organization_name, lead.organization_name)));
    if (fits) found.push(contact);
    if (found.length === 5) break;
  }
  return found;
}
