import { html, nothing } from 'lit';
import { fieldsOf } from '../../shared/filters/index.ts';
import { isAdministrator, mostCardFields } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import '../base/checkbox/checkbox.ts';
import { showDialog } from '../base/dialog/show-dialog.ts';
import { msg, refusalWords, str } from '../base/localisation/index.ts';
import { toast } from '../base/toast/toast.ts';
import { labelOf } from '../fields/labels.ts';
import { renderOrderedChoice } from '../fields/ordered-choice.ts';
import type { Outcome, Store } from '../store/index.ts';

/** What a card shows anyway, and what all the cards of a lane have in common. */
const apart = new Set([
  'text',
  'name',
  'contact_id',
  'contact_name',
  'organization_id',
  'organization_name',
  'value',
  'currency',
  'owner_id',
  'hot',
  'pipeline_id',
  'stage_id',
  'stage_category',
  'loss_reason_id',
  'unqualified_reason_id',
]);

interface Chosen {
  /** Null follows the workspace. */
  fields: string[] | null;
  forEveryone: boolean;
}

/** Asks which fields the cards show, and keeps it: for oneself, or by an administrator for everyone who has not chosen. */
export async function chooseCardFields(host: HTMLElement, store: Store, shown: readonly string[]): Promise<void> {
  const settings = store.every('workspace_settings')[0];
  const chosen = await askCardFields(host, store, shown, settings?.card_fields ?? []);
  if (!chosen) return;
  const { fields, forEveryone } = chosen;
  const keep = (card_fields: string[] | null): Outcome => store.mutate.updateUser({ id: store.personId, card_fields });
  const outcome =
    forEveryone && settings
      ? store.mutate.updateWorkspaceSettings({ id: settings.id, card_fields: fields ?? settings.card_fields })
      : keep(fields);
  if (!outcome.ok) toast({ text: refusalWords(outcome.rejection), tone: 'danger', from: host });
  // Whoever chooses for everyone sees what everyone sees.
  else if (forEveryone && store.person?.card_fields) keep(null);
}

function askCardFields(
  host: HTMLElement,
  store: Store,
  before: readonly string[],
  everyones: readonly string[],
): Promise<Chosen | undefined> {
  const fields = fieldsOf(
    'deal',
    store.every('custom_field').filter(({ archived }) => !archived),
  );
  const names = [...fields.keys()].filter((name) => !apart.has(name));
  const label = (name: string): string => {
    const field = fields.get(name);
    return field ? labelOf(field) : name;
  };
  let shown = before.filter((name) => names.includes(name));
  let follows = false;
  return showDialog<Chosen>(host, ({ control, answer, redraw }) => ({
    heading: msg('Card fields'),
    body: html`<p class="second hint">
        ${msg(str`What cards show below name, organization, task and value: at most ${mostCardFields} fields.`)}
      </p>
      ${renderOrderedChoice({
        names,
        shown,
        label,
        most: mostCardFields,
        change: (next) => {
          shown = next;
          follows = false;
          redraw();
        },
      })}
      ${
        store.person && isAdministrator(store.person)
          ? html`<div class="everyone">
              <crm-checkbox name="everyone">${msg('For everyone who has not chosen for themselves')}</crm-checkbox>
            </div>`
          : nothing
      }`,
    aside: html`<crm-button
      slot="footer"
      variant="ghost"
      @click=${() => {
        shown = everyones.filter((name) => names.includes(name));
        follows = true;
        redraw();
      }}
      >${msg('As for everyone')}</crm-button
    >`,
    act: {
      label: msg('Show'),
      run: () => answer({ fields: follows ? null : [...shown], forEveryone: control('everyone')?.checked ?? false }),
    },
  }));
}
