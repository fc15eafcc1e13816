import type { ConversationLink } from '../../../shared/records/index.ts';
import type { Store } from '../../../components/store/index.ts';
import type { ComposeDefaults, Mark, PageRow, PageView, SidebarToContent } from '../../messages.ts';
import { rules } from './logging.ts';
import { messageMarks, rowMark } from './marks.ts';

interface Shown {
  /** The mailbox's own address, in lower case. */
  account: string;
  view: PageView;
  rows: readonly PageRow[];
  /** What the open conversation is linked to. */
  links: readonly ConversationLink[];
  /** How many people in it are known. */
  known: number;
}

/** What the page is told of the records: the marks, how messages are written, how many people are known. It is told what is new alone. */
export class Telling {
  readonly #tell: (message: SidebarToContent) => void;
  #said = new Map<string, string>();

  constructor(tell: (message: SidebarToContent) => void) {
    this.#tell = tell;
  }

  /** A page that has come anew knows nothing of what was said before. */
  forget(): void {
    this.#said = new Map();
  }

  say(store: Store | undefined, { account, view, rows, links, known }: Shown): void {
    if (!store) {
      this.#once({ type: 'marks', marks: {}, messages: {} });
      return this.#once({ type: 'badge', count: 0 });
    }
    const zone = store.person?.timezone;
    const clock = zone ? { zone } : {};
    const marks: Record<string, Mark> = {};
    for (const row of rows) {
      const mark = rowMark(store, account, row, clock);
      if (mark) marks[row.key] = mark;
    }
    const messages = view.kind === 'conversation' && view.threadId !== null ? messageMarks(store, account, view.threadId, clock) : {};
    this.#once({ type: 'marks', marks, messages });
    this.#once({ type: 'defaults', defaults: defaultsOf(store, links) });
    this.#once({ type: 'badge', count: known });
  }

  #once(message: SidebarToContent): void {
    const words = JSON.stringify(message);
    if (this.#said.get(message.type) === words) return;
    this.#said.set(message.type, words);
    this.#tell(message);
  }
}

/** How messages are written, and what is kept of them. */
function defaultsOf(store: Store, [link]: readonly ConversationLink[]): ComposeDefaults {
  const [settings] = store.every('workspace_settings');
  const { person } = store;
  const row = link && store.get(link.resource_type, link.resource_id);
  return {
    tracking: settings?.tracking ?? false,
    linkTracking: settings?.link_tracking ?? false,
    trackOpens: person?.track_opens ?? false,
    trackLinks: person?.track_links ?? false,
    excluded: settings?.tracking_excluded ?? [],
    never: { own: rules(store, 'never'), workspace: settings?.never_log ?? [] },
    link: link && row ? { type: link.resource_type, id: row.id, name: row.name } : null,
    thread: link?.thread_id ?? null,
  };
}
