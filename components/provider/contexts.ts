import { createContext } from '@lit/context';
import type { Store } from '../store/index.ts';
import type { Session } from './session.ts';

/** What a provider gives the elements inside it. Keys are by name, so that two copies of the kit on a page agree. */
export const storeContext = createContext<Store | undefined>(Symbol.for('crm.store'));
export const sessionContext = createContext<Session | undefined>(Symbol.for('crm.session'));
