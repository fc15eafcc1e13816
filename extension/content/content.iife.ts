import browser from 'webextension-polyfill';
import { portName } from '../messages.ts';

browser.runtime.connect({ name: portName('content') });
const host = document.createElement('inlay-gmail');
const frame = document.createElement('iframe');
frame.src = browser.runtime.getURL('sidebar/index.html');
host.attachShadow({ mode: 'open' }).append(frame);
document.documentElement.append(host);
