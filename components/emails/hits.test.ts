import { expect } from 'chai';
import { hitClasses, hitReasons } from '../../shared/tracking.ts';
import { setLanguage } from '../base/localisation/index.ts';
import { hitWords, reasonWords } from './hits.ts';

/** All that can be said of requests, in the language that is shown. */
const said = () => [
  ...hitClasses.flatMap((taken) => (['open', 'click'] as const).map((kind) => hitWords({ kind, class: taken }))),
  ...hitReasons.map((reason) => reasonWords({ reason })),
];

describe('what is said of each request', () => {
  afterEach(() => setLanguage('en'));

  it('says of every class whether it counts', () => {
    for (const taken of hitClasses)
      for (const kind of ['open', 'click'] as const)
        expect(hitWords({ kind, class: taken }).endsWith(': not counted'), taken).to.equal(taken !== 'person');
    expect(hitWords({ kind: 'open', class: 'person' })).to.equal('Opened');
    expect(hitWords({ kind: 'click', class: 'person' })).to.equal('Followed a link');
  });

  it('gives every reason in words of its own', () => {
    const words = hitReasons.map((reason) => reasonWords({ reason }));
    expect(new Set(words).size).to.equal(hitReasons.length);
    expect(words.every((text) => text.endsWith('.'))).to.equal(true);
  });

  it('speaks French', async () => {
    const english = said();
    await setLanguage('fr');
    for (const [at, words] of said().entries()) expect(words).to.not.equal(english[at]);
  });
});
