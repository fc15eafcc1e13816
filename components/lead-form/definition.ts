import type { AskedField } from '../../shared/form-fields.ts';

/** A form as the server gives it to pages. */
export interface Definition {
  title: string | null;
  submit_label: string | null;
  /** A newer server may know fields that this script does not. */
  fields: AskedField[];
  consent_text: string | null;
  thanks_message?: string | null;
}

/** Why there is no form, or why it is not sent. */
export type Notice = 'no_form' | 'no_server' | 'gone' | 'elsewhere' | 'unreachable' | 'later';

/** The form's address; what is wrong with the attributes where there is none. */
export function addressOf(form: string, server: string): URL | Notice {
  if (!/^[0-9a-z]{16,64}$/.test(form)) return 'no_form';
  // Without its protocol an address would be taken for a path of the host's own site.
  const there = /^(https?:\/\/|\/)/i.test(server) && URL.canParse(server, location.href) ? new URL(server, location.href) : undefined;
  return there ? new URL(`${there.href.replace(/\/$/, '')}/forms/${form}`) : 'no_server';
}

/** What a form asks, with a new ticket; or why not. */
export async function define(address: URL): Promise<{ form: Definition; ticket: string } | Notice> {
  try {
    const response = await fetch(address, { credentials: 'omit' });
    const answer = (await response.json()) as { form?: Definition; ticket?: string };
    if (response.status === 404) return 'gone';
    if (response.status === 403) return 'elsewhere';
    return Array.isArray(answer.form?.fields) ? { form: answer.form, ticket: String(answer.ticket) } : 'unreachable';
  } catch {
    return 'unreachable';
  }
}
