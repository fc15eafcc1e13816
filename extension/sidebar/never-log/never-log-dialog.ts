import { html, nothing } from 'lit';
import { newId } from '../../../shared/ids.ts';
import { isMailPattern, toMailPattern } from '../../../shared/mail-patterns.ts';
import type { MailRule } from '../../../shared/records/index.ts';
import '../../../components/base/button/button.ts';
import { showDialog } from '../../../components/base/dialog/show-dialog.ts';
import '../../../components/base/input/input.ts';
import { msg, refusalWords, str } from '../../../components/base/localisation/index.ts';
import { styleProps } from '../../../components/base/styles/style-props.ts';
import type { Store } from '../../../components/store/index.ts';

const line = { display: 'flex', 'align-items': 'center', gap: 'var(--crm-space-2)', 'min-block-size': '32px', 'min-inline-size': '0' };
const list = { 'margin-block': 'var(--crm-space-3)' };

/** Shows whose messages are never logged, and whose always: patterns are added and taken off. */
export async function showNeverLog(host: HTMLElement, store: Store): Promise<void> {
  let problem = '';
  await showDialog<void>(host, ({ control, redraw }) => {
    const rules = store.list('mail_rule', 'owner_id', store.personId).sort((a, b) => a.pattern.localeCompare(b.pattern));
    const remove = ({ id }: MailRule) => {
      const outcome = store.mutate.deleteMailRule({ id });
      problem = outcome.ok ? '' : refusalWords(outcome.rejection);
      redraw();
    };
    const add = () => {
      const field = control('pattern');
      const pattern = toMailPattern(field?.value ?? '');
      if (!isMailPattern(pattern)) problem = msg('Write an address such as name@example.com, or a domain such as example.com.');
      else {
        const outcome = store.mutate.createMailRule({ id: newId(), action: 'never', pattern });
        problem = outcome.ok
          ? ''
          : outcome.rejection.code === 'invalid'
            ? msg('It is in the list already.')
            : refusalWords(outcome.rejection);
        if (outcome.ok && field) field.value = '';
      }
      redraw();
    };
    const workspace = store.every('workspace_settings')[0]?.never_log ?? [];
    return {
      heading: msg('Never log'),
      body: html`<p class="second">
          ${msg('Messages with these addresses are never logged by you, whatever else is said. Those among colleagues are not logged by themselves.')}
        </p>
        ${part(
          msg('Never'),
          rules.filter(({ action }) => action === 'never'),
          remove,
        )}
        ${part(
          msg('Always'),
          rules.filter(({ action }) => action === 'log'),
          remove,
        )}
        ${workspace.length > 0 ? html`<p class="label">${msg(str`For everyone in this workspace: ${workspace.join(', ')}.`)}</p>` : nothing}
        <crm-input name="pattern" label=${msg('Address or domain')} placeholder="example.com" autofocus .error=${problem}></crm-input>`,
      act: { label: msg('Add'), run: add },
      close: msg('Close'),
    };
  });
}

function part(heading: string, rules: readonly MailRule[], remove: (rule: MailRule) => void) {
  if (rules.length === 0) return nothing;
  return html`<section ${styleProps(list)} aria-label=${heading}>
    <h3 class="label">${heading}</h3>
    <ul>
      ${rules.map(
        (rule) =>
          html`<li ${styleProps(line)}>
            <span class="grow cut"><bdi>${rule.pattern}</bdi></span>
            <crm-button
              size="small"
              variant="ghost"
              icon="x"
              label=${msg(str`Take ${rule.pattern} off the list`)}
              @click=${() => remove(rule)}
            ></crm-button>
          </li>`,
      )}
    </ul>
  </section>`;
}
