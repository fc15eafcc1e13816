/// <reference types="mocha" />
import { Dexie } from 'dexie/dist/modern/dexie.mjs';
import { expect } from 'chai';
import { newId } from '../../shared/ids.ts';
import type { Disk } from './disk.ts';
import { Rewritten } from './disk.ts';
import { EarlyDisk } from './early-disk.ts';
import { IndexedDisk } from './indexed-disk.ts';
import type { Waiting } from './replica.ts';

const waiting = (sequence: number): Waiting => ({
  lane: newId(),
  sequence,
  at: `2026-11-24T09:00:0${sequence}.000Z`,
  name: 'deleteDeal',
  args: { id: newId() },
});

const entries = [waiting(1), waiting(2), waiting(3)];
const blocks = Array.from({ length: 21 }, (_, n) => `{"type":"deal","rows":[${n}]}`);

/** A cache as an earlier page has left it. */
async function left(name: string): Promise<void> {
  const disk = new IndexedDisk(name);
  await disk.open();
  for (const entry of entries.toReversed()) await disk.keep(entry);
  const rewrite = await disk.rewrite();
  for (const block of blocks) await rewrite.add(block);
  expect(await rewrite.finish({ base: undefined, cursor: '7', sight: ['*'], first: 2 })).to.equal(true);
  disk.close();
}

async function blocksOf(disk: Disk): Promise<string[]> {
  const read: string[] = [...(await disk.open()).first];
  for await (const block of disk.blocks()) read.push(block);
  return read;
}

describe('a disk as a page opens it', () => {
  let name: string;
  let disk: EarlyDisk;
  beforeEach(() => {
    name = `test/${newId()}`;
  });
  afterEach(async () => {
    disk.close();
    await new IndexedDisk(name).wipe();
  });

  it('reads what an earlier page has left', async () => {
    await left(name);
    disk = await EarlyDisk.of(name);
    const first = blocks.slice(0, 2);
    expect(await disk.open()).to.deep.equal({ cursor: '7', sight: ['*'], first, outbox: entries, refused: [], delta: [] });
    expect(await blocksOf(disk)).to.deep.equal(blocks);
  });

  it('reads the same once more, and after it has written', async () => {
    await left(name);
    disk = await EarlyDisk.of(name);
    await disk.open();
    const { outbox } = await disk.open();
    expect(outbox).to.have.length(3);
    await blocksOf(disk);
    const entry = waiting(4);
    await disk.keep(entry);
    expect((await disk.open()).outbox).to.deep.equal([...entries, entry]);
    expect(await blocksOf(disk)).to.deep.equal(blocks);
  });

  it('makes no database by looking for one', async () => {
    disk = await EarlyDisk.of(name);
    expect(await disk.open()).to.deep.equal({ cursor: undefined, sight: [], first: [], outbox: [], refused: [], delta: [] });
    expect(await blocksOf(disk)).to.deep.equal([]);
    // WebKit names what was never made too, at version 0.
    const made = (await indexedDB.databases()).filter(({ version }) => version);
    expect(made.map((database) => database.name)).not.to.include(name);
  });

  it('writes what was asked for just before it is closed', async () => {
    disk = await EarlyDisk.of(name);
    const entry = waiting(1);
    const kept = disk.keep(entry);
    disk.close();
    await kept;
    const after = new IndexedDisk(name);
    expect((await after.open()).outbox).to.deep.equal([entry]);
    after.close();
  });

  it('says by its promise that the browser has closed the database', async () => {
    await left(name);
    const opened: IDBDatabase[] = [];
    const open = Object.getOwnPropertyDescriptor(IDBRequest.prototype, 'result');
    if (!open?.get) throw new Error('Requests have no results.');
    const { get } = open;
    Object.defineProperty(IDBRequest.prototype, 'result', {
      ...open,
      get(this: IDBRequest) {
        const result: unknown = get.call(this);
        if (result instanceof IDBDatabase) opened.push(result);
        return result;
      },
    });
    try {
      disk = await EarlyDisk.of(name);
    } finally {
      Object.defineProperty(IDBRequest.prototype, 'result', open);
    }
    await disk.open();
    for (const db of opened) db.close();
    const kept = disk.keep(waiting(4));
    expect(await kept.catch((reason: unknown) => reason)).to.be.instanceOf(Error);
  });

  it('takes nothing after it is closed', async () => {
    disk = await EarlyDisk.of(name);
    disk.close();
    const error: unknown = await disk.keep(waiting(1)).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(Error);
  });

  it('shows no rows in another form, and keeps the outbox', async () => {
    await left(name);
    const other = new Dexie(name);
    await other.open();
    await other.table('meta').update('meta', { format: 0 });
    other.close();
    disk = await EarlyDisk.of(name);
    expect(await disk.open()).to.deep.include({ cursor: undefined, outbox: entries, delta: [] });
    expect(await blocksOf(disk)).to.deep.equal([]);
  });

  it('says when the blocks were written anew between its first ones and the others', async () => {
    await left(name);
    disk = await EarlyDisk.of(name);
    await disk.open();
    const writer = new IndexedDisk(name);
    const { cursor: base } = await writer.open();
    const rewrite = await writer.rewrite();
    await rewrite.add('"whole"');
    expect(await rewrite.finish({ base, cursor: '8', sight: ['*'], first: 1 })).to.equal(true);
    writer.close();
    const reading = disk.blocks()[Symbol.asyncIterator]().next();
    expect(await reading.catch((error: unknown) => error)).to.be.instanceOf(Rewritten);
    expect(await blocksOf(disk)).to.deep.equal(['"whole"']);
  });

  it('does not keep another tab from wiping the database', async () => {
    await left(name);
    disk = await EarlyDisk.of(name);
    await disk.open();
    const other = new IndexedDisk(name);
    await other.open();
    await other.wipe();
    // WebKit names what was never made too, at version 0.
    const made = (await indexedDB.databases()).filter(({ version }) => version);
    expect(made.map((database) => database.name)).not.to.include(name);
  });
});
