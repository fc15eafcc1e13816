import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What is written of the kit's elements, against what they are: the manifest is made from their code. */

const root = join(import.meta.dirname, '..');
const text = (file: string): string => readFileSync(join(root, file), 'utf8');

interface Named {
  name: string;
}
interface Element {
  tagName: string;
  members: (Named & { kind: string })[];
  attributes: Named[];
  events: Named[];
  slots?: Named[];
  cssParts?: Named[];
  cssProperties?: Named[];
}

const manifest = JSON.parse(
  execFileSync(process.execPath, ['scripts/manifest.mjs'], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
) as {
  modules: { declarations: Element[] }[];
};
const elements = new Map(manifest.modules.flatMap(({ declarations }) => declarations.map((element) => [element.tagName, element])));

/** Elements for pages of others: those that the script for pages fetches, and what comes with it. */
const open = [...text('components/inlay.ts').matchAll(/'(crm-[\w-]+)': \(\)/g)].map(([, tag = '']) => tag).concat('crm-sign-in');
/** What every element has; docs/kit.md tells of it. */
const common = new Set(['rtl']);

const names = (list: readonly Named[] = []) => list.map(({ name }) => name).filter((name) => name !== '' && !common.has(name));
const everything = ({ members, attributes, events, cssParts, cssProperties }: Element) =>
  new Set([members, attributes, events, cssParts, cssProperties].flatMap(names));

/** Each piece of code in a text, and the name that it begins with: `show(kind?)` names `show`. */
const named = (markdown: string): Set<string> =>
  new Set(
    [...markdown.matchAll(/`\.?([\w-]+)[^`]*`/g)]
      .map(([, name = '']) => name)
      .concat([...markdown.matchAll(/`(--[\w-]+)`/g)].map(([, name = '']) => name)),
  );

/** What stands as code in the first cells of tables whose head speaks of names. */
function claimed(markdown: string): string[] {
  let reading = 0;
  return markdown.split('\n').flatMap((line) => {
    const cells = line.startsWith('|') ? line.split('|').slice(1, -1) : [];
    if (cells.length === 0) reading = 0;
    const heads = cells.map((cell) => /^ (attribute|property|method|event|part|custom property)(, property)? $/.test(cell));
    if (heads[0]) {
      reading = heads.filter(Boolean).length;
      return [];
    }
    return cells.slice(0, reading).flatMap((cell) => [...named(cell)]);
  });
}

describe.each(open)('<%s>', (tag) => {
  const element = elements.get(tag);
  const page = `docs/elements/${tag}.md`;

  it('is in the manifest, and has a page that others lead to', () => {
    expect(element).toBeDefined();
    expect(existsSync(join(root, page))).toBe(true);
    expect(text('README.md')).toContain(`(${page})`);
    expect(text('docs/kit.md')).toContain(`(elements/${tag}.md)`);
  });

  it('is live among the examples', () => {
    expect(text('demo/elements.html')).toContain(`<${tag}`);
    expect(text(page)).toMatch(/Live examples?:/);
  });

  it('has a page with every property, attribute, method, event, part and custom property', () => {
    const told = named(text(page));
    expect(element && [...everything(element)].filter((name) => !told.has(name))).toEqual([]);
  });

  it('has a page that promises nothing else', () => {
    const known = element ? everything(element) : new Set<string>();
    expect(claimed(text(page)).filter((name) => !known.has(name) && name !== 'lang')).toEqual([]);
  });

  it('says what its slot is for, where it has one', () => {
    if ((element?.slots ?? []).length > 0) expect(text(page)).toMatch(/\bslot\b/);
  });
});
