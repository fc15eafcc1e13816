import { html, nothing, render } from 'lit';
import { newId } from '../../shared/ids.ts';
import { carriedCustomValues } from '../../shared/mutators/custom-values.ts';
import type { CustomFields, Lead } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import '../base/checkbox/checkbox.ts';
import '../base/dialog/dialog.ts';
import '../base/notice/notice.ts';
import { customValues, requiredFields } from '../fields/required-fields.ts';
import type { Control } from '../fields/written.ts';
import { isSound, writtenIn } from '../fields/written.ts';
import { msg, plural, refusalWords, str } from '../base/localisation/index.ts';
import { styleProps } from '../base/styles/style-props.ts';
import { toast } from '../base/toast/toast.ts';
import type { Store } from '../store/index.ts';
import { likelyOrganizations, likelyPeople } from './likely.ts';

/** Turns several leads into contacts at once: what is there already for sure is taken, everything else is new. */
export function showConversions(host: HTMLElement, store: Store, leadIds: readonly string[], done: () => void): void {
  const leads = leadIds.map((id) => store.get('lead', id)).filter((lead): lead is Lead => lead !== undefined && lead.converted_at === null);
  const place = document.createElement('div');
  (host.shadowRoot ?? host).append(place);
  const close = () => {
    const dialog = place.querySelector('crm-dialog');
    if (dialog) dialog.open = false;
  };
  const known = (lead: Lead) => ({
    individual: lead.last_name ? likelyPeople(store, lead).find(({ sure }) => sure)?.contact : undefined,
    organization: lead.organization_name ? likelyOrganizations(store, lead).find(({ sure }) => sure)?.contact : undefined,
  });
  const currency = store.every('workspace_settings')[0]?.currency ?? 'EUR';
  const problems = new Map<string, string>();
  let withDeal = false;

  const convert = async () => {
    if (!(await isSound(place))) return;
    const asked = customValues(store, 'deal', writtenIn(place));
    let made = 0;
    for (const lead of leads) {
      if (store.get('lead', lead.id)?.converted_at !== null) continue;
      // Those before it may have made the very organization that this one names.
      const { individual, organization } = known(lead);
      const outcome = store.mutate.convertLead({
        id: lead.id,
        conversion_id: newId(),
        ...(lead.last_name ? { individual_id: individual?.id ?? newId() } : {}),
        ...(lead.organization_name ? { organization_id: organization?.id ?? newId() } : {}),
        ...(withDeal
          ? {
              deal: {
                id: newId(),
                name: lead.organization_name ?? lead.name,
                value: '0',
                currency,
                custom_fields: dealValues(lead, asked),
              },
            }
          : {}),
      });
      if (outcome.ok) made++;
      else problems.set(lead.id, refusalWords(outcome.rejection));
    }
    if (made > 0)
      toast({
        text: plural(made, { one: msg(str`${made} lead is a contact now.`), other: msg(str`${made} leads are contacts now.`) }),
        from: host,
      });
    if (problems.size > 0) return draw();
    close();
    done();
  };

  /** What a lead knows itself stands; the rest is as asked for all of them. */
  const dealValues = (lead: Lead, asked: CustomFields): CustomFields => ({
    ...asked,
    ...carriedCustomValues(store, lead, 'deal', { custom_fields: {} }),
  });

  const line = (lead: Lead) => {
    const { individual, organization } = known(lead);
    const taken = [individual, organization].filter((contact) => contact !== undefined).map(({ name }) => name);
    const problem = problems.get(lead.id);
    return html`<li ${styleProps({ display: 'flex', gap: 'var(--crm-space-2)', 'padding-block': '3px' })}>
      <bdi class="grow cut"
        >${[lead.name, lead.organization_name].filter((name, at, all) => name && all.indexOf(name) === at).join(' · ')}</bdi
      >
      ${problem ? html`<span class="danger">${problem}</span>` : html`<span class="muted">${taken.length > 0 ? msg(str`There already: ${taken.join(', ')}`) : msg('New contact')}</span>`}
    </li>`;
  };

  const draw = () =>
    render(
      html`<crm-dialog
        heading=${plural(leads.length, { one: msg(str`Convert ${leads.length} lead`), other: msg(str`Convert ${leads.length} leads`) })}
        open
        @crm-closed=${() => place.remove()}
      >
        <div ${styleProps({ display: 'grid', gap: 'var(--crm-space-3)' })}>
          <crm-notice tone="warning"
            >${msg('A conversion cannot be undone. The leads stay readable; their notes, tasks, appointments and documents go to the contacts.')}</crm-notice
          >
          <ul ${styleProps({ 'max-block-size': '40vh', overflow: 'auto' })}>
            ${leads.map(line)}
          </ul>
          <crm-checkbox
            name="with-deal"
            @change=${(event: Event) => {
              withDeal = (event.target as Control).checked === true;
              draw();
            }}
            >${msg('With a deal for each')}</crm-checkbox
          >
          ${withDeal ? requiredFields({ store, problems: {} }, 'deal') : nothing}
        </div>
        <crm-button slot="footer" @click=${close}>${msg('Cancel')}</crm-button>
        ${leads.length === 0 ? nothing : html`<crm-button slot="footer" variant="primary" @click=${() => void convert()}>${msg('Convert')}</crm-button>`}
      </crm-dialog>`,
      place,
    );
  draw();
}
