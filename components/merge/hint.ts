import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Compared } from '../../shared/duplicates/index.ts';
import type { MergedType } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import '../base/notice/notice.ts';
import { msg } from '../base/localisation/index.ts';
import type { Store } from '../store/index.ts';
import { duplicatesOf } from './duplicates.ts';
import { reasonWords } from './words.ts';

type Kind = 'lead' | 'person' | 'organization';

const most = 3;

/** What is there already and looks like what somebody is about to add; nothing where nothing does. */
export async function alikeHint(
  host: HTMLElement,
  store: Store,
  kind: Kind,
  values: Readonly<Record<string, string>>,
): Promise<TemplateResult | typeof nothing> {
  const draft = draftOf(store, kind, values);
  // A lead may be somebody who is a contact already.
  const types: MergedType[] = kind === 'lead' ? ['lead', 'contact'] : ['contact'];
  const found = await Promise.all(
    types.map(async (type) => {
      const alike = await duplicatesOf(store, type).alike(draft);
      return alike.flatMap(({ id, reasons }) => {
        const row = store.get(type, id);
        return row ? [{ type, row, reasons }] : [];
      });
    }),
  );
  const shown = found.flat().slice(0, most);
  if (shown.length === 0) return nothing;
  const open = async (type: MergedType, id: string) => {
    if (type === 'lead') (await import('../lead-panel/show.ts')).showLead(host, id, store);
    else (await import('../contact-panel/show.ts')).showContact(host, id, store);
  };
  return html`<crm-notice tone="warning" heading=${msg('This may be there already')}>
    ${shown.map(
      ({ type, row, reasons }) =>
        html`<div>
          <crm-button size="small" @click=${() => void open(type, row.id)}><bdi>${row.name}</bdi></crm-button>
          ${[row.organization_name === row.name ? '' : row.organization_name, ...reasons.map((reason) => reasonWords[reason]())].filter(Boolean).join(' · ')}
        </div>`,
    )}
  </crm-notice>`;
}

function draftOf(store: Store, kind: Kind, values: Readonly<Record<string, string>>): Compared {
  const given = (name: string): string | null => values[name] || null;
  const chosen = given('contact_id');
  return {
    is_organization: kind === 'organization',
    name: values['name'] ?? '',
    first_name: given('first_name'),
    last_name: given('last_name'),
    // An organization that is made along has its name behind what says so.
    organization_name: given('organization_name') ?? (chosen ? (store.get('contact', chosen)?.name ?? chosen.replace(/^new:/, '')) : null),
    email: given('email'),
    phone: given('phone'),
    mobile: null,
    website: given('website'),
  };
}
