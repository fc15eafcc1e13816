import { elementId } from './dom.ts';
import type { Mail, Party, Thread } from './mailbox.ts';
import type { Stage } from './shell.ts';
import type { Draft } from './sync.ts';
import { post } from './sync.ts';
import type { Answering } from './thread.ts';

export interface Outcome {
  draft: Draft;
  what: 'sent' | 'scheduled';
  thread: Thread | undefined;
  inline: boolean;
}

const digits = () => Array.from({ length: 16 }, () => Math.floor(Math.random() * 9) + 1).join('');

/** One compose: a pop-up, which can fill the screen, or an answer within a message. */
export class ComposeWindow {
  readonly #stage: Stage;
  readonly #answering: Answering | undefined;
  readonly #done: (outcome: Outcome) => void;
  readonly draft: Draft;
  root: HTMLElement;
  #window: HTMLElement | undefined;
  #menu: HTMLElement | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The first save gives a draft its id. */
  #named = false;

  constructor(stage: Stage, answering: Answering | undefined, done: (outcome: Outcome) => void, before?: Draft) {
    this.#stage = stage;
    this.#answering = answering;
    this.#done = done;
    this.draft = before ?? this.#fresh();
    this.#named = before !== undefined;
    this.root = this.#build();
    if (answering) this.#standInline(answering);
    else this.#standAbove();
  }

