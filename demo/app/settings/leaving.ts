import { html, nothing, render } from 'lit';
import type { User } from '../../../shared/records/index.ts';
import '../../../components/base/button/button.ts';
import '../../../components/base/dialog/dialog.ts';
import '../../../components/base/notice/notice.ts';
import '../../../components/base/select/select.ts';
import { msg, str } from '../../../components/base/localisation/index.ts';
import { styleProps } from '../../../components/base/styles/style-props.ts';
import type { Store } from '../../../components/store/index.ts';
import { refusedBy } from '../refused.ts';

/**
 * Somebody leaves, or is shut out: asks to whom goes what is theirs. `leave` does it on the server, and is given that
 * person's id where there is one.
 */
export function showLeaving(
  host: HTMLElement,
  store: Store,
  user: User,
  words: { heading: string; text: string; act: string },
  leave: (heir: string) => Promise<unknown>,
): void {
  const place = document.createElement('div');
  (host.shadowRoot ?? host).append(place);
  const others = store
    .every('user')
    .filter((other) => other.status === 'active' && other.id !== user.id)
    .sort((a, b) => a.name.localeCompare(b.name));
  let problem = '';
  let busy = false;
  const close = () => {
    const dialog = place.querySelector('crm-dialog');
    if (dialog) dialog.open = false;
  };

  const go = async () => {
    if (busy) return;
    busy = true;
    draw();
    try {
      await leave(place.querySelector<HTMLElement & { value: string }>('crm-select')?.value ?? '');
      close();
    } catch (error) {
      problem = refusedBy(error);
      busy = false;
      draw();
    }
  };

  const draw = () =>
    render(
      html`<crm-dialog size="small" open heading=${words.heading} @crm-closed=${() => place.remove()}>
        <div ${styleProps({ display: 'grid', gap: 'var(--crm-space-3)' })}>
          ${problem ? html`<crm-notice tone="danger" alert>${problem}</crm-notice>` : nothing}
          <span>${words.text}</span>
          <crm-select
            label=${msg(str`What is ${user.name}’s goes to`)}
            placeholder=${msg('Nobody: it stays as it is')}
            value=${user.reports_to ?? ''}
            .options=${others.map(({ id, name }) => ({ value: id, label: name }))}
          ></crm-select>
        </div>
        <crm-button slot="footer" @click=${close}>${msg('Cancel')}</crm-button>
        <crm-button slot="footer" variant="danger" @click=${() => void go()}>${busy ? `${words.act}…` : words.act}</crm-button>
      </crm-dialog>`,
      place,
    );
  draw();
}
