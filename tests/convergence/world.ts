import type { InStatement, InValue } from '@libsql/client';
import { Refusal, Transport } from '../../components/store/index.ts';
import type { App } from '../../server/app.ts';
import { createApp } from '../../server/app.ts';
import { memoryLimiter } from '../../server/http/index.ts';
import { Cursors } from '../../server/sync/cursor.ts';
import type { TestServer } from '../../server/testing.ts';
import { startTestServer } from '../../server/testing.ts';
import type { Workspace } from '../../server/workspace/index.ts';
import { newId } from '../../shared/ids.ts';
import type { Id } from '../../shared/ids.ts';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import { Rejection, keyOf, standardSetup } from '../../shared/mutators/index.ts';
import type { Profile, RecordType, Row } from '../../shared/records/index.ts';
import { sees } from '../../shared/sight.ts';
import type { HistoryEntry, Mutation } from '../../shared/sync/wire.ts';
import { limits } from '../../shared/sync/wire.ts';
import type { Setting } from './steps.ts';

const system = { kind: 'system', name: 'directory' } as const;
export const people = ['rep1', 'rep2', 'manager', 'boss'] as const;

/** What the server has made of one place in a lane. */
interface Done {
  text: string;
  version: number;
  refused: boolean;
}

/** The whole server, asked in this process, and one workspace on a real libSQL file that is put back between schedules. */
export class World {
  /** By lane and number: what came there first, and at which version the server was done with it. */
  readonly done = new Map<string, Done>();
  /** Changes in a page of a pull. */
  pageRows: number = limits.pageRows;
  workspace!: Workspace;
  cursors!: Cursors;
  readonly #ids = new Map<string, Id>();
  readonly #transports = new Map<string, Transport>();
  readonly #positions = new Map<Id, number>();
  #server!: TestServer;
  #app!: App;
  #putBack: InStatement[] = [];

  async open(): Promise<void> {
    this.#server = await startTestServer({ LOG_LEVEL: 'fatal' });
    const { deps } = this.#server;
    // The limit of requests a minute is another test's: by this clock a minute passes between any two.
    let minutes = 0;
    this.#app = await createApp({ ...deps, limiter: memoryLimiter(() => ++minutes * 60_000), pageRows: () => this.pageRows });
    this.cursors = new Cursors(deps.secrets.derive('sync-cursor'));
    this.workspace = await deps.workspaces.create(newId());
    // Nobody pulls the plug on this one: kill.test.ts does.
    await this.workspace.client.execute('PRAGMA synchronous = OFF');
    for (const name of people) this.#ids.set(name, newId());
    const user = (name: string, profile: Profile, reports_to?: Id): NamedMutation => ({
      name: 'createUser',
      args: { id: this.id(name), name, email: `${name}@example.com`, profile, ...(reports_to === undefined ? {} : { reports_to }) },
    });
    await this.workspace.mutate(system, [
      ...standardSetup({
        workspace: { name: 'W' },
        administrator: { id: this.id('boss'), name: 'boss', email: 'boss@example.com' },
        newId,
      }),
      user('manager', 'manager'),
      user('rep1', 'user', this.id('manager')),
      user('rep2', 'user'),
    ]);
    for (const name of people) {
      const { token, expiresAt } = await deps.directory.tokens.mint({ personId: this.id(name), workspaceId: this.workspace.id }, 86_400);
      const given = {
        token,
        expires_at: expiresAt,
        workspace: { id: this.workspace.id, name: 'W' },
        person: { id: this.id(name), name, email: `${name}@example.com` },
      };
      this.#transports.set(
        name,
        new Transport({
          server: this.#server.address,
          token: async () => given,
          fetch: async (input, init) => this.#app.fetch(new Request(input, init)),
        }),
      );
    }
    this.#putBack = await asItStands(this.workspace);
  }

  close = (): Promise<void> => this.#server.close();

  id = (name: string): Id => this.#ids.get(name) ?? '';

  transport(person: string): Transport {
    const transport = this.#transports.get(person);
    if (!transport) throw new Error(`Nobody is called ${person}.`);
    return transport;
  }

  get setting(): Omit<Setting, 'hasTask' | 'mailbox'> {
    return settingOf(this.workspace, (number) => this.id(people[number] ?? 'rep1'));
  }

  /** As at the start: the set-up, and nobody's records. */
  async clear(): Promise<void> {
    this.done.clear();
    this.#positions.clear();
    await this.workspace.client.batch(this.#putBack, 'write');
    await this.workspace.refresh();
  }

  async setRole(name: string, profile: Profile, superior: string | null): Promise<void> {
    const args = { id: this.id(name), profile, reports_to: superior === null ? null : this.id(superior) };
    await this.workspace.mutate(system, [{ name: 'updateUser', args }]).catch((error: unknown) => {
      // People who would report to each other: the workspace refuses, and nothing changes.
      if (!(error instanceof Rejection)) throw error;
    });
  }

  /** A tracked message is opened, where there is one of this token. */
  async opened(token: string): Promise<void> {
    const args = { token, opens: 1, automatic: 1, clicks: 0, first_at: null, last_at: null };
    await this.workspace.mutate({ kind: 'system', name: 'tracking' }, [{ name: 'recordOpens', args }]).catch((error: unknown) => {
      if (!(error instanceof Rejection)) throw error;
    });
  }

  /** Sends a push, and notes what must become of each mutation. */
  async push(person: string, mutations: readonly Mutation[]): Promise<void> {
    const fresh: Done[] = [];
    const places = new Map<string, Done>();
    for (const { lane, sequence, name, args } of mutations) {
      const position = this.#positions.get(lane) ?? 0;
      if (sequence <= position) continue;
      if (sequence > position + 1) break;
      this.#positions.set(lane, sequence);
      const entry: Done = { text: textOf({ name, args }), version: 0, refused: false };
      fresh.push(entry);
      places.set(`${lane} ${sequence}`, entry);
    }
    const from = this.workspace.version;
    const to = await this.transport(person)
      .push(mutations)
      .then(
        ({ version }) => version,
        (error: unknown) => {
          if (!(error instanceof Refusal && error.code === 'lane_gap')) throw error;
          return this.workspace.version;
        },
      );
    if (to - from !== fresh.length) throw new Error(`${fresh.length} mutations moved the version from ${from} to ${to}.`);
    // Each mutation takes a version of its own, in the order in which they came.
    for (const [index, entry] of fresh.entries()) entry.version = from + 1 + index;
    if (fresh.length === 0) return;
    const { rows } = await this.workspace.client.execute({
      sql: `SELECT lane || ' ' || sequence AS place FROM rejection WHERE version > ?`,
      args: [from],
    });
    for (const row of rows) {
      const entry = places.get(String(row['place']));
      if (entry) entry.refused = true;
    }
    for (const [place, entry] of places) this.done.set(place, entry);
  }

  /** Forgets what left anybody's sight, as after 30 days: older cursors cannot be continued. */
  async forgetExits(): Promise<void> {
    await this.workspace.client.batch(['UPDATE meta SET exits_from = version', 'DELETE FROM exit'], 'write');
  }

  stored = () => storedIn(this.workspace);

  /** Whether the person sees a record as it stands on the server at this moment. */
  async shows(name: string, type: RecordType, id: Id): Promise<boolean> {
    const { rows } = await this.workspace.client.execute({
      sql: 'SELECT data FROM record WHERE type = ? AND id = ? AND removed_version IS NULL',
      args: [type, id],
    });
    const sight = this.workspace.sight(this.id(name)) ?? [];
    return rows.some(({ data }) => sees(sight, (JSON.parse(String(data)) as Row).scope));
  }

  /** What the history tells last of each field of each record; where it tells of a change from what was not there, that. */
  async told(): Promise<{ fields: Map<string, Map<string, unknown>>; broken: string[] }> {
    const { rows } = await this.workspace.client.execute('SELECT type, id, fields FROM change ORDER BY version');
    const told = new Map<string, Map<string, unknown>>();
    const broken: string[] = [];
    for (const { type, id, fields } of rows) {
      const key = keyOf(type as RecordType, String(id));
      const known = told.get(key) ?? new Map<string, unknown>();
      told.set(key, known);
      for (const [field, { from, to }] of Object.entries(JSON.parse(String(fields)) as HistoryEntry['fields'])) {
        if (known.has(field) && JSON.stringify(known.get(field)) !== JSON.stringify(from)) broken.push(`${key} ${field}`);
        known.set(field, to);
      }
    }
    return { fields: told, broken };
  }

  /** How far each lane has come. */
  get positions(): ReadonlyMap<Id, number> {
    return this.#positions;
  }
}

