import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../ids.ts';
import { sees, sightOf } from '../sight.ts';
import { MemoryWorkspace } from '../testing/memory-workspace.ts';

let workspace: MemoryWorkspace;
let admin: string;
let manager: string;
let rep: string;
let other: string;

beforeEach(() => {
  workspace = new MemoryWorkspace();
  admin = workspace.administrator;
  manager = workspace.person('Manu', 'manager');
  rep = workspace.person('Rita', 'user', manager);
  other = workspace.person('Otto', 'user');
});

const system = (name: string, args: unknown) => workspace.applied({ kind: 'system', name: 'form' }, name, args);

function organization(owner = rep, name = 'Acme') {
  const id = newId();
  workspace.do(owner, 'createContact', { id, is_organization: true, name });
  return id;
}

function person(owner = rep, contact_id: string | null = null) {
  const id = newId();
  workspace.do(owner, 'createContact', { id, first_name: 'Bo', last_name: 'Li', contact_id });
  return id;
}

function deal(owner: string, contact_id: string, value = '100') {
  const id = newId();
  workspace.do(owner, 'createDeal', { id, name: 'Lamps', contact_id, value });
  return id;
}

describe('deals', () => {
  it('start in the first stage, with the workspace’s currency, an exact amount, and the names of their contact', () => {
    const company = organization();
    const id = deal(rep, person(rep, company), '1E+3');
    expect(workspace.at('deal', id)).toMatchObject({
      owner_id: rep,
      stage_id: workspace.stage('incoming'),
      value: '1000.00',
      currency: 'EUR',
      contact_name: 'Bo Li',
      organization_id: company,
      organization_name: 'Acme',
      scope: [rep],
    });
  });

  it.each(['12.345', 'ten', '', '-1', '1e30'])('refuse the amount %j', (value) => {
    const contact = person();
    const refusal = workspace.refused(rep, 'createDeal', { id: newId(), name: 'Lamps', contact_id: contact, value });
    expect(refusal.fields).toHaveProperty('value');
  });

  it('ask why when they are lost or unqualified, and forget it when they are reopened', () => {
    const id = deal(rep, person());
    const [reason] = workspace.all('loss_reason');
    expect(workspace.refused(rep, 'moveDeal', { id, stage_id: workspace.stage('lost') }).fields).toHaveProperty('loss_reason_id');
    expect(workspace.refused(rep, 'moveDeal', { id, stage_id: workspace.stage('unqualified') }).fields).toHaveProperty(
      'unqualified_reason_id',
    );
    workspace.do(rep, 'moveDeal', { id, stage_id: workspace.stage('lost'), loss_reason_id: reason?.id });
    expect(workspace.at('deal', id).loss_reason_id).toBe(reason?.id);
    workspace.do(rep, 'moveDeal', { id, stage_id: workspace.stage('in_progress') });
    expect(workspace.at('deal', id)).toMatchObject({ loss_reason_id: null, last_stage_change_by_id: rep });
  });

  it('make prospects and customers of their contact and its organization', () => {
    const company = organization();
    const contact = person(rep, company);
    const statuses = () =>
      [contact, company].map((id) => {
        const { prospect_status, customer_status } = workspace.at('contact', id);
        return `${prospect_status}/${customer_status}`;
      });
    expect(statuses()).toEqual(['none/none', 'none/none']);
    const first = deal(rep, contact);
    expect(statuses()).toEqual(['current/none', 'current/none']);
    workspace.do(rep, 'moveDeal', { id: first, stage_id: workspace.stage('won') });
    expect(statuses()).toEqual(['none/current', 'none/current']);
    const second = deal(rep, contact);
    const loss_reason_id = workspace.all('loss_reason')[0]?.id;
    workspace.do(rep, 'moveDeal', { id: second, stage_id: workspace.stage('lost'), loss_reason_id });
    expect(statuses()).toEqual(['lost/current', 'lost/current']);
    workspace.do(rep, 'moveDeal', { id: first, stage_id: workspace.stage('incoming') });
    expect(statuses()).toEqual(['current/none', 'current/none']);
    workspace.do(rep, 'updateContact', { id: contact, customer_status: 'past' });
    workspace.do(rep, 'deleteDeal', { id: first });
    expect(statuses()).toEqual(['lost/past', 'lost/none']);
  });

  it('can be as old as they are where they come from', () => {
    const id = newId();
    const [added_at, last_stage_change_at] = ['2025-03-01T10:00:00.000Z', '2025-06-01T10:00:00.000Z'];
    workspace.do(rep, 'createDeal', { id, name: 'Lamps', contact_id: person(), added_at });
    expect(workspace.at('deal', id)).toMatchObject({ added_at, last_stage_change_at: added_at });
    workspace.do(rep, 'updateDeal', { id, last_stage_change_at });
    expect(workspace.at('deal', id)).toMatchObject({ added_at, last_stage_change_at });
  });

  it('come back whole when their deletion is undone', () => {
    const id = deal(rep, person());
    workspace.do(rep, 'createNote', { id: newId(), content: 'Call', resource_type: 'deal', resource_id: id });
    workspace.do(rep, 'createTask', { id: newId(), content: 'Call', resource_type: 'deal', resource_id: id });
    const before = workspace.all('note').length + workspace.all('task').length;
    workspace.do(rep, 'deleteDeal', { id });
    expect([workspace.all('note'), workspace.all('task'), workspace.get('deal', id)]).toEqual([[], [], undefined]);
    expect(workspace.refused(other, 'restoreRecord', { type: 'deal', id }).code).toBe('not_found');
    workspace.do(rep, 'restoreRecord', { type: 'deal', id });
    expect(workspace.all('note').length + workspace.all('task').length).toBe(before);
    expect(workspace.at('deal', id).name).toBe('Lamps');
  });
});

