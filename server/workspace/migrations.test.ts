import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { RecordType } from '../../shared/records/index.ts';
import { records } from '../../shared/records/index.ts';
import { readConfig } from '../config.ts';
import { migrate, openDatabase, provision } from '../database/index.ts';
import { libsqlEnvironment } from '../testing.ts';
import { stored } from './testing.ts';
import { Workspaces } from './workspaces.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-migrations-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe.each(['directory', 'workspace'])('the migrations of the %s', (name) => {
  test('are what its schema generates', async () => {
    const out = join(folder, 'migrations');
    await cp(join(root, 'server', name, 'migrations'), out, { recursive: true });
    const kit = join(root, 'node_modules/drizzle-kit/bin.cjs');
    const options = ['generate', '--dialect', 'sqlite', '--schema', `./server/${name}/schema.ts`, '--out', relative(root, out)];
    const generated = await readdir(out);
    // It ends in order whatever happens, and says on the error stream what went wrong.
    const { stderr } = await promisify(execFile)(process.execPath, [kit, ...options], { cwd: root });
    expect(stderr).toBe('');
    expect(await readdir(out)).toEqual(generated);
  });
});

describe('a workspace of an older release', () => {
  test('keeps its records, in the form of this one', async () => {
    const older = join(folder, 'older');
    await cp(join(root, 'server/workspace/migrations'), older, { recursive: true });
    const journal = join(older, 'meta/_journal.json');
    const { entries } = JSON.parse(await readFile(journal, 'utf8')) as { entries: object[] };
    await writeFile(journal, JSON.stringify({ entries: entries.slice(0, 1) }));

    const config = readConfig({ DATA_DIR: folder, ...libsqlEnvironment(folder) });
    const [id, person] = [newId(), newId()];
    await provision(config, `workspaces/${id}`);
    const client = await openDatabase(config, `workspaces/${id}`);
    await migrate(client, older);
    const at = '2026-11-24T09:00:00.000Z';
    const base = { number: 1, version: 1, scope: ['*'], creator_id: null, created_at: at, updated_at: at };
    const linked = { resource_type: null, resource_id: null, resource_name: null };
    const rows: [RecordType, { id: string } & Record<string, unknown>][] = [
      ['user', { id: person, name: 'Ada', email: 'ada@example.com', status: 'active', profile: 'user', administrator: true }],
      [
        'workspace_settings',
        { id: newId(), name: 'Old', currency: 'EUR', timezone: 'UTC', time_format: '24H', quiet_after_days: 14, rates: {} },
      ],
      ['task', { id: newId(), owner_id: person, content: 'Call', due_date: at, remind_minutes_before: 15, completed: false, ...linked }],
      ['appointment', { id: newId(), owner_id: person, name: 'Visit', start_at: at, end_at: at, reminder_minutes_before: null, ...linked }],
      ['note', { id: newId(), content: 'Met', resource_type: 'deal', resource_id: newId(), is_important: false, type: 'regular' }],
      [
        'merge',
        {
          id: newId(),
          resource_type: 'lead',
          survivor_id: newId(),
          absorbed_ids: [newId()],
          absorbed_names: ['Li'],
          before: {},
          after: {},
          moved: [['note', newId(), 'resource_id', person]],
          undone_at: null,
        },
      ],
      [
        'email',
        {
          id: newId(),
          message_id: null,
          from: { email: 'ann@example.net', name: null },
          to: [],
          cc: [],
          subject: 'S',
          snippet: '',
          sent_at: at,
          direction: 'incoming',
          in_reply_to: null,
          body_html: '<p>Hi</p>',
          body_text: null,
          tracking_token: null,
          visibility: 'private',
          tracked_recipients: 0,
          opens: 0,
          first_opened_at: null,
          last_opened_at: null,
          automatic_opens: 0,
          clicks: 0,
          replied_at: null,
        },
      ],
    ];
    Object.assign(rows[0]?.[1] ?? {}, { reports_to: null, timezone: 'UTC' });
    Object.assign(rows[2]?.[1] ?? {}, { completed_at: null });
    Object.assign(rows[3]?.[1] ?? {}, { description: null, location: null, all_day: false, timezone: 'UTC', attendee_ids: [], guests: [] });
    Object.assign(rows[4]?.[1] ?? {}, { resource_name: null });
    await client.batch(
      rows.map(([type, row]) => ({
        sql: 'INSERT INTO record (id, type, number, version, data) VALUES (?, ?, 1, 1, ?)',
        args: [row.id, type, JSON.stringify({ ...base, ...row })],
      })),
      'write',
    );
    client.close();

    const workspaces = new Workspaces({ config, onFault: () => undefined });
    const workspace = await workspaces.open(id);
    for (const [type, row] of rows)
      expect(records[type].schema.safeParse(await stored(workspace, type, row.id)).error?.issues, type).toBeUndefined();
    expect(workspace.user(person)).toMatchObject({ role: 'admin' });
    expect(workspace.user(person)).not.toHaveProperty('administrator');
    expect(await stored(workspace, 'task', rows[2]?.[1].id ?? '')).toMatchObject({ reminder_offset: 15 });
    expect(await stored(workspace, 'merge', rows[5]?.[1].id ?? '')).toMatchObject({ moved: [] });
    expect(await stored(workspace, 'email', rows[6]?.[1].id ?? '')).toMatchObject({ body_html: null, has_body: true });
    const kept = await workspace.client.execute('SELECT unsent FROM record WHERE unsent IS NOT NULL ORDER BY type');
    expect(kept.rows.map(({ unsent }) => JSON.parse(String(unsent)) as object)).toEqual([
      { body_html: '<p>Hi</p>', body_text: null },
      { moved: [['note', expect.any(String), 'resource_id', person]] },
    ]);
    await workspaces.close();
  });
});
