import type { Task } from '../../shared/records/index.ts';
import { msg, refusalWords, str } from '../base/localisation/index.ts';
import { toast } from '../base/toast/toast.ts';
import type { Store } from '../store/index.ts';

/** Completes a task, with the way back; opens it again where it was done. */
export function completeTask(
  from: HTMLElement,
  store: Store,
  { id, content, completed }: Pick<Task, 'id' | 'content' | 'completed'>,
): void {
  const outcome = completed ? store.mutate.reopenTask({ id }) : store.mutate.completeTask({ id });
  if (!outcome.ok) toast({ text: refusalWords(outcome.rejection), tone: 'danger', from });
  else if (!completed)
    toast({ text: msg(str`“${content}” is done.`), action: { label: msg('Undo'), run: () => void store.mutate.reopenTask({ id }) }, from });
}

/** Deletes a task, with the way back. */
export function deleteTask(from: HTMLElement, store: Store, { id, content }: Pick<Task, 'id' | 'content'>): void {
  const outcome = store.mutate.deleteTask({ id });
  if (!outcome.ok) toast({ text: refusalWords(outcome.rejection), tone: 'danger', from });
  else
    toast({
      text: msg(str`“${content}” is deleted.`),
      action: { label: msg('Undo'), run: () => void store.mutate.restoreRecord({ type: 'task', id }) },
      from,
    });
}
