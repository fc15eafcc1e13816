import { afterAll, beforeAll, expect, it } from 'vitest';
import { Scene } from './scene.ts';

/** Gmail stays open for days: what becomes of a page when the extension is updated meanwhile. */

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open();
  await scene.signIn();
});
afterAll(() => scene.close());

it('an update leaves an open page as Gmail made it', async () => {
  const page = await scene.openGmail();
  const ours = page.locator('[data-inlay], [data-inlay-narrowed], [data-inlay-spaced], [data-inlay-row]');
  await page.locator('inlay-column').waitFor({ state: 'attached' });
  await scene.browser.restart();
  await expect.poll(() => ours.count()).toBe(0);
});
