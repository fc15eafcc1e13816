import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { consume } from '@lit/context';
import { property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import '../../components/base/avatar/avatar.ts';
import '../../components/base/button/button.ts';
import '../../components/base/empty/empty.ts';
import '../../components/base/menu/menu.ts';
import '../../components/base/menu/menu-item.ts';
import '../../components/base/segmented/segmented.ts';
import type { CrmSelectEvent } from '../../components/base/menu/menu.ts';
import type { Act, Command } from '../../components/base/controllers/commands.ts';
import { Commands } from '../../components/base/controllers/commands.ts';
import { PhoneWidth } from '../../components/base/controllers/media-query.ts';
import { CrmElement } from '../../components/base/element/crm-element.ts';
import { define } from '../../components/base/element/define.ts';
import { dueLabel } from '../../components/base/format/dates.ts';
import { formatNumber } from '../../components/base/format/numbers.ts';
import { icon } from '../../components/base/icons/icons.ts';
import { language, msg, str } from '../../components/base/localisation/index.ts';
import '../../components/command-palette/command-palette.ts';
import type { CrmCommandPalette } from '../../components/command-palette/command-palette.ts';
import { sessionContext } from '../../components/provider/contexts.ts';
import { QueryController, StoreController } from '../../components/provider/controllers.ts';
import { isAdministrator } from '../../shared/records/index.ts';
import type { Place, Session } from '../../components/provider/session.ts';
import '../../components/quick-add/quick-add.ts';
import type { RecordStepEvent } from '../../components/record/record-steps.ts';
import type { CrmQuickAdd, Kind } from '../../components/quick-add/quick-add.ts';
import { ReminderController } from '../../components/reminders/controller.ts';
import '../../components/sync-status/sync-status.ts';
import { fetchAhead } from './ahead.ts';
import { switchLanguage, switchTheme } from './appearance.ts';
import { commandsOf } from './commands.ts';
import { logo } from './logo.ts';
import { notHere } from './not-here.ts';
import type { Route } from './routes.ts';
import { currentRoute, go } from './routes.ts';
import type { RecordScreen, Screen } from './screens.ts';
import { loadRecord, screens, settings, views } from './screens.ts';
import { styles } from './shell.styles.ts';

/** Where the palette leads to what has no page of its own. */
const addresses = (type: string): string | undefined => (type === 'product' ? '#/settings/products' : undefined);

/** What is shown, whatever is asked of it. */
const pathOf = (route: Route | undefined): string => [route?.screen, ...(route?.rest ?? [])].join('/');

/** What a phone's bar of tabs holds; the rest is behind "More". */
const onPhone = new Set(['deals', 'tasks', 'calendar']);

/** Navigation on one side, a screen on the other; on a phone, the screen above a bar of tabs. */
export class Shell extends CrmElement {
  static override styles = styles;

  @property({ attribute: false }) route: Route = currentRoute();
  @property({ attribute: false }) signOut: (() => unknown) | undefined;
  /** The workspace that is open, by id. */
  @property() here = '';
  @property({ attribute: false }) enter: ((workspace: string) => void) | undefined;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  @state() private places: readonly Place[] = [];
  /** The address whose screen could not be fetched. */
  @state() private missing = '';

  @query('crm-quick-add') private add!: CrmQuickAdd | null;
  @query('crm-command-palette') private palette!: CrmCommandPalette | null;

  readonly #phone = new PhoneWidth(this);
  readonly #store = new StoreController(this);
  readonly #settings = new QueryController(this, this.#store, { type: 'workspace_settings' });
  readonly #leads = new QueryController(this, this.#store, { type: 'lead', where: (lead) => lead.converted_at === null });
  readonly #tasks = new QueryController(this, this.#store, { type: 'task', where: (task) => !task.completed && task.due_date !== null });

  constructor() {
    super();
    new Commands(this, () => (this.#store.value ? this.#commands() : []));
    // Reminders come on every screen.
    new ReminderController(this, this.#store);
    this.#store.onChange((store) => {
      if (!store) return;
      void this.#loadPlaces();
      fetchAhead([...[...screens, settings].map(({ load }) => load), loadRecord]);
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('online', this.#again);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('online', this.#again);
  }

  readonly #again = (): void => this.requestUpdate();

  protected override updated(): void {
    const screen = this.#screen;
    document.title = screen ? `${this.#record?.name ?? screen.label()} · Inlay` : 'Inlay';
  }

  /** Brings the screen of the address. One that was never opened cannot be fetched without the network. */
  #fetch(): void {
    const path = pathOf(this.route);
    const coming = this.#record ? loadRecord() : this.#screen?.load(this.route);
    coming?.then(
      () => {
        if (this.missing === path) this.missing = '';
      },
      () => (this.missing = path),
    );
  }

  /** Offline there is one workspace: the one that is open. */
  async #loadPlaces(): Promise<void> {
    this.places = (await this.session?.places().catch(() => [])) ?? [];
  }

  get #administers(): boolean {
    const me = this.#store.value?.person;
    return me !== undefined && isAdministrator(me);
  }

  /** What is added where one is. */
  get #kind(): Kind {
    const kinds: Record<string, Kind> = { leads: 'lead', contacts: 'person', tasks: 'task', calendar: 'appointment' };
    return kinds[this.route.screen] ?? 'deal';
  }

  get #screen(): Screen | undefined {
    return [...screens, settings].find(({ name }) => name === this.route.screen);
  }

  /** The record that has the address, where one does. */
  get #record(): { type: RecordScreen; id: string; name: string | undefined } | undefined {
    const type = this.#screen?.record;
    const [id] = this.route.rest;
    // What else stands under these addresses: lists, all deals as one, and duplicates.
    return type && id && id !== 'list' && id !== 'all' && id !== 'duplicates'
      ? { type, id, name: this.#store.value?.get(type, id)?.name }
      : undefined;
  }

  #renderRecord({ type, id }: { type: string; id: string }): TemplateResult {
    return html`<div class="record">
      <crm-record type=${type} record-id=${id} @crm-record-gone=${() => go(this.route.screen)}></crm-record>
    </div>`;
  }

  #counts(): Partial<Record<string, TemplateResult>> {
    const store = this.#store.value;
    const zone = store?.person?.timezone;
    const late = this.#tasks.rows.filter(
      (task) => task.owner_id === store?.personId && dueLabel(task.due_date ?? '', zone ? { zone } : {}).overdue,
    ).length;
    return {
      ...(this.#leads.rows.length > 0 ? { leads: html`<span class="num">${formatNumber(this.#leads.rows.length)}</span>` } : {}),
      ...(late > 0 ? { tasks: html`<span class="num danger">${msg(str`${late} late`)}</span>` } : {}),
    };
  }

  readonly #chosen = (event: CrmSelectEvent): void => {
    const [kind = '', name = ''] = event.value.split(':');
    if (kind === 'go') go(name);
    else if (kind === 'enter') this.enter?.(name);
    else if (event.value === 'sign-out') void this.signOut?.();
    else if (event.value === 'language') switchLanguage();
    else if (event.value === 'theme') switchTheme();
    else if (event.value === 'keys') void this.palette?.showKeys();
  };

  #commands(): readonly Command[] {
    const places = this.places
      .filter(({ id }) => id !== this.here)
      .map(({ id, name }): Act => ({ label: () => name, icon: 'building', run: () => this.enter?.(id) }));
    return commandsOf(this.#administers, places, { add: (kind) => this.#add(kind), signOut: () => void this.signOut?.() });
  }

  /** The address says which screen this is: the link must not take its place. */
  readonly #skip = (event: Event): void => {
    event.preventDefault();
    this.renderRoot.querySelector('main')?.focus();
  };

  /** What is about something is about the record that is open. */
  #add(kind: Kind): void {
    const record = this.#record;
    this.add?.show(kind, record ? { resource_type: record.type, resource_id: record.id } : { resource_type: null, resource_id: null });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // What could not be fetched may be there by the next drawing.
    if (changed.has('route') || this.missing !== '') this.#fetch();
    if (!changed.has('route') || pathOf(changed.get('route')) === pathOf(this.route)) return;
    // What was opened from one screen does not lie over the next.
    for (const panel of document.querySelectorAll<HTMLElement & { open: boolean }>('crm-side-panel[open]')) panel.open = false;
  }

  protected override render() {
    const screen = this.#screen;
    const record = this.#record;
    return html`<a class="skip" href="#main" @click=${this.#skip}>${msg('Skip to the content')}</a>
      ${this.#renderNav()}
      <main id="main" tabindex="-1" @inlay-add=${() => this.add?.show()}>
        <header class=${classMap({ bar: true, own: screen?.ownBar === true })}>
          ${
            record && screen
              ? html`<a class="back" href=${`#/${screen.name}`}>${icon('arrow-left', 'small')}${screen.label()}</a>
                  <h1 class="sr">${record.name ?? screen.label()}</h1>`
              : html`<h1>${screen?.label() ?? msg('Not found')}</h1>`
          }
          ${
            record
              ? html`<crm-record-steps
                  .store=${this.#store.value}
                  .type=${record.type}
                  .recordId=${record.id}
                  @crm-record-step=${(event: RecordStepEvent) => go(`${event.recordType}s/${event.recordId}`)}
                ></crm-record-steps>`
              : this.#renderView(this.route)
          }
          <crm-button
            class="phone"
            variant="ghost"
            icon="search"
            label=${msg('Search')}
            popup="dialog"
            @click=${() => void this.palette?.show()}
          ></crm-button>
          <crm-sync-status class="phone"></crm-sync-status>
        </header>
        ${
          this.missing === pathOf(this.route)
            ? notHere()
            : screen
              ? record
                ? this.#renderRecord(record)
                : screen.render(this.route, this.#administers)
              : html`<crm-empty heading=${msg('There is nothing at this address')}>
                  <crm-button slot="actions" href="#/deals">${msg('Go to deals')}</crm-button>
                </crm-empty>`
        }
      </main>
      ${this.#renderTabs()}
      <crm-quick-add .kind=${this.#kind}></crm-quick-add>
      <crm-command-palette .addresses=${addresses}></crm-command-palette>`;
  }

  /** The ways in which a screen is shown, where there are several. */
  #renderView({ screen, rest }: Route) {
    const ways = views[screen];
    if (!ways) return nothing;
    const [here = ways[0]] = ways.filter(({ path }) => path === `${screen}/${rest[0]}`);
    return html`<crm-segmented
      label=${msg('Show as')}
      .value=${here?.path ?? ''}
      .items=${ways.map(({ path, label, icon: mark }) => ({ value: path, label: label(), icon: mark, hideLabel: this.#phone.matches }))}
      @change=${(event: Event) => go((event.target as HTMLElement & { value: string }).value)}
    ></crm-segmented>`;
  }

  #renderNav() {
    const store = this.#store.value;
    const person = store?.person;
    const counts = this.#counts();
    return html`<nav class="side" aria-label=${msg('Main')}>
      ${this.#renderSpace()}
      <div class="tools">
        <button
          class="find"
          type="button"
          aria-haspopup="dialog"
          title=${msg('Search and commands')}
          @click=${() => void this.palette?.show()}
        >
          ${icon('search', 'small')}<span class="words">${msg('Search')}</span><kbd class="words" aria-hidden="true">/</kbd>
        </button>
        <crm-button variant="primary" icon="plus" label=${msg('Add')} @click=${() => this.add?.show()}></crm-button>
      </div>
      ${screens.map((screen) => this.#renderLink(screen, counts[screen.name]))}
      <div class="foot">
        ${this.#renderLink(settings)}
        <crm-sync-status></crm-sync-status>
        <crm-menu label=${msg('You')} placement="top-start" @crm-select=${this.#chosen}>
          <button slot="trigger" class="me" type="button" aria-label=${person ? nothing : msg('You')}>
            <crm-avatar name=${person?.name ?? '?'} mine></crm-avatar><bdi class="words cut">${person?.name ?? ''}</bdi>
          </button>
          ${this.#renderOwn()}
        </crm-menu>
      </div>
    </nav>`;
  }

  /** What is everyone's own to choose. */
  #renderOwn() {
    return html`<crm-menu-item value="go:settings/profile" icon="user">${msg('Profile')}</crm-menu-item>
      <crm-menu-item value="keys" icon="circle-question-mark">${msg('Keyboard shortcuts')}</crm-menu-item>
      <crm-menu-item value="theme" icon="moon">${msg('Light or dark')}</crm-menu-item>
      <crm-menu-item value="language" icon="globe">${language() === 'fr' ? 'English' : 'Français'}</crm-menu-item>
      <hr />
      <crm-menu-item value="sign-out" icon="log-out">${msg('Sign out')}</crm-menu-item>`;
  }

  /** The workspace's name; a menu where there are several. */
  #renderSpace() {
    const name = this.#settings.rows[0]?.name ?? 'Inlay';
    if (this.places.length < 2) return html`<div class="space">${logo}<bdi class="words cut">${name}</bdi></div>`;
    return html`<crm-menu label=${msg('Workspaces')} @crm-select=${this.#chosen}>
      <button slot="trigger" class="space me" type="button">
        ${logo}<bdi class="words cut">${name}</bdi><span class="words end">${icon('chevrons-up-down', 'small')}</span>
      </button>
      ${this.#renderPlaces()}
    </crm-menu>`;
  }

  #renderPlaces() {
    return this.places.map(
      (place) => html`<crm-menu-item value="enter:${place.id}" .checked=${place.id === this.here}>${place.name}</crm-menu-item>`,
    );
  }

  #renderLink(screen: Screen, count?: TemplateResult) {
    return html`<a href="#/${screen.name}" title=${screen.label()} aria-current=${screen.name === this.route.screen ? 'page' : nothing}>
      ${icon(screen.icon)}<span class="words cut">${screen.label()}</span>${count ?? nothing}
    </a>`;
  }

  #renderTabs() {
    const tab = (screen: Screen) =>
      html`<a class="tab" href="#/${screen.name}" aria-current=${screen.name === this.route.screen ? 'page' : nothing}
        >${icon(screen.icon)}<span>${screen.label()}</span></a
      >`;
    const [first, second, ...others] = screens.filter(({ name }) => onPhone.has(name));
    const more = [...screens, settings].filter(({ name }) => !onPhone.has(name));
    return html`<nav class="tabbar" aria-label=${msg('Main')}>
      ${first ? tab(first) : nothing} ${second ? tab(second) : nothing}
      <crm-button class="plus" variant="primary" icon="plus" label=${msg('Add')} @click=${() => this.add?.show()}></crm-button>
      ${others.map(tab)}
      <crm-menu label=${msg('More')} placement="top-end" @crm-select=${this.#chosen}>
        <button
          slot="trigger"
          class="tab"
          type="button"
          aria-current=${more.some(({ name }) => name === this.route.screen) ? 'page' : nothing}
        >
          ${icon('menu')}<span>${msg('More')}</span>
        </button>
        ${more.map((screen) => html`<crm-menu-item value="go:${screen.name}" icon=${screen.icon}>${screen.label()}</crm-menu-item>`)}
        <hr />
        ${
          this.places.length > 1
            ? html`${this.#renderPlaces()}
                <hr />`
            : nothing
        }
        ${this.#renderOwn()}
      </crm-menu>
    </nav>`;
  }
}

define('inlay-shell', Shell);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-shell': Shell;
  }
}
