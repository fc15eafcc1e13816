import { css, html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import '../base/button/button.ts';
import '../base/dialog/dialog.ts';
import '../base/select/select.ts';
import { CrmElement } from '../base/element/crm-element.ts';
import { CrmEvent } from '../base/element/crm-event.ts';
import { define } from '../base/element/define.ts';
import { msg, str } from '../base/localisation/index.ts';

/** Somebody has said why. */
export class ReasonEvent extends CrmEvent {
  readonly reasonId: string;
  constructor(reasonId: string) {
    super('crm-reason');
    this.reasonId = reasonId;
  }
}

/** Asks why a deal is lost or unqualified, before it is (R-closed). Part of `<crm-pipeline-board>` and the deal's panel. */
export class ReasonDialog extends CrmElement {
  static override styles = css`
    p {
      margin-block-end: var(--crm-space-3);
      color: var(--crm-text-secondary);
    }
  `;

  @property() heading = '';
  @property() name = '';
  @property({ attribute: false }) reasons: readonly { id: string; name: string }[] = [];
  @state() private problem = '';
  @query('crm-select') private select!: HTMLElement & { value: string };
  @query('crm-dialog') private dialog!: HTMLElement & { open: boolean };

  async show(): Promise<void> {
    await this.updateComplete;
    this.problem = '';
    this.dialog.open = true;
  }

  readonly #choose = (): void => {
    const { value } = this.select;
    if (!value) {
      this.problem = msg('Choose a reason.');
      return;
    }
    this.dialog.open = false;
    this.dispatchEvent(new ReasonEvent(value));
  };

  protected override render() {
    return html`<crm-dialog size="small" heading=${this.heading}>
      <p>${this.name ? msg(str`Why? It helps to know when the next deal looks like “${this.name}”.`) : nothing}</p>
      <crm-select
        label=${msg('Reason')}
        placeholder=${msg('Choose a reason')}
        .options=${this.reasons.map(({ id, name }) => ({ value: id, label: name }))}
        .error=${this.problem}
        required
        autofocus
      ></crm-select>
      <crm-button slot="footer" @click=${() => (this.dialog.open = false)}>${msg('Cancel')}</crm-button>
      <crm-button slot="footer" variant="primary" @click=${this.#choose}>${this.heading}</crm-button>
    </crm-dialog>`;
  }
}

define('crm-reason-dialog', ReasonDialog);

declare global {
  interface HTMLElementTagNameMap {
    'crm-reason-dialog': ReasonDialog;
  }
}
