import type { Row } from '../../shared/records/index.ts';
import { msg, refusalWords } from '../base/localisation/index.ts';
import { toast } from '../base/toast/toast.ts';
import type { Store } from '../store/index.ts';
import { Refusal, Unreachable } from '../store/index.ts';

type Document = Row<'document'>;

/** A link that gives the file to a browser without its token. @throws Refusal, Unreachable */
export async function linkTo(store: Store, { id }: Document): Promise<string> {
  const { url } = (await (await store.transport.request('POST', `/files/${id}/link`)).json()) as { url: string };
  return url;
}

/** The file itself. @throws Refusal, Unreachable */
export async function contentOf(store: Store, { id, content_type }: Document): Promise<Blob> {
  const answer = await store.transport.request('GET', `/files/${id}`);
  try {
    return new Blob([await answer.arrayBuffer()], { type: content_type });
  } catch (cause) {
    throw new Unreachable('The answer broke off.', { cause });
  }
}

/** Has the browser save the file, under its name and with its own progress. */
export async function download(store: Store, document: Document, from: HTMLElement): Promise<void> {
  try {
    const link = from.ownerDocument.createElement('a');
    link.href = await linkTo(store, document);
    link.download = document.name;
    link.click();
  } catch (error) {
    toast({ text: whyNot(error), tone: 'danger', from });
  }
}

/** Why a file cannot be had, in words. */
export function whyNot(error: unknown): string {
  if (error instanceof Unreachable) return msg('The file is on the server, which cannot be reached now.');
  if (error instanceof Refusal && error.status === 404) return msg('This document is not there any more, or not for you to see.');
  if (error instanceof Refusal) return refusalWords(error);
  throw error;
}
