import { addDays, dayIn, instantOf } from '../../shared/dates.ts';
import type { Id } from '../../shared/ids.ts';
import { newId } from '../../shared/ids.ts';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import type { Row, SetupType } from '../../shared/records/index.ts';
import type { Correspondent, Opening } from './mail.ts';
import { mailOf } from './mail.ts';
import { formKey } from './people.ts';
import type { SampleDeal } from './story.ts';
import { sampleAppointments, sampleDeals, sampleLeads, sampleTasks } from './story.ts';

/** The workspace's lists, as they stand when the scene is set. */
export type Lists = <T extends SetupType>(type: T) => readonly Row<T>[];

/** What somebody does, in the order in which it is done. */
export interface Act {
  person: Id;
  mutation: NamedMutation;
  /** Days before today on which it is done. */
  ago: number;
}

/**
 * Turns the story into mutations of its people, around this instant; those of long ago come first. Gives besides what is asked for
 * of the messages that they have tracked.
 */
export function setScene(options: { people: ReadonlyMap<string, Id>; lists: Lists; zone: string; now: string }): {
  acts: Act[];
  openings: Opening[];
} {
  const { lists, zone, now } = options;
  const today = dayIn(zone, now);
  const acts: Act[] = [];
  const whoIs = (key: string): Id => {
    const id = options.people.get(key);
    if (id === undefined) throw new Error(`The sample has no person ${key}.`);
    return id;
  };
  /** When what is told now happened. */
  let ago = 0;
  const act = (person: Id, mutation: NamedMutation, before = ago) => void acts.push({ person, mutation, ago: before });
  const at = (day: number, time?: string) =>
    time === undefined || time === '' ? addDays(today, day) : instantOf(zone, addDays(today, day), time);

  const [pipeline] = [...lists('pipeline')].sort((a, b) => a.position - b.position);
  const stages = lists('stage').filter(({ pipeline_id }) => pipeline_id === pipeline?.id);
  const active = stages.filter((stage) => stage.active).sort((a, b) => a.position - b.position);
  const stageOf = (stage: SampleDeal['stage']) =>
    typeof stage === 'number' ? active[stage] : stages.find(({ category }) => category === stage);
  const statuses = [...lists('lead_status')].sort((a, b) => a.position - b.position);
  const source = (name: string, type: 'lead' | 'deal') =>
    lists('source').find((row) => row.name === name && row.resource_type === type)?.id ?? null;

  const beganOf = (deal: SampleDeal, index: number): number =>
    typeof deal.stage === 'string' ? deal.closes : (deal.quiet ?? 2 + (index % 9));
  /** An organization is known since its first deal. */
  const knownSince = new Map<string, number>();
  sampleDeals.forEach((deal, index) =>
    knownSince.set(deal.organization, Math.max(beganOf(deal, index), knownSince.get(deal.organization) ?? 0)),
  );

  const contacts = new Map<string, Id>();
  const deals = new Map<string, Id>();
  /** Whom people write to about deals, by their names, and about leads, by their addresses. */
  const correspondents = new Map<string, Correspondent>();
  const contactOf = (deal: SampleDeal): Id => {
    const owner = whoIs(deal.owner);
    const key = deal.person.join(' ') + deal.organization;
    const known = contacts.get(key);
    if (known !== undefined) return known;
    const organization = contacts.get(deal.organization) ?? newId();
    const since = knownSince.get(deal.organization) ?? 0;
    const address = { line1: null, city: deal.city, postal_code: null, state: null, country: deal.country };
    if (!contacts.has(deal.organization))
      act(
        owner,
        {
          name: 'createContact',
          args: { id: organization, is_organization: true, name: deal.organization, owner_id: owner, address },
        },
        since,
      );
    contacts.set(deal.organization, organization);
    const id = newId();
    act(
      owner,
      {
        name: 'createContact',
        args: {
          id,
          owner_id: owner,
          first_name: deal.person[0],
          last_name: deal.person[1],
          contact_id: organization,
          title: deal.title,
          email: deal.email,
          phone: deal.phone,
          address,
        },
      },
      since,
    );
    contacts.set(key, id);
    return id;
  };

  sampleDeals.forEach((deal, index) => {
    const owner = whoIs(deal.owner);
    const stage = stageOf(deal.stage);
    if (!stage) throw new Error(`The sample's pipeline has no stage ${deal.stage}.`);
    const closed = typeof deal.stage === 'string';
    const began = beganOf(deal, index);
    ago = began;
    const id = newId();
    deals.set(deal.name, id);
    act(owner, {
      name: 'createDeal',
      args: {
        id,
        name: deal.name,
        owner_id: owner,
        contact_id: contactOf(deal),
        value: deal.value,
        currency: deal.currency,
        stage_id: stage.id,
        hot: deal.hot ?? false,
        tags: [...(deal.tags ?? [])],
        estimated_close_date: addDays(today, closed ? -deal.closes : deal.closes),
        source_id: source(['Referral', 'Event', 'Website', 'Partner'][index % 4] ?? 'Website', 'deal'),
        added_at: instantOf(zone, addDays(today, -began), '09:20'),
        loss_reason_id: deal.stage === 'lost' ? (lists('loss_reason')[index % 3]?.id ?? null) : null,
        unqualified_reason_id: deal.stage === 'unqualified' ? (lists('deal_unqualified_reason')[0]?.id ?? null) : null,
      },
    });
    const on = { resource_type: 'deal', resource_id: id } as const;
    correspondents.set(deal.name, { on, owner: deal.owner, them: { email: deal.email, name: deal.person.join(' ') }, since: began });
    // Somebody has been at it since, unless it is quiet.
    if (deal.quiet === undefined && !closed) ago = Math.min(began, index % 4);
    if (deal.note) act(owner, { name: 'createNote', args: { id: newId(), content: deal.note, ...on } });
    if (deal.call) {
      const [summary, minutes] = deal.call;
      const outcome_id = lists('call_outcome')[0]?.id ?? null;
      act(owner, { name: 'createCall', args: { id: newId(), summary, duration: minutes * 60, outcome_id, ...on } });
    }
    if (deal.task) {
      const [content, day, time] = deal.task;
      act(owner, {
        name: 'createTask',
        args: { id: newId(), content, due_date: at(day, time), owner_id: owner, ...on, ...(time ? { reminder_offset: 15 } : {}) },
      });
    }
  });

  sampleLeads.forEach((lead, index) => {
    ago = Math.round(((sampleLeads.length - 1 - index) * 11) / sampleLeads.length);
    const { note, status, source: from, owner: key, tags, ...fields } = lead;
    const owner = whoIs(key);
    const id = newId();
    const status_id = statuses[status]?.id;
    const reason = status === 2 ? lists('lead_unqualified_reason')[1]?.id : undefined;
    act(owner, {
      name: 'createLead',
      args: {
        id,
        ...fields,
        owner_id: owner,
        tags: [...tags],
        source_id: source(from, 'lead'),
        ...(status_id === undefined ? {} : { status_id }),
        ...(reason === undefined ? {} : { unqualified_reason_id: reason }),
      },
    });
    if (note) act(owner, { name: 'createNote', args: { id: newId(), content: note, resource_type: 'lead', resource_id: id } });
    if (lead.email)
      correspondents.set(lead.email, {
        on: { resource_type: 'lead', resource_id: id },
        owner: key,
        them: { email: lead.email, name: [lead.first_name, lead.last_name].filter(Boolean).join(' ') || null },
        since: ago,
      });
  });

  ago = 1;
  for (const [key, content, day, time] of sampleTasks) {
    const owner = whoIs(key);
    act(owner, { name: 'createTask', args: { id: newId(), content, due_date: day === null ? null : at(day, time), owner_id: owner } });
  }
  // Somebody else's deal: the assignee sees the task and the deal's name, and nothing more of the deal.
  act(whoIs('priya'), {
    name: 'createTask',
    args: {
      id: newId(),
      content: 'Bring the demo unit to Leeds',
      due_date: at(3),
      owner_id: whoIs('jonas'),
      resource_type: 'deal',
      resource_id: deals.get('Texture analyser') ?? null,
    },
  });

  for (const appointment of sampleAppointments) {
    const owner = whoIs(appointment.owner);
    const dealId = appointment.deal === undefined ? undefined : deals.get(appointment.deal);
    const whole = appointment.allDay !== undefined;
    act(owner, {
      name: 'createAppointment',
      args: {
        id: newId(),
        name: appointment.name,
        owner_id: owner,
        timezone: zone,
        all_day: whole,
        start_at: at(appointment.day, appointment.start),
        end_at: whole ? at(appointment.day + (appointment.allDay ?? 1) - 1) : at(appointment.day, appointment.end),
        location: appointment.location ?? null,
        attendee_ids: (appointment.attendees ?? []).map(whoIs),
        ...(dealId === undefined ? {} : { resource_type: 'deal', resource_id: dealId }),
      },
    });
  }

  const camille = whoIs('camille');
  act(camille, {
    name: 'createForm',
    args: {
      id: newId(),
      name: 'Ask for a quote',
      key: formKey,
      title: 'Ask for a quote',
      fields: [
        { name: 'first_name', label: null, required: false },
        { name: 'last_name', label: null, required: true },
        { name: 'email', label: null, required: true },
        { name: 'organization_name', label: null, required: false },
        { name: 'phone', label: null, required: false },
        { name: 'description', label: 'What do you want to measure?', required: false },
      ],
      consent_text: 'Meridian Labs may keep these details to answer my question.',
      thanks_message: 'Thank you. Somebody from Meridian Labs answers within a working day.',
      owner_ids: [camille, whoIs('jonas')],
      source_id: source('Website', 'lead'),
      tags: ['website'],
    },
  });
  const mail = mailOf({
    whoIs,
    correspondent: (thread) => {
      const name = 'deal' in thread ? thread.deal : thread.lead;
      const known = correspondents.get(name);
      if (!known) throw new Error(`Nobody in the sample writes about ${name}.`);
      return known;
    },
    zone,
    today,
    now,
  });
  return { acts: [...acts, ...mail.acts].toSorted((a, b) => b.ago - a.ago), openings: mail.openings };
}
