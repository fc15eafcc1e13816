import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { newId } from '../../shared/ids.ts';
import { setLanguage } from '../base/localisation/index.ts';
import { settled, unmountAll, until, violations } from '../base/testing/page.ts';
import '../deal-panel/deal-panel.ts';
import type { NoteForm } from '../notes/note-form.ts';
import { tagsOf } from '../notes/note-form.ts';
import { Sample } from '../pipeline-board/testing/sample.ts';
import { shownIn } from '../pipeline-board/testing/shown-in.ts';
import type { Store } from '../store/index.ts';
import { part, press } from './testing.ts';

interface Opened {
  sample: Sample;
  store: Store;
  deal: string;
  panel: HTMLElement;
  root: ShadowRoot;
}

async function opened(
  prepare: (sample: Sample, deal: string) => unknown = () => undefined,
  as: 'camille' | 'jonas' = 'camille',
): Promise<Opened> {
  const sample = new Sample();
  const deal = sample.deal('Mass spectrometer', { owner: sample.jonas });
  prepare(sample, deal);
  const store = await sample.store(sample[as]);
  const panel = await shownIn(store, 'crm-deal-panel', { 'deal-id': deal });
  return { sample, store, deal, panel, root: part(panel, 'crm-record-notes').shadowRoot };
}

function formOf(root: ShadowRoot, id = 'add'): NoteForm & { shadowRoot: ShadowRoot } {
  const form = root.querySelector<NoteForm>(`#${id}`);
  if (!form?.shadowRoot) throw new Error(`There is no form #${id}`);
  return form as NoteForm & { shadowRoot: ShadowRoot };
}

function areaOf(form: { shadowRoot: ShadowRoot }): HTMLTextAreaElement {
  const area = form.shadowRoot.querySelector('crm-note-editor')?.shadowRoot?.querySelector('textarea');
  if (!area) throw new Error('The form has no field');
  return area;
}

const toolbar = (form: { shadowRoot: ShadowRoot }) => form.shadowRoot.querySelector('crm-note-editor')?.shadowRoot ?? form.shadowRoot;
const quotes = (root: ShadowRoot) =>
  [...root.querySelectorAll('.line .quote')].map(({ textContent }) => textContent?.replace(/\s+/g, ' ').trim());
const command = /Mac/.test(navigator.platform) ? 'Meta' : 'Control';

async function choose(root: ShadowRoot, value: string, at = 0): Promise<void> {
  const menu = root.querySelectorAll('crm-menu')[at];
  menu?.querySelector('crm-button')?.click();
  await settled(root);
  menu?.querySelector<HTMLElement>(`crm-menu-item[value="${value}"]`)?.click();
  await settled(root);
}

