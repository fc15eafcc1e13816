import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { msg } from '../base/localisation/index.ts';
import { styleProps } from '../base/styles/style-props.ts';
import type { Stage } from '../../shared/records/index.ts';
import { stageShade } from './stage-shade.ts';

export interface StepsModel {
  active: readonly Stage[];
  closed: readonly Stage[];
  /** The stage in sight. */
  current: string | undefined;
  count: (stageId: string) => number;
  show: (stageId: string) => void;
}

/** On a phone: tabs that bring a lane into sight. */
export function renderSteps({ active, closed, current, count, show }: StepsModel): TemplateResult {
  const first = closed[0]?.id;
  const tab = (id: string, here: boolean, words: unknown) =>
    html`<button type="button" aria-current=${here ? 'true' : nothing} @click=${() => show(id)}>${words}</button>`;
  return html`<div class="steps" role="group" aria-label=${msg('Stages')}>
    ${active.map((stage, at) =>
      tab(
        stage.id,
        stage.id === current,
        html`<span class="mark" aria-hidden="true" ${styleProps({ '--stage': stageShade(at, active.length) })}>
            ${[0, 1, 2, 3].map((bar) => html`<i class=${bar <= (at * 3) / Math.max(1, active.length - 1) ? 'on' : ''}></i>`)}</span
          ><bdi>${stage.name}</bdi> <span class="num muted">${count(stage.id)}</span>`,
      ),
    )}
    ${
      first === undefined
        ? nothing
        : tab(
            first,
            closed.some(({ id }) => id === current),
            msg('Closed'),
          )
    }
  </div>`;
}
