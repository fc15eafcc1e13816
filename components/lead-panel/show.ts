import { showRecord } from '../record/show.ts';

/** Shows a lead in a panel beside whatever is on the page. */
export const showLead = (from: HTMLElement, id: string): void => showRecord(from, 'lead', id);
