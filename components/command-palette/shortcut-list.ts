import { css, html, render } from 'lit';
import '../base/checkbox/checkbox.ts';
import '../base/dialog/dialog.ts';
import type { Command, CommandGroup } from '../base/controllers/commands.ts';
import { commandList, keyCaps, keysLabel, setSingleKeys, singleKeys } from '../base/controllers/commands.ts';
import { CrmElement } from '../base/element/crm-element.ts';
import { define } from '../base/element/define.ts';
import { msg } from '../base/localisation/index.ts';
import { commandGroups, groupNames, plainLabel } from './commands.ts';

/** The keys that work where one is, by what they are for, and the switch for those of a single letter. */
class ShortcutList extends CrmElement {
  static override styles = css`
    :host {
      display: block;
    }
    .columns {
      columns: 2 260px;
      column-gap: 32px;
    }
    section {
      break-inside: avoid;
      padding-block-end: 16px;
    }
    h3 {
      padding-block-end: 4px;
      font-size: var(--crm-text-12);
      font-weight: var(--crm-weight-medium);
      color: var(--crm-text-muted);
    }
    dl > div {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 12px;
      min-block-size: 28px;
      font-size: var(--crm-text-13);
    }
    dd {
      display: flex;
      gap: 4px;
      flex: none;
    }
    .off dd {
      text-decoration: line-through;
      opacity: 0.6;
    }
    .sr {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .switch {
      display: grid;
      gap: 4px;
      padding-block-start: 12px;
      border-block-start: var(--crm-hairline) solid var(--crm-border);
    }
    .switch p {
      font-size: var(--crm-text-12);
      color: var(--crm-text-muted);
    }
  `;

  protected override render() {
    const single = singleKeys();
    const byKeys = new Map<string, Command>();
    for (const command of commandList()) if (command.keys !== undefined) byKeys.set(command.keys, command);
    const groups = Map.groupBy(byKeys.values(), ({ group = 'page' }): CommandGroup => group);
    return html`<div class="columns">
        ${commandGroups.flatMap((group) => {
          const commands = groups.get(group);
          return commands ? [this.#renderGroup(groupNames[group](), commands, single)] : [];
        })}
      </div>
      <div class="switch">
        <crm-checkbox
          label=${msg('Keys of a single letter or sign')}
          .checked=${single}
          @change=${(event: Event) => {
            setSingleKeys((event.target as HTMLElement & { checked: boolean }).checked);
            this.requestUpdate();
          }}
        ></crm-checkbox>
        <p>${msg('Switch them off where speech or a slip of the hand sets them off. Those with Ctrl or ⌘ go on working.')}</p>
      </div>`;
  }

  #renderGroup(name: string, commands: readonly Command[], single: boolean) {
    return html`<section>
      <h3>${name}</h3>
      <dl>
        ${commands.map(({ keys = '', label, scope }) => {
          const off = !single && scope !== 'element' && !keys.startsWith('Mod+');
          return html`<div class=${off ? 'off' : ''}>
            <dt>${plainLabel(label())}</dt>
            <dd>
              ${keyCaps(keys).map((cap) => html`<kbd aria-hidden="true">${cap}</kbd>`)}<span class="sr"
                >${off ? msg('switched off') : keysLabel(keys)}</span
              >
            </dd>
          </div>`;
        })}
      </dl>
    </section>`;
  }
}

define('crm-shortcut-list', ShortcutList);

/** The list as a dialog. */
export function showShortcuts(host: HTMLElement): void {
  const place = document.createElement('div');
  (host.shadowRoot ?? host).append(place);
  render(
    html`<crm-dialog open heading=${msg('Keyboard shortcuts')} @crm-closed=${() => place.remove()}>
      <crm-shortcut-list></crm-shortcut-list>
    </crm-dialog>`,
    place,
  );
}
