import type { BrowserContext, Page } from 'playwright-core';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { newId } from '../shared/ids.ts';
import type { NamedMutation } from '../shared/mutators/index.ts';
import { createTokens } from '../server/directory/tokens.ts';
import { startTestServer } from '../server/testing.ts';
import type { Token } from '../components/store/index.ts';
import type { Side } from './chromium.ts';
import { bundled, html } from './chromium.ts';
import { dealRows } from './pages/deals.ts';

/** The real server over a workspace of so many deals, with the pages of some sides on it. */
export interface Served {
  /** The address of a side's page, at an origin where nothing has been kept yet where a name is given. */
  page(side: Side, name?: string): string;
  address: string;
  folder: string;
  token: Token;
  close(): Promise<void>;
}

export async function openServed(deals: number, sides: readonly Side[]): Promise<Served> {
  const folder = await mkdtemp(join(tmpdir(), 'inlay-bench-'));
  const pages = join(folder, 'pages');
  await mkdir(pages);
  for (const side of sides) {
    await writeFile(join(pages, `${side}.html`), html(side));
    for (const [name, code] of await bundled(side)) await place(join(pages, name), code);
  }
  // The same rows in one answer: what the baseline asks for.
  if (sides.includes('dexie')) await place(join(pages, 'deals.json'), JSON.stringify([...dealRows(deals)]));
  const server = await startTestServer({ DATA_DIR: folder });
  const set = await server.request('POST', '/auth/setup', {
    json: {
      token: server.deps.directory.setUp.token,
      name: 'Ada',
      email: 'ada@example.com',
      password: 'a long password',
      workspace: { name: 'Bench' },
    },
  });
  const { workspace: found } = set.body as { workspace: { id: string } };
  const workspace = await server.deps.workspaces.open(found.id);
  const person = workspace.every('user')[0];
  if (!person) throw new Error('The workspace has nobody.');
  const actor = { kind: 'person', id: person.id } as const;
  const contacts = Array.from({ length: 300 }, () => newId());
  await workspace.mutateEach(
    actor,
    contacts.map((id, at): NamedMutation => ({ name: 'createContact', args: { id, is_organization: true, name: `Company ${at}` } })),
  );
  const stages = workspace.every('stage').filter((stage) => stage.active);
  let batch: NamedMutation[] = [];
  let made = 0;
  for (const { name, value, estimated_close_date, hot } of dealRows(deals)) {
    const place = made++;
    const [contact_id, stage_id] = [contacts[place % contacts.length], stages[place % stages.length]?.id];
    batch.push({ name: 'createDeal', args: { id: newId(), name, value, estimated_close_date, hot, contact_id, stage_id } });
    if (batch.length < 1000 && made < deals) continue;
    await workspace.mutateEach(actor, batch);
    batch = [];
  }
  const tokens = createTokens(server.deps.secrets);
  const { token, expiresAt } = await tokens.mint({ personId: person.id, workspaceId: found.id }, 3600);
  return {
    page: (side, name) => `${name === undefined ? server.address : server.address.replace('127.0.0.1', `${name}.localhost`)}/${side}.html`,
    address: server.address,
    folder,
    token: { token, expires_at: expiresAt, workspace: { id: found.id, name: 'Bench' }, person },
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** As the build leaves files for the server: with a compressed one beside each. */
async function place(path: string, text: string): Promise<void> {
  await writeFile(path, text);
  await writeFile(`${path}.br`, brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }));
}

/** A page whose network is that of a connection at home: 20 Mbps and 40 ms. */
export async function throttled(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const bytes = 20_000_000 / 8;
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 40,
    downloadThroughput: bytes,
    uploadThroughput: bytes,
  });
  return page;
}
