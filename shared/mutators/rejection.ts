import type * as z from 'zod/mini';

/**
 * Why a mutation cannot be done. The same refusal reaches its author from the local run and from the server's, which
 * keeps it until it is acknowledged.
 */
export type RejectionCode =
  /** The arguments are not of the mutator's form; `fields` says which. */
  | 'invalid'
  /** No such record, or none that this person may see. */
  | 'not_found'
  /** The record is there, and this person may not do that with it. */
  | 'forbidden'
  /** A record with this id or name stands already. */
  | 'already_exists'
  /** The records' present state does not allow it: a closed deal, a stage with deals in it. */
  | 'conflict'
  /** A message that somebody, or the workspace, never logs. */
  | 'never_log';

export type FieldCode = 'unknown' | 'missing' | 'blank' | 'invalid_type' | 'too_long' | 'incorrect_value' | 'already_exists';

export interface FieldProblem {
  code: FieldCode;
  message: string;
}

/** Problems by path: `value`, `address.city`. */
export type FieldProblems = Record<string, FieldProblem>;

export class Rejection extends Error {
  readonly code: RejectionCode;
  readonly fields: FieldProblems | undefined;

  constructor(code: RejectionCode, message: string, fields?: FieldProblems) {
    // It may repeat what somebody has sent, cut anywhere: the server keeps it as text.
    super(message.toWellFormed());
    this.name = 'Rejection';
    this.code = code;
    this.fields = fields;
  }
}

export const notFound = (what: string): Rejection => new Rejection('not_found', `There is no such ${what}.`);

export const forbidden = (message: string): Rejection => new Rejection('forbidden', message);

/** A refusal because of one field's value. */
export function wrong(field: string, message: string, code: FieldCode = 'incorrect_value'): Rejection {
  return new Rejection('invalid', `${field} ${message}.`, { [field]: { code, message } });
}

/** What the validator found, as problems by path. */
export function fieldProblems(issues: readonly z.core.$ZodIssue[]): FieldProblems {
  const problems: FieldProblems = {};
  for (const issue of issues) {
    const path = issue.path.map(String).join('.');
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) problems[path ? `${path}.${key}` : key] = { code: 'unknown', message: 'is not a known field' };
    } else problems[path] ??= describeIssue(issue);
  }
  return problems;
}

export function describeIssue(issue: z.core.$ZodIssue): FieldProblem {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? { code: 'missing', message: 'is missing' }
        : { code: 'invalid_type', message: `must be of type ${issue.expected}` };
    case 'too_big':
      return issue.origin === 'string'
        ? { code: 'too_long', message: `must be at most ${issue.maximum} characters` }
        : { code: 'incorrect_value', message: `must be at most ${issue.maximum}${issue.origin === 'array' ? ' entries' : ''}` };
    case 'too_small':
      return {
        code: 'incorrect_value',
        message: `must be at least ${issue.minimum}${issue.origin === 'array' ? ' entries' : ''}`,
      };
    case 'invalid_value':
      return { code: 'incorrect_value', message: `must be one of ${issue.values.join(', ')}` };
    case 'custom':
      return { code: issue.message === 'must not be blank' ? 'blank' : 'incorrect_value', message: issue.message };
    default:
      return { code: 'incorrect_value', message: issue.message };
  }
}
