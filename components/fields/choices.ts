import type { Field } from '../../shared/filters/index.ts';
import type { Row, SetupType } from '../../shared/records/index.ts';
import { offeredChoices } from '../../shared/records/index.ts';
import { msg } from '../base/localisation/index.ts';
import type { Store } from '../store/index.ts';

export interface Choice {
  value: string;
  label: string;
}

const words: Record<string, () => string> = {
  open: () => msg('Open'),
  incoming: () => msg('Incoming'),
  in_progress: () => msg('In progress'),
  won: () => msg('Won'),
  lost: () => msg('Lost'),
  unqualified: () => msg('Unqualified'),
  none: () => msg('None'),
  current: () => msg('Current'),
  past: () => msg('Past'),
  lead: () => msg('Lead'),
  contact: () => msg('Contact'),
  deal: () => msg('Deal'),
};

/** A fixed value in words. */
export const wordOf = (value: string): string => words[value]?.() ?? value;

const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name);
const named = (rows: readonly { id: string; name: string }[]): Choice[] => rows.map(({ id, name }) => ({ value: id, label: name }));

/** What can be chosen for a field of kind `one` or `many`, in its order; undefined where it is found by typing instead. */
export function choicesOf(field: Pick<Field, 'name' | 'options'>, store: Store, type: string): Choice[] | undefined {
  const { options } = field;
  if (options === undefined) return undefined;
  if (typeof options === 'object')
    return 'values' in options ? options.values.map((value) => ({ value, label: wordOf(value) })) : named(offeredChoices(options.custom));
  const every = <T extends SetupType>(list: T): Row<T>[] => [...store.every(list)];
  switch (options) {
    case 'user':
      return named(
        every('user')
          .filter(({ status }) => status === 'active')
          .sort(byName),
      );
    case 'stage': {
      const pipelines = new Map(every('pipeline').map((pipeline) => [pipeline.id, pipeline]));
      const place = (id: string) => pipelines.get(id)?.position ?? 0;
      const stages = every('stage').sort((a, b) => place(a.pipeline_id) - place(b.pipeline_id) || a.position - b.position);
      return stages.map(({ id, name, pipeline_id }) => ({
        value: id,
        label: pipelines.size > 1 ? `${name} · ${pipelines.get(pipeline_id)?.name ?? ''}` : name,
      }));
    }
    case 'pipeline':
      return named(every('pipeline').sort((a, b) => a.position - b.position));
    case 'stage_category':
      return ['open', 'won', 'lost', 'unqualified'].map((value) => ({ value, label: wordOf(value) }));
    case 'source':
      return named(
        every('source')
          .filter(({ resource_type }) => resource_type === type)
          .sort(byName),
      );
    case 'lead_status':
      return named(every('lead_status').sort((a, b) => a.position - b.position));
    case 'loss_reason':
    case 'deal_unqualified_reason':
    case 'lead_unqualified_reason':
    case 'form':
      return named(every(options).sort(byName));
    case 'tag':
      return every('tag')
        .filter(({ resource_type }) => resource_type === type)
        .sort(byName)
        .map(({ name }) => ({ value: name, label: name }));
    case 'currency': {
      const rates = store.every('workspace_settings')[0];
      const used = new Set([rates?.currency ?? 'EUR', ...Object.keys(rates?.rates ?? {})]);
      for (const { currency } of store.all('deal')) used.add(currency);
      return [...used].map((value) => ({ value, label: value }));
    }
    default:
      return undefined;
  }
}
