import { html, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';
import { consume } from '@lit/context';
import { property, query, state } from 'lit/decorators.js';
import '../../components/base/avatar/avatar.ts';
import '../../components/base/button/button.ts';
import '../../components/base/menu/menu.ts';
import '../../components/base/menu/menu-item.ts';
import { CrmElement } from '../../components/base/element/crm-element.ts';
import { define } from '../../components/base/element/define.ts';
import { dueLabel } from '../../components/base/format/dates.ts';
import { icon } from '../../components/base/icons/icons.ts';
import type { IconName } from '../../components/base/icons/icons.ts';
import { language, msg, setLanguage, str } from '../../components/base/localisation/index.ts';
import { sessionContext } from '../../components/provider/contexts.ts';
import { QueryController, StoreController } from '../../components/provider/controllers.ts';
import type { Place, Session } from '../../components/provider/session.ts';
import '../../components/quick-add/quick-add.ts';
import type { CrmQuickAdd, Kind } from '../../components/quick-add/quick-add.ts';
import { ReminderController } from '../../components/reminders/controller.ts';
import '../../components/sync-status/sync-status.ts';
import { prefer } from './preferences.ts';
import type { Route } from './routes.ts';
import { currentRoute } from './routes.ts';
import { styles } from './shell.styles.ts';

interface Screen {
  name: string;
  label: () => string;
  icon: IconName;
  load: () => Promise<unknown>;
  render: (route: Route) => TemplateResult;
}

const screens: readonly Screen[] = [
  {
    name: 'leads',
    label: () => msg('Leads'),
    icon: 'user-plus',
    load: () => import('./record-list.ts'),
    render: () => html`<inlay-record-list type="lead"></inlay-record-list>`,
  },
  {
    name: 'contacts',
    label: () => msg('Contacts'),
    icon: 'contact',
    load: () => import('./record-list.ts'),
    render: () => html`<inlay-record-list type="contact"></inlay-record-list>`,
  },
  {
    name: 'deals',
    label: () => msg('Deals'),
    icon: 'columns-3',
    load: () => import('../../components/pipeline-board/pipeline-board.ts'),
    render: () => html`<crm-pipeline-board></crm-pipeline-board>`,
  },
  {
    name: 'tasks',
    label: () => msg('Tasks'),
    icon: 'list-checks',
    load: () => import('../../components/task-list/task-list.ts'),
    render: () => html`<crm-task-list></crm-task-list>`,
  },
  {
    name: 'calendar',
    label: () => msg('Calendar'),
    icon: 'calendar',
    load: () => import('../../components/calendar/calendar.ts'),
    render: () => html`<crm-calendar></crm-calendar>`,
  },
];

const settings: Screen = {
  name: 'settings',
  label: () => msg('Settings'),
  icon: 'settings',
  load: () => import('./settings/settings.ts'),
  render: (route) => html`<inlay-settings .section=${route.rest[0] ?? ''}></inlay-settings>`,
};

const logo = svg`<svg class="logo" viewBox="0 0 18 18" aria-hidden="true"><rect x=".75" y=".75" width="16.5" height="16.5" rx="4"/><path d="M9 4 14 9 9 14 4 9Z"/></svg>`;

/** Navigation on one side, a screen on the other; on a phone, the screen above a bar of tabs. */
export class Shell extends CrmElement {
  static override styles = styles;

  @property({ attribute: false }) route: Route = currentRoute();
  @property({ attribute: false }) signOut: (() => unknown) | undefined;
  @property({ attribute: false }) enter: ((workspace: string) => void) | undefined;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  @state() private places: readonly Place[] = [];

  @query('crm-quick-add') private add!: CrmQuickAdd | null;

  readonly #store = new StoreController(this);
  readonly #settings = new QueryController(this, this.#store, { type: 'workspace_settings' });
  readonly #leads = new QueryController(this, this.#store, { type: 'lead', where: (lead) => lead.converted_at === null });
  readonly #tasks = new QueryController(this, this.#store, { type: 'task', where: (task) => !task.completed && task.due_date !== null });

  constructor() {
    super();
    // Reminders come on every screen.
    new ReminderController(this, this.#store);
    this.#store.onChange((store) => store && void this.#loadPlaces());
  }

  /** Offline there is one workspace: the one that is open. */
  async #loadPlaces(): Promise<void> {
    this.places = (await this.session?.places().catch(() => [])) ?? [];
  }

  /** What is added where one is. */
  get #kind(): Kind {
    const kinds: Record<string, Kind> = { leads: 'lead', contacts: 'person', tasks: 'task', calendar: 'appointment' };
    return kinds[this.route.screen] ?? 'deal';
  }

  get #screen(): Screen | undefined {
    return [...screens, settings].find(({ name }) => name === this.route.screen);
  }

  #counts(): Partial<Record<string, TemplateResult>> {
    const store = this.#store.value;
    const zone = store?.person?.timezone;
    const late = this.#tasks.rows.filter(
      (task) => task.owner_id === store?.personId && dueLabel(task.due_date ?? '', zone ? { zone } : {}).overdue,
    ).length;
    return {
      ...(this.#leads.rows.length > 0 ? { leads: html`<span class="num">${this.#leads.rows.length}</span>` } : {}),
      ...(late > 0 ? { tasks: html`<span class="num danger">${msg(str`${late} late`)}</span>` } : {}),
    };
  }

  readonly #chosen = (event: Event & { value?: string }): void => {
    if (event.value === 'sign-out') void this.signOut?.();
    else if (event.value === 'language') {
      const next = language() === 'fr' ? 'en' : 'fr';
      prefer({ language: next });
      document.documentElement.lang = next;
      void setLanguage(next);
    } else if (event.value === 'theme') {
      const dark =
        getComputedStyle(document.documentElement).colorScheme === 'dark' ||
        (!document.documentElement.dataset['crmTheme'] && matchMedia('(prefers-color-scheme: dark)').matches);
      const theme = dark ? 'light' : 'dark';
      prefer({ theme });
      document.documentElement.dataset['crmTheme'] = theme;
    }
  };

  protected override render() {
    const screen = this.#screen;
    void screen?.load();
    return html`${this.#renderNav()}
      <main id="main">
        <header class="bar">
          <h1>${screen?.label() ?? msg('Not found')}</h1>
          <crm-sync-status class="phone"></crm-sync-status>
          <crm-button variant="primary" icon="plus" shortcut="C" @click=${() => this.add?.show()}>${msg('Add')}</crm-button>
        </header>
        ${screen ? screen.render(this.route) : html`<crm-empty heading=${msg('There is nothing at this address')}></crm-empty>`}
      </main>
      ${this.#renderTabs()}
      <crm-quick-add .kind=${this.#kind}></crm-quick-add>`;
  }

  #renderNav() {
    const store = this.#store.value;
    const person = store?.person;
    const counts = this.#counts();
    return html`<nav aria-label=${msg('Main')}>
      ${this.#renderSpace()} ${screens.map((screen) => this.#renderLink(screen, counts[screen.name]))}
      <div class="foot">
        ${this.#renderLink(settings)}
        <crm-sync-status></crm-sync-status>
        <crm-menu label=${msg('You')} placement="top-start" @crm-select=${this.#chosen}>
          <button slot="trigger" class="me" type="button">
            <crm-avatar name=${person?.name ?? '?'} mine></crm-avatar><bdi class="words cut">${person?.name ?? ''}</bdi>
          </button>
          <crm-menu-item value="theme">${msg('Light or dark')}</crm-menu-item>
          <crm-menu-item value="language">${language() === 'fr' ? 'English' : 'Français'}</crm-menu-item>
          <hr />
          <crm-menu-item value="sign-out">${msg('Sign out')}</crm-menu-item>
        </crm-menu>
      </div>
    </nav>`;
  }

  /** The workspace's name; a menu where there are several. */
  #renderSpace() {
    const name = this.#settings.rows[0]?.name ?? 'Inlay';
    if (this.places.length < 2) return html`<div class="space">${logo}<bdi class="words cut">${name}</bdi></div>`;
    return html`<crm-menu
      label=${msg('Workspaces')}
      @crm-select=${(event: Event & { value?: string }) => event.value && this.enter?.(event.value)}
    >
      <button slot="trigger" class="space me" type="button">${logo}<bdi class="words cut">${name}</bdi></button>
      ${this.places.map((place) => html`<crm-menu-item value=${place.id}>${place.name}</crm-menu-item>`)}
    </crm-menu>`;
  }

  #renderLink(screen: Screen, count?: TemplateResult) {
    return html`<a href="#/${screen.name}" aria-current=${screen.name === this.route.screen ? 'page' : nothing}>
      ${icon(screen.icon)}<span class="words cut">${screen.label()}</span>${count ?? nothing}
    </a>`;
  }

  #renderTabs() {
    return html`<nav class="tabbar" aria-label=${msg('Main')}>
      ${[...screens, settings].map(
        (screen) =>
          html`<a href="#/${screen.name}" aria-current=${screen.name === this.route.screen ? 'page' : nothing}
            >${icon(screen.icon)}<span>${screen.label()}</span></a
          >`,
      )}
    </nav>`;
  }
}

define('inlay-shell', Shell);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-shell': Shell;
  }
}
