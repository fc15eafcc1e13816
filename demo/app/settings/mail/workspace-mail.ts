import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import '../../../../components/base/button/button.ts';
import '../../../../components/base/checkbox/checkbox.ts';
import { CrmElement } from '../../../../components/base/element/crm-element.ts';
import { define } from '../../../../components/base/element/define.ts';
import { msg, refusalWords } from '../../../../components/base/localisation/index.ts';
import { toast } from '../../../../components/base/toast/toast.ts';
import { QueryController, StoreController } from '../../../../components/provider/controllers.ts';
import { page } from '../page.styles.ts';
import './patterns.ts';
import type { PatternEvent } from './patterns.ts';
import { showOpenTracking } from '../../../../components/emails/open-tracking.ts';

type Control = HTMLElement & { checked: boolean };

/** What holds for everyone's e-mail: whether openings may be tracked, whose never, and what nobody logs. */
export class WorkspaceMail extends CrmElement {
  static override styles = page;

  readonly #store = new StoreController(this);
  readonly #settings = new QueryController(this, this.#store, { type: 'workspace_settings' });

  #save(change: { tracking?: boolean; link_tracking?: boolean; tracking_excluded?: string[]; never_log?: string[] }): void {
    const [row] = this.#settings.rows;
    if (!row) return;
    const outcome = this.#store.value?.mutate.updateWorkspaceSettings({ id: row.id, ...change });
    if (outcome && !outcome.ok) toast({ text: refusalWords(outcome.rejection), tone: 'danger', from: this });
    this.requestUpdate();
  }

  #patterns(field: 'tracking_excluded' | 'never_log', patterns: readonly string[], label: string) {
    return html`<inlay-patterns
      label=${label}
      .patterns=${patterns}
      @crm-pattern-added=${({ pattern }: PatternEvent) => this.#save({ [field]: [...patterns, pattern] })}
      @crm-pattern-removed=${({ pattern }: PatternEvent) => this.#save({ [field]: patterns.filter((one) => one !== pattern) })}
    ></inlay-patterns>`;
  }

  protected override render() {
    const [row] = this.#settings.rows;
    if (!row) return nothing;
    const checked = (event: Event) => (event.currentTarget as Control).checked;
    return html`<h2>${msg('Tracking')}</h2>
      <div class="fields">
        <crm-checkbox
          label=${msg('People may track whether their messages are opened')}
          hint=${msg('Each decides for each message. Switched off, nobody can, and nothing more is counted.')}
          .checked=${live(row.tracking)}
          @change=${(event: Event) => this.#save({ tracking: checked(event) })}
        ></crm-checkbox>
        <crm-checkbox
          label=${msg('They may track links, too')}
          hint=${msg('Links in tracked messages lead through this server, which counts who follows them.')}
          ?disabled=${!row.tracking}
          .checked=${live(row.link_tracking)}
          @change=${(event: Event) => this.#save({ link_tracking: checked(event) })}
        ></crm-checkbox>
      </div>
      <div class="acts">
        <crm-button size="small" variant="ghost" flush icon="info" popup="dialog" @click=${() => showOpenTracking(this)}
          >${msg('About open tracking')}</crm-button
        >
      </div>
      <h2>${msg('Never tracked')}</h2>
      <p>${msg('Messages to these addresses and domains are not tracked, whoever writes them.')}</p>
      ${this.#patterns('tracking_excluded', row.tracking_excluded, msg('Never tracked'))}
      <h2>${msg('Never logged')}</h2>
      <p>${msg('Nobody brings e-mail with these addresses and domains into Inlay. E-mail among colleagues stays out by itself.')}</p>
      ${this.#patterns('never_log', row.never_log, msg('Never logged'))}`;
  }
}

define('inlay-workspace-mail', WorkspaceMail);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-workspace-mail': WorkspaceMail;
  }
}
