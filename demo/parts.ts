/** Every part of the kit's foundation on one page, to look at: `?theme=dark`, `?lang=fr`, `?dir=rtl`, `?density=compact`. */
import { css, html, render, type TemplateResult } from 'lit';
import '../components/base/avatar/avatar.ts';
import '../components/base/button/button.ts';
import '../components/base/checkbox/checkbox.ts';
import '../components/base/combobox/combobox.ts';
import type { ComboboxOption } from '../components/base/combobox/combobox.ts';
import '../components/base/dialog/dialog.ts';
import '../components/base/empty/empty.ts';
import { icon, type IconName } from '../components/base/icons/icons.ts';
import { paths } from '../components/base/icons/paths.ts';
import '../components/base/input/input.ts';
import '../components/base/menu/menu.ts';
import '../components/base/notice/notice.ts';
import '../components/base/segmented/segmented.ts';
import '../components/base/select/select.ts';
import '../components/base/side-panel/side-panel.ts';
import '../components/base/tabs/tabs.ts';
import '../components/base/tag/tag.ts';
import '../components/base/textarea/textarea.ts';
import { toast } from '../components/base/toast/toast.ts';
import { CrmElement } from '../components/base/element/crm-element.ts';
import { define } from '../components/base/element/define.ts';
import { installTokens } from '../components/base/tokens/install.ts';

const wanted = new URLSearchParams(location.search);
const root = document.documentElement;
root.lang = wanted.get('lang') ?? 'en';
root.dir = wanted.get('dir') ?? 'ltr';
const theme = wanted.get('theme');
if (theme) root.dataset['crmTheme'] = theme;
const density = wanted.get('density');
if (density) root.dataset['crmDensity'] = density;
installTokens();

const contacts: readonly ComboboxOption[] = [
  { value: '1', label: 'Bergström Biotech AB', detail: 'Nils Ek', avatar: 'organization' },
  { value: '2', label: 'Anna Berger', detail: 'Rheintal Chemie AG', avatar: 'person' },
  { value: '3', label: 'Camille Aubert', avatar: 'person', mine: true },
  { value: '4', label: 'Laboratoires Chevreul', detail: 'Hélène Moreau', avatar: 'organization' },
];

/** The icons live in a shadow root, where the foundation styles draw them. */
class PartsIcons extends CrmElement {
  static override styles = css`
    div {
      display: flex;
      flex-wrap: wrap;
      gap: 12px;
      color: var(--crm-text-secondary);
    }
  `;

  protected override render(): TemplateResult {
    const names = Object.keys(paths) as IconName[];
    return html`<div>${names.map((name) => icon(name))}</div>`;
  }
}
define('parts-icons', PartsIcons);

function open(selector: string): void {
  const element = document.querySelector<HTMLElement & { show(): void }>(selector);
  element?.show();
}

function part(title: string, content: TemplateResult): TemplateResult {
  return html`<section>
    <h2>${title}</h2>
    ${content}
  </section>`;
}

const buttons = html`<div>
  <div class="flow">
    <crm-button variant="primary" icon="plus" shortcut="C">Add deal</crm-button>
    <crm-button variant="primary">Primary</crm-button>
    <crm-button>Default</crm-button>
    <crm-button disabled>Disabled</crm-button>
    <crm-button variant="ghost">Quiet</crm-button>
    <crm-button variant="danger">Delete list</crm-button>
    <crm-button icon="ellipsis" label="More"></crm-button>
    <crm-button variant="ghost" icon="search" label="Search"></crm-button>
    <crm-button size="small">Small</crm-button>
    <crm-button size="small" variant="ghost-danger">Retry</crm-button>
    <crm-button href="#top" icon="external-link">A link</crm-button>
    <crm-segmented
      label="View"
      value="board"
      .items=${[
        { value: 'board', label: 'Board', icon: 'columns-3' },
        { value: 'list', label: 'List', icon: 'list' },
      ]}
    ></crm-segmented>
  </div>
</div>`;

const marks = html`<div class="flow">
  <crm-tag>Trade fair</crm-tag>
  <crm-tag removable remove-label="Remove Trade fair">Trade fair</crm-tag>
  <crm-tag tone="danger" icon="clock-alert">Overdue</crm-tag>
  <crm-tag tone="warning" icon="hourglass">Quiet for 23 d</crm-tag>
  <crm-tag tone="success" icon="check">Accepted</crm-tag>
  <crm-avatar name="Camille Aubert" mine labelled></crm-avatar>
  <crm-avatar name="Jonas Lind" labelled></crm-avatar>
  <crm-avatar name="Aurelia Cosmetics" organization labelled></crm-avatar>
  <crm-avatar name="Jonas Lind" size="large" labelled></crm-avatar>
</div>`;

