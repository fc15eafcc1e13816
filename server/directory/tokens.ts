import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { SignJWT, jwtVerify } from 'jose';
import * as z from 'zod';
import type { Instant } from '../../shared/dates.ts';
import type { Id } from '../../shared/ids.ts';
import { idSchema } from '../../shared/ids.ts';
import type { Secrets } from '../secrets.ts';

const issuer = 'inlay';
const audience = 'sync';

/** For whom a short-lived token stands, and where it may be used. */
export interface Bearer {
  personId: Id;
  workspaceId: Id;
  /** Origins whose pages may use it; undefined: wherever the server answers. */
  origins?: readonly string[] | undefined;
  /** The API key that an embed token was asked for with: it ends with it. */
  keyId?: Id | undefined;
  /** For an app of its own, such as the extension: works with records wherever it asks from, and never administers. */
  recordsOnly?: boolean | undefined;
}

export interface Tokens {
  /** @param seconds how long the token is good for */
  mint(bearer: Bearer, seconds: number): Promise<{ token: string; expiresAt: Instant }>;
  /** Whom a token stands for; undefined when it is forged, expired or for something else. */
  verify(token: string): Promise<Bearer | undefined>;
}

const claims = z.object({
  exp: z.number(),
  sub: idSchema,
  ws: idSchema,
  origins: z.array(z.string()).optional(),
  key: z.optional(idSchema),
  only: z.optional(z.literal('records')),
});

/** Tokens known to be good, so that each signature is checked once (0.13 ms) and not at each request. */
const remembered = 10_000;

/** Short-lived signed tokens (EdDSA, RFC 8037): checked in memory, without a database. */
export function createTokens(secrets: Secrets, now: () => number = Date.now): Tokens {
  const privateKey = ed25519(secrets.derive('sync-token'));
  const publicKey = createPublicKey(privateKey);
  const good = new Map<string, { bearer: Bearer; expires: number }>();

  function remember(token: string, bearer: Bearer, expires: number): void {
    if (good.size >= remembered) {
      const [oldest] = good.keys();
      if (oldest !== undefined) good.delete(oldest);
    }
    good.set(token, { bearer, expires });
  }

  return {
    mint: async ({ personId, workspaceId, origins, keyId, recordsOnly }, seconds) => {
      const issued = Math.floor(now() / 1000);
      const expires = issued + seconds;
      const token = await new SignJWT({
        ws: workspaceId,
        ...(origins && { origins: [...origins] }),
        ...(keyId && { key: keyId }),
        ...(recordsOnly && { only: 'records' }),
      })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(personId)
        .setIssuedAt(issued)
        .setExpirationTime(expires)
        .sign(privateKey);
      return { token, expiresAt: new Date(expires * 1000).toISOString() };
    },
    verify: async (token) => {
      const known = good.get(token);
      if (known && known.expires > now()) return known.bearer;
      good.delete(token);
      try {
        const { payload } = await jwtVerify(token, publicKey, {
          algorithms: ['EdDSA'],
          issuer,
          audience,
          requiredClaims: ['exp'],
          currentDate: new Date(now()),
        });
        const { exp, sub, ws, origins, key, only } = claims.parse(payload);
        const bearer = { personId: sub, workspaceId: ws, origins, keyId: key, ...(only && { recordsOnly: true }) };
        remember(token, bearer, exp * 1000);
        return bearer;
      } catch {
        // Whatever is wrong with a token, it is the same to its bearer: ask for a new one.
        return undefined;
      }
    },
  };
}

// PKCS #8 of an Ed25519 key is a fixed prefix before its 32 bytes (RFC 8410, section 7).
function ed25519(seed: Buffer): KeyObject {
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
  return createPrivateKey({ key: Buffer.concat([prefix, seed]), format: 'der', type: 'pkcs8' });
}
