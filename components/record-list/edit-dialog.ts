import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { instantOf } from '../../shared/dates.ts';
import type { ListType } from '../../shared/filters/index.ts';
import type { Row } from '../../shared/records/index.ts';
import '../base/combobox/combobox.ts';
import { showDialog } from '../base/dialog/show-dialog.ts';
import { ownZone } from '../base/format/dates.ts';
import { formatNumber } from '../base/format/numbers.ts';
import '../base/input/input.ts';
import '../base/segmented/segmented.ts';
import '../base/select/select.ts';
import { msg, plural, str } from '../base/localisation/index.ts';
import { choicesOf } from '../fields/choices.ts';
import { labelOf } from '../fields/labels.ts';
import { linkSource, readLink } from '../link/link.ts';
import { editorOf } from '../record/editors.ts';
import type { PanelType } from '../record/fields.ts';
import { changeOf } from '../record/fields.ts';
import type { Store } from '../store/index.ts';
import type { ListedRow } from './columns.ts';
import type { Edit } from './edit.ts';
import { changeFor, isReplaced } from './edit.ts';
import type { Editable, Way } from './edit-fields.ts';
import { editablesOf } from './edit-fields.ts';

export interface Asked extends Edit {
  /** The records that it is to change, each with the change that gives it what is asked for. */
  rows: readonly ListedRow[];
}

interface Question {
  store: Store;
  type: ListType;
  /** Those that are chosen, and all of the list. */
  rows: readonly ListedRow[];
  all: readonly ListedRow[];
  /** The field that is changed, where that is known. */
  name?: string;
}

type Control = HTMLElement & { value: string };
const valueOf = (event: Event): string => (event.target as Control).value;

/** Asks which field of many records is to change, and to what, and says beforehand how many that are. */
export function showEditDialog(host: HTMLElement, { store, type, rows, all, name }: Question): Promise<Asked | undefined> {
  const editables = editablesOf(store, type, rows);
  let editable: Editable | undefined = editables.find(({ field }) => field.name === name);
  let way: Way = editable?.ways[0] ?? 'set';
  let given: Edit['given'] = {};
  let problem = '';
  let everyone = false;
  return showDialog<Asked>(host, ({ answer, redraw }) => {
    const begin = (next: Editable | undefined, how = next?.ways[0] ?? 'set'): void => {
      editable = next;
      way = how;
      given = {};
      problem = '';
      redraw();
    };
    const give = (change: Record<string, unknown>): void => {
      given = change;
      problem = '';
      redraw();
    };
    const scope = everyone ? all : rows;
    const edit = editable && isComplete(store, editable, way, given) ? { editable, way, given } : undefined;
    const changed = edit ? scope.filter((row) => changeFor(edit, row) !== undefined) : [];
    const apply = (): void => {
      if (!editable) problem = msg('Choose a field.');
      else if (!edit) problem ||= reasonAsked(store, given) ? msg('Choose a reason.') : msg('Fill this in.');
      else if (changed.length > 0) return answer({ ...edit, rows: changed });
      redraw();
    };
    const count = formatNumber(changed.length);
    return {
      heading: msg('Change a field'),
      size: 'medium',
      body: html`<div class="edit">
        <crm-combobox
          name="field"
          autofocus
          label=${msg('Field')}
          placeholder=${msg('Find a field')}
          .options=${editables.map(({ field }) => ({ value: field.name, label: field.label }))}
          .value=${editable?.field.name ?? ''}
          .error=${editable ? '' : problem}
          @change=${(event: Event) => begin(editables.find(({ field }) => field.name === valueOf(event)))}
        ></crm-combobox>
        ${editable ? renderWays(editable, way, (how) => begin(editable, how)) : nothing}
        ${
          editable && way !== 'empty'
            ? keyed(
                `${editable.field.name} ${way}`,
                html`<div class="value">
                  ${editable.field.kind === 'address' || editable.control === 'due' ? nothing : html`<span aria-hidden="true">${msg('New value')}</span>`}
                  ${renderValue({ store, type, editable, given, problem: reasonAsked(store, given) ? '' : problem, give, refuse: (said) => refuse(said), run: apply })}
                </div>`,
              )
            : nothing
        }
        ${renderReason(store, given, problem, give)}
        ${
          all.length > rows.length
            ? html`<crm-segmented
                label=${msg('Which records')}
                .value=${everyone ? 'all' : 'chosen'}
                .items=${[
                  { value: 'chosen', label: rows.length === 1 ? msg('The one chosen') : msg(str`The ${formatNumber(rows.length)} chosen`) },
                  { value: 'all', label: msg(str`All ${formatNumber(all.length)} of this list`) },
                ]}
                @change=${(event: Event) => {
                  everyone = valueOf(event) === 'all';
                  redraw();
                }}
              ></crm-segmented>`
            : nothing
        }
        <p class="second" role="status">${edit ? foretold(edit, scope, changed) : ''}</p>
      </div>`,
      act: {
        label: edit
          ? plural(changed.length, { one: msg(str`Change ${count} record`), other: msg(str`Change ${count} records`) })
          : msg('Change'),
        run: apply,
      },
    };
    function refuse(said: string): void {
      given = {};
      problem = said;
      redraw();
    }
  });
}

