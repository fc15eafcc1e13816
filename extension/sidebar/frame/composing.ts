import { msg } from '../../../components/base/localisation/index.ts';
import type { Store } from '../../../components/store/index.ts';
import type { LinkedRecord, PageCompose, SidebarToContent } from '../../messages.ts';
import { chooseRecord } from '../conversation/choose-record.ts';
import type { Mailbox } from '../mail/mailbox.ts';

/** What the sidebar does in the compose windows of the page: links them, and puts templates into them. */
export class Composing {
  readonly #host: HTMLElement;
  readonly #mailbox: Mailbox;
  readonly #tell: (message: SidebarToContent) => void;

  constructor(host: HTMLElement, mailbox: Mailbox, tell: (message: SidebarToContent) => void) {
    this.#host = host;
    this.#mailbox = mailbox;
    this.#tell = tell;
  }

  /** The compose window that is meant where none is named. */
  get current(): PageCompose | undefined {
    const { composes } = this.#mailbox;
    return composes.find(({ focused }) => focused) ?? composes.at(-1);
  }

  link(record: LinkedRecord | null): void {
    const { current } = this;
    if (current) this.#tell({ type: 'compose-link', compose: current.key, link: record });
  }

  /** Asks what a window shall be linked to. */
  async chooseLink(store: Store, compose: string): Promise<void> {
    this.#tell({ type: 'panel', open: true });
    const link = await chooseRecord(this.#host, store, msg('Link the message being written'));
    if (link) this.#tell({ type: 'compose-link', compose, link });
  }

  async insertTemplate(store: Store): Promise<void> {
    const { chooseTemplate } = await import('../templates/choose-template.ts');
    const { current } = this;
    const known = this.#mailbox.people.known[0]?.known.row;
    const [link] = this.#mailbox.links ?? [];
    const linked = current?.link ?? (link ? { type: link.resource_type, id: link.resource_id } : undefined);
    const deal = linked?.type === 'deal' ? store.get('deal', linked.id) : undefined;
    const chosen = await chooseTemplate(this.#host, store, { to: known, deal, composing: current !== undefined });
    const into = this.current;
    if (!chosen || !into) return;
    const { content, subject } = chosen;
    this.#tell({ type: 'insert', compose: into.key, content, subject: subject || null });
  }
}
