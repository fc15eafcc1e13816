import { expect } from 'chai';
import { inside, settled, unmountAll, until, violations } from '../../../../components/base/testing/page.ts';
import { setLanguage } from '../../../../components/base/localisation/index.ts';
import { Sample } from '../../../../components/pipeline-board/testing/sample.ts';
import { shownIn } from '../../../../components/pipeline-board/testing/shown-in.ts';
import type { Store } from '../../../../components/store/index.ts';
import type { Control } from '../testing/controls.ts';
import { press, root } from '../testing/controls.ts';
import './own-mail.ts';
import './templates.ts';
import './workspace-mail.ts';

let sample: Sample;
let store: Store;

const settings = () => sample.workspace.all('workspace_settings')[0];
const box = (page: Element, label: string): HTMLInputElement => {
  const found = [...root(page).querySelectorAll('crm-checkbox')].find((one) => one.label === label);
  if (!found) throw new Error(`There is no box “${label}”`);
  return inside<HTMLInputElement>(found, 'input');
};
const list = (page: Element, label: string) => {
  const found = [...root(page).querySelectorAll('inlay-patterns')].find((one) => one.label === label);
  if (!found) throw new Error(`There is no list “${label}”`);
  return found;
};
const listed = (page: Element, label: string) =>
  [...root(list(page, label)).querySelectorAll('li bdi')].map(({ textContent }) => textContent);
function add(page: Element, label: string, pattern: string): void {
  inside<Control>(list(page, label), 'crm-input').value = pattern;
  inside<HTMLFormElement>(list(page, label), 'form').requestSubmit();
}

