import browser from 'webextension-polyfill';
import { html, nothing } from 'lit';
import { query, state } from 'lit/decorators.js';
import '../../components/base/button/button.ts';
import '../../components/base/input/input.ts';
import '../../components/base/notice/notice.ts';
import { CrmElement } from '../../components/base/element/crm-element.ts';
import { define } from '../../components/base/element/define.ts';
import { msg } from '../../components/base/localisation/index.ts';
import { permissionFor, serverAddress } from '../server-address.ts';
import { StandingController } from './background.ts';
import { section } from './page.styles.ts';
import { wordsFor, wordsForAddress, wordsForError } from './words.ts';

/** Which server the extension works with. */
export class ExtensionServer extends CrmElement {
  static override styles = section;

  @state() private changing = false;
  @state() private busy = false;
  @state() private error = '';
  @query('crm-input') private input!: HTMLElement & { value: string };

  readonly #here = new StandingController(this);

  // Browsers ask the person only right after a click: nothing is awaited before that.
  readonly #connect = (event: Event): void => {
    event.preventDefault();
    if (this.busy) return;
    const read = serverAddress(this.input.value);
    if ('problem' in read) {
      this.error = wordsForAddress(read.problem);
      this.input.focus();
      return;
    }
    this.busy = true;
    this.error = '';
    void this.#ask(read.server, browser.permissions.request({ origins: [permissionFor(read.server)] }));
  };

  async #ask(server: string, permission: Promise<boolean>): Promise<void> {
    try {
      if (!(await permission)) this.error = wordsFor('no-permission', server);
      else {
        await this.#here.background.ask({ type: 'set-server', server });
        this.changing = false;
      }
    } catch (error) {
      this.error = wordsForError(error, server) ?? '';
    } finally {
      this.busy = false;
    }
  }

  readonly #change = async (): Promise<void> => {
    this.changing = true;
    await this.updateComplete;
    this.input.focus();
  };

  protected override render() {
    const { standing } = this.#here;
    if (!standing) return nothing;
    const { server, problem } = standing;
    const again = problem === 'no-permission';
    const shown = server !== null && !this.changing && !again;
    return html`<h2>${msg('Server')}</h2>
      ${
        shown
          ? html`<div class="item">
              <bdi class="grow strong">${server}</bdi>
              <crm-button size="small" label=${msg('Change the server')} @click=${this.#change}>${msg('Change')}</crm-button>
            </div>`
          : this.#renderForm(server ?? '')
      }
      ${problem && server !== null && !this.error ? html`<crm-notice tone="warning">${wordsFor(problem, server)}</crm-notice>` : nothing}`;
  }

  #renderForm(server: string) {
    return html`<p>
        ${msg('The address at which you use Inlay. Your browser asks whether the extension may reach it, and it reaches no other.')}
      </p>
      <form @submit=${this.#connect} novalidate>
        <div class="line">
          <crm-input
            name="server"
            inputmode="url"
            autocomplete="url"
            label=${msg('Address of the server')}
            placeholder="crm.example.com"
            required
            .value=${server}
            .error=${this.error}
            @input=${() => (this.error = '')}
          ></crm-input>
          <crm-button type="submit" variant="primary" ?disabled=${this.busy}>${msg('Connect')}</crm-button>
          ${server ? html`<crm-button variant="ghost" @click=${() => (this.changing = false)}>${msg('Cancel')}</crm-button>` : nothing}
        </div>
      </form>`;
  }
}

define('inlay-extension-server', ExtensionServer);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-extension-server': ExtensionServer;
  }
}