const fields = html`<form class="set" id="fields">
  <crm-input label="Deal name" value="Calibration contract 2027"></crm-input>
  <crm-combobox
    label="Contact"
    name="contact"
    placeholder="Find or create"
    creatable
    .createLabel=${(text: string) => `New contact “${text}”`}
    .options=${contacts}
  ></crm-combobox>
  <div class="pair">
    <crm-input label="Value" type="money" currency="SEK" value="312500.00"></crm-input>
    <crm-select label="Currency" hide-label .options=${['SEK', 'EUR'].map((value) => ({ value, label: value }))}></crm-select>
  </div>
  <crm-input label="Estimated close" value="31/11/2026" error="November has 30 days. Did you mean 30/11/2026?"></crm-input>
  <crm-select
    label="Loss reason"
    placeholder="Choose a reason"
    hint="Asked each time a deal is lost; the list is yours to edit."
    .options=${[
      { value: 'price', label: 'Price' },
      { value: 'time', label: 'Timing' },
    ]}
  ></crm-select>
  <div>
    <crm-checkbox label="Notify the owner" checked></crm-checkbox><br />
    <crm-checkbox label="Log this conversation"></crm-checkbox><br />
    <crm-checkbox label="All of them" indeterminate></crm-checkbox><br />
    <crm-checkbox label="Call the lab" round checked></crm-checkbox>
  </div>
  <crm-input label="E-mail" type="email" name="email" required value="someone@"></crm-input>
  <crm-input label="Search" hide-label type="search" icon="search" placeholder="Search"></crm-input>
  <crm-input label="Due" type="datetime-local" value="2026-11-24T14:30"></crm-input>
  <crm-textarea label="Note" value="Prefers to be called before ten."></crm-textarea>
  <crm-input label="Disabled" disabled value="Not now"></crm-input>
  <crm-input label="Read only" readonly value="Set by the server"></crm-input>
</form>`;

const overlays = html`<div class="flow">
  <crm-menu>
    <crm-button slot="trigger" icon="ellipsis" label="More"></crm-button>
    <crm-menu-item value="edit" icon="pencil" shortcut="E">Edit</crm-menu-item>
    <crm-menu-item value="copy" icon="copy">Copy link</crm-menu-item>
    <crm-menu-item value="convert" icon="arrow-right-left" disabled>Convert</crm-menu-item>
    <hr />
    <crm-menu-item value="delete" icon="trash" danger>Delete</crm-menu-item>
  </crm-menu>
  <crm-menu placement="bottom-end">
    <crm-button slot="trigger" icon="arrow-down-up">Sort</crm-button>
    <crm-menu-item value="value" .checked=${true}>Value</crm-menu-item>
    <crm-menu-item value="close" .checked=${false}>Close date</crm-menu-item>
  </crm-menu>
  <crm-button @click=${() => open('crm-dialog')}>Dialog</crm-button>
  <crm-button @click=${() => open('crm-side-panel')}>Side panel</crm-button>
  <crm-button
    @click=${() => toast({ text: 'Deal marked as lost', action: { label: 'Undo', run: () => toast({ text: 'Deal back in Quote' }) } })}
    >Toast</crm-button
  >
</div>`;

const empties = html`<div class="set">
  <crm-empty framed heading="No deals in this pipeline">
    A deal is a sale you are working on, with a value and a stage. Add the first, or bring the ones you have.
    <crm-button slot="actions" variant="primary" shortcut="C">Add deal</crm-button>
    <crm-button slot="actions" icon="upload">Import</crm-button>
  </crm-empty>
  <crm-notice tone="warning" icon="cloud-off" heading="Working offline since 09:12"
    >4 changes are kept on this device and will be sent when the network is back.</crm-notice
  >
  <crm-notice tone="danger" heading="2 changes were refused">Someone closed “Elemental analyser” first.</crm-notice>
</div>`;

const tabs = html`<crm-tabs
  label="Record"
  .items=${[
    { value: 'activity', label: 'Activity', icon: 'rotate-ccw-clock' },
    { value: 'notes', label: 'Notes', icon: 'notebook-pen', count: 3 },
    { value: 'tasks', label: 'Tasks', icon: 'list-checks', count: 1 },
  ]}
>
  <p slot="activity">What happened.</p>
  <p slot="notes">What was said.</p>
  <p slot="tasks">What is to be done.</p>
</crm-tabs>`;

render(
  html`<main>
      <header>
        <h1>Parts of the kit</h1>
        <crm-segmented
          label="Theme"
          value=${theme ?? 'system'}
          .items=${['system', 'light', 'dark'].map((value) => ({ value, label: value }))}
          @change=${(event: Event) => {
            if (event.target instanceof HTMLElement && 'value' in event.target) root.dataset['crmTheme'] = String(event.target.value);
          }}
        ></crm-segmented>
        <crm-segmented
          label="Language"
          value=${root.lang}
          .items=${['en', 'fr'].map((value) => ({ value, label: value }))}
          @change=${(event: Event) => {
            if (event.target instanceof HTMLElement && 'value' in event.target) root.lang = String(event.target.value);
          }}
        ></crm-segmented>
      </header>
      ${part('Buttons', buttons)} ${part('Marks', marks)} ${part('Fields', fields)} ${part('Floating', overlays)} ${part('Tabs', tabs)}
      ${part('Words', empties)} ${part('Icons', html`<parts-icons></parts-icons>`)}
    </main>
    <crm-dialog heading="Lost: why?">
      <crm-select
        label="Loss reason"
        placeholder="Choose a reason"
        required
        .options=${[
          { value: 'price', label: 'Price' },
          { value: 'time', label: 'Timing' },
        ]}
      ></crm-select>
      <crm-button slot="footer" variant="ghost" @click=${() => document.querySelector('crm-dialog')?.close()}>Cancel</crm-button>
      <crm-button slot="footer" variant="primary">Mark as lost</crm-button>
    </crm-dialog>
    <crm-side-panel heading="Calibration contract 2027">
      <crm-button slot="heading-end" variant="ghost" icon="ellipsis" label="More"></crm-button>
      <crm-tabs
        label="Record"
        .items=${[
          { value: 'a', label: 'Activity' },
          { value: 'b', label: 'Notes' },
        ]}
        ><p slot="a">What happened.</p></crm-tabs
      >
    </crm-side-panel>`,
  document.body,
);
