import { html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { DuplicateGroup } from '../../../shared/duplicates/index.ts';
import type { Id } from '../../../shared/ids.ts';
import { newId } from '../../../shared/ids.ts';
import type { Merge, MergedType, Row } from '../../../shared/records/index.ts';
import { mergeUndoDays } from '../../../shared/records/index.ts';
import '../../../components/base/avatar/avatar.ts';
import '../../../components/base/button/button.ts';
import '../../../components/base/empty/empty.ts';
import '../../../components/base/notice/notice.ts';
import '../../../components/base/tag/tag.ts';
import { deepActiveElement } from '../../../components/base/dialog/focus.ts';
import { CrmElement } from '../../../components/base/element/crm-element.ts';
import { define } from '../../../components/base/element/define.ts';
import { formatDate } from '../../../components/base/format/dates.ts';
import { formatNumber } from '../../../components/base/format/numbers.ts';
import { msg, plural, refusalWords, str } from '../../../components/base/localisation/index.ts';
import { toast } from '../../../components/base/toast/toast.ts';
import { duplicatesOf } from '../../../components/merge/duplicates.ts';
import { reasonWords, whatHangsOn } from '../../../components/merge/words.ts';
import { QueryController, StoreController } from '../../../components/provider/controllers.ts';
import type { Store } from '../../../components/store/index.ts';
import { styles } from './duplicates.styles.ts';

/** Groups shown at once: each is looked at by somebody. */
const page = 30;

/** Leads or contacts that may be one: why, and what to do about it. */
export class DuplicatesScreen extends CrmElement {
  static override styles = styles;

  @property() type: MergedType = 'contact';
  @state() private groups: readonly DuplicateGroup[] | undefined;
  @state() private most = page;

  readonly #store = new StoreController(this);
  readonly #merges = new QueryController(this, this.#store, {
    type: 'merge',
    where: ({ undone_at }) => undone_at === null,
    order: (a, b) => Date.parse(b.created_at) - Date.parse(a.created_at),
  });
  #search: AbortController | undefined;
  #stop: (() => void) | undefined;
  /** What was dealt with last: the focus goes to what stands in its place once it has left. */
  #dealtWith: { list: string; at: number; key: string } | undefined;

  constructor() {
    super();
    this.#store.onChange(() => this.#watch());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    this.#search?.abort();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('type') || changed.get('type') === undefined) return;
    this.groups = undefined;
    this.most = page;
    this.#watch();
  }

  protected override firstUpdated(): void {
    this.renderRoot.addEventListener('crm-closed', () => this.#focusNext());
  }

  protected override updated(): void {
    this.#focusNext();
  }

  /** Whoever works through them by keyboard goes on with the next. */
  #focusNext(): void {
    const { list, at, key } = this.#dealtWith ?? {};
    if (list === undefined || at === undefined || deepActiveElement() !== document.body) return;
    const items = [...this.renderRoot.querySelectorAll<HTMLElement>(`${list} > li`)];
    if (items.some(({ dataset }) => dataset['key'] === key)) return;
    this.#dealtWith = undefined;
    const next = items[Math.min(at, items.length - 1)] ?? this.renderRoot;
    next.querySelector<HTMLElement>('crm-button:last-of-type')?.focus();
  }

  #watch(): void {
    this.#stop?.();
    this.#search?.abort();
    const store = this.#store.value;
    if (!store) return;
    const duplicates = duplicatesOf(store, this.type);
    const look = async () => {
      this.#search?.abort();
      const search = new AbortController();
      this.#search = search;
      const groups = await duplicates.groups(search.signal);
      if (groups) this.groups = groups;
    };
    this.#stop = duplicates.onChange(() => void look());
    void look();
  }

  async #merge(group: DuplicateGroup, ids: readonly Id[]): Promise<void> {
    const store = this.#store.value;
    if (!store) return;
    const { showMerge } = await import('../../../components/merge/show.ts');
    showMerge(this, store, this.type, ids, () => this.#leaves(group));
  }

  #leaves(group: DuplicateGroup): void {
    this.#dealtWith = { list: '.groups', at: this.groups?.indexOf(group) ?? 0, key: keyOf(group) };
  }

  /** All of them are told apart, each from those after it; one act takes it back. */
  #keepApart(store: Store, group: DuplicateGroup): void {
    const { ids } = group;
    const made: Id[] = [];
    for (const [at, record_id] of ids.entries()) {
      const other_ids = ids.slice(at + 1);
      if (other_ids.length === 0) continue;
      const id = newId();
      const outcome = store.mutate.keepApart({ id, resource_type: this.type, record_id, other_ids });
      if (outcome.ok) made.push(id);
      else toast({ text: refusalWords(outcome.rejection), tone: 'danger', from: this });
    }
    if (made.length === 0) return;
    this.#leaves(group);
    this.groups = this.groups?.filter((other) => other !== group);
    toast({
      text: msg('They are not offered as duplicates any more.'),
      action: { label: msg('Undo'), run: () => made.forEach((id) => store.mutate.endApart({ id })) },
      from: this,
    });
  }

  #undo(store: Store, { id }: Merge, at: number): void {
    const outcome = store.mutate.undoMerge({ id });
    if (outcome.ok) this.#dealtWith = { list: '.merged', at, key: id };
    toast(
      outcome.ok
        ? { text: msg('The merge is undone. What was merged comes back from the server.'), from: this }
        : { text: refusalWords(outcome.rejection), tone: 'danger', from: this },
    );
  }

  protected override render() {
    const store = this.#store.value;
    if (!store) return nothing;
    return html`<div class="page">${this.#renderGroups(store)} ${this.#renderMerged(store)}</div>`;
  }

  #renderGroups(store: Store) {
    const { groups, type } = this;
    // None so far is not none.
    if (!groups || (groups.length === 0 && !duplicatesOf(store, type).complete)) {
      const count = formatNumber([...store.all(type)].length);
      return html`<p class="muted" role="status">
        ${type === 'lead' ? msg(str`Looking through ${count} leads…`) : msg(str`Looking through ${count} contacts…`)}
      </p>`;
    }
    if (groups.length === 0)
      return html`<crm-empty heading=${msg('No duplicates')}>
        ${type === 'lead' ? msg('No two leads have the same e-mail address or phone number, or are alike by name and company.') : msg('No two contacts have the same e-mail address or phone number, or are alike by name and company.')}
        <crm-button slot="actions" href=${type === 'lead' ? '#/leads' : '#/contacts'}
          >${type === 'lead' ? msg('Go to leads') : msg('Go to contacts')}</crm-button
        >
      </crm-empty>`;
    const count = formatNumber(groups.length);
    return html`<p class="count" role="status">
        ${plural(groups.length, { one: msg(str`${count} group that may be one record`), other: msg(str`${count} groups, each of which may be one record`) })}
      </p>
      <ul class="groups">
        ${repeat(groups.slice(0, this.most), keyOf, (group) => this.#renderGroup(store, group))}
      </ul>
      ${groups.length > this.most ? html`<crm-button class="more" @click=${() => (this.most += page)}>${msg('Show more')}</crm-button>` : nothing}`;
  }

  #renderGroup(store: Store, group: DuplicateGroup) {
    const rows = group.ids.flatMap((id) => (store.get(this.type, id) as Row<MergedType> | undefined) ?? []);
    if (rows.length < 2) return nothing;
    const names = rows.map(({ name }) => name).join(', ');
    return html`<li data-key=${keyOf(group)}>
      <div class="group" role="group" aria-label=${names}>
        <header>
          ${group.reasons.map((reason) => html`<crm-tag>${reasonWords[reason]()}</crm-tag>`)}
          <span class="grow"></span>
          <crm-button variant="ghost" size="small" @click=${() => this.#keepApart(store, group)}>${msg('Not duplicates')}</crm-button>
          <crm-button
            size="small"
            icon="merge"
            popup="dialog"
            @click=${() =>
              void this.#merge(
                group,
                rows.map(({ id }) => id),
              )}
            >${msg('Merge…')}</crm-button
          >
        </header>
        <ul>
          ${rows.map((row) => this.#renderRow(store, row))}
        </ul>
      </div>
    </li>`;
  }

  #renderRow(store: Store, row: Row<MergedType>) {
    const organization = 'is_organization' in row && row.is_organization;
    const under = [row.organization_name !== row.name ? row.organization_name : '', whatHangsOn(store, this.type, [row.id])]
      .filter(Boolean)
      .join(' · ');
    return html`<li class="record">
      <crm-avatar name=${row.name} ?organization=${organization}></crm-avatar>
      <span class="who"
        ><a class="cut" href=${`#/${this.type}s/${row.id}`}><bdi>${row.name}</bdi></a
        ><span class="muted cut">${under}</span></span
      >
      <span class="reach"><bdi class="cut">${row.email ?? ''}</bdi><bdi class="num cut">${row.phone ?? row.mobile ?? ''}</bdi></span>
      <span class="muted cut owner">${store.get('user', row.owner_id)?.name ?? ''}</span>
    </li>`;
  }

  #renderMerged(store: Store) {
    const since = Date.now() - mergeUndoDays * 86_400_000;
    const merges = this.#merges.rows.filter(
      ({ resource_type, created_at }) => resource_type === this.type && Date.parse(created_at) > since,
    );
    if (merges.length === 0) return nothing;
    return html`<section>
      <h2>${msg('Merged lately')}</h2>
      <ul class="merged">
        ${merges.slice(0, page).map((merge, at) => {
          const survivor = store.get(this.type, merge.survivor_id);
          return html`<li data-key=${merge.id}>
            <span class="grow cut"
              ><bdi>${merge.absorbed_names.join(', ')}</bdi> →
              ${survivor ? html`<a href=${`#/${this.type}s/${survivor.id}`}><bdi>${survivor.name}</bdi></a>` : msg('deleted since')}</span
            >
            <span class="muted num">${formatDate(merge.created_at)}</span>
            <crm-button
              variant="ghost"
              size="small"
              icon="undo-2"
              label=${msg(str`Undo the merge of ${merge.absorbed_names.join(', ')}`)}
              @click=${() => this.#undo(store, merge, at)}
            ></crm-button>
          </li>`;
        })}
      </ul>
    </section>`;
  }
}

const keyOf = ({ ids }: DuplicateGroup): string => ids.join();

define('inlay-duplicates', DuplicatesScreen);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-duplicates': DuplicatesScreen;
  }
}
