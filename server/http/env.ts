import type { Context } from 'hono';
import type { RequestEvent } from './event.ts';
import type { HeldBindings } from './held-open.ts';

/** What every route finds in its context. */
export interface AppEnv {
  /** Absent where a test calls the app without a socket. */
  Bindings: Partial<HeldBindings>;
  Variables: {
    requestId: string;
    event: RequestEvent;
    /** The address that rate limits count by. */
    clientAddress: string;
  };
}

/** What is the same in the context of every route, whatever its middleware adds. */
export type AppContext = Pick<Context<AppEnv>, 'req' | 'var' | 'header'>;
