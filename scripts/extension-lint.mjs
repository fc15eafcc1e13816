// What the add-on store of Firefox checks of the built extension: manifest, permissions, unsafe code. No warning passes but those explained here.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bin } from './suite.mjs';

const built = fileURLToPath(new URL('../dist-extension/firefox', import.meta.url));

/** By its code, and what stands in the line it is about and the one before. */
const explained = [
  // Lit makes its templates so, once each, of the literal strings of our own sources; values go into them as nodes and attributes.
  { code: 'UNSAFE_VAR_ASSIGNMENT', lines: /createElement\("template"\);\s*return (\w+)\.innerHTML = \w+, \1;/ },
  // DOMPurify reads the mail that it is to clean into a document apart, where nothing is fetched and nothing runs.
  { code: 'UNSAFE_VAR_ASSIGNMENT', lines: /doc\.documentElement\.innerHTML = IS_EMPTY_INPUT \? emptyHTML : dirtyPayload;/ },
];

const { stdout, stderr } = spawnSync(bin('web-ext'), ['lint', '--source-dir', built, '--no-config-discovery', '--output', 'json'], {
  encoding: 'utf8',
});
if (!stdout.startsWith('{')) {
  console.error(stdout + stderr);
  process.exit(1);
}
const { errors, warnings, notices } = JSON.parse(stdout);
const linesOf = ({ file, line }) =>
  file && line
    ? readFileSync(`${built}/${file}`, 'utf8')
        .split('\n')
        .slice(Math.max(0, line - 2), line)
        .join('\n')
    : '';
const unexplained = [...errors, ...notices, ...warnings].filter(
  (found) => !explained.some(({ code, lines }) => code === found.code && lines.test(linesOf(found))),
);
for (const found of unexplained)
  console.error(`${found._type} ${found.code} ${found.file ?? ''}:${found.line ?? ''} ${found.message}\n  ${linesOf(found)}`);
process.exit(unexplained.length === 0 ? 0 : 1);
