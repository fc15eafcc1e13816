import { css, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import '../../../components/base/notice/notice.ts';
import { CrmElement } from '../../../components/base/element/crm-element.ts';
import { define } from '../../../components/base/element/define.ts';
import { msg } from '../../../components/base/localisation/index.ts';
import { isAdministrator } from '../../../shared/records/index.ts';
import { QueryController, StoreController } from '../../../components/provider/controllers.ts';

const sections = [
  {
    name: 'pipelines',
    label: () => msg('Pipelines'),
    administrator: true,
    load: () => import('./pipelines.ts'),
    render: () => html`<inlay-pipelines></inlay-pipelines>`,
  },
  {
    name: 'people',
    label: () => msg('People'),
    administrator: true,
    load: () => import('./people.ts'),
    render: () => html`<inlay-people></inlay-people>`,
  },
  {
    name: 'workspace',
    label: () => msg('Workspace'),
    administrator: true,
    load: () => import('./workspace.ts'),
    render: () => html`<inlay-workspace></inlay-workspace>`,
  },
  {
    name: 'import',
    label: () => msg('Import'),
    administrator: false,
    load: () => import('./import.ts'),
    render: () => html`<inlay-import></inlay-import>`,
  },
  {
    name: 'sessions',
    label: () => msg('Sessions'),
    administrator: false,
    load: () => import('./sessions.ts'),
    render: () => html`<inlay-sessions></inlay-sessions>`,
  },
] as const;

/** Set-up of the workspace, for administrators; imports and sessions for everyone. */
export class Settings extends CrmElement {
  static override styles = css`
    :host {
      display: grid;
      grid-template-columns: 168px minmax(0, 1fr);
      min-block-size: 0;
      overflow: hidden;
    }
    nav {
      padding: 12px 8px;
      border-inline-end: var(--crm-hairline) solid var(--crm-border);
      display: grid;
      align-content: start;
      gap: 1px;
    }
    nav a {
      padding: 5px 8px;
      border-radius: var(--crm-radius);
      color: var(--crm-text-secondary);
      text-decoration: none;
      min-block-size: 28px;
    }
    nav a:hover {
      background: var(--crm-surface-hover);
    }
    nav a[aria-current] {
      background: var(--crm-surface-active);
      color: var(--crm-text);
      font-weight: var(--crm-weight-medium);
    }
    .page {
      overflow: auto;
      padding: var(--crm-space-5) var(--crm-space-6);
      min-block-size: 0;
    }
    .page > * {
      max-inline-size: 760px;
    }
    @media (max-width: 640px) {
      :host {
        grid-template-columns: minmax(0, 1fr);
        grid-template-rows: auto minmax(0, 1fr);
      }
      nav {
        display: flex;
        overflow-x: auto;
        border-inline-end: 0;
        border-block-end: var(--crm-hairline) solid var(--crm-border);
      }
      .page {
        padding: var(--crm-space-4);
      }
    }
  `;

  @property() section = '';
  readonly #store = new StoreController(this);
  readonly #users = new QueryController(this, this.#store, { type: 'user' });

  protected override render() {
    const me = this.#users.rows.find(({ id }) => id === this.#store.value?.personId);
    const own = sections.filter((section) => (me && isAdministrator(me)) || !section.administrator);
    const section = own.find(({ name }) => name === this.section) ?? own[0];
    void section?.load();
    return html`<nav aria-label=${msg('Settings')}>
        ${own.map(({ name, label }) => html`<a href="#/settings/${name}" aria-current=${name === section?.name ? 'page' : nothing}>${label()}</a>`)}
      </nav>
      <div class="page">${section?.render() ?? nothing}</div>`;
  }
}

define('inlay-settings', Settings);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-settings': Settings;
  }
}
