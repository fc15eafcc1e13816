/** When the first cards of a board are painted, and when its columns tell of all deals: milliseconds. */
export interface Opened extends Record<string, number> {
  first: number;
  all: number;
}

export interface BoardPage {
  /** Makes the board of so many deals from text in memory; counted from there. */
  mount(count: number): Promise<Opened>;
  /** Where the address says `?deals=…`: fetches their text and makes the board of it; counted from when the page began to open. */
  opened: Promise<Opened> | undefined;
}

declare global {
  interface Window {
    board: BoardPage;
  }
}

export interface Offer<T> {
  /** What there is before the clock starts. */
  prepare: (count: number) => T | Promise<T>;
  mount: (prepared: T, place: HTMLElement) => void;
  /** Fetches the text from an address, and mounts what is in it. */
  open: (address: string, place: HTMLElement) => void | Promise<void>;
  hasCards: () => boolean;
  /** Its columns tell how many deals they have. */
  hasAll: (count: number) => boolean;
}

export function offer<T>({ prepare, mount, open, hasCards, hasAll }: Offer<T>): void {
  const shown = async (count: number, since: number): Promise<Opened> => {
    await painted(hasCards);
    const first = performance.now() - since;
    performance.mark('first cards');
    if (!hasAll(count)) await painted(() => hasAll(count));
    return { first, all: performance.now() - since };
  };
  const asked = Number(new URLSearchParams(location.search).get('deals'));
  window.board = {
    mount: async (count) => {
      const prepared = await prepare(count);
      const place = board();
      // From a task of its own, as an answer of the network would.
      await new Promise((resolve) => setTimeout(resolve, 100));
      performance.mark('board begins');
      const started = performance.now();
      mount(prepared, place);
      return shown(count, started);
    },
    opened: asked > 0 ? shown(asked, 0) : undefined,
  };
  if (asked > 0) void open(`/deals/${asked}`, board());
}

function board(): HTMLElement {
  const place = document.createElement('div');
  place.id = 'place';
  document.body.append(place);
  return place;
}

const frame = () => new Promise(requestAnimationFrame);

/** What is there when a frame begins is on the screen when a message comes that was sent then. */
async function painted(isThere: () => boolean): Promise<void> {
  do await frame();
  while (!isThere());
  await new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    port2.postMessage(undefined);
  });
}
