import type { TemplateResult } from 'lit';
import type { FieldProblems } from '../../shared/mutators/rejection.ts';
import type { CustomField, CustomFields, ResourceType } from '../../shared/records/index.ts';
import { isFieldOf } from '../../shared/records/index.ts';
import { fieldProblem } from '../record/problem.ts';
import type { Store } from '../store/index.ts';
import type { Written } from './custom-control.ts';
import { customControl, customName, customValue } from './custom-control.ts';

/** The fields that the workspace has added to records of a type and asks of whoever makes one, in their order. */
const required = (store: Store, type: ResourceType, isOrganization: boolean): CustomField[] =>
  store
    .every('custom_field')
    .filter((custom) => custom.required && !custom.archived && isFieldOf(custom, type, isOrganization))
    .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));

/** Controls for what is required of a new record; the rest is filled in on the record. */
export function requiredFields(
  { store, problems, written }: { store: Store; problems: FieldProblems; written?: Written },
  type: ResourceType,
  isOrganization = false,
): TemplateResult[] {
  return required(store, type, isOrganization).map((custom) =>
    customControl(custom, {
      required: true,
      problem: fieldProblem(problems, customName(custom), custom.name) ?? '',
      ...(written ? { written } : {}),
    }),
  );
}

/** The custom values among what is written. */
export function customValues(store: Store, type: ResourceType, written: Written, isOrganization = false): CustomFields {
  const values: CustomFields = {};
  for (const custom of store.every('custom_field')) {
    const value = isFieldOf(custom, type, isOrganization) ? customValue(custom, written) : undefined;
    if (value !== undefined) values[custom.id] = value;
  }
  return values;
}
