import browser from 'webextension-polyfill';
import { portName } from '../messages.ts';
import './frame/sidebar.ts';
import { BackgroundLink } from '../link/background-link.ts';

const page = new CSSStyleSheet();
page.replaceSync('html, body { block-size: 100%; margin: 0; overflow: hidden; }');
document.adoptedStyleSheets.push(page);

const sidebar = document.createElement('crm-sidebar');
sidebar.link = new BackgroundLink(() => browser.runtime.connect({ name: portName('sidebar') }));
document.body.append(sidebar);
