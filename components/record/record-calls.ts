import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Call } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import { define } from '../base/element/define.ts';
import { formatDateTime, ownZone } from '../base/format/dates.ts';
import { icon } from '../base/icons/icons.ts';
import { msg } from '../base/localisation/index.ts';
import { sections } from '../base/styles/sections.ts';
import { callWords } from '../calls/words.ts';
import { RecordPart } from './part.ts';
import { partStyles } from './part.styles.ts';

/** The calls with a person or about a deal, the last one first; a press opens one. */
export class RecordCalls extends RecordPart {
  static override styles = [sections, partStyles];

  readonly #add = async (): Promise<void> => {
    const { store, type, recordId, row } = this;
    const { showCall } = await import('../calls/call-dialog.ts');
    const party = row && 'stage_id' in row ? store?.get('contact', row.contact_id ?? '') : row;
    const phone_number = party && 'phone' in party ? (party.phone ?? party.mobile) : null;
    if (store) showCall(this, store, { resource_type: type, resource_id: recordId, phone_number });
  };

  async #open(call: Call): Promise<void> {
    const { showCall } = await import('../calls/call-dialog.ts');
    if (this.store) showCall(this, this.store, call);
  }

  protected override render() {
    const { store } = this;
    if (!store) return html``;
    const zone = store.person?.timezone ?? ownZone();
    const calls = store.list('call', 'resource_id', this.recordId).sort((a, b) => (a.made_at < b.made_at ? 1 : -1));
    return html`<section class="section" aria-labelledby="head">
      <header>
        <h3 id="head">${msg('Calls')}</h3>
        <crm-button size="small" variant="ghost" icon="phone-call" label=${msg('Log a call')} @click=${this.#add}></crm-button>
      </header>
      ${
        calls.length === 0
          ? nothing
          : html`<ul>
              ${repeat(
                calls,
                ({ id }) => id,
                (row) =>
                  html`<li class="item">
                    <span class="muted">${icon('phone', 'small')}</span>
                    <button type="button" class="link cut grow" aria-haspopup="dialog" @click=${() => void this.#open(row)}>
                      <bdi>${row.summary ?? callWords(store, row)}</bdi>
                    </button>
                    <span class="num muted">${formatDateTime(row.made_at, { zone })}</span>
                  </li>`,
              )}
            </ul>`
      }
    </section>`;
  }
}

define('crm-record-calls', RecordCalls);

declare global {
  interface HTMLElementTagNameMap {
    'crm-record-calls': RecordCalls;
  }
}
