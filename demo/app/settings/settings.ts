import { css, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { isAdministrator } from '../../../shared/records/index.ts';
import { CrmElement } from '../../../components/base/element/crm-element.ts';
import { define } from '../../../components/base/element/define.ts';
import '../../../components/base/button/button.ts';
import '../../../components/base/empty/empty.ts';
import { formatLocale, msg, str } from '../../../components/base/localisation/index.ts';
import { QueryController, StoreController } from '../../../components/provider/controllers.ts';
import { notHere } from '../not-here.ts';
import { sections } from './sections.ts';

/** Set-up of the workspace, for administrators; imports, one's own profile and sessions for everyone. */
export class Settings extends CrmElement {
  static override styles = css`
    :host {
      display: grid;
      grid-template-columns: 216px minmax(0, 1fr);
      min-block-size: 0;
      overflow: hidden;
    }
    nav {
      padding: 10px 8px;
      border-inline-end: var(--crm-hairline) solid var(--crm-border);
      display: grid;
      align-content: start;
      gap: 1px;
      overflow: auto;
    }
    h2 {
      padding: 10px 8px 4px;
      font-size: var(--crm-text-12);
      color: var(--crm-text-muted);
    }
    h2:first-child {
      padding-block-start: 0;
    }
    a {
      display: flex;
      align-items: center;
      padding-inline: 8px;
      border-radius: var(--crm-radius);
      color: var(--crm-text-secondary);
      font-weight: var(--crm-weight-medium);
      text-decoration: none;
      min-block-size: 28px;
    }
    a:hover {
      background: var(--crm-surface-hover);
    }
    a[aria-current] {
      background: var(--crm-surface-active);
      color: var(--crm-text);
    }
    .page {
      overflow: auto;
      padding: var(--crm-space-5) var(--crm-space-6) var(--crm-space-12);
      min-block-size: 0;
    }
    .page > * {
      max-inline-size: 940px;
    }
    .page.whole {
      padding: 0;
      overflow: hidden;
    }
    .page.whole > * {
      max-inline-size: none;
    }
    @media (max-width: 1000px) {
      :host {
        grid-template-columns: 176px minmax(0, 1fr);
      }
    }
    @media (max-width: 640px) {
      :host {
        grid-template-columns: minmax(0, 1fr);
        grid-template-rows: auto minmax(0, 1fr);
      }
      nav {
        display: flex;
        gap: 4px;
        padding-block: 4px;
        border-inline-end: 0;
        border-block-end: var(--crm-hairline) solid var(--crm-border);
        scrollbar-width: none;
      }
      h2 {
        display: none;
      }
      a {
        white-space: nowrap;
        flex: none;
        min-block-size: 44px;
        padding-inline: 10px;
      }
      .page {
        padding: var(--crm-space-4) var(--crm-space-4) var(--crm-space-12);
      }
      .page.whole {
        padding: 0;
      }
    }
  `;

  @property() section = '';
  /** The page that could not be fetched, by name. */
  @state() private missing = '';
  readonly #store = new StoreController(this);
  readonly #users = new QueryController(this, this.#store, { type: 'user' });

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('online', this.#again);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('online', this.#again);
  }

  readonly #again = (): void => this.requestUpdate();

  #fetch({ name, load }: (typeof sections)[number]): void {
    load().then(
      () => {
        if (this.missing === name) this.missing = '';
      },
      () => (this.missing = name),
    );
  }

  protected override updated(): void {
    this.renderRoot.querySelector('a[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }

  protected override render() {
    const me = this.#users.rows.find(({ id }) => id === this.#store.value?.personId);
    const own = sections.filter((section) => (me && isAdministrator(me)) || !section.administrator);
    const first = me && isAdministrator(me) ? 'pipelines' : 'profile';
    const section = own.find(({ name }) => name === (this.section || first));
    if (section) this.#fetch(section);
    const group = (name: string, heading: string) =>
      html`<h2>${heading}</h2>
        ${own.filter((one) => one.group === name).map((one) => html`<a href="#/settings/${one.name}" aria-current=${one.name === section?.name ? 'page' : nothing}>${one.label()}</a>`)}`;
    return html`<nav aria-label=${msg('Settings')}>${group('workspace', msg('Workspace'))} ${group('you', msg('You'))}</nav>
      <div class=${section?.name === 'import' ? 'page whole' : 'page'}>
        ${section ? (this.missing === section.name ? notHere() : section.render()) : me ? this.#renderNone() : nothing}
      </div>`;
  }

  /** Whoever follows a link that is not for them is told so, and by whom it can be done. */
  #renderNone() {
    const closed = sections.find(({ name }) => name === this.section);
    if (!closed) return html`<crm-empty framed heading=${msg('There is nothing at this address')}></crm-empty>`;
    const administrators = this.#users.rows.filter((user) => user.status === 'active' && isAdministrator(user)).map(({ name }) => name);
    const names = new Intl.ListFormat(formatLocale(), { type: 'disjunction' }).format(administrators);
    return html`<crm-empty framed heading=${closed.label()}>
      ${names === '' ? msg('Only an administrator sees and changes this.') : msg(str`Only an administrator sees and changes this. Ask ${names}.`)}
    </crm-empty>`;
  }
}

define('inlay-settings', Settings);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-settings': Settings;
  }
}
