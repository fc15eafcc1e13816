import { showRecord } from '../record/show.ts';

/** Shows a contact in a panel beside whatever is on the page. */
export const showContact = (from: HTMLElement, id: string): void => showRecord(from, 'contact', id);
