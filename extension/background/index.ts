import browser from 'webextension-polyfill';
import { endOf } from '../messages.ts';

browser.runtime.onConnect.addListener((port) => {
  if (endOf(port.name) === undefined) port.disconnect();
});
