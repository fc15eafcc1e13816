import { stringify, v5 } from 'uuid';
import type { Id } from '../../shared/ids.ts';

/**
 * The id of a row's record, always the same for the same source, kind and outer id. Rows that are counted (`4711`, `line 12 of …`)
 * follow each other by their ids too, as their numbers do: each of the workspace's indexes takes them at one end, and a commit
 * writes a few of its pages instead of one for every row. Then it is a UUIDv8 (RFC 9562, section 5.8): 32 bits of what the rows have in
 * common, the lowest 34 of the number, 56 of the name's hash; a UUIDv5 where nothing is counted.
 */
export function rowId(workspaceId: string, source: string, kind: string, outerId: string): Id {
  const bytes = v5(`${source}/${kind}/${outerId}`, workspaceId, new Uint8Array(16));
  const [, before, digits, after] = /^(|line )(\d{1,18})(| of .*)$/s.exec(outerId) ?? [];
  if (digits === undefined) return stringify(bytes);
  bytes.set(groupOf(workspaceId, `${source}/${kind}/${before}${after}`));
  const number = BigInt(digits);
  const bits = (from: bigint, mask: number) => Number(number >> from) & mask;
  bytes[4] = bits(26n, 0xff);
  bytes[5] = bits(18n, 0xff);
  bytes[6] = 0x80 | bits(14n, 0x0f);
  bytes[7] = bits(6n, 0xff);
  bytes[8] = 0x80 | bits(0n, 0x3f);
  return stringify(bytes);
}

/** Where the ids of a file's rows are, and where else those that they refer to may be: see `renamedRules`. */
export function sourcesOf({ source, renamed }: { source: string; renamed?: string | undefined }): readonly [string, string] {
  const other = `${source}/other`;
  return renamed === 'other' ? [other, source] : [source, other];
}

let last: { name: string; group: Uint8Array } | undefined;

/** Most rows are of the group of the one before. */
function groupOf(workspaceId: string, group: string): Uint8Array {
  const name = `${workspaceId}/${group}`;
  if (last?.name !== name) last = { name, group: v5(group, workspaceId, new Uint8Array(16)).subarray(0, 4) };
  return last.group;
}
