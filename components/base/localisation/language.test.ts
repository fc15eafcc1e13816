import { expect } from 'chai';
import { html } from 'lit';
import '../combobox/combobox.ts';
import '../dialog/dialog.ts';
import { inside, mount, settled, unmountAll, until } from '../testing/page.ts';
import { fieldSentence, formatLocale, language, msg, plural, refusalWords, setLanguage, str } from './index.ts';

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

  it('says what the rules refuse with, with what varies in it', async () => {
    const refused = [
      'A merge can be undone for 30 days.',
      'You may give tasks to yourself, your superior and your reports, not to Zoé.',
      'Not known.',
    ];
    await setLanguage('fr');
    expect(refused.map((message) => refusalWords({ message }))).to.deep.equal([
      'Une fusion peut être annulée pendant 30 jours.',
      'Vous pouvez confier des tâches à vous-même, à votre supérieur et à vos subordonnés, pas à Zoé.',
      'Not known.',
    ]);
    await setLanguage('en');
    expect(refused.map((message) => refusalWords({ message }))).to.deep.equal(refused);
  });

  it('says what is wrong with one field by the name that the field has on the page', async () => {
    const value = { message: 'value is no price in EUR.' };
    const ofNoField = { message: 'absorbed_ids must not mix persons and organizations.' };
    expect([value, ofNoField].map(refusalWords)).to.deep.equal([
      'Value: Write a price in EUR, of zero or more.',
      'Persons and organizations cannot be merged with one another.',
    ]);
    await setLanguage('fr');
    expect([value, ofNoField].map(refusalWords)).to.deep.equal([
      'Valeur\u00a0: Écrivez un prix en EUR, nul ou positif.',
      'Une personne et une organisation ne peuvent pas être fusionnées.',
    ]);
    expect(fieldSentence('must not be before the start')).to.equal('La fin ne peut pas précéder le début.');
    expect(fieldSentence('is a rule that nobody has written')).to.equal(undefined);
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
