import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** Everything mirrors from right to left: styles name sides by the line of writing, never by left and right. */

const root = join(import.meta.dirname, '..');
const physical = [
  /(?<![\w-])(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b/,
  /(?<![\w-])border-(?:top|bottom)-(?:left|right)-radius\b/,
  /(?<![\w-])(?:text-align|float|clear)\s*:\s*(?:left|right)\b/,
  /(?<![\w-])(?:left|right)\s*:/,
  /\btranslateX\(|\bto (?:left|right)\b/,
];

const files = ['components', 'demo', 'server/forms'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|css)$/.test(entry.name) && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name)),
);

/** The style sheets of a file: all of a .css, what stands in css`…` of a .ts. */
const sheets = (file: string): string[] => {
  const text = readFileSync(file, 'utf8');
  return file.endsWith('.css') ? [text] : [...text.matchAll(/(?<![\w.])css`([^`]*)`/g)].map(([, sheet = '']) => sheet);
};

it('styles are there to look at', () => {
  expect(files.flatMap(sheets).length).toBeGreaterThan(40);
});

it('no style names a side by left or right', () => {
  const found = files.flatMap((file) =>
    sheets(file).flatMap((sheet) =>
      sheet
        .split('\n')
        .filter((line) => physical.some((pattern) => pattern.test(line)))
        .map((line) => `${file.slice(root.length + 1)}: ${line.trim()}`),
    ),
  );
  expect(found).toEqual([]);
});
