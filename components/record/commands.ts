import type { Act, Command } from '../base/controllers/commands.ts';
import { msg, refusalWords, str } from '../base/localisation/index.ts';
import { toast } from '../base/toast/toast.ts';
import type { Store } from '../store/index.ts';
import type { PanelType } from './fields.ts';
import { update } from './fields.ts';

/** What can be done about the record that a panel shows, for the palette and by keys. */
export function recordCommands(host: HTMLElement, store: Store, type: PanelType, id: string): readonly Command[] {
  if (!store.get(type, id)) return [];
  const owner: Command = {
    keys: 'o',
    label: () => msg('Change the owner…'),
    words: () => msg('assign'),
    icon: 'user-check',
    group: 'record',
    choices: () => owners(host, store, type, id),
  };
  switch (type) {
    case 'deal':
      return [
        {
          keys: 's',
          label: () => msg('Change the stage…'),
          words: () => msg('move'),
          icon: 'columns-3',
          group: 'record',
          choices: () => stages(host, store, id),
        },
        owner,
      ];
    case 'lead':
      return [
        {
          keys: 's',
          label: () => msg('Change the status…'),
          icon: 'circle-dot',
          group: 'record',
          choices: () => statuses(host, store, id),
        },
        owner,
        merge(host, store, 'lead', id),
        { label: () => msg('Convert the lead…'), icon: 'arrow-right-left', group: 'record', run: () => void convert(host, store, id) },
      ];
    case 'contact':
      return [owner, merge(host, store, 'contact', id)];
  }
}

function stages(host: HTMLElement, store: Store, id: string): Act[] {
  const deal = store.get('deal', id);
  const pipeline = deal && store.get('stage', deal.stage_id)?.pipeline_id;
  return store
    .every('stage')
    .filter((stage) => stage.pipeline_id === pipeline && stage.id !== deal?.stage_id)
    .sort((a, b) => a.position - b.position)
    .map((stage) => ({
      label: () => stage.name,
      icon: stage.active
        ? 'columns-3'
        : (({ won: 'circle-check', lost: 'circle-x' } as const)[stage.category as 'won' | 'lost'] ?? 'circle-slash'),
      run: () => void import('../pipeline-board/move.ts').then(({ moveDeal }) => moveDeal(host, store, id, stage.id)),
    }));
}

function statuses(host: HTMLElement, store: Store, id: string): Act[] {
  const lead = store.get('lead', id);
  return store
    .every('lead_status')
    .filter((status) => status.id !== lead?.status_id)
    .sort((a, b) => a.position - b.position)
    .map((status) => ({
      label: () => status.name,
      icon: 'circle-dot',
      run: () => changed(host, store, 'lead', id, { status_id: status.id }, ({ name }) => msg(str`“${name}” is ${status.name} now.`)),
    }));
}

function owners(host: HTMLElement, store: Store, type: PanelType, id: string): Act[] {
  const owner = store.get(type, id)?.owner_id;
  return store
    .every('user')
    .filter((user) => user.status === 'active' && user.id !== owner)
    .sort((a, b) => a.name.localeCompare(b.name))
    .map((user) => ({
      label: () => user.name,
      icon: 'user',
      run: () => changed(host, store, type, id, { owner_id: user.id }, ({ name }) => msg(str`“${name}” is ${user.name}’s now.`)),
    }));
}

/** Changes a record, says so, and offers the way back. */
function changed(
  host: HTMLElement,
  store: Store,
  type: PanelType,
  id: string,
  change: Record<string, unknown>,
  said: (row: { name: string }) => string,
): void {
  const before = store.get(type, id);
  if (!before) return;
  const outcome = update(store, type, id, change);
  if (!outcome.ok) {
    toast({ text: refusalWords(outcome.rejection), tone: 'danger', from: host });
    return;
  }
  const fields = before as unknown as Record<string, unknown>;
  const back = Object.fromEntries(Object.keys(change).map((field) => [field, fields[field]]));
  toast({ text: said(before), action: { label: msg('Undo'), run: () => void update(store, type, id, back) }, from: host });
}

/** Into one with another of the same kind, which is found by its name. */
const merge = (host: HTMLElement, store: Store, type: 'lead' | 'contact', id: string): Command => ({
  label: () => msg('Merge with another one…'),
  words: () => msg('duplicate'),
  icon: 'merge',
  group: 'record',
  run: () => void import('../merge/other.ts').then(({ mergeWithAnother }) => mergeWithAnother(host, store, type, id)),
});

async function convert(host: HTMLElement, store: Store, id: string): Promise<void> {
  const { showConversion } = await import('../lead-panel/conversion.ts');
  showConversion(host, store, id);
}
