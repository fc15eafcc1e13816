import { css, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { formFieldNames } from '../../../../shared/form-fields.ts';
import type { CustomField, FormField } from '../../../../shared/records/index.ts';
import { customIdOf, formNameOf } from '../../../../shared/records/index.ts';
import '../../../../components/base/button/button.ts';
import '../../../../components/base/checkbox/checkbox.ts';
import { announce } from '../../../../components/base/controllers/announcer.ts';
import { CrmElement } from '../../../../components/base/element/crm-element.ts';
import { CrmEvent } from '../../../../components/base/element/crm-event.ts';
import { define } from '../../../../components/base/element/define.ts';
import { icon } from '../../../../components/base/icons/icons.ts';
import '../../../../components/base/input/input.ts';
import { msg, str } from '../../../../components/base/localisation/index.ts';
import '../../../../components/base/select/select.ts';
import '../../../../components/base/tag/tag.ts';
import { kindOf } from '../field-kinds.ts';
import { page } from '../page.styles.ts';
import { Reordering } from '../reordering.ts';
import { styles as lines } from '../stages.styles.ts';
import { visitorsName } from './draft.ts';

type Control = HTMLElement & { value: string; checked: boolean };

/** The fields of a form are others now, or in another order. */
export class FormFieldsEvent extends CrmEvent {
  constructor(readonly fields: readonly FormField[]) {
    super('crm-form-fields');
  }
}

/**
 * The fields that a form asks: added from those of leads, put in order, named otherwise, required.
 *
 * @fires {FormFieldsEvent} crm-form-fields - They are changed.
 */
export class FormFieldList extends CrmElement {
  static override styles = [
    page,
    lines,
    css`
      .line {
        grid-template-columns: 28px minmax(0, 1fr) auto 32px;
        padding-block: 4px;
      }
      .asked {
        display: grid;
        gap: 2px;
      }
      .asked > small {
        font-size: var(--crm-text-12);
      }
      .more {
        margin-block-start: var(--crm-space-3);
        max-inline-size: 320px;
      }
      @media (max-width: 640px) {
        .line {
          grid-template-columns: 44px minmax(0, 1fr) 44px;
        }
        .line > crm-checkbox {
          grid-column: 2;
          grid-row: 2;
        }
        .line > crm-button {
          grid-column: 3;
          grid-row: 1;
        }
      }
    `,
  ];

  @property({ attribute: false }) fields: readonly FormField[] = [];
  /** The workspace's own fields of leads, in their order. */
  @property({ attribute: false }) customFields: readonly CustomField[] = [];
  @property() problem = '';

  readonly #order = new Reordering(this, {
    ids: () => this.fields.map(({ name }) => name),
    commit: (names, moved) => {
      this.#change(this.fields.toSorted((a, b) => names.indexOf(a.name) - names.indexOf(b.name)));
      announce(msg(str`${this.#labelOf(moved)} is number ${names.indexOf(moved) + 1} now.`));
    },
  });

  #change(fields: readonly FormField[]): void {
    this.fields = fields;
    this.dispatchEvent(new FormFieldsEvent(fields));
  }

  #custom(name: string): CustomField | undefined {
    const id = customIdOf(name);
    return this.customFields.find((one) => one.id === id);
  }

  /** What a visitor reads where nothing else is written. */
  #nameOf(name: string): string {
    return customIdOf(name) === undefined ? visitorsName(name) : (this.#custom(name)?.name ?? msg('A field that was deleted'));
  }

  #labelOf(name: string): string {
    return this.fields.find((field) => field.name === name)?.label || this.#nameOf(name);
  }

  #set(name: string, change: Partial<FormField>): void {
    this.#change(this.fields.map((field) => (field.name === name ? { ...field, ...change } : field)));
  }

  readonly #add = (event: Event): void => {
    const select = event.target as Control;
    const name = select.value;
    select.value = '';
    if (name === '') return;
    this.#change([...this.fields, { name, label: null, required: false }]);
    announce(msg(str`${this.#nameOf(name)} is added at the end.`));
  };

  #remove(name: string, event: Event): void {
    const line = (event.currentTarget as HTMLElement).closest('.line');
    const next = line?.nextElementSibling ?? line?.previousElementSibling;
    const label = this.#labelOf(name);
    this.#change(this.fields.filter((field) => field.name !== name));
    announce(msg(str`${label} is taken out.`));
    // The button that had the focus is gone with its line.
    void this.updateComplete.then(() =>
      (next?.querySelector<HTMLElement>('.grip') ?? this.renderRoot.querySelector<HTMLElement>('.more'))?.focus(),
    );
  }

  protected override render() {
    const rows = this.#order.shown(this.fields.map((field) => ({ id: field.name, field })));
    const free = (name: string) => !this.fields.some((field) => field.name === name);
    const options = [
      ...formFieldNames.filter(free).map((name) => ({ value: name, label: visitorsName(name), group: msg('Fields of leads') })),
      ...this.customFields
        .filter((field) => !field.archived && free(formNameOf(field)))
        .map((field) => ({ value: formNameOf(field), label: field.name, group: msg('Fields of your own') })),
    ];
    return html`${repeat(
      rows,
      ({ id }) => id,
      ({ field }, at) => this.#renderField(field, at, rows.length),
    )}
    ${
      options.length === 0
        ? nothing
        : html`<crm-select
            class="more"
            label=${msg('Add a field to the form')}
            hide-label
            placeholder=${msg('Add a field…')}
            .value=${''}
            .error=${this.problem}
            .options=${options}
            @change=${this.#add}
          ></crm-select>`
    }`;
  }

  #renderField({ name, label, required }: FormField, at: number, count: number) {
    const custom = this.#custom(name);
    const own = this.#nameOf(name);
    const shown = label || own;
    const written = (event: Event) => (event.currentTarget as Control).value;
    const away = customIdOf(name) !== undefined && (custom === undefined || custom.archived);
    const about = [shown !== own ? own : '', custom ? kindOf(custom.type).label : ''].filter(Boolean).join(' · ');
    return html`<div class="line ${name === this.#order.moving ? 'moving' : ''}" data-id=${name}>
      <button
        type="button"
        class="grip"
        title=${msg('Drag, or press the up and down arrows')}
        aria-label=${msg(str`Move ${shown}: ${at + 1} of ${count}`)}
        @pointerdown=${(event: PointerEvent) => this.#order.carry(event, name)}
        @keydown=${(event: KeyboardEvent) => this.#order.key(event, name)}
      >
        ${icon('grip-vertical', 'small')}
      </button>
      <div class="asked">
        <crm-input
          class="quiet"
          label=${msg(str`What visitors read for ${own}`)}
          hide-label
          maxlength="255"
          .value=${label ?? own}
          @input=${(event: Event) => this.#set(name, { label: written(event) === own ? null : written(event) })}
          @change=${(event: Event) => this.#set(name, { label: [own, ''].includes(written(event).trim()) ? null : written(event) })}
        ></crm-input>
        ${about ? html`<small class="muted cut">${about}</small>` : nothing}
        ${away ? html`<span><crm-tag tone="warning">${msg('Archived: it is not asked')}</crm-tag></span>` : nothing}
      </div>
      <crm-checkbox .checked=${required} @change=${(event: Event) => this.#set(name, { required: (event.target as Control).checked })}
        >${msg('Required')}<span class="sr">: ${shown}</span></crm-checkbox
      >
      <crm-button
        size="small"
        variant="ghost"
        icon="x"
        label=${msg(str`Take out ${shown}`)}
        ?disabled=${count === 1}
        @click=${(event: Event) => this.#remove(name, event)}
      ></crm-button>
    </div>`;
  }
}

define('inlay-form-field-list', FormFieldList);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-form-field-list': FormFieldList;
  }
}
