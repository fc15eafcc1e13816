import type { ResourceType } from '../records/index.ts';
import { create } from './define.ts';
import type { Tx } from './tx.ts';

/** Tags as the workspace spells them; unknown ones join its list. */
export function ensureTags(tx: Tx, type: ResourceType, tags: readonly string[] | undefined): string[] | undefined {
  if (!tags) return undefined;
  if (tags.length === 0) return [];
  const known = new Map(
    tx
      .every('tag')
      .filter((tag) => tag.resource_type === type)
      .map((tag) => [tag.name.toLowerCase(), tag.name]),
  );
  return tags.map((given) => {
    const name = given.trim();
    const spelled = known.get(name.toLowerCase());
    if (spelled !== undefined) return spelled;
    const fields = { id: tx.newId(), name, resource_type: type };
    create(tx, 'tag', fields);
    return name;
  });
}
