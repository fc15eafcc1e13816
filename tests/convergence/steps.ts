import fc from 'fast-check';
import { newId } from '../../shared/ids.ts';
import type { Id } from '../../shared/ids.ts';
import type { Profile } from '../../shared/records/index.ts';
import type { MutatorArgs, MutatorName, NamedMutation } from '../../shared/mutators/index.ts';
import type { MailAct, Mailbox } from './mail.ts';
import { isMailAct, mailActOf, mailActs, mailPool } from './mail.ts';

type Fate = 'ok' | 'lost' | 'doubled' | 'late';

type Does =
  | ('lead' | 'title' | 'reassign' | 'assign' | 'note' | 'delete' | 'restore' | 'convert' | 'contact' | 'give' | 'forget')
  | ('merge' | 'part' | 'deal' | 'sell' | 'move' | 'drop' | 'link' | 'unlink' | 'meet' | 'invite' | 'finish' | 'hand')
  | MailAct;

/** What people do, and what happens to them. Things are named by small numbers, so that steps meet on the same records. */
interface Mix {
  does: readonly Does[];
  /** In so many parts each. */
  parts: Record<'mutate' | 'push' | 'pull' | 'deliver' | 'crash' | 'power' | 'role' | 'rebuild' | 'prune' | 'opened', number>;
  /** The highest number of a record of each kind. */
  records: number;
  /** Rows in a page: the fewer, the more often it is cut between what belongs together. */
  rows: readonly number[];
  /** Whose profile and superior change, and to what. */
  roles: readonly number[];
  profiles: readonly Profile[];
  under: readonly (number | null)[];
  /** Whose browsers do something, and whose ask what has changed. */
  whose: readonly number[];
  asking: readonly number[];
  /** What becomes of requests and answers. */
  fates: readonly Fate[];
}

const stepOf = ({ does, parts, records, rows, roles, profiles, under, whose, asking, fates }: Mix) => {
  const who = fc.constantFrom(...whose);
  const fate = fc.constantFrom(...fates);
  return fc.oneof(
    {
      weight: parts.mutate,
      arbitrary: fc.record({
        do: fc.constant('mutate' as const),
        who,
        name: fc.constantFrom(...does),
        on: fc.nat(records),
        to: fc.nat(3),
        n: fc.nat(9),
      }),
    },
    { weight: parts.push, arbitrary: fc.record({ do: fc.constant('push' as const), who, fate }) },
    {
      weight: parts.pull,
      arbitrary: fc.record({ do: fc.constant('pull' as const), who: fc.constantFrom(...asking), fate, rows: fc.constantFrom(...rows) }),
    },
    { weight: parts.deliver, arbitrary: fc.record({ do: fc.constant('deliver' as const), which: fc.nat(20) }) },
    { weight: parts.crash, arbitrary: fc.record({ do: fc.constant('crash' as const), who }) },
    { weight: parts.power, arbitrary: fc.record({ do: fc.constant('power' as const), who, count: fc.integer({ min: 1, max: 3 }) }) },
    {
      weight: parts.role,
      arbitrary: fc.record({
        do: fc.constant('role' as const),
        of: fc.constantFrom(...roles),
        profile: fc.constantFrom(...profiles),
        under: fc.constantFrom(...under),
      }),
    },
    { weight: parts.rebuild, arbitrary: fc.record({ do: fc.constant('rebuild' as const), who, breakAfter: fc.nat(30) }) },
    { weight: parts.prune, arbitrary: fc.record({ do: fc.constant('prune' as const) }) },
    { weight: parts.opened, arbitrary: fc.record({ do: fc.constant('opened' as const), message: fc.nat(3) }) },
  );
};

