// The kit's custom-elements manifest (schema 1.0.0): what editors, the documentation's test and others know of each element.
// Prints it; the build keeps it as dist/custom-elements.json.
import { fileURLToPath } from 'node:url';
import { cli } from '@custom-elements-manifest/analyzer/cli.js';

const root = fileURLToPath(new URL('..', import.meta.url));
// The analyzer reports on the output stream, which is for the manifest here.
console.log = console.error;

const { modules, ...head } = await cli({
  argv: ['analyze', '--litelement', '--quiet', '--globs', 'components/**/*.ts', '--exclude', '**/*.test.ts', '**/testing/**'],
  cwd: root,
  noWrite: true,
});

const native = new Set(['input', 'change']);
const open = ({ privacy, name, static: fixed }) => (privacy ?? 'public') === 'public' && !name.startsWith('#') && !fixed;

/** What a page may use of an element, and nothing else of its class. */
function element({
  kind,
  name,
  tagName,
  description,
  members = [],
  attributes = [],
  events = [],
  slots,
  cssParts,
  cssProperties,
  superclass,
}) {
  const shown = members
    .filter(open)
    .filter(({ name: member, kind: what }) => what === 'field' || !/Callback$|^(focus|click)$/.test(member));
  const fields = new Set(shown.map(({ name: field }) => field));
  const taken = new Set();
  return {
    kind,
    customElement: true,
    name,
    tagName,
    description,
    members: shown,
    // A class may give a field of its base another attribute: its own comes first. Those of the comment alone have no field.
    attributes: attributes.filter(({ fieldName }) => {
      if (fieldName === undefined) return true;
      if (!fields.has(fieldName) || taken.has(fieldName)) return false;
      taken.add(fieldName);
      return true;
    }),
    events: events.filter(({ name: event }) => event?.startsWith('crm-') || native.has(event)),
    slots,
    cssParts,
    cssProperties,
    superclass,
  };
}

const kept = modules.flatMap(({ kind, path, declarations = [], exports = [] }) => {
  const elements = declarations.filter(({ tagName }) => tagName).map(element);
  const tags = new Set(elements.map(({ tagName }) => tagName));
  const names = new Set(elements.map(({ name }) => name));
  const open = exports.filter((entry) => tags.has(entry.name) || names.has(entry.declaration?.name));
  return elements.length > 0 ? [{ kind, path, declarations: elements, exports: open }] : [];
});
process.stdout.write(`${JSON.stringify({ ...head, modules: kept }, null, 2)}\n`);