describe('sight', () => {
  it('tells a foreign record from a missing one by nothing', () => {
    const foreign = deal(rep, person());
    const answers = [foreign, newId()].map((id) => {
      const { code, message, fields } = workspace.refused(other, 'updateDeal', { id, name: 'Mine' });
      return { code, message, fields };
    });
    expect(answers[0]).toEqual(answers[1]);
  });

  it('lets a manager change what a report owns', () => {
    const id = deal(rep, person());
    workspace.do(manager, 'updateDeal', { id, hot: true });
    expect(workspace.at('deal', id).hot).toBe(true);
  });

  it('gives a task’s assignee the task and the deal’s name, and nothing more of the deal', () => {
    workspace.do(admin, 'updateUser', { id: other, reports_to: manager });
    const dealId = deal(rep, person());
    const id = newId();
    workspace.do(manager, 'createTask', { id, content: 'Bring the unit', owner_id: other, resource_type: 'deal', resource_id: dealId });
    expect(workspace.at('task', id)).toMatchObject({ resource_name: 'Lamps', scope: [other, rep].sort() });
    workspace.do(other, 'completeTask', { id });
    expect(workspace.at('task', id).completed_at).toBe(workspace.now);
    expect(workspace.refused(other, 'updateDeal', { id: dealId, name: 'Mine' }).code).toBe('not_found');
    workspace.do(rep, 'updateDeal', { id: dealId, name: 'Lamps, 40' });
    expect(workspace.at('task', id).resource_name).toBe('Lamps, 40');
  });

  it('is as old as it is said to be, and is done when it is said to be, neither in the future', () => {
    const [id, tomorrow] = [newId(), new Date(Date.parse(workspace.now) + 86_400_000).toISOString()];
    const then = '2019-03-05T09:30:00.000Z';
    const contact_id = newId();
    workspace.do(rep, 'createContact', { id: contact_id, last_name: 'Li', created_at: '2018-01-01T00:00:00.000Z' });
    const args = { id, content: 'Call', resource_type: 'contact', resource_id: contact_id } as const;
    expect(workspace.refused(rep, 'createTask', { ...args, created_at: tomorrow }).fields).toHaveProperty('created_at');
    workspace.do(rep, 'createTask', { ...args, created_at: then });
    expect(workspace.at('task', id).created_at).toBe(then);
    expect(workspace.at('contact', contact_id)).toMatchObject({ created_at: '2018-01-01T00:00:00.000Z', last_activity_at: then });
    expect(workspace.refused(rep, 'completeTask', { id, completed_at: tomorrow }).fields).toHaveProperty('completed_at');
    workspace.do(rep, 'completeTask', { id, completed_at: '2019-03-06T09:30:00.000Z' });
    expect(workspace.at('task', id).completed_at).toBe('2019-03-06T09:30:00.000Z');
  });

  it('leaves a task to the people of its deal when whoever made it is none of them any more', () => {
    const dealId = deal(rep, person());
    const [linked, free] = [newId(), newId()];
    workspace.do(rep, 'createTask', { id: linked, content: 'Call', resource_type: 'deal', resource_id: dealId });
    workspace.do(rep, 'createTask', { id: free, content: 'Ask for leave', owner_id: manager });
    workspace.do(admin, 'updateDeal', { id: dealId, owner_id: other });
    workspace.do(admin, 'updateTask', { id: linked, owner_id: other });
    expect(workspace.at('task', linked).scope).toEqual([other]);
    expect(workspace.at('task', free).scope).toEqual([manager, rep].sort());
  });

  it('moves notes and tasks with their deal to its new owner', () => {
    const id = deal(rep, person());
    const note = newId();
    workspace.do(rep, 'createNote', { id: note, content: 'Call', resource_type: 'deal', resource_id: id });
    workspace.do(rep, 'updateDeal', { id, owner_id: other });
    expect(workspace.at('note', note).scope).toEqual([other]);
  });

  it('keeps a restricted note to its author', () => {
    const id = deal(rep, person());
    const note = newId();
    workspace.do(manager, 'createNote', { id: note, content: 'Between us', type: 'restricted', resource_type: 'deal', resource_id: id });
    const { scope } = workspace.at('note', note);
    const sightedBy = (id: string) => sees(sightOf(workspace.at('user', id), workspace.all('user')), scope);
    expect([manager, admin, rep, other].map(sightedBy)).toEqual([true, false, false, false]);
    expect(workspace.refused(admin, 'updateNote', { id: note, content: 'Read' }).code).toBe('not_found');
  });
});

