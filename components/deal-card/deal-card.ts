import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { who, whoStyles } from '../base/avatar/who.ts';
import { CrmElement } from '../base/element/crm-element.ts';
import { define } from '../base/element/define.ts';
import { daysSince, dueLabel, quietFor } from '../base/format/dates.ts';
import { formatMoney } from '../base/format/money.ts';
import { icon } from '../base/icons/icons.ts';
import { msg, str } from '../base/localisation/index.ts';
import { styleProps } from '../base/styles/style-props.ts';
import { RecordController, StoreController } from '../provider/controllers.ts';
import type { Deal, Task } from '../../shared/records/index.ts';
import type { Store } from '../store/index.ts';
import { cardHeight } from './card-height.ts';
import { styles } from './deal-card.styles.ts';
import { DealOpenEvent } from './events.ts';
import { NextTaskController } from './next-task.ts';

const none: readonly string[] = [];
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
  @property({ type: Boolean }) lifted = false;
  /**
   * Whether the card takes the keyboard focus by Tab: of a lane's cards, one does.
   * @internal
   */
  @property({ type: Boolean, attribute: 'tab-stop' }) tabStop = true;

  /** The store, where a board hands it on; left out, the provider's. */
  @property({ attribute: false }) store: Store | undefined;

  /** Names of fields below its own lines, with spaces between: `estimated_close_date custom_fields.ID`. */
  @property({ reflect: true, converter: { fromAttribute: readNames, toAttribute: (names: readonly string[]) => names.join(' ') || null } })
  fields: readonly string[] = none;

  readonly #store = new StoreController(this, () => this.store);
  readonly #deal = new RecordController(this, this.#store, 'deal');
  readonly #next = new NextTaskController(this, this.#store);

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('.card')?.focus(options);
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('store') && this.store) this.#store.give(this.store);
    this.#deal.id = this.dealId || undefined;
    this.#next.id = this.dealId || undefined;
    if (this.fields.length > 0 && !lines) void fetchLines().then(() => this.requestUpdate());
  }

  readonly #open = (): void => {
    const event = new DealOpenEvent(this.dealId);
    if (this.dispatchEvent(event)) void openPanel(this, this.dealId);
  };

  protected override render() {
    const store = this.#store.value;
    const deal = this.#deal.row;
    if (!store || !deal) return nothing;
    const pending = this.#deal.pending;
    const zone = store.person?.timezone;
    const settings = store.every('workspace_settings')[0];
    const { task } = this.#next;
    const stage = store.get('stage', deal.stage_id);
    const active = stage?.active ?? true;
    const quiet = active && !task && isQuiet(deal.last_activity_at, settings?.quiet_after_days ?? 14, zone);
    const owner = store.get('user', deal.owner_id);
    const refused = pending !== undefined && pending !== 'waiting' ? pending : undefined;
    const party = [deal.organization_name, deal.contact_name].filter((name, at, all) => name && all.indexOf(name) === at);
    return html`<button
      type="button"
      part="card"
      class=${classMap({ card: true, stale: quiet, waiting: pending === 'waiting', rejected: refused !== undefined, lifted: this.lifted })}
      tabindex=${this.tabStop ? 0 : -1}
      ${styleProps({ 'block-size': `${cardHeight(this.fields.length)}px` })}
      aria-description=${this.#describe(deal, pending === 'waiting', refused?.message)}
      title=${refused?.message ?? nothing}
      @click=${this.#open}
    >
      <span class="r">
        <bdi class="name cut">${deal.name}</bdi>
        ${refused ? html`<span class="danger">${icon('circle-alert', 'small')}</span>` : nothing}
        ${pending === 'waiting' ? html`<span class="muted">${icon('cloud-off', 'small')}<span class="sr">${msg('Not sent yet')}</span></span>` : nothing}
        ${deal.hot ? html`<span class="hot-flag">${icon('flame', 'small')}<span class="sr">${msg('Hot')}</span></span>` : nothing}
      </span>
      <span class="r">
        <bdi class="sub cut">${party.join(' · ')}</bdi>
        ${who(owner?.name ?? '?', deal.owner_id === store.personId)}
      </span>
      <span class="r">
        ${refused ? html`<span class="due danger cut">${msg('Refused')}</span>` : this.#due(task, deal, quiet, zone)}
        <bdi class="money">${formatMoney(deal.value, deal.currency)}</bdi>
      </span>
      ${this.fields.length > 0 ? lines?.renderFieldLines(store, deal, this.fields, zone ? { zone } : {}) : nothing}
    </button>`;
  }

  #due(task: Task | undefined, deal: Deal, quiet: boolean, zone: string | undefined) {
    const clock = zone ? { zone } : {};
    if (task?.due_date) {
      const due = dueLabel(task.due_date, clock);
      return html`<span class=${classMap({ due: true, danger: due.overdue })}>
        ${icon(due.overdue ? 'clock-alert' : due.today ? 'clock' : 'calendar', 'small')}<span class="cut">${due.text}</span>
      </span>`;
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