/** How many will change, how many have it already, and how many lose what they have. */
function foretold(edit: Edit, scope: readonly ListedRow[], changed: readonly ListedRow[]): string {
  const count = formatNumber(changed.length);
  const rest = scope.length - changed.length;
  const left = formatNumber(rest);
  const losing = changed.filter((row) => isReplaced(edit, row)).length;
  const lost = formatNumber(losing);
  return [
    plural(changed.length, { one: msg(str`${count} record will change.`), other: msg(str`${count} records will change.`) }),
    ...(rest > 0 ? [plural(rest, { one: msg(str`${left} stays as it is.`), other: msg(str`${left} stay as they are.`) })] : []),
    ...(losing > 0
      ? [plural(losing, { one: msg(str`${lost} has something else there now.`), other: msg(str`${lost} have something else there now.`) })]
      : []),
  ].join(' ');
}

const wayWords: Record<Way, () => string> = {
  set: () => msg('Set to'),
  add: () => msg('Add'),
  take: () => msg('Take off'),
  empty: () => msg('Empty it'),
};

function renderWays({ ways }: Editable, way: Way, choose: (way: Way) => void) {
  if (ways.length < 2) return nothing;
  return html`<crm-segmented
    label=${msg('What to do with it')}
    .value=${way}
    .items=${ways.map((value) => ({ value, label: wayWords[value]() }))}
    @change=${(event: Event) => choose(valueOf(event) as Way)}
  ></crm-segmented>`;
}

interface ValueModel {
  store: Store;
  type: ListType;
  editable: Editable;
  given: Edit['given'];
  problem: string;
  give: (change: Record<string, unknown>) => void;
  refuse: (problem: string) => void;
  run: () => void;
}