describe('permission', () => {
  it('lets people give tasks to themselves, their superior and their reports', () => {
    const give = (from: string, to: string) => ({ from, args: { id: newId(), content: 'Call', owner_id: to } });
    for (const { from, args } of [give(rep, rep), give(rep, manager), give(manager, rep), give(admin, other)])
      workspace.do(from, 'createTask', args);
    const refused = give(rep, other);
    expect(workspace.refused(refused.from, 'createTask', refused.args).code).toBe('forbidden');
    const id = newId();
    workspace.do(rep, 'createTask', { id, content: 'Call' });
    expect(workspace.refused(rep, 'handOver', { type: 'task', ids: [id], owner_id: other }).code).toBe('forbidden');
    workspace.do(rep, 'handOver', { type: 'task', ids: [id], owner_id: manager });
  });

  it('leaves words and tags of a note to its author', () => {
    const id = newId();
    workspace.do(rep, 'createNote', { id, content: 'Met', tags: ['fair'], resource_type: 'deal', resource_id: deal(rep, person()) });
    for (const change of [{ content: 'No' }, { tags: [] }, { type: 'restricted' as const }])
      expect(workspace.refused(manager, 'updateNote', { id, ...change }).code).toBe('forbidden');
    workspace.do(manager, 'updateNote', { id, is_important: true });
    expect(workspace.at('note', id)).toMatchObject({ content: 'Met', tags: ['fair'], is_important: true });
  });

  it('keeps set-up to administrators', () => {
    const pipeline_id = workspace.all('pipeline')[0]?.id ?? '';
    expect(workspace.refused(manager, 'createStage', { id: newId(), pipeline_id, name: 'Demo' }).code).toBe('forbidden');
    expect(workspace.refused(rep, 'updateUser', { id: rep, profile: 'company' }).code).toBe('forbidden');
    workspace.do(rep, 'updateUser', { id: rep, card_fields: ['source_id', 'tags', 'added_at'] });
    expect(workspace.at('user', rep).card_fields).toEqual(['source_id', 'tags', 'added_at']);
    for (const card_fields of [['a', 'b', 'c', 'd'], ['a', 'a'], ['']])
      expect(workspace.refused(rep, 'updateUser', { id: rep, card_fields }).code).toBe('invalid');
    expect(workspace.refused(rep, 'updateUser', { id: admin, card_fields: [] }).code).toBe('forbidden');
    workspace.do(rep, 'updateUser', { id: rep, name: 'Rita R.' });
  });

  it('lets two loss reasons bear one name, and no two unqualified reasons', () => {
    for (const _ of [1, 2]) workspace.do(admin, 'createLossReason', { id: newId(), name: 'Too slow' });
    workspace.do(admin, 'createDealUnqualifiedReason', { id: newId(), name: 'Too small' });
    expect(workspace.refused(admin, 'createDealUnqualifiedReason', { id: newId(), name: 'too small' }).fields).toMatchObject({
      name: { code: 'already_exists' },
    });
  });

  it('keeps one active administrator', () => {
    expect(workspace.refused(admin, 'updateUser', { id: admin, role: 'user' }).code).toBe('conflict');
  });

  it('refuses people who are no longer active', () => {
    workspace.do(admin, 'updateUser', { id: rep, status: 'inactive' });
    expect(workspace.refused(rep, 'createTask', { id: newId(), content: 'Call' }).code).toBe('forbidden');
  });
});

