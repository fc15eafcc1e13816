import type { IconName } from '../base/icons/icons.ts';
import { msg } from '../base/localisation/index.ts';
import type { Field } from './fields.ts';

export interface Followed {
  href: string;
  icon: IconName;
  /** What following it does. */
  act: string;
  target?: '_blank';
}

/** Where a value leads: a web address to its page, a number to a call, an e-mail address to a letter. */
export function followed({ kind }: Pick<Field, 'kind'>, text: string): Followed | undefined {
  if (text === '') return undefined;
  switch (kind) {
    case 'url':
      // No scheme but these two: an address of another kind could run code.
      return { href: /^https?:\/\//i.test(text) ? text : `https://${text}`, icon: 'external-link', act: msg('Open'), target: '_blank' };
    case 'email':
      return { href: `mailto:${encodeURIComponent(text).replaceAll('%40', '@')}`, icon: 'mail', act: msg('Write to') };
    case 'tel':
      return { href: `tel:${text.replace(/[^\d+]/g, '')}`, icon: 'phone-call', act: msg('Call') };
    default:
      return undefined;
  }
}
