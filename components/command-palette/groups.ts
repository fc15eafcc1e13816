import type { SearchedType } from '../../shared/search/index.ts';
import { searchedTypes } from '../../shared/search/index.ts';
import { msg } from '../base/localisation/index.ts';
import { recentRecords } from '../record/recent.ts';
import type { FoundRecord } from '../store/search.ts';
import type { Store } from '../store/index.ts';
import type { Listed } from './commands.ts';
import { fitting, groupNames, listedChoices, plainLabel } from './commands.ts';
import { recordOf } from './open.ts';
import type { Result } from './results.ts';
import { groupLabels, resultOf } from './results.ts';

/** One line that can be chosen. */
export interface Option {
  key: string;
  result?: Result;
  command?: Listed;
}

export interface Group {
  key: string;
  label: string;
  options: Option[];
}

/** Records of a type that are shown; the type's own list shows all of them. */
const mostOfAType = 6;
const mostCommands = 8;
const mostRecent = 6;

const commandOption = (command: Listed): Option => ({ key: `command/${command.label}`, command });

/** What can be chosen for a command. */
export function choiceGroups(choice: Listed, text: string): Group[] {
  const all = listedChoices(choice.command.choices?.() ?? [], choice.group);
  const options = (text === '' ? all : fitting(all, text)).map(commandOption);
  return options.length > 0 ? [{ key: 'choice', label: plainLabel(choice.label), options }] : [];
}

/** Before anything is written: what was looked at lately, and what can be done. */
export function suggestedGroups(store: Store | undefined, commands: readonly Listed[]): Group[] {
  const recent = store
    ? recentRecords(store.personId)
        .flatMap(({ type, id }) => {
          const row = store.get(type, id);
          return row ? [{ key: `${type}/${id}`, result: resultOf(store, type, row, '') }] : [];
        })
        .slice(0, mostRecent)
    : [];
  return [
    ...(recent.length > 0 ? [{ key: 'recent', label: msg('Recent'), options: recent }] : []),
    ...[...Map.groupBy(commands, ({ group }) => group)].map(([key, some]) => ({
      key,
      label: groupNames[key](),
      options: some.map(commandOption),
    })),
  ];
}

/** @param by the text that the records were found by: what is written now may be ahead of it */
export function foundGroups(
  store: Store | undefined,
  found: readonly FoundRecord[],
  by: string,
  all: readonly Listed[],
  text: string,
): Group[] {
  const records = store ? recordGroups(store, found, by) : [];
  const commands = fitting(all, text).slice(0, mostCommands);
  if (commands.length === 0) return records.map(({ group }) => group);
  const group = { key: 'commands', label: msg('Commands'), options: commands.map(commandOption) };
  // What is written as a command is called comes before what is found by chance.
  const first = (commands[0]?.score ?? 0) > Math.max(0, ...records.map(({ score }) => score));
  return first ? [group, ...records.map((one) => one.group)] : [...records.map((one) => one.group), group];
}

/** What was found, by type: the type of the best comes first, and each shows its best. */
function recordGroups(store: Store, found: readonly FoundRecord[], query: string): { group: Group; score: number }[] {
  const order = new Map<SearchedType, FoundRecord[]>();
  for (const record of found) {
    // What stands nowhere cannot be opened.
    if (record.type === 'email' && !recordOf(store, record.id)) continue;
    const list = order.get(record.type) ?? [];
    if (list.length < mostOfAType) list.push(record);
    order.set(record.type, list);
  }
  return [...order]
    .map(([type, records]) => ({
      score: records[0]?.score ?? 0,
      group: {
        key: type,
        label: groupLabels[type](),
        options: records.map(({ id, row }) => ({ key: `${type}/${id}`, result: resultOf(store, type, row, query) })),
      },
    }))
    .sort(
      (a, b) =>
        b.score - a.score || searchedTypes.indexOf(a.group.key as SearchedType) - searchedTypes.indexOf(b.group.key as SearchedType),
    );
}
