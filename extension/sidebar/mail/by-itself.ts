import type { Store } from '../../../components/store/index.ts';
import type { PageMessage } from '../../messages.ts';
import { alwaysLogged, canLog, isLogged, linksOf, loggedAs, whyNeverMessage } from './logging.ts';
import { isTakenBack } from './taken-back.ts';

interface Conversation {
  /** The mailbox's own address, in lower case. */
  account: string;
  threadId: string | null;
  messages: readonly PageMessage[];
}

/** Which messages are logged without being asked for: those of a linked conversation, and those of people who are always logged. Each once. */
export class ByItself {
  readonly #tried = new Set<string>();

  /** The messages that are due now; they are due no more afterwards, whatever becomes of them. */
  take(store: Store, { account, threadId, messages }: Conversation): PageMessage[] {
    const linked = linksOf(store, { account, threadId }).length > 0;
    const due = messages.filter((message) => {
      if (!canLog(message) || message.id === null || this.#tried.has(triedKey(message)) || isTakenBack(message.id)) return false;
      const known = loggedAs(store, account, message);
      // What was logged before the network had told its Message-ID is completed by it.
      if (known && isLogged(store, known.email)) return message.rfcId !== null && known.email.message_id === null;
      if (!linked && !alwaysLogged(store, message)) return false;
      const never = whyNeverMessage(store, account, message);
      return never === undefined || (never.because === 'colleagues' && linked);
    });
    for (const message of due) this.#tried.add(triedKey(message));
    return due;
  }
}

/** With its Message-ID it is another matter: what was logged without one is completed. */
const triedKey = ({ id, rfcId }: PageMessage): string => `${id ?? ''} ${rfcId ?? ''}`;
