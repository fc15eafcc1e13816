import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../shared/new-id.ts';
import { Caller } from '../running.ts';
import { Scene } from './scene.ts';

/** The built extension in a Chromium that blocks third-party cookies, and with them all that the sidebar could keep beside Gmail. */

let scene: Scene;
let camille: Caller;

beforeAll(async () => {
  scene = await Scene.open({ thirdPartyStorage: 'blocked' });
  camille = await Caller.signIn(scene.server.address, 'camille@meridian.example');
  const bob = { id: newId(), first_name: 'Bob', last_name: 'Tran', email: 'bob@northwind.example' };
  await camille.push(newId(), 1, 'createContact', bob);
  await scene.signIn();
});
afterAll(() => scene.close());

const opens = async () => {
  const page = await scene.openGmail();
  return { page, sidebar: await scene.sidebar(page) };
};

describe('where the browser keeps nothing for the sidebar', () => {
  it('shows the records, fetched from the server', async () => {
    const { page, sidebar } = await opens();
    await page.locator('tr.zA').filter({ hasText: 'Quote for 20 boats' }).click();
    await sidebar.getByRole('tab', { name: /Bob/ }).waitFor();
    await sidebar.getByText('Saved, but not in this browser').waitFor();
    await page.close();
  });

  it('takes nobody for a stranger while there are no records, and says how to have them', async () => {
    await scene.stopServer();
    let away = true;
    try {
      const { page, sidebar } = await opens();
      await page.locator('tr.zA').filter({ hasText: 'Quote for 20 boats' }).click();
      await sidebar.getByText('Your records are not here').waitFor();
      await sidebar.getByText('Allow them for mail.google.com').waitFor();
      expect(await sidebar.getByText('Not known yet').count()).toBe(0);
      await scene.startServer();
      away = false;
      await sidebar.getByRole('tab', { name: /Bob/ }).waitFor();
      await page.close();
    } finally {
      if (away) await scene.startServer();
    }
  });
});
