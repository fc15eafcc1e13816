/**
 * French words whose marks stay with the word before them at the end of a line: the spaces before `: ; ! ? » %` and after `«` do not
 * break. The translations are written with plain spaces.
 */
export const keepMarks = (text: string): string => text.replace(/ (?=[:;!?»%])|(?<=«) /g, '\u00a0');
