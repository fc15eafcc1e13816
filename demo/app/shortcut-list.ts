import { html, render } from 'lit';
import '../../components/base/dialog/dialog.ts';
import { keysLabel, shortcutList } from '../../components/base/controllers/shortcuts.ts';
import { styleProps } from '../../components/base/styles/style-props.ts';
import { msg } from '../../components/base/localisation/index.ts';

/** The shortcuts that work where one is, as a dialog. */
export function showShortcuts(): void {
  const place = document.createElement('div');
  document.body.append(place);
  const row = {
    display: 'flex',
    'justify-content': 'space-between',
    'padding-block': '4px',
    font: 'var(--crm-text-13)/1.4 var(--crm-font)',
  };
  render(
    html`<crm-dialog size="small" open heading=${msg('Shortcuts')} @crm-closed=${() => place.remove()}>
      ${shortcutList().map(({ keys, label }) => html`<div ${styleProps(row)}><span>${label()}</span><kbd>${keysLabel(keys)}</kbd></div>`)}
    </crm-dialog>`,
    place,
  );
}
