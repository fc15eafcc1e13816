import { address, addresses } from './addresses.ts';
import { standsOnDark } from './appearance.ts';
import type { RecipientField } from './candidates.ts';
import { forwardPrefix } from './candidates.ts';
import type { Finder } from './finder.ts';
import { fieldValue } from './finder.ts';
import { given, legacyId, legacyOfSync, syncMessageId, syncThreadId } from './ids.ts';
import type { Network } from './network.ts';
import { ours } from './reading.ts';
import { recipientsIn } from './recipients.ts';
import type { Compose, Person, Send } from './types.ts';
import { isVisible } from './visible.ts';

export interface ComposeReading {
  finder: Finder;
  network: Network;
  own(): string | undefined;
  /** Of the conversation that is shown. */
  shownThread(): string | undefined;
}

/** One window or answer in which somebody writes, read anew each time. It can move to another element: full screen, pop-out. */
export class OpenCompose implements Compose {
  readonly key: string;
  /** What holds body and fields; `scope` the buttons as well. */
  root: HTMLElement;
  readonly sending = new Set<(send: Send) => void>();
  readonly refused = new Set<() => void>();
  readonly closed = new Set<() => void>();
  /** A send was tried, and neither refused nor seen to leave. */
  tried = false;
  /** Gmail asks for when it is sent, or whether at all. */
  asked = false;
  /** Where the caret was last. */
  #caret: Range | undefined;
  readonly #reading: ComposeReading;

  constructor(key: string, root: HTMLElement, reading: ComposeReading) {
    this.key = key;
    this.root = root;
    this.#reading = reading;
  }

  get element(): HTMLElement {
    return this.#guard('compose scope', this.root, () => scopeOf(this.root, this.#finder));
  }

