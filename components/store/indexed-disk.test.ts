/// <reference types="mocha" />
import { expect } from 'chai';
import { newId } from '../../shared/ids.ts';
import type { Deal } from '../../shared/records/index.ts';
import { MemoryWorkspace } from '../../shared/testing/memory-workspace.ts';
import type { Disk } from './disk.ts';
import { EarlyDisk } from './early-disk.ts';
import { IndexedDisk } from './indexed-disk.ts';
import { MemoryDisk } from './memory-disk.ts';
import type { PageEffects, Refused, Waiting } from './replica.ts';

const workspace = new MemoryWorkspace();
const contact_id = newId();
workspace.do(workspace.administrator, 'createContact', { id: contact_id, is_organization: true, name: 'Harbour Ltd' });
const dealId = newId();
workspace.do(workspace.administrator, 'createDeal', { id: dealId, name: 'Cranes', contact_id });
const row = (fields: Partial<Deal> = {}): Deal => ({ ...workspace.at('deal', dealId), ...fields });

const waiting = (lane: string, sequence: number, at = '2026-11-24T09:00:00.000Z'): Waiting => ({
  lane,
  sequence,
  at,
  name: 'deleteDeal',
  args: { id: dealId },
});
const refused = (of: Waiting): Refused => ({ ...of, code: 'conflict', message: 'It is gone.', touched: [{ type: 'deal', id: dealId }] });
const page = (fields: Partial<PageEffects>): PageEffects => ({
  base: '1',
  cursor: '2',
  sight: ['*'],
  puts: [],
  removes: [],
  done: [],
  refused: [],
  ...fields,
});

async function fill(disk: Disk, blocks: readonly string[], cursor = '1', first = 0): Promise<void> {
  const { cursor: base } = await disk.open();
  const rewrite = await disk.rewrite();
  for (const block of blocks) await rewrite.add(block);
  expect(await rewrite.finish({ base, cursor, sight: ['*'], first })).to.equal(true);
}

async function blocksOf(disk: Disk): Promise<string[]> {
  const blocks = [...(await disk.open()).first];
  for await (const block of disk.blocks()) blocks.push(block);
  return blocks;
}

/** All disks keep the same promises; what only IndexedDB can do comes after. */
for (const [kind, make] of [
  ['IndexedDB', async (name: string) => new IndexedDisk(name)],
  ['IndexedDB as a page opens it', (name: string) => EarlyDisk.of(name)],
  ['memory', async () => new MemoryDisk()],
] as const)
  describe(`a disk in ${kind}`, () => {
    let disk: Disk;
    beforeEach(async () => {
      disk = await make(`test/${newId()}`);
      await disk.open();
    });
    afterEach(() => disk.wipe());

    it('is empty at first', async () => {
      expect(await disk.open()).to.deep.equal({ cursor: undefined, sight: [], first: [], outbox: [], refused: [], delta: [] });
      expect(await blocksOf(disk)).to.deep.equal([]);
    });

    it('gives blocks back as they came, in their order, more than are read at once', async () => {
      const blocks = Array.from({ length: 21 }, (_, n) => `{"type":"deal","rows":[${n}]}`);
      await fill(disk, blocks);
      expect(await blocksOf(disk)).to.deep.equal(blocks);
      expect(await disk.open()).to.deep.include({ cursor: '1', sight: ['*'] });
    });

    it('gives the blocks of the first screen at once, and the others after them', async () => {
      await fill(disk, ['"a"', '"b"', '"c"'], '1', 2);
      expect((await disk.open()).first).to.deep.equal(['"a"', '"b"']);
      expect(await blocksOf(disk)).to.deep.equal(['"a"', '"b"', '"c"']);
    });

    it('shows nothing of a rewrite before its end, or of one that was given up', async () => {
      await fill(disk, ['"old"']);
      const rewrite = await disk.rewrite();
      await rewrite.add('"new"');
      expect(await blocksOf(disk)).to.deep.equal(['"old"']);
      await rewrite.abandon();
      expect(await blocksOf(disk)).to.deep.equal(['"old"']);
    });

    it('refuses a rewrite that began before a page came', async () => {
      await fill(disk, ['"old"']);
      const rewrite = await disk.rewrite();
      await rewrite.add('"new"');
      expect(await disk.apply(page({ puts: [{ type: 'deal', rows: [row()] }] }))).to.equal(true);
      expect(await rewrite.finish({ base: '1', cursor: '1', sight: ['*'], first: 0 })).to.equal(false);
      expect(await blocksOf(disk)).to.deep.equal(['"old"']);
      expect((await disk.open()).cursor).to.equal('2');
      expect(await disk.deltaSize()).to.equal(1);
    });

    it('applies a page whole: rows, removals, cursor, sight, outbox and refusals', async () => {
      const [done, no, left] = [waiting(newId(), 1), waiting(newId(), 1), waiting(newId(), 1)];
      await fill(disk, []);
      for (const entry of [done, no, left]) await disk.keep(entry);
      const gone = newId();
      const effects = page({
        sight: [workspace.administrator],
        puts: [{ type: 'deal', rows: [row({ name: 'Cranes and winches' })] }],
        removes: [['task', gone]],
        done: [done, no],
        refused: [refused(no)],
      });
      expect(await disk.apply(effects)).to.equal(true);
      const kept = await disk.open();
      expect(kept.cursor).to.equal('2');
      expect(kept.sight).to.deep.equal([workspace.administrator]);
      expect(kept.outbox).to.deep.equal([left]);
      expect(kept.refused).to.deep.equal([refused(no)]);
      expect(kept.delta).to.have.deep.members([
        { type: 'deal', id: dealId, text: JSON.stringify(row({ name: 'Cranes and winches' })) },
        { type: 'task', id: gone, text: null },
      ]);
    });

    it('drops a page that was asked from another cursor, all of it', async () => {
      const entry = waiting(newId(), 1);
      await fill(disk, [], '5');
      await disk.keep(entry);
      expect(await disk.apply(page({ base: '4', puts: [{ type: 'deal', rows: [row()] }], done: [entry] }))).to.equal(false);
      expect(await disk.open()).to.deep.include({ cursor: '5', outbox: [entry], delta: [] });
    });

    it('keeps the newest of a row, which a page may also remove and put', async () => {
      await fill(disk, []);
      await disk.apply(page({ puts: [{ type: 'deal', rows: [row({ name: 'first' })] }] }));
      await disk.apply(
        page({ base: '2', cursor: '3', removes: [['deal', dealId]], puts: [{ type: 'deal', rows: [row({ name: 'second' })] }] }),
      );
      const { delta } = await disk.open();
      expect(delta).to.deep.equal([{ type: 'deal', id: dealId, text: JSON.stringify(row({ name: 'second' })) }]);
    });

    it('moves waiting mutations to another lane, or out as refused', async () => {
      const [old, no] = [waiting(newId(), 3), waiting(newId(), 1)];
      const moved = { ...old, lane: newId(), sequence: 1 };
      await disk.keep(old);
      await disk.keep(no);
      await disk.move({ gone: [old, no], waiting: [moved], refused: [refused(no)] });
      expect(await disk.open()).to.deep.include({ outbox: [moved], refused: [refused(no)] });
      await disk.dismiss(refused(no));
      expect((await disk.open()).refused).to.deep.equal([]);
    });

    it('gives up rows for space, and keeps the outbox and the refusals', async () => {
      const [entry, no] = [waiting(newId(), 1), waiting(newId(), 1)];
      await fill(disk, ['"rows"']);
      await disk.keep(entry);
      await disk.apply(page({ puts: [{ type: 'deal', rows: [row()] }], refused: [refused(no)] }));
      await disk.dropRows();
      expect(await blocksOf(disk)).to.deep.equal([]);
      expect(await disk.open()).to.deep.equal({
        cursor: undefined,
        sight: [],
        first: [],
        outbox: [entry],
        refused: [refused(no)],
        delta: [],
      });
    });
  });

