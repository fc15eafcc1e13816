import type { TemplateResult } from 'lit';
import { html, nothing, render } from 'lit';
import '../button/button.ts';
import { msg } from '../localisation/index.ts';
import './dialog.ts';

/** A control of the kit by which somebody answers. */
export type Control = HTMLElement & { value: string; checked: boolean };

/** A question as a dialog shows it. */
export interface Question {
  heading: string;
  size?: 'small' | 'medium' | 'large';
  body: TemplateResult;
  /** The primary button: its words, and what it does. */
  act: { label: string; run: () => void };
  /** Buttons before the one that closes. */
  aside?: TemplateResult;
  /** Words on the button that closes; left out, *Cancel*. */
  close?: string;
}

/** A dialog that is open. */
export interface Asking<T> {
  /** Draws the question anew, after something in it has changed. */
  redraw(): void;
  /** Closes the dialog with an answer. */
  answer(value: T): void;
  /** Closes it without one. */
  cancel(): void;
  /** The control with this name. */
  control(name: string): Control | undefined;
}

/**
 * Asks something in a dialog that is there only as long as it is open. `question` is called for each drawing. Gives the answer,
 * or undefined where nobody gives one: by *Cancel*, Escape, the close button or a press outside. `host` is where it is put.
 */
export function showDialog<T>(host: HTMLElement, question: (asking: Asking<T>) => Question): Promise<T | undefined> {
  const place = document.createElement('div');
  (host.shadowRoot ?? host).append(place);
  return new Promise((resolve) => {
    let answer: T | undefined;
    const close = (): void => {
      const dialog = place.querySelector('crm-dialog');
      if (dialog) dialog.open = false;
    };
    const closed = (event: Event): void => {
      // Dialogs in this one tell of themselves too.
      if (event.target !== place.querySelector('crm-dialog')) return;
      render(nothing, place);
      place.remove();
      resolve(answer);
    };
    const asking: Asking<T> = {
      redraw: () => draw(),
      answer: (value) => {
        answer = value;
        close();
      },
      cancel: close,
      control: (name) => place.querySelector<Control>(`[name="${name}"]`) ?? undefined,
    };
    const draw = (): void => {
      const { heading, size = 'small', body, act, aside, close: closing = msg('Cancel') } = question(asking);
      // Enter in a field does what the primary button does.
      const submit = (event: Event): void => {
        event.preventDefault();
        act.run();
      };
      render(
        html`<crm-dialog size=${size} heading=${heading} open @crm-closed=${closed}>
          <form novalidate @submit=${submit}>${body}</form>
          ${aside ?? nothing}
          <crm-button slot="footer" @click=${close}>${closing}</crm-button>
          <crm-button slot="footer" variant="primary" @click=${act.run}>${act.label}</crm-button>
        </crm-dialog>`,
        place,
      );
    };
    draw();
  });
}
