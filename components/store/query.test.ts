/// <reference types="mocha" />
import { expect } from 'chai';
import { newId } from '../../shared/ids.ts';
import { toMinor } from '../../shared/money.ts';
import type { Deal } from '../../shared/records/index.ts';
import { MemoryWorkspace } from '../../shared/testing/memory-workspace.ts';
import type { Change, QuerySpec } from './query.ts';
import { Query } from './query.ts';
import { Rows } from './rows.ts';

const workspace = new MemoryWorkspace();
const contact_id = newId();
workspace.do(workspace.administrator, 'createContact', { id: contact_id, is_organization: true, name: 'Harbour Ltd' });
const template = (() => {
  const id = newId();
  workspace.do(workspace.administrator, 'createDeal', { id, name: 'Cranes', contact_id, value: '100', currency: 'EUR' });
  return workspace.at('deal', id);
})();
const stages = [newId(), newId(), newId()] as const;

const deal = (fields: Partial<Deal>): Deal => ({ ...template, id: newId(), stage_id: stages[0], ...fields });

/** Rows and a query upon them, kept true as the store does it. */
function world(spec: Omit<QuerySpec<'deal'>, 'type'>, deals: readonly Deal[]) {
  const rows = new Rows();
  for (const row of deals) rows.set('deal', row.id, row);
  const query = new Query<'deal'>({ type: 'deal', ...spec }, rows, () => undefined);
  const change = (...after: (Deal | { gone: string })[]) => {
    const changes = after.map((next): Change => {
      const id = 'gone' in next ? next.gone : next.id;
      const row = 'gone' in next ? undefined : next;
      const before = rows.get('deal', id);
      rows.set('deal', id, row);
      return { type: 'deal', id, before, after: row };
    });
    query.take(changes);
  };
  return { rows, query, change };
}

const names = (query: Query<'deal'>): string[] => query.rows.map(({ name }) => name);
const byName = (a: Deal, b: Deal): number => a.name.localeCompare(b.name);

describe('a query', () => {
  it('holds the records of its index value that pass its filter, in its order', () => {
    const { query } = world({ by: ['stage_id', stages[0]], where: (row) => row.hot, order: byName }, [
      deal({ name: 'C', hot: true }),
      deal({ name: 'A', hot: true }),
      deal({ name: 'cold', hot: false }),
      deal({ name: 'elsewhere', hot: true, stage_id: stages[1] }),
    ]);
    expect(names(query)).to.deep.equal(['A', 'C']);
  });

  it('is ordered by id where nothing else is asked, and where the order leaves two alike', () => {
    const [first, second, third] = [deal({ name: 'X' }), deal({ name: 'X' }), deal({ name: 'X' })];
    for (const spec of [{}, { order: byName }])
      expect(world(spec, [third, first, second]).query.rows).to.deep.equal([first, second, third]);
  });

  it('lets records come, go, leave by index or filter, and move within', () => {
    const [a, b, c] = [deal({ name: 'A' }), deal({ name: 'B' }), deal({ name: 'C' })];
    const { query, change } = world({ by: ['stage_id', stages[0]], where: (row) => !row.hot, order: byName }, [a, b, c]);
    change({ ...a, name: 'D' });
    expect(names(query), 'moved').to.deep.equal(['B', 'C', 'D']);
    change({ ...b, stage_id: stages[1] });
    expect(names(query), 'left by index').to.deep.equal(['C', 'D']);
    change({ ...c, hot: true });
    expect(names(query), 'left by filter').to.deep.equal(['D']);
    change(b, deal({ name: 'AA' }));
    expect(names(query), 'came').to.deep.equal(['AA', 'B', 'D']);
    change({ gone: a.id });
    expect(names(query), 'removed').to.deep.equal(['AA', 'B']);
  });

  it('replaces its rows on a change, and is silent about what does not concern it', () => {
    const mine = deal({ name: 'mine' });
    const other = deal({ name: 'other', stage_id: stages[1] });
    const { query, change } = world({ by: ['stage_id', stages[0]] }, [mine, other]);
    let told = 0;
    query.subscribe(() => told++);
    const before = query.rows;
    change({ ...other, name: 'still other' });
    expect(told).to.equal(0);
    expect(query.rows).to.equal(before);
    change({ ...mine, name: 'changed' });
    expect(told).to.equal(1);
    expect(query.rows).to.not.equal(before);
    expect(before[0]).to.equal(mine);
  });

  it('keeps sums by currency in minor units', () => {
    const spec = { by: ['stage_id', stages[0]] as const, amount: (row: Deal) => row };
    const euro = deal({ value: '10.50', currency: 'EUR' });
    const { query, change } = world(spec, [euro, deal({ value: '0.25', currency: 'EUR' }), deal({ value: '500', currency: 'JPY' })]);
    expect([...query.sums]).to.deep.equal([
      ['EUR', 1075],
      ['JPY', 500],
    ]);
    change({ ...euro, value: '20.00' });
    expect(query.sums.get('EUR')).to.equal(2025);
    change({ ...euro, value: '20.00', stage_id: stages[1] });
    expect(query.sums.get('EUR')).to.equal(25);
  });

  it('lets go of itself with its last listener', () => {
    const released: unknown[] = [];
    const query = new Query<'deal'>({ type: 'deal' }, new Rows(), (unused) => released.push(unused));
    const stops = [query.subscribe(() => undefined), query.subscribe(() => undefined)];
    stops[0]?.();
    expect(released).to.deep.equal([]);
    stops[1]?.();
    expect(released).to.deep.equal([query]);
  });

  it('never differs from one that is asked anew, whatever changes, few at once or many', () => {
    const random = sequence(20_261_124);
    const spec: QuerySpec<'deal'> = {
      type: 'deal',
      by: ['stage_id', stages[0]],
      where: (row) => !row.hot,
      order: (a, b) => Number(a.value) - Number(b.value),
      amount: (row) => row,
    };
    const draw = (id: string): Deal =>
      deal({
        id,
        value: String(random(20)),
        currency: 'EUR',
        hot: random(4) === 0,
        stage_id: stages[random(3)] ?? stages[0],
      });
    const ids = Array.from({ length: 60 }, () => newId());
    const { rows, query, change } = world(spec, ids.slice(0, 30).map(draw));
    for (let round = 0; round < 300; round++) {
      const chosen = new Set(Array.from({ length: random(10) === 0 ? 25 : 1 + random(3) }, () => ids[random(ids.length)] ?? ''));
      change(...[...chosen].map((id) => (random(5) === 0 ? { gone: id } : draw(id))));
      const anew = new Query<'deal'>(spec, rows, () => undefined);
      expect(query.rows, `round ${round}`).to.deep.equal(anew.rows);
      const total = anew.rows.reduce((sum, row) => sum + (toMinor(row.value, row.currency) ?? 0), 0);
      expect(query.sums.get('EUR') ?? 0, `sum of round ${round}`).to.equal(total);
    }
  });
});

/** Whole numbers below a limit, the same ones every time. */
function sequence(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
