import { html, render } from 'lit';
import '../base/button/button.ts';
import '../base/dialog/dialog.ts';
import '../base/select/select.ts';
import { styleProps } from '../base/styles/style-props.ts';
import { msg, str } from '../base/localisation/index.ts';

export interface ReasonQuestion {
  /** What it is called, on the dialog and on its button. */
  heading: string;
  /** The deal's name. */
  name: string;
  reasons: readonly { id: string; name: string }[];
}

/** Asks why a deal is lost or unqualified, before it is (R-closed). Gives the reason's id, or undefined where nobody says. */
export function askReason(host: HTMLElement, { heading, name, reasons }: ReasonQuestion): Promise<string | undefined> {
  const place = document.createElement('div');
  (host.shadowRoot ?? host).append(place);
  return new Promise((resolve) => {
    let chosen: string | undefined;
    const close = () => {
      const dialog = place.querySelector('crm-dialog');
      if (dialog) dialog.open = false;
    };
    const choose = () => {
      const value = place.querySelector('crm-select')?.value;
      if (!value) return draw(msg('Choose a reason.'));
      chosen = value;
      close();
    };
    const closed = () => {
      place.remove();
      resolve(chosen);
    };
    const draw = (problem = '') =>
      render(
        html`<crm-dialog size="small" heading=${heading} open @crm-closed=${closed}>
          <p class="second" ${styleProps({ 'margin-block-end': 'var(--crm-space-3)' })}>
            ${msg(str`Why? It helps to know when the next deal looks like “${name}”.`)}
          </p>
          <crm-select
            label=${msg('Reason')}
            placeholder=${msg('Choose a reason')}
            .options=${reasons.map((reason) => ({ value: reason.id, label: reason.name }))}
            .error=${problem}
            required
            autofocus
          ></crm-select>
          <crm-button slot="footer" @click=${close}>${msg('Cancel')}</crm-button>
          <crm-button slot="footer" variant="primary" @click=${choose}>${heading}</crm-button>
        </crm-dialog>`,
        place,
      );
    draw();
  });
}
