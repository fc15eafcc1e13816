import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Period, TimeUnit } from '../../shared/filters/index.ts';
import { timeUnits } from '../../shared/filters/index.ts';
import '../base/input/input.ts';
import '../base/select/select.ts';
import { msg } from '../base/localisation/index.ts';
import { periodWord } from '../fields/conditions.ts';

type Control = HTMLElement & { value: string };
const valueOf = (event: Event): string => (event.target as Control).value;

/** Periods that are asked for most, as the select offers them. */
const common: readonly Period[] = [
  { this: 'day' },
  { this: 'day', offset: -1 },
  { this: 'day', offset: 1 },
  { this: 'week' },
  { this: 'week', offset: -1 },
  { this: 'week', offset: 1 },
  { this: 'month' },
  { this: 'month', offset: -1 },
  { this: 'month', offset: 1 },
  { this: 'quarter' },
  { this: 'year' },
];

const counted = ['last', 'next', 'before_last', 'after_next'] as const;
type Counted = (typeof counted)[number];

const countedLabel: Record<Counted, () => string> = {
  last: () => msg('the last …'),
  next: () => msg('the next …'),
  before_last: () => msg('more than … ago'),
  after_next: () => msg('more than … ahead'),
};

const unitLabel: Record<TimeUnit, () => string> = {
  day: () => msg('days'),
  week: () => msg('weeks'),
  month: () => msg('months'),
  quarter: () => msg('quarters'),
  year: () => msg('years'),
};

const countedOf = (period: Period): Counted | undefined => counted.find((key) => key in period);

/** The controls of a period: a common one, so many units, or two days. */
export function periodField(period: Period, set: (period: Period) => void): TemplateResult {
  const kind = countedOf(period);
  const chosen = kind ?? ('this' in period ? JSON.stringify(period) : 'days');
  const units = kind && 'unit' in period ? { count: Number((period as Record<string, unknown>)[kind]), unit: period.unit } : undefined;
  const choose = (value: string): void => {
    if (value === 'days') set({});
    else if (counted.some((key) => key === value)) set({ [value]: units?.count ?? 7, unit: units?.unit ?? 'day' } as unknown as Period);
    else set(JSON.parse(value) as Period);
  };
  const days = 'from' in period || 'to' in period || chosen === 'days' ? (period as { from?: string; to?: string }) : undefined;
  const day = (end: 'from' | 'to', value: string): void => {
    const { [end]: _old, ...rest } = days ?? {};
    set(value === '' ? rest : { ...rest, [end]: value });
  };
  return html`<crm-select
      label=${msg('When')}
      hide-label
      .value=${chosen}
      .options=${[
        ...common.map((one) => ({ value: JSON.stringify(one), label: periodWord(one) })),
        ...counted.map((key) => ({ value: key, label: countedLabel[key]() })),
        { value: 'days', label: msg('days of a calendar') },
      ]}
      @change=${(event: Event) => choose(valueOf(event))}
    ></crm-select>
    ${
      kind && units
        ? html`<crm-input
              class="short"
              type="number"
              min="0"
              max="3650"
              label=${msg('How many')}
              hide-label
              .value=${String(units.count)}
              @change=${(event: Event) => set({ [kind]: Math.max(0, Math.round(Number(valueOf(event)) || 0)), unit: units.unit } as unknown as Period)}
            ></crm-input>
            <crm-select
              class="short"
              label=${msg('Unit')}
              hide-label
              .value=${units.unit}
              .options=${timeUnits.map((unit) => ({ value: unit, label: unitLabel[unit]() }))}
              @change=${(event: Event) => set({ [kind]: units.count, unit: valueOf(event) } as unknown as Period)}
            ></crm-select>`
        : nothing
    }
    ${
      days
        ? html`<crm-input
              type="date"
              label=${msg('From')}
              hide-label
              .value=${days.from ?? ''}
              @change=${(event: Event) => day('from', valueOf(event))}
            ></crm-input>
            <crm-input
              type="date"
              label=${msg('To')}
              hide-label
              .value=${days.to ?? ''}
              @change=${(event: Event) => day('to', valueOf(event))}
            ></crm-input>`
        : nothing
    }`;
}
