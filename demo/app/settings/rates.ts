import { css, html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import '../../../components/base/input/input.ts';
import { CrmElement } from '../../../components/base/element/crm-element.ts';
import { define } from '../../../components/base/element/define.ts';
import { decimalSign } from '../../../components/base/format/numbers.ts';
import { msg, str } from '../../../components/base/localisation/index.ts';
import { QueryController, StoreController } from '../../../components/provider/controllers.ts';
import { problemOf } from '../../../components/record/problem.ts';
import { page } from './page.styles.ts';

type Control = HTMLElement & { value: string };

/** A rate as people write it, as decimal text. A sign that stands once is the decimal one: rates have many decimals, and few thousands. */
function readRate(text: string): string {
  const bare = text.replace(/[\s'’]/g, '');
  const last = Math.max(bare.lastIndexOf('.'), bare.lastIndexOf(','));
  const decides = bare.indexOf(bare[last] ?? '') === last;
  const plain = (part: string) => part.replace(/[.,]/g, '');
  return last < 0 || !decides ? plain(bare) : `${plain(bare.slice(0, last))}.${bare.slice(last + 1)}`;
}

/** What one unit of each other currency in use is worth in the workspace's. */
export class Rates extends CrmElement {
  static override styles = [
    page,
    css`
      h2:first-child {
        margin-block-start: var(--crm-space-8);
      }
      .grow {
        max-inline-size: 200px;
      }
      /* The fields stand in one column, whatever the letters of the currency take. */
      .item > .num {
        inline-size: 64px;
      }
    `,
  ];

  @state() private problems: Readonly<Record<string, string>> = {};

  readonly #store = new StoreController(this);
  readonly #settings = new QueryController(this, this.#store, { type: 'workspace_settings' });
  readonly #deals = new QueryController(this, this.#store, { type: 'deal' });
  readonly #products = new QueryController(this, this.#store, { type: 'product' });

  #save(currency: string, control: Control): void {
    const [row] = this.#settings.rows;
    if (!row) return;
    const rate = readRate(control.value);
    const { [currency]: _before, ...others } = row.rates;
    const outcome = this.#store.value?.mutate.updateWorkspaceSettings({
      id: row.id,
      rates: rate === '' ? others : { ...others, [currency]: rate },
    });
    const problem = outcome && !outcome.ok ? problemOf(outcome.rejection, 'rates', msg('Rate')) : '';
    this.problems = { ...this.problems, [currency]: problem };
  }

  protected override render() {
    const [row] = this.#settings.rows;
    if (!row) return nothing;
    const used = new Set([
      ...this.#deals.rows.map(({ currency }) => currency),
      ...this.#products.rows.flatMap(({ prices }) => prices.map(({ currency }) => currency)),
      ...Object.keys(row.rates),
    ]);
    const others = [...used].filter((currency) => currency !== row.currency).toSorted();
    if (others.length === 0) return nothing;
    return html`<h2>${msg('Currency rates')}</h2>
      <p>${msg(str`What one unit is worth in ${row.currency}. Check them when the currency of the workspace changes.`)}</p>
      ${others.map(
        (currency) =>
          html`<div class="item">
            <span class="num">1 ${currency} =</span>
            <crm-input
              class="grow"
              label=${msg(str`Worth of 1 ${currency} in ${row.currency}`)}
              hide-label
              .inputMode=${'decimal'}
              maxlength="24"
              .value=${(row.rates[currency] ?? '').replace('.', decimalSign())}
              .error=${this.problems[currency] ?? ''}
              @change=${(event: Event) => this.#save(currency, event.currentTarget as Control)}
            ></crm-input>
            <span>${row.currency}</span>
          </div>`,
      )}`;
  }
}

define('inlay-rates', Rates);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-rates': Rates;
  }
}
