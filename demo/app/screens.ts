import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { ListType } from '../../shared/filters/index.ts';
import type { IconName } from '../../components/base/icons/icons.ts';
import { msg } from '../../components/base/localisation/index.ts';
import { recordsHaveAddresses } from '../../components/record/addresses.ts';
import { nothingYet } from './records/nothing-yet.ts';
import type { Route } from './routes.ts';

export type RecordScreen = 'lead' | 'contact' | 'deal';

/** A part of the app with an address of its own, and a place in the navigation. */
export interface Screen {
  name: string;
  /** By which it is gone to. */
  keys: string;
  label: () => string;
  /** "Go to" it, in words. */
  go: () => string;
  icon: IconName;
  /** The screen's own line of buttons is its bar: its name is for screen readers alone there. */
  ownBar?: true;
  /** Of what kind the records are that have pages of their own under its address. */
  record?: RecordScreen;
  load: (route?: Route) => Promise<unknown>;
  render: (route: Route, administers: boolean) => TemplateResult;
}

/** A list at its address: `#/leads`, `#/leads/list/<id of a smart list>`; what may be twice in it at `#/leads/duplicates`. */
const listScreen = (type: ListType, { rest }: Route) =>
  rest[0] === 'duplicates' && (type === 'lead' || type === 'contact')
    ? html`<inlay-duplicates .type=${type}></inlay-duplicates>`
    : html`<inlay-list-screen .type=${type} .list=${rest[rest.indexOf('list') + 1 || rest.length] ?? ''}></inlay-list-screen>`;

const loadList = (route?: Route): Promise<unknown> =>
  route?.rest[0] === 'duplicates' ? import('./duplicates/duplicates.ts') : import('./records/list-screen.ts');

export const screens: readonly Screen[] = [
  {
    name: 'leads',
    keys: 'g l',
    record: 'lead',
    label: () => msg('Leads'),
    go: () => msg('Go to leads'),
    icon: 'user-plus',
    load: loadList,
    render: (route) => listScreen('lead', route),
  },
  {
    name: 'contacts',
    keys: 'g c',
    record: 'contact',
    label: () => msg('Contacts'),
    go: () => msg('Go to contacts'),
    icon: 'contact',
    load: loadList,
    render: (route) => listScreen('contact', route),
  },
  {
    name: 'deals',
    keys: 'g d',
    record: 'deal',
    label: () => msg('Deals'),
    go: () => msg('Go to deals'),
    icon: 'columns-3',
    load: () => Promise.all([import('../../components/pipeline-board/pipeline-board.ts'), import('./records/list-screen.ts')]),
    render: (route, administers) =>
      route.rest[0] === 'all'
        ? listScreen('deal', route)
        : html`<crm-pipeline-board>${nothingYet('deal', administers)}</crm-pipeline-board>`,
  },
  {
    name: 'tasks',
    keys: 'g t',
    label: () => msg('Tasks'),
    go: () => msg('Go to tasks'),
    icon: 'list-checks',
    load: () => Promise.all([import('../../components/task-list/task-list.ts'), import('./records/list-screen.ts')]),
    render: (route) => (route.rest[0] === 'all' ? listScreen('task', route) : html`<crm-task-list></crm-task-list>`),
  },
  {
    name: 'calendar',
    keys: 'g k',
    label: () => msg('Calendar'),
    go: () => msg('Go to calendar'),
    icon: 'calendar',
    ownBar: true,
    load: () => import('../../components/calendar/calendar.ts'),
    render: () => html`<crm-calendar></crm-calendar>`,
  },
];

export const loadRecord = () =>
  Promise.all([import('../../components/record-page/record-page.ts'), import('../../components/record/record-steps.ts')]);
recordsHaveAddresses((type, id) => `#/${type}s/${id}`, { products: '#/settings/products' });

export const settings: Screen = {
  name: 'settings',
  keys: 'g s',
  label: () => msg('Settings'),
  go: () => msg('Go to settings'),
  icon: 'settings',
  load: () => import('./settings/settings.ts'),
  render: (route) => html`<inlay-settings .section=${route.rest[0] ?? ''}></inlay-settings>`,
};

const asList = { label: () => msg('List'), icon: 'list' } as const;
const asDuplicates = { label: () => msg('Duplicates'), icon: 'merge' } as const;

/** Screens that are shown in several ways, the usual one first. */
export const views: Partial<Record<string, readonly { path: string; label: () => string; icon: IconName }[]>> = {
  leads: [
    { path: 'leads', ...asList },
    { path: 'leads/duplicates', ...asDuplicates },
  ],
  contacts: [
    { path: 'contacts', ...asList },
    { path: 'contacts/duplicates', ...asDuplicates },
  ],
  deals: [
    { path: 'deals', label: () => msg('Board'), icon: 'columns-3' },
    { path: 'deals/all', ...asList },
  ],
  tasks: [
    { path: 'tasks', label: () => msg('Day'), icon: 'list-checks' },
    { path: 'tasks/all', ...asList },
  ],
};
