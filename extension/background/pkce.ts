/** Proof that who exchanges a code is who asked for it: https://www.rfc-editor.org/rfc/rfc7636 */
export interface Proof {
  verifier: string;
  /** The verifier's SHA-256. */
  challenge: string;
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

export const secret = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)));

export async function proofOf(verifier: string): Promise<Proof> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return { verifier, challenge: base64url(new Uint8Array(hash)) };
}
