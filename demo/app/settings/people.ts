import { css, html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Profile, User } from '../../../shared/records/index.ts';
import { isAdministrator } from '../../../shared/records/index.ts';
import '../../../components/base/avatar/avatar.ts';
import '../../../components/base/button/button.ts';
import type { CrmButton } from '../../../components/base/button/button.ts';
import '../../../components/base/checkbox/checkbox.ts';
import '../../../components/base/input/input.ts';
import '../../../components/base/select/select.ts';
import { deepActiveElement } from '../../../components/base/dialog/focus.ts';
import { CrmElement } from '../../../components/base/element/crm-element.ts';
import { define } from '../../../components/base/element/define.ts';
import { formatDate } from '../../../components/base/format/dates.ts';
import { msg, refusalWords, str } from '../../../components/base/localisation/index.ts';
import { toast } from '../../../components/base/toast/toast.ts';
import { QueryController, StoreController } from '../../../components/provider/controllers.ts';
import type { Outcome } from '../../../components/store/index.ts';
import { printedLetter } from '../printed-letter.ts';
import { refusedBy } from '../refused.ts';
import { page } from './page.styles.ts';

type Control = HTMLElement & { value: string; checked: boolean };

interface Invitation {
  id: string;
  email: string;
  expires_at: string;
}

/** The people of the workspace: who sees what, who reports to whom, who may set up; and invitations. */
export class People extends CrmElement {
  static override styles = [
    page,
    css`
      .person {
        display: grid;
        grid-template-columns: 24px minmax(0, 1fr) 232px 160px 120px 28px;
        align-items: center;
        column-gap: 10px;
        min-block-size: 48px;
        padding-block: 4px;
        border-block-end: var(--crm-hairline) solid var(--crm-border);
      }
      .person.head {
        min-block-size: 32px;
      }
      .who {
        display: grid;
        min-inline-size: 0;
      }
      .who .muted {
        font-size: var(--crm-text-12);
      }
      .invite crm-input {
        inline-size: 260px;
      }
      .invite crm-select {
        inline-size: 200px;
      }
      @media (max-width: 900px) {
        .person.head {
          display: none;
        }
        .person {
          grid-template-columns: 24px minmax(0, 1fr) 44px;
          row-gap: 6px;
          padding-block: 10px;
        }
        .person > :is(crm-select, crm-checkbox) {
          grid-column: 2;
        }
        .person > :last-child {
          grid-column: 3;
          grid-row: 1;
        }
        .invite crm-input,
        .invite crm-select {
          inline-size: 100%;
        }
      }
    `,
  ];

  @state() private invitations: readonly Invitation[] = [];

  readonly #store = new StoreController(this);
  /** Who has just been shut out, by id. */
  #shutOut = '';
  readonly #users = new QueryController(this, this.#store, { type: 'user', order: (a, b) => a.name.localeCompare(b.name) });

  constructor() {
    super();
    this.#store.onChange((store) => store && void this.#load());
  }

  protected override firstUpdated(): void {
    this.renderRoot.addEventListener('crm-closed', () => this.#followShutOut());
  }

  protected override updated(): void {
    this.#followShutOut();
  }

  async #load(): Promise<void> {
    const answer = await this.#request('GET', '/auth/invitations');
    if (answer) this.invitations = ((await answer.json()) as { invitations: Invitation[] }).invitations;
  }

