import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import '../../../components/base/empty/empty.ts';
import { formatNumber } from '../../../components/base/format/numbers.ts';
import { msg, plural, str } from '../../../components/base/localisation/index.ts';
import '../../../components/base/tabs/tabs.ts';
import type { Tab } from '../../../components/base/tabs/tabs.ts';
import type { Store } from '../../../components/store/index.ts';
import '../conversation/conversation.ts';
import type { LogEvent } from '../conversation/log-event.ts';
import type { AddEvent, LinkComposeEvent, LinkEvent, OpenEvent } from '../events.ts';
import '../home/home.ts';
import type { ThreadEvent } from '../home/home.ts';
import '../known-person/known-person.ts';
import type { Mailbox } from '../mail/mailbox.ts';
import type { Known } from '../people/address-book.ts';
import '../unknown-person/unknown-people.ts';

/** The tab of those who are not known. */
export const unknownTab = 'unknown';

interface Acts {
  open: (event: OpenEvent) => void;
  add: (event: AddEvent) => void;
  link: (event: LinkEvent) => void;
  linkCompose: (event: LinkComposeEvent) => void;
  log: (event: LogEvent) => void;
  thread: (event: ThreadEvent) => void;
  /** Another tab is opened. */
  turn: (tab: string) => void;
}

interface Shown {
  store: Store;
  mailbox: Mailbox;
  /** Whose tab is open. */
  chosen: Known | undefined;
  /** A message is being written. */
  composing: boolean;
  acts: Acts;
}

/** The people of the open conversation, or of the message being written, a tab each; without any, what is due today. */
export function peopleTabs({ store, mailbox, chosen, composing, acts }: Shown): TemplateResult {
  const { view, account } = mailbox;
  const { known, unknown, colleagues } = mailbox.people;
  const conversation = view.kind === 'conversation' ? view : undefined;
  const rest = html`${
    conversation
      ? html`<crm-sidebar-conversation
          .store=${store}
          .account=${account}
          .view=${conversation}
          @crm-sidebar-open=${acts.open}
          @crm-sidebar-link=${acts.link}
          @crm-sidebar-log=${acts.log}
        ></crm-sidebar-conversation>`
      : nothing
  }`;
  if (known.length + unknown.length === 0)
    return html`<div class="scroll">
      ${
        conversation
          ? html`${colleagues.length > 0 ? html`<crm-empty>${msg('Only colleagues are in this conversation.')}</crm-empty>` : nothing}${rest}`
          : html`<crm-sidebar-home .store=${store} .account=${account} @crm-sidebar-thread=${acts.thread}></crm-sidebar-home>`
      }
    </div>`;
  const strangers = html`<crm-sidebar-unknown
    .store=${store}
    .account=${account}
    .people=${unknown}
    .textOf=${mailbox.lastTextOf}
    @crm-sidebar-add=${acts.add}
  ></crm-sidebar-unknown>`;
  const current = chosen?.row.id ?? unknownTab;
  const items: Tab[] = known.map(({ known: { row } }) => ({ value: row.id, label: shortName(row), avatar: row.name }));
  if (unknown.length > 0) {
    const count = formatNumber(unknown.length);
    items.push({
      value: unknownTab,
      icon: 'user-plus',
      label: plural(unknown.length, { one: msg(str`${count} unknown`), other: msg(str`${count} unknown people`) }),
    });
  }
  return html`<crm-tabs
    label=${conversation ? msg('People in this conversation') : msg('People of this message')}
    .items=${items}
    .value=${current}
    @change=${(event: Event) => acts.turn((event.currentTarget as HTMLElement & { value: string }).value)}
  >
    <div slot=${current}>
      ${
        chosen
          ? html`<crm-sidebar-person
              .store=${store}
              .known=${chosen}
              .linked=${mailbox.links?.map(({ resource_id }) => resource_id)}
              ?composing=${composing}
              @crm-sidebar-open=${acts.open}
              @crm-sidebar-add=${acts.add}
              @crm-sidebar-link=${acts.link}
              @crm-sidebar-link-compose=${acts.linkCompose}
            ></crm-sidebar-person>`
          : nothing
      }
      ${chosen ? html`${rest}${strangers}` : html`${strangers}${rest}`}
    </div>
  </crm-tabs>`;
}

/** What a tab has place for: the first name, or that of an organization. */
const shortName = (row: Known['row']): string => ('is_organization' in row && row.is_organization ? row.name : row.first_name || row.name);
