import { html, nothing } from 'lit';
import '../../../components/base/input/input.ts';
import { CrmElement } from '../../../components/base/element/crm-element.ts';
import { define } from '../../../components/base/element/define.ts';
import { msg } from '../../../components/base/localisation/index.ts';
import { toast } from '../../../components/base/toast/toast.ts';
import { QueryController, StoreController } from '../../../components/provider/controllers.ts';
import { page } from './page.styles.ts';

/** What holds for the whole workspace: name, currency, zone, when a deal counts as quiet. */
export class WorkspacePage extends CrmElement {
  static override styles = page;

  readonly #store = new StoreController(this);
  readonly #settings = new QueryController(this, this.#store, { type: 'workspace_settings' });

  #save(change: Record<string, unknown>): void {
    const [row] = this.#settings.rows;
    if (!row) return;
    const outcome = this.#store.value?.mutate.updateWorkspaceSettings({ id: row.id, ...change });
    if (outcome && !outcome.ok) toast({ text: outcome.rejection.message, tone: 'danger', from: this });
    this.requestUpdate();
  }

  protected override render() {
    const [row] = this.#settings.rows;
    if (!row) return nothing;
    const value = (event: Event) => (event.target as HTMLElement & { value: string }).value.trim();
    return html`<h2>${msg('Workspace')}</h2>
      <crm-input label=${msg('Name')} .value=${row.name} @change=${(event: Event) => this.#save({ name: value(event) })}></crm-input>
      <crm-input
        label=${msg('Currency')}
        hint=${msg('Three letters, such as EUR')}
        maxlength="3"
        .value=${row.currency}
        @change=${(event: Event) => this.#save({ currency: value(event).toUpperCase() })}
      ></crm-input>
      <crm-input
        label=${msg('Time zone')}
        hint=${msg('Such as Europe/Paris')}
        .value=${row.timezone}
        @change=${(event: Event) => this.#save({ timezone: value(event) })}
      ></crm-input>
      <crm-input
        type="number"
        min="1"
        max="365"
        label=${msg('Days until a deal counts as quiet')}
        .value=${String(row.quiet_after_days)}
        @change=${(event: Event) => this.#save({ quiet_after_days: Number(value(event)) })}
      ></crm-input>`;
  }
}

define('inlay-workspace', WorkspacePage);