  async #request(method: string, path: string, body?: object): Promise<Response | undefined> {
    try {
      return await this.#store.value?.transport.request(method, path, body);
    } catch (error) {
      toast({ text: refusedBy(error), tone: 'danger', from: this });
      return undefined;
    }
  }

  #tell(outcome: Outcome | undefined): void {
    if (outcome && !outcome.ok) toast({ text: refusalWords(outcome.rejection), tone: 'danger', from: this });
    this.requestUpdate();
  }

  readonly #invite = async (event: Event): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget as HTMLElement;
    const email = form.querySelector<Control>('[name="email"]');
    const profile = form.querySelector<Control>('[name="profile"]');
    if (!email?.value) return;
    if (!(await this.#request('POST', '/auth/invitations', { email: email.value.trim(), profile: profile?.value ?? 'user' }))) return;
    await this.#tellInvited(msg(str`${email.value} is invited.`));
    email.value = '';
    await this.#load();
  };

  /** Their line has moved to those who are no longer here, and the focus with it. */
  #followShutOut(): void {
    if (this.#shutOut === '' || deepActiveElement() !== document.body) return;
    const again = this.renderRoot.querySelector<CrmButton>(`[data-id="${this.#shutOut}"]`);
    if (!again) return;
    this.#shutOut = '';
    void again.updateComplete.then(() => again.focus());
  }

  async #leave(user: User): Promise<void> {
    const { showLeaving } = await import('./leaving.ts');
    const store = this.#store.value;
    if (!store) return;
    const words = {
      heading: msg(str`Shut out ${user.name}`),
      text: msg(str`${user.name} is signed out everywhere and can no longer come in. You can let them in again later.`),
      act: msg('Shut out'),
    };
    showLeaving(this, store, user, words, async (heir) => {
      await store.transport.request('DELETE', `/auth/people/${user.id}${heir ? `?hand_over_to=${heir}` : ''}`);
      toast({ text: msg(str`${user.name} can no longer come in.`), from: this });
      this.#shutOut = user.id;
    });
  }

  async #sendAgain({ id, email }: Invitation): Promise<void> {
    if (await this.#request('POST', `/auth/invitations/${id}/resend`, {})) await this.#tellInvited(msg(str`${email} is invited again.`));
  }

  async #tellInvited(words: string): Promise<void> {
    const answer = await this.#request('GET', '/auth/setup');
    const { letters } = answer ? ((await answer.json()) as { letters?: string }) : {};
    toast({ text: letters === 'printed' ? `${words} ${printedLetter()}` : words, from: this });
  }

  protected override render() {
    const store = this.#store.value;
    if (!store) return nothing;
    const profiles: { value: Profile; label: string }[] = [
      { value: 'user', label: msg('Own records') },
      { value: 'manager', label: msg('Own and reports’ records') },
      { value: 'company', label: msg('Everyone’s records') },
    ];
    const active = this.#users.rows.filter((user) => user.status === 'active');
    const value = (event: Event) => (event.target as Control).value;
    const gone = this.#users.rows.filter((user) => user.status !== 'active');
    return html`<h2>${msg('People')}</h2>
      <div class="person head" aria-hidden="true">
        <span></span><span>${msg('Name')}</span><span>${msg('Sees')}</span><span>${msg('Reports to')}</span><span></span><span></span>
      </div>
      ${repeat(
        active,
        ({ id }) => id,
        (user) =>
          html`<div class="person">
            <crm-avatar name=${user.name} ?mine=${user.id === store.personId}></crm-avatar>
            <span class="who"><bdi class="strong cut">${user.name}</bdi><bdi class="muted cut">${user.email}</bdi></span>
            <crm-select
              label=${msg(str`What ${user.name} sees`)}
              hide-label
              .value=${live(user.profile)}
              .options=${profiles}
              @change=${(event: Event) => this.#tell(store.mutate.updateUser({ id: user.id, profile: value(event) as Profile }))}
            ></crm-select>
            <crm-select
              label=${msg(str`To whom ${user.name} reports`)}
              hide-label
              placeholder=${msg('Nobody')}
              .value=${live(user.reports_to ?? '')}
              .options=${active.filter(({ id }) => id !== user.id).map(({ id, name }) => ({ value: id, label: name }))}
              @change=${(event: Event) => this.#tell(store.mutate.updateUser({ id: user.id, reports_to: value(event) || null }))}
            ></crm-select>
            <crm-checkbox
              .checked=${live(isAdministrator(user))}
              label=${msg('Administrator')}
              @change=${(event: Event) => this.#tell(store.mutate.updateUser({ id: user.id, role: (event.target as Control).checked ? 'admin' : 'user' }))}
            ></crm-checkbox>
            ${user.id === store.personId ? html`<span></span>` : html`<crm-button size="small" variant="ghost-danger" icon="x" label=${msg(str`Shut out ${user.name}`)} @click=${() => void this.#leave(user)}></crm-button>`}
          </div>`,
      )}
      <h2>${msg('Invite somebody')}</h2>
      <form class="acts invite" @submit=${this.#invite}>
        <crm-input name="email" type="email" label=${msg('E-mail')} required></crm-input>
        <crm-select name="profile" label=${msg('Sees')} .value=${'user'} .options=${profiles}></crm-select>
        <crm-button type="submit" variant="primary">${msg('Invite')}</crm-button>
      </form>
      ${this.invitations.map(
        (invitation) =>
          html`<div class="item">
            <bdi class="grow">${invitation.email}</bdi>
            <span class="muted">${msg(str`Until ${formatDate(invitation.expires_at)}`)}</span>
            <crm-button size="small" @click=${() => void this.#sendAgain(invitation)}>${msg('Send again')}</crm-button>
            <crm-button
              size="small"
              variant="ghost"
              @click=${() => void this.#request('DELETE', `/auth/invitations/${invitation.id}`).then(() => this.#load())}
              >${msg('Withdraw')}</crm-button
            >
          </div>`,
      )}
      ${gone.length === 0 ? nothing : html`<h2>${msg('No longer here')}</h2>`}
      ${repeat(
        gone,
        ({ id }) => id,
        (user) =>
          html`<div class="item">
            <crm-avatar name=${user.name}></crm-avatar>
            <span class="who grow"><bdi class="strong cut">${user.name}</bdi><bdi class="muted cut">${user.email}</bdi></span>
            <crm-button
              size="small"
              data-id=${user.id}
              label=${msg(str`Let in again: ${user.name}`)}
              @click=${() => this.#tell(store.mutate.updateUser({ id: user.id, status: 'active' }))}
              >${msg('Let in again')}</crm-button
            >
          </div>`,
      )}`;
  }
}

define('inlay-people', People);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-people': People;
  }
}
