import { showRecord } from '../record/show.ts';
import type { Store } from '../store/index.ts';
import './contact-panel.ts';

/** Shows a contact in a panel beside whatever is on the page. */
export const showContact = (from: HTMLElement, id: string, store?: Store): void => showRecord(from, 'contact', id, store);
