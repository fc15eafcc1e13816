import type { RowKind } from '../../shared/import-kinds.ts';
import { canonicalMoney, isCurrency } from '../../shared/money.ts';
import type { ResourceType } from '../../shared/records/index.ts';
import { emailPattern } from '../../shared/records/index.ts';
import { readCustomCell } from './custom-columns.ts';
import { readMessageId, readParticipants, readVisibility } from './email-rows.ts';
import type { Known, KnownRecords, Named } from './known.ts';
import { Attendees, Linked, NewOrganization } from './linked.ts';
import { listOf } from './list-entries.ts';
import type { ImportOptions } from './plan.ts';
import type { References } from './references.ts';
import { rowId, sourcesOf } from './row-id.ts';
import type { CellType, Target } from './target.ts';
import { Unreadable, read, shown, withinLength } from './unreadable.ts';
import type { DateOrder, DecimalSign } from './values.ts';
import { dateOfSerial, readBoolean, readDate, readDuration, readInstant, readNumber } from './values.ts';

/** A column of the file, and how what stands in it is read. */
export interface Column {
  header: string;
  index: number;
  /** Which of the mapped columns it is, in the order of the file. */
  place: number;
  field: string;
  type: CellType;
  custom: Target['custom'];
  order: DateOrder;
  decimal: DecimalSign;
}

/** Reads one cell at a time as what its column is taken for. */
export class CellValues {
  /** People whom rows name and the workspace does not have. */
  readonly strangers = new Set<string>();
  readonly #options: ImportOptions;
  readonly #known: Known;
  readonly #references: References;
  readonly #spreadsheet: boolean;

  constructor(options: ImportOptions, known: Known, references: References, spreadsheet: boolean) {
    this.#options = options;
    this.#known = known;
    this.#references = references;
    this.#spreadsheet = spreadsheet;
  }

