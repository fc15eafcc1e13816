import { expect } from 'chai';
import { html } from 'lit';
import { mount, unmountAll, until, violations } from '../base/testing/page.ts';
import './email-body.ts';
import type { EmailBody } from './email-body.ts';

const show = async (content: string | null, text: string | null = null): Promise<EmailBody> => {
  const body = await mount<EmailBody>(
    html`<crm-email-body style="inline-size: 420px" label="Message" .html=${content} .text=${text}></crm-email-body>`,
  );
  if (content !== null) await until(() => Boolean(frameOf(body)), 'the frame');
  return body;
};
const frameOf = (body: EmailBody) => body.shadowRoot?.querySelector<HTMLIFrameElement>('iframe.shown') ?? undefined;
const twinOf = (body: EmailBody) => body.shadowRoot?.querySelector<HTMLIFrameElement>('iframe.twin') ?? undefined;
const heightOf = (body: EmailBody) => Number(frameOf(body)?.getAttribute('height'));

/** A picture of this test's own server, which says whether it was asked for. */
const picture = (name: string) => new URL(`/components/emails/${name}.png?${Math.random()}`, location.href).href;
const asked = (url: string) => performance.getEntriesByName(url).length > 0;

describe('the body of a message', () => {
  afterEach(unmountAll);

  it('stands in a frame that runs nothing, knows nothing of the page, and may ask for nothing', async () => {
    const body = await show('<p>Hello</p><script>parent.hacked = true</script><img src="x" onerror="parent.hacked = true">');
    const frame = frameOf(body);
    expect(frame?.getAttribute('sandbox')).to.equal('allow-popups allow-popups-to-escape-sandbox');
    expect(frame?.contentDocument).to.equal(null);
    expect(frame?.getAttribute('referrerpolicy')).to.equal('no-referrer');
    expect(frame?.srcdoc).to.contain("default-src 'none'").and.to.contain('img-src data:;').and.not.to.contain('script>');
    expect(twinOf(body)?.getAttribute('sandbox')).to.equal('allow-same-origin');
    expect((window as unknown as { hacked?: boolean }).hacked).to.equal(undefined);
  });

  it('is as high as what stands in it, at whatever width', async () => {
    const body = await show(`<p>${'Some words of a letter. '.repeat(40)}</p>`);
    await until(() => heightOf(body) > 150, 'it is high');
    const before = heightOf(body);
    expect(twinOf(body)?.contentDocument?.body.scrollHeight).to.equal(before);
    body.style.inlineSize = '210px';
    await until(() => heightOf(body) > before * 1.5, 'it is higher');
    body.style.inlineSize = '420px';
    await until(() => heightOf(body) === before, 'it is as before');
  });

  it('runs no script even of what was not cleaned', async () => {
    const body = await show('<p>Hello</p>');
    const twin = twinOf(body);
    if (!twin) throw new Error('There is no twin');
    twin.srcdoc = '<script>parent.hacked = true</script><img src="x" onerror="parent.hacked = true"><p id="end">End</p>';
    await until(() => Boolean(twin.contentDocument?.querySelector('#end')), 'it is read');
    expect((window as unknown as { hacked?: boolean }).hacked).to.equal(undefined);
  });

  it('loads pictures when it is told to, and says before what that tells', async () => {
    const body = await show(`<p>Hello</p><img src="${picture('a').replace('http:', 'https:')}" alt="Logo">`);
    const bar = body.shadowRoot?.querySelector('.bar');
    expect(bar?.textContent).to.contain('tells the sender');
    expect(frameOf(body)?.srcdoc).not.to.contain('.png');
    bar?.querySelector('crm-button')?.click();
    await until(() => frameOf(body)?.srcdoc.includes('.png') ?? false, 'the picture');
    expect(frameOf(body)?.srcdoc).to.contain('img-src data: https:;');
    expect(body.shadowRoot?.querySelector('.bar')).to.equal(null);
    // Another message begins anew.
    body.html = `<img src="https://pictures.example/b.png">`;
    await until(() => Boolean(body.shadowRoot?.querySelector('.bar')), 'it asks again');
  });

  it('asks for no picture while it is cleaned', async () => {
    const url = picture('spy');
    await show(`<p>Hello</p><img src="${url}"><p style="background:url(${url})">a</p>`);
    expect(asked(url)).to.equal(false);
  });

  it('is dark where the page is, and white where it brings colours made for white', async () => {
    document.documentElement.style.colorScheme = 'dark';
    try {
      const body = await show('<p>Hello</p>');
      await until(() => frameOf(body)?.srcdoc.includes('only dark') ?? false, 'it is dark');
      document.documentElement.style.colorScheme = 'light';
      await until(() => frameOf(body)?.srcdoc.includes('only light') ?? false, 'it is light');
      document.documentElement.style.colorScheme = 'dark';
      const coloured = await show('<p style="color:#222222">Hello</p>');
      expect(coloured.shadowRoot?.querySelector('.paper')?.classList.contains('white')).to.equal(true);
      await until(() => frameOf(coloured)?.srcdoc.includes('only light') ?? false, 'it is light');
      expect(frameOf(coloured)?.srcdoc).to.contain('background:rgb(255, 255, 255)');
    } finally {
      document.documentElement.style.colorScheme = '';
    }
  });

  it('shows plain text as it is, with its links to press', async () => {
    const body = await show(null, 'Hello <b>\n  see (https://a.example/x?y=1).');
    const text = body.shadowRoot?.querySelector('.plain');
    expect(text?.textContent).to.equal('Hello <b>\n  see (https://a.example/x?y=1).');
    const link = text?.querySelector('a');
    expect([link?.getAttribute('href'), link?.rel, link?.target]).to.deep.equal([
      'https://a.example/x?y=1',
      'noopener noreferrer',
      '_blank',
    ]);
  });

  it('has nothing that axe objects to', async () => {
    expect(await violations(await show('<p>Hello</p><img src="https://pictures.example/a.png">'))).to.deep.equal([]);
  });
});
