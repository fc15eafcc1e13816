/** How Gmail writes a thread's sync id into the address: its base-64 text read as one number, in an alphabet of consonants. */
const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const consonants = 'BCDFGHJKLMNPQRSTVWXZbcdfghjklmnpqrstvwxz';

export function tokenOf(permId: string): string {
  const text = Buffer.from(permId.replace(/^thread-/, ''))
    .toString('base64')
    .replaceAll('=', '');
  let number = 0n;
  for (const letter of text) number = number * 64n + BigInt(base64.indexOf(letter));
  let token = '';
  for (; number > 0n; number /= 40n) token = consonants.charAt(Number(number % 40n)) + token;
  return token;
}

/** The legacy id of a sync id that was made by the server. */
export const hexOf = (syncId: string): string => BigInt(syncId.replace(/^.*f:/, '')).toString(16);
