import { Chromium } from './tests/extension/chromium.ts';
import { connect, consent } from './tests/extension/signing-in.ts';
import { startProcess, stopProcess } from './tests/running.ts';
import { mkdtempSync, readFileSync } from 'node:fs';
const r = await startProcess(mkdtempSync('/tmp/d-'));
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
for (const [name, o] of [
  ['en', {}],
  ['dark', { colorScheme: 'dark' as const }],
  ['fr', { locale: 'fr-FR', viewport: { width: 390, height: 844 } }],
] as const) {
  const b = await Chromium.open(o);
  await b.permit('http://127.0.0.1/*');
  const w = await b.welcome();
  await w.setViewportSize(o.viewport ?? { width: 1280, height: 900 });
  await w.screenshot({ path: `/tmp/w-${name}-1.png`, fullPage: true });
  const p = await b.options();
  await connect(p, 'http://127.0.0.1:9');
  await p
    .locator('inlay-extension-server crm-input')
    .getByText(/127.0.0.1:9/)
    .waitFor();
  await p.screenshot({ path: `/tmp/o-${name}-0.png`, fullPage: true });
  await connect(p, r.address);
  await consent(b, () => p.locator('inlay-extension-sign-ins crm-button').click(), 'camille');
  await p.locator('inlay-extension-sign-ins').getByText('camille@meridian.example').waitFor();
  const id = await p.evaluate(async () => {
    const c = (window as any).chrome;
    const { signIns } = await c.storage.local.get('signIns');
    await c.storage.local.set({ accounts: { 'camille.martin@gmail.com': { signIn: signIns[0].id }, 'private@gmail.com': 'off' } });
    return signIns[0].id;
  });
  await b.stopWorker();
  await p.waitForTimeout(800);
  await p.screenshot({ path: `/tmp/o-${name}.png`, fullPage: true });
  await w.screenshot({ path: `/tmp/w-${name}.png`, fullPage: true });
  for (const page of [p, w]) {
    const res = await page
      .evaluate(
        axe +
          ';axe.run(document,{runOnly:["wcag2a","wcag2aa","wcag21aa","wcag22aa","best-practice"]}).then(r=>r.violations.map(v=>v.id+" "+v.nodes.map(n=>n.target.join(" ")).join(" | ")))',
      )
      .catch((e) => e);
    console.log(name, res);
  }
  await b.close();
}
await stopProcess(r, 'SIGTERM');
