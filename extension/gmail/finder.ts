import type { Candidate, Candidates, Thing } from './candidates.ts';
import { shapes } from './shapes.ts';
import { follows, isElement, isVisible } from './visible.ts';

export interface Wanted {
  /** Only what is seen. A thing can be hidden and still be the right one, in a view that is seen. */
  visible?: boolean;
  keep?: (element: HTMLElement) => boolean;
}

/** What came of seeking a thing, the last time it was found. */
export interface Seek {
  served: string | null;
  count: number;
}

/** Seeks things by their candidates, and keeps which one served. */
export class Finder {
  readonly seeks = new Map<string, Seek>();
  /** By name of what was being done: how often something went wrong. */
  readonly faults = new Map<string, number>();
  readonly #candidates: Candidates;
  readonly document: Document;

  constructor(document: Document, candidates: Candidates) {
    this.document = document;
    this.#candidates = candidates;
  }

  all(thing: Thing, scope: ParentNode, { visible = false, keep }: Wanted = {}): HTMLElement[] {
    for (const candidate of this.#candidates[thing]) {
      const found = this.#by(candidate, scope).filter((element) => (!visible || isVisible(element)) && (!keep || keep(element)));
      if (found.length > 0) {
        this.note(thing, candidate.name, found.length);
        return found;
      }
    }
    this.note(thing, null, 0);
    return [];
  }

  /** By every candidate, where things of one kind can differ from one another. */
  any(thing: Thing, scope: ParentNode, { visible = false, keep }: Wanted = {}): HTMLElement[] {
    const found = new Set<HTMLElement>();
    for (const candidate of this.#candidates[thing]) {
      const more = this.#by(candidate, scope).filter(
        (element) => !found.has(element) && (!visible || isVisible(element)) && (!keep || keep(element)),
      );
      if (more.length > 0 && found.size === 0) this.note(thing, candidate.name, more.length);
      for (const element of more) found.add(element);
    }
    if (found.size === 0) this.note(thing, null, 0);
    return [...found].sort((a, b) => (follows(a, b) ? -1 : 1));
  }

  first(thing: Thing, scope: ParentNode, wanted?: Wanted): HTMLElement | undefined {
    return this.all(thing, scope, wanted)[0];
  }

  /** The value of the first field that holds one. */
  value(thing: Thing, scope: ParentNode): string | undefined {
    return this.all(thing, scope, { keep: (field) => fieldValue(field) !== '' }).map(fieldValue)[0];
  }

  /** The nearest around an element. */
  around(thing: Thing, element: Element, keep: (around: HTMLElement) => boolean = () => true): HTMLElement | undefined {
    for (const { name, css, shape } of this.#candidates[thing] as readonly Candidate[]) {
      const found = this.#quietly(
        () => (shape ? shapes[shape](element, this)[0] : css === undefined ? undefined : element.closest<HTMLElement>(css)),
        undefined,
      );
      if (found && keep(found)) {
        this.note(thing, name, 1);
        return found;
      }
    }
    this.note(thing, null, 0);
    return undefined;
  }

  note(thing: string, served: string | null, count: number): void {
    const before = this.seeks.get(thing);
    if (served === null && before?.served) return;
    this.seeks.set(thing, { served, count });
  }

  /** Gmail's page must not hear of what goes wrong with us. */
  guard<Value>(doing: string, otherwise: Value, work: () => Value): Value {
    try {
      return work();
    } catch {
      this.faults.set(doing, (this.faults.get(doing) ?? 0) + 1);
      return otherwise;
    }
  }

  #by({ css, up, shape }: Candidate, scope: ParentNode): HTMLElement[] {
    return this.#quietly(() => {
      if (shape) return shapes[shape](isElement(scope) ? scope : this.document.documentElement, this);
      const found = css === undefined ? [] : [...scope.querySelectorAll<HTMLElement>(css)];
      return up === undefined ? found : [...new Set(found.flatMap((element) => element.closest<HTMLElement>(up) ?? []))];
    }, []);
  }

  /** A browser that does not know a selector has the next candidate. */
  #quietly<Value>(work: () => Value, otherwise: Value): Value {
    try {
      return work();
    } catch {
      return otherwise;
    }
  }
}

export const fieldValue = (field: Element): string => ('value' in field && typeof field.value === 'string' ? field.value : '');
