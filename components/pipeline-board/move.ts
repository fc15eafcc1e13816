import type { Stage } from '../../shared/records/index.ts';
import { toast } from '../base/toast/toast.ts';
import { msg, refusalWords, str } from '../base/localisation/index.ts';
import type { Store } from '../store/index.ts';

/**
 * Moves a deal, asking why where the stage wants to know, and offers the way back. `host` is where the dialog opens.
 */
export async function moveDeal(host: HTMLElement, store: Store, dealId: string, stageId: string): Promise<void> {
  const deal = store.get('deal', dealId);
  const stage = store.get('stage', stageId);
  if (!deal || !stage || deal.stage_id === stageId) return;
  const before = { stage_id: deal.stage_id, loss_reason_id: deal.loss_reason_id, unqualified_reason_id: deal.unqualified_reason_id };
  const reason = await reasonFor(host, store, stage, deal.name);
  if (reason === 'cancelled') return;
  const outcome = store.mutate.moveDeal({ id: dealId, stage_id: stageId, ...reason });
  if (!outcome.ok) {
    toast({ text: refusalWords(outcome.rejection), tone: 'danger', from: host });
    return;
  }
  toast({
    text: msg(str`“${deal.name}” is in ${stage.name} now.`),
    action: { label: msg('Undo'), run: () => void store.mutate.moveDeal({ id: dealId, ...before }) },
    from: host,
  });
}

type Reason = { loss_reason_id?: string; unqualified_reason_id?: string };

async function reasonFor(host: HTMLElement, store: Store, stage: Stage, name: string): Promise<Reason | 'cancelled'> {
  if (stage.category !== 'lost' && stage.category !== 'unqualified') return {};
  const lost = stage.category === 'lost';
  const reasons = store.every(lost ? 'loss_reason' : 'deal_unqualified_reason').sort((a, b) => a.name.localeCompare(b.name));
  if (reasons.length === 0) return {};
  const { askReason } = await import('./reason-dialog.ts');
  const reason = await askReason(host, { heading: lost ? msg('Mark as lost') : msg('Mark as unqualified'), name, reasons });
  if (reason === undefined) return 'cancelled';
  return lost ? { loss_reason_id: reason } : { unqualified_reason_id: reason };
}
