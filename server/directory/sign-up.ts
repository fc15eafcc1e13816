import { SignJWT, jwtVerify } from 'jose';
import type { Secrets } from '../secrets.ts';

export const signUpHours = 24;

/**
 * Links that prove an address before an account is made for it, so that nobody can make one for somebody else's. They
 * hold the address themselves, signed; an account that exists makes its link useless.
 */
export function createSignUpLinks(secrets: Secrets) {
  const key = secrets.derive('sign-up-link');
  const audience = 'sign-up';
  return {
    mint: (email: string): Promise<string> =>
      new SignJWT({ email })
        .setProtectedHeader({ alg: 'HS256' })
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(`${signUpHours}h`)
        .sign(key),
    /** The proven address; undefined for a link that is forged or too old. */
    verify: async (token: string): Promise<string | undefined> => {
      try {
        const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], audience });
        return typeof payload['email'] === 'string' ? payload['email'] : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