function renderValue(model: ValueModel): TemplateResult {
  const { store, type, editable, given, problem, give, refuse, run } = model;
  const { field, control } = editable;
  const { label } = field;
  switch (control) {
    case 'yes-no': {
      const [value] = field.custom ? Object.values((given['custom_fields'] ?? {}) as object) : [given[field.name]];
      return html`<crm-select
        label=${label}
        hide-label
        placeholder=${msg('Choose…')}
        .error=${problem}
        .value=${value === true ? 'yes' : value === false ? 'no' : ''}
        .options=${[
          { value: 'yes', label: msg('yes') },
          { value: 'no', label: msg('no') },
        ]}
        @change=${(event: Event) => give(changeOf(field, valueOf(event) === 'yes'))}
      ></crm-select>`;
    }
    case 'minutes':
      return html`<crm-select
        label=${label}
        hide-label
        placeholder=${msg('Choose…')}
        .error=${problem}
        .value=${typeof given[field.name] === 'number' ? String(given[field.name]) : ''}
        .options=${field.options ?? []}
        @change=${(event: Event) => give({ [field.name]: Number(valueOf(event)) })}
      ></crm-select>`;
    case 'link':
      return html`<crm-combobox
        label=${label}
        hide-label
        placeholder=${msg('Lead, contact or deal')}
        .error=${problem}
        .source=${linkSource(store)}
        @change=${(event: Event) => valueOf(event) && give({ ...readLink(valueOf(event)) })}
      ></crm-combobox>`;
    case 'due':
      return renderDue(model);
    default:
      return editorOf({
        store,
        // What tasks have of records' fields is the same for all of them.
        type: type === 'task' ? 'deal' : type,
        row: drafted(store, given),
        field,
        problem,
        refuse,
        save: give,
        stop: run,
        inForm: true,
      });
  }
}

/** A record that has nothing but what is asked for: the editors show it. */
function drafted(store: Store, given: Edit['given']): Row<PanelType> {
  const currency = store.every('workspace_settings')[0]?.currency ?? 'EUR';
  return { currency, value: '', tags: [], custom_fields: {}, ...given } as unknown as Row<PanelType>;
}

function renderDue({ store, editable, problem, give }: ValueModel): TemplateResult {
  const zone = store.person?.timezone ?? ownZone();
  const take = (event: Event): void => {
    const pair = event.currentTarget as HTMLElement;
    const read = (type: string) => pair.querySelector<Control>(`[type="${type}"]`)?.value ?? '';
    const [day, time] = [read('date'), read('time')];
    give(day === '' ? {} : { [editable.field.name]: time === '' ? day : instantOf(zone, day, time) });
  };
  return html`<div class="pair" @change=${take}>
    <crm-input type="date" label=${msg('Due on')} .error=${problem}></crm-input>
    <crm-input type="time" label=${msg('At')}></crm-input>
  </div>`;
}

type Reason = 'loss_reason' | 'deal_unqualified_reason';

/** Why deals are closed without success, where the stage that they go to wants to know. */
function reasonAsked(store: Store, given: Edit['given']): { name: 'loss_reason_id' | 'unqualified_reason_id'; type: Reason } | undefined {
  const stage = typeof given['stage_id'] === 'string' ? store.get('stage', given['stage_id']) : undefined;
  const asked =
    stage?.category === 'lost'
      ? ({ name: 'loss_reason_id', type: 'loss_reason' } as const)
      : stage?.category === 'unqualified'
        ? ({ name: 'unqualified_reason_id', type: 'deal_unqualified_reason' } as const)
        : undefined;
  return asked && store.every(asked.type).length > 0 ? asked : undefined;
}

function renderReason(store: Store, given: Edit['given'], problem: string, give: (change: Record<string, unknown>) => void) {
  const asked = reasonAsked(store, given);
  if (!asked) return nothing;
  const options = choicesOf({ name: asked.name, options: asked.type }, store, 'deal') ?? [];
  return html`<crm-select
    name="reason"
    label=${labelOf({ name: asked.name })}
    placeholder=${msg('Choose a reason')}
    .error=${problem}
    .value=${String(given[asked.name] ?? '')}
    .options=${options}
    @change=${(event: Event) => give({ ...given, [asked.name]: valueOf(event) })}
  ></crm-select>`;
}

/** Whether all is there that the edit is asked with. */
function isComplete(store: Store, { field }: Editable, way: Way, given: Edit['given']): boolean {
  if (way === 'empty') return true;
  const [value] = field.custom ? Object.values((given['custom_fields'] ?? {}) as object) : Object.values(given);
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) return false;
  const asked = reasonAsked(store, given);
  return !asked || Boolean(given[asked.name]);
}