export const atWork = stepOf({
  does: [
    ...(['lead', 'lead', 'title', 'title', 'reassign', 'reassign', 'assign', 'note', 'note', 'delete', 'restore'] as const),
    ...(['convert', 'contact', 'contact', 'give', 'deal', 'deal', 'sell', 'sell', 'move', 'link', 'unlink'] as const),
    ...(['meet', 'invite', 'finish', 'forget', 'drop', 'merge', 'part'] as const),
  ],
  parts: { mutate: 90, push: 60, pull: 60, deliver: 40, crash: 10, power: 30, role: 30, rebuild: 4, prune: 1, opened: 0 },
  records: 3,
  rows: [1, 2, 4, 4],
  roles: [0, 1, 2],
  profiles: ['user', 'manager', 'company'],
  under: [0, 1, 2, 3, null],
  whose: [0, 1, 2, 3, 4],
  asking: [0, 1, 2, 3, 4],
  fates: ['ok', 'lost', 'doubled', 'late'],
});

/** Disks that lose what they were given last, and answers that come when the one who asked stands elsewhere. */
export const forgetful = stepOf({
  does: ['lead', 'lead', 'title', 'contact', 'contact', 'note'],
  parts: { mutate: 60, push: 50, pull: 90, deliver: 60, crash: 2, power: 30, role: 2, rebuild: 1, prune: 0, opened: 0 },
  records: 3,
  rows: [1, 1, 2, 50],
  roles: [0, 1, 2],
  profiles: ['user', 'manager', 'company'],
  under: [2, null],
  whose: [2, 3],
  asking: [2, 2, 3],
  fates: ['ok', 'late'],
});
export type Step = typeof atWork extends fc.Arbitrary<infer S> ? S : never;

const [rep2, manager, boss] = [1, 2, 3];
const pushed: Step = { do: 'push', who: boss, fate: 'ok' };
const asks = (rows: number): Step => ({ do: 'pull', who: manager, fate: 'ok', rows });
const becomes = (profile: Profile): Step => ({ do: 'role', of: manager, profile, under: null });
const bossDoes = (name: Does, to: number, n: number): Step => ({ do: 'mutate', who: boss, name, on: 0, to, n });

/**
 * A record that the boss hands on, and a manager who sees now more and now less of everybody's, and asks for a commit or for all: in
 * scenes of a few steps, since what goes wrong here takes many that follow from each other.
 */
const scene = fc
  .record({ n: fc.nat(9), rows: fc.constantFrom(1, 1, 50) })
  .chain(({ n, rows }) =>
    fc.oneof(
      { weight: 1, arbitrary: fc.constant([bossDoes('lead', 0, n), pushed]) },
      { weight: 3, arbitrary: fc.constant([bossDoes('reassign', manager, n), pushed, asks(50)]) },
      { weight: 3, arbitrary: fc.constant([bossDoes('reassign', rep2, n), bossDoes('title', 0, n), pushed, asks(rows)]) },
      { weight: 2, arbitrary: fc.constant([becomes('company'), asks(50)]) },
      { weight: 3, arbitrary: fc.constant([becomes('manager')]) },
      { weight: 2, arbitrary: atWork.map((step) => [step]) },
    ),
  );
export const handedOn = fc.array(scene, { minLength: 4, maxLength: 16, size: 'max' }).map((scenes) => scenes.flat());

const mailed = stepOf({
  does: [
    ...mailActs,
    ...(['log', 'log', 'log', 'log', 'log', 'log', 'track', 'show', 'show', 'hang', 'hang', 'hang', 'unhang', 'unlog', 'thread'] as const),
    ...(['reassign', 'hand', 'hand', 'give', 'sell', 'lead', 'contact', 'deal', 'note', 'delete', 'forget', 'drop', 'restore'] as const),
    ...(['convert', 'convert', 'merge', 'merge', 'merge', 'part', 'part'] as const),
  ],
  parts: { mutate: 120, push: 30, pull: 60, deliver: 10, crash: 4, power: 6, role: 24, rebuild: 2, prune: 1, opened: 6 },
  records: 3,
  rows: [1, 2, 4, 50, 50],
  roles: [0, 1, 2],
  profiles: ['user', 'manager', 'company'],
  under: [0, 1, 2, 3, null],
  whose: [0, 1, 2, 3, 4],
  asking: [0, 1, 2, 3, 4],
  fates: ['ok', 'ok', 'ok', 'ok', 'lost', 'doubled', 'late'],
});

