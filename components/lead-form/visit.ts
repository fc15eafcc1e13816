import type { Utm } from '../../shared/form-fields.ts';
import { utmOf } from '../../shared/form-fields.ts';

interface Visit {
  referrer: string;
  utm: Utm | null;
}

/**
 * Where a visitor has come from. A campaign's link often leads to another page of the site than the one with the form: its
 * marks are looked for there too.
 */
export function visitOf(address: string, referrer: string): Visit {
  const here = new URL(address);
  const before = URL.canParse(referrer) ? new URL(referrer) : undefined;
  const marks = (url: URL) => utmOf((name) => url.searchParams.get(name));
  return {
    referrer: (referrer || address).slice(0, 2048),
    utm: marks(here) ?? (before?.origin === here.origin ? marks(before) : null),
  };
}
