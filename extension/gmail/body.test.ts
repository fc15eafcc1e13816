/// <reference types="mocha" />
import { expect } from 'chai';
import { readBody } from './body.ts';
import { isPixel, originalAddress, placePixel, removePixels } from './pixels.ts';
import { cutQuotedText } from './quoted-text.ts';

const server = 'https://crm.example';
const address = (letter: string) => `${server}/o/0b9d1c5e-7f56-4b0e-9d5c-0f4f0d6f0a11/${letter.repeat(32)}.gif`;
const proxied = (letter: string) => `https://ci3.googleusercontent.com/meips/ADKq_N=s0-d-e1-ft#${address(letter)}`;
const element = (html: string) => {
  const template = document.createElement('template');
  template.innerHTML = `<div>${html}</div>`;
  return template.content.firstElementChild as HTMLElement;
};
const read = (html: string) => readBody(element(html), server);

describe('a body', () => {
  // Each of these took minutes or hours where something was looked for from each place anew.
  it('is read in one pass, whatever it is made of', () => {
    const many = 200_000;
    expect(read(`<div>a${'&nbsp;'.repeat(many)}b</div>`).text).to.have.length(many + 2);
    expect(read(`<pre>a${' '.repeat(many)}b${'<br>'.repeat(2000)}c</pre>`).text).to.match(/^a +b\n\nc$/);
    const quoted = '> one\n'.repeat(many);
    expect(cutQuotedText(`Hello\n${quoted}yes`)).to.match(/yes$/);
    expect(cutQuotedText(`Hello\n${quoted}`)).to.equal('Hello');
  });

  it('is told from what it quotes, as mail programs quote', () => {
    const quotes = {
      Gmail: '<div class="gmail_quote"><div>On Monday Bob wrote:</div><blockquote>Old</blockquote></div>',
      'Apple Mail': '<br><div><br><blockquote type="cite"><div>On 3 Mar 2026, Bob wrote:</div>Old</blockquote></div>',
      Thunderbird: '<div class="moz-cite-prefix">On 3/3/26 Bob wrote:<br></div><blockquote type="cite">Old</blockquote>',
      Outlook: '<hr><div id="m_123divRplyFwdMsg" dir="ltr">From: Bob<br>Sent: Monday</div><div>Old</div><p>Older</p>',
      'an attribution beside it': '<div>Le 3 mars 2026, Bob a écrit :</div><blockquote>Old</blockquote>',
    };
    for (const [name, quote] of Object.entries(quotes)) {
      const body = read(`<div>New words</div>${quote}`);
      expect(body.text, name).to.equal('New words');
      expect(body.html, name).not.to.contain('Old');
      expect(body.quotedHtml, name).to.contain('Old');
    }
  });

  it('keeps what is answered between the lines, and what is forwarded without a word', () => {
    const between = '<blockquote>Question one?</blockquote><div>Yes.</div><blockquote>Question two?</blockquote><div>No.</div>';
    expect(read(between)).to.deep.include({ text: 'Question one?\nYes.\nQuestion two?\nNo.', quotedHtml: '' });
    expect(read('<div class="gmail_quote">---------- Forwarded message ---------<br>From: Bob<br><br>The news</div>').text).to.contain(
      'The news',
    );
  });

  it('keeps words below a quotation, and has lines where they are read', () => {
    expect(read('<blockquote class="gmail_quote">Old</blockquote><p>Below</p>').text).to.equal('Below');
    expect(
      read('a<br>b<div>c</div>d <b>e</b>\n f<ul><li>g</li><li>h</li></ul><pre>i\n  j</pre><img data-emoji="🚀" alt="">').text,
    ).to.equal('a\nb\nc\nd e f\ng\nh\ni\n  j\n🚀');
  });

  it('shows pictures at their own address, without our pixels', () => {
    const body = read(
      `<div>Hi<img src="https://ci3.googleusercontent.com/meips/X=s0-d-e1-ft#https://x.example/logo.png"></div><div><img src="${proxied('a')}"></div><blockquote>Old<img src="${address('b')}"></blockquote>`,
    );
    expect(body.html).to.equal('<div>Hi<img src="https://x.example/logo.png"></div>');
    expect(body.quotedHtml).to.equal('<blockquote>Old</blockquote>');
  });
});

