import { html } from 'lit';
import type { TemplateResult } from 'lit';
import '../base/button/button.ts';
import '../base/empty/empty.ts';
import { msg, str } from '../base/localisation/index.ts';
import { styleProps } from '../base/styles/style-props.ts';
import type { Condition } from './conditions.ts';
import type { BoardFilter } from './filter.ts';
import { isEmpty } from './filter.ts';

/** Names what nothing fits to, so that it is plain what to take away. */
export function renderNothing(filter: BoardFilter, conditions: readonly Condition[], clear: () => void): TemplateResult {
  if (isEmpty(filter))
    return html`<slot name="empty"
      ><crm-empty class="words" heading=${msg('No open deals yet')}
        >${msg('Add one with the plus, or turn a lead into one.')}</crm-empty
      ></slot
    >`;
  const words = conditions.map(({ label, value }) => msg(str`${label}: ${value}`));
  if (filter.text) words.unshift(msg(str`“${filter.text}”`));
  return html`<crm-empty class="words" heading=${msg('No deal fits the filter')}>
    <bdi>${words.join(' · ')}</bdi>
    <crm-button slot="actions" @click=${clear}>${msg('Clear filter')}</crm-button>
  </crm-empty>`;
}

/** Words of each weight that nobody sees: the browser finds its fonts while the records are on their way. */
export const renderSkeleton = (): TemplateResult =>
  html`<div class="board" aria-busy="true" aria-label=${msg('Loading')} ${styleProps({ '--lanes': '4' })}>
    ${[5, 4, 3, 2].map((count) => html`<div class="lane"><div class="ghosts">${Array.from({ length: count }, () => html`<i></i>`)}</div></div>`)}
    <span class="sr" aria-hidden="true"
      >a…<span class="strong num">0</span><span class="head num">0</span><span class="label">a…</span></span
    >
  </div>`;
