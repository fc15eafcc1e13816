import type { Disk } from './disk.ts';
import { breathe } from './filling.ts';
import type { Replica } from './replica.ts';

/** Deltas on disk above which the blocks are written anew when nothing else is to do. */
const compactAbove = 2000;

/** Writes the cache anew when it has gathered many single rows; leaves it where `isOver`, or where the rows move on meanwhile. */
export async function compact(disk: Disk, replica: Replica, isOver: () => boolean): Promise<void> {
  const { cursor, sight } = replica;
  if (disk.volatile || cursor === undefined || (await disk.deltaSize()) < compactAbove) return;
  const rewrite = await disk.rewrite();
  const { inBlocks } = await import('./blocks.ts');
  const { first, rest } = inBlocks(replica);
  for (const block of [...first, ...rest]) {
    await rewrite.add(JSON.stringify(block));
    await breathe();
    if (isOver() || replica.cursor !== cursor) return rewrite.abandon();
  }
  await rewrite.finish({ base: cursor, cursor, sight, first: first.length });
}
