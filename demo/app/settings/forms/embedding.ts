import { html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { AskedField } from '../../../../shared/form-fields.ts';
import '../../../../components/base/button/button.ts';
import { CrmElement } from '../../../../components/base/element/crm-element.ts';
import { CrmEvent } from '../../../../components/base/element/crm-event.ts';
import { define } from '../../../../components/base/element/define.ts';
import { language, msg, str } from '../../../../components/base/localisation/index.ts';
import '../../../../components/base/notice/notice.ts';
import '../../../../components/base/segmented/segmented.ts';
import { toast } from '../../../../components/base/toast/toast.ts';
import { page } from '../page.styles.ts';
import type { Draft } from './draft.ts';
import { styles } from './editor.styles.ts';
import { pageAddress, plainCode, scriptCode } from './embed-code.ts';
import { isPrivate, missingTwins } from './origins.ts';

type Way = 'script' | 'plain' | 'link';

/** Somebody wants these origins to be allowed too. */
export class OriginsWantedEvent extends CrmEvent {
  constructor(readonly origins: readonly string[]) {
    super('crm-origins-wanted');
  }
}

/**
 * How a form comes onto a page: what is to be copied, and on which pages it will work.
 *
 * @fires {OriginsWantedEvent} crm-origins-wanted - Origins that are missing are to be allowed.
 */
export class Embedding extends CrmElement {
  static override styles = [page, styles];

  @property({ attribute: false }) form: Draft | undefined;
  @property({ attribute: false }) asked: readonly AskedField[] = [];
  /** The server's address: that by which it has just been reached. */
  @property() server = location.origin;
  @state() private way: Way = 'script';

  async #copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      toast({ text: msg('Copied.'), from: this });
    } catch {
      // A page without https may not write to the clipboard: what is marked can be copied by hand.
      const code = this.renderRoot.querySelector('pre');
      if (code) getSelection()?.selectAllChildren(code);
      toast({ text: msg('This browser does not let the page copy. It is marked: copy it by hand.'), tone: 'danger', from: this });
    }
  }

  protected override render() {
    const { form, server, asked, way } = this;
    if (!form) return nothing;
    const { key, consent_text, submit_label, allowed_origins } = form;
    const code =
      way === 'script'
        ? scriptCode({ server, key })
        : way === 'link'
          ? pageAddress({ server, key })
          : plainCode({ server, key, asked, consent_text, submit_label, language: language() });
    const about: Record<Way, string> = {
      script: msg('For any page: it looks as in the preview, checks at once, and keeps what is sent without a connection.'),
      plain: msg('For pages without script, to be styled by your own site. It does not follow later changes of the fields.'),
      link: msg('A page of its own, to link to or to frame.'),
    };
    return html`<section class="code" aria-labelledby="embed">
      <h3 id="embed">${msg('Put it on a page')}</h3>
      <crm-segmented
        label=${msg('How it comes onto the page')}
        wide
        .value=${way}
        .items=${[
          { value: 'script', label: msg('Script') },
          { value: 'plain', label: msg('Plain HTML') },
          { value: 'link', label: msg('Link') },
        ]}
        @change=${(event: Event) => (this.way = (event.target as HTMLElement & { value: Way }).value)}
      ></crm-segmented>
      <p>${about[way]}</p>
      <pre tabindex="0" dir="ltr" aria-label=${msg('To be copied')}>${code}</pre>
      <div><crm-button icon="copy" @click=${() => void this.#copy(code)}>${msg('Copy')}</crm-button></div>
      ${this.#renderReach(server)} ${this.#renderOrigins(allowed_origins)}
    </section>`;
  }

  #renderReach(server: string) {
    if (isPrivate(server))
      return html`<crm-notice tone="warning"
        >${msg(str`${server} is an address of this computer or network: visitors do not reach it. Open Inlay by its public address, and copy there.`)}</crm-notice
      >`;
    if (server.startsWith('http:'))
      return html`<crm-notice tone="warning"
        >${msg('Pages with https load nothing from an address without it. Open Inlay by its https address, and copy there.')}</crm-notice
      >`;
    return nothing;
  }

  #renderOrigins(origins: readonly string[]) {
    if (origins.length === 0) return html`<p class="muted">${msg('Pages of every site may show it.')}</p>`;
    const missing = missingTwins(origins);
    return html`<p>
        ${msg(str`Only pages of ${origins.join(', ')} may show it. On any other it says that it is not for pages of that site.`)}
      </p>
      ${
        missing.length === 0
          ? nothing
          : html`<crm-notice tone="warning"
              >${msg(str`${missing.join(', ')} is missing: to browsers that is another site.`)}
              <crm-button slot="actions" size="small" @click=${() => this.dispatchEvent(new OriginsWantedEvent(missing))}
                >${msg('Allow it too')}</crm-button
              ></crm-notice
            >`
      }`;
  }
}

define('inlay-form-embedding', Embedding);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-form-embedding': Embedding;
  }
}
