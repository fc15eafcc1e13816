import { msg, str } from '../base/localisation/index.ts';
import { Refusal, Unreachable } from '../store/index.ts';
import { NoWorkspace } from './session.ts';

/** Why there is nothing to show. Told by `crm-error` too. */
export type ProblemCode =
  /** The `server` attribute is no address. */
  | 'server'
  /** The server does not answer. */
  | 'unreachable'
  /** The server answers, but not to pages of this origin. */
  | 'origin'
  /** The workspace is not there for this person. */
  | 'workspace'
  /** The page's own back end gives no token, or none that the server takes. */
  | 'token'
  /** Anything else that the server says. */
  | 'refused';

export interface Problem {
  code: ProblemCode;
  /** The server's address, as far as there is one. */
  server: string;
  /** The server's own words. */
  said?: string;
}

/** An address as the provider uses it, without a slash at its end; undefined for what is none. Empty is the page's own server. */
export function serverOf(attribute: string): string | undefined {
  if (attribute.trim() === '') return '';
  // Without its protocol an address would be taken for a path of the host's own site.
  if (!/^(https?:\/\/[^/]|\/)/i.test(attribute) || !URL.canParse(attribute, location.href)) return undefined;
  return new URL(attribute, location.href).href.replace(/\/+$/, '');
}

/** What happened, and what to do, in the language of this moment. */
export function wordsFor({ code, server, said = '' }: Problem): { message: string; hint?: string } {
  const place = server === '' ? location.origin : server;
  switch (code) {
    case 'server':
      return {
        message: msg(str`“${server}” is no server’s address.`),
        hint: msg('The attribute “server” must be an address such as https://crm.example.com.'),
      };
    case 'unreachable':
      return { message: msg(str`The server ${place} cannot be reached.`), hint: msg('It is tried again by itself.') };
    case 'origin':
      return {
        message: msg(str`The server ${place} does not work with pages of ${location.origin}.`),
        hint: msg('Whoever runs it can add this address to ALLOWED_ORIGINS, or to the origins of a key.'),
      };
    case 'workspace':
      return { message: msg('There is no such workspace for you.'), hint: msg('Ask whoever invited you, or sign in as somebody else.') };
    case 'token':
      return { message: msg('This page could not sign you in.'), hint: msg('Load the page again, or sign in to it anew.') };
    case 'refused':
      return { message: said };
  }
}

/** What kept the provider from beginning. Asks whether the server is there at all where the browser does not say why. */
export async function whyNot(error: unknown, server: string, tokensFromPage: boolean): Promise<Problem> {
  if (error instanceof NoWorkspace) return { code: 'workspace', server };
  if (tokensFromPage) return { code: 'token', server };
  if (error instanceof Unreachable) return unreachable(server);
  return { code: 'refused', server, said: error instanceof Error ? error.message : String(error) };
}

/** A browser tells a page neither that a server is down nor that it refuses the page's origin: any page may ask for its health. */
export async function unreachable(server: string): Promise<Problem> {
  const answers = await fetch(`${server}/health`, { credentials: 'omit', cache: 'no-store' }).then(
    (response) => response.ok,
    () => false,
  );
  return { code: answers && server !== '' ? 'origin' : 'unreachable', server };
}

/** Signing in helps. */
export const asksToSignIn = (error: unknown): boolean =>
  error instanceof Refusal && error.status === 401 && !(error instanceof NoWorkspace);
