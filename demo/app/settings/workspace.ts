import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import '../../../components/base/input/input.ts';
import '../../../components/base/select/select.ts';
import { CrmElement } from '../../../components/base/element/crm-element.ts';
import { define } from '../../../components/base/element/define.ts';
import { msg, refusalWords } from '../../../components/base/localisation/index.ts';
import { toast } from '../../../components/base/toast/toast.ts';
import { QueryController, StoreController } from '../../../components/provider/controllers.ts';
import { page } from './page.styles.ts';
import './rates.ts';
import { currencyOptions, zoneOptions } from './zones.ts';

/** What holds for the whole workspace: name, currency, zone, how times are written, when a deal counts as quiet. */
export class WorkspacePage extends CrmElement {
  static override styles = page;

  readonly #store = new StoreController(this);
  readonly #settings = new QueryController(this, this.#store, { type: 'workspace_settings' });

  #save(change: Record<string, unknown>): void {
    const [row] = this.#settings.rows;
    if (!row) return;
    const outcome = this.#store.value?.mutate.updateWorkspaceSettings({ id: row.id, ...change });
    if (outcome && !outcome.ok) toast({ text: refusalWords(outcome.rejection), tone: 'danger', from: this });
    this.requestUpdate();
  }

  protected override render() {
    const [row] = this.#settings.rows;
    if (!row) return nothing;
    // What is wrong with a number stands under its field.
    const isValid = (event: Event) => (event.target as HTMLElement & { checkValidity(): boolean }).checkValidity();
    const value = (event: Event) => (event.target as HTMLElement & { value: string }).value.trim();
    return html`<h2>${msg('General')}</h2>
      <div class="fields">
        <crm-input
          label=${msg('Name of the workspace')}
          required
          .value=${row.name}
          @change=${(event: Event) => value(event) && this.#save({ name: value(event) })}
        ></crm-input>
        <crm-select
          label=${msg('Currency')}
          hint=${msg('New deals are in it, and sums come first in it.')}
          .value=${live(row.currency)}
          .options=${currencyOptions(row.currency)}
          @change=${(event: Event) => this.#save({ currency: value(event) })}
        ></crm-select>
        <crm-select
          label=${msg('Time zone')}
          hint=${msg('New people start with it.')}
          .value=${live(row.timezone)}
          .options=${zoneOptions(row.timezone)}
          @change=${(event: Event) => this.#save({ timezone: value(event) })}
        ></crm-select>
        <crm-select
          label=${msg('Times')}
          .value=${live(row.time_format)}
          .options=${[
            { value: '24H', label: msg('24 hours: 14:30') },
            { value: '12H', label: msg('12 hours: 2:30 PM') },
          ]}
          @change=${(event: Event) => this.#save({ time_format: value(event) })}
        ></crm-select>
        <crm-input
          type="number"
          min="1"
          max="365"
          label=${msg('Days until a deal counts as quiet')}
          hint=${msg('A deal with no activity for so long is marked on the board.')}
          .value=${String(row.quiet_after_days)}
          @change=${(event: Event) => value(event) && isValid(event) && this.#save({ quiet_after_days: Number(value(event)) })}
        ></crm-input>
      </div>
      <inlay-rates></inlay-rates>`;
  }
}

define('inlay-workspace', WorkspacePage);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-workspace': WorkspacePage;
  }
}