describe('a disk in IndexedDB, from one page to the next', () => {
  const name = `test/${newId()}`;
  const databases = async () => (await indexedDB.databases()).filter((database) => database.name === name);

  it('has everything again', async () => {
    const lanes = [newId(), newId()] as const;
    const entries = [
      waiting(lanes[1], 1, '2026-11-24T09:00:01.000Z'),
      waiting(lanes[0], 1, '2026-11-24T09:00:02.000Z'),
      waiting(lanes[0], 2, '2026-11-24T09:00:02.000Z'),
    ];
    const before = new IndexedDisk(name);
    await fill(before, ['"block"'], '7');
    for (const entry of entries.toReversed()) await before.keep(entry);
    before.close();
    const after = new IndexedDisk(name);
    const kept = await after.open();
    expect(kept.cursor).to.equal('7');
    expect(kept.outbox, 'in the order in which they were made').to.deep.equal(entries);
    expect(await blocksOf(after)).to.deep.equal(['"block"']);
    after.close();
  });

  it('does not see a rewrite that the page did not live to finish, and the next one is not mixed with it', async () => {
    const before = new IndexedDisk(name);
    const interrupted = await before.rewrite();
    for (const block of ['"half 1"', '"half 2"', '"half 3"']) await interrupted.add(block);
    before.close();
    const after = new IndexedDisk(name);
    expect(await blocksOf(after)).to.deep.equal(['"block"']);
    const rewrite = await after.rewrite();
    await rewrite.add('"whole"');
    expect(await rewrite.finish({ base: '7', cursor: '8', sight: ['*'], first: 0 })).to.equal(true);
    expect(await blocksOf(after)).to.deep.equal(['"whole"']);
    after.close();
  });

  it('lets one of two tabs apply a page', async () => {
    const tabs = [new IndexedDisk(name), new IndexedDisk(name)];
    const applied = await Promise.all(tabs.map((tab) => tab.apply(page({ base: '8', cursor: '9' }))));
    expect(applied.toSorted()).to.deep.equal([false, true]);
    for (const tab of tabs) tab.close();
  });

  it('has on disk, and not only on its way there, what the server does not keep: the outbox, and refusals that it is told to forget', async () => {
    const disk = new IndexedDisk(name);
    const durabilities: string[] = [];
    const transaction = IDBDatabase.prototype.transaction;
    // Dexie takes it from there when it opens a database.
    IDBDatabase.prototype.transaction = function (stores, mode, options) {
      const begun = transaction.call(this, stores, mode, options);
      if (mode === 'readwrite') durabilities.push(begun.durability);
      return begun;
    };
    try {
      await disk.open();
      durabilities.length = 0;
      const no = waiting(newId(), 1);
      await disk.keep(no);
      expect(await disk.apply(page({ base: '9', cursor: '10', done: [no], refused: [refused(no)] }))).to.equal(true);
      expect(durabilities).to.deep.equal(['strict', 'strict']);
    } finally {
      IDBDatabase.prototype.transaction = transaction;
    }
    expect((await disk.open()).refused).to.have.length(1);
    disk.close();
  });

  it('is gone from the browser once it is wiped, another tab or not', async () => {
    const [one, other] = [new IndexedDisk(name), new IndexedDisk(name)];
    await Promise.all([one.open(), other.open()]);
    expect(await databases()).to.have.length(1);
    await one.wipe();
    expect(await databases()).to.deep.equal([]);
  });
});
