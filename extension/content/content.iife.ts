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

new Page({
  document,
  window,
  gmail: openGmail(document, window, { server: () => server }),
  room: openRoom(document, window),
  link,
  sidebar: browser.runtime.getURL('sidebar/index.html'),
  version: browser.runtime.getManifest().version,
  column: keptColumn(),
  remember: keepColumn,
});
