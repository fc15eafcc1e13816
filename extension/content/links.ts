/** Links that somebody has written: those of a quotation are not ours to change. */
export const linksIn = (body: HTMLElement): HTMLAnchorElement[] =>
  [...body.querySelectorAll<HTMLAnchorElement>('a[href]')].filter(
    (link) => /^https?:\/\//i.test(link.href) && !link.closest('blockquote, .gmail_quote'),
  );

/** Where a link leads in the end, if it leads through a server of ours. */
export function ownAddress(href: string, server: string): string {
  if (!href.startsWith(`${server}/c/`)) return href;
  const to = new URL(href).searchParams.get('u') ?? '';
  return /^https?:\/\//i.test(to) && URL.canParse(to) ? to : href;
}

/**
 * Takes our server out of the links of an earlier sending, which was taken back or is sent anew: whether this one is counted is
 * decided now.
 */
export function straighten(body: HTMLElement, server: string): void {
  for (const link of linksIn(body)) {
    const to = ownAddress(link.href, server);
    if (to !== link.href) link.setAttribute('href', to);
  }
}
