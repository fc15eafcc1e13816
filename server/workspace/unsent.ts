import type { Row } from '../../shared/records/index.ts';

/** A row with all that the server has of it, from the two texts that it is stored as. */
export function whole(data: unknown, unsent: unknown): Row {
  const row = JSON.parse(String(data)) as Row;
  return typeof unsent === 'string' ? ({ ...row, ...(JSON.parse(unsent) as object) } as Row) : row;
}