  get kind(): 'new' | 'reply' | 'forward' {
    return this.#guard('compose kind', 'new', () => {
      const answers = this.#id('answered') !== undefined || this.inline;
      if (!answers) return 'new';
      if (this.#finder.first('forward mark', this.element)) return 'forward';
      // Answers to what was forwarded begin with "Re:" all the same.
      return forwardPrefix.test(this.subject) ? 'forward' : 'reply';
    });
  }

  get inline(): boolean {
    return this.#guard('compose place', false, () => {
      if (this.root.closest('[role=dialog], .AD, .aSs, .dw')) return false;
      // In a window of its own a compose fills the view, without a conversation around it.
      const view = this.root.closest('[role=main]');
      if (view && !view.querySelector('[data-message-id], [data-legacy-message-id], h2[data-legacy-thread-id], h2[data-thread-perm-id]'))
        return false;
      return this.root.closest('[role=main], [data-message-id], [data-legacy-message-id], [role=listitem], .ip, .gA') !== null;
    });
  }

  get draftId(): string | undefined {
    return this.#guard('draft id', undefined, () => {
      const value = this.#id('draft id');
      return syncMessageId(value) ?? (value !== undefined && /^(?:r-?)?\d{6,}$/.test(value) ? `msg-a:${value}` : undefined);
    });
  }

  get threadId(): string | undefined {
    return this.#guard('draft thread', undefined, () => {
      const values = this.#finder
        .all('draft thread', this.element)
        .concat([...this.element.querySelectorAll<HTMLElement>('input[name=rt], input[name=lts]')])
        .map(fieldValue);
      const told = values
        .map((value) => legacyId(value) ?? legacyOfSync(syncThreadId(value)) ?? this.#reading.network.threadOf(syncThreadId(value)))
        .find((id) => id !== undefined);
      return told ?? (this.inline ? this.#reading.shownThread() : undefined);
    });
  }

  get messageId(): string | undefined {
    return this.#guard('answered', undefined, () => {
      const value = this.#id('answered');
      const syncId = syncMessageId(value);
      const named = this.#reading.network.of(syncId)?.messageId ?? legacyOfSync(syncId) ?? legacyId(value);
      if (named) return named;
      const shown =
        syncId === undefined
          ? null
          : this.root.ownerDocument.querySelector(`[data-message-id="#${syncId}"], [data-message-id="${syncId}"]`);
      const around = shown ?? this.root.closest('[data-legacy-message-id]') ?? (this.inline ? previousMessage(this.root) : undefined);
      return legacyId(around?.getAttribute('data-legacy-message-id'));
    });
  }

  get from(): string | undefined {
    return this.#guard('from', undefined, () => {
      const value = this.#finder.value('from', this.element);
      return value === undefined ? undefined : (address(value) ?? addresses(value)[0]?.email);
    });
  }

  get to(): Person[] {
    return this.#people('to');
  }

  get cc(): Person[] {
    return this.#people('cc');
  }

  get bcc(): Person[] {
    return this.#people('bcc');
  }

  get subject(): string {
    return this.#guard('compose subject', '', () => this.#finder.value('compose subject', this.element)?.trim() ?? '');
  }

  setSubject(subject: string): boolean {
    return this.#guard('compose subject', false, () => {
      const field = this.#finder.first('compose subject', this.element, { keep: isVisible }) as HTMLInputElement | undefined;
      if (!field || !('value' in field)) return false;
      field.value = subject;
      for (const type of ['input', 'change']) field.dispatchEvent(this.#event(type));
      return true;
    });
  }

  get plainText(): boolean {
    return this.#guard('plain text', false, () => {
      const html = this.element.querySelector<HTMLInputElement>('input[name=ishtml]')?.value;
      if (html !== undefined && given(html) !== undefined) return html === '0' || html === 'false';
      if (this.element.querySelector('[contenteditable=plaintext-only]')) return true;
      const body = this.body();
      return !body || body.tagName === 'TEXTAREA';
    });
  }

  get dark(): boolean | undefined {
    return this.#guard('compose colour', undefined, () => standsOnDark(this.body() ?? this.element));
  }

  /** The body that is seen: in plain text mode a field without formatting can stand in for it. */
  body(): HTMLElement | undefined {
    return this.#guard('compose body', undefined, () => {
      const { element } = this;
      const rich = this.#finder.first('compose body', element, { keep: (one) => !one.closest(`[${ours}]`) });
      const plain = this.#finder.first('plain body', element, {
        visible: true,
        keep: (one) => !one.closest('[name=to], [name=cc], [name=bcc]'),
      });
      return rich && (isVisible(rich) || !plain) ? rich : (plain ?? rich);
    });
  }

  sendButton(): HTMLElement | undefined {
    return this.#guard('send', undefined, () =>
      this.#finder.first('send', this.element, { keep: (button) => !button.closest(`[${ours}]`) }),
    );
  }

  attach(control: HTMLElement, place: 'toolbar' | 'strip'): boolean {
    return this.#guard('attach', false, () => {
      const send = this.sendButton();
      const row = this.#finder.first('toolbar', this.element);
      if (!send || !row) return false;
      const name = `${place} ${this.key}`;
      const standing = [...this.element.querySelectorAll<HTMLElement>(`[${ours}]`)].filter((one) => one.getAttribute(ours) === name);
      const right = standing.find(
        (one) => one.contains(control) && (place === 'strip' ? one.nextElementSibling?.contains(send) : one.parentElement === row),
      );
      for (const one of standing) if (one !== right) one.remove();
      if (right) return true;
      if (place === 'toolbar') {
        let group: Element = send;
        while (group.parentElement && group.parentElement !== row) group = group.parentElement;
        return insert(holder(row.tagName === 'TR' ? 'td' : 'div', name, control), row, group.nextElementSibling);
      }
      const table = row.closest<HTMLElement>('table') ?? row;
      const whole = this.element.contains(table) && table.parentElement && !table.contains(this.body() ?? null) ? table : row;
      const tag = whole.tagName === 'TR' ? 'tr' : 'div';
      const strip = holder(tag, name, control, whole.tagName === 'TR' ? Math.max(1, whole.children.length) : 0);
      return whole.parentElement ? insert(strip, whole.parentElement, whole) : false;
    });
  }

  insertAtCaret(nodes: Node[]): boolean {
    return this.#guard('insert', false, () => {
      const body = this.body();
      if (!body) return false;
      if (body.tagName === 'TEXTAREA') return this.#insertText(body as HTMLTextAreaElement, nodes);
      this.noteCaret();
      const document = body.ownerDocument;
      const range = this.#caret && body.contains(this.#caret.commonAncestorContainer) ? this.#caret.cloneRange() : atBeginning(body);
      range.deleteContents();
      const fragment = document.createDocumentFragment();
      fragment.append(...nodes.map((node) => (node.ownerDocument === document ? node : document.importNode(node, true))));
      const last = fragment.lastChild;
      range.insertNode(fragment);
      if (last) range.setStartAfter(last);
      range.collapse(true);
      this.#caret = range;
      const selection = document.getSelection();
      selection?.removeAllRanges();
      selection?.addRange(range);
      this.changed();
      return true;
    });
  }

  changed(): void {
    this.#guard('changed', undefined, () => this.body()?.dispatchEvent(this.#event('input')));
  }

  /** Keeps where the caret is, before it goes elsewhere: into our sidebar, say. */
  noteCaret(): void {
    const body = this.body();
    const selection = body?.ownerDocument.getSelection();
    if (body && selection && selection.rangeCount > 0 && body.contains(selection.anchorNode))
      this.#caret = selection.getRangeAt(0).cloneRange();
  }

  onSend(listener: (send: Send) => void): () => void {
    this.sending.add(listener);
    return () => void this.sending.delete(listener);
  }

  onRefused(listener: () => void): () => void {
    this.refused.add(listener);
    return () => void this.refused.delete(listener);
  }

  onClosed(listener: () => void): () => void {
    this.closed.add(listener);
    return () => void this.closed.delete(listener);
  }

  get #finder(): Finder {
    return this.#reading.finder;
  }

  #guard<Value>(doing: string, otherwise: Value, work: () => Value): Value {
    return this.#finder.guard(doing, otherwise, work);
  }

  #id(thing: 'draft id' | 'answered'): string | undefined {
    return this.#finder
      .all(thing, this.element)
      .map((field) => given(fieldValue(field))?.replace(/^#/, ''))
      .find((value) => value !== undefined);
  }

  #event(type: string): Event {
    const view = this.root.ownerDocument.defaultView;
    return type === 'input' && view?.InputEvent
      ? new view.InputEvent('input', { bubbles: true, inputType: 'insertText' })
      : new (view?.Event ?? Event)(type, { bubbles: true });
  }

  #insertText(field: HTMLTextAreaElement, nodes: Node[]): boolean {
    const text = nodes.map((node) => node.textContent ?? '').join('');
    const at = field.selectionStart ?? field.value.length;
    field.setRangeText(text, at, field.selectionEnd ?? at, 'end');
    field.dispatchEvent(this.#event('input'));
    return true;
  }

  #people(field: RecipientField): Person[] {
    return this.#guard(`recipients ${field}`, [], () =>
      recipientsIn(this.element, field, { finder: this.#finder, own: this.#reading.own(), body: this.body() }),
    );
  }
}