describe('settings of e-mail', () => {
  beforeEach(async () => {
    sample = new Sample();
    sample.workspace.applied({ kind: 'system', name: 'directory' }, 'updateUser', { id: sample.camille, role: 'admin' });
    store = await sample.store();
  });
  afterEach(() => {
    unmountAll();
    store.close();
    setLanguage('en');
  });

  it('of the workspace say whether anybody is tracked, and whom nobody tracks or logs', async () => {
    const page = await shownIn(store, 'inlay-workspace-mail');
    box(page, 'They may track links, too').click();
    await until(() => settings()?.link_tracking === true, 'links are tracked');
    add(page, 'Never tracked', ' Client.example ');
    await until(() => listed(page, 'Never tracked').join() === '@client.example', 'it is listed');
    add(page, 'Never tracked', 'CLIENT.example');
    await until(() => inside<Control & { error: string }>(list(page, 'Never tracked'), 'crm-input').error.includes('already'), 'twice');
    add(page, 'Never logged', 'no address');
    await until(() => inside<Control & { error: string }>(list(page, 'Never logged'), 'crm-input').error.startsWith('Write'), 'no address');
    expect(await violations(page)).to.deep.equal([]);
    add(page, 'Never logged', 'maman@home.example');
    await until(() => settings()?.never_log.join() === 'maman@home.example', 'it is kept');
    press(root(list(page, 'Never tracked')), 'Remove @client.example');
    await until(() => settings()?.tracking_excluded.length === 0, 'it is gone');
    box(page, 'People may track whether their messages are opened').click();
    await until(() => settings()?.tracking === false, 'tracking is off');
    await until(() => box(page, 'They may track links, too').disabled, 'links are not tracked either');
    press(root(page), 'About open tracking');
    await until(() => Boolean(root(page).querySelector('crm-open-tracking')), 'what it knows');
    expect(await violations(page)).to.deep.equal([]);
  });

  it('of oneself say what is tracked and logged, for whom', async () => {
    const page = await shownIn(store, 'inlay-own-mail');
    box(page, 'Track who opens new messages').click();
    await until(() => sample.workspace.at('user', sample.camille).track_opens, 'tracked');
    expect(box(page, 'Track the links in them').disabled).to.equal(true);
    const readers = inside<Control>(page, 'crm-select');
    readers.value = 'team';
    readers.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
    await until(() => sample.workspace.at('user', sample.camille).email_visibility === 'team', 'for the team');
    add(page, 'Never logged', 'home.example');
    add(page, 'Always logged', 'bo@li.example');
    await until(() => sample.workspace.all('mail_rule').length === 2, 'the rules');
    await until(
      () => listed(page, 'Never logged').join() === '@home.example' && listed(page, 'Always logged').join() === 'bo@li.example',
      'both',
    );
    press(root(list(page, 'Never logged')), 'Remove @home.example');
    await until(() => sample.workspace.all('mail_rule').length === 1, 'one is gone');
    expect(await violations(page)).to.deep.equal([]);
    setLanguage('fr');
    await until(() => root(page).textContent?.includes('Messages consignés') ?? false, 'French');
  });

  it('say where an administrator has switched tracking off', async () => {
    sample.elsewhere(sample.camille, 'updateWorkspaceSettings', { id: settings()?.id, tracking: false });
    const page = await shownIn(store, 'inlay-own-mail');
    await until(() => root(page).querySelector('crm-notice') !== null, 'the notice');
    expect(box(page, 'Track who opens new messages').disabled).to.equal(true);
  });

  it('keep templates, which show what they become and what is amiss', async () => {
    const contact = store.mutate.createContact({ id: '0192f0c4-7b3a-7c31-9d52-3f0a4c5b6d7e', first_name: 'Bo', last_name: 'Li' });
    expect(contact.ok).to.equal(true);
    const page = await shownIn(store, 'inlay-templates');
    press(root(page), 'Add a template');
    await until(() => Boolean(root(page).querySelector('inlay-template-form')), 'the form');
    const form = inside(page, 'inlay-template-form');
    await settled(form);
    press(root(form), 'Add the template');
    await until(() => inside<Control & { error: string }>(form, '[name="name"]').error !== '', 'a name is missing');
    inside<Control>(form, '[name="name"]').value = 'Offer';
    inside<Control>(form, '[name="subject"]').value = 'For {{organization}}';
    inside<Control>(form, '[name="content"]').value = 'Hello {{first_name}}, **{{wrong}}** ';
    root(form)
      .querySelector('crm-menu-item[value="my_first_name"]')
      ?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
    await until(() => inside<Control>(form, '[name="content"]').value.endsWith('{{my_first_name}}'), 'the field is inserted');
    const preview = inside(form, 'inlay-template-preview');
    await until(() => root(preview).querySelector('.mail')?.textContent.includes('Hello Bo') ?? false, 'what it becomes');
    expect(root(preview).querySelector('.mail')?.textContent).to.contain('{{wrong}} Camille');
    const notices = [...root(preview).querySelectorAll('crm-notice')].map(({ textContent }) => textContent.trim());
    expect(notices).to.deep.equal([
      'No such field: {{wrong}}. It stays in the message as it is.',
      'Not known here, and left out: Organization.',
    ]);
    expect(await violations(form)).to.deep.equal([]);
    box(form, 'Everyone in the workspace may use it').click();
    press(root(form), 'Add the template');
    await until(() => sample.workspace.all('email_template')[0]?.shared === true, 'it is kept');
    await until(() => root(page).querySelector('.template')?.textContent.includes('Shared by you') ?? false, 'it is listed');
    expect(await violations(page)).to.deep.equal([]);

    press(root(page), 'Edit Offer');
    await until(() => Boolean(root(page).querySelector('inlay-template-form')), 'the form again');
    await settled(inside(page, 'inlay-template-form'));
    press(root(inside(page, 'inlay-template-form')), 'Delete');
    await until(() => sample.workspace.all('email_template').length === 0, 'it is gone');
  });

  it('let others use a shared template, and its owner alone change it', async () => {
    sample.elsewhere(sample.jonas, 'createEmailTemplate', {
      id: '0192f0c4-7b3a-7c31-9d52-3f0a4c5b6d7f',
      name: 'His',
      content: 'Hello',
      shared: true,
    });
    sample.elsewhere(sample.camille, 'updateUser', { id: sample.jonas, role: 'admin' });
    sample.elsewhere(sample.jonas, 'updateUser', { id: sample.camille, role: 'user' });
    const page = await shownIn(store, 'inlay-templates');
    await until(() => root(page).querySelector('.template')?.textContent.includes('Shared by Jonas') ?? false, 'it is listed');
    await until(() => !root(page).querySelector('.template crm-button'), 'it is not theirs to change');
  });
});
