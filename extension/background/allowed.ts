/** What the sidebar may ask of the server: its records, lists, search, files and the tracking of mail, and nothing of accounts. */
const open = [/^\/sync\//, /^\/lists\//, /^\/search(\/|$)/, /^\/tracking\//, /^\/files(\/|$)/, /^\/health$/];

/** The address of a request at the server, or undefined where it would lead to anything else. */
export function addressOf(server: string, path: string): string | undefined {
  if (!path.startsWith('/') || !URL.canParse(path, server)) return undefined;
  const url = new URL(path, server);
  // As the server sees it: without dots, and with nothing that is read as a slash later.
  const plain = url.origin === server && !/%2f|%5c|\/\//i.test(url.pathname) && url.hash === '';
  return plain && open.some((pattern) => pattern.test(url.pathname)) ? url.href : undefined;
}
