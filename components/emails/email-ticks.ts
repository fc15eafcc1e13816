import { css, html, nothing } from 'lit';
import type { PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Email } from '../../shared/records/index.ts';
import type { TrackedHit } from '../../shared/tracking.ts';
import '../base/button/button.ts';
import { Anchored } from '../base/controllers/anchored.ts';
import { CrmElement } from '../base/element/crm-element.ts';
import { define } from '../base/element/define.ts';
import { formatDateTime } from '../base/format/dates.ts';
import { formatNumber } from '../base/format/numbers.ts';
import { icon } from '../base/icons/icons.ts';
import { msg, plural, str } from '../base/localisation/index.ts';
import { menuSurface } from '../base/styles/menu-surface.ts';
import type { Store } from '../store/index.ts';
import { hitWords, hitsOf, reasonWords } from './hits.ts';
import { readingIcon, readingOf, readingWords, timeWords } from './words.ts';

/**
 * Whether a sent message was opened: ticks and words, and behind them all that is known, and what is not.
 *
 * @element crm-email-ticks
 */
export class EmailTicks extends CrmElement {
  static override styles = [
    menuSurface,
    css`
      :host {
        display: inline-block;
        font-size: var(--crm-text-12);
        line-height: 18px;
      }
      .ticks {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        padding-inline: 4px;
        margin-inline: -4px;
        border-radius: var(--crm-radius);
        color: var(--crm-text-secondary);
        font-variant-numeric: var(--crm-figures);
        text-align: start;
      }
      .ticks:is(.opened, .replied) {
        color: var(--crm-accent-text);
      }
      .ticks:hover {
        background: var(--crm-surface-hover);
      }
      @media (pointer: coarse) {
        .ticks {
          min-block-size: 44px;
        }
      }
      .menu {
        inline-size: min(340px, calc(100vw - 16px));
        padding: 12px 14px;
        font-size: var(--crm-text-13);
        line-height: var(--crm-leading);
      }
      .menu > :first-child {
        margin-block-start: 0;
      }
      .head {
        font-weight: var(--crm-weight-strong);
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 4px 14px;
        margin-block: 8px;
      }
      dt {
        color: var(--crm-text-muted);
      }
      dd {
        margin: 0;
        text-align: end;
        font-variant-numeric: var(--crm-figures);
      }
      ul {
        margin: 8px 0;
        padding: 8px 0 0;
        max-block-size: 220px;
        overflow-y: auto;
        overscroll-behavior: contain;
        border-block-start: var(--crm-hairline) solid var(--crm-border);
        list-style: none;
      }
      ul:focus-visible {
        outline: var(--crm-focus-ring);
      }
      li {
        display: grid;
        grid-template-columns: 1fr auto;
        column-gap: 10px;
        color: var(--crm-text-secondary);
      }
      li + li {
        margin-block-start: 6px;
      }
      .why {
        grid-column: 1 / -1;
        color: var(--crm-text-muted);
        font-size: var(--crm-text-12);
        overflow-wrap: anywhere;
      }
      li.person {
        color: var(--crm-text);
      }
      time {
        white-space: nowrap;
        font-variant-numeric: var(--crm-figures);
      }
      p {
        margin-block: 8px;
        color: var(--crm-text-secondary);
      }
    `,
  ];

  readonly #anchored = new Anchored();

  @property({ attribute: false }) store: Store | undefined;
  @property({ attribute: false }) email: Email | undefined;
  @state() private open = false;
  @state() private hits: readonly TrackedHit[] = [];
  @query('.ticks') private button!: HTMLElement | null;
  @query('.menu') private menu!: HTMLElement | null;

  #wasOpen = false;

