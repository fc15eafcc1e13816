import { html, nothing } from 'lit';
import '../../../../components/base/select/select.ts';
import type { SelectOption } from '../../../../components/base/select/select.ts';
import { msg } from '../../../../components/base/localisation/index.ts';
import type { Store } from '../../../../components/store/index.ts';
import type { Choices } from './columns.ts';
import { hasGaps } from './gaps.ts';
import type { Defaults, ImportState } from './wire.ts';

/** What deals have where no column says it: other programs keep some of it elsewhere, or not at all. */

type Field = keyof Defaults;

const fields: readonly Field[] = ['pipeline', 'loss_reason_id', 'unqualified_reason_id'];

type Contents = ImportState['contents'];

/** What some table of deals has no column for; of reasons, what some of its rows say nothing of. */
const lacking = ({ tables }: Choices, contents: Contents): Field[] =>
  fields.filter((field) =>
    tables.some(
      (table, at) =>
        table.kind === 'deal' &&
        (field === 'pipeline' ? !Object.values(table.mapping).includes(field) : hasGaps(table, contents.tables[at], field)),
    ),
  );

/** What was chosen, as far as it is asked for. */
export function defaultsOf(choices: Choices, contents: Contents): Defaults {
  return Object.fromEntries(
    lacking(choices, contents).flatMap((field) => {
      const value = choices.defaults[field];
      return value ? [[field, value]] : [];
    }),
  );
}

/** A choice for each of them, but where there is nothing to choose. */
export function renderDefaults(store: Store, choices: Choices, contents: Contents, choose: (change: Partial<Choices>) => void) {
  const open = lacking(choices, contents);
  const mapped = new Set(choices.tables.flatMap(({ mapping }) => Object.values(mapping)));
  const labels: Record<Field, () => string> = {
    pipeline: () => msg('Pipeline of the deals'),
    loss_reason_id: () => (mapped.has('loss_reason_id') ? msg('Reason of lost deals without one') : msg('Reason of lost deals')),
    unqualified_reason_id: () =>
      mapped.has('unqualified_reason_id') ? msg('Reason of unqualified deals without one') : msg('Reason of unqualified deals'),
  };
  return open.map((field) => {
    const options = optionsOf(store, field);
    if (options.length < 2) return nothing;
    return html`<crm-select
      label=${labels[field]()}
      .value=${choices.defaults[field] ?? options[0]?.value ?? ''}
      .options=${options}
      @change=${(event: Event) =>
        choose({ defaults: { ...choices.defaults, [field]: (event.target as HTMLElement & { value: string }).value } })}
    ></crm-select>`;
  });
}

function optionsOf(store: Store, field: Field): SelectOption[] {
  const named = ({ id, name }: { id: string; name: string }): SelectOption => ({ value: id, label: name });
  if (field === 'pipeline')
    return store
      .every('pipeline')
      .filter(({ disabled }) => !disabled)
      .sort((a, b) => a.position - b.position)
      .map(named);
  const reasons = store.every(field === 'loss_reason_id' ? 'loss_reason' : 'deal_unqualified_reason');
  return [{ value: '', label: msg('As the file says') }, ...reasons.sort((a, b) => a.name.localeCompare(b.name)).map(named)];
}
