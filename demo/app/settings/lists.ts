import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { newId } from '../../../shared/ids.ts';
import type { LeadStatus } from '../../../shared/records/index.ts';
import { CrmElement } from '../../../components/base/element/crm-element.ts';
import { define } from '../../../components/base/element/define.ts';
import { msg, refusalWords } from '../../../components/base/localisation/index.ts';
import { toast } from '../../../components/base/toast/toast.ts';
import { QueryController, StoreController } from '../../../components/provider/controllers.ts';
import type { Outcome, Store } from '../../../components/store/index.ts';
import type { Choice, ChoiceKindEvent, ChoiceNamedEvent, ChoiceRemovedEvent } from './choice-list.ts';
import './choice-list.ts';
import { page } from './page.styles.ts';

type ListName = 'call' | 'loss' | 'unqualified' | 'lead-status' | 'lead-unqualified' | 'lead-source' | 'deal-source';

interface List {
  heading: string;
  one: string;
  choices: Choice[];
  add: (id: string, name: string) => Outcome;
  rename: (id: string, name: string) => Outcome;
  remove: (id: string) => Outcome;
  kinds?: { value: LeadStatus['category']; label: string }[];
  becomes?: (id: string, kind: string) => Outcome;
}

const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name);

function listOf(store: Store, name: ListName): List {
  const { mutate } = store;
  switch (name) {
    case 'loss':
      return {
        heading: msg('Loss reasons'),
        one: msg('New reason'),
        choices: store
          .every('loss_reason')
          .sort(byName)
          .map((row) => ({ id: row.id, name: row.name, used: store.list('deal', 'loss_reason_id', row.id).length })),
        add: (id, text) => mutate.createLossReason({ id, name: text }),
        rename: (id, text) => mutate.updateLossReason({ id, name: text }),
        remove: (id) => mutate.deleteLossReason({ id }),
      };
    case 'unqualified':
      return {
        heading: msg('Unqualified reasons'),
        one: msg('New reason'),
        choices: store
          .every('deal_unqualified_reason')
          .sort(byName)
          .map((row) => ({ id: row.id, name: row.name, used: store.list('deal', 'unqualified_reason_id', row.id).length })),
        add: (id, text) => mutate.createDealUnqualifiedReason({ id, name: text }),
        rename: (id, text) => mutate.updateDealUnqualifiedReason({ id, name: text }),
        remove: (id) => mutate.deleteDealUnqualifiedReason({ id }),
      };
    case 'lead-unqualified':
      return {
        heading: msg('Reasons why a lead is unqualified'),
        one: msg('New reason'),
        choices: store
          .every('lead_unqualified_reason')
          .sort(byName)
          .map((row) => ({ id: row.id, name: row.name, used: store.list('lead', 'unqualified_reason_id', row.id).length })),
        add: (id, text) => mutate.createLeadUnqualifiedReason({ id, name: text }),
        rename: (id, text) => mutate.updateLeadUnqualifiedReason({ id, name: text }),
        remove: (id) => mutate.deleteLeadUnqualifiedReason({ id }),
      };
    case 'call':
      return {
        heading: msg('Outcomes of calls'),
        one: msg('New outcome'),
        choices: store
          .every('call_outcome')
          .sort(byName)
          .map((row) => ({ id: row.id, name: row.name, used: store.list('call', 'outcome_id', row.id).length })),
        add: (id, text) => mutate.createCallOutcome({ id, name: text }),
        rename: (id, text) => mutate.updateCallOutcome({ id, name: text }),
        remove: (id) => mutate.deleteCallOutcome({ id }),
      };
    case 'lead-status': {
      const rows = store.every('lead_status').sort((a, b) => a.position - b.position);
      return {
        heading: msg('Lead statuses'),
        one: msg('New status'),
        choices: rows.map((row) => ({
          id: row.id,
          name: row.name,
          kind: row.category,
          used: store.list('lead', 'status_id', row.id).length,
        })),
        add: (id, text) =>
          mutate.createLeadStatus({ id, name: text, category: 'working', position: 1 + Math.max(0, ...rows.map((row) => row.position)) }),
        rename: (id, text) => mutate.updateLeadStatus({ id, name: text }),
        remove: (id) => mutate.deleteLeadStatus({ id }),
        kinds: [
          { value: 'new', label: msg('New leads') },
          { value: 'working', label: msg('In work') },
          { value: 'unqualified', label: msg('Unqualified') },
        ],
        becomes: (id, kind) => mutate.updateLeadStatus({ id, category: kind as LeadStatus['category'] }),
      };
    }
    case 'lead-source':
    case 'deal-source': {
      const type = name === 'lead-source' ? 'lead' : 'deal';
      return {
        heading: type === 'lead' ? msg('Sources of leads') : msg('Sources of deals'),
        one: msg('New source'),
        choices: store
          .every('source')
          .filter((row) => row.resource_type === type)
          .sort(byName)
          .map((row) => ({ id: row.id, name: row.name, used: store.list(type, 'source_id', row.id).length })),
        add: (id, text) => mutate.createSource({ id, name: text, resource_type: type }),
        rename: (id, text) => mutate.updateSource({ id, name: text }),
        remove: (id) => mutate.deleteSource({ id }),
      };
    }
  }
}

/** Lists of choices side by side: those named in `names`. */
export class Lists extends CrmElement {
  static override styles = [
    page,
    css`
      .lists {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(340px, 100%), 1fr));
        gap: var(--crm-space-8);
      }
    `,
  ];

  @property({ attribute: false }) names: readonly ListName[] = ['lead-status', 'lead-unqualified', 'lead-source', 'deal-source', 'call'];

  readonly #store = new StoreController(this);

  constructor() {
    super();
    for (const type of [
      'loss_reason',
      'deal_unqualified_reason',
      'lead_unqualified_reason',
      'lead_status',
      'call_outcome',
      'call',
      'source',
      'lead',
      'deal',
    ] as const)
      new QueryController(this, this.#store, { type });
  }

  #tell(outcome: Outcome): void {
    if (outcome.ok) return;
    toast({ text: refusalWords(outcome.rejection), tone: 'danger', from: this });
    // What was written and refused is taken back.
    void this.#again();
  }

  async #again(): Promise<void> {
    await this.updateComplete;
    for (const list of this.renderRoot.querySelectorAll('inlay-choice-list')) list.choices = [];
    this.requestUpdate();
  }

  protected override render() {
    const store = this.#store.value;
    if (!store) return nothing;
    return html`<div class="lists">${this.names.map((name) => this.#renderList(listOf(store, name)))}</div>`;
  }

  #renderList({ heading, one, choices, kinds = [], add, rename, remove, becomes }: List): TemplateResult {
    return html`<inlay-choice-list
      heading=${heading}
      one=${one}
      .choices=${choices}
      .kinds=${kinds}
      @crm-choice-kind=${({ choice, kind }: ChoiceKindEvent) => becomes && this.#tell(becomes(choice, kind))}
      @crm-choice-named=${({ choice, name }: ChoiceNamedEvent) => this.#tell(choice ? rename(choice, name) : add(newId(), name))}
      @crm-choice-removed=${({ choice }: ChoiceRemovedEvent) => this.#tell(remove(choice))}
    ></inlay-choice-list>`;
  }
}

define('inlay-lists', Lists);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-lists': Lists;
  }
}
