/** For tests in the browser: the two routes of a lead form, behind a network that can be cut. */

export interface Received {
  id: string;
  ticket: string;
  values: Record<string, string | string[]>;
  consent: boolean;
  referrer: string | null;
  utm: Record<string, string | null> | null;
  homepage_url?: string;
}

export const formKey = 'testformkey123456';

const id = (at: number): string => `01980000-0000-7000-8000-00000000000${at}`;
const choice = (at: number, name: string) => ({ id: id(at), name });
const custom = (at: number, label: string, type: string, more: object = {}) => ({
  name: `custom_fields.${id(at)}`,
  label,
  required: false,
  type,
  ...more,
});

/** A custom field of every kind, as a form asks for them; each by its label. */
export const customFields = [
  custom(0, 'Contract', 'text'),
  custom(1, 'Site', 'lines', { longest: 20_000 }),
  custom(2, 'Balances', 'number'),
  custom(3, 'Send a catalogue', 'box'),
  custom(4, 'Industry', 'list', { choices: [choice(5, 'Chemistry'), choice(6, 'Food & drink')] }),
  custom(5, 'Wanted', 'boxes', { choices: [choice(7, 'Sale'), choice(8, 'Rent'), choice(9, 'Repair')] }),
  custom(6, 'Delivery', 'date'),
  custom(7, 'Invoices to', 'email', { longest: 254 }),
  custom(8, 'Direct line', 'tel', { longest: 64 }),
  custom(9, 'Laboratory', 'address'),
  { ...custom(1, 'Shop', 'url', { longest: 2048 }), name: 'custom_fields.01980000-0000-7000-8000-0000000000aa' },
];

export class FormServer {
  readonly address = 'https://crm.example.com';
  form: object = {
    title: 'Ask for a quote',
    submit_label: null,
    fields: [
      { name: 'first_name', label: null, required: false },
      { name: 'last_name', label: null, required: true },
      { name: 'email', label: 'Work e-mail', required: true },
      { name: 'description', label: null, required: false },
    ],
    consent_text: 'You may write to me.',
    thanks_message: 'We will call you.',
    thanks_url: null,
  };
  online = true;
  /** The next answers to submissions, instead of a lead. */
  readonly refusals: { status: number; fields?: Record<string, { code: string }> }[] = [];
  /** Answers get lost on their way back, this many times. */
  lost = 0;
  /** What the definition is answered with, instead of 200. */
  status = 200;
  /** Every submission that came, in the order that it came. */
  readonly received: Received[] = [];
  readonly asked: string[] = [];
  readonly #fetch = globalThis.fetch;
  #tickets = 0;

  /** Takes the page's requests to this server. */
  listen(): void {
    globalThis.fetch = (input, init) => {
      const url = String(input instanceof Request ? input.url : input);
      return url.startsWith(this.address) ? this.#answer(new URL(url), init) : this.#fetch(input, init);
    };
  }

  close(): void {
    globalThis.fetch = this.#fetch;
  }

  /** One for each id: what the real server makes of however many submissions. */
  get leads(): Received[] {
    return [...new Map(this.received.toReversed().map((one) => [one.id, one])).values()].toReversed();
  }

  async #answer({ pathname, href }: URL, init: RequestInit | undefined): Promise<Response> {
    this.asked.push(`${init?.method ?? 'GET'} ${pathname}`);
    if (!this.online) throw new TypeError('Failed to fetch');
    if (pathname === `/forms/${formKey}`)
      return this.status === 200
        ? Response.json({ form: this.form, ticket: `ticket-${++this.#tickets}` })
        : Response.json({ code: 'x', message: 'x' }, { status: this.status });
    if (pathname !== `/forms/${formKey}/submissions`) return Response.json({ code: 'not_found', message: href }, { status: 404 });
    const refusal = this.refusals.shift();
    if (refusal) return Response.json({ code: 'invalid', message: 'no', fields: refusal.fields }, { status: refusal.status });
    this.received.push(JSON.parse(String(init?.body)) as Received);
    if (this.lost > 0) {
      this.lost--;
      throw new TypeError('Failed to fetch');
    }
    const { thanks_message, thanks_url } = this.form as { thanks_message: string | null; thanks_url: string | null };
    return Response.json({ thanks: { message: thanks_message, url: thanks_url } }, { status: 201 });
  }
}
