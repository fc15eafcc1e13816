import type { PanelType } from './fields.ts';

type Address = (type: PanelType, id: string) => string;

interface FurtherAddresses {
  /** Where administrators keep the catalogue. */
  products?: string;
}

let address: Address | undefined;
let further: FurtherAddresses = {};

/** Tells where records have pages of their own on this site: panels then lead there. */
export function recordsHaveAddresses(of: Address, others: FurtherAddresses = {}): void {
  address = of;
  further = others;
}

/** The address of the catalogue's page, where this site has one. */
export const catalogueAddress = (): string | undefined => further.products;

/** The address of a record's own page; undefined where it has none. */
export const addressOf: (...record: Parameters<Address>) => string | undefined = (type, id) => address?.(type, id);
