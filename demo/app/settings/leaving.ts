import { html, nothing, render } from 'lit';
import type { User } from '../../../shared/records/index.ts';
import '../../../components/base/button/button.ts';
import '../../../components/base/dialog/dialog.ts';
import '../../../components/base/notice/notice.ts';
import '../../../components/base/select/select.ts';
import { msg, plural, str } from '../../../components/base/localisation/index.ts';
import { styleProps } from '../../../components/base/styles/style-props.ts';
import { toast } from '../../../components/base/toast/toast.ts';
import type { Store } from '../../../components/store/index.ts';
import { Refusal } from '../../../components/store/index.ts';

const types = ['lead', 'contact', 'deal', 'task', 'appointment'] as const;
/** The most records that one change hands over. */
const batch = 500;

/** Somebody leaves: their records go to another person, if wanted, and they can no longer come in. */
export function showLeaving(host: HTMLElement, store: Store, user: User): void {
  const place = document.createElement('div');
  (host.shadowRoot ?? host).append(place);
  const others = store
    .every('user')
    .filter((other) => other.status === 'active' && other.id !== user.id)
    .sort((a, b) => a.name.localeCompare(b.name));
  const owned = types.map((type) => ({
    type,
    ids: [...store.all(type)]
      .filter((row) => row.owner_id === user.id && !('converted_at' in row && row.converted_at !== null))
      .map(({ id }) => id),
  }));
  const count = owned.reduce((sum, { ids }) => sum + ids.length, 0);
  let problem = '';
  let busy = false;
  const close = () => {
    const dialog = place.querySelector('crm-dialog');
    if (dialog) dialog.open = false;
  };
  const fail = (message: string) => {
    problem = message;
    busy = false;
    draw();
  };

  const leave = async () => {
    if (busy) return;
    busy = true;
    const heir = place.querySelector<HTMLElement & { value: string }>('crm-select')?.value;
    if (heir)
      for (const { type, ids } of owned)
        for (let at = 0; at < ids.length; at += batch) {
          const outcome = store.mutate.handOver({ type, ids: ids.slice(at, at + batch), owner_id: heir });
          if (!outcome.ok) return fail(outcome.rejection.message);
        }
    try {
      await store.transport.request('DELETE', `/auth/people/${user.id}`);
    } catch (error) {
      return fail(error instanceof Refusal ? error.message : msg('The server cannot be reached.'));
    }
    close();
    toast({ text: msg(str`${user.name} can no longer come in.`), from: host });
  };

  const draw = () =>
    render(
      html`<crm-dialog size="small" open heading=${msg(str`Shut out ${user.name}`)} @crm-closed=${() => place.remove()}>
        <div ${styleProps({ display: 'grid', gap: 'var(--crm-space-3)' })}>
          ${problem ? html`<crm-notice tone="danger" alert>${problem}</crm-notice>` : nothing}
          <span>${msg(str`${user.name} is signed out everywhere and can no longer come in. You can let them in again later.`)}</span>
          ${
            count > 0
              ? html`<crm-select
                  label=${plural(count, { one: msg(str`Their ${count} record goes to`), other: msg(str`Their ${count} records go to`) })}
                  placeholder=${msg('Nobody: they stay as they are')}
                  .value=${user.reports_to ?? ''}
                  .options=${others.map(({ id, name }) => ({ value: id, label: name }))}
                ></crm-select>`
              : nothing
          }
        </div>
        <crm-button slot="footer" @click=${close}>${msg('Cancel')}</crm-button>
        <crm-button slot="footer" variant="danger" @click=${() => void leave()}>${msg('Shut out')}</crm-button>
      </crm-dialog>`,
      place,
    );
  draw();
}
