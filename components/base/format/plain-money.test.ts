import { expect } from 'chai';
import { formatLocale, setLanguage } from '../localisation/index.ts';
import { plainMillions, plainMoney, writesPlainly } from './plain-money.ts';

const currencies = ['EUR', 'USD', 'GBP', 'SEK', 'JPY'];
const values = [
  '0',
  '0.00',
  '0.05',
  '0.50',
  '1',
  '9.99',
  '999.49',
  '999.50',
  '1000',
  '1234.5',
  '38400.00',
  '41375.80',
  '99999.99',
  '1000000.00',
  '9999999.99',
  '10000000',
  '12345678.90',
  '12350000.00',
  '99949999.99',
  '999949999.99',
  '999950000.00',
  '90071992547409.93',
  '999999999999.50',
  '-5.00',
  '007.00',
];
const options = {
  strip: { trailingZeroDisplay: 'stripIfInteger' },
  keep: {},
  round: { minimumFractionDigits: 0, maximumFractionDigits: 0 },
} as const;

describe('money without Intl', () => {
  afterEach(() => setLanguage('en'));

  for (const locale of ['en-US', 'en-GB', 'en-IE', 'fr-FR'])
    it(`is written as Intl writes it in ${locale}`, async () => {
      await setLanguage(locale);
      expect(writesPlainly()).to.equal(true);
      let written = 0;
      for (const currency of currencies)
        for (const value of values) {
          const by = (more: Intl.NumberFormatOptions) =>
            new Intl.NumberFormat(formatLocale(), { style: 'currency', currency, ...more }).format(value as Intl.StringNumericLiteral);
          for (const decimals of ['strip', 'keep', 'round'] as const) {
            const plain = plainMoney(value, currency, decimals);
            if (plain !== undefined) expect(plain, `${value} ${currency}, ${decimals}`).to.equal(by(options[decimals]));
            if (plain !== undefined) written++;
          }
          const millions = plainMillions(value, currency);
          if (millions !== undefined)
            expect(millions).to.equal(by({ notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 }));
        }
      expect(written).to.be.above(50);
    });

  it('is left to Intl where it is written otherwise', async () => {
    await setLanguage('fr-CH');
    expect(writesPlainly()).to.equal(false);
    expect(plainMoney('5.00', 'EUR', 'keep')).to.equal(undefined);
    await setLanguage('en-US');
    expect(plainMoney('5.00', 'SEK', 'keep')).to.equal(undefined);
    expect(plainMoney('-5.00', 'EUR', 'keep')).to.equal(undefined);
    expect(plainMillions('999950000.00', 'EUR'), 'a billion').to.equal(undefined);
    expect(plainMillions('12345678.90', 'EUR')).to.equal('€12.3M');
  });
});
