import { SignJWT, jwtVerify } from 'jose';
import * as z from 'zod';
import type { Instant } from '../../shared/dates.ts';
import type { Id } from '../../shared/ids.ts';
import { idSchema } from '../../shared/ids.ts';
import type { Secrets } from '../secrets.ts';

/** Which document, and for whom: their sight at the moment of the download decides. */
export interface Linked {
  workspaceId: Id;
  personId: Id;
  documentId: Id;
}

const claims = z.object({ ws: idSchema, sub: idSchema, doc: idSchema });

const issuer = 'inlay';
const audience = 'file';

/** Minutes for which a link is good, as those of the Sell API are. */
export const linkMinutes = 90;

/** Links that download a document without a header: for an `<a href>`, and for clients of the REST API. */
export class FileLinks {
  readonly #key: Uint8Array;
  readonly #publicUrl: string;
  readonly #now: () => number;

  constructor(options: { secrets: Secrets; publicUrl: string; now?: () => number }) {
    this.#key = options.secrets.derive('file-link');
    this.#publicUrl = options.publicUrl;
    this.#now = options.now ?? Date.now;
  }

  async make({ workspaceId, personId, documentId }: Linked): Promise<{ url: string; expiresAt: Instant }> {
    const issued = Math.floor(this.#now() / 1000);
    const expires = issued + linkMinutes * 60;
    const token = await new SignJWT({ ws: workspaceId, doc: documentId })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(personId)
      .setExpirationTime(expires)
      .sign(this.#key);
    return { url: `${this.#publicUrl}/files/signed/${token}`, expiresAt: new Date(expires * 1000).toISOString() };
  }

  /** What a link stands for; undefined for one that is forged or too old. */
  async read(token: string): Promise<Linked | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: ['HS256'],
        issuer,
        audience,
        requiredClaims: ['exp'],
        currentDate: new Date(this.#now()),
      });
      const { ws, sub, doc } = claims.parse(payload);
      return { workspaceId: ws, personId: sub, documentId: doc };
    } catch {
      // Whatever is wrong with it, it opens nothing.
      return undefined;
    }
  }
}