  get #clock(): { zone?: string } {
    const zone = this.store?.person?.timezone;
    return zone ? { zone } : {};
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { button, menu } = this;
    if (!changed.has('open') || !button || !menu) return;
    if (this.open) {
      this.#anchored.show(button, menu, 'bottom-start');
      menu.focus();
    } else this.#anchored.hide(menu);
  }

  readonly #down = (): void => {
    this.#wasOpen = this.open;
  };

  readonly #press = (event: MouseEvent): void => {
    const open = event.detail === 0 ? this.open : this.#wasOpen;
    this.open = !open;
    if (this.open) void this.#ask();
  };

  /** One by one they are the server's to tell; without it the sums stand alone. */
  async #ask(): Promise<void> {
    const { store, email } = this;
    if (store && email) this.hits = await hitsOf(store, email.id);
  }

  readonly #toggled = (event: ToggleEvent): void => {
    if (event.newState === 'closed') this.open = false;
  };

  readonly #keys = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.open) return;
    event.preventDefault();
    event.stopPropagation();
    this.open = false;
    this.button?.focus();
  };

  readonly #more = async (): Promise<void> => {
    this.open = false;
    const { showOpenTracking } = await import('./open-tracking.ts');
    showOpenTracking(this);
  };

  protected override render() {
    const { email } = this;
    const reading = email ? readingOf(email) : 'untracked';
    if (!email || reading === 'untracked') return nothing;
    return html`<button
        type="button"
        class="ticks ${reading}"
        aria-expanded=${this.open}
        aria-haspopup="dialog"
        @pointerdown=${this.#down}
        @click=${this.#press}
      >
        ${icon(readingIcon[reading], 'small')} <span>${readingWords(email, this.#clock)}</span>
      </button>
      <div
        class="menu"
        popover
        role="dialog"
        tabindex="-1"
        aria-label=${msg('What is known of whether it was read')}
        @toggle=${this.#toggled}
        @keydown=${this.#keys}
      >
        ${this.open ? this.#renderKnown(email) : nothing}
      </div>`;
  }

  #renderHit(hit: TrackedHit) {
    const { at, class: taken, client, url } = hit;
    const why = [client, url, reasonWords(hit)].filter(Boolean);
    return html`<li class=${taken === 'person' ? 'person' : ''}>
      <span>${hitWords(hit)}</span><time datetime=${at}>${formatDateTime(at, this.#clock)}</time>
      <span class="why">${why.map((part, place) => html`${place === 0 ? nothing : ' · '}<bdi>${part}</bdi>`)}</span>
    </li>`;
  }

  #renderKnown(email: Email) {
    const clock = this.#clock;
    const { opens, first_opened_at, last_opened_at, automatic_opens, clicks, replied_at, tracked_recipients, sent_at } = email;
    const many = formatNumber(tracked_recipients);
    return html`<p class="head">${readingWords(email, clock)}</p>
      <dl>
        <dt>${msg('Sent')}</dt>
        <dd>${timeWords(sent_at, clock)}</dd>
        <dt>${msg('Opened')}</dt>
        <dd>${plural(opens, { one: msg(str`${formatNumber(opens)} time`), other: msg(str`${formatNumber(opens)} times`) })}</dd>
        ${
          opens > 0
            ? html`<dt>${msg('First')}</dt>
                <dd>${timeWords(first_opened_at, clock)}</dd>
                <dt>${msg('Last')}</dt>
                <dd>${timeWords(last_opened_at, clock)}</dd>`
            : nothing
        }
        ${
          automatic_opens > 0
            ? html`<dt>${msg('Not counted: machines')}</dt>
                <dd>${formatNumber(automatic_opens)}</dd>`
            : nothing
        }
        ${
          clicks > 0
            ? html`<dt>${msg('Links followed')}</dt>
                <dd>${formatNumber(clicks)}</dd>`
            : nothing
        }
        ${
          replied_at === null
            ? nothing
            : html`<dt>${msg('Replied')}</dt>
                <dd>${timeWords(replied_at, clock)}</dd>`
        }
      </dl>
      ${
        this.hits.length === 0
          ? nothing
          : html`<ul aria-label=${msg('Each request')} tabindex="0">
              ${this.hits.map((hit) => this.#renderHit(hit))}
            </ul>`
      }
      ${tracked_recipients > 1 ? html`<p>${msg(str`It went to ${many} people with one picture: who of them opened it, nobody knows.`)}</p>` : nothing}
      ${opens === 0 ? html`<p>${msg('It may have been read all the same: many mail programs load no pictures.')}</p>` : nothing}
      <crm-button size="small" variant="ghost" icon="info" popup="dialog" @click=${this.#more}
        >${msg('What this knows, and what not')}</crm-button
      >`;
  }
}

define('crm-email-ticks', EmailTicks);

declare global {
  interface HTMLElementTagNameMap {
    'crm-email-ticks': EmailTicks;
  }
}
