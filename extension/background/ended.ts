import browser from 'webextension-polyfill';
import { permissionFor } from '../server-address.ts';
import { revoke } from './grant.ts';
import type { Kept } from './kept.ts';
import type { Memory } from './memory.ts';
import { ServerProblem } from './server.ts';

/** Tells servers of the sign-ins that have ended here. What cannot be told now is told when the background starts again. */
export async function tellEnded(memory: Memory): Promise<void> {
  for (const one of (await memory.get()).ended) {
    try {
      await revoke(one);
    } catch (error) {
      // Without the permission it can never be told: the person ends it in their settings, or it runs out.
      if (!(error instanceof ServerProblem)) throw error;
      if (error.problem !== 'no-permission') continue;
    }
    const kept = await memory.change(({ ended }) => ({ ended: ended.filter(({ refreshToken }) => refreshToken !== one.refreshToken) }));
    await giveBack(one.server, kept);
  }
}

/** A server that nobody uses any more is not reached for any more. */
export async function giveBack(server: string, kept: Kept): Promise<void> {
  const wanted = permissionFor(server);
  const used = [kept.server, ...[...kept.signIns, ...kept.ended].map((one) => one.server)];
  if (used.some((one) => one !== null && permissionFor(one) === wanted)) return;
  await browser.permissions.remove({ origins: [wanted] });
}