describe('text that quotes', () => {
  it('ends where the quotation begins', () => {
    for (const quote of [
      '> Old\n> Older',
      'On Tue, Mar 3, 2026 at 6:02 PM Bob <b@x.example> wrote:\n> Old',
      'On Tue, Mar 3, 2026 at 6:02 PM Bob\n<b@x.example> wrote:\n\nOld',
      'Le mar. 3 mars 2026 à 18:02, Bob a écrit :\nOld',
      'Am 03.03.2026 um 18:02 schrieb Bob:\n> Old',
      '-----Original Message-----\nFrom: Bob',
      '________________________________\nFrom: Bob',
      'De : Bob\nEnvoyé : lundi\nÀ : Ana\n\nOld',
    ])
      expect(cutQuotedText(`New\n\n${quote}`), quote).to.equal('New');
  });

  it('is whole where answers stand between the lines, or words only look alike', () => {
    for (const text of ['> Question?\nYes.', 'On Monday we meet.', 'From: the beginning\nwe knew.', 'He wrote: no'])
      expect(cutQuotedText(text)).to.equal(text);
  });
});

describe('our pixel', () => {
  it('is known by its server, behind Google’s proxy too, and nothing else is', () => {
    for (const source of [
      address('a'),
      proxied('a'),
      address('a').replace('https:', 'http:'),
      address('a').replace('crm', 'CRM'),
      encodeURI(address('a')),
    ])
      expect(isPixel(source, server), source).to.equal(true);
    expect(isPixel(address('a'), `${server}/`)).to.equal(true);
    for (const source of [
      'https://crm.example.evil.example/o/x.gif',
      `${server}/other.gif`,
      `https://x.example/?u=${address('a')}`,
      '',
      'cid:1',
      'data:image/gif;base64,R0',
    ])
      expect(isPixel(source, server), source).to.equal(false);
    expect(originalAddress('https://ci6.googleusercontent.com/proxy/X=s0-d#http://x.example/a.png')).to.equal('http://x.example/a.png');
    expect(originalAddress('https://x.example/#https://y.example/')).to.equal('https://x.example/#https://y.example/');
  });

  it('stands once, before the quoted part, whatever came along', () => {
    const body = element(
      `<div>Hello<div><img src="${address('a')}"></div></div><div>Signature <img src="https://x.example/logo.png"></div><div class="gmail_quote"><blockquote>Old <img src="${proxied('b')}"><div><img alt="" src="${address('c')}"></div></blockquote></div>`,
    );
    for (let times = 0; times < 2; times++) placePixel(body, { address: address('d'), server });
    const images = [...body.querySelectorAll('img')].map(({ src }) => src);
    expect(images).to.deep.equal(['https://x.example/logo.png', address('d')]);
    expect(body.querySelector('.gmail_quote')?.previousElementSibling?.querySelector('img')?.src).to.equal(address('d'));
    expect(body.querySelectorAll('div:empty')).to.have.length(0);
    expect(removePixels(body, server)).to.equal(1);
    expect(body.textContent).to.contain('Hello').and.to.contain('Old');
  });

  it('comes last where nothing is quoted, has no words and no size', () => {
    const body = element('Hello');
    placePixel(body, { address: address('a'), server });
    const image = body.lastElementChild?.firstElementChild as HTMLImageElement;
    expect([image.alt, image.getAttribute('width'), image.getAttribute('height')]).to.deep.equal(['', '1', '1']);
    expect(image.getAttribute('style')).not.to.contain('display');
    document.body.append(body);
    expect(image.getBoundingClientRect().width).to.equal(0);
    body.remove();
  });
});