  /** @param fields what the columns before have said @throws Unreadable */
  value(cell: string, column: Column, fields: Record<string, unknown>, records: KnownRecords): unknown {
    switch (column.type) {
      case 'external_id':
      case 'sell_id':
      case 'text':
        return withinLength(cell, column.field);
      case 'email':
        return read(emailPattern.test(cell) ? cell : undefined, cell, column.type, 'e-mail address');
      case 'date':
        return read(readDate(this.#dated(cell), column.order), cell, column.type, 'date');
      case 'instant':
        return read(readInstant(this.#dated(cell), column.order, this.#known.timezone), cell, column.type, 'date');
      case 'due': {
        // A time makes it a moment; without one it is the whole day.
        const text = this.#dated(cell);
        const due = /\d:\d\d/.test(text) ? readInstant(text, column.order, this.#known.timezone) : readDate(text, column.order);
        return read(due, cell, 'date', 'date');
      }
      case 'resource_type':
        // What hangs on nothing says so.
        if (cell.toLowerCase() === 'none') return undefined;
        return read(resourceTypeOf(cell), cell, column.type, 'lead, contact or deal');
      case 'resource':
        return this.#linked(cell, fields['resource_type'], records);
      case 'lead':
        return new Linked('lead', read(this.#refer(cell, ['lead'], records), cell, column.type, 'known lead'));
      case 'custom':
        return this.#customValue(cell, column);
      case 'boolean':
        return read(readBoolean(cell), cell, column.type, 'yes or no');
      case 'money': {
        const currency = typeof fields['currency'] === 'string' ? fields['currency'] : this.#known.currency;
        const number = readNumber(cell, column.decimal);
        const value = number === undefined ? undefined : canonicalMoney(number, currency);
        return read(value, cell, column.type, `amount of ${currency}`);
      }
      case 'currency': {
        const code = cell.toUpperCase();
        return read(isCurrency(code) ? code : undefined, cell, column.type, 'ISO currency code');
      }
      case 'percent': {
        const number = Number(cell.replace('%', '').trim());
        return read(
          Number.isInteger(number) && number >= 0 && number <= 100 ? number : undefined,
          cell,
          column.type,
          'whole percentage from 0 to 100',
        );
      }
      case 'tags': {
        const named = cell.split(/[,;|]/).map((tag) => tag.trim());
        const tags = named.map((tag) => (/^\d+$/.test(tag) && this.#references.name('tag', tag)) || tag);
        return [...new Map(tags.map((tag) => [tag.toLowerCase(), tag])).values()].filter(Boolean);
      }
      case 'customer_status': {
        const status = cell.toLowerCase();
        return read(
          ['none', 'current', 'past'].includes(status) ? status : undefined,
          cell,
          column.type,
          'customer status (none, current, past)',
        );
      }
      case 'author':
        return withinLength(this.#references.person(cell)?.name ?? cell, column.field);
      case 'user': {
        const person = this.#references.person(cell);
        if (person?.id !== undefined) return person.id;
        const wanted = cell.toLowerCase();
        const users = this.#known.users.filter(({ name, email }) => email.toLowerCase() === wanted || name.toLowerCase() === wanted);
        if (users.length > 1)
          throw new Unreadable(`“${shown(cell)}” is the name of several people: use the e-mail address`, {
            code: 'ambiguous',
            value: shown(cell),
            wanted: 'user',
          });
        if (users.length === 0 && this.#options.addEntries) {
          this.strangers.add(person?.name ?? cell);
          return undefined;
        }
        return read(users[0]?.id, cell, column.type, 'active person of this workspace');
      }
      case 'attendees':
        return this.#attendees(cell);
      case 'organization':
        return this.#refer(cell, ['organization'], records) ?? this.#newOrganization(cell, column);
      case 'contact': {
        const contact = read(this.#refer(cell, ['person', 'organization'], records), cell, column.type, 'known contact');
        return this.#attaches ? new Linked('contact', contact) : contact;
      }
      case 'deal': {
        // A call, a text or an e-mail is about a lead or a contact; of the deals that it concerns besides, the first stands in where it names none.
        const besides = ['call', 'text', 'email'].includes(this.#options.kind);
        const first = besides ? (/^[[\s]*([^,;\]]*)/.exec(cell)?.[1] ?? cell).trim() : cell;
        const deal = read(this.#refer(first, ['deal'], records), cell, column.type, 'known deal');
        return this.#attaches ? new Linked('deal', deal, besides) : deal;
      }
      case 'product':
        return read(this.#refer(cell, ['product'], records), cell, column.type, 'known product');
      case 'order':
        return read(this.#refer(cell, ['order'], records), cell, column.type, 'known order');
      case 'call_outcome': {
        const outcome = this.#references.name('call_outcome', cell) ?? cell;
        return read(named(this.#known.lists.call_outcome, outcome), cell, column.type, 'outcome of calls');
      }
      case 'visit_outcome':
        return withinLength(this.#references.name('visit_outcome', cell) ?? cell, column.field);
      case 'participants':
        return read(readParticipants(cell), cell, column.type, 'e-mail address');
      case 'message_id':
        return readMessageId(cell);
      case 'body':
        return cell;
      case 'visibility':
        return read(readVisibility(cell), cell, column.type, 'word for who may read it: private, team or everyone');
      case 'direction': {
        const word = cell.toLowerCase();
        if (['incoming', 'inbound', 'in', 'received', 'entrant'].includes(word)) return true;
        if (['outgoing', 'outbound', 'out', 'made', 'sent', 'sortant'].includes(word)) return false;
        return read(readBoolean(cell), cell, column.type, 'direction');
      }
      case 'duration':
        return read(readDuration(cell), cell, column.type, 'duration');
      case 'count': {
        const number = Number(readNumber(cell, column.decimal));
        return read(Number.isInteger(number) && number > 0 ? number : undefined, cell, column.type, 'whole number');
      }
      case 'variation': {
        const number = Number(readNumber(cell.replace('%', ''), '.'));
        return read(Number.isInteger(number) ? number : undefined, cell, column.type, 'whole percentage');
      }
      case 'pipeline':
        return read(this.#references.pipeline(cell) ?? named(this.#known.pipelines, cell), cell, column.type, 'pipeline');
      case 'stage':
        return this.#stage(cell, fields['pipeline']);
      case 'deal_status':
        return read(dealStatusOf(cell), cell, column.type, 'status of a deal (open, won, lost)');
      case 'lead_status':
      case 'source':
      case 'loss_reason':
      case 'unqualified_reason': {
        const list = listOf(column.type, this.#options.kind);
        const name = list && (this.#references.name(list, cell) ?? cell);
        return read(list && name !== undefined ? named(this.#known.lists[list], name) : undefined, cell, column.type, words[column.type]);
      }
    }
  }

  /** Whether the rows hang on other records. */
  get #attaches(): boolean {
    return ['task', 'note', 'appointment', 'call', 'text', 'visit', 'email'].includes(this.#options.kind);
  }

  /** People of the workspace by name or address, and others by their addresses. */
  #attendees(cell: string): Attendees {
    const attendees = new Attendees();
    for (const one of cell.split(/[,;|\n]/).map((part) => part.trim())) {
      if (one === '') continue;
      const address = /<([^<>]+)>$/.exec(one)?.[1] ?? one;
      const person = this.#references.person(one);
      const wanted = address.toLowerCase();
      const user = this.#known.users.find(
        ({ id, email, name }) => id === person?.id || [email, name].some((word) => word.toLowerCase() === wanted),
      );
      if (user) attendees.ids.push(user.id);
      else if (emailPattern.test(address)) attendees.guests.push({ email: address, name: null });
      else if (person || this.#options.addEntries) this.strangers.add(person?.name ?? one);
      else read(undefined, one, 'attendees', 'active person of this workspace, and no e-mail address');
    }
    return attendees;
  }

  #linked(cell: string, type: unknown, records: KnownRecords): Linked {
    const kinds: Record<ResourceType, readonly RowKind[]> = { lead: ['lead'], contact: ['person', 'organization'], deal: ['deal'] };
    const types = type === undefined ? (['lead', 'contact', 'deal'] as const) : [type as ResourceType];
    const found = types.flatMap((one) => {
      const id = this.#refer(cell, kinds[one], records);
      return id === undefined ? [] : [new Linked(one, id)];
    });
    // Leads, contacts and deals are counted each for themselves: a number alone says nothing of which is meant.
    if (found.length > 1)
      throw new Unreadable(`“${shown(cell)}” is the id of several records: say in a column whether it is a lead, a contact or a deal`, {
        code: 'ambiguous',
        value: shown(cell),
        wanted: 'resource_type',
      });
    return read(found[0], cell, 'resource', 'known lead, contact or deal');
  }

  #customValue(cell: string, { custom, order, decimal }: Column): unknown {
    if (!custom) return undefined;
    const { definition, part } = custom;
    const text = definition.type === 'date' ? this.#dated(cell) : cell;
    const given = readCustomCell(definition, part, text, { order, decimal });
    if ('value' in given) return given.value;
    if ('problem' in given) throw new Unreadable(given.problem, { code: 'refused' });
    throw new Unreadable(`“${shown(cell)}” does not fit ${definition.name}`, {
      code: 'unreadable',
      value: shown(cell),
      wanted: given.wanted,
    });
  }

  /** Spreadsheets keep days as numbers: one whose cell has lost its format is a day still. */
  #dated(cell: string): string {
    return this.#spreadsheet && /^\d{5}(\.\d+)?$/.test(cell) ? dateOfSerial(Number(cell)) : cell;
  }

  /** A record by the id that it has in the file's source, or by its exact name. */
  #refer(cell: string, kinds: readonly RowKind[], records: KnownRecords): string | undefined {
    for (const source of sourcesOf(this.#options))
      for (const kind of kinds) {
        const known = records.byId(kind, rowId(this.#known.workspaceId, source, kind, cell));
        if (known !== undefined) return known;
      }
    const ids = [...new Set(kinds.flatMap((kind) => records.byName(kind, cell)))];
    if (ids.length > 1)
      throw new Unreadable(`“${shown(cell)}” is the name of several records: use their id`, { code: 'ambiguous', value: shown(cell) });
    return ids[0];
  }

  #newOrganization(cell: string, { header }: Column): NewOrganization {
    if (/\bid$/i.test(header.trim()) || /^\d+$/.test(cell))
      throw new Unreadable(`“${shown(cell)}” is no known organization`, { code: 'unreadable', value: shown(cell), wanted: 'organization' });
    return new NewOrganization(withinLength(cell, 'name'));
  }

  /** By name; a closed stage also by what its category is called elsewhere ("Closed Won"). */
  #stage(cell: string, pipeline: unknown): string {
    const known = this.#references.stage(cell);
    if (known !== undefined) return known;
    const { pipelines } = this.#known;
    const of = pipelines.find(({ id }) => id === pipeline) ?? pipelines[0];
    const stages = this.stagesOf(of?.id);
    const category = cell.toLowerCase().replace(/^closed[\s-]*/, '');
    const found = named(stages, cell) ?? stages.find((stage) => stage.category === category)?.id;
    if (found !== undefined) return found;
    // In the export of another account, a stage that one pipeline alone has tells the pipeline.
    if (this.#options.addEntries && pipeline === undefined) {
      const elsewhere = this.#known.stages.filter(({ name }) => name.toLowerCase() === cell.toLowerCase());
      if (elsewhere.length === 1 && elsewhere[0]) return elsewhere[0].id;
    }
    const choices = stages.map(({ name }) => name);
    throw new Unreadable(`“${shown(cell)}” is no stage of ${of?.name ?? 'the pipeline'}, which has ${choices.join(', ')}`, {
      code: 'unreadable',
      value: shown(cell),
      wanted: 'stage',
      among: { name: of?.name ?? '', choices },
    });
  }

  /** The stage of a deal that is closed, whichever it was in: that of its pipeline. The stage as it is where it is open. */
  closedStage(status: unknown, stage: unknown, pipeline: unknown): unknown {
    if (status === 'open') return stage;
    const { stages, pipelines } = this.#known;
    const of = stages.find(({ id }) => id === stage)?.pipeline_id ?? pipelines.find(({ id }) => id === pipeline)?.id ?? pipelines[0]?.id;
    return stages.find(({ pipeline_id, category }) => pipeline_id === of && category === status)?.id ?? stage;
  }

  /** The stages of a pipeline, in their order. */
  stagesOf(pipeline: unknown) {
    return this.#known.stages.filter(({ pipeline_id }) => pipeline_id === pipeline).sort((a, b) => a.position - b.position);
  }
}

const dealStatuses = {
  open: ['open', 'ouvert', 'ouverte', 'en cours', 'offen', 'abierto', 'abierta'],
  won: ['won', 'gagné', 'gagnée', 'gewonnen', 'ganado', 'ganada'],
  lost: ['lost', 'perdu', 'perdue', 'verloren', 'perdido', 'perdida'],
  unqualified: ['unqualified', 'disqualified', 'abandoned', 'non qualifié', 'non qualifiée'],
} as const;

function dealStatusOf(cell: string): string | undefined {
  const word = cell.toLowerCase().replace(/^closed[\s-]*/, '');
  return Object.entries(dealStatuses).find(([, words]) => words.some((one) => one === word))?.[0];
}

function resourceTypeOf(cell: string): ResourceType | undefined {
  const word = cell.toLowerCase().replace(/s$/, '');
  if (['lead', 'piste', 'prospect'].includes(word)) return 'lead';
  if (['deal', 'opportunity', 'opportunitie', 'affaire'].includes(word)) return 'deal';
  return ['contact', 'person', 'company', 'companie', 'organization', 'organisation', 'personne'].includes(word) ? 'contact' : undefined;
}

const words = {
  lead_status: 'lead status',
  source: 'source',
  loss_reason: 'loss reason',
  unqualified_reason: 'unqualified reason',
} as const;

function named(list: readonly Named[], cell: string): string | undefined {
  const wanted = cell.toLowerCase();
  return list.find(({ name }) => name.toLowerCase() === wanted)?.id;
}
