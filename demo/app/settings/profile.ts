import { consume } from '@lit/context';
import { html, nothing } from 'lit';
import { query, state } from 'lit/decorators.js';
import '../../../components/base/button/button.ts';
import '../../../components/base/input/input.ts';
import '../../../components/base/notice/notice.ts';
import '../../../components/base/select/select.ts';
import { CrmElement } from '../../../components/base/element/crm-element.ts';
import { define } from '../../../components/base/element/define.ts';
import { msg, refusalWords, str } from '../../../components/base/localisation/index.ts';
import { toast } from '../../../components/base/toast/toast.ts';
import { sessionContext } from '../../../components/provider/contexts.ts';
import { QueryController, StoreController } from '../../../components/provider/controllers.ts';
import type { Session } from '../../../components/provider/session.ts';
import { refusedBy } from '../refused.ts';
import { page } from './page.styles.ts';
import { zoneOptions } from './zones.ts';

type Control = HTMLElement & { value: string; reportValidity(): boolean };

/** What is one's own: name, time zone, password. */
export class Profile extends CrmElement {
  static override styles = page;

  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  @state() private problem = '';
  @query('form') private form!: HTMLFormElement;

  readonly #store = new StoreController(this);
  readonly #users = new QueryController(this, this.#store, { type: 'user' });

  #save(change: { name?: string; timezone?: string }): void {
    const store = this.#store.value;
    if (!store) return;
    const outcome = store.mutate.updateUser({ id: store.personId, ...change });
    if (!outcome.ok) toast({ text: refusalWords(outcome.rejection), tone: 'danger', from: this });
  }

  readonly #changePassword = async (event: Event): Promise<void> => {
    event.preventDefault();
    const fields = [...this.form.querySelectorAll<Control>('crm-input')];
    if (fields.some((field) => !field.reportValidity())) return;
    const [current, next] = fields.map(({ value }) => value);
    this.problem = '';
    try {
      await this.session?.request('POST', '/auth/password/change', { current_password: current, new_password: next });
      for (const field of fields) field.value = '';
      toast({ text: msg('The password is changed. Other sessions have ended.'), from: this });
    } catch (error) {
      this.problem = refusedBy(error);
    }
  };

  readonly #leave = async (): Promise<void> => {
    const { showLeaving } = await import('./leaving.ts');
    const store = this.#store.value;
    const { session } = this;
    if (!store?.person || !session) return;
    const { workspace } = await session.token();
    const words = {
      heading: msg(str`Leave ${workspace.name}`),
      text: msg('You can come in again only if somebody invites you.'),
      act: msg('Leave the workspace'),
    };
    showLeaving(this, store, store.person, words, async (heir) => {
      await session.request('POST', `/auth/workspaces/${workspace.id}/leave${heir ? `?hand_over_to=${heir}` : ''}`, {});
      await store.wipe();
      location.assign('/');
    });
  };

  protected override render() {
    const me = this.#users.rows.find(({ id }) => id === this.#store.value?.personId);
    if (!me) return nothing;
    const value = (event: Event) => (event.target as Control).value.trim();
    return html`<h2>${msg('Profile')}</h2>
      <div class="fields">
        <crm-input
          label=${msg('Your name')}
          required
          .value=${me.name}
          @change=${(event: Event) => value(event) && this.#save({ name: value(event) })}
        ></crm-input>
        <crm-input label=${msg('E-mail')} hint=${msg('You sign in with it: it stays as it is.')} readonly .value=${me.email}></crm-input>
        <crm-select
          label=${msg('Time zone')}
          hint=${msg('Dates and times are shown in it, wherever you are.')}
          .value=${me.timezone}
          .options=${zoneOptions(me.timezone)}
          @change=${(event: Event) => this.#save({ timezone: value(event) })}
        ></crm-select>
      </div>
      <h2>${msg('Password')}</h2>
      <form class="fields" @submit=${this.#changePassword}>
        ${this.problem ? html`<crm-notice tone="danger" alert>${this.problem}</crm-notice>` : nothing}
        <crm-input type="password" label=${msg('Present password')} autocomplete="current-password" required></crm-input>
        <crm-input
          type="password"
          label=${msg('New password')}
          hint=${msg('At least 10 characters')}
          autocomplete="new-password"
          minlength="10"
          required
        ></crm-input>
        <div><crm-button type="submit">${msg('Change the password')}</crm-button></div>
      </form>
      <h2>${msg('Leave')}</h2>
      <p>${msg('Your records stay in the workspace, or go to somebody whom you choose.')}</p>
      <crm-button variant="danger" popup="dialog" @click=${this.#leave}>${msg('Leave the workspace')}</crm-button>`;
  }
}

define('inlay-profile', Profile);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-profile': Profile;
  }
}
