import browser from 'webextension-polyfill';
import { endOf } from '../messages.ts';
import { showStanding } from './button.ts';
import { tellEnded } from './ended.ts';
import { Hub } from './hub.ts';
import { problemOf } from './kept.ts';
import { Memory } from './memory.ts';
import { OwnOpens } from './own-opens.ts';
import { Pages } from './pages.ts';
import { mayReach } from './server.ts';
import { Tokens } from './tokens.ts';

// The browser starts this file whenever something happens, and stops it when nothing does: all that listens does so at once.
const memory = new Memory();
const tokens = new Tokens(memory);
const hub = new Hub(memory, tokens);
const ownOpens = new OwnOpens(browser.declarativeNetRequest);
const pages = new Pages(memory, tokens, hub);

browser.runtime.onConnect.addListener((port) => {
  const end = endOf(port.name);
  const { url = '', tab } = port.sender ?? {};
  // Who is at the other end is for the browser to say: a script in Gmail's page is none of our pages.
  const own = url.startsWith(browser.runtime.getURL(''));
  if (end === 'page' && own) pages.join(port);
  else if (end === 'sidebar' && own && tab?.id !== undefined) hub.join(end, tab.id, port);
  else if (end === 'content' && url.startsWith('https://mail.google.com/') && tab?.id !== undefined) hub.join(end, tab.id, port);
  else port.disconnect();
});

browser.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === 'install') void browser.tabs.create({ url: browser.runtime.getURL('welcome/index.html') });
  void memory.get().then(({ signIns }) => ownOpens.block(signIns));
});

browser.action.onClicked.addListener((tab) => {
  if (tab.id === undefined || !hub.toggle(tab.id)) void browser.runtime.openOptionsPage();
});

const permissionsChanged = async (): Promise<void> => {
  const { server, signIns } = await memory.get();
  for (const one of new Set([server, ...signIns.map((signIn) => signIn.server)]))
    if (one !== null) hub.heard(one, (await mayReach(one)) ? null : 'no-permission');
};
browser.permissions.onAdded.addListener(() => void permissionsChanged());
browser.permissions.onRemoved.addListener(() => void permissionsChanged());

void tellEnded(memory);

let blocked = '';
memory.onChange(({ signIns }) => {
  void showStanding(signIns.some((signIn) => problemOf(signIn) !== null));
  // Most changes concern tokens and choices.
  const wanted = signIns.map(({ server, person }) => `${server} ${person.id}`).join('\n');
  if (wanted !== blocked) void ownOpens.block(signIns);
  blocked = wanted;
});