/** What a mutation does, without its place. */
export const textOf = ({ name, args }: Pick<Mutation, 'name' | 'args'>): string => JSON.stringify([name, args]);

/** What mutations refer to: it stays the same. */
export function settingOf(workspace: Workspace, person: Setting['person']): Omit<Setting, 'hasTask' | 'mailbox'> {
  const ids = (rows: readonly Row[]) => rows.map(({ id }) => id);
  return {
    person,
    stages: ids(workspace.every('stage').toSorted((a, b) => a.position - b.position)),
    lossReasons: ids(workspace.every('loss_reason')),
    unqualifiedReasons: ids(workspace.every('deal_unqualified_reason')),
  };
}

/** What stands, as text by key, with the scope under which it falls. */
export async function storedIn(workspace: Workspace): Promise<Map<string, { scope: readonly string[]; text: string }>> {
  const { rows } = await workspace.client.execute('SELECT type, id, data FROM record WHERE removed_version IS NULL');
  return new Map(
    rows.map(({ type, id, data }) => {
      const text = String(data);
      return [keyOf(type as RecordType, String(id)), { text, scope: (JSON.parse(text) as Row).scope }];
    }),
  );
}

/** The statements that bring a workspace's tables back to what is in them now. */
async function asItStands({ client, version }: Workspace): Promise<InStatement[]> {
  const statements: InStatement[] = [{ sql: 'DELETE FROM record WHERE version > ?', args: [version] }];
  for (const table of ['record', 'counter', 'meta']) {
    const { columns, rows } = await client.execute(`SELECT * FROM ${table}`);
    const values = rows.map((row) => columns.map((column): InValue => row[column] ?? null));
    if (table !== 'record') statements.push(`DELETE FROM ${table}`);
    statements.push({
      sql: `INSERT OR IGNORE INTO ${table} (${columns.join()}) SELECT ${columns.map((_, at) => `value ->> ${at}`).join()} FROM json_each(?)`,
      args: [JSON.stringify(values)],
    });
  }
  statements.push('DELETE FROM record_scope WHERE id NOT IN (SELECT id FROM record)');
  for (const table of ['exit', 'lane', 'rejection', 'change']) statements.push(`DELETE FROM ${table}`);
  return statements;
}
