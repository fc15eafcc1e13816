import type { Id } from '../../shared/ids.ts';
import type { MergedType, PhoneField, Row } from '../../shared/records/index.ts';
import { msg, str } from '../base/localisation/index.ts';
import type { Field } from '../record/fields.ts';
import { fieldsOf } from '../record/fields.ts';
import { shown } from '../record/shown.ts';
import type { Store } from '../store/index.ts';

/** A value that a field may have after the merge. */
export interface Option {
  text: string;
  /** A record that has it, and the field that it stands in there. */
  record: Id;
  from: string;
}

/** A field in which the records differ. */
export interface Differing {
  name: string;
  label: string;
  options: Option[];
  /** The place of what is taken when nobody chooses. */
  first: number;
  /** Its values are words of somebody's, and not a state of the record: what is not taken is worth a note. */
  words: boolean;
}

/** Fields in which all agree, or which one alone has. */
export interface Agreed {
  label: string;
  text: string;
}

const movable: readonly string[] = ['phone', 'mobile'] satisfies PhoneField[];
const digits = (text: string): string => text.replace(/\D/g, '').replace(/^0+/, '');

/** What there is to choose between records of which the first one stays. */
export function mergeFields(
  store: Store,
  type: MergedType,
  rows: readonly Row<MergedType>[],
): { differing: Differing[]; agreed: Agreed[] } {
  const [survivor] = rows;
  if (!survivor) return { differing: [], agreed: [] };
  const fields = new Map<string, Field>();
  for (const row of rows) for (const field of fieldsOf(store, type, row)) fields.set(field.name, field);
  const numbers = distinct(
    rows.flatMap((row) =>
      [...fields.values()].filter(({ name }) => movable.includes(name)).flatMap((field) => optionOf(store, row, field)),
    ),
    ({ text }) => digits(text),
  );
  const differing: Differing[] = [];
  const agreed: Agreed[] = [];
  const taken = new Set<string>();
  for (const field of fields.values()) {
    // Tags come together, whatever is chosen.
    if (field.kind === 'tags') continue;
    const own = distinct(
      rows.flatMap((row) => optionOf(store, row, field)),
      ({ text }) => text,
    );
    const { name, label } = field;
    if (movable.includes(name) && numbers.length > 1) {
      // What has no place of its own goes where one is free, so that both are kept.
      const option = own.find(({ text }) => !taken.has(digits(text))) ?? numbers.find(({ text }) => !taken.has(digits(text)));
      if (!option) continue;
      taken.add(digits(option.text));
      differing.push({
        name,
        label,
        options: numbers,
        first: numbers.findIndex(({ text }) => digits(text) === digits(option.text)),
        words: true,
      });
    } else if (own.length > 1) differing.push({ name, label, options: own, first: 0, words: isWords(field) });
    else if (own[0]) agreed.push({ label, text: own[0].text });
  }
  return { differing, agreed };
}

const isWords = ({ kind, name }: Field): boolean => kind !== 'choice' && kind !== 'checkbox' && kind !== 'contact' && name !== 'first_name';

function optionOf(store: Store, row: Row<MergedType>, field: Field): Option[] {
  const text = shown(store, row, field);
  return text === '' ? [] : [{ text, record: row.id, from: field.name }];
}

function distinct<T>(all: readonly T[], by: (one: T) => string): T[] {
  const seen = new Map<string, T>();
  for (const one of all) if (!seen.has(by(one))) seen.set(by(one), one);
  return [...seen.values()];
}

/** What is chosen, as the mutator takes it. */
export function chosenArgs(differing: readonly Differing[], chosen: ReadonlyMap<string, number>) {
  const choices: Record<string, Id> = {};
  const places: Partial<Record<PhoneField, { record_id: Id; field: PhoneField }>> = {};
  for (const { name, options, first } of differing) {
    const option = options[chosen.get(name) ?? first];
    if (!option) continue;
    if (movable.includes(name)) places[name as PhoneField] = { record_id: option.record, field: option.from as PhoneField };
    else choices[name] = option.record;
  }
  return { choices, places };
}

/** The words that no field keeps: a line for each. */
export function notKept(differing: readonly Differing[], chosen: ReadonlyMap<string, number>): string[] {
  const kept = new Set(differing.map(({ name, options, first }) => options[chosen.get(name) ?? first]?.text ?? '').map(plain));
  const lost = differing.flatMap(({ label, options, words }) =>
    words ? options.filter(({ text }) => !kept.has(plain(text))).map(({ text }) => msg(str`${label}: ${text}`)) : [],
  );
  // A number may be offered by two fields.
  return distinct(lost, (line) => line.slice(line.indexOf(': ')));
}

const plain = (text: string): string => (/^[+(\d][\d\s().\-/]{4,}$/.test(text) ? digits(text) : text.trim().toLowerCase());
