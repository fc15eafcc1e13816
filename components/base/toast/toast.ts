import './toaster.ts';

export interface ToastOptions {
  /** What has happened, in a few words. */
  text: string;
  /** `danger` for what failed. */
  tone?: 'danger';
  /** The way back, or the act that mends it. */
  action?: { label: string; run: () => void };
  /** How long it stays; 5 seconds, or 10 with an act. It waits while someone points at it. */
  seconds?: number;
  /** The element that it comes from: the toast takes its theme. */
  from?: Element;
}

/** Tells what has just happened, with the way back: the kit undoes rather than asks. */
export function toast(options: ToastOptions): { close: () => void } {
  let toaster = document.querySelector('crm-toaster');
  if (!toaster) {
    toaster = document.createElement('crm-toaster');
    document.body.append(toaster);
  }
  if (options.from) toaster.style.colorScheme = getComputedStyle(options.from).colorScheme;
  return { close: toaster.add(options) };
}
