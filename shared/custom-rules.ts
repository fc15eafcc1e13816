/** Rules of custom values that need no library: lead forms hold visitors to the same ones. */

/** Digits that every double keeps (IEEE 754): a number with more of them would come back as another one. */
export const mostDigits = 15;

export const keepsItsDigits = (value: number): boolean =>
  String(Math.abs(value))
    .replace(/e.*$/, '')
    .replace(/^0?\.?0*|\./g, '').length <= mostDigits;

// No scheme but http and https: an address of another kind could run code when it is followed.
export const webAddressPattern = /^(https?:\/\/)?[^\s/:.]+(\.[^\s/:.]+)+(:\d+)?([/?#]\S*)?$/i;
