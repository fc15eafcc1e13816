import { html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { newId } from '../../../shared/ids.ts';
import { toMinor } from '../../../shared/money.ts';
import type { Stage } from '../../../shared/records/index.ts';
import '../../../components/base/button/button.ts';
import '../../../components/base/dialog/dialog.ts';
import '../../../components/base/input/input.ts';
import '../../../components/base/select/select.ts';
import { announce } from '../../../components/base/controllers/announcer.ts';
import { CrmElement } from '../../../components/base/element/crm-element.ts';
import { define } from '../../../components/base/element/define.ts';
import { icon } from '../../../components/base/icons/icons.ts';
import type { IconName } from '../../../components/base/icons/icons.ts';
import { msg, plural, refusalWords, str } from '../../../components/base/localisation/index.ts';
import { stageMark } from '../../../components/base/styles/stage-mark.ts';
import { styleProps } from '../../../components/base/styles/style-props.ts';
import { toast } from '../../../components/base/toast/toast.ts';
import { totalOf } from '../../../components/base/format/total.ts';
import { QueryController, StoreController } from '../../../components/provider/controllers.ts';
import type { Outcome } from '../../../components/store/index.ts';
import { page } from './page.styles.ts';
import { Reordering } from './reordering.ts';
import { styles } from './stages.styles.ts';

type Control = HTMLElement & { value: string; select(): void; updateComplete: Promise<unknown> };

const marks: Partial<Record<Stage['category'], IconName>> = { won: 'circle-check', lost: 'circle-x', unqualified: 'circle-slash' };

/** The stages of a pipeline: added, renamed, put in order by the grip or its arrow keys, removed; those that close a deal are renamed only. */
export class Stages extends CrmElement {
  static override styles = [page, stageMark, styles];

  /** Its id. */
  @property() pipeline = '';
  @state() private removing: Stage | undefined;

  readonly #store = new StoreController(this);
  readonly #stages = new QueryController(this, this.#store, { type: 'stage', order: (a, b) => a.position - b.position });
  readonly #settings = new QueryController(this, this.#store, { type: 'workspace_settings' });
  readonly #order = new Reordering(this, {
    ids: () => this.#active.map(({ id }) => id),
    commit: (ids, moved) => this.#reorder(ids, moved),
  });

  constructor() {
    super();
    new QueryController(this, this.#store, { type: 'deal' });
  }

  #tell(outcome: Outcome | undefined): boolean {
    if (outcome && !outcome.ok) toast({ text: refusalWords(outcome.rejection), tone: 'danger', from: this });
    return outcome?.ok ?? false;
  }

  get #own(): readonly Stage[] {
    return this.#stages.rows.filter((stage) => stage.pipeline_id === this.pipeline);
  }

  get #active(): readonly Stage[] {
    return this.#order.shown(this.#own.filter((stage) => stage.active));
  }

  #reorder(ids: readonly string[], id: string): void {
    if (!this.#tell(this.#store.value?.mutate.reorderStages({ pipeline_id: this.pipeline, stage_ids: [...ids] }))) return;
    const name = this.#own.find((stage) => stage.id === id)?.name ?? '';
    announce(msg(str`${name} is number ${ids.indexOf(id) + 1} now.`));
  }

  #remove(stage: Stage): void {
    const store = this.#store.value;
    if (!store) return;
    if (store.list('deal', 'stage_id', stage.id).length > 0) {
      this.removing = stage;
      return;
    }
    const outcome = store.mutate.removeStage({ id: stage.id });
    // Deals that this person does not see may stand in it.
    if (!outcome.ok && outcome.rejection.fields?.['move_deals_to']) this.removing = stage;
    else if (this.#tell(outcome)) this.#focusFrom(stage);
  }

  /** The focus was in the line of a stage that is gone: it goes on to the one that has come in its place. */
  #focusFrom({ position }: Stage): void {
    const active = this.#active;
    const next = active.find((stage) => stage.position >= position) ?? active.at(-1);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`[data-id="${next?.id}"] .grip`)?.focus());
  }

  async #add(): Promise<void> {
    const names = new Set(this.#own.map(({ name }) => name.toLowerCase()));
    const base = msg('New stage');
    let name = base;
    for (let count = 2; names.has(name.toLowerCase()); count++) name = `${base} ${count}`;
    const id = newId();
    if (!this.#tell(this.#store.value?.mutate.createStage({ id, pipeline_id: this.pipeline, name }))) return;
    await this.updateComplete;
    const field = this.renderRoot.querySelector<Control>(`[data-id="${id}"] .quiet`);
    await field?.updateComplete;
    field?.select();
  }

  protected override render() {
    if (!this.#store.value) return nothing;
    const active = this.#active;
    const closed = this.#own.filter((stage) => !stage.active);
    return html`<div class="line head">
        <span></span><span></span><span>${msg('Active stage')}</span><span>${msg('Likelihood')}</span
        ><span class="number">${msg('Deals')}</span><span class="number">${msg('Value')}</span><span></span>
      </div>
      ${repeat(
        active,
        ({ id }) => id,
        (stage, at) => this.#renderActive(stage, at, active.length),
      )}
      <div class="add"><crm-button variant="ghost" icon="plus" @click=${() => void this.#add()}>${msg('Add a stage')}</crm-button></div>
      <div class="line head closed">
        <span></span><span></span><span>${msg('Closed stage')}</span><span>${msg('Likelihood')}</span
        ><span class="number">${msg('Deals')}</span><span class="number">${msg('Value')}</span><span></span>
      </div>
      ${repeat(
        closed,
        ({ id }) => id,
        (stage) => this.#renderClosed(stage),
      )}
      ${this.removing ? this.#renderRemoval(this.removing) : nothing}`;
  }

  #renderActive(stage: Stage, at: number, count: number) {
    const store = this.#store.value;
    const shade = count === 1 ? 1 : Math.round(1 + (7 * at) / (count - 1));
    return html`<div class=${stage.id === this.#order.moving ? 'line moving' : 'line'} data-id=${stage.id}>
      <button
        type="button"
        class="grip"
        title=${msg('Drag, or press the up and down arrows')}
        aria-label=${msg(str`Move ${stage.name}: ${at + 1} of ${count}`)}
        @pointerdown=${(event: PointerEvent) => this.#order.carry(event, stage.id)}
        @keydown=${(event: KeyboardEvent) => this.#order.key(event, stage.id)}
      >
        ${icon('grip-vertical', 'small')}
      </button>
      <span class="mark" aria-hidden="true" ${styleProps({ '--stage': `var(--crm-stage-${shade})` })}>
        ${[0, 1, 2, 3].map((bar) => html`<i class=${bar <= (at * 3) / Math.max(1, count - 1) ? 'on' : ''}></i>`)}
      </span>
      ${this.#renderName(stage, at)}
      <span class="likely num">
        <crm-input
          type="number"
          min="0"
          max="100"
          label=${msg(str`Likelihood of ${stage.name}, %`)}
          hide-label
          .value=${String(stage.likelihood)}
          @change=${(event: Event) => this.#setLikelihood(stage, event.currentTarget as Control)}
        ></crm-input>
        %
      </span>
      ${this.#renderSums(stage)}
      <crm-button
        size="small"
        variant="ghost"
        icon="trash"
        label=${msg(str`Remove ${stage.name}`)}
        ?disabled=${count === 1 || !store}
        @click=${() => this.#remove(stage)}
      ></crm-button>
    </div>`;
  }

  #setLikelihood(stage: Stage, field: Control): void {
    const likelihood = Number(field.value);
    if (field.value === '' || !this.#tell(this.#store.value?.mutate.updateStage({ id: stage.id, likelihood })))
      field.value = String(stage.likelihood);
  }

  #renderClosed(stage: Stage) {
    const mark = marks[stage.category];
    return html`<div class="line">
      <span></span>
      <span class="category" ${styleProps({ '--stage': `var(--crm-stage-${stage.category})` })}>${mark ? icon(mark) : nothing}</span>
      ${this.#renderName(stage, this.#own.indexOf(stage))}
      <span class="likely num">${stage.likelihood} %</span>
      ${this.#renderSums(stage)}
      <span class="lock" title=${msg('A closed stage can be renamed, not removed.')}>${icon('lock', 'small')}</span>
    </div>`;
  }

  #renderName(stage: Stage, at: number) {
    const rename = (field: Control) => {
      const name = field.value.trim();
      if (name === '' || !this.#tell(this.#store.value?.mutate.updateStage({ id: stage.id, name }))) field.value = stage.name;
    };
    return html`<crm-input
      class="quiet"
      label=${msg(str`Name of stage ${at + 1}`)}
      hide-label
      maxlength="64"
      .value=${stage.name}
      @change=${(event: Event) => rename(event.currentTarget as Control)}
    ></crm-input>`;
  }

  #renderSums(stage: Stage) {
    const deals = this.#store.value?.list('deal', 'stage_id', stage.id) ?? [];
    const sums = new Map<string, number>();
    for (const { currency, value } of deals) sums.set(currency, (sums.get(currency) ?? 0) + (toMinor(value, currency) ?? 0));
    const total = totalOf(sums, this.#settings.rows[0]);
    return html`<span class="number num">${deals.length}</span>
      <span class="number num" title=${total.detail || nothing}>${total.text}</span>`;
  }

  #renderRemoval(stage: Stage) {
    const store = this.#store.value;
    const count = store?.list('deal', 'stage_id', stage.id).length ?? 0;
    const others = this.#active.filter(({ id }) => id !== stage.id);
    const close = () => (this.removing = undefined);
    const remove = () => {
      const target = this.renderRoot.querySelector<Control>('crm-select[name="target"]')?.value;
      if (!target || !this.#tell(store?.mutate.removeStage({ id: stage.id, move_deals_to: target }))) return;
      close();
      this.#focusFrom(stage);
    };
    return html`<crm-dialog size="small" open heading=${msg(str`Remove ${stage.name}`)} @crm-closed=${close}>
      <p>
        ${plural(count, { one: msg(str`${count} deal that you see stands in this stage. Where does it go?`), other: msg(str`${count} deals that you see stand in this stage. Where do they go?`) })}
      </p>
      <crm-select
        name="target"
        label=${msg('Move deals to')}
        .value=${others[0]?.id ?? ''}
        .options=${others.map(({ id, name, likelihood }) => ({ value: id, label: `${name} (${likelihood} %)` }))}
      ></crm-select>
      <crm-button slot="footer" @click=${close}>${msg('Cancel')}</crm-button>
      <crm-button slot="footer" variant="danger" @click=${remove}>${msg('Move the deals and remove')}</crm-button>
    </crm-dialog>`;
  }
}

define('inlay-stages', Stages);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-stages': Stages;
  }
}
