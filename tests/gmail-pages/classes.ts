/** Every name of a class that a page uses. */
export function classesOf(html: string): string[] {
  const found = new Set<string>();
  for (const [, names] of html.matchAll(/ class="([^"]*)"/g)) for (const name of (names ?? '').split(/\s+/)) if (name) found.add(name);
  return [...found].sort();
}

/** The page with the names of classes put in place of others; an empty one takes a class away. */
export const withClasses = (html: string, other: (name: string) => string): string =>
  html.replace(/ class="([^"]*)"/g, (_, names: string) => {
    const now = names.split(/\s+/).filter(Boolean).map(other).filter(Boolean).join(' ');
    return now ? ` class="${now}"` : '';
  });

/** Another name of the same look for each. */
export const renamed = (html: string): string =>
  withClasses(html, (name) => `z${[...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 46656, 7).toString(36)}q`);

export const without = (html: string): string => withClasses(html, () => '');
