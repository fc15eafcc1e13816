import { conversation, message, thread } from './conversations.ts';
import type { ConversationGiven, MessageGiven } from './conversations.ts';
import { list, row, table } from './lists.ts';
import type { RowGiven } from './lists.ts';
import { camille, ines, paul, wei } from './markup.ts';
import { hexOf } from './tokens.ts';

/** The mail that the pages are about: one conversation of three messages, and the lists in which it stands. */
export const offer = {
  permId: 'thread-f:1849746035685735370',
  threadId: hexOf('f:1849746035685735370'),
  subject: 'Offer for the Lyon site',
};
export const first = { syncId: 'msg-f:1849746035685735370', id: hexOf('f:1849746035685735370') };
export const second = { syncId: 'msg-a:r-8480893321130129805', id: '19abc0ffee123456' };
export const third = { syncId: 'msg-f:1849749999999999999', id: hexOf('f:1849749999999999999') };
/** Another conversation, which the page still holds. */
export const other = { permId: 'thread-f:1840000000000000001', threadId: hexOf('f:1840000000000000001'), subject: 'Lunch on Friday' };
/** A conversation that was begun here: its id cannot be derived. */
export const begun = { permId: 'thread-a:r-889123456789012345', threadId: '19acafe012345678', subject: 'Introduction' };

export const messageGiven = (known: { syncId: string; id: string }, given: Omit<MessageGiven, 'syncId' | 'legacyId'>): MessageGiven => ({
  syncId: `#${known.syncId}`,
  legacyId: known.id,
  ...given,
});

export const messagesOfOffer = (): MessageGiven[] => [
  messageGiven(first, { from: ines, to: [camille], cc: [paul], shown: ['me', 'Paul'] }),
  messageGiven(second, { from: camille, to: [ines], cc: [paul], shown: ['Inès', 'Paul'] }),
  messageGiven(third, { from: wei, to: [camille, ines], shown: ['me', 'Inès'] }),
];

export const offerGiven = (given: Partial<ConversationGiven> = {}): ConversationGiven => ({
  ...offer,
  messages: messagesOfOffer().map(message),
  ...given,
});

/** Another conversation that was open before, as Gmail leaves it. */
export const left = (): string =>
  conversation(
    {
      ...other,
      messages: [message({ syncId: '#msg-f:1840000000000000001', legacyId: other.threadId, from: paul, to: [camille], shown: ['me'] })],
    },
    { hidden: true },
  );

export const rowsGiven: RowGiven[] = [
  {
    threadId: offer.threadId,
    permId: `#${offer.permId}`,
    lastId: third.id,
    lastOwnId: third.id,
    people: [ines, camille, wei],
    shown: ['Inès', 'me', 'Wei'],
    subject: offer.subject,
    unread: true,
  },
  {
    threadId: other.threadId,
    permId: `#${other.permId}`,
    lastId: other.threadId,
    lastOwnId: other.threadId,
    people: [paul],
    subject: other.subject,
  },
  {
    threadId: begun.threadId,
    permId: `#${begun.permId}`,
    lastId: '19acafe012345699',
    lastOwnId: begun.threadId,
    people: [camille, wei],
    shown: ['me', 'Wei'],
    subject: begun.subject,
    selected: true,
  },
];

export const inbox = (rows: RowGiven[] = rowsGiven): string => list([table(rows.map(row))]);
export const hiddenInbox = (): string => list([table(rowsGiven.map(row))], { hidden: true });

/** What every page with the conversation in view must make the adapter say. */
export const people = {
  camille: { email: 'camille@meridian.example', own: true },
  ines: { email: 'ines.moreau@northwind.example', own: false },
  paul: { email: 'paul@northwind.example', own: false },
  wei: { email: 'wei.chen@contoso.example', own: false },
};

export const openOffer = (given: Partial<ConversationGiven> = {}): string => conversation(offerGiven(given));
export const paneOffer = (given: Partial<ConversationGiven> = {}): string => thread(offerGiven(given));
