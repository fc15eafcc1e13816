import { html } from 'lit';
import '../base/checkbox/checkbox.ts';
import { showDialog } from '../base/dialog/show-dialog.ts';
import '../base/input/input.ts';
import { msg } from '../base/localisation/index.ts';

export interface SavedAs {
  name: string;
  shared: boolean;
}

/** Asks how a list is called, and who has it. `save` writes it, and gives what is wrong with it, if anything is. */
export async function showSaveDialog(
  host: HTMLElement,
  given: SavedAs & { heading: string },
  save: (saved: SavedAs) => string | undefined,
): Promise<boolean> {
  let problem = '';
  const saved = await showDialog<true>(host, ({ control, answer, redraw }) => {
    const apply = (): void => {
      const name = control('name')?.value.trim() ?? '';
      problem = name === '' ? msg('Fill this in.') : (save({ name, shared: control('shared')?.checked ?? false }) ?? '');
      if (problem === '') answer(true);
      else redraw();
    };
    return {
      heading: given.heading,
      body: html`<div class="save">
        <crm-input name="name" autofocus label=${msg('Name')} maxlength="64" .value=${given.name} .error=${problem}></crm-input>
        <crm-checkbox name="shared" .checked=${given.shared}>${msg('Share with everyone: each sees their own records in it')}</crm-checkbox>
      </div>`,
      act: { label: msg('Save'), run: apply },
    };
  });
  return saved ?? false;
}
