import { fetchWhenIdle } from '../../components/base/idle.ts';
import { keepApp } from '../offline/register.ts';

/** Fetches every part of the app while nobody waits for anything: each then opens at once, and when the network is gone. */
export function fetchAhead(screens: readonly (() => Promise<unknown>)[]): void {
  fetchWhenIdle(
    ...screens,
    () => import('../../components/base/button/button.ts'),
    () => import('../../components/base/checkbox/checkbox.ts'),
    () => import('../../components/quick-add/create.ts'),
    () => import('../../components/quick-add/fields.ts'),
    () => import('../../components/command-palette/palette.ts'),
    () => import('../../components/command-palette/shortcut-list.ts'),
    () => import('../../components/merge/hint.ts'),
    () => import('../../components/merge/show.ts'),
    () => import('../../components/merge/other.ts'),
    () => import('./duplicates/duplicates.ts'),
    () => import('../../components/link/link.ts'),
    () => import('../../components/calendar/appointment-form.ts'),
    () => import('../../components/base/dialog/dialog.ts'),
    () => import('../../components/deal-panel/show.ts'),
    () => import('../../components/lead-panel/show.ts'),
    () => import('../../components/contact-panel/show.ts'),
    () => import('../../components/task-list/task-dialog.ts'),
    () => import('../../components/pipeline-board/reason-dialog.ts'),
    () => import('../../components/lead-panel/conversion.ts'),
    () => import('../../components/lead-panel/conversions.ts'),
    () => import('../../components/calendar/appointment-dialog.ts'),
    () => import('../../components/task-list/due.ts').then(({ understand }) => understand('tomorrow', 'en', 'UTC', 0)),
    () => import('../../components/calendar/engine.ts'),
    () => import('../../components/calendar/sheets.ts').then(({ calendarSheets }) => calendarSheets()),
    () => import('./settings/pipelines.ts'),
    () => import('./settings/lists.ts'),
    () => import('./settings/fields.ts'),
    () => import('./settings/products.ts'),
    () => import('./settings/forms/forms.ts'),
    () => import('./settings/workspace.ts'),
    () => import('./settings/profile.ts'),
    keepApp,
  );
}
