import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { newId } from '../../../../shared/ids.ts';
import type { MailRule, Visibility } from '../../../../shared/records/index.ts';
import { visibilities } from '../../../../shared/records/index.ts';
import '../../../../components/base/button/button.ts';
import '../../../../components/base/checkbox/checkbox.ts';
import '../../../../components/base/notice/notice.ts';
import '../../../../components/base/select/select.ts';
import { CrmElement } from '../../../../components/base/element/crm-element.ts';
import { define } from '../../../../components/base/element/define.ts';
import { msg, refusalWords } from '../../../../components/base/localisation/index.ts';
import { toast } from '../../../../components/base/toast/toast.ts';
import { showOpenTracking } from '../../../../components/emails/open-tracking.ts';
import { visibilityWords } from '../../../../components/emails/words.ts';
import { QueryController, StoreController } from '../../../../components/provider/controllers.ts';
import type { Outcome } from '../../../../components/store/index.ts';
import { page } from '../page.styles.ts';
import './patterns.ts';
import type { PatternEvent } from './patterns.ts';

type Control = HTMLElement & { checked: boolean; value: string };

/** How one's own e-mail comes into Inlay: tracked or not, for whom, whose always, whose never. */
export class OwnMail extends CrmElement {
  static override styles = page;

  readonly #store = new StoreController(this);
  readonly #users = new QueryController(this, this.#store, { type: 'user' });
  readonly #rules = new QueryController(this, this.#store, { type: 'mail_rule' });
  readonly #settings = new QueryController(this, this.#store, { type: 'workspace_settings' });

  #told(outcome: Outcome | undefined): boolean {
    if (outcome && !outcome.ok) toast({ text: refusalWords(outcome.rejection), tone: 'danger', from: this });
    this.requestUpdate();
    return outcome?.ok ?? false;
  }

  #save(change: { track_opens?: boolean; track_links?: boolean; email_visibility?: Visibility }): void {
    const store = this.#store.value;
    this.#told(store?.mutate.updateUser({ id: store.personId, ...change }));
  }

  #remove({ id }: MailRule): void {
    const store = this.#store.value;
    if (!store || !this.#told(store.mutate.deleteMailRule({ id }))) return;
    toast({
      text: msg('The rule is deleted.'),
      action: { label: msg('Undo'), run: () => void store.mutate.restoreRecord({ type: 'mail_rule', id }) },
      from: this,
    });
  }

  #renderRules(action: MailRule['action'], label: string) {
    const rules = this.#rules.rows.filter((rule) => rule.action === action && rule.owner_id === this.#store.value?.personId);
    return html`<inlay-patterns
      label=${label}
      .patterns=${rules.map(({ pattern }) => pattern)}
      @crm-pattern-added=${({ pattern }: PatternEvent) => this.#told(this.#store.value?.mutate.createMailRule({ id: newId(), action, pattern }))}
      @crm-pattern-removed=${({ pattern }: PatternEvent) => rules.filter((rule) => rule.pattern === pattern).forEach((rule) => this.#remove(rule))}
    ></inlay-patterns>`;
  }

  protected override render() {
    const me = this.#users.rows.find(({ id }) => id === this.#store.value?.personId);
    const [settings] = this.#settings.rows;
    if (!me || !settings) return nothing;
    const control = (event: Event) => event.currentTarget as Control;
    const { tracking, link_tracking } = settings;
    return html`<h2>${msg('Tracking')}</h2>
      <div class="fields">
        ${tracking ? nothing : html`<crm-notice>${msg('An administrator has switched tracking off for this workspace.')}</crm-notice>`}
        <crm-checkbox
          label=${msg('Track who opens new messages')}
          hint=${msg('The switch beside the send button changes it for one message.')}
          ?disabled=${!tracking}
          .checked=${live(me.track_opens)}
          @change=${(event: Event) => this.#save({ track_opens: control(event).checked })}
        ></crm-checkbox>
        <crm-checkbox
          label=${msg('Track the links in them')}
          hint=${link_tracking ? msg('Links lead through this server.') : msg('An administrator has not switched this on.')}
          ?disabled=${!tracking || !link_tracking}
          .checked=${live(me.track_links)}
          @change=${(event: Event) => this.#save({ track_links: control(event).checked })}
        ></crm-checkbox>
      </div>
      <div class="acts">
        <crm-button size="small" variant="ghost" flush icon="info" popup="dialog" @click=${() => showOpenTracking(this)}
          >${msg('About open tracking')}</crm-button
        >
      </div>
      <h2>${msg('Logged messages')}</h2>
      <div class="fields">
        <crm-select
          label=${msg('Who reads what you log')}
          hint=${msg('Of each message you can say something else.')}
          .value=${live(me.email_visibility)}
          .options=${visibilities.map((value) => ({ value, label: visibilityWords(value) }))}
          @change=${(event: Event) => this.#save({ email_visibility: control(event).value as Visibility })}
        ></crm-select>
      </div>
      <h2>${msg('Always logged')}</h2>
      <p>${msg('The Gmail extension logs messages with these people by itself when you open them.')}</p>
      ${this.#renderRules('log', msg('Always logged'))}
      <h2>${msg('Never logged')}</h2>
      <p>${msg('Messages with these people stay out of Inlay, whatever else is said. Colleagues are left out by themselves.')}</p>
      ${this.#renderRules('never', msg('Never logged'))}`;
  }
}

define('inlay-own-mail', OwnMail);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-own-mail': OwnMail;
  }
}
