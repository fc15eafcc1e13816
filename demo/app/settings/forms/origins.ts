/**
 * The origins that somebody means, one a line: `shop.example/contact` is `https://shop.example`.
 * @returns those that are understood, each once, and the first line that is not
 */
export function readOrigins(text: string): { origins: string[]; unread: string | undefined } {
  const lines = text.split(/[\s,;]+/).filter(Boolean);
  const read = lines.map(originOf);
  return { origins: [...new Set(read.filter((one) => one !== undefined))], unread: lines.find((_line, at) => read[at] === undefined) };
}

function originOf(line: string): string | undefined {
  const address = addressOf(line);
  if (address === undefined) return undefined;
  const { hostname, origin } = new URL(address);
  return hostname.includes('.') || hostname === 'localhost' || hostname.startsWith('[') ? origin : undefined;
}

/** The address of a page that somebody means: people leave its scheme out. */
export function addressOf(text: string): string | undefined {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  return /^https?:\/\/[^\s@]+$/i.test(address) && URL.canParse(address) ? address : undefined;
}

/** Sites answer with www and without it, and to browsers these are two: those of them that are missing. */
export function missingTwins(origins: readonly string[]): string[] {
  const twins = origins.flatMap((origin) => {
    const { protocol, hostname, port } = new URL(origin);
    const bare = hostname.replace(/^www\./, '');
    // A name such as blog.shop.example has no twin; an address of numbers has none either.
    if (bare.split('.').length !== 2) return [];
    return [`${protocol}//${hostname === bare ? `www.${bare}` : bare}${port ? `:${port}` : ''}`];
  });
  return twins.filter((twin) => !origins.includes(twin));
}

/** Whether an address is that of one computer or one network: visitors of a site do not reach it. */
export function isPrivate(address: string): boolean {
  const { hostname } = new URL(address);
  return /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|\[::1\]|\[f[cde])|\.(local|localhost|internal)$|^[^.:]+$/i.test(
    hostname,
  );
}