describe('pipelines', () => {
  const active = () =>
    workspace
      .all('stage')
      .filter((stage) => stage.active)
      .sort((a, b) => a.position - b.position);

  it('number their stages without a gap, closed ones last', () => {
    const pipeline_id = workspace.all('pipeline')[0]?.id ?? '';
    workspace.do(admin, 'createStage', { id: newId(), pipeline_id, name: 'Demo', position: 2 });
    expect(active().map((stage) => stage.name)).toEqual(['Incoming', 'Demo', 'Qualified', 'Quote', 'Closure']);
    workspace.do(admin, 'reorderStages', {
      pipeline_id,
      stage_ids: active()
        .map((stage) => stage.id)
        .reverse(),
    });
    expect(
      workspace
        .all('stage')
        .map((stage) => stage.position)
        .sort((a, b) => a - b),
    ).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(active().at(-1)?.name).toBe('Incoming');
  });

  it('lose a stage only after its deals have gone, which may be in the same step', () => {
    const id = deal(rep, person());
    const stage = workspace.stage('incoming');
    expect(workspace.refused(admin, 'removeStage', { id: stage }).fields).toHaveProperty('move_deals_to');
    const target = workspace.stage('in_progress');
    workspace.do(admin, 'removeStage', { id: stage, move_deals_to: target });
    expect(workspace.at('deal', id).stage_id).toBe(target);
    expect(workspace.get('stage', stage)).toBeUndefined();
  });

  it('go, save the last one in use', () => {
    const [inUse, put] = [workspace.all('pipeline')[0]?.id ?? '', newId()];
    const stages = Array.from({ length: 7 }, () => ({ id: newId() }));
    workspace.do(admin, 'createPipeline', { id: put, name: 'Old', stages });
    workspace.do(admin, 'updatePipeline', { id: put, disabled: true });
    expect(workspace.refused(admin, 'deletePipeline', { id: inUse }).code).toBe('conflict');
    workspace.do(admin, 'deletePipeline', { id: put });
  });

  it('keep their closed stages, which can be renamed', () => {
    const won = workspace.stage('won');
    expect(workspace.refused(admin, 'removeStage', { id: won }).code).toBe('conflict');
    workspace.do(admin, 'updateStage', { id: won, name: 'Signed' });
    expect(workspace.at('stage', won).name).toBe('Signed');
  });
});

