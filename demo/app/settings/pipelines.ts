import { html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { newId } from '../../../shared/ids.ts';
import type { Pipeline, Stage } from '../../../shared/records/index.ts';
import { standardStages } from '../../../shared/records/index.ts';
import '../../../components/base/button/button.ts';
import '../../../components/base/dialog/dialog.ts';
import '../../../components/base/input/input.ts';
import '../../../components/base/select/select.ts';
import { announce } from '../../../components/base/controllers/announcer.ts';
import { CrmElement } from '../../../components/base/element/crm-element.ts';
import { define } from '../../../components/base/element/define.ts';
import { msg, plural, str } from '../../../components/base/localisation/index.ts';
import { toast } from '../../../components/base/toast/toast.ts';
import { QueryController, StoreController } from '../../../components/provider/controllers.ts';
import type { Outcome } from '../../../components/store/index.ts';
import { page } from './page.styles.ts';

type Control = HTMLElement & { value: string };

/** Pipelines with their stages: add, rename, reorder, remove; removing one asks where its deals go. */
export class Pipelines extends CrmElement {
  static override styles = page;

  @state() private removing: Stage | undefined;

  readonly #store = new StoreController(this);
  readonly #pipelines = new QueryController(this, this.#store, { type: 'pipeline', order: (a, b) => a.position - b.position });
  readonly #stages = new QueryController(this, this.#store, { type: 'stage', order: (a, b) => a.position - b.position });

  #tell(outcome: Outcome | undefined): boolean {
    if (outcome && !outcome.ok) toast({ text: outcome.rejection.message, tone: 'danger', from: this });
    return outcome?.ok ?? false;
  }

  #move(stage: Stage, by: number): void {
    const active = this.#stages.rows.filter((row) => row.pipeline_id === stage.pipeline_id && row.active);
    const ids = active.map((row) => row.id);
    const at = ids.indexOf(stage.id);
    if (at + by < 0 || at + by >= ids.length) return;
    ids.splice(at, 1);
    ids.splice(at + by, 0, stage.id);
    if (this.#tell(this.#store.value?.mutate.reorderStages({ pipeline_id: stage.pipeline_id, stage_ids: ids })))
      announce(msg(str`${stage.name} is number ${at + by + 1} now.`));
  }

  #remove(stage: Stage): void {
    const store = this.#store.value;
    if (!store) return;
    if (store.list('deal', 'stage_id', stage.id).length > 0) this.removing = stage;
    else this.#tell(store.mutate.removeStage({ id: stage.id }));
  }

  #add(pipeline: Pipeline): void {
    this.#tell(
      this.#store.value?.mutate.createStage({
        id: newId(),
        pipeline_id: pipeline.id,
        name: this.#freeName(
          msg('New stage'),
          this.#stages.rows.map(({ name }) => name),
        ),
      }),
    );
  }

  #addPipeline(): void {
    const name = this.#freeName(
      msg('New pipeline'),
      this.#pipelines.rows.map((row) => row.name),
    );
    this.#tell(this.#store.value?.mutate.createPipeline({ id: newId(), name, stages: standardStages.map(() => ({ id: newId() })) }));
  }

  #freeName(name: string, taken: readonly string[]): string {
    for (let count = 1; ; count++) {
      const candidate = count === 1 ? name : `${name} ${count}`;
      if (!taken.includes(candidate)) return candidate;
    }
  }

  protected override render() {
    const store = this.#store.value;
    if (!store) return nothing;
    const value = (event: Event) => (event.target as Control).value.trim();
    return html`
      ${this.#pipelines.rows.map((pipeline) => {
        const stages = this.#stages.rows.filter((stage) => stage.pipeline_id === pipeline.id);
        return html`<section aria-label=${pipeline.name}>
          <div class="acts">
            <crm-input
              label=${msg('Name of the pipeline')}
              .value=${pipeline.name}
              @change=${(event: Event) => this.#tell(store.mutate.updatePipeline({ id: pipeline.id, name: value(event) }))}
            ></crm-input>
            <crm-button @click=${() => this.#tell(store.mutate.updatePipeline({ id: pipeline.id, disabled: !pipeline.disabled }))}
              >${pipeline.disabled ? msg('Use again') : msg('Put away')}</crm-button
            >
            <crm-button variant="ghost" icon="plus" @click=${() => this.#add(pipeline)}>${msg('Add a stage')}</crm-button>
          </div>
          ${repeat(
            stages,
            (stage) => stage.id,
            (stage, at) =>
              html`<div class="item">
                <crm-input
                  class="grow"
                  label=${msg(str`Name of stage ${at + 1}`)}
                  hide-label
                  .value=${stage.name}
                  @change=${(event: Event) => this.#tell(store.mutate.updateStage({ id: stage.id, name: value(event) }))}
                ></crm-input>
                ${
                  stage.active
                    ? html`<crm-input
                          type="number"
                          min="0"
                          max="100"
                          label=${msg(str`Likelihood of ${stage.name}, %`)}
                          hide-label
                          .value=${String(stage.likelihood)}
                          @change=${(event: Event) => this.#tell(store.mutate.updateStage({ id: stage.id, likelihood: Number(value(event)) }))}
                        ></crm-input>
                        <crm-button
                          size="small"
                          variant="ghost"
                          icon="chevron-up"
                          label=${msg(str`Move ${stage.name} up`)}
                          ?disabled=${at === 0}
                          @click=${() => this.#move(stage, -1)}
                        ></crm-button>
                        <crm-button
                          size="small"
                          variant="ghost"
                          icon="chevron-down"
                          label=${msg(str`Move ${stage.name} down`)}
                          ?disabled=${!stages[at + 1]?.active}
                          @click=${() => this.#move(stage, 1)}
                        ></crm-button>
                        <crm-button
                          size="small"
                          variant="ghost-danger"
                          icon="trash"
                          label=${msg(str`Remove ${stage.name}`)}
                          @click=${() => this.#remove(stage)}
                        ></crm-button>`
                    : html`<span class="muted num">${stage.likelihood} %</span>`
                }
              </div>`,
          )}
        </section>`;
      })}
      <div class="acts"><crm-button icon="plus" @click=${() => this.#addPipeline()}>${msg('Add a pipeline')}</crm-button></div>
      ${this.removing ? this.#renderRemoval(this.removing) : nothing}
    `;
  }

  #renderRemoval(stage: Stage) {
    const store = this.#store.value;
    const count = store?.list('deal', 'stage_id', stage.id).length ?? 0;
    const others = this.#stages.rows.filter((row) => row.pipeline_id === stage.pipeline_id && row.active && row.id !== stage.id);
    const close = () => (this.removing = undefined);
    const remove = () => {
      const target = this.renderRoot.querySelector<Control>('crm-select[name="target"]')?.value;
      if (target && this.#tell(store?.mutate.removeStage({ id: stage.id, move_deals_to: target }))) close();
    };
    return html`<crm-dialog size="small" open heading=${msg(str`Remove ${stage.name}`)} @crm-closed=${close}>
      <p>
        ${plural(count, { one: msg(str`${count} deal that you see stands in this stage. Where does it go?`), other: msg(str`${count} deals that you see stand in this stage. Where do they go?`) })}
      </p>
      <crm-select
        name="target"
        label=${msg('Move deals to')}
        .value=${others[0]?.id ?? ''}
        .options=${others.map(({ id, name }) => ({ value: id, label: name }))}
      ></crm-select>
      <crm-button slot="footer" @click=${close}>${msg('Cancel')}</crm-button>
      <crm-button slot="footer" variant="danger" @click=${remove}>${msg('Move the deals and remove')}</crm-button>
    </crm-dialog>`;
  }
}

define('inlay-pipelines', Pipelines);
