import { html } from 'lit';
import { showDialog } from '../base/dialog/show-dialog.ts';
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
  let problem = '';
  return showDialog<string>(host, ({ control, answer, redraw }) => ({
    heading,
    body: html`<p class="second" ${styleProps({ 'margin-block-end': 'var(--crm-space-3)' })}>
        ${msg(str`Why? It helps to know when the next deal looks like “${name}”.`)}
      </p>
      <crm-select
        name="reason"
        label=${msg('Reason')}
        placeholder=${msg('Choose a reason')}
        .options=${reasons.map((reason) => ({ value: reason.id, label: reason.name }))}
        .error=${problem}
        required
        autofocus
      ></crm-select>`,
    act: {
      label: heading,
      run: () => {
        const value = control('reason')?.value;
        if (value) return answer(value);
        problem = msg('Choose a reason.');
        redraw();
      },
    },
  }));
}
