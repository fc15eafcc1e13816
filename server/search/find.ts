import { setImmediate } from 'node:timers/promises';
import type { Row } from '../../shared/records/index.ts';
import type { SearchedType } from '../../shared/search/index.ts';
import { fitOf, forgiven, foundBy, isSearched, mistakes, mistakesInBeginning, wordsAsked } from '../../shared/search/index.ts';
import type { Sight } from '../../shared/sight.ts';
import type { Reader, ReadRow } from '../database/index.ts';
import type { Condition, Workspace } from '../workspace/index.ts';
import { databaseName, entryIsOf, seenBy } from '../workspace/index.ts';

export interface FoundRecord {
  type: SearchedType;
  /** From 0 to 1, the higher the better. */
  score: number;
  row: Row<SearchedType>;
}

/** Records that one search looks at, as in the browser: among more of them, further words tell better than further looking. */
const mostLookedAt = 400;
/** Words that a mistyped one may stand for. */
const mostAlike = 200;
/** Words that are compared before others have their turn. */
const wordsAtOnce = 2000;

interface Search {
  sight: Sight;
  text: string;
  limit: number;
}

/**
 * The best records for a text, the best first, within a sight: as the browser finds them among what it holds. The index of
 * parts of words tells which may fit, and each of those is held against the text by the browser's own rules; where that is
 * not enough, the words that are like a mistyped one are looked for among all.
 */
export async function findAcross(reader: Reader, workspace: Workspace, { sight, text, limit }: Search): Promise<FoundRecord[]> {
  const words = wordsAsked(text);
  if (words.length === 0) return [];
  await workspace.searchable();
  const read = async (sql: string, args: Condition['args']): Promise<readonly ReadRow[]> =>
    (await reader.read({ name: databaseName(workspace.id), client: workspace.client }, [{ sql, args }]))[0] ?? [];
  const found = new Map<string, FoundRecord>();
  const look = async ({ sql, args }: Condition, forgiving: boolean): Promise<void> => {
    for (const { data, type: name } of await read(sql, args)) {
      const type = String(name);
      if (!isSearched(type)) continue;
      const row = JSON.parse(String(data)) as Row<SearchedType>;
      const score = fitOf(foundBy(type, row), words, forgiving);
      const key = `${type}/${row.id}`;
      if (score > 0 && !found.has(key)) found.set(key, { type, score, row });
    }
  };
  const parts = words.filter(isPart);
  await look(parts.length > 0 ? indexed(parts.map(quoted).join(' AND '), sight) : beginning(words, sight), false);
  const [longest = ''] = words.toSorted((a, b) => b.length - a.length);
  if (found.size < limit && forgiven(longest) > 0) {
    // The longest may be written rightly: then another word is mistyped.
    const alike = [longest, ...(await wordsLike(longest, longest === words.at(-1), read))];
    await look(indexed(alike.map(quoted).join(' OR '), sight), true);
  }
  return [...found.values()].toSorted((a, b) => b.score - a.score || b.row.version - a.row.version).slice(0, limit);
}

/** The index knows no parts of words that are shorter than this. */
const shortest = 3;
const isPart = (word: string): boolean => [...word].length >= shortest;
const quoted = (part: string): string => `"${part.replaceAll('"', '""')}"`;

/** Converted leads are found as the contacts that they have become. */
const stands = `record.removed_version IS NULL AND record.data ->> '$.converted_at' IS NULL`;

/** The newest records of each type that have these parts of words. */
function indexed(match: string, sight: Sight): Condition {
  const seen = seenBy(sight);
  return {
    sql: `SELECT record.type, record.data FROM record_search CROSS JOIN record ON ${entryIsOf('record_search.rowid')}
          WHERE record_search MATCH ? AND ${stands} AND ${seen.sql} ORDER BY record_search.rowid DESC LIMIT ${mostLookedAt}`,
    args: [match, ...seen.args],
  };
}

/** Records in which words begin with a letter or two: few look for those, and all texts are looked at. */
function beginning(words: readonly string[], sight: Sight): Condition {
  const seen = seenBy(sight);
  const tests = words.map((word) =>
    /^[a-z0-9]+$/.test(word)
      ? { sql: '(search_text GLOB ? OR search_text GLOB ?)', args: [`${word}*`, `*[^a-z0-9]${word}*`] }
      : { sql: 'instr(search_text, ?) > 0', args: [word] },
  );
  return {
    sql: `SELECT record.type, record.data FROM record WHERE search_text IS NOT NULL AND ${stands}
          AND ${tests.map(({ sql }) => sql).join(' AND ')} AND ${seen.sql} ORDER BY version DESC LIMIT ${mostLookedAt}`,
    args: [...tests.flatMap(({ args }) => args), ...seen.args],
  };
}

/** The words that somebody may have meant. @param unfinished the word may go on */
async function wordsLike(
  word: string,
  unfinished: boolean,
  read: (sql: string, args: Condition['args']) => Promise<readonly ReadRow[]>,
): Promise<string[]> {
  const most = forgiven(word);
  // A mistake spoils two pieces of the word at the most, where letters of both are swapped: one of so many is left whole.
  const pieces = piecesOf(word, 2 * most + 1);
  const rows = await read(
    `SELECT word FROM search_word WHERE length(word) >= ? ${unfinished ? '' : 'AND length(word) <= ?'}
     AND (${pieces.map(() => 'instr(word, ?) > 0').join(' OR ')})`,
    [word.length - most, ...(unfinished ? [] : [word.length + most]), ...pieces],
  );
  const alike: string[] = [];
  for (const [at, { word: known }] of rows.entries()) {
    if (at % wordsAtOnce === wordsAtOnce - 1) await setImmediate();
    const other = String(known);
    const count = unfinished ? mistakesInBeginning(word, other, most) : mistakes(word, other, most);
    if (count <= most && isPart(other)) alike.push(other);
    if (alike.length >= mostAlike) break;
  }
  return alike;
}

function piecesOf(word: string, count: number): string[] {
  const cuts = Array.from({ length: count + 1 }, (_none, at) => Math.floor((word.length * at) / count));
  return cuts.slice(0, -1).map((from, at) => word.slice(from, cuts[at + 1]));
}
