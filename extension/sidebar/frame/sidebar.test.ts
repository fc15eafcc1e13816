import { expect } from 'chai';
import { newId } from '../../../shared/ids.ts';
import { violations } from '../../../components/base/testing/page.ts';
import { setLanguage } from '../../../components/base/localisation/index.ts';
import { TestBackground, closeSidebars } from '../testing/background.ts';
import { deep, says, words } from '../testing/deep.ts';
import { conversation, message, person } from '../testing/mail.ts';

const camille = person('camille@meridian.example', 'Camille Aubert', true);
const samuel = person('samuel.levy@vauquelin.example', 'Samuel Lévy');
const castaigne = person('m.castaigne@vauquelin.example');

/** A workspace in which Samuel is a contact with two deals, a task and a note. */
function withSamuel(): { background: TestBackground; contact: string; deal: string; won: string } {
  const background = new TestBackground();
  const [organization, contact, deal, won] = [newId(), newId(), newId(), newId()];
  background.do('createContact', { id: organization, is_organization: true, name: 'Institut Vauquelin' });
  background.do('createContact', {
    id: contact,
    first_name: 'Samuel',
    last_name: 'Lévy',
    title: 'Head of analysis',
    email: samuel.email,
    contact_id: organization,
    customer_status: 'current',
  });
  background.do('createDeal', {
    id: deal,
    name: 'Mass spectrometer with autosampler',
    contact_id: contact,
    value: '184900',
    currency: 'EUR',
    hot: true,
  });
  background.do('createDeal', { id: won, name: 'Vacuum pump exchange', contact_id: contact, value: '18450', currency: 'EUR' });
  const end = background.server.workspace.all('stage').find(({ category }) => category === 'won');
  background.do('moveDeal', { id: won, stage_id: end?.id ?? '' });
  background.do('createTask', {
    id: newId(),
    content: 'Ask for the purchase order number',
    due_date: '2020-01-01',
    resource_type: 'deal',
    resource_id: deal,
  });
  background.do('createNote', { id: newId(), content: 'Budget is approved.', resource_type: 'contact', resource_id: contact });
  return { background, contact, deal, won };
}

describe('crm-sidebar', () => {
  afterEach(async () => {
    closeSidebars();
    localStorage.clear();
    document.documentElement.removeAttribute('data-crm-theme');
    document.documentElement.dir = 'ltr';
    document.documentElement.lang = 'en';
    await setLanguage('en');
  });

  it('shows who is in the conversation, with deals, tasks and notes, known people first', async () => {
    const { background } = withSamuel();
    const sidebar = await background.show();
    await background.view(conversation([message(castaigne, [camille]), message(samuel, [camille])]));
    await says(sidebar, 'Head of analysis · Institut Vauquelin');
    for (const text of [
      'Mass spectrometer with autosampler',
      '€184,900',
      'Vacuum pump exchange',
      'Ask for the purchase order number',
      'Budget is approved.',
      'Not known yet',
      castaigne.email,
    ])
      expect(words(sidebar)).to.contain(text);
    const tabs = deep(sidebar, '[role=tab]').map((tab) => tab.textContent.trim().replace(/\s+/g, ' '));
    expect(tabs).to.deep.equal(['Samuel', '1 unknown']);
    expect(await violations(sidebar)).to.deep.equal([]);
  });
});
