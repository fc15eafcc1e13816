import { html, nothing, render } from 'lit';
import { newId } from '../../shared/ids.ts';
import { carriedCustomValues } from '../../shared/mutators/custom-values.ts';
import type { FieldProblem, FieldProblems, Rejection } from '../../shared/mutators/index.ts';
import type { Contact } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import '../base/checkbox/checkbox.ts';
import '../base/dialog/dialog.ts';
import '../base/input/input.ts';
import '../base/notice/notice.ts';
import '../base/select/select.ts';
import { customWritten } from '../fields/custom-control.ts';
import { customValues, requiredFields } from '../fields/required-fields.ts';
import type { Control } from '../fields/written.ts';
import { isSound, writtenIn } from '../fields/written.ts';
import { ownZone } from '../base/format/dates.ts';
import { language, msg, refusalWords, str } from '../base/localisation/index.ts';
import { styleProps } from '../base/styles/style-props.ts';
import { toast } from '../base/toast/toast.ts';
import { problemWords } from '../record/problem.ts';
import type { Store } from '../store/index.ts';
import { understand } from '../task-list/due.ts';
import type { Likely } from './likely.ts';
import { likelyOrganizations, likelyPeople } from './likely.ts';

/** The dialog's field for each path that a refusal names. */
const fieldOfPath: Record<string, string> = {
  individual_id: 'individual',
  organization_id: 'organization',
  name: 'deal',
  value: 'value',
  content: 'task',
};

