import { css, html, nothing } from 'lit';
import '../../components/base/select/select.ts';
import { CrmElement } from '../../components/base/element/crm-element.ts';
import { define } from '../../components/base/element/define.ts';
import { msg } from '../../components/base/localisation/index.ts';
import './accounts.ts';
import { StandingController } from './background.ts';
import './diagnosis.ts';
import './frame.ts';
import { chosenLanguage, speak } from './language.ts';
import './privacy.ts';
import './server.ts';
import './sign-ins.ts';

/** The options page. */
export class ExtensionOptions extends CrmElement {
  static override styles = css`
    .language {
      max-inline-size: 260px;
    }
  `;

  readonly #here = new StandingController(this);

  readonly #speak = (event: Event): void => {
    void speak((event.target as HTMLElement & { value: string }).value);
  };

  protected override render() {
    const { standing } = this.#here;
    if (!standing) return nothing;
    document.title = msg('Inlay for Gmail: settings');
    const { server, signIns, version } = standing;
    const languages = [
      { value: '', label: msg('As the browser') },
      { value: 'en', label: 'English' },
      { value: 'fr', label: 'Français' },
    ];
    return html`<inlay-extension-frame heading=${msg('Inlay for Gmail')} version=${version}>
      <inlay-extension-server></inlay-extension-server>
      <inlay-extension-sign-ins ?hidden=${server === null && signIns.length === 0}></inlay-extension-sign-ins>
      <inlay-extension-accounts ?hidden=${signIns.length === 0}></inlay-extension-accounts>
      <inlay-extension-diagnosis></inlay-extension-diagnosis>
      <inlay-extension-privacy></inlay-extension-privacy>
      <div>
        <crm-select
          class="language"
          label=${msg('Language of these pages')}
          .options=${languages}
          .value=${chosenLanguage()}
          @change=${this.#speak}
        ></crm-select>
      </div>
    </inlay-extension-frame>`;
  }
}

define('inlay-extension-options', ExtensionOptions);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-extension-options': ExtensionOptions;
  }
}
