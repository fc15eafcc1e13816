/** What an extension asks with, under the names of RFC 6749 and RFC 7636. */
const names = ['response_type', 'client_id', 'redirect_uri', 'code_challenge', 'code_challenge_method'] as const;

type Name = (typeof names)[number];

export interface ConsentRequest {
  /** For the server to judge; what is not given is empty. */
  asked: Record<Name, string>;
  /** Comes back with the answer. */
  state: string | null;
  /** The workspace that the extension proposes. */
  workspace: string | null;
  /** Whether something stands in it twice: then nobody can say which is meant (RFC 6749, section 3.1). */
  ambiguous: boolean;
}

export function readRequest(search: URLSearchParams): ConsentRequest {
  return {
    asked: Object.fromEntries(names.map((name) => [name, search.get(name) ?? ''])) as Record<Name, string>,
    state: search.get('state'),
    workspace: search.get('workspace'),
    ambiguous: [...names, 'state', 'workspace'].some((name) => search.getAll(name).length > 1),
  };
}

/** Where the answer goes. */
export function answerAddress({ asked, state }: ConsentRequest, answer: { code: string } | { error: 'access_denied' }): string {
  const address = new URL(asked.redirect_uri);
  for (const [name, value] of Object.entries({ ...answer, ...(state !== null && { state }) })) address.searchParams.set(name, value);
  return address.href;
}

/** The id by which a browser knows the extension: the first part of the address that the answer goes to. */
export const extensionOf = ({ asked }: ConsentRequest): string => new URL(asked.redirect_uri).hostname.split('.')[0] ?? '';
