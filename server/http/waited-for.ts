import type { Context } from 'hono';
import { HttpError } from './errors.ts';

/** Aborts when whoever asks has closed the connection: nobody waits for the answer any more. */
export function waitedFor(c: Context): AbortSignal {
  const left = new AbortController();
  const leave = () => left.abort(new HttpError('malformed', 'The connection was closed before the answer was ready.'));
  const { signal } = c.req.raw;
  if (signal.aborted) leave();
  else signal.addEventListener('abort', leave, { once: true });
  return left.signal;
}
