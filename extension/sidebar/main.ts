import browser from 'webextension-polyfill';
import { portName } from '../messages.ts';
import './frame/sidebar.ts';
import { KeptOutbox } from './link/kept-outbox.ts';
import { BackgroundLink } from '../link/background-link.ts';

const page = new CSSStyleSheet();
page.replaceSync('html, body { block-size: 100%; margin: 0; overflow: hidden; }');
document.adoptedStyleSheets.push(page);

const sidebar = document.createElement('crm-sidebar');
sidebar.link = new BackgroundLink(() => browser.runtime.connect({ name: portName('sidebar') }));
sidebar.disk = async (name) => ((await mayKeep()) ? undefined : new KeptOutbox(name, browser.storage.local));
document.body.append(sidebar);

/** Whether this frame has a database of its own: who blocks third-party storage has it blocked here as well. */
function mayKeep(): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open('inlay/probe');
      request.addEventListener('success', () => {
        request.result.close();
        resolve(true);
      });
      request.addEventListener('error', () => resolve(false));
    } catch {
      // Not even asked for.
      resolve(false);
    }
  });
}
