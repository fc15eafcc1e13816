import type { ListType } from '../../shared/filters/index.ts';
import { formatNumber } from '../base/format/numbers.ts';
import { msg, plural, refusalWords, str } from '../base/localisation/index.ts';
import { toast } from '../base/toast/toast.ts';
import type { Outcome, Store } from '../store/index.ts';
import type { ListedRow } from './columns.ts';
import type { Ended, Many, Refusal } from './many.ts';

/** The records that are chosen, and the list that they stand in. */
export interface Chosen {
  host: HTMLElement;
  store: Store;
  type: ListType;
  many: Many;
  rows: readonly ListedRow[];
  /** Chooses these and no others. */
  choose: (ids: readonly string[]) => void;
}

/** Something that is done with many records, and its way back. */
export interface Act {
  rows: readonly ListedRow[];
  /** Does it with some of them: with `size` of them at most, or with one. */
  act: (rows: readonly ListedRow[]) => Outcome;
  size?: number;
  /** What it changes of a record: whoever has something else there by then keeps it when the act is undone. */
  trace: (row: ListedRow | undefined) => unknown;
  /** Gives a record back what it had. */
  back: (before: ListedRow) => Outcome;
  /** What has happened to so many, in words. */
  said: (count: number) => string;
  /** Why one was refused, in words; left out, what the refusal says. */
  why?: (refusal: Refusal<ListedRow>) => string;
}

/** Does something with many records, tells what became of it, record by record where some were refused, and offers the way back. */
export async function perform(chosen: Chosen, act: Act): Promise<void> {
  const { host, store, type, many } = chosen;
  const after = new Map<string, string>();
  const ended = await many.each(
    act.rows,
    (rows) => {
      const outcome = act.act(rows);
      if (outcome.ok) for (const { id } of rows) after.set(id, traceOf(act, store.get(type, id)));
      return outcome;
    },
    act.size,
  );
  const { taken, refused, left } = ended;
  const undo = (): void => void takeBack(chosen, act, taken, after);
  const undone = refused.length > 0 && (await tellRefusals(chosen, act, ended, undo));
  if (undone || (taken.length === 0 && left === 0)) return;
  toast({
    text: left > 0 ? msg(str`Stopped. ${act.said(taken.length)} ${leftWords(left)}`) : act.said(taken.length),
    ...(taken.length > 0 ? { action: { label: msg('Undo'), run: undo } } : {}),
    from: host,
  });
}

const traceOf = ({ trace }: Act, row: ListedRow | undefined): string => JSON.stringify(trace(row)) ?? '';

const leftWords = (left: number): string =>
  plural(left, { one: msg(str`${formatNumber(left)} is as it was.`), other: msg(str`${formatNumber(left)} are as they were.`) });

/** Each gets back what it had, unless somebody has changed it since. */
async function takeBack(
  { host, store, type, many }: Chosen,
  act: Act,
  rows: readonly ListedRow[],
  after: ReadonlyMap<string, string>,
): Promise<void> {
  // The last first: what one of them took from another is there again before the other is.
  const same = rows.filter(({ id }) => traceOf(act, store.get(type, id)) === after.get(id)).toReversed();
  const { taken, refused } = await many.each(same, ([row]) => (row ? act.back(row) : { ok: true }));
  const since = rows.length - same.length;
  const said = [
    plural(taken.length, {
      one: msg(str`${formatNumber(taken.length)} record is as it was.`),
      other: msg(str`${formatNumber(taken.length)} records are as they were.`),
    }),
  ];
  if (since > 0)
    said.push(
      plural(since, {
        one: msg(str`${formatNumber(since)} has been changed since and stays.`),
        other: msg(str`${formatNumber(since)} have been changed since and stay.`),
      }),
    );
  const [first] = refused;
  if (first) said.push(msg(str`${formatNumber(refused.length)} were refused. ${refusalWords(first.rejection)}`));
  toast({ text: said.join(' '), ...(first ? { tone: 'danger' as const } : {}), from: host });
}

/** Says whether the others are being undone. */
async function tellRefusals({ host, choose }: Chosen, act: Act, { taken, refused }: Ended<ListedRow>, undo: () => void): Promise<boolean> {
  const why = act.why ?? (({ rejection }) => refusalWords(rejection));
  const [only] = refused;
  if (only && refused.length === 1 && taken.length === 0) {
    toast({ text: why(only), tone: 'danger', from: host });
    return false;
  }
  const { showRefusals } = await import('./refusals-dialog.ts');
  const answer = await showRefusals(
    host,
    refused.map((refusal) => ({ name: 'content' in refusal.item ? refusal.item.content : refusal.item.name, why: why(refusal) })),
    taken.length,
  );
  if (answer === 'choose') choose(refused.map(({ item }) => item.id));
  if (answer === 'undo') undo();
  return answer === 'undo';
}
