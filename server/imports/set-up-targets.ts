import type { SetUpKind } from '../../shared/import-kinds.ts';
import type { Target } from './target.ts';
import { target } from './target.ts';

/** Columns of tables that say what the ids in other tables stand for. */

const named = (...wordings: string[]): readonly Target[] => [
  target('external_id', 'external_id', 'id', ...wordings.map((word) => `${word} id`), 'record id'),
  target('name', 'text', ...wordings, ...wordings.map((word) => `${word} name`), 'title', 'label', 'nom'),
];

export const setUpTargets: Record<SetUpKind, readonly Target[]> = {
  user: [...named('user', 'full name', 'owner'), target('email', 'email', 'e-mail', 'email address', 'user email', 'courriel', 'login')],
  pipeline: named('pipeline'),
  stage: [
    ...named('stage'),
    target('pipeline', 'text', 'pipeline id', 'pipeline', 'pipeline name'),
    target('category', 'text', 'stage category', 'type'),
    target('position', 'text', 'order', 'rank'),
    target('likelihood', 'text', 'win likelihood', 'probability'),
  ],
  lead_status: named('status', 'lead status'),
  lead_source: named('source', 'lead source'),
  deal_source: named('source', 'deal source'),
  loss_reason: named('reason', 'loss reason'),
  lead_unqualified_reason: named('reason', 'unqualified reason', 'lead unqualified reason'),
  deal_unqualified_reason: named('reason', 'unqualified reason', 'deal unqualified reason'),
  call_outcome: named('outcome', 'call outcome'),
  visit_outcome: named('outcome', 'visit outcome'),
  tag: named('tag'),
};
