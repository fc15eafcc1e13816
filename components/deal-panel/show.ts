import { showRecord } from '../record/show.ts';

/** Shows a deal in a panel beside whatever is on the page. */
export const showDeal = (from: HTMLElement, id: string): void => showRecord(from, 'deal', id);
