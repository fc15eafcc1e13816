import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { dateOrInstantSchema, dateSchema, instantSchema } from '../dates.ts';
import { filterLimits, filterSchema, operators } from '../filters/filter.ts';
import { idSchema } from '../ids.ts';
import { mutators } from '../mutators/index.ts';
import { emailText } from '../records/fields.ts';
import * as field from '../records/fields.ts';
import type { RecordType } from '../records/index.ts';
import { recordTypes, records } from '../records/index.ts';
import { limits } from './wire.ts';

/**
 * Writes docs/sync-reference.md, the half of the protocol's description that follows from the code: `npx vitest run
 * shared/sync --update` after a record or a mutator has changed.
 */

const named = new Map<unknown, string>([
  [idSchema, 'id'],
  [instantSchema, 'instant'],
  [dateSchema, 'day'],
  [dateOrInstantSchema, 'day or instant'],
  [emailText, 'e-mail'],
  [field.currency, 'currency'],
  [field.timezone, 'time zone'],
  [field.percent, 'integer 0 to 100'],
  [field.tags, 'tags'],
  [filterSchema, 'filter'],
]);

interface Json {
  title?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Json[];
  oneOf?: Json[];
  items?: Json;
  properties?: Record<string, Json>;
  additionalProperties?: Json | boolean;
  required?: string[];
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  maxItems?: number;
}

const jsonOf = (schema: z.ZodMiniType): Json =>
  z.toJSONSchema(schema, {
    unrepresentable: 'any',
    reused: 'inline',
    override: ({ zodSchema, jsonSchema }) => {
      const name = named.get(zodSchema);
      if (name !== undefined) jsonSchema.title = name;
    },
  }) as Json;

const fixed = (value: unknown): string => JSON.stringify(value);

function form(schema: Json): string {
  if (schema.title) return schema.title;
  if (schema.const !== undefined) return fixed(schema.const);
  if (schema.enum) return schema.enum.map(fixed).join(' / ');
  const some = schema.anyOf ?? schema.oneOf;
  if (some) return [...new Set(some.map(form))].join(' or ');
  if (Array.isArray(schema.type)) return schema.type.map((type) => form({ ...schema, type })).join(' or ');
  switch (schema.type) {
    case 'string':
      return schema.maxLength === undefined ? 'text' : `text ≤ ${schema.maxLength}`;
    case 'boolean':
      return 'true / false';
    case 'integer':
    case 'number': {
      const low = schema.minimum === undefined || schema.minimum < -1e15 ? undefined : schema.minimum;
      const high = schema.maximum === undefined || schema.maximum > 1e15 ? undefined : schema.maximum;
      return [schema.type, low, high === undefined ? undefined : `to ${high}`].filter((part) => part !== undefined).join(' ');
    }
    case 'array':
      return `list${schema.maxItems === undefined ? '' : ` ≤ ${schema.maxItems}`} of ${form(schema.items ?? {})}`;
    case 'object':
      if (schema.properties && Object.keys(schema.properties).length > 0) return `{${members(schema)}}`;
      return `object of ${typeof schema.additionalProperties === 'object' ? form(schema.additionalProperties) : 'anything'}`;
    case 'null':
      return 'null';
    default:
      return 'anything';
  }
}

const members = ({ properties = {}, required = [] }: Json): string =>
  Object.entries(properties)
    .map(([name, member]) => `${name}${required.includes(name) ? '' : '?'}: ${form(member)}`)
    .join(', ');

function recordSection(type: RecordType): string {
  const {
    writable,
    derived,
    defaults,
    sight,
    unsent = [],
  } = records[type] as (typeof records)[RecordType] & { unsent?: readonly string[] };
  const sights = { everyone: 'everyone', owner: 'who sees its owner', parent: 'who sees what it hangs on, or is named on it' };
  const row = (name: string, schema: z.ZodMiniType, whose: string) => `| \`${name}\` | ${form(jsonOf(schema))} | ${whose} |`;
  const given = defaults as Record<string, unknown>;
  return [
    `### ${type}`,
    '',
    `Seen by ${sights[sight]}.`,
    '',
    '| field | form | when it is left out |',
    '|---|---|---|',
    ...Object.entries(writable).map(([name, schema]) =>
      row(name, schema as z.ZodMiniType, Object.hasOwn(given, name) ? `\`${JSON.stringify(given[name])}\`` : ''),
    ),
    ...Object.entries(derived).map(([name, schema]) => row(name, schema as z.ZodMiniType, '*the server’s own*')),
    '',
    ...(unsent.length > 0 ? [`Not sent, and empty in what is: ${unsent.map((name) => `\`${name}\``).join(', ')}.`, ''] : []),
  ].join('\n');
}

function mutatorSection(): string {
  return [
    '| name | arguments |',
    '|---|---|',
    ...Object.entries(mutators).map(([name, { args }]) => `| \`${name}\` | ${members(jsonOf(args as z.ZodMiniType))} |`),
    '',
  ].join('\n');
}

it('has a reference that is up to date', async () => {
  const text = `# Sync: records and mutators

Generated from the code, and part of [the sync protocol](sync.md). Forms: *id* is a UUID in lower case; *instant* is UTC with milliseconds
(\`2026-11-24T09:00:00.000Z\`); *day* is \`2026-11-24\`; *currency* is an ISO 4217 code; *time zone* is an IANA name (\`Europe/Paris\`); *text ≤ n*
counts UTF-16 code units; *tags* are a list of at most 100 texts ≤ 64, none twice whatever their case. Names and contents must not be blank.
A *filter* is \`{field, is, value}\`, where \`is\` is one of ${operators.join(', ')}, or \`{all: […]}\`, \`{any: […]}\` or \`{not: …}\` of filters, at most ${filterLimits.depth} deep.
\`?\` marks what may be left out. Beside these fields every record has those of [sync.md](sync.md#records).

## Records

${recordTypes.map(recordSection).join('\n')}
## Mutators

At most ${limits.pushMutations} in a push. What is left out of a new record takes the value above; what is left out of a change stays as it is.

${mutatorSection()}`;
  await expect(text).toMatchFileSnapshot('../../docs/sync-reference.md');
});
