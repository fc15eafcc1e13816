import { css, html, nothing } from 'lit';
import type { CSSResultGroup, TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { FieldProblems } from '../../../shared/mutators/rejection.ts';
import '../../../components/base/button/button.ts';
import { CrmClosedEvent } from '../../../components/base/dialog/close-event.ts';
import '../../../components/base/dialog/dialog.ts';
import '../../../components/base/notice/notice.ts';
import { CrmElement } from '../../../components/base/element/crm-element.ts';
import { msg, refusalWords } from '../../../components/base/localisation/index.ts';
import { StoreController } from '../../../components/provider/controllers.ts';
import { fieldProblem } from '../../../components/record/problem.ts';
import type { Outcome, Store } from '../../../components/store/index.ts';

export type Control = HTMLElement & { value: string; checked: boolean; error: string; checkValidity(): boolean; reportValidity(): boolean };

/** What a dialog of the settings holds besides its frame. */
export interface FormFrame {
  heading: string;
  size?: 'large';
  /** With a form in it, whose submit is `save`. */
  body: TemplateResult;
  /** What its main button says. */
  act: string;
  /** Left out where there is nothing to delete yet. */
  remove?: (() => void) | undefined;
}

/**
 * A dialog of the settings that adds something, or changes or deletes it. It closes once that is done, and otherwise says beside each
 * field, or above them all, what was refused.
 *
 * @fires {CrmClosedEvent} crm-closed - It has closed.
 */
export abstract class SettingsForm extends CrmElement {
  static override styles: CSSResultGroup = css`
    form {
      display: grid;
      gap: var(--crm-space-4);
      align-content: start;
    }
    legend {
      margin-block-end: 6px;
      padding: 0;
      color: var(--crm-text-secondary);
      font-size: var(--crm-text-12);
      font-weight: var(--crm-weight-medium);
    }
    .remove {
      margin-inline-end: auto;
    }
  `;

  @state() protected problems: FieldProblems = {};
  /** Why it was refused, where it is about no field. */
  @state() protected refusal = '';

  readonly #store = new StoreController(this);

  protected get store(): Store | undefined {
    return this.#store.value;
  }

  protected control(name: string): Control | null {
    return this.renderRoot.querySelector<Control>(`[name="${name}"]`);
  }

  /** What was refused of a field, in words; empty where nothing was. */
  protected problem(name: string, label: string): string {
    return fieldProblem(this.problems, name, label) ?? '';
  }

  protected readonly close = (): void => {
    this.renderRoot.querySelector('crm-dialog')?.close();
  };

  protected abstract save(): void;

  protected readonly submit = (event: Event): void => {
    event.preventDefault();
    this.save();
  };

  /** Closes where it was done; otherwise tells why it was not, and goes to the first field that it is about. */
  protected tell(outcome: Outcome | undefined): boolean {
    if (!outcome) return false;
    if (outcome.ok) {
      this.close();
      return true;
    }
    this.problems = outcome.rejection.fields ?? {};
    this.refusal = outcome.rejection.fields ? '' : refusalWords(outcome.rejection);
    void this.updateComplete.then(() => this.control(Object.keys(this.problems)[0] ?? '')?.focus());
    return false;
  }

  /** Stands first in the form. */
  protected renderRefusal() {
    return this.refusal ? html`<crm-notice tone="danger" alert>${this.refusal}</crm-notice>` : nothing;
  }

  protected renderFrame({ heading, size, body, act, remove }: FormFrame) {
    return html`<crm-dialog
      open
      size=${size ?? nothing}
      heading=${heading}
      @crm-closed=${({ reason }: CrmClosedEvent) => this.dispatchEvent(new CrmClosedEvent(reason))}
    >
      ${body}
      ${
        remove
          ? html`<crm-button slot="footer" class="remove" variant="ghost-danger" flush @click=${remove}>${msg('Delete')}</crm-button>`
          : nothing
      }
      <crm-button slot="footer" @click=${this.close}>${msg('Cancel')}</crm-button>
      <crm-button slot="footer" variant="primary" @click=${() => this.save()}>${act}</crm-button>
    </crm-dialog>`;
  }
}
