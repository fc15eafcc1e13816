import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html } from 'lit';
import { newId } from '../../../shared/ids.ts';
import { setLanguage } from '../../../components/base/localisation/index.ts';
import { inside, mount, settled, unmountAll, until, violations } from '../../../components/base/testing/page.ts';
import { Sample, around } from '../../../components/pipeline-board/testing/sample.ts';
import type { Store } from '../../../components/store/index.ts';
import { Refusal } from '../../../components/store/index.ts';
import { browserName } from './browser-name.ts';
import { showLeaving } from './leaving.ts';
import './lists.ts';
import './people.ts';
import './pipelines.ts';
import './profile.ts';
import './settings.ts';
import './stages.ts';
import type { Control } from './testing/controls.ts';
import { press, write } from './testing/controls.ts';
import './workspace.ts';

let sample: Sample;
let store: Store;

async function show<K extends keyof HTMLElementTagNameMap>(
  name: K,
  prepare: (element: HTMLElementTagNameMap[K]) => void = () => undefined,
) {
  store = await sample.store();
  const place = around(store);
  const element = document.createElement(name);
  prepare(element);
  place.append(element);
  await mount(html`${place}`);
  await settled(place);
  return element;
}

describe('settings', () => {
  beforeEach(() => {
    sample = new Sample();
    sample.workspace.applied({ kind: 'system', name: 'directory' }, 'updateUser', { id: sample.camille, role: 'admin' });
  });
  afterEach(() => {
    unmountAll();
    store.close();
  });

  it('say whom to ask about what is an administrator’s alone', async () => {
    sample.workspace.applied({ kind: 'system', name: 'directory' }, 'updateUser', { id: sample.camille, role: 'user' });
    const element = await show('inlay-settings', (made) => (made.section = 'pipelines'));
    await until(() => element.shadowRoot?.querySelector('crm-empty') !== null, 'that is said');
    expect(inside(element, 'crm-empty').getAttribute('heading')).to.equal('Pipelines and stages');
    expect(inside(element, 'crm-empty').textContent).to.contain('Only an administrator');
    expect(element.shadowRoot?.querySelector('inlay-pipelines')).to.equal(null);
    expect(await violations(element)).to.deep.equal([]);
  });

  describe('stages', () => {
    const shown = (root: HTMLElement) => [...(root.shadowRoot?.querySelectorAll<HTMLElement>('.line[data-id]') ?? [])];
    const ids = (root: HTMLElement) => shown(root).map(({ dataset }) => dataset['id']);
    const stages = () =>
      show('inlay-stages', (element) => {
        element.pipeline = sample.workspace.all('pipeline')[0]?.id ?? '';
      });
    const middle = (element: Element): [number, number] => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return [Math.round(left + width / 2), Math.round(top + height / 2)];
    };

    it('move by the arrows, and the grip keeps the focus', async () => {
      const list = await stages();
      const [first, second, ...others] = ids(list);
      inside(list, `[data-id="${first}"] .grip`).focus();
      await sendKeys({ press: 'ArrowDown' });
      await until(() => ids(list)[0] === second, 'the first stage is the second');
      expect(ids(list)).to.deep.equal([second, first, ...others]);
      await until(() => list.shadowRoot?.activeElement === inside(list, `[data-id="${first}"] .grip`), 'the grip has the focus');
      expect(store.get('stage', first ?? '')?.position).to.equal(2);
    });

    it('move by dragging; Escape leaves them where they were', async () => {
      const list = await stages();
      const before = ids(list);
      const [first] = before;
      const drag = async () => {
        await sendMouse({ type: 'move', position: middle(inside(list, `[data-id="${first}"] .grip`)) });
        await sendMouse({ type: 'down' });
        await sendMouse({ type: 'move', position: middle(inside(list, `[data-id="${before[2]}"] .grip`)) });
        await sendMouse({ type: 'move', position: middle(inside(list, `[data-id="${before[2]}"] .grip`)) });
        await list.updateComplete;
      };
      await drag();
      expect(ids(list)).not.to.deep.equal(before);
      await sendKeys({ press: 'Escape' });
      await sendMouse({ type: 'up' });
      await list.updateComplete;
      expect(ids(list)).to.deep.equal(before);
      await drag();
      await sendMouse({ type: 'up' });
      await until(() => store.get('stage', first ?? '')?.position !== 1, 'the order is kept');
    });

    it('say where their deals go before one is removed, in the same dialog', async () => {
      const deal = sample.deal('Spectrometer');
      const list = await stages();
      const [first = '', second = ''] = ids(list);
      press(inside(list, `[data-id="${first}"]`), `Remove ${store.get('stage', first)?.name}`);
      await until(() => Boolean(list.shadowRoot?.querySelector('crm-dialog')), 'the dialog');
      expect(store.get('stage', first)).not.to.equal(undefined);
      inside<Control>(list, '[name="target"]').value = second;
      press(inside(list, 'crm-dialog'), 'Move the deals and remove');
      expect(store.get('stage', first)).to.equal(undefined);
      expect(store.get('deal', deal)?.stage_id).to.equal(second);
      await until(() => list.shadowRoot?.activeElement === inside(list, `[data-id="${second}"] .grip`), 'the focus goes on to the next');
    });

    it('take back a name that is refused, or empty', async () => {
      const list = await stages();
      const [first = '', second = ''] = ids(list);
      const name = store.get('stage', first)?.name ?? '';
      const field = inside<Control>(list, `[data-id="${first}"] .quiet`);
      for (const wrong of [store.get('stage', second)?.name ?? '', '  ']) {
        write(field, wrong);
        expect(field.value).to.equal(name);
      }
      write(field, 'Fresh');
      expect(store.get('stage', first)?.name).to.equal('Fresh');
    });

    it('are added before the closed ones', async () => {
      const list = await stages();
      press(list.shadowRoot ?? list, 'Add a stage');
      await until(() => ids(list).length === 5, 'five of them');
      expect(store.get('stage', ids(list)[4] ?? '')).to.include({ active: true, position: 5 });
    });
  });

  describe('lists', () => {
    it('add, rename and remove; what is in use stays, and what was written and refused is taken back', async () => {
      const deal = sample.deal('Spectrometer');
      const source = newId();
      sample.workspace.do(sample.camille, 'createSource', { id: source, name: 'Fair', resource_type: 'deal' });
      sample.workspace.do(sample.camille, 'updateDeal', { id: deal, source_id: source });
      const page = await show('inlay-lists', (element) => (element.names = ['deal-source']));
      const list = inside(page, 'inlay-choice-list');
      const root = list.shadowRoot ?? list;
      const names = () => [...root.querySelectorAll<Control>('.quiet')].map(({ value }) => value);
      inside<Control>(list, 'form crm-input').value = 'Aerial';
      root.querySelector('form')?.requestSubmit();
      await until(() => names().includes('Aerial'), 'the new one');
      const field = (name: string) => [...root.querySelectorAll<Control>('.quiet')].find(({ value }) => value === name);
      const aerial = field('Aerial');
      if (!aerial) throw new Error('It has no field.');
      write(aerial, 'Fair');
      await until(() => names().includes('Aerial') && names().filter((name) => name === 'Fair').length === 1, 'it is taken back');
      press(root, 'Remove Fair');
      expect(store.get('source', source)?.name).to.equal('Fair');
      press(root, 'Remove Aerial');
      await until(() => !names().includes('Aerial'), 'it is gone');
      const focused = () => root instanceof ShadowRoot && root.activeElement?.matches('li crm-button');
      await until(() => focused() === true, 'the focus goes on to one that is left');
    });
  });

  it('ask to whom goes what somebody has before they are shut out, and say why that failed', async () => {
    const people = await show('inlay-people');
    const jonas = store.get('user', sample.jonas);
    if (!jonas) throw new Error('He is not there.');
    const asked: string[] = [];
    showLeaving(people, store, jonas, { heading: 'Shut out', text: '', act: 'Shut out' }, async (heir) => {
      asked.push(heir);
      if (asked.length === 1) throw new Refusal(409, { code: 'conflict', message: 'Not now.' });
    });
    const dialog = inside(people, 'crm-dialog');
    await settled(dialog);
    const heir = inside<Control & { options: { label: string }[] }>(people, 'crm-dialog crm-select');
    expect(heir.options.map(({ label }) => label))
      .to.include('Camille Aubert')
      .and.not.include('Jonas Lindqvist');
    heir.value = sample.camille;
    press(dialog, 'Shut out');
    await until(() => dialog.querySelector('crm-notice')?.textContent?.includes('Not now.') === true, 'the dialog says why');
    await settled(dialog);
    press(dialog, 'Shut out');
    await until(() => !people.shadowRoot?.querySelector('crm-dialog'), 'the dialog closes');
    expect(asked).to.deep.equal([sample.camille, sample.camille]);
  });

  it('show a person as they are where a change is refused', async () => {
    const people = await show('inlay-people');
    const administrators = () =>
      [...(people.shadowRoot?.querySelectorAll<HTMLElement & { checked: boolean }>('.person crm-checkbox') ?? [])].filter(
        ({ checked }) => checked,
      );
    const untick = async (box: HTMLElement | undefined) => {
      if (!box) throw new Error('There is no administrator.');
      inside(box, 'input').click();
      await settled(people);
    };
    for (const user of store.every('user'))
      if (user.id !== store.personId && user.role === 'admin') store.mutate.updateUser({ id: user.id, role: 'user' });
    await settled(people);
    expect(administrators()).to.have.length(1);
    await untick(administrators()[0]);
    await until(() => administrators().length === 1, 'the last administrator is shown as one');
    expect(store.person?.role).to.equal('admin');
  });

  it('keep what other currencies are worth; what is no rate is refused at its field', async () => {
    sample.deal('Spectrometer', { currency: 'USD' });
    const rates = await show('inlay-rates');
    const field = inside<Control & { error: string }>(rates, 'crm-input');
    write(field, 'much');
    await until(() => field.error !== '', 'the refusal');
    write(field, '0,92');
    expect(store.every('workspace_settings')[0]?.rates).to.deep.equal({ USD: '0.92' });
    expect(await violations(rates)).to.deep.equal([]);
    write(field, '');
    expect(store.every('workspace_settings')[0]?.rates).to.deep.equal({});
    await setLanguage('fr-FR');
    for (const [written, kept, shown] of [
      ['0.925', '0.925', '0,925'],
      ['1 085,5', '1085.5', '1085,5'],
      ['1.085.000', '1085000', '1085000'],
      ['1,085', '1.085', '1,085'],
    ] as const) {
      write(field, written);
      await settled(rates);
      expect(store.every('workspace_settings')[0]?.rates).to.deep.equal({ USD: kept });
      expect(field.value).to.equal(shown);
    }
    write(field, 'beaucoup');
    await settled(rates);
    expect(field.error).to.equal('Écrivez un nombre comme 0,92.');
    await setLanguage('en-GB');
  });

  for (const name of ['inlay-pipelines', 'inlay-lists', 'inlay-people', 'inlay-profile', 'inlay-workspace'] as const)
    it(`have nothing that axe finds wrong: ${name}`, async () => {
      const element = await show(name);
      expect(await violations(element)).to.deep.equal([]);
    });

  it('say how times are written', async () => {
    const element = await show('inlay-workspace');
    const times = [...(element.shadowRoot?.querySelectorAll<HTMLElement & { label: string; value: string }>('crm-select') ?? [])].find(
      ({ label }) => label === 'Times',
    );
    if (!times) throw new Error('There is no choice of how times are written.');
    expect(times.value).to.equal('24H');
    times.value = '12H';
    times.dispatchEvent(new Event('change', { bubbles: true }));
    expect(store.every('workspace_settings')[0]?.time_format).to.equal('12H');
  });

  it('name browsers as people do', async () => {
    store = await sample.store();
    expect(browserName('Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0')).to.equal('Firefox · Windows');
    const edge = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0';
    expect(browserName(edge)).to.equal('Edge · Linux');
    expect(browserName('curl/8')).to.equal('');
  });
});
