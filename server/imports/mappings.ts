import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportKind } from '../../shared/import-kinds.ts';
import { isSetUpKind } from '../../shared/import-kinds.ts';
import { readingOf } from '../../shared/import-tables.ts';
import type { Id } from '../../shared/ids.ts';
import { isId, newId } from '../../shared/ids.ts';
import type { Import } from './files.ts';
import { ifAbsent } from './files.ts';
import type { ImportOptions } from './plan.ts';
import { withoutProblem } from './problem-column.ts';
import type { Mapping } from './propose-mapping.ts';
import type { FileContents, TableContents } from './work.ts';

/** What somebody has said that the columns of a table mean. */
export interface KeptMapping {
  kind: ImportKind;
  mapping: Mapping;
  duplicates: ImportOptions['duplicates'];
  /** Whether the ids of its rows are those of another system. */
  renamed?: ImportOptions['renamed'];
  dateOrder?: ImportOptions['dateOrder'];
  /** The system that the file was of. */
  system?: ImportOptions['system'];
}

/** Tables whose mapping is kept for a person; the one that was used longest ago is forgotten first. */
const mostKept = 100;

/** The mappings of each person, by the headers that they were for: a file of the same make is mapped as the one before. */
export class Mappings {
  readonly #root: string;

  constructor(dataDir: string) {
    this.#root = join(dataDir, 'imports');
  }

  async find(workspaceId: Id, personId: Id, headers: readonly string[]): Promise<KeptMapping | undefined> {
    const all = await this.#read(workspaceId, personId);
    return all.find(([key]) => key === keyOf(headers))?.[1];
  }

  /** The tables with their first row as names where somebody has mapped those before. */
  async headersOf(workspaceId: Id, personId: Id, contents: FileContents): Promise<FileContents> {
    const kept = await Promise.all(contents.tables.map((table) => this.find(workspaceId, personId, namesOf(table))));
    return { ...contents, tables: contents.tables.map((table, at) => (kept[at] ? readingOf(table, true) : table)) };
  }

  /** The systems that a person has named, the one of the last file first. */
  async systems(workspaceId: Id, personId: Id): Promise<string[]> {
    const all = await this.#read(workspaceId, personId);
    return [...new Set(all.toReversed().flatMap(([, { system }]) => system ?? []))];
  }

  async #keep(workspaceId: Id, personId: Id, entries: readonly { headers: readonly string[]; kept: KeptMapping }[]): Promise<void> {
    const all = new Map(await this.#read(workspaceId, personId));
    for (const { headers, kept } of entries) {
      all.delete(keyOf(headers));
      all.set(keyOf(headers), kept);
    }
    const path = this.#path(workspaceId, personId);
    const draft = `${path}.${newId()}`;
    await mkdir(join(this.#root, workspaceId, 'mappings'), { recursive: true, mode: 0o700 });
    await writeFile(draft, JSON.stringify([...all].slice(-mostKept)), { mode: 0o600 });
    await rename(draft, path);
  }

  /** Keeps what the tables of an import are taken as, for the person whose import it is. */
  async keepOf(workspaceId: Id, { person_id, options, contents }: Import): Promise<void> {
    if (!options) return;
    const { duplicates, dateOrder, renamed, system } = options;
    const entries = contents.tables.flatMap(({ headers }, at) => {
      const { kind = null, mapping = {} } = options.parts[at] ?? {};
      // Lists have the same headers, whichever they are.
      return kind === null || isSetUpKind(kind)
        ? []
        : [
            {
              headers,
              kept: {
                kind,
                mapping,
                duplicates,
                ...(renamed === 'other' && { renamed }),
                ...(dateOrder && { dateOrder }),
                ...(system !== undefined && { system }),
              },
            },
          ];
    });
    await this.#keep(workspaceId, person_id, entries);
  }

  async #read(workspaceId: Id, personId: Id): Promise<[string, KeptMapping][]> {
    const text = await readFile(this.#path(workspaceId, personId), 'utf8').catch(ifAbsent('[]'));
    return JSON.parse(text) as [string, KeptMapping][];
  }

  #path(workspaceId: Id, personId: Id): string {
    if (!isId(workspaceId) || !isId(personId)) throw new Error('Mappings have UUIDs for their workspace and person.');
    return join(this.#root, workspaceId, 'mappings', `${personId}.json`);
  }
}

/** What a table's mapping is found by: columns without names have the same ones in every file, and only rows that come back bear them. */
export const namesOf = ({ headers, first }: TableContents): string[] => first?.names ?? headers;

/** Headers in any order: what a program writes may have its columns moved about, and rows come back with what was wrong with them. */
const keyOf = (headers: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify(withoutProblem(headers).toSorted()))
    .digest('hex')
    .slice(0, 32);
