import { expect } from 'chai';
import { reportText } from './report-text.ts';

describe('the report as text', () => {
  it('says of each tab what served, and what was not found', () => {
    const part = { count: 0, expected: true };
    const text = reportText(
      [
        {
          tab: 7,
          report: {
            version: '0.1.0',
            page: { language: 'fr' },
            parts: [
              { ...part, name: 'subject', served: 'subject by class', count: 1 },
              { ...part, name: 'recipients', served: null, note: 'a reply is open' },
              { ...part, name: 'rows', served: null, expected: false },
            ],
          },
        },
        { tab: 9, report: null },
      ],
      'Chromium 156',
    );
    expect(text).to.equal(
      [
        'Chromium 156',
        '',
        'Tab 1 (extension 0.1.0)',
        '  language: fr',
        '  subject: subject by class (1)',
        '  recipients: NOT FOUND. a reply is open',
        '  rows: not on this page',
        '',
        'Tab 2: no script of the extension runs in it.',
      ].join('\n'),
    );
  });
});
