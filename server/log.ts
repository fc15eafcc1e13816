import type { DestinationStream, Logger } from 'pino';
import { pino } from 'pino';

/** The log: JSON lines, with errors as `errorForLog` tells them. */
export function createLog(level: string, stream: DestinationStream): Logger {
  return pino({ level, base: null, serializers: { err: errorForLog } }, stream);
}

interface ToldError {
  type: string;
  message: string;
  stack: string | undefined;
  code?: string;
  status?: number;
  cause?: ToldError;
}

/**
 * An error without what libraries hang on it: parameters of a failed query, commands to Redis and letters hold tokens,
 * passwords and people's words.
 */
export function errorForLog(error: unknown): ToldError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'Something that is no error was thrown.', stack: undefined };
  const message = withoutParameters(error.message);
  const { code, status } = error as { code?: unknown; status?: unknown };
  return {
    type: error.name === 'Error' ? error.constructor.name : error.name,
    message,
    stack: error.stack?.replace(error.message, () => message),
    ...(typeof code === 'string' && { code }),
    ...(typeof status === 'number' && { status }),
    ...(error.cause !== undefined && { cause: errorForLog(error.cause) }),
  };
}

// Drizzle writes "Failed query: …\nparams: …" (drizzle-orm/errors).
const withoutParameters = (message: string): string => message.replace(/\nparams: [\s\S]*$/, '');
