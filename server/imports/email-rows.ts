import addressparser from 'nodemailer/lib/addressparser';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import type { Participant, ResourceType, Visibility } from '../../shared/records/index.ts';
import { emailPattern, longestBody, visibilities } from '../../shared/records/index.ts';
import type { Known, KnownRecords } from './known.ts';
import type { Fields, ImportOptions } from './plan.ts';
import { rowId } from './row-id.ts';
import { readBoolean } from './values.ts';

/** E-mail of another account: a row becomes the copy that whoever imports has of the message, and the message with it. */

/** Characters of a header, far more than anybody writes to people. */
const longestList = 64_000;

/** `Ann Zipson <ann@zip.example>, bo@zip.example`; undefined where one of them has no address. */
export function readParticipants(cell: string): Participant[] | undefined {
  if (cell.length > longestList) return undefined;
  const parsed = addressparser(listed(cell), { flatten: true });
  const people = parsed.map(({ address, name }) => ({ email: address.toLowerCase(), name: cut(name.trim(), 255) || null }));
  return people.every(({ email }) => emailPattern.test(email)) ? people : undefined;
}

/** `["a@b.example"]` and `[a@b.example]` are lists as well. */
function listed(cell: string): string {
  if (!/^\[.*\]$/s.test(cell)) return cell;
  try {
    const list: unknown = JSON.parse(cell);
    if (Array.isArray(list)) return list.filter((one) => typeof one === 'string').join(', ');
  } catch {
    // Not JSON, but addresses between brackets.
  }
  return cell.slice(1, -1);
}

/** A Message-ID as RFC 5322 writes it; undefined for another system's own number of the message. */
export function readMessageId(cell: string): string | undefined {
  // Before the pattern looks at it, whose time grows with the square of that.
  if (cell.length > 998) return undefined;
  const id = `<${cell.replace(/^<|>$/g, '')}>`;
  return /^<[^\s<>]+@[^\s<>]+>$/.test(id) && id.length <= 998 ? id : undefined;
}

const saying: Record<Visibility, readonly string[]> = {
  private: ['private', 'privé', 'privée', 'me', 'only me', 'owner', 'moi'],
  team: ['team', 'équipe'],
  everyone: ['everyone', 'everybody', 'public', 'shared', 'company', 'all', 'tous', 'tout le monde', 'partagé', 'partagée'],
};

/** By one of these words, or by whether it is private; undefined for any other: nobody may read more than was meant. */
export function readVisibility(cell: string): Visibility | undefined {
  const word = cell.trim().toLowerCase();
  const isPrivate = readBoolean(word);
  return isPrivate === undefined ? visibilities.find((one) => saying[one].includes(word)) : isPrivate ? 'private' : 'everyone';
}

/** A text cut to so many UTF-16 units, and never within a character. */
const cut = (text: string, most: number): string => (text.length <= most ? text : text.slice(0, most).replace(/[\uD800-\uDBFF]$/, ''));

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", apos: "'", nbsp: ' ' };

/** The words of a page, for the line that is read in a list: they are shown as text, never as a page. Takes linear time. */
const textOf = (html: string): string =>
  read(html)
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&(#39|\w{2,4});/g, (whole, name: string) => entities[name.toLowerCase()] ?? whole);

/** A page without what nobody reads of it. */
function read(html: string): string {
  // Letters outside ASCII may become longer, and shift what stands behind them.
  const lower = html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  const opening = /<(style|script|head)\b/g;
  const parts: string[] = [];
  let from = 0;
  for (let found = opening.exec(lower); found; found = opening.exec(lower)) {
    const end = lower.indexOf(`</${found[1]}`, found.index);
    if (end < 0) break;
    parts.push(html.slice(from, found.index));
    from = opening.lastIndex = end;
  }
  return [...parts, html.slice(from)].join(' ');
}

/** Addresses stand between the same signs as what makes a page. */
const isPage = (body: string): boolean => /<(html|body|div|p|br|table|span|a|b|i)(\s[^<>]*)?\/?>/i.test(body);

/** Makes of what a row says what its message holds. Changes the fields. */
export function settleEmail(fields: Fields, known: Known): void {
  const { user_id: userId, body, snippet, incoming } = fields;
  for (const field of ['user_id', 'body', 'snippet', 'incoming']) delete fields[field];
  const ours = (address: string) => known.users.some(({ email }) => email.toLowerCase() === address);
  const user = known.users.find(({ id }) => id === userId);
  const own = user && { email: user.email.toLowerCase(), name: user.name };
  const from = (fields['from'] as Participant[] | undefined)?.[0] ?? (incoming === false ? own : undefined);
  delete fields['from'];
  if (from) fields['from'] = from;
  const outgoing = typeof incoming === 'boolean' ? !incoming : from !== undefined && ours(from.email);
  fields['direction'] = outgoing ? 'outgoing' : 'incoming';
  if (!outgoing && fields['to'] === undefined && own) fields['to'] = [own];
  const page = typeof body === 'string' && isPage(body);
  const text = typeof body !== 'string' ? '' : page ? textOf(body) : body;
  // Half of a page's code would show as something else: without the whole there is the text.
  if (page && body.length <= longestBody) fields['body_html'] = body;
  else if (text !== '') fields['body_text'] = cut(text, longestBody);
  fields['snippet'] = cut((typeof snippet === 'string' ? snippet : text).replace(/\s+/g, ' ').trim(), 500);
}

/** What a message stands on where its row names nothing: the lead or contact behind the first address of the other side. */
export function linkByAddress(fields: Fields, records: KnownRecords): { address: string; field: 'from' | 'to' } | undefined {
  if (fields['resource_id'] !== undefined) return undefined;
  const {
    from,
    to = [],
    cc = [],
    direction,
  } = fields as { from?: Participant; to?: Participant[]; cc?: Participant[]; direction?: string };
  const others = [...(direction === 'outgoing' || !from ? [] : [from]), ...to, ...cc];
  for (const { email } of others) {
    const found = records.byAddress(email);
    if (!found) continue;
    fields['resource_type'] = found.type;
    fields['resource_id'] = found.id;
    return undefined;
  }
  return { address: others[0]?.email ?? '', field: direction === 'outgoing' ? 'to' : 'from' };
}

interface LogFields {
  from?: Participant;
  sent_at?: string;
  direction?: 'incoming' | 'outgoing';
  resource_type?: ResourceType;
  resource_id?: string;
}

/** @param id of the copy that whoever imports has of the message */
export function logOf(id: string, fields: Fields, { source, ownerId }: ImportOptions, known: Known): NamedMutation {
  const { from, sent_at, direction, resource_type, resource_id, ...rest } = fields as Fields & LogFields;
  const idOf = (kind: string, of: string) => rowId(known.workspaceId, source, kind, of);
  const links = resource_type && resource_id ? [{ id: idOf('email_link', `${resource_id} of ${id}`), resource_type, resource_id }] : [];
  return {
    name: 'logEmail',
    args: {
      visibility: 'everyone',
      ...rest,
      id: idOf('email_message', id),
      from: from ?? { email: '', name: null },
      sent_at: sent_at ?? '',
      direction: direction ?? 'incoming',
      links,
      copy: { id, account: known.users.find((user) => user.id === ownerId)?.email ?? '' },
      // The file is chosen as a whole: what stands in it among colleagues, too.
      by_hand: true,
    },
  };
}