/** Turns a lead into contacts, with a deal and a task where wanted. Says before that it cannot be undone. */
export function showConversion(host: HTMLElement, store: Store, leadId: string): void {
  const lead = store.get('lead', leadId);
  if (!lead) return;
  const place = document.createElement('div');
  (host.shadowRoot ?? host).append(place);
  const field = (name: string) => place.querySelector<Control>(`[name="${name}"]`);
  const close = () => {
    const dialog = place.querySelector('crm-dialog');
    if (dialog) dialog.open = false;
  };
  const people = lead.last_name ? likelyPeople(store, lead) : undefined;
  const organizations = lead.organization_name ? likelyOrganizations(store, lead) : undefined;
  const currency = store.every('workspace_settings')[0]?.currency ?? 'EUR';
  const zone = store.person?.timezone ?? ownZone();
  // What the lead knows already is not asked again.
  const carried = carriedCustomValues(store, lead, 'deal', { custom_fields: {} });
  const written = Object.assign({}, ...Object.entries(carried).map(([id, value]) => customWritten({ id }, value)));
  let withDeal = true;
  /** An open deal of a contact that is taken, instead of a new one. */
  let taken = '';
  let refused: Rejection | undefined;

  const openDeals = () =>
    [field('individual')?.value ?? sureOf(people), field('organization')?.value ?? sureOf(organizations)]
      .filter((id) => id !== '')
      .flatMap((id) => [...store.list('deal', 'contact_id', id), ...store.list('deal', 'organization_id', id)])
      .filter((deal, at, all) => all.findIndex(({ id }) => id === deal.id) === at && store.get('stage', deal.stage_id)?.active === true);

  const attempt = async () => {
    refused = undefined;
    draw();
    if (!(await isSound(place))) return;
    const text = field('task')?.value.trim();
    const task = text ? await understand(text, language(), zone, Date.now()) : undefined;
    const outcome = store.mutate.convertLead({
      id: lead.id,
      conversion_id: newId(),
      ...(people ? { individual_id: field('individual')?.value || newId() } : {}),
      ...(organizations ? { organization_id: field('organization')?.value || newId() } : {}),
      ...(withDeal && taken ? { deal: { id: taken } } : {}),
      ...(withDeal && !taken
        ? {
            deal: {
              id: newId(),
              name: field('deal')?.value ?? '',
              value: field('value')?.value || '0',
              currency,
              custom_fields: customValues(store, 'deal', writtenIn(place)),
            },
          }
        : {}),
      ...(task ? { task: { id: newId(), content: task.content, due_date: task.due } } : {}),
    });
    if (outcome.ok) {
      close();
      toast({ text: msg(str`${lead.name} is a contact now.`), from: host });
    } else {
      refused = outcome.rejection;
      draw();
    }
  };

  /** A second press while the first is at work is none. */
  let busy = false;
  const convert = async () => {
    if (busy) return;
    busy = true;
    await attempt().finally(() => (busy = false));
  };

  const wrong = (name: string, label: string) => {
    for (const [path, problem] of Object.entries(refused?.fields ?? {}))
      if (fieldOfPath[path.split('.').at(-1) ?? ''] === name) return problemWords(problem, label);
    return '';
  };
  const customProblems = (): FieldProblems =>
    Object.fromEntries(
      Object.entries(refused?.fields ?? {})
        .map(([path, problem]): [string, FieldProblem] => [path.replace(/^deal\./, ''), problem])
        .filter(([path]) => path.startsWith('custom_fields.')),
    );
  const elsewhere = () =>
    refused &&
    Object.keys(customProblems()).length === 0 &&
    !Object.keys(refused.fields ?? {}).some((path) => fieldOfPath[path.split('.').at(-1) ?? '']);

  const draw = () => {
    const deals = openDeals();
    if (!deals.some(({ id }) => id === taken)) taken = '';
    render(
      html`<crm-dialog heading=${msg(str`Convert ${lead.name}`)} open @crm-closed=${() => place.remove()}>
        <div
          ${styleProps({ display: 'grid', gap: 'var(--crm-space-3)' })}
          @change=${({ target }: Event) => ['individual', 'organization'].includes((target as Control).getAttribute('name') ?? '') && draw()}
        >
          <crm-notice tone="warning"
            >${msg('A conversion cannot be undone. The lead stays readable; its notes, tasks, appointments and documents go to the contact.')}</crm-notice
          >
          ${elsewhere() ? html`<crm-notice tone="danger" alert>${refused && refusalWords(refused)}</crm-notice>` : nothing}
          ${people ? choice('individual', msg('Person'), lead.name, people, wrong('individual', msg('Person'))) : nothing}
          ${organizations && lead.organization_name ? choice('organization', msg('Organization'), lead.organization_name, organizations, wrong('organization', msg('Organization'))) : nothing}
          <crm-checkbox
            name="with-deal"
            .checked=${withDeal}
            @change=${(event: Event) => {
              withDeal = (event.target as Control).checked === true;
              draw();
            }}
            >${msg('With a deal')}</crm-checkbox
          >
          ${
            withDeal && deals.length > 0
              ? html`<crm-select
                  name="taken"
                  label=${msg('Deal')}
                  placeholder=${msg('A new one')}
                  hint=${msg('There already: take it, and there is no duplicate.')}
                  .value=${taken}
                  .options=${deals.map(({ id, name }) => ({ value: id, label: name }))}
                  @change=${(event: Event) => {
                    taken = (event.target as Control).value;
                    draw();
                  }}
                ></crm-select>`
              : nothing
          }
          ${
            withDeal && !taken
              ? html`<crm-input
                    name="deal"
                    label=${msg('Name of the deal')}
                    value=${lead.organization_name ?? lead.name}
                    .error=${wrong('deal', msg('Name of the deal'))}
                  ></crm-input>
                  <crm-input
                    name="value"
                    type="money"
                    currency=${currency}
                    label=${msg(str`Value (${currency})`)}
                    .error=${wrong('value', msg('Value'))}
                  ></crm-input>
                  ${requiredFields({ store, problems: customProblems(), written }, 'deal')}`
              : nothing
          }
          <crm-input
            name="task"
            label=${msg('Next task')}
            placeholder=${msg('Call the lab tomorrow 15:00')}
            .error=${wrong('task', msg('Next task'))}
          ></crm-input>
        </div>
        <crm-button slot="footer" @click=${close}>${msg('Cancel')}</crm-button>
        <crm-button slot="footer" variant="primary" @click=${() => void convert()}>${msg('Convert')}</crm-button>
      </crm-dialog>`,
      place,
    );
  };
  draw();
}

const sureOf = (likely: readonly Likely[] | undefined): string => (likely?.[0]?.sure ? likely[0].contact.id : '');

/** A new record, or one of those that are there and may be the same. */
function choice(name: string, label: string, own: string, likely: readonly Likely[], problem: string) {
  return html`<crm-select
    name=${name}
    label=${label}
    placeholder=${msg(str`New: ${own}`)}
    value=${sureOf(likely)}
    hint=${likely.length > 0 ? msg('There already: take it, and there is no duplicate.') : ''}
    .error=${problem}
    .options=${likely.map(({ contact }) => ({ value: contact.id, label: words(contact) }))}
  ></crm-select>`;
}

const words = ({ name, organization_name, email }: Contact): string => [name, organization_name, email].filter(Boolean).join(' · ');
