import type { TemplateResult } from 'lit';
import type { FieldProblems } from '../../shared/mutators/rejection.ts';
import type { ResourceType } from '../../shared/records/index.ts';
import { isFieldOf } from '../../shared/records/index.ts';
import { customControl, customName } from '../fields/custom-control.ts';
import { fieldProblem } from '../record/problem.ts';
import type { Store } from '../store/index.ts';

/** What the workspace has added to records of a type and asks of whoever makes one; the rest is filled in on the record. */
export function requiredFields(
  { store, problems }: { store: Store; problems: FieldProblems },
  type: ResourceType,
  isOrganization = false,
): TemplateResult[] {
  return store
    .every('custom_field')
    .filter((custom) => custom.required && !custom.archived && isFieldOf(custom, type, isOrganization))
    .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
    .map((custom) => customControl(custom, { required: true, problem: fieldProblem(problems, customName(custom), custom.name) ?? '' }));
}
