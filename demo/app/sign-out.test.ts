import { expect } from 'chai';
import { html } from 'lit';
import { mount, unmountAll, until, violations } from '../../components/base/testing/page.ts';
import { Sample } from '../../components/pipeline-board/testing/sample.ts';
import type { CrmProvider } from '../../components/provider/index.ts';
import '../../components/provider/index.ts';
import type { Store } from '../../components/store/index.ts';
import { signOut } from './sign-out.ts';

let sample: Sample;
let store: Store;
let deal: string;
let provider: CrmProvider;

beforeEach(async () => {
  sample = new Sample();
  deal = sample.deal('Meters');
  store = await sample.store();
  const holder = await mount(html`<div></div>`);
  provider = document.createElement('crm-provider');
  provider.store = store;
  provider.signOut = async () => void (gone = true);
  gone = false;
  holder.append(document.createElement('p'));
});
afterEach(() => {
  unmountAll();
  store.close();
});

let gone: boolean;
const question = () => document.querySelector('crm-dialog');
const press = (words: string) =>
  [...(question()?.querySelectorAll<HTMLElement>('crm-button') ?? [])].find((button) => button.textContent?.trim() === words)?.click();

describe('signing out', () => {
  it('asks nothing where the server has everything', async () => {
    await signOut(document.body, provider);
    expect([gone, question()]).to.deep.equal([true, null]);
  });

  it('says how many changes would be lost, and loses none unless somebody wants it', async () => {
    sample.offline = true;
    store.mutate.updateDeal({ id: deal, hot: true });
    const first = signOut(document.body, provider);
    await until(() => question()?.textContent?.includes('One change has not reached the server') === true, 'the question');
    expect(await violations(question() ?? document.body)).to.deep.equal([]);
    press('Cancel');
    await first;
    expect(gone).to.equal(false);
    const second = signOut(document.body, provider);
    await until(() => question() !== null, 'the question');
    press('Sign out all the same');
    await second;
    expect(gone).to.equal(true);
  });
});
