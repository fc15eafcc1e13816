import { newId } from '../../shared/ids.ts';
import type { Id } from '../../shared/ids.ts';
import type { Mutation } from '../../shared/sync/wire.ts';
import type { Caller } from '../running.ts';

/** What hangs on one lead that a lane has made: where its next changes go. */
interface Hold {
  lead: Id;
  contact: Id;
  deal: Id;
  step: number;
}

/**
 * A page session that works as fast as it is answered, and goes on after each kill where it stood: what was not acknowledged
 * is sent again, as an outbox does.
 */
export class BusyLane {
  readonly id = newId();
  /** What the server has said it has, in order. */
  readonly acknowledged: Mutation[] = [];
  /** Among them those that must have been refused. */
  readonly refused: number[] = [];
  readonly #stages: readonly Id[];
  #waiting: Mutation[] = [];
  #sequence = 0;
  #hold: Hold | undefined;

  constructor(stages: readonly Id[]) {
    this.#stages = stages;
  }

  /** What was sent and perhaps done, without an answer. */
  get waiting(): readonly Mutation[] {
    return this.#waiting;
  }

  /** Pushes until the server is gone. */
  async work(caller: Caller, stopped: () => boolean): Promise<void> {
    while (!stopped()) {
      // Several at once, so that a kill also falls in the middle of a push.
      while (this.#waiting.length < 3) this.#waiting.push(this.#next());
      const answer = await caller.ask('POST', '/sync/push', { mutations: this.#waiting }).catch(() => undefined);
      if (answer === undefined || answer.status >= 500) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        continue;
      }
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
      this.acknowledged.push(...this.#waiting);
      this.#waiting = [];
    }
  }

  #next(): Mutation {
    const { name, args } = this.#act();
    return { lane: this.id, sequence: ++this.#sequence, name, args };
  }

  /** A lead that is worked on until it is converted, and its deal is won; now and then something that cannot be done. */
  #act(): { name: string; args: unknown } {
    const hold = this.#hold;
    if (!hold) {
      this.#hold = { lead: newId(), contact: newId(), deal: newId(), step: 0 };
      return { name: 'createLead', args: { id: this.#hold.lead, last_name: 'Kill', title: '0' } };
    }
    const { lead, contact, deal } = hold;
    const on = { resource_type: 'lead', resource_id: lead } as const;
    const step = hold.step++;
    switch (step) {
      case 2:
        return { name: 'createNote', args: { id: newId(), content: 'Kill', ...on } };
      case 4:
        return { name: 'createTask', args: { id: newId(), content: 'Kill', ...on } };
      case 5:
        this.refused.push(this.#sequence + 1);
        return { name: 'updateLead', args: { id: newId(), title: 'Nobody' } };
      case 7:
        return { name: 'convertLead', args: { id: lead, conversion_id: newId(), individual_id: contact, deal: { id: deal, value: '5' } } };
      case 8:
        return { name: 'moveDeal', args: { id: deal, stage_id: this.#stages[1] } };
      case 9:
        this.#hold = undefined;
        return { name: 'updateDeal', args: { id: deal, hot: true } };
      default:
        return { name: 'updateLead', args: { id: lead, title: String(step + 1) } };
    }
  }
}

/** A visitor who fills in a form over and over, and sends each submission until it is answered. */
export class Visitor {
  readonly acknowledged: Id[] = [];
  readonly #key: string;
  readonly #ticket: string;
  #waiting: Id | undefined;
  #sent = 0;

  constructor(key: string, ticket: string) {
    this.#key = key;
    this.#ticket = ticket;
  }

  get waiting(): Id | undefined {
    return this.#waiting;
  }

  async work({ address }: Caller, stopped: () => boolean): Promise<void> {
    while (!stopped()) {
      const id = (this.#waiting ??= newId());
      const values = { last_name: 'Visitor', email: 'visitor@example.com' };
      const body = JSON.stringify({ id, ticket: this.#ticket, values, consent: true, referrer: null, utm: null });
      const from = `10.9.${(this.#sent >> 8) & 255}.${this.#sent++ & 255}`;
      const headers = { 'Content-Type': 'application/json', 'X-Forwarded-For': from };
      const answer = await fetch(`${address}/forms/${this.#key}/submissions`, { method: 'POST', headers, body }).catch(() => undefined);
      if (answer?.status === 201) {
        this.acknowledged.push(id);
        this.#waiting = undefined;
      } else if (answer && answer.status < 500) throw new Error(`${answer.status} ${await answer.text()}`);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }
}