  #fresh(): Draft {
    const { mailbox } = this.#stage;
    const from: Party = { name: mailbox.name, email: mailbox.address };
    const answering = this.#answering;
    const id = digits();
    const base: Draft = {
      draftId: `msg-a:r-${id}`,
      permId: answering?.thread.permId ?? `thread-a:r${id}`,
      fresh: !answering,
      saves: 0,
      from,
      to: [],
      cc: [],
      bcc: [],
      subject: '',
      html: '',
      quotedHtml: '',
    };
    if (!answering) return base;
    const { mail, thread, kind } = answering;
    const others = mail.from.email === mailbox.address ? mail.to : [mail.from];
    const more =
      kind === 'all'
        ? [...mail.to, ...mail.cc].filter(({ email }) => email !== mailbox.address && !others.some((party) => party.email === email))
        : [];
    const prefix = kind === 'forward' ? 'Fwd: ' : 'Re: ';
    const quote = `<div class="gmail_quote"><div dir="ltr" class="gmail_attr">On ${new Date(mail.at).toUTCString()} ${mail.from.name} wrote:<br></div><blockquote class="gmail_quote">${mail.html}</blockquote></div>`;
    return {
      ...base,
      to: kind === 'forward' ? [] : others,
      cc: more,
      subject: `${prefix}${thread.subject}`,
      ...(kind === 'forward' ? { html: `<br>${quote}` } : { quotedHtml: quote }),
    };
  }

  /** A pop-up at the foot of the window, after others. */
  #standAbove(): void {
    const { maker, words } = this.#stage;
    const make = maker.make.bind(maker);
    const bar = make(
      'div',
      { class: 'Hm' },
      make('span', {}, words.compose),
      make('img', { class: 'Hl', alt: '', role: 'button', click: () => this.minimise() }),
      make('img', { class: 'Hq aUG', alt: '', role: 'button', click: () => this.fill() }),
      make('img', { class: 'Ha', alt: '', role: 'button', click: () => this.close() }),
    );
    this.#window = make(
      'div',
      { class: 'nH Hd', role: 'dialog', id: elementId(), style: 'width:510px;background:#fff' },
      make('div', { class: 'aoI' }, make('div', { class: 'aDm' }, bar), this.root),
    );
    this.#stage.dock().append(make('div', { class: 'AD' }, this.#window));
  }

  #standInline({ place, thread, mail }: Answering): void {
    const { maker, variant } = this.#stage;
    const make = maker.make.bind(maker);
    if (variant.inline === 'gA') {
      const table = make('table', { class: 'gA gt' }, make('tbody', {}, make('tr', {}, make('td', { class: 'I5' }, this.root))));
      place.parentElement?.append(table);
    } else
      place.append(make('div', { class: 'ip adB' }, make('div', { class: variant.inline === 'nr' ? 'nr tMHS5d' : 'ip-in' }, this.root)));
    void [thread, mail];
  }

  #build(): HTMLElement {
    const { maker, words, variant } = this.#stage;
    const make = maker.make.bind(maker);
    const hidden = (name: string, value: string) => make('input', { type: 'hidden', name, value });
    const form = make(
      'form',
      { class: 'bAs', method: 'POST' },
      this.#recipients(),
      hidden('draft', this.#named ? `#${this.draft.draftId}` : 'undefined'),
      hidden('composeid', digits()),
      ...(this.#answering
        ? [
            hidden('rm', `#${this.#answering.mail.syncId}`),
            hidden('rt', `#${this.#answering.thread.permId}`),
            hidden('lts', variant.undefinedIds ? 'undefined' : this.#answering.thread.id),
            hidden('subject', this.draft.subject),
          ]
        : [
            make(
              'div',
              { class: 'aoD az6' },
              make('input', { class: 'aoT', name: 'subjectbox', value: this.draft.subject, input: () => this.#changed() }),
            ),
          ]),
      hidden('ishtml', variant.plain ? '0' : '1'),
    );
    const body = make('div', {
      id: elementId(),
      class: 'Am Al editable LW-avf tS-tW',
      role: 'textbox',
      'aria-label': 'Message Body',
      'aria-multiline': 'true',
      contenteditable: 'true',
      g_editable: 'true',
      tabindex: 1,
      style: `direction:${document.body.dir};min-height:80px;min-width:200px`,
      input: () => this.#changed(),
    });
    body.append(maker.written(this.draft.html));
    const field = make('textarea', {
      class: 'Ak',
      name: 'body',
      'aria-label': 'Message Body',
      style: 'display:none',
      input: () => this.#changed(),
    });
    if (variant.plain) {
      field.style.display = '';
      body.style.display = 'none';
    }
    const formatting = make(
      'tr',
      { class: 'aWQ', style: 'display:none' },
      make(
        'td',
        {},
        make('div', { role: 'button', 'aria-haspopup': 'true' }, 'Sans Serif'),
        make('div', { role: 'button', 'data-tooltip': '\u202aBold (Ctrl-B)\u202c' }),
      ),
    );
    const send = make(
      'div',
      {
        class: 'T-I J-J5-Ji aoO v7 T-I-atl L3',
        role: 'button',
        tabindex: 1,
        'data-tooltip': `${words.send} \u202a(${words.key})\u202c`,
        'aria-label': `${words.send} \u202a(${words.key})\u202c`,
        click: () => this.send(),
      },
      words.send,
    );
    const more = make('div', {
      class: 'T-I hG J-J5-Ji',
      role: 'button',
      'aria-haspopup': 'true',
      'aria-expanded': 'false',
      tabindex: 1,
      click: (event) => this.#openMenu(event.currentTarget as HTMLElement),
    });
    const discard = make(
      'td',
      { class: 'gU az5' },
      make('div', { class: 'oh J-Z-I', role: 'button', 'aria-label': words.discard, tabindex: 1, click: () => this.close() }),
    );
    const sends = make(
      'tr',
      { class: 'btC' },
      make('td', { class: 'gU Up' }, make('div', { class: 'J-J5-Ji btA' }, make('div', { class: 'dC' }, send, more))),
      make('td', { class: 'gU az7' }, make('div', { role: 'button', class: 'az9x', 'data-tooltip': 'Formatting options' })),
      discard,
    );
    const table = make(
      'table',
      { class: 'iN', style: 'width:100%' },
      make('tbody', {}, make('tr', {}, make('td', { class: 'Ap' }, make('div', { class: 'Ar Au' }, body, field)))),
    );
    const bar = make('table', { class: 'IZ', style: 'width:100%' }, make('tbody', {}, formatting, sends));
    const root = make(
      'div',
      { class: 'M9', keydown: (event) => this.#pressed(event as KeyboardEvent) },
      this.#typeButton(),
      form,
      make('div', { class: 'aoP' }, table, bar),
    );
    return root;
  }

  #typeButton(): HTMLElement {
    const make = this.#stage.maker.make.bind(this.#stage.maker);
    if (!this.#answering) return make('span');
    return make(
      'div',
      { class: 'J-JN-M-I-Jm', role: 'button', 'aria-haspopup': 'true' },
      make('img', { alt: '', class: this.#answering.kind === 'forward' ? 'mI' : this.#answering.kind === 'all' ? 'mK' : 'mL' }),
    );
  }

  /** Each account has one of the two forms. In a fresh answer the fields are hidden behind a line that sums them up. */
  #recipients(): HTMLElement {
    const { maker, variant } = this.#stage;
    const make = maker.make.bind(maker);
    const fields = (['to', 'cc', 'bcc'] as const).map((name) => {
      const parties = this.draft[name];
      if (variant.recipients === 'old') {
        const values = parties.map((party) =>
          make(
            'div',
            { class: 'vR' },
            make('span', { class: 'vN', email: party.email }, party.name),
            make('input', { type: 'hidden', name, value: `"${party.name.replaceAll('"', '\\"')}" <${party.email}>` }),
          ),
        );
        return make(
          'div',
          { class: 'aoD' },
          ...values,
          make('textarea', { class: 'vO', name, rows: 1, keydown: (event) => this.#typed(event as KeyboardEvent, name) }),
        );
      }
      const chips = parties.map((party) =>
        make(
          'div',
          { role: 'option', 'data-hovercard-id': party.email, 'data-name': party.name, class: 'afX' },
          make('span', {}, party.name || party.email),
        ),
      );
      return make(
        'div',
        { name, class: 'anm' },
        make('div', { role: 'listbox' }, ...chips),
        make('input', { role: 'combobox', class: 'agP aFw', type: 'text', keydown: (event) => this.#typed(event as KeyboardEvent, name) }),
      );
    });
    const real = make('div', { class: 'fX aiL', style: this.#answering ? 'display:none' : '' }, ...fields);
    const summary = make(
      'div',
      { class: 'aoD hl', tabindex: 1, style: this.#answering ? '' : 'display:none' },
      ...this.draft.to
        .concat(this.draft.cc)
        .map((party) => make('span', { class: 'vN', email: party.email }, party.name.split(' ')[0] ?? '')),
    );
    const show = () => {
      real.style.display = '';
      summary.style.display = 'none';
    };
    summary.addEventListener('focus', show);
    summary.addEventListener('click', show);
    return make('div', { class: 'aoD' }, summary, real);
  }

  /** What was typed becomes a chip with Enter, comma or Tab. */
  #typed(event: KeyboardEvent, name: 'to' | 'cc' | 'bcc'): void {
    if (!['Enter', ',', 'Tab'].includes(event.key) || event.ctrlKey || event.metaKey) return;
    const field = event.target as HTMLInputElement;
    if (field.value.trim() === '') return;
    if (event.key !== 'Tab') event.preventDefault();
    this.addRecipient(name, field.value);
    field.value = '';
  }

  addRecipient(name: 'to' | 'cc' | 'bcc', text: string): void {
    const [, shown = '', email = text] = /^\s*"?([^"<]*?)"?\s*<([^>]+)>\s*$/.exec(text) ?? [];
    this.draft[name].push({ name: shown, email: email.trim() });
    const before = this.root.querySelector('form')?.firstElementChild;
    before?.replaceWith(this.#recipients());
    this.#changed();
  }

  #changed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), 120);
  }

  /** Takes from the fields what stands in them now. */
  #read(): void {
    const { variant } = this.#stage;
    const box = this.root.querySelector<HTMLInputElement>('input[name=subjectbox]');
    if (box) this.draft.subject = box.value;
    const field = this.root.querySelector<HTMLTextAreaElement>('textarea[name=body]');
    const body = this.root.querySelector<HTMLElement>('[g_editable]');
    this.draft.html = variant.plain ? (field?.value ?? '') : (body?.innerHTML ?? '');
  }

  async #save(): Promise<void> {
    this.#read();
    if (!this.#named) {
      this.#named = true;
      const field = this.root.querySelector<HTMLInputElement>('input[name=draft]');
      if (field) field.value = `#${this.draft.draftId}`;
    }
    await post(this.draft, 'draft', location.pathname, this.#stage.variant);
    this.draft.saves++;
  }

  #pressed(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.send();
    else if (
      (event.key === 'Enter' || event.key === ' ') &&
      (event.target as Element).closest('[role=button]:not([aria-haspopup])')?.textContent === this.#stage.words.send
    )
      this.send();
  }

  /** Above the button that opens it, where it has room. */
  #openMenu(button: HTMLElement): void {
    const { maker, words } = this.#stage;
    this.#menu?.remove();
    const item = maker.make(
      'div',
      { class: 'J-N yr', role: 'menuitem', selector: 'scheduledSend', mouseup: () => this.#askWhen() },
      maker.make('div', { class: 'J-N-Jz' }, words.schedule),
    );
    const { left, top } = button.getBoundingClientRect();
    this.#menu = maker.make(
      'div',
      { class: 'J-M', role: 'menu', style: `position:fixed;bottom:${innerHeight - top}px;left:${left}px;z-index:9` },
      item,
    );
    document.body.append(this.#menu);
  }

  /** Over the whole page: nobody gets at what is behind it. */
  #askWhen(): void {
    this.#menu?.remove();
    const { maker, variant, words } = this.#stage;
    const answer = (work: () => void) => () => {
      scrim.remove();
      work();
    };
    const dialog = maker.make(
      'div',
      { class: 'Kj-JD', role: variant.alerts ? 'alertdialog' : 'dialog', tabindex: 0, style: 'margin:100px;background:#fff' },
      maker.make('button', { name: 'when', click: answer(() => this.send('scheduled')) }, words.tomorrow),
      maker.make('button', { name: 'never', click: answer(() => undefined) }, words.cancel),
    );
    const scrim: HTMLElement = maker.make('div', { style: 'position:fixed;inset:0;z-index:20;background:#0003' }, dialog);
    document.body.append(scrim);
  }

  send(what: 'sent' | 'scheduled' = 'sent'): void {
    this.#menu?.remove();
    for (const name of ['to', 'cc', 'bcc'] as const) {
      const typed = this.root.querySelector<HTMLInputElement>(`[name=${name}] input[role=combobox], textarea[name=${name}]`);
      if (typed?.value.trim()) this.addRecipient(name, typed.value);
    }
    if (this.draft.to.length + this.draft.cc.length + this.draft.bcc.length === 0) {
      this.#refuse();
      return;
    }
    clearTimeout(this.#timer);
    this.#read();
    const inline = this.#answering !== undefined;
    this.close();
    this.#done({ draft: this.draft, what, thread: this.#answering?.thread, inline });
  }

  #refuse(): void {
    const { maker, words } = this.#stage;
    const dialog: HTMLElement = maker.make(
      'div',
      { class: 'Kj-JD', role: 'alertdialog', tabindex: 0, style: 'position:fixed;top:100px;left:100px;background:#fff;z-index:20' },
      maker.make('div', {}, words.refused),
      maker.make('button', { name: 'ok', click: () => dialog.remove() }, 'OK'),
    );
    document.body.append(dialog);
  }

  /** The same dialog elsewhere: full screen. */
  fill(): void {
    const make = this.#stage.maker.make.bind(this.#stage.maker);
    if (!this.#window) return;
    document.body.append(
      make('div', { class: 'aSs', style: 'position:fixed;inset:40px;z-index:8' }, make('div', { class: 'aSt' }, this.#window)),
    );
  }

  minimise(): void {
    this.root.style.display = this.root.style.display === 'none' ? '' : 'none';
  }

  close(): void {
    clearTimeout(this.#timer);
    (this.#window?.closest<HTMLElement>('.AD') ?? this.#window)?.remove();
    this.#window?.remove();
    this.root.remove();
  }
}

/** The message that a draft has become. */
export const sentMail = (draft: Draft, id: string): Mail => ({
  syncId: draft.draftId,
  id,
  rfcId: '',
  from: draft.from,
  to: draft.to,
  cc: draft.cc,
  bcc: draft.bcc,
  at: Date.now(),
  html: draft.html + draft.quotedHtml,
  labels: ['^f'],
});
