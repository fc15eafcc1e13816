import { endingOfType, isPicture, typeOfName } from '../../shared/file-types.ts';
import type { FileType } from '../../shared/file-types.ts';
import type { IconName } from '../base/icons/icons.ts';
import { numberFormat } from '../base/format/numbers.ts';

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** "840 kB", "1.2 MB": by thousands, as browsers and systems tell the sizes of files. */
export function fileSize(bytes: number): string {
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** power;
  return numberFormat({
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power > 0 && value < 10 ? 1 : 0,
  }).format(value);
}

/** A limit of the server, in the megabytes that it counts in: "25 MB". */
export const limitSize = (bytes: number): string =>
  numberFormat({ style: 'unit', unit: 'megabyte', unitDisplay: 'short', maximumFractionDigits: 0 }).format(bytes / 1024 / 1024);

/** "PDF", "DOCX": how people call what a document is. */
export const kindOf = ({ name, content_type }: { name: string; content_type: string }): string =>
  (typeOfName(name) === content_type ? name.slice(name.lastIndexOf('.') + 1) : endingOfType(content_type as FileType)).toUpperCase();

export const iconOf = (type: string): IconName => (isPicture(type) ? 'image' : 'file-text');
