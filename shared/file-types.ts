/**
 * The types of file that documents may have, by the endings of their names; the first type with an ending is what a file
 * with that ending is taken for. What a browser would run when it opens it (HTML, SVG, scripts), and programs, are none.
 */
const endings = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  heic: 'image/heic',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  bmp: 'image/bmp',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odp: 'application/vnd.oasis.opendocument.presentation',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  msg: 'application/vnd.ms-outlook',
  rtf: 'application/rtf',
  pages: 'application/vnd.apple.pages',
  numbers: 'application/vnd.apple.numbers',
  key: 'application/vnd.apple.keynote',
  txt: 'text/plain',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  md: 'text/markdown',
  ics: 'text/calendar',
  vcf: 'text/vcard',
  eml: 'message/rfc822',
  json: 'application/json',
  xml: 'application/xml',
  zip: 'application/zip',
  '7z': 'application/x-7z-compressed',
  gz: 'application/gzip',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  wav: 'audio/wav',
  ogg: 'audio/ogg',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
} as const;

export type FileEnding = keyof typeof endings;
export type FileType = (typeof endings)[FileEnding];

export const fileTypes: readonly FileType[] = [...new Set(Object.values(endings))];

export const fileEndings = Object.keys(endings) as FileEnding[];

/** The type that a name says; undefined for a name that says none of those that are taken. */
export function typeOfName(name: string): FileType | undefined {
  const ending = endingOf(name);
  return ending === undefined ? undefined : endings[ending];
}

/** The ending by which files of a type are called. */
export const endingOfType = (type: FileType): FileEnding => fileEndings.find((ending) => endings[ending] === type) ?? 'txt';

/** What a browser shows by itself, without running anything of it. */
export const isPreviewed = (type: string): boolean => type === 'application/pdf' || isPicture(type);

/** HEIC, TIFF and BMP are pictures too, and most browsers do not show them. */
export const isPicture = (type: string): boolean => ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'].includes(type);

const longestName = 255;

// Marks of direction make a name look as if it ended otherwise than it does; the other controls are in no keyboard.
// eslint-disable-next-line no-control-regex
const hidden = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * A name under which a file of this type can be kept and handed out: without folders, hidden characters, or an ending that
 * would let a system run it. The words of the person stay as they are where they can.
 */
export function documentName(given: string, type: FileType): string {
  const words = given.replace(hidden, '').normalize('NFC').replace(/[/\\]/g, '-');
  const bare = words.replace(/^[.\s]+|[.\s]+$/g, '') || 'document';
  const ending = endingOf(bare) === undefined ? `.${endingOfType(type)}` : '';
  const kept = ending === '' ? bare.slice(bare.lastIndexOf('.')) : ending;
  const stem = ending === '' ? bare.slice(0, bare.lastIndexOf('.')) : bare;
  return cut(stem, longestName - kept.length) + kept;
}

/** No longer than `length`, without half of a character at its end. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return text
    .slice(0, length)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd();
}

function endingOf(name: string): FileEnding | undefined {
  const dot = name.lastIndexOf('.');
  if (dot < 1) return undefined;
  const ending = name.slice(dot + 1).toLowerCase();
  return fileEndings.find((known) => known === ending);
}
