import browser from 'webextension-polyfill';
import { openGmail, openRoom } from '../gmail/index.ts';
import { BackgroundLink } from '../link/background-link.ts';
import { portName } from '../messages.ts';
import { keepColumn, keptColumn } from './kept-column.ts';
import { Page } from './page.ts';
import type { ContentLink } from './page.ts';

const link: ContentLink = new BackgroundLink(() => browser.runtime.connect({ name: portName('content') }));
let server: string | undefined;
link.listen((message) => {
  if (message.type === 'session') server = message.session.server ?? undefined;
});

const gmail = openGmail(document, window, { server: () => server });
const room = openRoom(document, window);
const page = new Page({
  document,
  window,
  gmail,
  room,
  link,
  sidebar: browser.runtime.getURL('sidebar/index.html'),
  version: browser.runtime.getManifest().version,
  column: keptColumn(),
  remember: keepColumn,
});

// This script cannot reach the next version of the extension: what it put into a message now, nobody would hear of. Gmail is left as it
// was, until it is loaded again.
link.onLost(() => {
  page.close();
  room.close();
  gmail.close();
  link.close();
});
