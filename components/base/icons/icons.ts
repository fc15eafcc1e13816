import { html, type TemplateResult } from 'lit';
import { paths } from './paths.ts';

/** Lucide's own name of an icon that the kit carries. */
export type IconName = keyof typeof paths;

/** 16 px at stroke 1.75, or 14 px at stroke 1.9 so that the lines look as thick. */
export type IconSize = 'medium' | 'small';

/** What points along the line points the other way where that runs from right to left. */
const along = /^(chevron|arrow)-(left|right)$|^arrow-up-right$/;

/**
 * An icon in the colour of the text around it. It is hidden from assistive technology: the words beside it, or the
 * label of the control that holds it, say what it means.
 */
export function icon(name: IconName, size: IconSize = 'medium'): TemplateResult {
  const marks = ['icon', size === 'small' ? 'small' : '', along.test(name) ? 'along' : ''].filter(Boolean).join(' ');
  return html`<svg class=${marks} viewBox="0 0 24 24" aria-hidden="true">
    <path d=${paths[name]}></path>
  </svg>`;
}
