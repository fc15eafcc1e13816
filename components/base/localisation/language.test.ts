import { expect } from 'chai';
import { html } from 'lit';
import '../combobox/combobox.ts';
import '../dialog/dialog.ts';
import { inside, mount, settled, unmountAll, until } from '../testing/page.ts';
import { formatLocale, language, msg, plural, setLanguage, str } from './index.ts';

afterEach(async () => {
  unmountAll();
  await setLanguage('en-GB');
});

const deals = (count: number) => plural(count, { one: msg(str`${count} match`), other: msg(str`${count} matches`) });

describe('the language of the kit', () => {
  it('follows the page until someone chooses, and shows elements anew', async () => {
    const dialog = await mount(html`<crm-dialog heading="x"></crm-dialog>`);
    document.documentElement.lang = 'fr';
    await until(() => language() === 'fr', 'French is there');
    await settled(document);
    expect(inside(dialog, 'crm-button').getAttribute('label')).to.equal('Fermer');
    document.documentElement.lang = 'en';
    await until(() => language() === 'en', 'English is back');
    await settled(document);
    expect(inside(dialog, 'crm-button').getAttribute('label')).to.equal('Close');
  });

  it('puts expressions where French wants them', async () => {
    await setLanguage('fr-CA');
    expect(msg(str`Add “${'Zoé'}”`)).to.equal('Ajouter «\u00a0Zoé\u00a0»');
    expect(formatLocale()).to.equal('fr-CA');
  });

  it('counts as each language does', async () => {
    expect([0, 1, 2].map(deals)).to.deep.equal(['0 matches', '1 match', '2 matches']);
    await setLanguage('fr');
    expect([0, 1, 2].map(deals)).to.deep.equal(['0 résultat', '1 résultat', '2 résultats']);
  });

  it('shows English for a language that it does not speak', async () => {
    await setLanguage('de');
    expect(language()).to.equal('en');
    expect(formatLocale().startsWith('en')).to.equal(true);
  });
});
