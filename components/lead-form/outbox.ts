/** A submission in the visitor's browser, from before it is sent until the server has answered: closing the page loses nothing. */
export interface Kept {
  url: string;
  body: string;
  /** When it was kept: given up after a month. */
  at: number;
}

const key = 'inlay/form/kept';
const month = 30 * 86_400_000;
/** More than these in one browser are no person's. */
const most = 50;

function kept(): Kept[] {
  try {
    const list = JSON.parse(localStorage.getItem(key) ?? '[]') as Partial<Kept>[];
    return list.filter(
      (entry): entry is Kept => typeof entry.url === 'string' && typeof entry.body === 'string' && Date.now() - Number(entry.at) < month,
    );
  } catch {
    // No storage, or not ours.
    return [];
  }
}

function write(list: readonly Kept[]): boolean {
  try {
    if (list.length > 0) localStorage.setItem(key, JSON.stringify(list.slice(-most)));
    else localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}

const others = (entry: Kept) => kept().filter(({ body }) => body !== entry.body);

/** False where the browser keeps nothing. */
export const keep = (entry: Kept): boolean => write([...others(entry), entry]);

export const forget = (entry: Kept): void => void write(others(entry));

export type Answer =
  | { kind: 'taken'; thanks: { message: string | null; url: string | null } }
  | { kind: 'refused'; status: number; fields: Record<string, { code: string }> }
  /** To be sent again; after so many milliseconds where the server says so. */
  | { kind: 'later'; after?: number };

/** Refusals that may pass: the same submission is taken later. */
const passing = [408, 425, 429];

/** Sends a submission. Its id makes it one lead, however often that is. */
export async function send({ url, body }: Kept): Promise<Answer> {
  let response: Response;
  try {
    // As text/plain it needs no preflight request; the body is JSON all the same. It outlives a page that is left meanwhile.
    response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain' },
      body,
      credentials: 'omit',
      keepalive: body.length < 20_000,
    });
  } catch {
    return { kind: 'later' };
  }
  const answer = (await response.json().catch(() => ({}))) as {
    thanks?: { message: string | null; url: string | null };
    fields?: Record<string, { code: string }>;
  };
  if (response.ok && answer.thanks) return { kind: 'taken', thanks: answer.thanks };
  const seconds = Number(response.headers.get('Retry-After'));
  if (response.ok || response.status >= 500 || passing.includes(response.status))
    return { kind: 'later', ...(seconds > 0 ? { after: seconds * 1000 } : {}) };
  return { kind: 'refused', status: response.status, fields: answer.fields ?? {} };
}

/** What will never be taken, whatever happens to the form. */
const final = [400, 409, 413, 415, 422];

const listeners = new Set<(sent: Kept) => void>();
const soonest = 15_000;
const latest = 600_000;
let sending: Promise<void> | undefined;
let wait = soonest;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Calls back with each submission that was kept and has gone out since. */
export function onSent(listener: (sent: Kept) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tries what is kept, and again later what is still there then. */
export function flush(): Promise<void> {
  clearTimeout(timer);
  return (sending ??= sendKept().then((after) => {
    sending = undefined;
    if (kept().length === 0) return;
    timer = setTimeout(() => void flush(), after ?? wait);
    wait = Math.min(wait * 2, latest);
  }));
}

/** @returns milliseconds until the server wants to be asked again, where it says so */
async function sendKept(): Promise<number | undefined> {
  let again: number | undefined;
  for (const entry of kept()) {
    const answer = await send(entry);
    if (answer.kind === 'taken') {
      wait = soonest;
      forget(entry);
      for (const listener of listeners) listener(entry);
    } else if (answer.kind === 'later') again = answer.after ?? again;
    else if (final.includes(answer.status)) {
      forget(entry);
      console.warn(`A submission that was kept has been refused (${answer.status}).`, Object.keys(answer.fields));
    }
  }
  return again;
}
