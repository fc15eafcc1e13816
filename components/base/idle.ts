const waiting: (() => Promise<unknown>)[] = [];
let fetching = false;

/**
 * Fetches what somebody will need sooner or later, one after the other, while the page has nothing else to do. It opens at
 * once then, and offline too. To be called when what the person came for is on the screen.
 */
export function fetchWhenIdle(...loads: readonly (() => Promise<unknown>)[]): void {
  if (savesData()) return;
  waiting.push(...loads);
  if (!fetching) void fetchAll();
}

async function fetchAll(): Promise<void> {
  fetching = true;
  for (let load = waiting.shift(); load; load = waiting.shift()) {
    await idle();
    // Where it cannot be fetched now, it is fetched when it is needed, and what needs it says so.
    await load().catch(() => undefined);
  }
  fetching = false;
}

/** Resolves when the page has nothing else to do. Some browsers cannot tell: a moment after everything else will do. */
export const idle = (): Promise<unknown> =>
  new Promise((resolve) =>
    'requestIdleCallback' in window ? requestIdleCallback(resolve, { timeout: 10_000 }) : setTimeout(resolve, 300),
  );

/** The person pays for each megabyte, and has said so. */
const savesData = (): boolean =>
  'connection' in navigator && (navigator.connection as { saveData?: boolean } | undefined)?.saveData === true;
