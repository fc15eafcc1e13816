import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Stage } from '../../../shared/records/index.ts';
import { icon } from '../../../components/base/icons/icons.ts';
import { stageShade } from '../../../components/pipeline-board/stage-shade.ts';
import type { Store } from '../../../components/store/index.ts';

const closed = { won: 'circle-check', lost: 'circle-x', unqualified: 'circle-slash' } as const;
const bars = [0, 1, 2, 3];

/** The stages of a stage's own pipeline: the open ones in their order, and those that end it. */
export function stagesBeside(store: Store, id: string): { open: Stage[]; ends: Stage[] } {
  const own = store.get('stage', id);
  const all = own ? store.list('stage', 'pipeline_id', own.pipeline_id).sort((a, b) => a.position - b.position) : [];
  return { open: all.filter(({ active }) => active), ends: all.filter(({ active }) => !active) };
}

/** The colour of a stage, for `--stage`. */
export function stageColour(store: Store, stage: Stage): string {
  if (!stage.active) return `var(--crm-stage-${stage.category})`;
  const { open } = stagesBeside(store, stage.id);
  return stageShade(
    open.findIndex(({ id }) => id === stage.id),
    open.length,
  );
}

/** The sign before a stage's name: bars that fill along the pipeline, or how it ended. Needs the styles of `stageMark`. */
export function stageSign(store: Store, stage: Stage): TemplateResult {
  const { category } = stage;
  if (category === 'won' || category === 'lost' || category === 'unqualified') return icon(closed[category], 'small');
  const { open } = stagesBeside(store, stage.id);
  const at = open.findIndex(({ id }) => id === stage.id);
  const last = Math.max(1, open.length - 1);
  return html`<span class="mark" aria-hidden="true">${bars.map((bar) => html`<i class=${bar <= (at * 3) / last ? 'on' : ''}></i>`)}</span>`;
}
