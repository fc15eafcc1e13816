import { fold } from '../../shared/filters/index.ts';
import { SearchIndex } from '../../shared/search/index.ts';
import type { Act, Command, CommandGroup } from '../base/controllers/commands.ts';
import { commandList } from '../base/controllers/commands.ts';
import { msg } from '../base/localisation/index.ts';

export const commandGroups: readonly CommandGroup[] = ['record', 'page', 'add', 'go', 'settings', 'you'];

export const groupNames: Record<CommandGroup, () => string> = {
  record: () => msg('This record'),
  page: () => msg('On this page'),
  add: () => msg('Add'),
  go: () => msg('Go to'),
  settings: () => msg('Settings'),
  you: () => msg('You'),
};

/** A command as the palette lists it, with the choice that it belongs to where it is one of several. */
export interface Listed {
  command: Command;
  label: string;
  group: CommandGroup;
}

/** What can be done now, the record's own first. Of several for the same words the latest holds: it is nearest to who asks. */
export function listed(): Listed[] {
  const byLabel = new Map<string, Listed>();
  for (const command of commandList()) {
    if (command.hidden || command.scope === 'element') continue;
    const label = command.label();
    byLabel.delete(label);
    byLabel.set(label, { command, label, group: command.group ?? 'page' });
  }
  return commandGroups.flatMap((group) => [...byLabel.values()].filter((one) => one.group === group));
}

/** The acts of a choice. */
export const listedChoices = (acts: readonly Act[], group: CommandGroup): Listed[] =>
  acts.map((command) => ({ command, label: command.label(), group }));

/** Of what fits alike, the question comes before its answers. */
const anAnswer = 0.9;

/** Those whose words fit a text, mistyped ones too, the best first; the acts of choices among them. */
export function fitting(commands: readonly Listed[], text: string): (Listed & { score: number })[] {
  const all = commands.flatMap((one) => [
    { ...one, share: 1 },
    ...(one.command.choices?.() ?? []).map((act) => ({
      command: act,
      label: `${plainLabel(one.label)}: ${act.label()}`,
      group: one.group,
      share: anAnswer,
    })),
  ]);
  const index = new SearchIndex();
  for (const [at, { command, label }] of all.entries()) index.put(String(at), fold(`${label}\n${command.words?.() ?? ''}`));
  return index
    .find(text, all.length)
    .flatMap(({ key, score }) => {
      const one = all[Number(key)];
      return one ? [{ command: one.command, label: one.label, group: one.group, score: score * one.share, place: Number(key) }] : [];
    })
    .sort((a, b) => b.score - a.score || a.place - b.place);
}

/** "Change the stage…" without what says that more is asked. */
export const plainLabel = (label: string): string => label.replace(/\s*…$/u, '');
