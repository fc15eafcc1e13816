import type { OpenCompose } from './compose.ts';
import type { Composes } from './composes.ts';
import type { Finder } from './finder.ts';
import type { Send } from './types.ts';
import { isElement, isVisible } from './visible.ts';

/**
 * Hears that somebody sends before Gmail does: in the capture phase, on the window. What it takes for a send can still be refused, or
 * given up where Gmail asks for when or whether; only Gmail's own request proves it.
 */
export class Sending {
  /** For all composes. */
  readonly listeners = new Set<(send: Send) => void>();
  readonly counts = { tried: 0, refused: 0 };
  readonly #window: Window;
  readonly #finder: Finder;
  readonly #composes: Composes;
  readonly #scan: () => void;
  /** A button that answers a key with a click of its own shall not send twice. */
  #byKey: Element | undefined;
  #dialogs = new Set<Element>();

  constructor(window: Window, finder: Finder, composes: Composes, scan: () => void) {
    this.#window = window;
    this.#finder = finder;
    this.#composes = composes;
    this.#scan = scan;
    for (const type of ['click', 'keydown', 'keyup', 'mousedown', 'mouseup', 'focusin'] as const)
      window.addEventListener(type, this.#heard, { capture: true });
  }

  close(): void {
    for (const type of ['click', 'keydown', 'keyup', 'mousedown', 'mouseup', 'focusin'] as const)
      this.#window.removeEventListener(type, this.#heard, { capture: true });
  }

  /** Looks whether Gmail has put a question or a refusal before a send. */
  look(): void {
    const shown = this.#finder.all('alert dialog', this.#finder.document, { visible: true });
    const fresh = shown.filter((dialog) => !this.#dialogs.has(dialog));
    this.#dialogs = new Set(shown);
    if (fresh.length === 0) return;
    for (const compose of this.#composes.all()) {
      if (!compose.tried || !compose.root.isConnected) continue;
      this.#refused.add(compose);
      this.#tellRefused(compose);
    }
  }

  readonly #refused = new Set<OpenCompose>();

  /** Nobody gets at a compose behind Gmail's question: whoever does has answered it with no. */
  #goesOn(element: HTMLElement): void {
    for (const compose of this.#composes.all())
      if (compose.asked && (compose.root.contains(element) || compose.element.contains(element))) this.#tellRefused(compose);
  }

  #tellRefused(compose: OpenCompose): void {
    compose.tried = false;
    compose.asked = false;
    this.counts.refused++;
    for (const listener of compose.refused) this.#finder.guard('listener', undefined, listener);
  }

  readonly #heard = (event: Event): void => {
    this.#finder.guard('sending', undefined, () => {
      const [target] = event.composedPath();
      const element = isElement(target) ? target : isElement(event.target) ? event.target : undefined;
      if (element) this.#look(event, element);
    });
  };

  #look(event: Event, element: HTMLElement): void {
    switch (event.type) {
      case 'focusin':
        this.#note(element);
        return;
      case 'mousedown':
        this.#note(element);
        if ((event as MouseEvent).detail < 2) this.#goesOn(element);
        return;
      case 'keyup':
        this.#byKey = undefined;
        return;
      case 'mouseup':
        if (this.#isScheduled(element)) this.#send(this.#composes.current(), 'pointer', true);
        return;
      case 'click':
        this.#clicked(event as MouseEvent, element);
        return;
      case 'keydown':
        if (!(event as KeyboardEvent).repeat) this.#goesOn(element);
        this.#pressed(event as KeyboardEvent, element);
    }
  }

  #note(element: HTMLElement): void {
    const compose = this.#around(element);
    if (compose) this.#composes.active = compose;
  }

  #clicked(event: MouseEvent, element: HTMLElement): void {
    const compose = this.#around(element);
    const button = compose && this.#buttonAt(element, compose);
    if (compose && button) {
      const answered = event.detail === 0 && this.#byKey === button;
      if (!answered) this.#send(compose, 'pointer', false);
    } else if (element.closest('[role=alertdialog]') && element.closest('[role=button], button')) this.#sendFromDialog();
  }

  #pressed(event: KeyboardEvent, element: HTMLElement): void {
    if (event.isComposing) return;
    const enter = event.key === 'Enter';
    if (enter && (event.ctrlKey || event.metaKey) && !event.altKey) {
      const compose = this.#around(element);
      if (compose) this.#send(compose, 'shortcut', false);
      return;
    }
    if ((!enter && event.key !== ' ' && event.key !== 'Spacebar') || event.ctrlKey || event.metaKey || event.altKey) return;
    if (this.#isScheduled(element)) this.#send(this.#composes.current(), 'button key', true);
    else if (element.closest('[role=alertdialog]')) this.#sendFromDialog();
    else {
      const compose = this.#around(element);
      const button = compose && this.#buttonAt(element, compose);
      if (!compose || !button) return;
      this.#byKey = button;
      if (!event.repeat) this.#send(compose, 'button key', false);
    }
  }

  /** The page can have changed since it was looked at last. */
  #around(element: Element): OpenCompose | undefined {
    const known = this.#composes.around(element);
    if (known) return known;
    if (!element.closest('form, table, [role=dialog], [role=region], [role=main], .M9')) return undefined;
    this.#scan();
    return this.#composes.around(element);
  }

  #buttonAt(element: Element, compose: OpenCompose): HTMLElement | undefined {
    const { element: scope } = compose;
    const archive = this.#finder.all('send and archive', scope).find((button) => button.contains(element));
    const send = compose.sendButton();
    return archive ?? (send?.contains(element) ? send : undefined);
  }

  #isScheduled = (element: Element) => this.#finder.all('scheduled send', this.#finder.document).some((item) => item.contains(element));

  /** Gmail can ask before it sends; a yes sends what it reads then. */
  #sendFromDialog(): void {
    this.look();
    for (const compose of this.#refused)
      if (compose.root.isConnected && isVisible(compose.element)) {
        this.#send(compose, 'pointer', false);
        compose.asked = true;
      }
  }

  #send(compose: OpenCompose | undefined, by: Send['by'], scheduled: boolean): void {
    if (!compose) return;
    this.counts.tried++;
    // What Gmail puts before somebody who schedules is the question for when, and no refusal.
    compose.tried = !scheduled;
    compose.asked = scheduled;
    this.#refused.delete(compose);
    for (const listener of [...this.listeners, ...compose.sending])
      this.#finder.guard('listener', undefined, () => listener({ compose, by, scheduled }));
  }
}
