import { html } from 'lit';
import '../../components/base/notice/notice.ts';
import { showDialog } from '../../components/base/dialog/show-dialog.ts';
import { formatNumber } from '../../components/base/format/numbers.ts';
import { msg, plural, str } from '../../components/base/localisation/index.ts';
import type { CrmProvider } from '../../components/provider/index.ts';

/** Signs out; asks first where this browser alone has changes, which go with it. */
export async function signOut(host: HTMLElement, provider: CrmProvider): Promise<void> {
  const waiting = provider.store?.status.waiting ?? 0;
  if (waiting > 0 && !(await askToLose(host, waiting))) return;
  await provider.signOut();
}

async function askToLose(host: HTMLElement, waiting: number): Promise<boolean> {
  const figure = formatNumber(waiting);
  const answer = await showDialog<boolean>(host, ({ answer: give }) => ({
    heading: msg('Sign out without saving?'),
    body: html`<crm-notice tone="warning"
      >${plural(waiting, { one: msg('One change has not reached the server yet, and is lost.'), other: msg(str`${figure} changes have not reached the server yet, and are lost.`) })}</crm-notice
    >`,
    act: { label: msg('Sign out all the same'), run: () => give(true) },
  }));
  return answer === true;
}
