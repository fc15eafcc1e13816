import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { initials } from '../base/avatar/initials.ts';
import { whoStyles } from '../base/avatar/who.ts';
import { CrmElement } from '../base/element/crm-element.ts';
import { define } from '../base/element/define.ts';
import { daysSince, dueLabel, quietFor } from '../base/format/dates.ts';
import { formatMoney } from '../base/format/money.ts';
import { icon } from '../base/icons/icons.ts';
import { msg, refusalWords, str } from '../base/localisation/index.ts';
import { styleProps } from '../base/styles/style-props.ts';
import { StoreController } from '../provider/controllers.ts';
import type { Deal, Task } from '../../shared/records/index.ts';
import type { Refused, Store } from '../store/index.ts';
import { cardHeight } from './card-height.ts';
import { styles } from './deal-card.styles.ts';
import { DealOpenEvent } from './events.ts';
import { nextTask, onTasks } from './next-task.ts';

const none: readonly string[] = [];
/** Of a card without fields: its styles have it. */
const usualHeight = {};
const readNames = (text: string | null): readonly string[] => text?.split(/\s+/).filter(Boolean) ?? none;

/** Names and values of fields are fetched with the first card that shows some. */
let lines: typeof import('./field-lines.ts') | undefined;
async function fetchLines(): Promise<void> {
  lines = await import('./field-lines.ts');
}

/**
 * A deal in three lines: name, who it is with, the next task and the value. Below them, fields of choice.
 *
 * @element crm-deal-card
 * @fires {DealOpenEvent} crm-deal-open - It was pressed. Cancel it to keep the panel from opening.
 * @csspart card
 * @cssproperty --crm-deal-card-radius - Falls back to --crm-radius.
 * @cssproperty --crm-deal-card-background - Falls back to --crm-surface-raised.
 */
export class DealCard extends CrmElement {
  static override styles = [whoStyles, styles];

  /** The deal's id. */
  @property({ attribute: 'deal-id' }) dealId = '';
  /**
   * Its place is on the way to another: it is shown as a gap.
   * @internal
   */
  @property({ attribute: false }) lifted = false;
  /**
   * Whether the card takes the keyboard focus by Tab: of a lane's cards, one does.
   * @internal
   */
  @property({ attribute: false }) tabStop = true;

  /** The store, where a board hands it on; left out, the provider's. */
  @property({ attribute: false }) store: Store | undefined;

  /** Names of fields below its own lines, with spaces between: `estimated_close_date custom_fields.ID`. */
  @property({ reflect: true, converter: { fromAttribute: readNames, toAttribute: (names: readonly string[]) => names.join(' ') || null } })
  fields: readonly string[] = none;

  /** Asks the provider: only where no store is handed on, since a board has a hundred cards. */
  #asking: StoreController | undefined;
  #watched: { store: Store; id: string; stop: () => void } | undefined;

