import { html, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';
import '../../../components/base/button/button.ts';
import '../../../components/base/menu/menu.ts';
import '../../../components/base/menu/menu-item.ts';
import type { CrmSelectEvent } from '../../../components/base/menu/menu.ts';
import { msg } from '../../../components/base/localisation/index.ts';

const logo = svg`<svg class="logo" viewBox="0 0 18 18" aria-hidden="true"><rect x=".75" y=".75" width="16.5" height="16.5" rx="4"/><path d="M9 4 14 9 9 14 4 9Z"/></svg>`;

const kinds = ['lead', 'person', 'organization', 'deal', 'task', 'appointment', 'note'] as const;
export type Kind = (typeof kinds)[number];
const isKind = (kind: string): kind is Kind => kinds.some((one) => one === kind);

interface Doing {
  /** Whether there are records to search and to add to. */
  signedIn: boolean;
  search: () => void;
  add: (kind: Kind) => void;
  /** One of the further acts, by its name. */
  act: (act: string) => void;
}

/** The top of the sidebar: search, add, and everything further. */
export function bar({ signedIn, search, add: addAs, act }: Doing): TemplateResult {
  const add = msg('Add');
  const more = msg('More');
  return html`<header class="bar">
    ${logo}<span class="head grow">Inlay</span>
    ${
      signedIn
        ? html`<crm-button
              size="small"
              variant="ghost"
              icon="search"
              label=${msg('Search')}
              title=${msg('Search')}
              @click=${search}
            ></crm-button>
            <crm-menu placement="bottom-end" label=${add} @crm-select=${({ value }: CrmSelectEvent) => isKind(value) && addAs(value)}>
              <crm-button slot="trigger" size="small" variant="ghost" icon="plus" popup="menu" label=${add} title=${add}></crm-button>
              <crm-menu-item value="lead" icon="user-plus">${msg('Lead')}</crm-menu-item>
              <crm-menu-item value="person" icon="contact">${msg('Person')}</crm-menu-item>
              <crm-menu-item value="deal" icon="columns-3">${msg('Deal')}</crm-menu-item>
              <crm-menu-item value="task" icon="list-checks">${msg('Task')}</crm-menu-item>
              <crm-menu-item value="appointment" icon="calendar-plus">${msg('Appointment')}</crm-menu-item>
              <crm-menu-item value="note" icon="notebook-pen">${msg('Note')}</crm-menu-item>
            </crm-menu>`
        : nothing
    }
    <crm-menu placement="bottom-end" label=${more} @crm-select=${({ value }: CrmSelectEvent) => act(value)}>
      <crm-button slot="trigger" size="small" variant="ghost" icon="ellipsis" popup="menu" label=${more} title=${more}></crm-button>
      ${
        signedIn
          ? html`<crm-menu-item value="template" icon="file-text">${msg('Insert a template…')}</crm-menu-item>
              <crm-menu-item value="never" icon="eye-off">${msg('Never-log list…')}</crm-menu-item>
              <hr />
              <crm-menu-item value="app" icon="external-link">${msg('Open Inlay')}</crm-menu-item>`
          : nothing
      }
      <crm-menu-item value="options" icon="settings">${msg('Options')}</crm-menu-item>
      <crm-menu-item value="collapse" icon="chevron-right">${msg('Collapse')}</crm-menu-item>
    </crm-menu>
  </header>`;
}
