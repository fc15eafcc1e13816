import browser from 'webextension-polyfill';
import { portName } from '../messages.ts';
import type { BackgroundToSidebar } from '../messages.ts';

const port = browser.runtime.connect({ name: portName('sidebar') });
port.onMessage.addListener((message) => {
  const heard = message as BackgroundToSidebar;
  if (heard.type === 'session') document.body.textContent = heard.session.person?.name ?? heard.session.state;
});
