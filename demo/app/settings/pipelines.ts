import { css, html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import { newId } from '../../../shared/ids.ts';
import type { Pipeline } from '../../../shared/records/index.ts';
import { standardStages } from '../../../shared/records/index.ts';
import '../../../components/base/button/button.ts';
import '../../../components/base/input/input.ts';
import '../../../components/base/menu/menu.ts';
import '../../../components/base/menu/menu-item.ts';
import type { CrmSelectEvent } from '../../../components/base/menu/menu.ts';
import '../../../components/base/segmented/segmented.ts';
import { CrmElement } from '../../../components/base/element/crm-element.ts';
import { define } from '../../../components/base/element/define.ts';
import { msg, refusalWords, str } from '../../../components/base/localisation/index.ts';
import { toast } from '../../../components/base/toast/toast.ts';
import { QueryController, StoreController } from '../../../components/provider/controllers.ts';
import type { Outcome } from '../../../components/store/index.ts';
import './lists.ts';
import { page } from './page.styles.ts';
import './stages.ts';

type Control = HTMLElement & { value: string; select(): void; updateComplete: Promise<unknown> };

/** Pipelines, one at a time: its name and stages; and why deals are lost or unqualified, which is the same in all of them. */
export class Pipelines extends CrmElement {
  static override styles = [
    page,
    css`
      .top {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--crm-space-2);
      }
      .top crm-segmented {
        max-inline-size: 100%;
        overflow-x: auto;
      }
      .top crm-menu {
        margin-inline-start: auto;
      }
      @media (max-width: 640px) {
        .top > crm-button {
          order: 1;
        }
      }
      .name {
        max-inline-size: 320px;
        margin-block: var(--crm-space-4) var(--crm-space-3);
      }
    `,
  ];

  @state() private chosen = '';

  readonly #store = new StoreController(this);
  readonly #pipelines = new QueryController(this, this.#store, { type: 'pipeline', order: (a, b) => a.position - b.position });

  #tell(outcome: Outcome | undefined): boolean {
    if (outcome && !outcome.ok) toast({ text: refusalWords(outcome.rejection), tone: 'danger', from: this });
    return outcome?.ok ?? false;
  }

  async #add(): Promise<void> {
    const names = new Set(this.#pipelines.rows.map(({ name }) => name));
    const base = msg('New pipeline');
    let name = base;
    for (let count = 2; names.has(name); count++) name = `${base} ${count}`;
    const id = newId();
    if (!this.#tell(this.#store.value?.mutate.createPipeline({ id, name, stages: standardStages.map(() => ({ id: newId() })) }))) return;
    this.chosen = id;
    await this.updateComplete;
    const field = this.renderRoot.querySelector<Control>('.name');
    await field?.updateComplete;
    field?.select();
  }

  #act(pipeline: Pipeline, act: string): void {
    const store = this.#store.value;
    if (!store) return;
    if (act === 'remove') {
      if (this.#tell(store.mutate.deletePipeline({ id: pipeline.id })))
        toast({ text: msg(str`“${pipeline.name}” is removed.`), from: this });
      return;
    }
    const disabled = act === 'put-away';
    if (this.#tell(store.mutate.updatePipeline({ id: pipeline.id, disabled })) && disabled)
      toast({
        text: msg(str`“${pipeline.name}” is put away: the board leaves it out.`),
        action: { label: msg('Undo'), run: () => void store.mutate.updatePipeline({ id: pipeline.id, disabled: false }) },
        from: this,
      });
  }

  protected override render() {
    const store = this.#store.value;
    const all = this.#pipelines.rows;
    const pipeline = all.find(({ id }) => id === this.chosen) ?? all[0];
    if (!store || !pipeline) return nothing;
    const value = (event: Event) => (event.target as Control).value.trim();
    return html`<div class="top">
        <crm-segmented
          label=${msg('Pipeline')}
          .value=${pipeline.id}
          .items=${all.map(({ id, name, disabled }) => ({ value: id, label: disabled ? msg(str`${name} (put away)`) : name }))}
          @change=${(event: Event) => (this.chosen = value(event))}
        ></crm-segmented>
        <crm-button variant="ghost" icon="plus" @click=${() => void this.#add()}>${msg('Add a pipeline')}</crm-button>
        <crm-menu
          label=${msg(str`What to do with ${pipeline.name}`)}
          placement="bottom-end"
          @crm-select=${(event: CrmSelectEvent) => this.#act(pipeline, event.value)}
        >
          <crm-button slot="trigger" variant="ghost" icon="ellipsis" label=${msg(str`What to do with ${pipeline.name}`)}></crm-button>
          <crm-menu-item value=${pipeline.disabled ? 'use' : 'put-away'}
            >${pipeline.disabled ? msg('Use again') : msg('Put away')}</crm-menu-item
          >
          <crm-menu-item value="remove" danger>${msg('Remove')}</crm-menu-item>
        </crm-menu>
      </div>
      <crm-input
        class="name"
        label=${msg('Name of the pipeline')}
        required
        maxlength="64"
        .value=${pipeline.name}
        @change=${(event: Event) => value(event) && this.#tell(store.mutate.updatePipeline({ id: pipeline.id, name: value(event) }))}
      ></crm-input>
      <inlay-stages .pipeline=${pipeline.id}></inlay-stages>
      <h2>${msg('Why deals end')}</h2>
      <inlay-lists .names=${['loss', 'unqualified']}></inlay-lists>`;
  }
}

define('inlay-pipelines', Pipelines);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-pipelines': Pipelines;
  }
}