  override connectedCallback(): void {
    if (!this.store) this.#asking ??= new StoreController(this);
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watched?.stop();
    this.#watched = undefined;
  }

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('.card')?.focus(options);
  }

  protected override willUpdate(): void {
    this.#watch();
    if (this.fields.length > 0 && !lines) void fetchLines().then(() => this.requestUpdate());
  }

  /** Draws the card again when its deal changes, how that stands with the server, or what is to be done about it. */
  #watch(): void {
    const store = this.#store;
    const id = this.dealId;
    if (store === this.#watched?.store && id === this.#watched?.id) return;
    this.#watched?.stop();
    this.#watched = undefined;
    if (!store || !id || !this.isConnected) return;
    const stops = [store.onRecord('deal', id, this.#again), onTasks(store, id, this.#again)];
    this.#watched = { store, id, stop: () => stops.forEach((stop) => stop()) };
  }

  readonly #again = (): void => this.requestUpdate();

  get #store(): Store | undefined {
    return this.store ?? this.#asking?.value;
  }

  readonly #open = (): void => {
    const event = new DealOpenEvent(this.dealId);
    if (this.dispatchEvent(event)) void openPanel(this, this.dealId);
  };

  protected override render() {
    const store = this.#store;
    const deal = this.dealId ? store?.get('deal', this.dealId) : undefined;
    if (!store || !deal) return nothing;
    const pending = store.pending('deal', deal.id);
    const zone = store.person?.timezone;
    const settings = store.every('workspace_settings')[0];
    const task = nextTask(store, deal.id);
    const active = store.get('stage', deal.stage_id)?.active ?? true;
    const quiet = active && !task && isQuiet(deal.last_activity_at, settings?.quiet_after_days ?? 14, zone);
    const owner = store.get('user', deal.owner_id)?.name ?? '?';
    const waiting = pending === 'waiting';
    const refused = pending === 'waiting' ? undefined : pending;
    const why = refused && refusalWords(refused);
    const { organization_name: organization, contact_name: contact } = deal;
    const count = this.fields.length;
    // One template with few parts in it: a board opens with sixty cards.
    return html`<button
      type="button"
      part="card"
      class="card${quiet ? ' stale' : ''}${waiting ? ' waiting' : ''}${refused ? ' rejected' : ''}${this.lifted ? ' lifted' : ''}"
      tabindex=${this.tabStop ? 0 : -1}
      aria-description=${this.#describe(deal, waiting, why) || nothing}
      title=${why ?? nothing}
      ${count > 0 ? styleProps({ 'block-size': `${cardHeight(count)}px` }) : styleProps(usualHeight)}
      @click=${this.#open}
    >
      <span class="r">
        <bdi class="name cut">${deal.name}</bdi>
        ${refused || waiting || deal.hot ? flags(deal.hot, waiting, refused) : nothing}
      </span>
      <span class="r">
        <bdi class="sub cut"
          >${organization && contact && organization !== contact ? `${organization} · ${contact}` : organization || contact}</bdi
        >
        <span class=${deal.owner_id === store.personId ? 'who mine' : 'who'} role="img" aria-label=${owner} title=${owner}
          >${initials(owner)}</span
        >
      </span>
      <span class="r">
        ${refused ? html`<span class="due danger cut">${msg('Refused')}</span>` : this.#due(task, deal, quiet, zone)}
        <bdi class="money">${formatMoney(deal.value, deal.currency)}</bdi>
      </span>
      ${count > 0 ? lines?.renderFieldLines(store, deal, this.fields, zone ? { zone } : {}) : nothing}
    </button>`;
  }

  #due(task: Task | undefined, deal: Deal, quiet: boolean, zone: string | undefined) {
    const clock = zone ? { zone } : {};
    if (task?.due_date) {
      const due = dueLabel(task.due_date, clock);
      return html`<span class=${due.overdue ? 'due danger' : 'due'}
        >${icon(due.overdue ? 'clock-alert' : due.today ? 'clock' : 'calendar', 'small')}<span class="cut">${due.text}</span></span
      >`;
    }
    if (task) return html`<span class="due">${icon('list-checks', 'small')}<bdi class="cut">${task.content}</bdi></span>`;
    if (quiet && deal.last_activity_at)
      return html`<span class="due warning"
        >${icon('hourglass', 'small')}<span class="cut">${quietFor(deal.last_activity_at, clock)}</span></span
      >`;
    return html`<span class="due none">${msg('No task')}</span>`;
  }

  #describe(deal: Deal, waiting: boolean, refused: string | undefined): string {
    const parts = [deal.hot ? msg('Hot') : '', waiting ? msg('Not sent yet') : '', refused ? msg(str`Refused: ${refused}`) : ''];
    return parts.filter(Boolean).join('. ');
  }
}

/** Marks behind the name. */
const flags = (hot: boolean, waiting: boolean, refused: Refused | undefined) => html`
  ${refused ? html`<span class="danger">${icon('circle-alert', 'small')}</span>` : nothing}
  ${waiting ? html`<span class="muted">${icon('cloud-off', 'small')}<span class="sr">${msg('Not sent yet')}</span></span>` : nothing}
  ${hot ? html`<span class="hot-flag">${icon('flame', 'small')}<span class="sr">${msg('Hot')}</span></span>` : nothing}
`;

/** The calendar is asked only where the days are about as many: asking is slow, and most deals are not quiet. */
function isQuiet(since: string | null, days: number, zone: string | undefined): boolean {
  if (since === null || Date.now() - Date.parse(since) < (days - 1) * 86_400_000) return false;
  return daysSince(since, zone ? { zone } : {}) >= days;
}

/** Shows a deal's panel beside whatever is on the page. */
async function openPanel(from: HTMLElement, dealId: string): Promise<void> {
  const { showDeal } = await import('../deal-panel/show.ts');
  showDeal(from, dealId);
}

define('crm-deal-card', DealCard);

declare global {
  interface HTMLElementTagNameMap {
    'crm-deal-card': DealCard;
  }
}
