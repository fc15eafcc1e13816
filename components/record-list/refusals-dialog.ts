import { html, nothing } from 'lit';
import '../base/button/button.ts';
import { showDialog } from '../base/dialog/show-dialog.ts';
import { formatNumber } from '../base/format/numbers.ts';
import { msg, plural, str } from '../base/localisation/index.ts';

/** Lines that one still reads through. */
const most = 200;

/**
 * Tells which of many records were refused, each with its reason. Gives `choose` where they are to be chosen in the list, `undo` where those
 * that were changed are to have back what they had.
 */
export function showRefusals(
  host: HTMLElement,
  refused: readonly { name: string; why: string }[],
  changed: number,
): Promise<'choose' | 'undo' | undefined> {
  const count = formatNumber(refused.length);
  const others = formatNumber(changed);
  return showDialog<'choose' | 'undo'>(host, ({ answer }) => ({
    heading: plural(refused.length, { one: msg(str`${count} record was refused`), other: msg(str`${count} records were refused`) }),
    size: 'medium',
    body: html`<div class="refusals">
      <p class="second">
        ${changed === 0 ? msg('Nothing has changed.') : plural(changed, { one: msg(str`${others} other has been changed.`), other: msg(str`${others} others have been changed.`) })}
      </p>
      <ul>
        ${refused.slice(0, most).map(({ name, why }) => html`<li><bdi class="strong">${name}</bdi><span class="danger">${why}</span></li>`)}
      </ul>
      ${refused.length > most ? html`<p class="muted">${msg(str`and ${formatNumber(refused.length - most)} more`)}</p>` : nothing}
    </div>`,
    close: msg('Close'),
    ...(changed > 0
      ? { aside: html`<crm-button slot="footer" variant="ghost" @click=${() => answer('undo')}>${msg('Undo the others')}</crm-button>` }
      : {}),
    act: { label: msg('Choose these'), run: () => answer('choose') },
  }));
}
