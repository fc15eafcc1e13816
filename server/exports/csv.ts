/** Writing CSV as spreadsheets read it (RFC 4180), and so that nothing in it is taken for a formula. */

/** Spreadsheets run what begins like this; signed figures and phone numbers are harmless, and stay what they are. */
const formula = /^(?:[=@\t\r]|[+-](?![\d\s().,/-]*$))/;

/** A cell that a spreadsheet shows as it is: an apostrophe before it makes it text. */
export const harmless = (text: string): string => (formula.test(text) ? `'${text}` : text);

export function csvLine(cells: readonly string[], delimiter: string): string {
  return `${cells.map((cell) => (needsQuotes(cell, delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter)}\r\n`;
}

const needsQuotes = (cell: string, delimiter: string): boolean => cell.includes(delimiter) || /["\r\n]|^\s|\s$/.test(cell);
