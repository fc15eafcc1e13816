import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import type { FileType } from '../../shared/file-types.ts';
import { typeOfName } from '../../shared/file-types.ts';
import { HttpError } from '../http/index.ts';

/** What file-type calls otherwise than files are called. */
const alike: Record<string, string> = { apng: 'png', 'tar.gz': 'gz', oga: 'ogg', opus: 'ogg', m4v: 'mp4', m4b: 'm4a' };

/** Formats that many kinds of file are made of: which one it is, the name says. */
const frames: Record<string, readonly FileType[]> = {
  cfb: ['application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint', 'application/vnd.ms-outlook'],
  zip: [
    'application/zip',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    'application/vnd.oasis.opendocument.text',
    'application/vnd.oasis.opendocument.spreadsheet',
    'application/vnd.oasis.opendocument.presentation',
    'application/vnd.apple.pages',
    'application/vnd.apple.numbers',
    'application/vnd.apple.keynote',
  ],
  xml: ['application/xml'],
};

/** What is nothing but text shows its kind by its name alone. */
const texts: readonly FileType[] = [
  'text/plain',
  'text/csv',
  'text/tab-separated-values',
  'text/markdown',
  'text/calendar',
  'text/vcard',
  'message/rfc822',
  'application/json',
  'application/xml',
];

/** The type of a file by what is in it. @throws HttpError unsupported_media_type for one that is not taken */
export async function recognise(path: string, name: string): Promise<FileType> {
  const named = typeOfName(name);
  // A file that breaks off within its own head, or says that it is larger than it is, is of no type at all.
  const found = await fileTypeFromFile(path, { maxBufferSize: 1_048_576, signal: AbortSignal.timeout(5000) }).catch(() => undefined);
  if (!found) {
    if (!(await isText(path))) throw refused('is of a type that the server does not know');
    if (named === undefined && /\.\w+$/.test(name))
      throw refused('is text of a kind that is not taken: name it .txt, or put it into a ZIP file');
    const type = named ?? 'text/plain';
    if (!texts.includes(type)) throw refused(`is no ${endingOf(name)} file, whatever its name says`);
    return type;
  }
  const frame = Object.hasOwn(frames, found.ext) ? frames[found.ext] : undefined;
  if (frame) {
    if (named !== undefined && frame.includes(named)) return named;
    // An archive is one, whatever it is called; what else is made of these may well be run.
    if (found.ext === 'zip' && named !== undefined) return 'application/zip';
    throw refused(`is a .${found.ext} file of a kind that is not taken`);
  }
  const type = typeOfName(`file.${alike[found.ext] ?? found.ext}`);
  if (type === undefined) throw refused(`is of the type .${found.ext}, which is not taken`);
  return type;
}

const endingOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1).toLowerCase();

/** Whether the beginning of a file is text, in whatever encoding: UTF-16 says so by its first bytes, others have no control characters. */
async function isText(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(65_536), 0, 65_536, 0);
    const head = buffer.subarray(0, bytesRead);
    const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
    return utf16 || !head.some((byte) => byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1b].includes(byte));
  } finally {
    await file.close();
  }
}

function refused(message: string): HttpError {
  return new HttpError('unsupported_media_type', `The file ${message}.`, {
    fields: { file: { code: 'incorrect_value', message } },
    docs: 'docs/files.md#types',
  });
}
