import type { Act, Command } from '../../components/base/controllers/commands.ts';
import type { IconName } from '../../components/base/icons/icons.ts';
import { language, msg } from '../../components/base/localisation/index.ts';
import type { Kind } from '../../components/quick-add/quick-add.ts';
import { switchLanguage, switchTheme } from './appearance.ts';
import { go } from './routes.ts';
import { screens, settings } from './screens.ts';
import { sections } from './settings/sections.ts';

/** What can be added, and by which keys. */
const adding: readonly { kind: Kind; keys: string; label: () => string; icon: IconName }[] = [
  { kind: 'lead', keys: 'a l', label: () => msg('Add lead'), icon: 'user-plus' },
  { kind: 'person', keys: 'a p', label: () => msg('Add person'), icon: 'contact' },
  { kind: 'organization', keys: 'a o', label: () => msg('Add organization'), icon: 'building' },
  { kind: 'deal', keys: 'a d', label: () => msg('Add deal'), icon: 'columns-3' },
  { kind: 'task', keys: 'a t', label: () => msg('Add task'), icon: 'list-checks' },
  { kind: 'appointment', keys: 'a k', label: () => msg('Add appointment'), icon: 'calendar-plus' },
  { kind: 'note', keys: 'a n', label: () => msg('Add note'), icon: 'notebook-pen' },
];

/** What can be done on every screen. @param places the other workspaces that can be entered */
export function commandsOf(
  administers: boolean,
  places: readonly Act[],
  does: { add: (kind: Kind) => void; signOut: () => void },
): readonly Command[] {
  return [
    ...adding.map(({ kind, keys, label, icon }): Command => ({ keys, label, icon, group: 'add', run: () => does.add(kind) })),
    ...[...screens, settings].map(({ name, keys, go: label, icon }): Command => ({
      keys,
      label,
      icon,
      group: 'go',
      run: () => go(name),
    })),
    ...(['contacts', 'leads'] as const).map((screen): Command => ({
      label: () => (screen === 'leads' ? msg('Go to duplicates among leads') : msg('Go to duplicates among contacts')),
      words: () => msg('merge'),
      icon: 'merge',
      group: 'go',
      run: () => go(`${screen}/duplicates`),
    })),
    { keys: 'g a', label: () => msg('Go to all deals as a list'), icon: 'list', group: 'go', run: () => go('deals/all') },
    ...sections
      .filter(({ administrator }) => administers || !administrator)
      .map(({ name, label }): Command => ({
        label,
        words: () => msg('Settings'),
        icon: 'settings',
        group: 'settings',
        run: () => go(`settings/${name}`),
      })),
    ...(places.length > 0
      ? [{ label: () => msg('Enter another workspace…'), icon: 'building', group: 'you', choices: () => places } as const]
      : []),
    { label: () => msg('Switch between light and dark'), words: () => msg('theme'), icon: 'moon', group: 'you', run: switchTheme },
    {
      label: () => (language() === 'fr' ? 'Use English' : 'Utiliser le français'),
      words: () => msg('language'),
      icon: 'globe',
      group: 'you',
      run: switchLanguage,
    },
    { label: () => msg('Sign out'), icon: 'log-out', group: 'you', run: () => does.signOut() },
  ];
}
