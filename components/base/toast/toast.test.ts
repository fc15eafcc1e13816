import { expect } from 'chai';
import { settled, unmountAll, until, violations } from '../testing/page.ts';
import { toast } from './toast.ts';

const toaster = () => document.querySelector('crm-toaster');
const texts = () => [...(toaster()?.shadowRoot?.querySelectorAll('.toast .grow') ?? [])].map((one) => one.textContent);

afterEach(() => {
  toaster()?.remove();
  unmountAll();
});

describe('toast', () => {
  it('tells what happened, and how to undo it', async () => {
    let undone = 0;
    toast({ text: 'Deal marked as lost', action: { label: 'Undo', run: () => undone++ } });
    await settled(document);
    expect(texts()).to.deep.equal(['Deal marked as lost']);
    expect(toaster()?.matches(':popover-open')).to.equal(true);
    toaster()?.shadowRoot?.querySelector<HTMLElement>('.act')?.click();
    await settled(document);
    expect(undone).to.equal(1);
    expect(texts()).to.deep.equal([]);
    expect(toaster()?.matches(':popover-open')).to.equal(false);
  });

  it('gives the focus back to where it was once it has been pressed', async () => {
    const input = document.createElement('input');
    document.body.append(input);
    input.focus();
    toast({ text: 'Deal marked as lost', action: { label: 'Undo', run: () => {} } });
    await settled(document);
    const act = toaster()?.shadowRoot?.querySelector<HTMLElement>('.act');
    act?.focus();
    expect(document.activeElement === toaster()).to.equal(true);
    act?.click();
    await settled(document);
    expect(document.activeElement === input).to.equal(true);
    input.remove();
  });

  it('keeps the newest three', async () => {
    for (const text of ['1', '2', '3', '4']) toast({ text });
    await settled(document);
    expect(texts()).to.deep.equal(['2', '3', '4']);
  });

  it('goes away by itself, but not while someone points at it', async () => {
    toast({ text: 'Saved', seconds: 0.05 });
    await settled(document);
    const area = toaster()?.shadowRoot?.querySelector('.toasts');
    area?.dispatchEvent(new PointerEvent('pointerenter'));
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(texts()).to.deep.equal(['Saved']);
    area?.dispatchEvent(new PointerEvent('pointerleave'));
    await until(() => texts().length === 0, 'the toast is gone');
  });

  it('has no accessibility violations', async () => {
    toast({ text: 'Deal marked as lost', action: { label: 'Undo', run: () => {} } });
    await settled(document);
    const element = toaster();
    expect(element && (await violations(element))).to.deep.equal([]);
  });
});
