import type { PanelType } from './fields.ts';

type Address = (type: PanelType, id: string) => string;

let address: Address | undefined;

/** Tells where records have pages of their own on this site: panels then lead there. */
export function recordsHaveAddresses(of: Address): void {
  address = of;
}

/** The address of a record's own page; undefined where it has none. */
export const addressOf: (...record: Parameters<Address>) => string | undefined = (type, id) => address?.(type, id);
