import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { newId } from '../../shared/ids.ts';
import { setLanguage } from '../base/localisation/index.ts';
import { settled, unmountAll, until, violations } from '../base/testing/page.ts';
import '../deal-panel/deal-panel.ts';
import { Sample } from '../pipeline-board/testing/sample.ts';
import { shownIn } from '../pipeline-board/testing/shown-in.ts';
import { part, press } from '../record/testing.ts';
import type { Store } from '../store/index.ts';
import { Refusal, Unreachable } from '../store/index.ts';
import './record-documents.ts';

const picture = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAG7buVgAAAABJRU5ErkJggg=='),
  (letter) => letter.charCodeAt(0),
);
const png = (name = 'Plan.png') => new File([picture], name, { type: 'image/png' });
const text = (name = 'Notes.txt', words = 'Hello') => new File([words], name, { type: 'text/plain' });

interface Opened {
  sample: Sample;
  store: Store;
  deal: string;
  panel: HTMLElement;
  root: ShadowRoot;
}

async function opened(prepare: (sample: Sample, deal: string) => unknown = () => undefined): Promise<Opened> {
  const sample = new Sample();
  const deal = sample.deal('Mass spectrometer');
  prepare(sample, deal);
  const store = await sample.store();
  const panel = await shownIn(store, 'crm-deal-panel', { 'deal-id': deal });
  return { sample, store, deal, panel, root: part(panel, 'crm-record-documents').shadowRoot };
}

/** Chooses files as the browser's own dialog does. */
function choose(root: ShadowRoot, ...files: File[]): void {
  const chooser = root.querySelector<HTMLInputElement>('input[type=file]');
  if (!chooser) throw new Error('Nothing can be chosen');
  const chosen = new DataTransfer();
  for (const file of files) chosen.items.add(file);
  chooser.files = chosen.files;
  chooser.dispatchEvent(new Event('change', { bubbles: true }));
}

function drag(target: Element, type: string, ...files: File[]): DragEvent {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  const event = new DragEvent(type, { bubbles: true, composed: true, cancelable: true, dataTransfer });
  target.dispatchEvent(event);
  return event;
}

const words = (root: ParentNode) => (root.textContent ?? '').replace(/\s+/g, ' ');
const names = (root: ShadowRoot) => [...root.querySelectorAll('.file:not(.upload) .name')].map(({ textContent }) => textContent?.trim());
const toasts = () => words(document.querySelector('crm-toaster')?.shadowRoot ?? document.createDocumentFragment());

async function shown(root: ShadowRoot, ...expected: string[]): Promise<void> {
  await until(() => expected.every((name) => names(root).includes(name)), `${expected.join()} shows`);
}

