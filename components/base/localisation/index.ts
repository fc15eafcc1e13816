export { msg, str } from '@lit/localize';
export { fieldSentence } from './field-problems.ts';
export { followPageLanguage, formatLocale, language, languages, setLanguage, type Language } from './language.ts';
export { plural } from './plural.ts';
export { refusalWords } from './refusals.ts';
export { hoursAndMinutes, setTimeFormat, timeFormat, type TimeFormat } from './time-format.ts';
