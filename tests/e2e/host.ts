import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site that embeds the kit: pages of its own on an origin of its own, for tests. */
export interface Host {
  /** By its number, and by its name: to browsers these are two origins. */
  address: string;
  named: string;
  close(): Promise<void>;
}

type Answer = { type?: string; status?: number; headers?: Record<string, string>; body: string | Uint8Array };

/** @param pages answers by path; called at each request */
export async function startHost(pages: Record<string, (request: IncomingMessage) => Answer | Promise<Answer>>): Promise<Host> {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    const found =
      pages[pathname] ?? Object.entries(pages).find(([path]) => path.endsWith('/*') && pathname.startsWith(path.slice(0, -1)))?.[1];
    const {
      type = 'text/html; charset=utf-8',
      status = 200,
      headers = {},
      body,
    } = found ? await found(request) : { status: 404, body: '' };
    response.writeHead(status, { 'Content-Type': type, ...headers }).end(body);
  };
  const server = createServer(
    (request, response) => void answer(request, response).catch((error: unknown) => response.destroy(error as Error)),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    named: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
