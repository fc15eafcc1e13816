import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext } from 'playwright-core';
import { chromium } from 'playwright-core';
import { newId } from '../shared/ids.ts';
import type { NamedMutation } from '../shared/mutators/index.ts';
import { startTestServer } from '../server/testing.ts';

/** The built kit on a server, a workspace of so many deals, and a browser in which somebody is signed in. */
export interface Site {
  address: string;
  browser: Browser;
  /** A browser profile of its own: nothing is cached, somebody is signed in. */
  visit(): Promise<BrowserContext>;
  close(): Promise<void>;
}

const password = 'a long password';
const email = 'ada@example.com';

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });

export async function openSite(deals: number): Promise<Site> {
  const dataDir = await mkdtemp(join(tmpdir(), 'inlay-bench-'));
  await symlink(fileURLToPath(new URL('../dist', import.meta.url)), join(dataDir, 'pages'));
  const server = await startTestServer({ DATA_DIR: dataDir });
  const set = await server.request('POST', '/auth/setup', {
    json: { token: server.deps.directory.setUp.token, name: 'Ada', email, password, workspace: { name: 'Bench' } },
  });
  const { workspace: place } = set.body as { workspace: { id: string } };
  const workspace = await server.deps.workspaces.open(place.id);
  const owner = workspace.every('user')[0]?.id ?? '';
  const stages = workspace.every('stage').filter((stage) => stage.active);
  const contact = newId();
  const actor = { kind: 'person', id: owner } as const;
  await workspace.mutateEach(actor, [{ name: 'createContact', args: { id: contact, is_organization: true, name: 'Harbour Ltd' } }]);
  for (let from = 0; from < deals; from += 1000)
    await workspace.mutateEach(
      actor,
      Array.from({ length: Math.min(1000, deals - from) }, (_, index): NamedMutation => {
        const number = from + index;
        return {
          name: 'createDeal',
          args: {
            id: newId(),
            name: `Deal ${number}`,
            contact_id: contact,
            stage_id: stages[number % stages.length]?.id ?? '',
            value: String(1000 + (number % 90) * 100),
          },
        };
      }),
    );
  await server.deps.directory.settle();
  const browser = await openBrowser();
  return {
    address: server.address,
    browser,
    visit: async () => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      const entered = await context.request.post(`${server.address}/auth/sign-in/email`, { data: { email, password } });
      if (!entered.ok()) throw new Error(`Signing in: ${entered.status()} ${await entered.text()}`);
      return context;
    },
    close: async () => {
      await browser.close();
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
