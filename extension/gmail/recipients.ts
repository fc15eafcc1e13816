import { addresses } from './addresses.ts';
import type { RecipientField } from './candidates.ts';
import { recipientCandidates, recipientFields, summaryCandidates, typedCandidates } from './candidates.ts';
import type { Finder } from './finder.ts';
import { fieldValue } from './finder.ts';
import { personOf, unique } from './message.ts';
import { ours } from './reading.ts';
import type { Person } from './types.ts';

export interface RecipientReading {
  finder: Finder;
  /** The account's own address. */
  own: string | undefined;
  body: HTMLElement | undefined;
}

/** To whom a compose goes by one header: the chips, and what is being typed and is no chip yet. */
export function recipientsIn(compose: HTMLElement, field: RecipientField, reading: RecipientReading): Person[] {
  const named = [...compose.querySelectorAll<HTMLElement>(typedCandidates(field))];
  const group = named.length > 0 ? undefined : groupOf(compose, field, reading);
  const typed = [...named, ...(group ? group.querySelectorAll<HTMLElement>('[role=combobox]') : [])].flatMap((input) =>
    addresses(fieldValue(input)).map((one) => ({ ...one, own: one.email === reading.own })),
  );
  return unique([...chipsOf(compose, field, group, reading), ...typed]);
}

function chipsOf(compose: HTMLElement, field: RecipientField, group: HTMLElement | undefined, reading: RecipientReading): Person[] {
  const { finder, own } = reading;
  for (const { name, css, read } of recipientCandidates) {
    const people = [...compose.querySelectorAll<HTMLElement>(css(field))].flatMap((one): Person[] => {
      if (read === 'value') return addresses(fieldValue(one)).map((named) => ({ ...named, own: named.email === own }));
      return [personOf(one, own)].filter((person) => person !== undefined);
    });
    if (people.length > 0) {
      finder.note(`compose ${field}`, name, people.length);
      return people;
    }
  }
  if (group) {
    const people = peopleIn(group, '[data-hovercard-id*="@"], [email]', reading);
    finder.note(`compose ${field}`, 'place among the fields', people.length);
    return people;
  }
  // What a fresh answer shows names no header: it is whom it goes to.
  if (field !== 'to' || compose.querySelector('[name=cc] [data-hovercard-id], [name=bcc] [data-hovercard-id]')) return [];
  for (const { name, css } of summaryCandidates) {
    const people = peopleIn(compose, css ?? '', reading);
    if (people.length > 0) {
      finder.note('compose to', name, people.length);
      return people;
    }
  }
  return [];
}

const peopleIn = (place: HTMLElement, css: string, { body, own }: RecipientReading): Person[] =>
  [...place.querySelectorAll<HTMLElement>(css)].filter((one) => !body?.contains(one)).flatMap((one) => personOf(one, own) ?? []);

/**
 * The field of a header by its place, where nothing is named after headers: there is something to type in for each, in the order of the
 * headers, whatever the page calls them. Who is hidden from the others must never be taken for one of them.
 */
function groupOf(compose: HTMLElement, field: RecipientField, { body }: RecipientReading): HTMLElement | undefined {
  const typing = [...compose.querySelectorAll<HTMLElement>('input[role=combobox], textarea[role=combobox]')].filter(
    (one) => !body?.contains(one) && !one.closest(`[${ours}]`),
  );
  if (typing.length !== recipientFields.length) return undefined;
  const own = typing[recipientFields.indexOf(field)];
  if (!own) return undefined;
  let at = own;
  while (at.parentElement && at.parentElement !== compose && !typing.some((other) => other !== own && at.parentElement?.contains(other)))
    at = at.parentElement;
  return at;
}
