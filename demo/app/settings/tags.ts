import { css, html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import { newId } from '../../../shared/ids.ts';
import type { ResourceType, Tag } from '../../../shared/records/index.ts';
import { resourceTypes } from '../../../shared/records/index.ts';
import '../../../components/base/button/button.ts';
import '../../../components/base/dialog/dialog.ts';
import { CrmElement } from '../../../components/base/element/crm-element.ts';
import { define } from '../../../components/base/element/define.ts';
import { msg, plural, refusalWords, str } from '../../../components/base/localisation/index.ts';
import { toast } from '../../../components/base/toast/toast.ts';
import { QueryController, StoreController } from '../../../components/provider/controllers.ts';
import type { Outcome, Store } from '../../../components/store/index.ts';
import type { ChoiceNamedEvent, ChoiceRemovedEvent } from './choice-list.ts';
import './choice-list.ts';
import { page } from './page.styles.ts';

/** What is asked before it is done to every record: both cannot be undone. */
type Question = { act: 'remove'; tag: Tag } | { act: 'join'; tag: Tag; into: Tag };

/** The tags of leads, contacts and deals: each is renamed wherever it stands, joined with another, or taken off everything. */
export class Tags extends CrmElement {
  static override styles = [
    page,
    css`
      .lists {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(280px, 100%), 1fr));
        gap: var(--crm-space-8);
      }
    `,
  ];

  @state() private question: Question | undefined;

  readonly #store = new StoreController(this);

  constructor() {
    super();
    for (const type of ['tag', ...resourceTypes] as const) new QueryController(this, this.#store, { type });
  }

  #name(store: Store, type: ResourceType, id: string, name: string): void {
    if (id === '') return this.#tell(store.mutate.createTag({ id: newId(), name, resource_type: type }));
    const tags = store.every('tag').filter(({ resource_type }) => resource_type === type);
    const tag = tags.find((one) => one.id === id);
    const into = tags.find((one) => one.id !== id && one.name.toLowerCase() === name.toLowerCase());
    if (tag && into) this.question = { act: 'join', tag, into };
    else this.#tell(store.mutate.updateTag({ id, name }));
  }

  #remove(store: Store, id: string, used: number): void {
    const tag = store.get('tag', id);
    if (tag && used > 0) this.question = { act: 'remove', tag };
    else this.#tell(store.mutate.deleteTag({ id }));
  }

  #answer(store: Store, question: Question): void {
    this.#tell(
      question.act === 'join'
        ? store.mutate.replaceTag({ id: question.tag.id, replaced_by: question.into.id })
        : store.mutate.deleteTag({ id: question.tag.id }),
    );
    this.#close();
  }

  #tell(outcome: Outcome): void {
    if (outcome.ok) return;
    toast({ text: refusalWords(outcome.rejection), tone: 'danger', from: this });
    void this.#again();
  }

  #close(): void {
    this.renderRoot.querySelector('crm-dialog')?.close();
  }

  /** What was written and is not so is taken back. */
  async #again(): Promise<void> {
    this.question = undefined;
    await this.updateComplete;
    for (const list of this.renderRoot.querySelectorAll('inlay-choice-list')) list.choices = [];
    this.requestUpdate();
  }

  protected override render() {
    const store = this.#store.value;
    if (!store) return nothing;
    const headings: Record<ResourceType, string> = {
      lead: msg('Tags of leads'),
      contact: msg('Tags of contacts'),
      deal: msg('Tags of deals'),
    };
    return html`<div class="lists">${resourceTypes.map((type) => this.#renderList(store, type, headings[type]))}</div>
      ${this.question ? this.#renderQuestion(store, this.question) : nothing}`;
  }

  #renderList(store: Store, type: ResourceType, heading: string) {
    const used = new Map<string, number>();
    for (const { tags } of store.all(type)) for (const tag of tags) used.set(tag, (used.get(tag) ?? 0) + 1);
    const choices = store
      .every('tag')
      .filter(({ resource_type }) => resource_type === type)
      .sort((a, b) => a.name.localeCompare(b.name))
      .map(({ id, name }) => ({ id, name, used: used.get(name) ?? 0 }));
    return html`<inlay-choice-list
      heading=${heading}
      one=${msg('New tag')}
      .choices=${choices}
      @crm-choice-named=${({ choice, name }: ChoiceNamedEvent) => this.#name(store, type, choice, name)}
      @crm-choice-removed=${({ choice }: ChoiceRemovedEvent) =>
        this.#remove(store, choice, choices.find(({ id }) => id === choice)?.used ?? 0)}
    ></inlay-choice-list>`;
  }

  #renderQuestion(store: Store, question: Question) {
    const { tag } = question;
    const used = [...store.all(tag.resource_type)].filter(({ tags }) => tags.includes(tag.name)).length;
    const records = plural(used, { one: msg(str`${used} record that you see`), other: msg(str`${used} records that you see`) });
    const words =
      question.act === 'join'
        ? msg(str`There is a tag “${question.into.name}” already. Everything that has “${tag.name}” (${records}) gets that one instead.`)
        : msg(str`“${tag.name}” is taken off everything that has it: ${records}, and those that you do not see.`);
    return html`<crm-dialog
      size="small"
      open
      heading=${question.act === 'join' ? msg('Join the two tags?') : msg(str`Remove “${tag.name}”?`)}
      @crm-closed=${() => void this.#again()}
    >
      <p>${words} ${msg('This cannot be undone.')}</p>
      <crm-button slot="footer" autofocus @click=${() => this.#close()}>${msg('Cancel')}</crm-button>
      <crm-button slot="footer" variant="danger" @click=${() => this.#answer(store, question)}
        >${question.act === 'join' ? msg('Join them') : msg('Remove it')}</crm-button
      >
    </crm-dialog>`;
  }
}

define('inlay-tags', Tags);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-tags': Tags;
  }
}
