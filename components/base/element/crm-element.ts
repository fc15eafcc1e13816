import { LitElement, type CSSResultGroup, type CSSResultOrNative } from 'lit';
import { updateWhenLocaleChanges } from '@lit/localize';
import { followPageLanguage } from '../localisation/language.ts';
import { foundation } from '../styles/foundation.ts';
import { installTokens } from '../tokens/install.ts';

/**
 * The base of every element of the kit. It brings the tokens to the page, the foundation styles (reset, type, icons,
 * focus) into the shadow root in front of the element's own, and renders again when the language changes.
 */
export class CrmElement extends LitElement {
  protected static override finalizeStyles(styles?: CSSResultGroup): CSSResultOrNative[] {
    return super.finalizeStyles([foundation, styles ?? []]);
  }

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  /** True where the text runs from right to left. */
  get rtl(): boolean {
    return this.matches(':dir(rtl)');
  }

  override connectedCallback(): void {
    installTokens(this.ownerDocument);
    followPageLanguage();
    super.connectedCallback();
  }
}
