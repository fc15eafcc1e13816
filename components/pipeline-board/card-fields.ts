import type { CustomField } from '../../shared/records/index.ts';
import type { Store } from '../store/index.ts';

/** Which fields cards show below their own lines. The list is another one whenever cards are to be drawn anew. */
export class CardFields {
  #names: readonly string[] = [];
  #drawn: readonly (string | CustomField | undefined)[] = [];

  get names(): readonly string[] {
    return this.#names;
  }

  /** To be called before each render. `own` is what the page has chosen: it goes before what the person or the workspace has. */
  ask(store: Store | undefined, own: readonly string[] | undefined): void {
    const chosen = own ?? chosenFields(store);
    const of = chosen.map((name) => [name, customOf(store, name)] as const);
    // What is gone or archived is shown nowhere.
    const shown = of.filter(([name, custom]) => !name.startsWith(prefix) || custom?.archived === false);
    const drawn = shown.flat();
    if (drawn.length === this.#drawn.length && drawn.every((one, at) => one === this.#drawn[at])) return;
    this.#drawn = drawn;
    this.#names = shown.map(([name]) => name);
  }
}

/** What a person has chosen, or else what the workspace has. */
export const chosenFields = (store: Store | undefined): readonly string[] =>
  store?.person?.card_fields ?? store?.every('workspace_settings')[0]?.card_fields ?? [];

const prefix = 'custom_fields.';

/** The custom field that a name is of: `custom_fields.ID`, and of an address `custom_fields.ID.city`. */
function customOf(store: Store | undefined, name: string): CustomField | undefined {
  if (!name.startsWith(prefix)) return undefined;
  const [, id] = name.split('.');
  return store?.every('custom_field').find((field) => field.id === id);
}
