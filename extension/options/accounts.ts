import { html, nothing } from 'lit';
import '../../components/base/button/button.ts';
import '../../components/base/select/select.ts';
import { CrmElement } from '../../components/base/element/crm-element.ts';
import { define } from '../../components/base/element/define.ts';
import { msg, str } from '../../components/base/localisation/index.ts';
import type { PageAccount, SignedIn } from '../messages.ts';
import { StandingController } from './background.ts';
import { section } from './page.styles.ts';
import { unnoted } from './unnoted.ts';

/** In which Gmail accounts the extension works, and for whom. */
export class ExtensionAccounts extends CrmElement {
  static override styles = section;

  readonly #here = new StandingController(this);

  readonly #choose = (address: string, event: Event): void => {
    const { value } = event.target as HTMLElement & { value: string };
    const choice: PageAccount['choice'] = value === 'off' || value === 'ask' ? value : { signIn: value };
    void this.#here.background.ask({ type: 'choose', address, choice });
  };

  protected override render() {
    const { standing } = this.#here;
    if (!standing || standing.signIns.length === 0) return nothing;
    const { accounts, signIns, waitingSends, letGo } = standing;
    return html`<h2>${msg('Gmail accounts')}</h2>
      <p>
        ${accounts.length === 0 ? msg('Open Gmail: each account that you use there is listed here, and you are asked once whether the extension shall work in it.') : msg('In an account that is off, nothing is shown and nothing is tracked.')}
      </p>
      ${accounts.map((account) => this.#renderAccount(account, signIns))}
      ${waitingSends === 0 ? nothing : html`<p>${waitingSends === 1 ? msg('One message that was sent waits to be noted: open Gmail.') : msg(str`${waitingSends} messages that were sent wait to be noted: open Gmail.`)}</p>`}
      ${letGo.count === 0 ? nothing : unnoted(letGo, () => void this.#here.background.ask({ type: 'forget-let-go' }))}`;
  }

  #renderAccount({ address, choice, open }: PageAccount, signIns: readonly SignedIn[]) {
    const several = new Set(signIns.map(({ person }) => person.id)).size > 1;
    const options = [
      ...(choice === 'ask' ? [{ value: 'ask', label: msg('Ask me in Gmail') }] : []),
      { value: 'off', label: msg('Off') },
      ...signIns.map(({ id, workspace, person }) => ({
        value: id,
        label: several ? `${workspace.name} · ${person.name}` : workspace.name,
      })),
    ];
    return html`<div class="item">
      <span class="grow"><bdi class="strong">${address}</bdi>${open ? html` <span class="muted">${msg('open now')}</span>` : nothing}</span>
      <crm-select
        label=${msg(str`Workspace for ${address}`)}
        hide-label
        .options=${options}
        .value=${typeof choice === 'string' ? choice : choice.signIn}
        @change=${(event: Event) => this.#choose(address, event)}
      ></crm-select>
    </div>`;
  }
}

define('inlay-extension-accounts', ExtensionAccounts);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-extension-accounts': ExtensionAccounts;
  }
}