describe('leads', () => {
  const lead = (fields: object = {}) => {
    const id = newId();
    workspace.do(rep, 'createLead', { id, first_name: 'Bo', last_name: 'Li', organization_name: 'Acme', tags: ['fair'], ...fields });
    return id;
  };

  it('need a last name or an organization', () => {
    expect(workspace.refused(rep, 'createLead', { id: newId(), first_name: 'Bo' }).fields).toHaveProperty('last_name');
  });

  it('become a person and an organization, and what hung on them follows', () => {
    const id = lead({ email: 'bo@example.com' });
    const note = newId();
    workspace.do(rep, 'createNote', { id: note, content: 'Met', resource_type: 'lead', resource_id: id });
    const [individual_id, organization_id, dealId, taskId] = [newId(), newId(), newId(), newId()];
    workspace.do(rep, 'convertLead', {
      id,
      conversion_id: newId(),
      individual_id,
      organization_id,
      deal: { id: dealId, name: 'Lamps', value: '5' },
      task: { id: taskId, content: 'Call' },
    });
    expect(workspace.at('contact', individual_id)).toMatchObject({
      name: 'Bo Li',
      contact_id: organization_id,
      email: 'bo@example.com',
      tags: ['fair'],
    });
    expect(workspace.at('contact', organization_id)).toMatchObject({ name: 'Acme', is_organization: true, prospect_status: 'current' });
    expect(workspace.at('deal', dealId)).toMatchObject({ contact_id: individual_id, value: '5.00' });
    expect(workspace.at('task', taskId)).toMatchObject({ resource_type: 'deal', resource_id: dealId });
    expect(workspace.at('note', note)).toMatchObject({ resource_type: 'contact', resource_id: individual_id });
    expect(workspace.at('lead', id).converted_at).toBe(workspace.now);
  });

  it('convert once, and are only read afterwards', () => {
    const id = lead();
    const convert = () => ({ id, conversion_id: newId(), individual_id: newId() });
    workspace.do(rep, 'convertLead', convert());
    expect(workspace.refused(rep, 'convertLead', convert()).code).toBe('conflict');
    expect(workspace.refused(rep, 'updateLead', { id, title: 'CEO' }).code).toBe('conflict');
    expect(workspace.refused(rep, 'deleteLead', { id }).code).toBe('conflict');
  });

  it('take a contact that exists instead of making a duplicate', () => {
    const known = person();
    workspace.do(rep, 'convertLead', { id: lead(), conversion_id: newId(), individual_id: known });
    expect(workspace.all('contact')).toHaveLength(1);
    expect(workspace.at('contact', known).tags).toEqual(['fair']);
  });

  it('bring no tag twice, however it is spelled there', () => {
    const known = newId();
    workspace.do(rep, 'createContact', { id: known, last_name: 'Li', tags: ['Fair', ' Fair2'] });
    workspace.do(rep, 'convertLead', { id: lead({ tags: ['fair', 'new', 'new '] }), conversion_id: newId(), individual_id: known });
    expect(workspace.at('contact', known).tags).toEqual(['Fair', 'Fair2', 'new']);
  });

  it('make deals and tasks by the rules of those made by hand', () => {
    const id = lead({ first_name: 'B'.repeat(255), last_name: 'L'.repeat(255), organization_name: null });
    const convert = { id, conversion_id: newId(), individual_id: newId() };
    const made = { id: newId() };
    for (const wrong of [
      { task: { id: newId(), content: ' ' } },
      { task: { id: newId(), content: 'x'.repeat(2001) } },
      { deal: { ...made, currency: 'Euro' } },
      { deal: { ...made, name: 'x'.repeat(600) } },
    ])
      expect(workspace.refused(rep, 'convertLead', { ...convert, ...wrong }).code, JSON.stringify(wrong)).toBe('invalid');
    workspace.do(rep, 'convertLead', { ...convert, deal: made });
    expect(workspace.at('deal', made.id).name).toHaveLength(255);
  });

  it('cannot become somebody else’s contact', () => {
    const foreign = person(other);
    expect(workspace.refused(rep, 'convertLead', { id: lead(), conversion_id: newId(), individual_id: foreign }).fields).toHaveProperty(
      'individual_id',
    );
  });
});

