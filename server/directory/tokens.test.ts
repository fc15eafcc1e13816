import { createHash } from 'node:crypto';
import { SignJWT, UnsecuredJWT, generateKeyPair } from 'jose';
import { describe, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { createTokens } from './tokens.ts';

const secrets = (seed: string) => ({
  derive: (purpose: string) =>
    createHash('sha256')
      .update(seed + purpose)
      .digest(),
});
const bearer = { personId: newId(), workspaceId: newId() };

describe('a token', () => {
  test('says for whom it stands', async () => {
    const tokens = createTokens(secrets('a'));
    const { token, expiresAt } = await tokens.mint(bearer, 600);
    expect(await tokens.verify(token)).toEqual({ ...bearer, origins: undefined });
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
    const embedded = await tokens.mint({ ...bearer, origins: ['https://host.example'] }, 60);
    expect((await tokens.verify(embedded.token))?.origins).toEqual(['https://host.example']);
  });

  test('is good for its time and not a second longer', async () => {
    let now = Date.parse('2026-11-24T12:00:00Z');
    const tokens = createTokens(secrets('a'), () => now);
    const { token, expiresAt } = await tokens.mint(bearer, 600);
    expect(expiresAt).toBe('2026-11-24T12:10:00.000Z');
    now += 599_000;
    expect(await tokens.verify(token)).toBeDefined();
    now += 1000;
    expect(await tokens.verify(token)).toBeUndefined();
  });

  test('of any process with the same secret counts, and of no other', async () => {
    const { token } = await createTokens(secrets('a')).mint(bearer, 600);
    expect(await createTokens(secrets('a')).verify(token)).toBeDefined();
    expect(await createTokens(secrets('b')).verify(token)).toBeUndefined();
  });

  test('cannot be forged', async () => {
    const tokens = createTokens(secrets('a'));
    const { token } = await tokens.mint(bearer, 600);
    const [head = '', body = '', signature = ''] = token.split('.');
    const changed = Buffer.from(Buffer.from(body, 'base64url').toString().replace(bearer.personId, newId())).toString('base64url');
    const { privateKey } = await generateKeyPair('EdDSA');
    const claims = { ws: bearer.workspaceId };
    const shaped = <J extends SignJWT | UnsecuredJWT>(jwt: J) =>
      jwt.setSubject(bearer.personId).setIssuer('inlay').setAudience('sync').setIssuedAt().setExpirationTime('10m') as J;
    const forgeries = [
      '',
      'x',
      `${head}.${changed}.${signature}`,
      `${head}.${body}.`,
      shaped(new UnsecuredJWT(claims)).encode(),
      await shaped(new SignJWT(claims)).setProtectedHeader({ alg: 'EdDSA' }).sign(privateKey),
      await shaped(new SignJWT(claims)).setProtectedHeader({ alg: 'HS256' }).sign(secrets('a').derive('sync-token')),
    ];
    for (const forgery of forgeries) expect(await tokens.verify(forgery)).toBeUndefined();
  });
});
