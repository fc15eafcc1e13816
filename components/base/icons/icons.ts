import { html, type TemplateResult } from 'lit';
import { paths } from './paths.ts';

/** Lucide's own name of an icon that the kit carries. */
export type IconName = keyof typeof paths;

/** 16 px at stroke 1.75, or 14 px at stroke 1.9 so that the lines look as thick. */
export type IconSize = 'medium' | 'small';

/**
 * An icon in the colour of the text around it. It is hidden from assistive technology: the words beside it, or the
 * label of the control that holds it, say what it means.
 */
export function icon(name: IconName, size: IconSize = 'medium'): TemplateResult {
  return html`<svg class=${size === 'small' ? 'icon small' : 'icon'} viewBox="0 0 24 24" aria-hidden="true">
    <path d=${paths[name]}></path>
  </svg>`;
}
