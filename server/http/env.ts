import type { HttpBindings } from '@hono/node-server';
import type { RequestEvent } from './event.ts';

/** What every route finds in its context. */
export interface AppEnv {
  /** Absent where a test calls the app without a socket. */
  Bindings: Partial<HttpBindings>;
  Variables: {
    requestId: string;
    event: RequestEvent;
    /** The address that rate limits count by. */
    clientAddress: string;
  };
}