const does = (who: number, name: Does, on: number, to: number, n: number): Step => ({ do: 'mutate', who, name, on, to, n });
const [mine, others] = [0, 1];

/** Records of several people, known to whoever sees them, and what the first of them have logged. */
const office: Step[] = [
  ...[0, 1, 2, 3].flatMap((on) => [does(boss, 'lead', on, 0, on), does(boss, 'contact', on, 0, 3)]),
  ...[0, 1, 2, 3].flatMap((on) => [does(boss, 'reassign', on, on % 3, 0), does(boss, 'give', on, on % 3, 0)]),
  does(boss, 'deal', 0, 1, 5),
  does(boss, 'sell', 0, 0, 0),
  pushed,
  ...[0, 1, 2, 3].map((who): Step => ({ do: 'pull', who, fate: 'ok', rows: 50 })),
  does(mine, 'log', 0, 0, 6),
  does(mine, 'track', 1, 0, 9),
  does(mine, 'thread', 0, 0, 0),
  does(others, 'log', 0, 1, 9),
  ...[mine, others].map((who): Step => ({ do: 'push', who, fate: 'ok' })),
];

/**
 * Mail that several have in their mailboxes, by the say of each of them on records that are handed on, merged, converted and removed:
 * who may read it hangs on more than on any other record. What somebody does is mostly pushed at once, so that much follows from it.
 */
export const inTheMail = fc
  .array(
    fc.oneof(
      {
        weight: 2,
        arbitrary: mailed.map((step): Step[] => (step.do === 'mutate' ? [step, { do: 'push', who: step.who, fate: 'ok' }] : [step])),
      },
      { weight: 1, arbitrary: mailed.map((step) => [step]) },
      // Whoever sees everybody's records merges them, with mail on them that they do not see.
      {
        weight: 1,
        arbitrary: fc
          .record({ name: fc.constantFrom('merge', 'merge', 'part', 'convert', 'hand'), on: fc.nat(3), to: fc.nat(2), n: fc.nat(4) })
          .map(({ name, on, to, n }) => [does(boss, name as Does, on, to, n), pushed]),
      },
    ),
    { minLength: 8, maxLength: 40, size: 'max' },
  )
  .map((scenes) => [...office, ...scenes.flat()]);

/** The records of a schedule, by small numbers. */
export const makePool = () => {
  const ids = (count: number) => Array.from({ length: count }, () => newId());
  return {
    leads: ids(4),
    contacts: ids(3),
    deals: ids(3),
    tasks: ids(3),
    appointments: ids(2),
    links: ids(3),
    merges: ids(2),
    ...mailPool(ids),
  };
};
export type Pool = ReturnType<typeof makePool>;

/** What a step's mutation depends on, besides its own numbers. */
export interface Setting {
  person(number: number): Id;
  stages: readonly Id[];
  lossReasons: readonly Id[];
  unqualifiedReasons: readonly Id[];
  /** Whether whoever acts has this task. */
  hasTask(id: Id): boolean;
  mailbox: Mailbox;
}

const act = <N extends MutatorName>(name: N, args: MutatorArgs<N>): NamedMutation => ({ name, args }) as NamedMutation;

