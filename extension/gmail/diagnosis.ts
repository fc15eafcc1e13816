import type { Finder } from './finder.ts';
import type { Network } from './network.ts';
import type { Route } from './route.ts';
import type { Sending } from './sending.ts';
import type { Compose, Diagnosis, Gmail, Part, Row, View } from './types.ts';

export interface Diagnosed {
  gmail: Gmail;
  finder: Finder;
  network: Network;
  sending: Sending;
  route: Route;
}

/** Names of lists are Gmail's own; a label's or a search's words are the person's. */
const lists = new Set([
  'inbox',
  'sent',
  'drafts',
  'starred',
  'snoozed',
  'scheduled',
  'imp',
  'all',
  'spam',
  'trash',
  'chats',
  'label',
  'category',
  'search',
  'advanced-search',
  'section_query',
]);

/** Reads the whole page anew, and says which candidate served for each thing: never an address, a subject or a text. */
export function diagnose({ gmail, finder, network, sending, route }: Diagnosed): Diagnosis {
  finder.seeks.clear();
  const view = gmail.view();
  const rows = gmail.rows();
  const composes = gmail.composes();
  for (const compose of composes)
    void [
      compose.kind,
      compose.subject,
      compose.to,
      compose.cc,
      compose.bcc,
      compose.draftId,
      compose.body(),
      compose.sendButton(),
      compose.element,
    ];
  const { account } = gmail;
  const page: Record<string, string> = {
    view: view.kind,
    list: lists.has(route.list) ? route.list : 'other',
    window: route.alone ? 'of its own' : 'whole',
    language: /^[A-Za-z-]{2,12}$/.test(gmail.language) ? gmail.language : 'other',
    direction: gmail.direction,
    theme: `${gmail.dark ? 'dark' : 'light'} content, ${gmail.frameDark ? 'dark' : 'light'} frame`,
    density: gmail.density,
    account: account
      ? `${account.certain ? 'certain' : 'one way'}, number ${account.index}${account.delegated ? ', delegated' : ''}`
      : 'unknown',
    'conversation view': view.kind === 'conversation' ? (view.conversation.single ? 'off' : 'on') : 'not seen',
    'reading pane': view.kind === 'conversation' && rows.length > 0 ? 'yes' : 'no',
  };
  const parts = [...finder.seeks].map(([name, { served, count }]): Part => ({
    name,
    served,
    count,
    expected: isExpected(name, view, rows, composes),
  }));
  parts.push(...counted(view, rows, composes), ...observed(network, sending));
  for (const [doing, count] of finder.faults) parts.push({ name: `fault: ${doing}`, served: null, count, expected: true });
  return { page, parts: parts.sort((a, b) => a.name.localeCompare(b.name, 'en')) };
}

const always = new Set(['main', 'account', 'navigation', 'surface']);
const ofConversation = new Set(['heading', 'message', 'thread root', 'thread id', 'sender', 'recipients', 'date', 'message body']);
const ofRows = new Set(['list', 'row ids', 'row people', 'row subject', 'row thread id']);
const ofComposes = new Set(['compose', 'compose body', 'compose subject', 'send', 'draft id']);

/** Whether the surroundings of a thing are there, so that it should be. */
function isExpected(name: string, view: View, rows: Row[], composes: Compose[]): boolean {
  if (always.has(name)) return view.kind !== 'none';
  if (ofConversation.has(name))
    return (
      view.kind === 'conversation' &&
      (!['recipients', 'message body'].includes(name) || view.conversation.messages.some(({ state }) => state === 'open'))
    );
  if (ofRows.has(name)) return rows.length > 0;
  return ofComposes.has(name) && composes.length > 0;
}

/** What was read, beside where it was found: ids that are missing on things that are there. */
function counted(view: View, rows: Row[], composes: Compose[]): Part[] {
  const messages = view.kind === 'conversation' ? view.conversation.messages : [];
  const part = (name: string, all: number, known: number): Part => ({
    name,
    served: known > 0 ? `${known} of ${all}` : null,
    count: known,
    expected: all > 0,
  });
  return [
    part('messages with legacy id', messages.length, messages.filter(({ id }) => id).length),
    part('messages with instant', messages.length, messages.filter(({ sentAt }) => sentAt).length),
    part('rows with thread id', rows.length, rows.filter(({ threadId, draftId }) => threadId ?? draftId).length),
    part('rows with people', rows.length, rows.filter(({ people }) => people.length > 0).length),
    part('composes with draft id', composes.length, composes.filter(({ draftId }) => draftId).length),
    part('composes with send button', composes.length, composes.filter((compose) => compose.sendButton()).length),
  ];
}

/** How often what was seen of the network matches what was done in the page. */
function observed(network: Network, sending: Sending): Part[] {
  const { seen, doubts, sends } = network.counts;
  const { tried, refused } = sending.counts;
  return [
    { name: 'network: requests', served: seen > 0 ? 'seen' : null, count: seen, expected: false },
    {
      name: 'network: not understood',
      served: null,
      count: doubts,
      expected: doubts > 0,
      note: doubts > 0 ? 'the form of some requests is new' : 'none',
    },
    {
      name: 'network: sends',
      served: sends > 0 ? 'seen' : null,
      count: sends,
      expected: tried > refused,
      note: `${tried} tried in the page, ${refused} refused`,
    },
  ];
}
