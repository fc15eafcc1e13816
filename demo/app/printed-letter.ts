import { msg } from '../../components/base/localisation/index.ts';

/** Where a letter is that no mail server has taken. */
export const printedLetter = (): string =>
  msg('This server has no mail server: the link is printed in its log, in the terminal where it was started.');
