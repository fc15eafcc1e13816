import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import '../../components/base/button/button.ts';
import { formatDateTime } from '../../components/base/format/dates.ts';
import '../../components/base/notice/notice.ts';
import { msg, plural, str } from '../../components/base/localisation/index.ts';
import type { LetGo, Standing } from '../messages.ts';

/** What was sent and is not noted: nothing is lost without a word. */
export function unnoted({ count, latest }: Standing['letGo'], seen: () => void): TemplateResult {
  const more = count - latest.length;
  return html`<crm-notice
    tone="warning"
    heading=${plural(count, { one: msg('One message that was sent is not wholly noted'), other: msg(str`${count} messages that were sent are not wholly noted`) })}
  >
    <ul class="unnoted">
      ${latest.toReversed().map((one) => html`<li><bdi class="strong">${nameOf(one)}</bdi> <span class="muted">${formatDateTime(one.at)}</span><br />${wordsOf(one)}</li>`)}
      ${more > 0 ? html`<li>${plural(more, { one: msg('and one before these'), other: msg(str`and ${more} before these`) })}</li>` : nothing}
    </ul>
    <crm-button slot="actions" size="small" @click=${seen}>${msg('Understood')}</crm-button>
  </crm-notice>`;
}

function nameOf({ subject, to }: LetGo): string {
  const [first = ''] = to;
  if (subject !== '') return first === '' ? subject : msg(str`${subject}, for ${first}`);
  return first === '' ? msg('A message') : msg(str`For ${first}`);
}

function wordsOf({ what, why }: LetGo): string {
  const because =
    why === 'age'
      ? msg('It had waited for 30 days for Gmail to be open and signed in.')
      : why === 'count'
        ? msg('Too many waited for Gmail to be open and signed in.')
        : msg('Your browser had no room for all that waited.');
  const lacking =
    what === 'message'
      ? msg('It is not noted.')
      : what === 'text'
        ? msg('It is noted without its text.')
        : msg('It is noted, without what Gmail said of it later.');
  return `${lacking} ${because}`;
}
