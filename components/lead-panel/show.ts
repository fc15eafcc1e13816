import { showRecord } from '../record/show.ts';
import type { Store } from '../store/index.ts';
import './lead-panel.ts';

/** Shows a lead in a panel beside whatever is on the page. */
export const showLead = (from: HTMLElement, id: string, store?: Store): void => showRecord(from, 'lead', id, store);
