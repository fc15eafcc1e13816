import { html, nothing } from 'lit';
import type { PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { dayIn, instantOf } from '../../shared/dates.ts';
import { newId } from '../../shared/new-id.ts';
import type { FieldProblems } from '../../shared/mutators/rejection.ts';
import type { Call, ResourceType } from '../../shared/records/index.ts';
import '../base/input/input.ts';
import '../base/notice/notice.ts';
import '../base/segmented/segmented.ts';
import '../base/select/select.ts';
import '../base/textarea/textarea.ts';
import { CrmElement } from '../base/element/crm-element.ts';
import { define } from '../base/element/define.ts';
import { ownZone } from '../base/format/dates.ts';
import { msg, refusalWords } from '../base/localisation/index.ts';
import { pairs } from '../base/styles/pairs.ts';
import { fieldProblem } from '../record/problem.ts';
import { clockOf } from '../reminders/words.ts';
import type { Store } from '../store/index.ts';

/** What is known of a call that is not logged yet. */
export type Draft = Partial<Call> & { resource_type: ResourceType; resource_id: string };

type Field = HTMLElement & { value: string; reportValidity(): boolean };
type Way = 'outgoing' | 'incoming' | 'missed';

const wayOf = ({ incoming, missed }: Partial<Call>): Way => (missed ? 'missed' : incoming ? 'incoming' : 'outgoing');

/**
 * The fields of a call that took place. Times are the person's own wall clock; `save()` writes them.
 *
 * @element crm-call-form
 */
export class CrmCallForm extends CrmElement {
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };
  static override styles = pairs;

  @property({ attribute: false }) store?: Store;
  @property({ attribute: false }) call?: Call | Draft;
  @state() private way: Way = 'outgoing';
  @state() private problems: FieldProblems = {};
  @state() private message = '';

  get #zone(): string {
    return this.store?.person?.timezone ?? ownZone();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('call') && this.call) this.way = wayOf(this.call);
  }

  #value(name: string): string {
    return this.renderRoot.querySelector<Field>(`[name="${name}"]`)?.value.trim() ?? '';
  }

  /** Writes the call and gives its id; undefined where that was refused, which the fields then say. */
  save(): string | undefined {
    const { store, call, way } = this;
    if (!store || !call) return undefined;
    const fields = [...this.renderRoot.querySelectorAll<Field>('crm-input')];
    if (!fields.every((field) => field.reportValidity())) return undefined;
    const minutes = this.#value('minutes');
    const before = call.duration ?? null;
    const values = {
      incoming: way !== 'outgoing',
      missed: way === 'missed',
      outcome_id: this.#value('outcome') || null,
      made_at: instantOf(this.#zone, this.#value('day'), this.#value('time')),
      // Seconds that somebody else has measured stay as they are while the minutes do.
      duration: minutes === '' || way === 'missed' ? null : minutes === inMinutes(before) ? before : Math.round(Number(minutes) * 60),
      phone_number: this.#value('phone_number') || null,
      summary: this.#value('summary') || null,
    };
    const id = call.id ?? newId();
    const outcome =
      'version' in call
        ? store.mutate.updateCall({ id, ...values })
        : store.mutate.createCall({ id, ...values, resource_type: call.resource_type, resource_id: call.resource_id });
    if (outcome.ok) return id;
    this.problems = outcome.rejection.fields ?? {};
    this.message = refusalWords(outcome.rejection);
    return undefined;
  }

  readonly #enter = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    this.dispatchEvent(new Event('submit'));
  };

  protected override render() {
    const { store, call, way } = this;
    if (!store || !call) return nothing;
    const zone = this.#zone;
    const at = call.made_at ?? new Date().toISOString();
    const problem = (name: string, label: string) => fieldProblem(this.problems, name, label) ?? '';
    return html`<div class="fields" @keydown=${this.#enter}>
      ${this.message ? html`<crm-notice tone="danger" alert>${this.message}</crm-notice>` : nothing}
      <crm-segmented
        label=${msg('Direction')}
        .value=${way}
        wide
        .items=${[
          { value: 'outgoing', label: msg('Outgoing') },
          { value: 'incoming', label: msg('Received') },
          { value: 'missed', label: msg('Missed') },
        ]}
        @change=${(event: Event) => (this.way = (event.currentTarget as Field).value as Way)}
      ></crm-segmented>
      <div class="pair">
        <crm-input name="phone_number" type="tel" label=${msg('Phone')} maxlength="64" .value=${call.phone_number ?? ''}></crm-input>
        <crm-select
          name="outcome"
          label=${msg('Outcome')}
          placeholder=${msg('None')}
          .value=${call.outcome_id ?? ''}
          .options=${store
            .every('call_outcome')
            .sort((a, b) => a.name.localeCompare(b.name))
            .map(({ id, name }) => ({ value: id, label: name }))}
          .error=${problem('outcome_id', msg('Outcome'))}
        ></crm-select>
      </div>
      <div class="pair">
        <crm-input
          name="day"
          type="date"
          label=${msg('On')}
          required
          .value=${dayIn(zone, at)}
          .error=${problem('made_at', msg('On'))}
        ></crm-input>
        <crm-input name="time" type="time" label=${msg('At')} required .value=${clockOf(at, zone)}></crm-input>
      </div>
      ${
        way === 'missed'
          ? nothing
          : html`<crm-input
              name="minutes"
              type="number"
              label=${msg('Minutes')}
              min="0"
              max="1440"
              step="any"
              .value=${inMinutes(call.duration ?? null)}
              .error=${problem('duration', msg('Minutes'))}
            ></crm-input>`
      }
      <crm-textarea
        name="summary"
        autofocus
        label=${msg('What was said')}
        rows="4"
        .value=${call.summary ?? ''}
        .error=${problem('summary', msg('What was said'))}
      ></crm-textarea>
    </div>`;
  }
}

/** Seconds as the field shows them: whole minutes, or with one decimal. */
const inMinutes = (seconds: number | null): string => (seconds === null ? '' : String(Math.round(seconds / 6) / 10));

define('crm-call-form', CrmCallForm);

declare global {
  interface HTMLElementTagNameMap {
    'crm-call-form': CrmCallForm;
  }
}
