import { css, html, nothing } from 'lit';
import '../base/button/button.ts';
import { announce } from '../base/controllers/announcer.ts';
import type { Command } from '../base/controllers/commands.ts';
import { Commands } from '../base/controllers/commands.ts';
import { CrmEvent } from '../base/element/crm-event.ts';
import { define } from '../base/element/define.ts';
import { formatNumber } from '../base/format/numbers.ts';
import { msg, str } from '../base/localisation/index.ts';
import type { PanelType } from './fields.ts';
import { RecordPart } from './part.ts';
import { placeOf } from './trail.ts';

/** Somebody goes on to another record of the list that they came from: whoever shows the record shows that one. */
export class RecordStepEvent extends CrmEvent {
  readonly recordType: PanelType;
  readonly recordId: string;
  constructor(recordType: PanelType, recordId: string) {
    super('crm-record-step', { composed: true });
    this.recordType = recordType;
    this.recordId = recordId;
  }
}

/**
 * Goes to the record before and after this one in the list that it was opened from. Nothing where it was not.
 *
 * @element crm-record-steps
 * @fires {RecordStepEvent} crm-record-step - Another record is to be shown.
 */
export class RecordSteps extends RecordPart {
  static override styles = css`
    :host {
      display: inline-flex;
      align-items: center;
      gap: 2px;
      white-space: nowrap;
    }
    span {
      margin-inline-end: 4px;
      color: var(--crm-text-secondary);
      font-size: var(--crm-text-12);
      font-variant-numeric: var(--crm-figures);
    }
    @media (max-width: 640px) {
      /* In the head of a panel, the name of the record has the room. */
      :host([slot]) span {
        position: absolute;
        inline-size: 1px;
        block-size: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
    }
  `;

  constructor() {
    super();
    new Commands(this, () => this.#commands());
  }

  get #place() {
    return this.store && placeOf(this.store, this.type, this.recordId);
  }

  #commands(): readonly Command[] {
    const { before, after } = this.#place ?? {};
    return [
      ...(after
        ? [
            {
              keys: 'j',
              label: () => msg('Next record of the list'),
              icon: 'chevron-down',
              group: 'record',
              run: () => this.#go(after),
            } as const,
          ]
        : []),
      ...(before
        ? [
            {
              keys: 'k',
              label: () => msg('Previous record of the list'),
              icon: 'chevron-up',
              group: 'record',
              run: () => this.#go(before),
            } as const,
          ]
        : []),
    ];
  }

  #go(id: string): void {
    this.dispatchEvent(new RecordStepEvent(this.type, id));
    const place = this.store && placeOf(this.store, this.type, id);
    const name = this.store?.get(this.type, id)?.name;
    if (place && name) announce(msg(str`${name}, ${formatNumber(place.at)} of ${formatNumber(place.count)}`));
  }

  protected override render() {
    const place = this.#place;
    if (!place) return nothing;
    const { before, after } = place;
    const at = formatNumber(place.at);
    const count = formatNumber(place.count);
    return html`<span>${msg(str`${at} of ${count}`)}</span>
      <crm-button
        variant="ghost"
        size="small"
        icon="chevron-up"
        label=${msg('Previous record of the list')}
        title=${msg('Previous record of the list')}
        ?disabled=${before === undefined}
        @click=${() => before !== undefined && this.#go(before)}
      ></crm-button>
      <crm-button
        variant="ghost"
        size="small"
        icon="chevron-down"
        label=${msg('Next record of the list')}
        title=${msg('Next record of the list')}
        ?disabled=${after === undefined}
        @click=${() => after !== undefined && this.#go(after)}
      ></crm-button>`;
  }
}

define('crm-record-steps', RecordSteps);

declare global {
  interface HTMLElementTagNameMap {
    'crm-record-steps': RecordSteps;
  }
  interface HTMLElementEventMap {
    'crm-record-step': RecordStepEvent;
  }
}
