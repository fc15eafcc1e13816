import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Tag, User } from '../../../../shared/records/index.ts';
import '../../../../components/base/combobox/combobox.ts';
import { msg, str } from '../../../../components/base/localisation/index.ts';
import '../../../../components/base/notice/notice.ts';
import '../../../../components/base/tag/tag.ts';
import { renderOrderedChoice } from '../../../../components/fields/ordered-choice.ts';

interface Owners {
  owners: readonly string[];
  users: readonly User[];
  problem: string;
  /** The template is to be drawn anew with them, at once. */
  change: (owners: string[]) => void;
}

/** To whom the leads of a form go, one after the other. */
export function renderOwners({ owners, users, problem, change }: Owners) {
  const nameOf = (id: string) => users.find((user) => user.id === id)?.name ?? msg('Somebody who has left');
  const offered = users.filter(({ status, id }) => status === 'active' || owners.includes(id));
  return html`<div role="group" aria-labelledby="owners">
    <p id="owners">${msg('Go to these people in turn')}</p>
    ${renderOrderedChoice({ names: offered.map(({ id }) => id), shown: owners, label: nameOf, change })}
    ${problem ? html`<crm-notice tone="danger">${owners.length === 0 ? msg('Choose somebody to whom the leads go.') : problem}</crm-notice>` : nothing}
  </div>`;
}

interface Tags {
  tags: readonly string[];
  known: readonly Tag[];
  problem: string;
  change: (tags: string[]) => void;
}

/** What the leads of a form are tagged with. */
export function renderTags({ tags, known, problem, change }: Tags) {
  const add = (text: string) => {
    const tag = text.trim();
    if (tag !== '' && !tags.some((one) => one.toLowerCase() === tag.toLowerCase())) change([...tags, tag]);
  };
  const options = known.filter(({ resource_type, name }) => resource_type === 'lead' && !tags.includes(name));
  // Each tag that is added makes the field a new, empty one.
  return html`<div class="code">
    ${keyed(
      tags.length,
      html`<crm-combobox
        name="tags"
        label=${msg('Tags')}
        placeholder=${msg('Add a tag')}
        .options=${options.map(({ name }) => ({ value: name, label: name }))}
        .error=${problem}
        creatable
        .createLabel=${(name: string) => msg(str`New tag “${name}”`)}
        @change=${(event: Event) => add((event.currentTarget as HTMLElement & { value: string }).value)}
        @crm-create=${(event: Event & { text: string }) => add(event.text)}
      ></crm-combobox>`,
    )}
    <div class="tags">
      ${tags.map((tag) => html`<crm-tag removable remove-label=${msg(str`Remove the tag ${tag}`)} @crm-remove=${() => change(tags.filter((other) => other !== tag))}>${tag}</crm-tag>`)}
    </div>
  </div>`;
}
