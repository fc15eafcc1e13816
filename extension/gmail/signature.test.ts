/// <reference types="mocha" />
import { expect } from 'chai';
import fc from 'fast-check';
import { proposals } from './signature.ts';

const ana = { name: 'Ana Silva', email: 'ana.silva@northwind.example' };

describe('what a signature proposes', () => {
  it('is company, title and numbers below the greeting', () => {
    const text = `Hello Camille,

the quote looks good. Call me at 555 0000 if not.

Kind regards,
Ana Silva
Head of Purchasing
Northwind Traders, Inc.
Tel: +1 415 555 2671 | Mobile: +1 415 555 2672
www.northwind.example

On Tue, Mar 3, 2026 at 6:02 PM Camille Fournier <camille@meridian.example> wrote:
> Camille Fournier
> CEO, Meridian SAS
> +33 1 42 68 53 00`;
    expect(proposals(text, ana)).to.deep.equal({
      name: 'Ana Silva',
      first_name: 'Ana',
      last_name: 'Silva',
      organization_name: 'Northwind Traders, Inc.',
      title: 'Head of Purchasing',
      phone: '+1 415 555 2671',
      mobile: '+1 415 555 2672',
      website: 'www.northwind.example',
    });
  });

  it('can stand below two dashes, in French, with the fax left out', () => {
    const text =
      'Bonjour,\nVoici le devis.\n\n-- \nJean-Paul DE LA TOUR\nDirecteur commercial | Éditions Lumière SARL\nTél. : 01 42 68 53 00\nFax : 01 42 68 53 01\nPortable : 06 12 34 56 78';
    expect(proposals(text, { name: 'Jean-Paul DE LA TOUR', email: 'jp@lumiere.fr' })).to.include({
      first_name: 'Jean-Paul',
      last_name: 'De La Tour',
      organization_name: 'Éditions Lumière SARL',
      title: 'Directeur commercial',
      phone: '01 42 68 53 00',
      mobile: '06 12 34 56 78',
    });
  });

  it('can be one line', () => {
    expect(
      proposals('Thanks!\n\nBob Tran\nAccount Executive at Contoso\nm 07700 900123', { name: 'Bob Tran', email: 'bob@contoso.example' }),
    ).to.include({
      title: 'Account Executive',
      organization_name: 'Contoso',
      mobile: '07700 900123',
    });
    expect(
      proposals('Mit freundlichen Grüßen\nUte Groß\nGeschäftsführerin, Groß & Söhne GmbH', { name: 'Groß, Ute', email: 'u@gs.example' }),
    ).to.include({
      name: 'Ute Groß',
      title: 'Geschäftsführerin',
      organization_name: 'Groß & Söhne GmbH',
    });
  });

  it('is what the address says where nothing is signed, but no company of a mailbox of anybody', () => {
    expect(proposals('ok', { name: '', email: 'jane.doe@mail.acme-tools.co.uk' })).to.deep.include({
      name: 'Jane Doe',
      organization_name: 'Acme Tools',
      title: '',
      phone: '',
    });
    expect(proposals('ok', { name: 'jane', email: 'jane.doe@gmail.com' })).to.include({ organization_name: '' });
    for (const email of ['info@acme.example', 'mailer-daemon@acme.example', 'ppp-request@zzz.org'])
      expect(proposals('ok', { name: '', email }).name).to.equal('');
    expect(proposals('', { name: 'ana.silva@northwind.example', email: 'ana.silva@northwind.example' }).name).to.equal('Ana Silva');
  });

  it('takes nothing from the words of the message, nor from what other people wrote', () => {
    const text =
      'Our director of sales, Bob, will call +1 415 555 9999 tomorrow.\nSee you at Contoso Ltd!\n\nFrom: Eve <eve@contoso.example>\nSent: Monday\nTo: Ana\n\nKind regards\nEve\nCEO, Contoso Ltd\nTel +1 415 555 8888';
    expect(proposals(text, ana)).to.include({ title: '', phone: '', mobile: '', organization_name: 'Northwind' });
  });

  it('proposes nothing of what plain mail holds: greetings of one word, digests, reports of failure', () => {
    for (const text of [
      'Hello world!',
      'Hi,\n\nDo you like this message?\n\n-Me',
      'This is a 7bit encoded message.',
      'BANNED FILENAME ALERT\n\nYour message to: xxxxxxx@dot.ca.gov\nwas blocked by our Spam Firewall.',
      'Send Ppp mailing list submissions to\n\tppp@zzz.org\n\nWhen replying, please edit your Subject line.',
    ])
      expect(proposals(text, { name: '', email: 'x@gmail.com' }), text).to.deep.include({
        organization_name: '',
        title: '',
        phone: '',
        mobile: '',
        website: '',
      });
  });

  it('never breaks, and proposes short things', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), fc.string(), fc.string(), (text, name, email) => {
        const found = proposals(`Regards,\n${text}`, { name, email });
        for (const key of ['organization_name', 'title', 'phone', 'mobile', 'website'] as const)
          expect(found[key].length, key).to.be.lessThan(260);
      }),
    );
  });
});
