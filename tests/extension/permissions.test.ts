import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { manifestFor } from '../../extension/manifest.ts';

/** What the manifest asks for, and what docs/extension/permissions.md says it is for. */

interface Asked {
  permissions: string[];
  host_permissions: string[];
  optional_host_permissions: string[];
  content_scripts: { js: string[] }[];
  web_accessible_resources: { resources: string[] }[];
}

describe('docs/extension/permissions.md', async () => {
  const text = await readFile(new URL('../../docs/extension/permissions.md', import.meta.url), 'utf8');
  /** Names in the first column of a section's table. */
  const told = (section: string) => {
    const body = text.split(/^## /m).find((part) => part.startsWith(section)) ?? '';
    const cells = body.split('\n').flatMap((line) => /^\| (`.*?) \|/.exec(line)?.[1] ?? []);
    return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name)).sort();
  };

  it.each(['chrome', 'edge', 'firefox'] as const)('names what the manifest for %s asks for, and nothing else', (browser) => {
    const asked = manifestFor(browser, '1.0.0') as unknown as Asked;
    expect(told('Permissions')).toEqual(asked.permissions.toSorted());
    expect(told('Hosts')).toEqual([...asked.host_permissions, ...asked.optional_host_permissions].sort());
    expect(told('Scripts in Gmail')).toEqual(asked.content_scripts.flatMap(({ js }) => js).sort());
    for (const { resources } of asked.web_accessible_resources) for (const page of resources) expect(text).toContain(`\`${page}\``);
  });

  it('says the same of Firefox’s kinds of data as the manifest', async () => {
    const { browser_specific_settings: settings } = manifestFor('firefox', '1.0.0') as unknown as {
      browser_specific_settings: { gecko: { id: string; data_collection_permissions: { required: string[] } } };
    };
    const privacy = await readFile(new URL('../../docs/extension/privacy.md', import.meta.url), 'utf8');
    for (const kind of settings.gecko.data_collection_permissions.required) expect(privacy).toContain(`\`${kind}\``);
    const publishing = await readFile(new URL('../../docs/extension/publishing.md', import.meta.url), 'utf8');
    expect(publishing).toContain(`\`${settings.gecko.id}\``);
  });
});
