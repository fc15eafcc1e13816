import type { Id } from '../ids.ts';
import type { Candidate } from './candidate.ts';
import { keysOf } from './candidate.ts';
import type { Reason } from './compare.ts';
import { compare } from './compare.ts';

/** Records that are taken for one. */
export interface DuplicateGroup {
  /** In the order in which they were made. */
  ids: Id[];
  /** The surest first. */
  reasons: Reason[];
}

export interface Alike {
  id: Id;
  reasons: Reason[];
}

/** Two records that somebody has said not to be the same. */
export type Apart = (a: Id, b: Id) => boolean;

const order: readonly Reason[] = ['email', 'phone', 'website', 'name'];

/**
 * Records under one key that are compared with each other, all of them; of more, each with the next ones only. A key of hundreds is
 * no trace of duplicates (a company's own address on all its people), and comparing them all would take the square of it.
 */
const mostAtOnce = 40;
const neighbours = 12;
/** Comparisons before somebody else may have the thread. */
const comparedAStep = 200;
/** More of them than can be merged at once are shown in parts. */
const mostInGroup = 20;

/** Finds records that are one: each is compared with those alone that share a key with it, however many there are. */
export class DuplicateIndex {
  readonly #candidates = new Map<Id, Candidate>();
  readonly #keys = new Map<Id, readonly string[]>();
  /** Most keys are one record's alone: a set for each would be most of the memory. */
  readonly #blocks = new Map<string, Id | Set<Id>>();

  get size(): number {
    return this.#candidates.size;
  }

  put(candidate: Candidate): void {
    this.remove(candidate.id);
    const keys = keysOf(candidate);
    this.#candidates.set(candidate.id, candidate);
    this.#keys.set(candidate.id, keys);
    for (const key of keys) {
      const block = this.#blocks.get(key);
      if (block === undefined) this.#blocks.set(key, candidate.id);
      else if (typeof block === 'string') this.#blocks.set(key, new Set([block, candidate.id]));
      else block.add(candidate.id);
    }
  }

  remove(id: Id): void {
    for (const key of this.#keys.get(id) ?? []) {
      const block = this.#blocks.get(key);
      if (typeof block === 'object' && block.delete(id) && block.size > 0) continue;
      this.#blocks.delete(key);
    }
    this.#keys.delete(id);
    this.#candidates.delete(id);
  }

  /** What a record may be the same as, itself left out, the surest first. */
  alike(candidate: Candidate, most = 5): Alike[] {
    const found = new Map<Id, Alike>();
    for (const key of keysOf(candidate))
      for (const id of this.#under(key)) {
        const other = this.#candidates.get(id);
        if (!other || id === candidate.id || found.has(id)) continue;
        const reasons = compare(candidate, other);
        if (reasons.length > 0) found.set(id, { id, reasons });
      }
    return [...found.values()].sort((a, b) => weight(b.reasons) - weight(a.reasons)).slice(0, most);
  }

  /** All groups, the surest first, a step at a time: whoever asks may pause between two. */
  *groups(apart: Apart): Generator<void, DuplicateGroup[]> {
    const leaders = new Map<Id, Id>();
    const reasons = new Map<string, Reason[]>();
    const compared = new Set<string>();
    let count = 0;
    for (const block of this.#blocks.values()) {
      if (typeof block === 'string' || block.size < 2) continue;
      for (const [a, b] of this.#pairs(block)) {
        if (++count % comparedAStep === 0) yield;
        const pair = a.id < b.id ? `${a.id} ${b.id}` : `${b.id} ${a.id}`;
        if (compared.has(pair)) continue;
        compared.add(pair);
        const found = compare(a, b);
        if (found.length === 0 || apart(a.id, b.id)) continue;
        reasons.set(pair, found);
        leaders.set(leaderOf(leaders, a.id), leaderOf(leaders, b.id));
      }
    }
    return gather(leaders, reasons);
  }

  #under(key: string): Iterable<Id> {
    const block = this.#blocks.get(key);
    return typeof block === 'string' ? [block] : (block ?? []);
  }

  *#pairs(block: ReadonlySet<Id>): Generator<[Candidate, Candidate]> {
    const all = [...block].flatMap((id) => this.#candidates.get(id) ?? []);
    const far = all.length > mostAtOnce ? neighbours : all.length;
    if (far < all.length) all.sort((a, b) => (a.name.join(' ') < b.name.join(' ') ? -1 : 1));
    for (const [at, a] of all.entries()) for (const b of all.slice(at + 1, at + 1 + far)) yield [a, b];
  }
}

function leaderOf(leaders: Map<Id, Id>, id: Id): Id {
  let leader = id;
  for (let next = leaders.get(leader); next !== undefined && next !== leader; next = leaders.get(leader)) leader = next;
  leaders.set(id, leader);
  return leader;
}

function gather(leaders: Map<Id, Id>, pairs: ReadonlyMap<string, Reason[]>): DuplicateGroup[] {
  const groups = new Map<Id, { ids: Set<Id>; reasons: Set<Reason> }>();
  for (const [pair, reasons] of pairs) {
    const [a = '', b = ''] = pair.split(' ');
    const leader = leaderOf(leaders, a);
    const group = groups.get(leader) ?? { ids: new Set(), reasons: new Set() };
    groups.set(leader, group);
    group.ids.add(a).add(b);
    for (const reason of reasons) group.reasons.add(reason);
  }
  return [...groups.values()]
    .map(({ ids, reasons }) => ({ ids: [...ids].sort().slice(0, mostInGroup), reasons: order.filter((reason) => reasons.has(reason)) }))
    .sort((a, b) => weight(b.reasons) - weight(a.reasons) || ((a.ids[0] ?? '') < (b.ids[0] ?? '') ? -1 : 1));
}

const weights: Record<Reason, number> = { email: 4, phone: 3, website: 2, name: 2 };

const weight = (reasons: readonly Reason[]): number => reasons.reduce((sum, reason) => sum + weights[reason], 0);
