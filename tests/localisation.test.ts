import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { refusals } from '../components/base/localisation/fr-refusals.ts';
import { fieldSentence } from '../components/base/localisation/field-problems.ts';
import { fr } from '../components/base/localisation/fr.ts';

const root = join(import.meta.dirname, '..');
const folders = ['components', 'demo', 'extension'];

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !/\.(test|d)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

interface Call {
  file: string;
  line: number;
  /** The source string with {0}, {1} for its expressions; undefined when it is no literal. */
  key: string | undefined;
}

const escapes: Record<string, string> = { n: '\n', t: '\t' };

/** Reads a literal that begins at `start`; gives undefined for anything else. */
function literal(text: string, start: number): string | undefined {
  const quote = text[start];
  if (quote !== "'" && quote !== '"' && quote !== '`') return undefined;
  let key = '';
  let expressions = 0;
  for (let at = start + 1; at < text.length; at++) {
    const letter = text[at] ?? '';
    if (letter === quote) return key;
    if (letter === '\\') {
      at++;
      const escaped = text[at] ?? '';
      key += escapes[escaped] ?? escaped;
    } else if (quote === '`' && letter === '$' && text[at + 1] === '{') {
      let depth = 1;
      for (at += 2; depth > 0 && at < text.length; at++) {
        if (text[at] === '{') depth++;
        if (text[at] === '}') depth--;
      }
      at--;
      key += `{${expressions++}}`;
    } else {
      key += letter;
    }
  }
  return undefined;
}

/** Comments blanked out, so that an example in one is no call; lines stay where they are. */
const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, ' '));

function calls(file: string): Call[] {
  const text = withoutComments(readFileSync(file, 'utf8'));
  return [...text.matchAll(/(?<![.\w])msg\(\s*(?:str)?/g)].map((match) => ({
    file: file.slice(root.length + 1),
    line: text.slice(0, match.index).split('\n').length,
    key: literal(text, match.index + match[0].length),
  }));
}

const found = folders
  .flatMap((folder) => {
    try {
      return sources(folder);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }
  })
  .flatMap(calls);

/** What the rules refuse with, in so many words; what is wrong with one field begins with its name, and is said by its field. */
const refused = sources('shared/mutators').flatMap((file) => {
  const text = withoutComments(readFileSync(file, 'utf8'));
  return [...text.matchAll(/(?:forbidden\(|new Rejection\(\s*'\w+',)\s*/g)]
    .map((match) => literal(text, match.index + match[0].length))
    .filter((key) => key !== undefined && !key.startsWith('{'));
});

/** What the rules say of one field, where they say it in so many words. */
const saidOfFields = sources('shared').flatMap((file) => {
  const text = withoutComments(readFileSync(file, 'utf8'));
  return [...text.matchAll(/\bwrong\(\s*(?:'[^']+'|`[^`]+`|\w+),\s*|\b(?:error|message|problem): (?=['`])/g)]
    .map((match) => literal(text, match.index + match[0].length))
    .filter((said) => said !== undefined && /^[a-z]+ /.test(said))
    .map((said) => said?.replace(/\{\d+\}/g, '7') ?? '');
});

const placeholders = (text: string): string[] => [...text.matchAll(/\{\d+\}/g)].map(([mark]) => mark).toSorted();

describe('French', () => {
  it('is asked for somewhere', () => {
    expect(found.length).toBeGreaterThan(20);
  });

  it('is keyed by literals: msg() gets a plain string or a str template', () => {
    expect(found.filter(({ key }) => key === undefined)).toEqual([]);
  });

  it('has every string that the kit shows', () => {
    const missing = found.filter(({ key }) => key !== undefined && !Object.hasOwn(fr, key));
    expect(missing.map(({ file, line, key }) => `${file}:${line} ${JSON.stringify(key)}`)).toEqual([]);
  });

  it('has no string that nothing shows any more', () => {
    const used = new Set(found.map(({ key }) => key));
    expect(Object.keys(fr).filter((key) => !used.has(key))).toEqual([]);
  });

  it('keeps every expression of its source', () => {
    const changed = Object.entries(fr).filter(([source, words]) => String(placeholders(source)) !== String(placeholders(words)));
    expect(changed).toEqual([]);
  });

  it('has every sentence that the rules refuse with', () => {
    expect(refused.length).toBeGreaterThan(20);
    expect(refused.filter((key) => key !== undefined && !Object.hasOwn(refusals, key))).toEqual([]);
  });

  it('has every sentence about a field that the rules say', () => {
    expect(saidOfFields.length).toBeGreaterThan(60);
    expect(saidOfFields.filter((said) => fieldSentence(said) === undefined)).toEqual([]);
  });

  it('leaves nothing empty', () => {
    expect(Object.entries(fr).filter(([, words]) => words.trim() === '')).toEqual([]);
  });
});
