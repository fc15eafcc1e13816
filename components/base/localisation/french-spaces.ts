/**
 * French words whose marks stay with the word before them at the end of a line: the spaces before `: ; ! ? » %` and after `«` do not
 * break, nor those between a figure and its unit. The translations are written with plain spaces.
 */
export const keepMarks = (text: string): string => text.replace(/ (?=[:;!?»%])|(?<=«) |(?<=\d) (?=[kMG]o\b)/g, '\u00a0');
