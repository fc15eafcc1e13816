import { newId } from '../../../shared/new-id.ts';
import type { BackgroundToSidebar, RelayRequest } from '../../messages.ts';
import type { SidebarLink } from './sidebar-link.ts';

interface Request {
  resolve: (response: Response) => void;
  reject: (error: unknown) => void;
  body: ReadableStreamDefaultController<Uint8Array> | undefined;
  answered: boolean;
}

const methods: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] satisfies RelayRequest['method'][];
const isMethod = (method: string): method is RelayRequest['method'] => methods.includes(method);

/** Answers that have no body, by the rules of HTTP: a response with one cannot even be made. */
const bodiless = new Set([101, 204, 205, 304]);

/**
 * A `fetch` whose requests go through the background, for one sign-in: it alone may reach the server and has the token. Bodies are text. When the
 * port ends what was under way fails as a broken connection does: whoever asked knows what to do then.
 */
export function relayFetch(link: SidebarLink, server: string, signIn: string): typeof globalThis.fetch {
  const requests = new Map<string, Request>();
  const encoder = new TextEncoder();
  const broken = () => new TypeError('The connection to the server broke off.');

  const fail = (id: string, error: unknown): void => {
    const request = requests.get(id);
    if (!request) return;
    requests.delete(id);
    if (request.answered) request.body?.error(error);
    else request.reject(error);
  };

  link.listen((message: BackgroundToSidebar) => {
    const request = 'id' in message ? requests.get(message.id) : undefined;
    if (!request) return;
    switch (message.type) {
      case 'response': {
        request.answered = true;
        const { id } = message;
        const body = new ReadableStream<Uint8Array>({
          start: (controller) => void (request.body = controller),
          cancel: () => {
            requests.delete(id);
            link.tell({ type: 'abort', id });
          },
        });
        const { status, headers } = message;
        // Opaque and malformed states have no place in a response: they are no answer at all.
        if (status < 200 || status > 599) return fail(id, broken());
        return request.resolve(new Response(bodiless.has(status) ? null : body, { status, headers }));
      }
      case 'chunk':
        return request.body?.enqueue(encoder.encode(message.text));
      case 'end':
        requests.delete(message.id);
        return request.body?.close();
      case 'failed':
        return fail(message.id, new TypeError(message.message));
      default:
    }
  });
  link.onRenewed(() => {
    for (const id of requests.keys()) fail(id, broken());
  });

  return (input, init = {}) =>
    new Promise((resolve, reject) => {
      const address = String(input instanceof globalThis.Request ? input.url : input);
      const method = (init.method ?? 'GET').toUpperCase();
      const { signal, body } = init;
      if (!address.startsWith(`${server}/`) || !isMethod(method))
        return reject(new TypeError('Only the server of this sign-in can be asked.'));
      if (body !== undefined && body !== null && typeof body !== 'string') return reject(new TypeError('Only text can be sent from here.'));
      if (signal?.aborted) return reject(signal.reason as Error);
      const id = newId();
      const headers = Object.fromEntries(new Headers(init.headers));
      // The background has one of its own.
      delete headers['authorization'];
      requests.set(id, { resolve, reject, body: undefined, answered: false });
      signal?.addEventListener(
        'abort',
        () => {
          if (!requests.has(id)) return;
          link.tell({ type: 'abort', id });
          fail(id, signal.reason);
        },
        { once: true },
      );
      link.tell({
        type: 'fetch',
        id,
        signIn,
        method,
        path: address.slice(server.length),
        headers,
        ...(typeof body === 'string' ? { body } : {}),
      });
    });
}
