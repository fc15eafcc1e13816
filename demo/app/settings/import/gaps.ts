import type { TableChoice, TableContents } from './wire.ts';

/** Whether some rows of a table say nothing of a field: no column fills it, or its column has empty cells. */
export function hasGaps({ mapping }: TableChoice, contents: TableContents | undefined, field: string): boolean {
  const [header] = Object.entries(mapping).find(([, of]) => of === field || of.startsWith(`${field}.`)) ?? [];
  if (header === undefined || !contents) return true;
  return contents.gaps?.[contents.headers.indexOf(header)] !== 0;
}
