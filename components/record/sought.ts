import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Milliseconds within which what is sought appears; what appears later is not what somebody waits for. */
const patience = 10_000;

let sought: { id: string; until: number } | undefined;
const seekers = new Set<Sought>();

/** Says that somebody looks for an entry of a record's history, by its id: once it is shown it is brought into sight. */
export function seek(id: string): void {
  sought = { id, until: Date.now() + patience };
  for (const seeker of seekers) seeker.look();
}

/**
 * Brings an entry that somebody looks for into sight, marks it as long as it has the focus, and gives it that. The mark is the
 * attribute `data-sought` of its line.
 */
export class Sought implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #lineOf: (id: string) => HTMLElement | null | undefined;
  readonly #found: () => void;

  /**
   * @param lineOf the entry with that id, where the host shows it; the focus goes to its `.open`, or else to itself
   * @param found called before
   */
  constructor(
    host: ReactiveControllerHost & HTMLElement,
    lineOf: (id: string) => HTMLElement | null | undefined,
    found: () => void = () => undefined,
  ) {
    this.#host = host;
    this.#lineOf = lineOf;
    this.#found = found;
    host.addController(this);
  }

  hostConnected(): void {
    seekers.add(this);
  }

  hostDisconnected(): void {
    seekers.delete(this);
  }

  hostUpdated(): void {
    this.look();
  }

  look(): void {
    if (!sought || sought.until < Date.now()) return;
    const line = this.#lineOf(sought.id);
    if (!line?.checkVisibility()) return;
    sought = undefined;
    this.#found();
    // What is opened along with it has its place by then, and has taken the focus.
    requestAnimationFrame(() => requestAnimationFrame(() => void this.#host.updateComplete.then(() => show(line))));
  }
}

function show(line: HTMLElement): void {
  line.toggleAttribute('data-sought', true);
  line.scrollIntoView({ block: 'center' });
  const opener = line.querySelector<HTMLElement>('.open');
  if (!opener) line.tabIndex = -1;
  (opener ?? line).focus({ preventScroll: true });
  const leave = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget instanceof Node && line.contains(relatedTarget)) return;
    line.removeEventListener('focusout', leave);
    line.toggleAttribute('data-sought', false);
    if (!opener) line.removeAttribute('tabindex');
  };
  line.addEventListener('focusout', leave);
}
