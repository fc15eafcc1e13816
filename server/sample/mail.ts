import { instantOf, addDays } from '../../shared/dates.ts';
import type { Id } from '../../shared/ids.ts';
import { newId } from '../../shared/ids.ts';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import type { Participant } from '../../shared/records/index.ts';
import type { SampleThread } from './correspondence.ts';
import { sampleThreads } from './correspondence.ts';
import { samplePeople } from './people.ts';
import type { Act } from './scene.ts';

/** A request for the pixel of a message that somebody of the sample has sent. */
export interface Opening {
  person: Id;
  token: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Whose request it is: a reader's mailbox, or a machine that fetches every picture. */
  by: 'reader' | 'machine';
}

/** What a thread stands on, and who writes to whom there. */
export interface Correspondent {
  on: { resource_type: 'deal' | 'lead'; resource_id: Id };
  owner: string;
  them: Participant;
  /** Days before today on which it was made. */
  since: number;
}

/** Logs the correspondence of the sample, and gives what happened to what was tracked of it. */
export function mailOf(options: {
  whoIs: (key: string) => Id;
  correspondent: (on: SampleThread['on']) => Correspondent;
  zone: string;
  today: string;
  /** Nobody opens anything later than this. */
  now: string;
}): { acts: Act[]; openings: Opening[] } {
  const acts: Act[] = [];
  const openings: Opening[] = [];
  sampleThreads.forEach(({ on, subject, messages }, place) => {
    const { on: resource, owner, them, since } = options.correspondent(on);
    const person = options.whoIs(owner);
    const writer = samplePeople.find(({ key }) => key === owner);
    const me: Participant = { email: writer?.email ?? '', name: writer?.name ?? null };
    const idOf = (index: number): string | null => (index < 0 ? null : `<${place + 1}.${index + 1}@mail.meridian.example>`);
    messages.forEach((message, index) => {
      const sent_at = instantOf(options.zone, addDays(options.today, -message.day), message.time);
      const mine = message.from === 'us';
      const said = {
        from: mine ? me : them,
        to: [mine ? them : me],
        subject: index === 0 ? subject : `Re: ${subject}`,
        snippet: message.text.replace(/\s+/g, ' ').slice(0, 200),
        // What is said in confidence comes from another address, in a conversation of its own.
        in_reply_to: message.private ? null : idOf(index - 1),
      };
      const copy = {
        account: me.email,
        thread_id: message.private ? `f${place + 1}f` : `f${place + 1}`,
        gmail_message_id: `${place + 1}f${index + 1}`,
      };
      // Told of a day later: by then it was sent, whatever time of the day it is now.
      const act = (mutation: NamedMutation) => void acts.push({ person, mutation, ago: Math.min(message.day - 1, since) });
      if (message.opened) {
        const token = newId().replaceAll('-', '');
        act({ name: 'trackEmail', args: { id: newId(), token, ...said, sent_at, copy } });
        for (const hours of message.opened) {
          const at = Date.parse(sent_at) + Math.abs(hours) * 3_600_000;
          if (at <= Date.parse(options.now)) openings.push({ person, token, at, by: hours < 0 ? 'machine' : 'reader' });
        }
      }
      act({
        name: 'logEmail',
        args: {
          id: newId(),
          message_id: idOf(index),
          ...said,
          sent_at,
          direction: mine ? 'outgoing' : 'incoming',
          body_text: message.text,
          links: [resource],
          copy,
          by_hand: true,
          ...(message.private ? { visibility: 'private' as const } : {}),
        },
      });
    });
  });
  return { acts, openings };
}
