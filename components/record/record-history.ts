import { html, nothing } from 'lit';
import type { CSSResultGroup, PropertyValues } from 'lit';
import { state } from 'lit/decorators.js';
import type { Row } from '../../shared/records/index.ts';
import type { HistoryEntry } from '../../shared/sync/wire.ts';
import '../base/button/button.ts';
import { define } from '../base/element/define.ts';
import { formatDateTime, relativeDay } from '../base/format/dates.ts';
import { icon } from '../base/icons/icons.ts';
import { msg, str } from '../base/localisation/index.ts';
import { sections } from '../base/styles/sections.ts';
import { timeline } from '../base/styles/timeline.ts';
import type { Store } from '../store/index.ts';
import { Refusal } from '../store/transport.ts';
import { historyLine } from './history-line.ts';
import { RecordPart } from './part.ts';
import { partStyles } from './part.styles.ts';
import { stageTimes } from './stage-times.ts';

/** What happened to a record, asked of the server when somebody looks at it, since it is not kept here. */
export class RecordHistory extends RecordPart {
  static override styles: CSSResultGroup = [sections, timeline, partStyles];

  @state() protected entries: readonly HistoryEntry[] | undefined;
  @state() protected state: 'closed' | 'loading' | 'open' | 'unknown' | 'offline' = 'closed';

  #asked = 0;
  /** Asks as soon as somebody has come so far down. */
  readonly #sight = new IntersectionObserver((seen) => {
    if (this.state === 'closed' && seen.some(({ isIntersecting }) => isIntersecting)) void this.#load();
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sight.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sight.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!changed.has('recordId') && !changed.has('type')) return;
    this.#asked++;
    this.state = 'closed';
    this.entries = undefined;
    // Another record in the same place: looked at anew.
    this.#sight.unobserve(this);
    if (this.isConnected) this.#sight.observe(this);
  }

  protected override changed(): void {
    super.changed();
    // A change that waits is none yet for the server; once it is, the record changes again here.
    if (this.state === 'open' && this.store?.pending(this.type, this.recordId) === undefined) void this.#load();
  }

  readonly #load = async (): Promise<void> => {
    const { store } = this;
    if (!store) return;
    const asked = ++this.#asked;
    if (this.entries === undefined) this.state = 'loading';
    try {
      const entries = await store.history(this.type, this.recordId);
      if (asked !== this.#asked) return;
      this.entries = entries;
      this.state = 'open';
    } catch (error) {
      if (asked === this.#asked) this.state = error instanceof Refusal ? 'unknown' : 'offline';
    }
  };

  protected override render() {
    const { store, row } = this;
    if (!store || !row) return html``;
    const clock = store.person?.timezone ? { zone: store.person.timezone } : {};
    return html`<section class="section" aria-labelledby="head" aria-busy=${this.state === 'loading'}>
      <header><h3 id="head">${msg('History')}</h3></header>
      ${this.renderState()} ${this.renderStages(store, row)}
      ${this.entries?.map(
        (entry) =>
          html`<div class="line">
            <span class="pin">${icon(entry.kind === 'created' ? 'plus' : entry.kind === 'removed' ? 'trash' : 'pencil', 'small')}</span>
            <div class="body">${historyLine(store, this.type, row, entry)}</div>
            <time class="num" datetime=${entry.at} title=${formatDateTime(entry.at, clock)}>${relativeDay(entry.at, clock)}</time>
          </div>`,
      )}
    </section>`;
  }

  /** What is known of the history so far, and how to know more. */
  protected renderState() {
    return html`${
      this.state === 'closed' || this.state === 'loading'
        ? html`<crm-button size="small" ?disabled=${this.state === 'loading'} @click=${this.#load}>${msg('Show the history')}</crm-button>`
        : nothing
    }
    ${
      this.state === 'offline' || this.state === 'unknown'
        ? html`<div class="item" role="status">
            <span class="muted grow"
              >${this.state === 'offline' ? msg('The history is on the server, which cannot be reached now.') : msg('The server has no history of it yet.')}</span
            >
            <crm-button size="small" @click=${this.#load}>${msg('Try again')}</crm-button>
          </div>`
        : nothing
    }`;
  }

  /** "Incoming 3 d → Qualified 5 d so far": how long the deal has been in each stage. Time in a closed one does not count. */
  protected renderStages(store: Store, row: Row) {
    if (!this.entries || !('stage_id' in row)) return nothing;
    const zone = store.person?.timezone;
    const times = stageTimes(row, this.entries, zone ? { zone } : {}).flatMap(({ stage, days, present }) => {
      const known = store.get('stage', stage);
      return known ? [{ name: known.name, days, present, active: known.active }] : [];
    });
    return html`<p class="stages" aria-label=${msg('Time in each stage')}>
      ${times.map(
        ({ name, days, present, active }, at) =>
          html`${at > 0 ? html`<span class="muted" aria-hidden="true"> → </span>` : nothing}<span
              ><bdi>${name}</bdi>
              ${active ? html`<span class="num muted">${present ? msg(str`${days} d so far`) : msg(str`${days} d`)}</span>` : nothing}</span
            >`,
      )}
    </p>`;
  }
}

define('crm-record-history', RecordHistory);

declare global {
  interface HTMLElementTagNameMap {
    'crm-record-history': RecordHistory;
  }
}
