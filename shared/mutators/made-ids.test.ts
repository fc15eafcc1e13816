import { describe, expect, it } from 'vitest';
import { isId, newId } from '../ids.ts';
import { MemoryWorkspace } from '../testing/memory-workspace.ts';
import { madeIds } from './made-ids.ts';

const some = (lane: string, sequence: number, count: number): string[] => {
  const next = madeIds({ lane, sequence });
  return Array.from({ length: count }, () => next());
};

describe('the ids of what a mutation makes on the way', () => {
  it('are the same wherever it runs', () => {
    const lane = newId();
    expect(some(lane, 7, 5)).toEqual(some(lane, 7, 5));
  });

  it('are those that docs/sync.md tells', () => {
    expect(some('0193a5c0-0000-7000-8000-000000000001', 3, 2)).toMatchInlineSnapshot(`
      [
        "0193a5c0-0000-75bb-90ee-e35428111a8d",
        "0193a5c0-0000-719f-aa41-a0aa666614a6",
      ]
    `);
  });

  it('look like every other id, and none comes twice', () => {
    const lanes = [newId(), newId(), '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];
    const all = lanes.flatMap((lane) => Array.from({ length: 500 }, (_, sequence) => some(lane, sequence + 1, 3)).flat());
    expect(new Set(all).size).toBe(all.length);
    for (const id of all) {
      expect(isId(id)).toBe(true);
      expect(id).toMatch(/^.{14}7.{4}[89ab]/);
    }
  });

  it('are refused where they are taken, and what has them stays as it is', () => {
    const workspace = new MemoryWorkspace();
    const place = { lane: newId(), sequence: 1 };
    const [id = ''] = some(place.lane, place.sequence, 1);
    workspace.do(workspace.administrator, 'createTag', { id, name: 'theirs', resource_type: 'deal' });
    const before = workspace.snapshot();
    const actor = { kind: 'person', id: workspace.administrator } as const;
    const args = { id: newId(), last_name: 'Curie', tags: ['mine'] };
    expect(() => workspace.applied(actor, 'createLead', args, place)).toThrow(/already/);
    expect(workspace.snapshot()).toBe(before);
  });
});
