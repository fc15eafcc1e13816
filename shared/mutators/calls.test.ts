import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../ids.ts';
import { MemoryWorkspace } from '../testing/memory-workspace.ts';

let workspace: MemoryWorkspace;
let rep: string;
let other: string;
let lead: string;

beforeEach(() => {
  workspace = new MemoryWorkspace();
  rep = workspace.person('Rita', 'user');
  other = workspace.person('Otto', 'user');
  lead = newId();
  workspace.do(rep, 'createLead', { id: lead, first_name: 'Bo', last_name: 'Li' });
});

function call(more: object = {}): string {
  const id = newId();
  workspace.do(rep, 'createCall', { id, resource_type: 'lead', resource_id: lead, ...more });
  return id;
}

describe('calls', () => {
  it('are the actor’s, at the present time, under the sight of their record, and count as activity', () => {
    const id = call({ summary: 'Wants a quote', duration: 95 });
    expect(workspace.at('call', id)).toMatchObject({
      user_id: rep,
      made_at: workspace.at('call', id).created_at,
      resource_name: 'Bo Li',
      scope: [rep],
      incoming: false,
      duration: 95,
    });
    expect(workspace.at('lead', lead).last_activity_at).toBe(workspace.at('call', id).created_at);
    expect(workspace.refused(other, 'createCall', { id: newId(), resource_type: 'lead', resource_id: lead }).fields).toHaveProperty(
      'resource_id',
    );
    expect(workspace.refused(other, 'updateCall', { id, summary: 'x' }).code).toBe('not_found');
  });

  it('are logged for oneself, unless by an administrator, and changed by those concerned', () => {
    const args = { resource_type: 'lead', resource_id: lead, user_id: other } as const;
    expect(workspace.refused(rep, 'createCall', { id: newId(), ...args }).code).toBe('forbidden');
    const id = newId();
    workspace.do(workspace.administrator, 'createCall', { id, ...args });
    expect(workspace.at('call', id).scope).toEqual(expect.arrayContaining([rep, other]));
    workspace.do(other, 'updateCall', { id, summary: 'Mine' });
    expect(workspace.refused(rep, 'updateCall', { id, summary: 'Not mine' }).code).toBe('forbidden');
  });

  it.each([{ duration: -1 }, { duration: 86_401 }, { duration: 1.5 }, { outcome_id: newId() }, { made_at: 'yesterday' }])(
    'refuse %j',
    (wrong) => {
      const args = { id: newId(), resource_type: 'lead', resource_id: lead, ...wrong } as const;
      expect(workspace.refused(rep, 'createCall', args).fields).toHaveProperty(Object.keys(wrong)[0] ?? '');
    },
  );

  it('have an outcome, which stays while a call has it', () => {
    const [outcome] = workspace.all('call_outcome');
    const id = call({ outcome_id: outcome?.id });
    expect(workspace.refused(workspace.administrator, 'deleteCallOutcome', { id: outcome?.id ?? '' }).code).toBe('conflict');
    workspace.do(rep, 'updateCall', { id, outcome_id: null });
    workspace.do(workspace.administrator, 'deleteCallOutcome', { id: outcome?.id ?? '' });
    const { name } = workspace.all('call_outcome')[0] ?? { name: '' };
    const twice = { id: newId(), name: name.toUpperCase() };
    expect(workspace.refused(workspace.administrator, 'createCallOutcome', twice).fields).toHaveProperty('name');
  });

  it('go and come back with their record, follow a lead to its contact, and come back alone', () => {
    const id = call();
    workspace.do(rep, 'deleteLead', { id: lead });
    expect(workspace.get('call', id)).toBeUndefined();
    workspace.do(rep, 'restoreRecord', { type: 'lead', id: lead });
    expect(workspace.at('call', id).resource_id).toBe(lead);
    workspace.do(rep, 'deleteCall', { id });
    workspace.do(rep, 'restoreRecord', { type: 'call', id });
    const person = newId();
    workspace.do(rep, 'convertLead', { id: lead, conversion_id: newId(), individual_id: person });
    expect(workspace.at('call', id)).toMatchObject({ resource_type: 'contact', resource_id: person });
  });
});
