import { css, html, nothing } from 'lit';
import type { PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { isMailPattern, toMailPattern } from '../../../../shared/mail-patterns.ts';
import '../../../../components/base/button/button.ts';
import '../../../../components/base/input/input.ts';
import { PhoneWidth } from '../../../../components/base/controllers/media-query.ts';
import { CrmElement } from '../../../../components/base/element/crm-element.ts';
import { CrmEvent } from '../../../../components/base/element/crm-event.ts';
import { define } from '../../../../components/base/element/define.ts';
import { icon } from '../../../../components/base/icons/icons.ts';
import { msg, str } from '../../../../components/base/localisation/index.ts';
import { page } from '../page.styles.ts';

/** A pattern is to be added to the list, or taken off it. */
export class PatternEvent extends CrmEvent {
  constructor(
    type: 'crm-pattern-added' | 'crm-pattern-removed',
    readonly pattern: string,
  ) {
    super(type);
  }
}

type Control = HTMLElement & { value: string; focus(): void };

/**
 * A list of addresses and domains, and a field that adds one.
 *
 * @fires {PatternEvent} crm-pattern-added
 * @fires {PatternEvent} crm-pattern-removed
 */
export class Patterns extends CrmElement {
  static override styles = [
    page,
    css`
      form {
        display: flex;
        align-items: start;
        gap: var(--crm-space-2);
        max-inline-size: 420px;
      }
      form > crm-input {
        flex: 1;
        min-inline-size: 0;
      }
      ul {
        max-inline-size: 420px;
        margin: 0 0 var(--crm-space-3);
        padding: 0;
        list-style: none;
      }
      .icon {
        color: var(--crm-text-muted);
      }
    `,
  ];

  /** What the list is, for those who hear it. */
  @property() label = '';
  @property({ attribute: false }) patterns: readonly string[] = [];
  @state() private problem = '';
  @query('crm-input') private input!: Control | null;

  readonly #phone = new PhoneWidth(this);

  readonly #add = (event: Event): void => {
    event.preventDefault();
    const { input } = this;
    if (!input || input.value.trim() === '') return;
    const pattern = toMailPattern(input.value);
    this.problem = !isMailPattern(pattern)
      ? msg('Write an address such as ana@example.com, or a domain such as example.com.')
      : this.patterns.includes(pattern)
        ? msg(str`${pattern} is in this list already.`)
        : '';
    if (!this.problem) {
      input.value = '';
      this.dispatchEvent(new PatternEvent('crm-pattern-added', pattern));
    }
    input.focus();
  };

  #remove(pattern: string): void {
    this.dispatchEvent(new PatternEvent('crm-pattern-removed', pattern));
    void this.updateComplete.then(() => this.input?.focus());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    // The same list comes again whenever the server has confirmed it.
    if (changed.has('patterns') && changed.get('patterns')?.join() !== this.patterns.join()) this.problem = '';
  }

  protected override render() {
    const sorted = this.patterns.toSorted();
    return html`${
        sorted.length === 0
          ? nothing
          : html`<ul aria-label=${this.label}>
              ${repeat(
                sorted,
                (pattern) => pattern,
                (pattern) =>
                  html`<li class="item">
                    ${icon(pattern.startsWith('@') ? 'globe' : 'user', 'small')}
                    <bdi class="grow cut" title=${pattern}>${pattern}</bdi>
                    <crm-button
                      size="small"
                      variant="ghost"
                      icon="x"
                      label=${msg(str`Remove ${pattern}`)}
                      @click=${() => this.#remove(pattern)}
                    ></crm-button>
                  </li>`,
              )}
            </ul>`
      }
      <form novalidate @submit=${this.#add} @input=${() => (this.problem = '')}>
        <crm-input
          label=${msg(str`Add to: ${this.label}`)}
          hide-label
          placeholder=${msg('ana@example.com or example.com')}
          autocomplete="off"
          .error=${this.problem}
        ></crm-input>
        ${
          this.#phone.matches
            ? html`<crm-button type="submit" icon="plus" label=${msg('Add')}></crm-button>`
            : html`<crm-button type="submit" icon="plus">${msg('Add')}</crm-button>`
        }
      </form>`;
  }
}

define('inlay-patterns', Patterns);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-patterns': Patterns;
  }
}