describe('notes of a record', () => {
  afterEach(async () => {
    unmountAll();
    document.querySelector('crm-toaster')?.remove();
    await setLanguage('en-GB');
  });

  describe('are written', () => {
    it('by keyboard alone: bold, italic, a list that goes on, and sent', async () => {
      const { root, store, deal } = await opened();
      const area = areaOf(formOf(root));
      area.focus();
      await settled(root);
      await sendKeys({ press: `${command}+b` });
      await sendKeys({ type: 'Budget' });
      await sendKeys({ press: 'End' });
      await sendKeys({ type: ' is ' });
      await sendKeys({ press: `${command}+i` });
      await sendKeys({ type: 'there' });
      await sendKeys({ press: 'End' });
      await sendKeys({ press: 'Enter' });
      await sendKeys({ type: '- one' });
      await sendKeys({ press: 'Enter' });
      await sendKeys({ type: 'two' });
      await sendKeys({ press: 'Enter' });
      await sendKeys({ press: 'Enter' });
      await sendKeys({ type: 'Done' });
      expect(area.value).to.equal('**Budget** is *there*\n- one\n- two\nDone');
      await sendKeys({ press: `${command}+Enter` });
      await until(() => store.list('note', 'resource_id', deal).length === 1, 'the note is there');
      await settled(root);
      const shown = root.querySelector('.note-text');
      expect(shown?.querySelector('strong')?.textContent).to.equal('Budget');
      expect(shown?.querySelector('em')?.textContent).to.equal('there');
      expect([...(shown?.querySelectorAll('li') ?? [])].map(({ textContent }) => textContent)).to.deep.equal(['one', 'two']);
      expect(area.value).to.equal('');
      expect(root.activeElement).to.equal(formOf(root));
    });

    it('with the toolbar, which takes one Tab stop and leaves the selection; the browser’s undo takes it back', async () => {
      const { root } = await opened();
      const form = formOf(root);
      const area = areaOf(form);
      area.focus();
      await settled(root);
      await sendKeys({ type: 'Price list' });
      area.setSelectionRange(0, 5);
      press(toolbar(form), `Bold (${command === 'Meta' ? '⌘B' : 'Ctrl+B'})`);
      expect(area.value).to.equal('**Price** list');
      press(toolbar(form), 'List');
      expect(area.value).to.equal('- **Price** list');
      area.focus();
      // As Ctrl+Z does, which not every engine takes from a test.
      document.execCommand('undo');
      document.execCommand('undo');
      expect(area.value).to.equal('Price list');
      const tools = [...toolbar(form).querySelectorAll<HTMLElement>('.tools > crm-button')];
      expect(tools.filter(({ tabIndex }) => tabIndex === 0)).to.have.length(1);
      tools[0]?.focus();
      await sendKeys({ press: 'ArrowRight' });
      expect(toolbar(form).activeElement === tools[1]).to.equal(true);
    });

    it('as a link, by pasting an address over words', async () => {
      const { root } = await opened();
      const area = areaOf(formOf(root));
      area.focus();
      await sendKeys({ type: 'our offer' });
      area.setSelectionRange(4, 9);
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'https://example.com/offer');
      const paste = new Event('paste', { bubbles: true, composed: true, cancelable: true });
      area.dispatchEvent(Object.defineProperty(paste, 'clipboardData', { value: clipboardData }));
      expect(area.value).to.equal('our [offer](https://example.com/offer)');
    });

    it('important, for oneself alone, and with tags', async () => {
      const { root, store, deal } = await opened();
      const form = formOf(root);
      const area = areaOf(form);
      area.focus();
      await settled(root);
      await sendKeys({ type: 'Careful' });
      for (const words of ['Important', 'Only me', 'Tags']) press(form.shadowRoot, words);
      await settled(root);
      expect(form.shadowRoot.textContent).to.contain('Nobody else will see this note.');
      await until(() => form.shadowRoot.activeElement?.localName === 'crm-input', 'the tags have the focus');
      await sendKeys({ type: 'Price, lab, price' });
      expect(await violations(form)).to.deep.equal([]);
      press(form.shadowRoot, 'Add note');
      await until(() => store.list('note', 'resource_id', deal).length === 1, 'the note is there');
      const [note] = store.list('note', 'resource_id', deal);
      expect(note).to.include({ content: 'Careful', is_important: true, type: 'restricted' });
      expect(note?.tags).to.deep.equal(['Price', 'lab']);
      await settled(root);
      expect(quotes(root)).to.deep.equal(['Important Only you see this Pricelab Careful']);
      expect(form.shadowRoot.querySelector('crm-input')).to.equal(null);
      expect(await violations(root.host)).to.deep.equal([]);
    });

    it('and what was begun is still there when the record is opened again', async () => {
      let another = '';
      const { root, panel, deal } = await opened((sample) => (another = sample.deal('Another')));
      areaOf(formOf(root)).focus();
      await sendKeys({ type: 'Half a thought' });
      panel.setAttribute('deal-id', another);
      await until(() => areaOf(formOf(root)).value === '', 'the other deal has none');
      panel.setAttribute('deal-id', deal);
      await until(() => areaOf(formOf(root)).value === 'Half a thought', 'it is there again');
      await settled(root);
      press(formOf(root).shadowRoot, 'Add note');
      await until(() => quotes(root).length === 1, 'it is kept');
    });

    it('and empty ones are not', async () => {
      const { root, store, deal } = await opened();
      areaOf(formOf(root)).focus();
      await settled(root);
      expect(toolbar(formOf(root)).querySelector('[role=toolbar]')).not.to.equal(null);
      press(formOf(root).shadowRoot, 'Add note');
      expect(store.list('note', 'resource_id', deal)).to.deep.equal([]);
    });
  });

  describe('are shown', () => {
    const note = (sample: Sample, deal: string, content: string, more: object = {}, by = sample.camille) => {
      sample.workspace.now = new Date(Date.parse(sample.workspace.now) + 1000).toISOString();
      sample.workspace.do(by, 'createNote', { id: newId(), content, resource_type: 'deal', resource_id: deal, ...more });
    };

    it('the important ones first, then the newest', async () => {
      const { root } = await opened((sample, deal) => {
        note(sample, deal, 'Old and important', { is_important: true });
        note(sample, deal, 'Middle');
        note(sample, deal, 'New');
      });
      expect(quotes(root)).to.deep.equal(['Important Old and important', 'New', 'Middle']);
    });

    it('without running or loading anything that somebody wrote', async () => {
      const evil = [
        '<img src=x onerror="window.broken=1"><script>window.broken=1</script>',
        '[a](javascript:window.broken=1) [b](data:text/html,<script>1</script>)',
        '[c](https://example.com/"onmouseover="window.broken=1)',
        '![d](https://example.com/pixel.png)',
      ].join('\n');
      const { root } = await opened((sample, deal) => note(sample, deal, evil));
      const shown = root.querySelector('.note-text');
      expect(shown?.textContent).to.contain('<img src=x').and.to.contain('[a](javascript:');
      expect(shown?.querySelectorAll('img, script, iframe, object')).to.have.length(0);
      const links = [...(shown?.querySelectorAll('a') ?? [])];
      expect(links.map(({ protocol }) => protocol)).to.deep.equal(['https:', 'https:']);
      for (const link of links) {
        expect(link.rel).to.equal('noopener noreferrer nofollow');
        expect(link.getAttributeNames().sort()).to.deep.equal(['href', 'rel', 'target']);
      }
      expect('broken' in window).to.equal(false);
    });

    it('those of others with what one may do about them', async () => {
      const { root, store, deal } = await opened((sample, on) => note(sample, on, 'From Camille'), 'jonas');
      root.querySelector('crm-menu')?.querySelector('crm-button')?.click();
      await settled(root);
      expect([...root.querySelectorAll('crm-menu-item')].map(({ value }) => value)).to.deep.equal(['important']);
      root.querySelector<HTMLElement>('crm-menu-item')?.click();
      expect(store.list('note', 'resource_id', deal)[0]?.is_important).to.equal(true);
    });
  });

  describe('are changed', () => {
    async function withNote(content = 'Mine'): Promise<Opened & { id: string }> {
      const all = await opened();
      const id = newId();
      all.store.mutate.createNote({ id, content, resource_type: 'deal', resource_id: all.deal });
      await settled(all.root);
      return { ...all, id };
    }

    it('in their place, with their marks', async () => {
      const { root, store, id } = await withNote('**Mine**');
      await choose(root, 'edit');
      await until(() => root.activeElement?.id === 'edit', 'the note has the focus');
      const form = formOf(root, 'edit');
      expect(areaOf(form).value).to.equal('**Mine**');
      await sendKeys({ press: `${command}+a` });
      await sendKeys({ type: 'Better' });
      press(form.shadowRoot, 'Important');
      expect(await violations(root.host)).to.deep.equal([]);
      press(form.shadowRoot, 'Save');
      await until(() => root.querySelector('#edit') === null, 'the form closes');
      expect(store.get('note', id)).to.include({ content: 'Better', is_important: true });
      await until(() => root.activeElement?.localName === 'crm-button', 'the focus is back at the note');
    });

    it('without taking back what others have changed meanwhile', async () => {
      const { root, store, id } = await withNote();
      await choose(root, 'edit');
      await until(() => root.activeElement?.id === 'edit', 'the note has the focus');
      const form = formOf(root, 'edit');
      await sendKeys({ press: 'End' });
      await sendKeys({ type: ', better' });
      store.mutate.updateNote({ id, is_important: true, tags: ['lab'] });
      await settled(root);
      expect(areaOf(form).value).to.equal('Mine, better');
      press(form.shadowRoot, 'Save');
      await until(() => store.get('note', id)?.content === 'Mine, better', 'it is changed');
      expect(store.get('note', id)).to.deep.include({ is_important: true, tags: ['lab'] });
    });

    it('or left as they are by Escape', async () => {
      const { root, store, id } = await withNote();
      await choose(root, 'edit');
      await until(() => root.activeElement?.id === 'edit', 'the note has the focus');
      await sendKeys({ type: 'Not this' });
      await sendKeys({ press: 'Escape' });
      await until(() => root.querySelector('#edit') === null, 'the form closes');
      expect(store.get('note', id)?.content).to.equal('Mine');
    });

    it('or deleted, and come back', async () => {
      const { root, store, id } = await withNote();
      await choose(root, 'delete');
      expect(store.get('note', id)).to.equal(undefined);
      await until(() => document.querySelector('crm-toaster') !== null, 'it says so');
      await settled(document);
      document.querySelector('crm-toaster')?.shadowRoot?.querySelector<HTMLElement>('.act')?.click();
      await until(() => store.get('note', id) !== undefined, 'it is back');
    });

    it('and say what is wrong with them under their own field', async () => {
      const { root, store, id } = await withNote();
      await choose(root, 'edit');
      await until(() => root.activeElement?.id === 'edit', 'the note has the focus');
      const form = formOf(root, 'edit');
      press(form.shadowRoot, 'Tags');
      await until(() => form.shadowRoot.activeElement?.localName === 'crm-input', 'the tags have the focus');
      await sendKeys({ type: 'x'.repeat(65) });
      press(form.shadowRoot, 'Save');
      const tags = form.shadowRoot.querySelector('crm-input');
      await until(() => tags?.error.includes('at most 64 characters') === true, 'it says so');
      expect(store.get('note', id)?.tags).to.deep.equal([]);
    });
  });

  it('reads tags with commas between, each once', () => {
    expect(tagsOf(' Lab, price ,,lab, ')).to.deep.equal(['Lab', 'price']);
  });

  it('speaks French', async () => {
    await setLanguage('fr-FR');
    const { root } = await opened();
    areaOf(formOf(root)).focus();
    await settled(root);
    expect(formOf(root).shadowRoot.textContent).to.contain('Moi seul').and.to.contain('Étiquettes');
  });
});