describe('forms', () => {
  const form = (fields: object = {}) => {
    const id = newId();
    workspace.do(admin, 'createForm', {
      id,
      name: 'Quote',
      key: 'a'.repeat(16),
      fields: [
        { name: 'last_name', label: null, required: true },
        { name: 'email', label: null, required: true },
      ],
      owner_ids: [rep, other],
      ...fields,
    });
    return id;
  };
  const submission = (form_id: string, values: object = { last_name: 'Li', email: 'bo@example.com' }) => ({
    form_id,
    lead_id: newId(),
    values,
    consent: false,
    referrer: null,
    utm: null,
  });

  it('keep their source', () => {
    const source_id = newId();
    workspace.do(admin, 'createSource', { id: source_id, name: 'Fair', resource_type: 'lead' });
    const id = form({ source_id });
    expect(workspace.refused(admin, 'deleteSource', { id: source_id }).code).toBe('conflict');
    workspace.do(admin, 'updateForm', { id, source_id: null });
    workspace.do(admin, 'deleteSource', { id: source_id });
  });

  it('give their leads to their people in turn', () => {
    const id = form();
    const owners = [1, 2, 3].map(() => {
      const args = submission(id);
      system('submitForm', args);
      return workspace.at('lead', args.lead_id).owner_id;
    });
    expect(owners).toEqual([rep, other, rep]);
  });

  it('make one lead of a submission, however often it is sent', () => {
    const args = submission(form());
    system('submitForm', args);
    system('submitForm', args);
    expect(workspace.all('lead')).toHaveLength(1);
    expect(workspace.all('form')[0]?.submission_count).toBe(1);
  });

  it('say which field is missing, and take consent seriously', () => {
    const id = form({ consent_text: 'You may write to me.' });
    const refusal = workspace.refusal({ kind: 'system', name: 'form' }, 'submitForm', submission(id, { last_name: ' ', email: 'nowhere' }));
    expect(Object.keys(refusal.fields ?? {})).toEqual(['last_name', 'email', 'consent']);
  });
});

describe('smart lists', () => {
  const list = (shared: boolean) => {
    const id = newId();
    const filter = { all: [{ field: 'owner_id', is: 'any_of' as const, value: ['me'] }] };
    workspace.do(rep, 'createSmartList', { id, name: 'Mine', list_type: 'lead', shared, filter });
    return id;
  };

  it('are private to who saves them, or shared with everyone', () => {
    expect(workspace.at('smart_list', list(false)).scope).toEqual([`=${rep}`]);
    const id = list(true);
    expect(workspace.at('smart_list', id).scope).toEqual(['*']);
    workspace.do(rep, 'updateSmartList', { id, shared: false });
    expect(workspace.at('smart_list', id).scope).toEqual([`=${rep}`]);
  });

  it('are changed by their owner, shared ones by an administrator too', () => {
    const id = list(true);
    expect(workspace.refused(manager, 'updateSmartList', { id, name: 'Ours' }).code).toBe('forbidden');
    workspace.do(admin, 'updateSmartList', { id, name: 'Ours' });
    expect(workspace.refused(admin, 'deleteSmartList', { id: list(false) }).code).toBe('not_found');
    workspace.do(rep, 'deleteSmartList', { id });
    expect(workspace.get('smart_list', id)).toBeUndefined();
  });

  it('have filters of the right form', () => {
    const filter = { field: 'name', is: 'sounds_like' } as never;
    const args = { id: newId(), name: 'X', list_type: 'lead', filter } as const;
    expect(workspace.refused(rep, 'createSmartList', args).code).toBe('invalid');
  });
});
