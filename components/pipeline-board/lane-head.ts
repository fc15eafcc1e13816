import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Total } from '../base/format/total.ts';
import { msg, plural, str } from '../base/localisation/index.ts';
import { styleProps } from '../base/styles/style-props.ts';
import type { Stage } from '../../shared/records/index.ts';

export interface LaneHeadModel {
  stage: Stage;
  count: number;
  total: Total;
  /** The total by likelihood. */
  likely: Total;
}

/** What a lane is called, how many deals it has, and what they are worth. */
export function renderLaneHead({ stage, count, total, likely }: LaneHeadModel): TemplateResult {
  return html`<header class="lane-head">
    <div class="row">
      <h2 id="s-${stage.id}" class="cut"><bdi>${stage.name}</bdi></h2>
      <span class="num muted">${count}<span class="sr"> ${plural(count, { one: msg('deal'), other: msg('deals') })}</span></span>
      <bdi class="sum" title=${total.detail || nothing}>${total.text}</bdi>
    </div>
    <div class="row">
      <span>${msg(str`${stage.likelihood}% likely`)}</span><bdi title=${likely.detail || nothing}>${likely.amount}</bdi>
    </div>
    <div class="likely"><i ${styleProps({ 'inline-size': `${stage.likelihood}%` })}></i></div>
  </header>`;
}
