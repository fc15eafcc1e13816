/** Submissions that could not be sent, kept in the visitor's browser until they can. */
export interface Kept {
  url: string;
  body: string;
  /** When it was kept: given up after a month. */
  at: number;
}

const key = 'inlay/form/kept';
const month = 30 * 86_400_000;

export function kept(): Kept[] {
  try {
    const list = JSON.parse(localStorage.getItem(key) ?? '[]') as Kept[];
    return list.filter(({ at }) => Date.now() - at < month);
  } catch {
    // No storage, or not ours.
    return [];
  }
}

/** False where the browser keeps nothing. */
export function keep(entry: Kept): boolean {
  try {
    localStorage.setItem(key, JSON.stringify([...kept().filter(({ body }) => body !== entry.body), entry]));
    return true;
  } catch {
    return false;
  }
}

function forget(entry: Kept): void {
  try {
    localStorage.setItem(key, JSON.stringify(kept().filter(({ body }) => body !== entry.body)));
  } catch {
    // As above.
  }
}

export type Answer =
  | { ok: true; thanks: { message: string | null; url: string | null } }
  | { ok: false; status: number; fields: Record<string, { code: string }> };

/** Sends a submission. Undefined where the server cannot be reached. Its id makes it one lead, however often it is sent. */
export async function send({ url, body }: Kept): Promise<Answer | undefined> {
  let response: Response;
  try {
    // As text/plain it needs no preflight request; the body is JSON all the same.
    response = await fetch(url, { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body, credentials: 'omit' });
  } catch {
    return undefined;
  }
  const answer = (await response.json().catch(() => ({}))) as {
    thanks?: { message: string | null; url: string | null };
    fields?: Record<string, { code: string }>;
  };
  if (response.ok && answer.thanks) return { ok: true, thanks: answer.thanks };
  if (response.status >= 500) return undefined;
  return { ok: false, status: response.status, fields: answer.fields ?? {} };
}

let sending = false;

/** Tries what is kept. What the server refuses for good is let go. */
export async function flush(): Promise<void> {
  if (sending) return;
  sending = true;
  try {
    for (const entry of kept()) {
      const answer = await send(entry);
      if (!answer) return;
      if (answer.ok || answer.status !== 429) forget(entry);
    }
  } finally {
    sending = false;
  }
}
