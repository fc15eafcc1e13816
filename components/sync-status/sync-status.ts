import { css, html, nothing } from 'lit';
import { query } from 'lit/decorators.js';
import '../base/button/button.ts';
import { CrmElement } from '../base/element/crm-element.ts';
import { define } from '../base/element/define.ts';
import { formatTime } from '../base/format/dates.ts';
import { icon } from '../base/icons/icons.ts';
import { msg, plural, refusalWords, str } from '../base/localisation/index.ts';
import { StatusController, StoreController } from '../provider/controllers.ts';
import type { Refused, Status } from '../store/index.ts';

/**
 * How the records stand with the server: saved, syncing, offline, so many changes waiting or refused. Pressed, it lists the refused ones
 * with what can be done about each.
 *
 * @element crm-sync-status
 * @csspart words - The words beside the sign.
 * @csspart calm - The same, where all is well: they say nothing that the sign does not.
 * @csspart status - What it says, where there is nothing to press.
 * @csspart button - What it says, where changes were refused: opens their list.
 */
export class SyncStatus extends CrmElement {
  static override styles = css`
    [role='status'],
    .words {
      min-inline-size: 0;
    }
    .sync {
      display: flex;
      align-items: center;
      gap: 8px;
      inline-size: 100%;
      min-block-size: 28px;
      padding-inline: 8px;
      border-radius: var(--crm-radius);
      color: var(--crm-text-muted);
      font-size: var(--crm-text-12);
      text-align: start;
      font-variant-numeric: var(--crm-figures);
    }
    button.sync:hover {
      background: var(--crm-surface-hover);
    }
    .danger {
      color: var(--crm-danger-text);
    }
    .warning {
      color: var(--crm-warning-text);
    }
    li {
      padding-block: var(--crm-space-3);
      border-block-end: var(--crm-hairline) solid var(--crm-border);
      display: grid;
      gap: var(--crm-space-1);
    }
    .acts {
      display: flex;
      gap: var(--crm-space-2);
    }
    @media (pointer: coarse) {
      button.sync {
        min-block-size: 44px;
      }
    }
  `;

  readonly #store = new StoreController(this);
  readonly #status = new StatusController(this, this.#store);
  /** Since when the server has had everything; empty while it has not. */
  #saved = '';
  @query('crm-dialog') private dialog!: (HTMLElement & { open: boolean }) | null;

  readonly #show = async (): Promise<void> => {
    await import('../base/dialog/dialog.ts');
    if (this.dialog) this.dialog.open = true;
  };

  protected override willUpdate(): void {
    const { connection, waiting } = this.#status.value;
    if (connection !== 'up-to-date' || waiting > 0) this.#saved = '';
    else this.#saved ||= new Date().toISOString();
  }

  get #savedAt(): string {
    const zone = this.#store.value?.person?.timezone;
    return this.#saved && formatTime(this.#saved, zone ? { zone } : {});
  }

  protected override render() {
    const status = this.#status.value;
    const { words, tone, sign } = describe(status, this.#savedAt);
    const refused = this.#store.value?.refused ?? [];
    const shown = html`<span class=${tone}>${icon(sign, 'small')}</span
      ><span part=${tone === '' ? 'words calm' : 'words'} class="words cut ${tone}">${words}</span>`;
    return html`<div role="status" aria-live="polite">
        ${
          refused.length > 0
            ? html`<button class="sync" part="button" type="button" @click=${this.#show}>${shown}</button>`
            : html`<div class="sync" part="status">${shown}</div>`
        }
      </div>
      ${
        refused.length > 0
          ? html`<crm-dialog heading=${msg('Changes that were refused')}>
              <ul>
                ${refused.map((entry) => this.#renderRefused(entry))}
              </ul>
            </crm-dialog>`
          : nothing
      }`;
  }

  /** Where it is refused on the spot it stays in the list, with the reason that holds now. */
  async #retry(refused: Refused): Promise<void> {
    const outcome = this.#store.value?.retry(refused);
    if (!outcome || outcome.ok) return;
    const { toast } = await import('../base/toast/toast.ts');
    toast({ text: refusalWords(outcome.rejection), tone: 'danger', from: this });
  }

  #renderRefused(refused: Refused) {
    const store = this.#store.value;
    const [subject = msg('A change')] = [...refused.touched.map(({ type, id }) => store?.get(type, id)), refused.args]
      .map(titleOf)
      .filter(Boolean);
    return html`<li>
      <strong><bdi>${subject}</bdi></strong>
      <span class="danger">${refusalWords(refused)}</span>
      <span class="acts">
        <crm-button size="small" @click=${() => void this.#retry(refused)}>${msg('Try again')}</crm-button>
        <crm-button size="small" variant="ghost" @click=${() => store?.dismiss(refused)}>${msg('Let go')}</crm-button>
      </span>
    </li>`;
  }
}

/** What people call a record, or what they wanted to make one of. */
function titleOf(record: unknown): string | undefined {
  const { name, content } = (record ?? {}) as { name?: unknown; content?: unknown };
  return [name, content].find((text): text is string => typeof text === 'string' && text !== '');
}

function describe(status: Status, savedAt: string) {
  const waiting = status.waiting;
  if (status.refused > 0)
    return {
      words: plural(status.refused, {
        one: msg(str`${status.refused} change refused`),
        other: msg(str`${status.refused} changes refused`),
      }),
      tone: 'danger',
      sign: 'circle-alert' as const,
    };
  if (status.connection === 'offline')
    return {
      words:
        waiting > 0
          ? plural(waiting, { one: msg(str`Offline · ${waiting} change waits`), other: msg(str`Offline · ${waiting} changes wait`) })
          : msg('Offline'),
      tone: 'warning',
      sign: 'cloud-off' as const,
    };
  if (status.connection === 'signed-out') return { words: msg('Signed out'), tone: 'warning', sign: 'cloud-off' as const };
  if (status.storage === 'memory') return { words: msg('Saved, but not in this browser'), tone: '', sign: 'cloud-check' as const };
  if (status.storage === 'full') return { words: msg('This browser’s storage is full'), tone: 'warning', sign: 'circle-alert' as const };
  if (waiting > 0 || status.connection === 'syncing' || status.connection === 'starting')
    return { words: msg('Saving…'), tone: '', sign: 'cloud-check' as const };
  return { words: savedAt ? msg(str`Saved · ${savedAt}`) : msg('Saved'), tone: '', sign: 'cloud-check' as const };
}

define('crm-sync-status', SyncStatus);

declare global {
  interface HTMLElementTagNameMap {
    'crm-sync-status': SyncStatus;
  }
}
