import type { ServerResponse } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';

/** What a request comes with, and what a route leaves in it. */
export interface HeldBindings extends HttpBindings {
  /** Takes over Node's own response, once its head is written. */
  hold?: (response: ServerResponse) => void;
}

/**
 * Answers that stay open for hours are handed over as Node's own response: a web stream, with all that reads it, is several
 * times as large, and a server holds thousands of them. The route leaves `hold` and gives an answer without a body, whose
 * headers are sent.
 */
export function heldOpen(answer: (request: Request, env: HeldBindings) => Response | Promise<Response>) {
  return async (request: Request, env: HeldBindings): Promise<Response> => {
    const response = await answer(request, env);
    const { hold, outgoing } = env;
    if (!hold || response.status !== 200 || request.method !== 'GET' || !('writeHead' in outgoing)) return response;
    outgoing.writeHead(200, Object.fromEntries(response.headers));
    hold(outgoing as ServerResponse);
    return RESPONSE_ALREADY_SENT;
  };
}