describe('documents of a record', () => {
  afterEach(async () => {
    unmountAll();
    document.querySelector('crm-toaster')?.remove();
    await setLanguage('en-GB');
  });

  describe('are added', () => {
    it('by the button, several at once, and show with their kind, size and who added them', async () => {
      const { root, store, deal } = await opened();
      expect(words(root)).to.contain('drop them here');
      choose(root, png(), text());
      await shown(root, 'Plan.png', 'Notes.txt');
      expect(words(root)).to.contain('PNG · 67 bytes · Camille Aubert · Today');
      expect(root.querySelectorAll('.upload')).to.have.length(0);
      expect(store.list('document', 'resource_id', deal)).to.have.length(2);
    });

    it('by dropping them anywhere on the panel, and not by dropping something else there', async () => {
      const { root, panel } = await opened();
      const fields = part(panel, 'crm-record-fields');
      expect(drag(fields, 'dragover', text()).defaultPrevented).to.equal(true);
      await until(() => root.querySelector('.section.over') !== null, 'it says that they can be dropped');
      expect(drag(fields, 'drop', text()).defaultPrevented).to.equal(true);
      await shown(root, 'Notes.txt');
      expect(root.querySelector('.section.over')).to.equal(null);
      expect(drag(fields, 'drop').defaultPrevented).to.equal(false);
    });

    it('with their progress, and can be stopped on the way', async () => {
      const { root, sample, store, deal } = await opened();
      let goOn = () => {};
      sample.files.held = { share: 0.4, goOn: new Promise((resolve) => (goOn = resolve)) };
      choose(root, text('One.txt', 'x'.repeat(5_000_000)), text('Two.txt'));
      await until(() => words(root).includes('40% of 5 MB'), 'the progress shows');
      expect(root.querySelector('progress')?.value).to.equal(0.4);
      expect(await violations(root.host)).to.deep.equal([]);
      press(root, 'Cancel the upload of One.txt');
      await until(() => sample.files.stopped === 1, 'the upload stops');
      goOn();
      await shown(root, 'Two.txt');
      expect(store.list('document', 'resource_id', deal).map(({ name }) => name)).to.deep.equal(['Two.txt']);
    });

    it('three at a time; the others wait', async () => {
      const { root, sample } = await opened();
      let goOn = () => {};
      sample.files.held = { share: 0.1, goOn: new Promise((resolve) => (goOn = resolve)) };
      choose(root, ...['1', '2', '3', '4', '5'].map((name) => text(`${name}.txt`)));
      await until(() => words(root).split('10%').length === 4, 'three are on their way');
      expect(words(root).split('Waiting')).to.have.length(3);
      goOn();
      await shown(root, '1.txt', '2.txt', '3.txt', '4.txt', '5.txt');
    });

    it('while another record is looked at', async () => {
      let another = '';
      const { root, sample, store, deal, panel } = await opened((given) => (another = given.deal('Another')));
      let goOn = () => {};
      sample.files.held = { share: 0.1, goOn: new Promise((resolve) => (goOn = resolve)) };
      choose(root, text());
      await until(() => words(root).includes('10%'), 'it is on its way');
      panel.setAttribute('deal-id', another);
      await until(() => root.querySelector('.upload') === null, 'the other deal has no upload');
      goOn();
      await until(() => store.list('document', 'resource_id', deal).length === 1, 'the document is there');
    });
  });

  describe('are refused', () => {
    it('with the limit where they are too large, before anything is sent', async () => {
      const { root, sample } = await opened();
      sample.files.maxBytes = 1024 * 1024;
      choose(root, text('Large.txt', 'x'.repeat(1024 * 1024 + 1)));
      await until(() => words(root).includes('at most 1 MB'), 'it says so');
      expect(sample.files.contents.size).to.equal(0);
      expect(words(root)).not.to.contain('Try again');
      expect(await violations(root.host)).to.deep.equal([]);
      press(root, 'Let go of Large.txt');
      await until(() => root.querySelector('.upload') === null, 'it goes');
    });

    it('where their type is not taken, or they are empty', async () => {
      const { root } = await opened();
      choose(root, text('page.html'), text('Empty.txt', ''));
      await until(() => words(root).includes('Files of this type are not taken'), 'it says so of the type');
      await until(() => words(root).includes('It is empty.'), 'it says so of the empty one');
    });

    it('where the server cannot be reached: nothing is kept, and it can be tried again', async () => {
      const { root, sample } = await opened();
      sample.files.refusal = new Unreachable('gone');
      choose(root, text());
      await until(() => words(root).includes('nothing of it was kept'), 'it says so');
      sample.files.refusal = undefined;
      press(root, 'Try again: Notes.txt');
      await shown(root, 'Notes.txt');
    });

    it('with the words of the server where it has some', async () => {
      const { root, sample } = await opened();
      sample.files.refusal = new Refusal(503, { code: 'unavailable', message: 'The server has no room left for files.' });
      choose(root, text());
      await until(() => words(root).includes('no room left'), 'it says so');
    });

    it('while the server cannot be reached: the button says so, and a drop does', async () => {
      const { root, sample, store, deal, panel } = await opened();
      sample.offline = true;
      store.mutate.updateDeal({ id: deal, hot: true });
      await until(() => words(root).includes('once the server can be reached again'), 'it says so');
      expect(root.querySelector('crm-button')?.disabled).to.equal(true);
      drag(panel, 'drop', text());
      await until(() => toasts().includes('cannot be added'), 'the drop says so');
      expect(root.querySelector('.upload')).to.equal(null);
    });
  });

  describe('that are there', () => {
    async function withDocument(file = png()): Promise<Opened & { id: string }> {
      const all = await opened();
      choose(all.root, file);
      await shown(all.root, file.name);
      await settled(all.root);
      const id = all.store.list('document', 'resource_id', all.deal)[0]?.id ?? '';
      return { ...all, id };
    }

    /** Chooses from the menu of the one document. */
    async function act(root: ShadowRoot, value: string): Promise<void> {
      press(root, root.querySelector('crm-menu')?.label ?? '');
      await settled(root);
      root.querySelector<HTMLElement>(`crm-menu-item[value="${value}"]`)?.click();
      await settled(root);
    }

    it('are accessible', async () => {
      const { root } = await withDocument();
      expect(await violations(root.host)).to.deep.equal([]);
    });

    it('are looked at in a dialog: a picture', async () => {
      const { root } = await withDocument();
      root.querySelector<HTMLElement>('button.name')?.focus();
      await sendKeys({ press: 'Enter' });
      await until(
        () => root.querySelector('crm-document-preview')?.shadowRoot?.querySelector('img')?.complete === true,
        'the picture shows',
      );
      const preview = root.querySelector('crm-document-preview');
      if (!preview?.shadowRoot) throw new Error('There is no preview');
      expect(preview.shadowRoot.querySelector('img')?.naturalWidth).to.equal(1);
      expect(await violations(preview)).to.deep.equal([]);
      await sendKeys({ press: 'Escape' });
      await until(() => root.querySelector('crm-document-preview') === null, 'it closes');
      expect(root.activeElement?.getAttribute('title')).to.equal('Plan.png');
    });

    it('are looked at in a dialog: a PDF, in the browser’s own viewer or by a link', async () => {
      const { root } = await withDocument(new File(['%PDF-1.4'], 'Offer.pdf', { type: 'application/pdf' }));
      press(root, 'Offer.pdf');
      const inside = () => root.querySelector('crm-document-preview')?.shadowRoot;
      await until(() => Boolean(inside()?.querySelector('iframe, a')), 'it shows');
      if (navigator.pdfViewerEnabled) expect(inside()?.querySelector('iframe')?.src).to.match(/^blob:/);
      else expect(inside()?.querySelector('a')?.getAttribute('href')).to.match(/^\/signed\/.*\?inline$/);
    });

    it('say why they cannot be looked at, and try again', async () => {
      const { root, sample } = await withDocument();
      sample.offline = true;
      press(root, 'Plan.png');
      const inside = () => root.querySelector('crm-document-preview')?.shadowRoot;
      await until(() => words(inside() ?? root).includes('cannot be reached'), 'it says so');
      sample.offline = false;
      const preview = inside();
      if (!preview) throw new Error('There is no preview');
      press(preview, 'Try again');
      await until(() => preview.querySelector('img') !== null, 'the picture shows');
    });

    it('are saved by a link of the server, where they cannot be shown, too', async () => {
      const { root, id } = await withDocument(text());
      const links: string[] = [];
      const { click } = HTMLAnchorElement.prototype;
      HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
        links.push(`${this.getAttribute('href')} ${this.download}`);
      };
      try {
        press(root, 'Notes.txt');
        await until(() => links.length === 1, 'the browser is sent there');
        press(root, 'Download Notes.txt');
        await until(() => links.length === 2, 'again');
      } finally {
        HTMLAnchorElement.prototype.click = click;
      }
      expect(new Set(links)).to.deep.equal(new Set([`/signed/${id} Notes.txt`]));
    });

    it('are renamed by keyboard alone, with their ending left as it is', async () => {
      const { root, store, id } = await withDocument();
      await act(root, 'rename');
      await until(() => root.activeElement?.localName === 'crm-input', 'the name has the focus');
      await settled(root);
      await sendKeys({ type: 'Floor' });
      await sendKeys({ press: 'Enter' });
      await until(() => store.get('document', id)?.name === 'Floor.png', 'it has the name');
      await until(() => root.activeElement?.textContent?.trim() === 'Floor.png', 'the focus is back');
      await act(root, 'rename');
      await until(() => root.activeElement?.localName === 'crm-input', 'the name has the focus');
      await sendKeys({ type: 'Not this' });
      await sendKeys({ press: 'Escape' });
      await until(() => root.activeElement?.textContent?.trim() === 'Floor.png', 'nothing has changed');
    });

    it('are deleted, and come back', async () => {
      const { root, store, id } = await withDocument();
      await act(root, 'delete');
      await until(() => names(root).length === 0, 'it goes');
      await until(() => toasts().includes('“Plan.png” is deleted.'), 'it says so');
      document.querySelector('crm-toaster')?.shadowRoot?.querySelector<HTMLElement>('.act')?.click();
      await until(() => store.get('document', id) !== undefined, 'it is back');
    });

    it('go with the sight of them', async () => {
      const { root, sample, id } = await withDocument();
      sample.upload('deleteDocument', { id });
      await until(() => names(root).length === 0, 'it goes');
    });

    it('speak French', async () => {
      const { root } = await withDocument();
      await setLanguage('fr-FR');
      await settled(root);
      expect(words(root)).to.contain('Ajouter des fichiers').and.to.contain('67 octets');
    });
  });

  it('are not offered on a lead that has been converted', async () => {
    const sample = new Sample();
    const lead = newId();
    sample.workspace.do(sample.camille, 'createLead', { id: lead, last_name: 'Lee' });
    sample.workspace.do(sample.camille, 'convertLead', { id: lead, conversion_id: newId(), individual_id: newId() });
    await import('../lead-panel/lead-panel.ts');
    const panel = await shownIn(await sample.store(), 'crm-lead-panel', { 'lead-id': lead });
    expect(panel.shadowRoot?.querySelector('crm-record-documents')).to.equal(null);
  });
});
