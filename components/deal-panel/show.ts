import { showRecord } from '../record/show.ts';
import type { Store } from '../store/index.ts';
import './deal-panel.ts';

/** Shows a deal in a panel beside whatever is on the page. */
export const showDeal = (from: HTMLElement, id: string, store?: Store): void => showRecord(from, 'deal', id, store);
