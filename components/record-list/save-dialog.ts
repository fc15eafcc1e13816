import { html, nothing, render } from 'lit';
import '../base/button/button.ts';
import '../base/checkbox/checkbox.ts';
import '../base/dialog/dialog.ts';
import '../base/input/input.ts';
import { msg } from '../base/localisation/index.ts';

export interface SavedAs {
  name: string;
  shared: boolean;
}

/** Asks how a list is called, and who has it. `save` writes it, and gives what is wrong with it, if anything is. */
export function showSaveDialog(
  host: HTMLElement,
  given: SavedAs & { heading: string },
  save: (saved: SavedAs) => string | undefined,
): Promise<boolean> {
  const place = document.createElement('div');
  (host.shadowRoot ?? host).append(place);
  return new Promise((resolve) => {
    let saved = false;
    let problem = '';
    const close = (): void => {
      const dialog = place.querySelector('crm-dialog');
      if (dialog) dialog.open = false;
    };
    const closed = (event: Event): void => {
      if (event.target !== place.querySelector('crm-dialog')) return;
      render(nothing, place);
      place.remove();
      resolve(saved);
    };
    const apply = (event: Event): void => {
      event.preventDefault();
      const name = place.querySelector<HTMLElement & { value: string }>('crm-input')?.value.trim() ?? '';
      const shared = place.querySelector<HTMLElement & { checked: boolean }>('crm-checkbox')?.checked ?? false;
      problem = name === '' ? msg('Fill this in.') : (save({ name, shared }) ?? '');
      if (problem === '') {
        saved = true;
        close();
      } else draw();
    };
    const draw = (): void => {
      render(
        html`<crm-dialog size="small" heading=${given.heading} open @crm-closed=${closed}>
          <form novalidate class="save" @submit=${apply}>
            <crm-input autofocus label=${msg('Name')} maxlength="64" .value=${given.name} .error=${problem}></crm-input>
            <crm-checkbox .checked=${given.shared}>${msg('Share with everyone: each sees their own records in it')}</crm-checkbox>
          </form>
          <crm-button slot="footer" @click=${close}>${msg('Cancel')}</crm-button>
          <crm-button slot="footer" variant="primary" @click=${apply}>${msg('Save')}</crm-button>
        </crm-dialog>`,
        place,
      );
    };
    draw();
  });
}