/** The mutation that a step stands for; undefined where it stands for none. */
export function actOf(setting: Setting, given: Extract<Step, { do: 'mutate' }>, pool: Pool): NamedMutation | undefined {
  const { name, on, to, n } = given;
  if (isMailAct(name)) return mailActOf(setting.mailbox, { ...given, name }, pool);
  const of = (list: readonly string[], index: number) => list[index % list.length] ?? '';
  const [lead, contact, deal, task] = [of(pool.leads, on), of(pool.contacts, on), of(pool.deals, on), of(pool.tasks, n)];
  const person = setting.person(to);
  const linked =
    n % 3 === 0
      ? ({ resource_type: 'lead', resource_id: lead } as const)
      : n % 3 === 1
        ? ({ resource_type: 'deal', resource_id: deal } as const)
        : ({ resource_type: 'contact', resource_id: contact } as const);
  switch (name) {
    case 'lead':
      return act('createLead', { id: lead, last_name: `L${n}` });
    case 'title':
      return act('updateLead', { id: lead, title: `T${n}`, ...(n < 2 ? { tags: [`t${n}`] } : {}) });
    case 'reassign':
      return act('updateLead', { id: lead, owner_id: person });
    case 'hand':
      return act(
        'handOver',
        n < 5 ? { type: 'lead', ids: [lead], owner_id: person } : { type: 'contact', ids: [contact], owner_id: person },
      );
    case 'delete':
      return act('deleteLead', { id: lead });
    case 'restore':
      return act('restoreRecord', n % 2 === 0 ? { type: 'lead', id: lead } : { type: 'deal', id: deal });
    case 'convert':
      return act('convertLead', {
        id: lead,
        conversion_id: newId(),
        individual_id: of(pool.contacts, to),
        ...(n > 4 ? { deal: { id: of(pool.deals, to), value: `${n}` } } : {}),
      });
    case 'contact':
      // The first of them is an organization, to which the others belong where it is there.
      return act(
        'createContact',
        on % 3 === 0
          ? { id: contact, is_organization: true, name: `O${n}` }
          : { id: contact, last_name: `P${n}`, ...(n > 4 ? { contact_id: of(pool.contacts, 0) } : {}) },
      );
    case 'give':
      return act('updateContact', { id: contact, owner_id: person, ...(n > 6 ? { last_name: `P${n}`, name: `O${n}` } : {}) });
    case 'forget':
      return act('deleteContact', { id: contact });
    case 'merge':
      return act('mergeRecords', {
        id: of(pool.merges, n),
        resource_type: n < 5 ? 'lead' : 'contact',
        survivor_id: n < 5 ? lead : contact,
        absorbed_ids: [n < 5 ? of(pool.leads, on + 1) : of(pool.contacts, on + 1)],
      });
    case 'part':
      return act('undoMerge', { id: of(pool.merges, n) });
    case 'deal':
      return act('createDeal', {
        id: deal,
        name: `D${n}`,
        value: `${n}.5`,
        ...(n > 2 ? { contact_id: of(pool.contacts, to) } : { lead_id: of(pool.leads, to) }),
      });
    case 'sell':
      return act('updateDeal', { id: deal, owner_id: person, ...(n > 6 ? { value: `${n}` } : {}) });
    case 'move': {
      const stage = setting.stages[n % setting.stages.length];
      const [loss] = setting.lossReasons;
      const [unfit] = setting.unqualifiedReasons;
      if (!stage || !loss || !unfit) return undefined;
      return act('moveDeal', { id: deal, stage_id: stage, loss_reason_id: loss, unqualified_reason_id: unfit });
    }
    case 'drop':
      return act('deleteDeal', { id: deal });
    case 'link':
      return act('addAssociatedContact', { id: of(pool.links, n), deal_id: deal, contact_id: of(pool.contacts, to) });
    case 'unlink':
      return act('removeAssociatedContact', { id: of(pool.links, n) });
    case 'assign':
      return setting.hasTask(task)
        ? act('updateTask', { id: task, owner_id: person, ...(n > 4 ? linked : {}) })
        : act('createTask', { id: task, content: `C${n}`, owner_id: person, ...linked });
    case 'finish':
      return act('completeTask', { id: task });
    case 'note':
      return act('createNote', { id: newId(), content: `N${n}`, type: n === 0 ? 'restricted' : 'regular', ...linked });
    case 'meet':
      return act('createAppointment', {
        id: of(pool.appointments, on),
        name: `A${n}`,
        start_at: '2026-11-24T09:00:00.000Z',
        end_at: '2026-11-24T10:00:00.000Z',
        attendee_ids: [person],
        ...linked,
      });
    case 'invite':
      return act('updateAppointment', { id: of(pool.appointments, on), attendee_ids: n < 4 ? [] : [person] });
  }
}
