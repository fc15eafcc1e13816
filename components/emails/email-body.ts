import { html, nothing } from 'lit';
import type { PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import '../base/button/button.ts';
import { CrmElement } from '../base/element/crm-element.ts';
import { define } from '../base/element/define.ts';
import { icon } from '../base/icons/icons.ts';
import { msg } from '../base/localisation/index.ts';
import type { Cleaned } from './clean.ts';
import { marks } from '../base/styles/marks.ts';
import { styles } from './email-body.styles.ts';
import { framePage } from './frame-page.ts';
import { linked } from './linked-text.ts';

/**
 * What somebody else has written, in a frame that runs nothing, knows nothing of the page around it, and fetches no picture before
 * it is told to.
 *
 * @element crm-email-body
 */
export class EmailBody extends CrmElement {
  static override styles = [marks, styles];

  /** As it came; null shows `text`. */
  @property({ attribute: false }) html: string | null = null;
  @property({ attribute: false }) text: string | null = null;
  /** Names the frame for those who hear it. */
  @property() label = '';

  @state() private images = false;
  @state() private cleaned: Cleaned | undefined;
  @state() private page = '';
  @state() private blockSize = 0;
  @state() private failed = false;

  @query('.paper') private paper!: HTMLElement | null;
  @query('.twin') private twin!: HTMLIFrameElement | null;

  #width = 0;
  readonly #sizes = new ResizeObserver(() => {
    const width = this.paper?.clientWidth ?? 0;
    if (width === this.#width) return;
    this.#width = width;
    // What changes its own size within the same moment is a loop to the browser; the twin has its new width a frame later.
    requestAnimationFrame(() => requestAnimationFrame(this.#measure));
  });
  /** Somebody may choose another theme while it is shown. */
  readonly #themes = new MutationObserver(() => this.#lay());
  readonly #dark = matchMedia('(prefers-color-scheme: dark)');

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes.observe(this);
    this.#themes.observe(this.ownerDocument.documentElement, { attributes: true });
    this.#dark.addEventListener('change', this.#lay);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
    this.#themes.disconnect();
    this.#dark.removeEventListener('change', this.#lay);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('html') && this.hasUpdated) this.images = false;
    if (changed.has('html')) void this.#clean();
  }

  async #clean(): Promise<void> {
    const given = this.html;
    if (given === null) return;
    try {
      const { cleanEmail } = await import('./clean.ts');
      if (given !== this.html) return;
      this.cleaned = cleanEmail(given, { images: this.images });
      this.failed = false;
      await this.updateComplete;
      this.#lay();
    } catch {
      this.failed = true;
    }
  }

  readonly #again = (): void => void this.#clean();

  readonly #showImages = (): void => {
    this.images = true;
    void this.#clean();
  };

  readonly #lay = (): void => {
    const { paper, cleaned } = this;
    if (!paper || !cleaned) return;
    const { color: text, backgroundColor: back, fontFamily: font } = getComputedStyle(paper);
    const link = getComputedStyle(paper.querySelector('.link') ?? paper).color;
    const scheme = cleaned.coloured || !isDark(back) ? 'light' : 'dark';
    this.page = framePage(cleaned.html, { text, back, link, font, scheme, images: this.images });
  };

  /** Nobody can look into the frame from here: how high it is, is seen in a twin that nobody sees, which runs nothing either. */
  readonly #measure = (): void => {
    const content = this.twin?.contentDocument;
    const size = content?.body?.scrollHeight ?? 0;
    if (size > 0) this.blockSize = size;
  };

  protected override render() {
    if (this.html === null) return html`<div class="plain"><bdi>${linked(this.text ?? '')}</bdi></div>`;
    if (this.failed)
      return html`<p class="bar" role="alert">
        <span>${msg('The message cannot be shown while the server cannot be reached.')}</span>
        <crm-button size="small" @click=${this.#again}>${msg('Try again')}</crm-button>
      </p>`;
    const { cleaned, page } = this;
    return html`${
        cleaned && cleaned.images > 0
          ? html`<div class="bar">
              ${icon('image', 'small')}
              <span>${msg('Pictures on other servers are not loaded: to load them tells the sender that you have opened this.')}</span>
              <crm-button size="small" @click=${this.#showImages}>${msg('Show pictures')}</crm-button>
            </div>`
          : nothing
      }
      <div class=${cleaned?.coloured ? 'paper white' : 'paper'} aria-busy=${page === ''}>
        <span class="link" hidden></span>
        ${
          page === ''
            ? nothing
            : html`<div class="frames">
                <iframe
                  class="shown"
                  title=${this.label || msg('Message')}
                  sandbox="allow-popups allow-popups-to-escape-sandbox"
                  referrerpolicy="no-referrer"
                  height=${this.blockSize || 120}
                  srcdoc=${page}
                ></iframe>
                <iframe
                  class="twin"
                  title=""
                  aria-hidden="true"
                  tabindex="-1"
                  sandbox="allow-same-origin"
                  referrerpolicy="no-referrer"
                  srcdoc=${page}
                  @load=${this.#measure}
                ></iframe>
              </div>`
        }
      </div>`;
  }
}

/** By how bright it is, as eyes have it (ITU-R BT.601). */
function isDark(colour: string): boolean {
  const [red = 255, green = 255, blue = 255] = (/^rgba?\(([^)]+)\)/.exec(colour)?.[1] ?? '').split(/[ ,]+/).map(Number);
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}

define('crm-email-body', EmailBody);

declare global {
  interface HTMLElementTagNameMap {
    'crm-email-body': EmailBody;
  }
}
