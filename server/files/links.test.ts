import { expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { FileLinks, linkMinutes } from './links.ts';

it(`a link is good for ${linkMinutes} minutes, and with the secret that made it`, async () => {
  const time = { now: Date.parse('2026-11-24T09:00:00.000Z') };
  const linksOf = (secret: string) =>
    new FileLinks({ secrets: { derive: () => Buffer.alloc(32, secret) }, publicUrl: 'https://crm.example.com', now: () => time.now });
  const linked = { workspaceId: newId(), personId: newId(), documentId: newId() };
  const { url, expiresAt } = await linksOf('a').make(linked);
  expect([url.startsWith('https://crm.example.com/files/signed/'), expiresAt]).toEqual([true, '2026-11-24T10:30:00.000Z']);
  const token = url.split('/').at(-1) ?? '';
  time.now += linkMinutes * 60_000 - 1000;
  expect(await linksOf('a').read(token)).toEqual(linked);
  expect(await linksOf('b').read(token)).toBeUndefined();
  time.now += 2000;
  expect(await linksOf('a').read(token)).toBeUndefined();
});
