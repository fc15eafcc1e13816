import type { CountryCode } from 'libphonenumber-js/min';
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** A country by its two letters, or undefined where it is none that has telephone numbers. */
export const countryOf = (text: string | null | undefined): CountryCode | undefined => {
  const code = (text ?? '').trim().toUpperCase();
  return isSupportedCountry(code) ? code : undefined;
};

/** What a telephone number is compared by. */
export interface PhoneKey {
  /** E.164, `+33142685300`, where the country is known. */
  international: string | undefined;
  /** Without country and leading zeros: all that can be said of a number that nobody knows the country of. */
  national: string;
}

/** Digits below which a number is an extension, and tells nothing. */
const fewest = 6;

/** Reads a number as people write it, in the country where it is dialled so; undefined where it is none. */
export function phoneKey(text: string | null, country: CountryCode | undefined): PhoneKey | undefined {
  if (text === null) return undefined;
  const written = text.trim().replace(/^00/, '+');
  const parsed = parsePhoneNumberFromString(written, country);
  if (parsed) {
    const national = parsed.nationalNumber.replace(/^0+/, '');
    return national.length < fewest ? undefined : { international: parsed.number, national };
  }
  const national = written.replace(/\D/g, '').replace(/^0+/, '');
  return national.length < fewest ? undefined : { international: undefined, national };
}

/** Whether two numbers are one: in E.164, or but for the country where one of them does not say it. */
export const samePhone = (a: PhoneKey, b: PhoneKey): boolean =>
  a.international !== undefined && b.international !== undefined ? a.international === b.international : a.national === b.national;
