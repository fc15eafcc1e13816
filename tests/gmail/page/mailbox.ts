/** What is in the mailboxes of the stand-in: shared by its page, its server and the tests that know what should be read. */

export interface Party {
  name: string;
  email: string;
}

export interface Mail {
  /** `msg-f:…` or `msg-a:…`. */
  syncId: string;
  /** Legacy, hexadecimal. */
  id: string;
  rfcId: string;
  from: Party;
  to: Party[];
  cc: Party[];
  bcc: Party[];
  /** Milliseconds. */
  at: number;
  html: string;
  labels: string[];
}

export interface Thread {
  permId: string;
  /** Legacy, hexadecimal. */
  id: string;
  /** In which an emoji is a picture when shown. */
  subject: string;
  lists: string[];
  messages: Mail[];
  unread: boolean;
}

export interface Mailbox {
  address: string;
  name: string;
  threads: Thread[];
}

export const hex = (decimal: string) => BigInt(decimal).toString(16);

const me: Party = { name: 'Camille Fournier', email: 'camille@meridian.example' };
const ana: Party = { name: 'Ana Silva', email: 'Ana.Silva@Northwind.Example' };
const bob: Party = { name: 'Bob Tran', email: 'bob@northwind.example' };
const eve: Party = { name: 'Eve "Fast" O’Neil', email: 'eve@contoso.example' };
const list: Party = { name: 'Sales list', email: 'sales-list@northwind.example' };

const received = (decimal: string, more: Partial<Mail>): Mail => ({
  syncId: `msg-f:${decimal}`,
  id: hex(decimal),
  rfcId: `<${decimal}@mail.northwind.example>`,
  from: ana,
  to: [me],
  cc: [],
  bcc: [],
  at: Date.UTC(2026, 2, 4, 9, 15),
  html: '<div dir="ltr">Hello</div>',
  labels: ['^i'],
  ...more,
});

const pixel = (token: string) => `https://crm.meridian.example/o/0b9d1c5e-7f56-4b0e-9d5c-0f4f0d6f0a11/${token}.gif`;

/** The body of the message that most tests read: signature, quoted part, our pixel by way of Google's proxy. */
const longBody = `<div dir="ltr"><div>Hello Camille, &#128640; the quote looks good.</div><div>Can we talk on Tuesday?</div><div><br></div><div>Kind regards,</div>
<div dir="ltr"><div><b>Ana Silva</b></div><div>Head of Purchasing</div><div>Northwind Traders, Inc.</div><div>Tel: +1 415 555 2671 | Mobile: +1 415 555 2672</div><div><a href="https://www.northwind.example">www.northwind.example</a></div></div></div>
<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Tue, Mar 3, 2026 at 6:02 PM Camille Fournier &lt;<a href="mailto:camille@meridian.example">camille@meridian.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex"><div dir="ltr">Dear Ana, here is our quote.</div><div><img alt="" width="1" height="1" style="width:0;max-height:0;overflow:hidden" src="https://ci3.googleusercontent.com/meips/ADKq_NaTOKEN=s0-d-e1-ft#${pixel('a'.repeat(32))}"></div></blockquote></div>`;

/** What a stranger may write: markup that pretends to be Gmail's, and script that must not run. */
const hostileBody = `<div><h2 data-legacy-thread-id="ffffffffffffffff" data-thread-perm-id="thread-f:18446744073709551615">Not the subject</h2>
<span email="ceo@bank.example" name="The bank" class="gD">The bank</span><span class="g2" email="victim@bank.example">Victim</span>
<div data-message-id="#msg-f:1" data-legacy-message-id="eeeeeeeeeeeeeeee" class="adn">A message within</div>
<div role="dialog"><div g_editable="true" role="textbox" contenteditable="true">write here</div><div role="button">Send</div></div>
<img src="x" onerror="document.documentElement.dataset.hacked='yes'"><script>document.documentElement.dataset.hacked='yes'</script>
<div class="gmail_quote">${'<blockquote>'.repeat(60)}deep${'</blockquote>'.repeat(60)}</div><p>--<br>Trudy Chen<br>&lt;b&gt;CEO&lt;/b&gt;, "Drop" Tables GmbH</p></div>`;

const quotes = '1746035685735370050';
const offer = 'r-8891234567890123456';

export const firstMailbox: Mailbox = {
  address: 'camille@meridian.example',
  name: 'Camille Fournier',
  threads: [
    {
      permId: `thread-f:${quotes}`,
      id: hex(quotes),
      subject: '🚀 Quote for 20 boats',
      lists: ['inbox', 'sent', 'all'],
      unread: true,
      messages: [
        received(quotes, { at: Date.UTC(2026, 2, 2, 8, 0) }),
        received('1746035685735370111', { from: eve, to: [me, ana], at: Date.UTC(2026, 2, 2, 9, 0) }),
        received('1746035685735370222', { from: bob, to: [me], at: Date.UTC(2026, 2, 2, 10, 0) }),
        received('1746035685735370333', { from: eve, to: [ana], at: Date.UTC(2026, 2, 2, 11, 0) }),
        {
          ...received('0', { from: me, to: [ana], at: Date.UTC(2026, 2, 3, 17, 2) }),
          syncId: 'msg-a:r-84808123456789',
          id: '183b2f00c0ffee77',
          rfcId: '<CAGxSent1@mail.gmail.com>',
        },
        received('1746035685735370444', { to: [me, bob], cc: [list], at: Date.UTC(2026, 2, 4, 9, 15), html: longBody }),
      ],
    },
    {
      permId: `thread-a:${offer}`,
      id: '18c0ffee12345678',
      subject: 'Our offer',
      lists: ['sent', 'all'],
      unread: false,
      messages: [
        {
          ...received('0', {
            from: me,
            to: [ana, bob, eve],
            at: Date.UTC(2026, 2, 5, 12, 0),
            html: '<div dir="ltr">Please find our offer.</div>',
          }),
          syncId: 'msg-a:r-55512345678901',
          id: '18c0ffee1234567a',
          rfcId: '<CAGxOffer@mail.gmail.com>',
        },
      ],
    },
    {
      permId: 'thread-f:1746035685735999999',
      id: hex('1746035685735999999'),
      subject: 'FMfcgzGtwzphkBDFXSNDQzrTPZlBVwPx <b>urgent</b>',
      lists: ['inbox', 'all'],
      unread: true,
      messages: [
        received('1746035685735999999', { from: { name: 'Trudy <trudy@evil.example>', email: 'trudy@evil.example' }, html: hostileBody }),
      ],
    },
  ],
};

export const secondMailbox: Mailbox = {
  address: 'camille.private@mail.example',
  name: 'Camille',
  threads: [
    {
      permId: 'thread-f:1746035685735888888',
      id: hex('1746035685735888888'),
      subject: 'Dinner',
      lists: ['inbox', 'all'],
      unread: false,
      messages: [received('1746035685735888888', { from: bob, to: [{ name: 'Camille', email: 'camille.private@mail.example' }] })],
    },
  ],
};

export const delegatedMailbox: Mailbox = { ...secondMailbox, address: 'sales@meridian.example', name: 'Sales' };