/** Grows from what holds body and draft to what holds the buttons too, never so far that another compose is in it. */
export function scopeOf(root: HTMLElement, finder: Finder): HTMLElement {
  const others = (at: Element) =>
    [...at.querySelectorAll('input[name=draft], input[name=composeid], [g_editable=true]')].filter(
      (one) =>
        !root.contains(one) &&
        (one.matches('[g_editable=true]') || one.closest('form, [role=dialog]') !== root.closest('form, [role=dialog]')),
    ).length > 0;
  const stop = (at: Element) =>
    /^(?:BODY|HTML)$/.test(at.tagName) ||
    at.matches('[role=main], [data-message-id], [data-legacy-message-id], [role=listitem], [role=list], .dw') ||
    others(at);
  const dialog = root.closest<HTMLElement>('[role=dialog]');
  if (dialog && !others(dialog)) return dialog;
  let at = root;
  // A button of the page around it would be none of this compose: only what names itself as a send button counts on the way up.
  while (!finder.first('send', at) && at.parentElement && !stop(at.parentElement)) at = at.parentElement;
  return finder.first('send', at) ? at : root;
}

/** In an older place of inline answers: beside the message, not in it. */
function previousMessage(root: HTMLElement): Element | undefined {
  for (let at: Element | null = root; at && at.getAttribute('role') !== 'main'; at = at.parentElement)
    for (let before = at.previousElementSibling; before; before = before.previousElementSibling) {
      const all = before.matches('[data-legacy-message-id]') ? [before] : [...before.querySelectorAll('[data-legacy-message-id]')];
      if (all.length > 0) return all.at(-1);
    }
  return undefined;
}

function atBeginning(body: HTMLElement): Range {
  const range = body.ownerDocument.createRange();
  range.selectNodeContents(body);
  range.collapse(true);
  return range;
}

function holder(tag: 'td' | 'tr' | 'div', name: string, control: HTMLElement, columns = 0): HTMLElement {
  const element = control.ownerDocument.createElement(tag);
  element.setAttribute(ours, name);
  if (tag === 'tr') {
    const cell = control.ownerDocument.createElement('td');
    cell.colSpan = columns;
    cell.append(control);
    element.append(cell);
  } else element.append(control);
  return element;
}

const insert = (element: HTMLElement, parent: Element, before: Element | null) => {
  parent.insertBefore(element, before);
  return true;
};
