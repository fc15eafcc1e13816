import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Deal, Stage } from '../../../shared/records/index.ts';
import '../../../components/base/button/button.ts';
import '../../../components/base/menu/menu.ts';
import '../../../components/base/menu/menu-item.ts';
import type { CrmSelectEvent } from '../../../components/base/menu/menu.ts';
import { define } from '../../../components/base/element/define.ts';
import { formatMoney, formatMoneyFull } from '../../../components/base/format/money.ts';
import { icon } from '../../../components/base/icons/icons.ts';
import { msg, refusalWords, str } from '../../../components/base/localisation/index.ts';
import { sections } from '../../../components/base/styles/sections.ts';
import { stageMark } from '../../../components/base/styles/stage-mark.ts';
import { styleProps } from '../../../components/base/styles/style-props.ts';
import { moveDeal } from '../../../components/pipeline-board/move.ts';
import type { Store } from '../../../components/store/index.ts';
import { AddEvent, LinkComposeEvent, LinkEvent, OpenEvent } from '../events.ts';
import type { Known } from '../people/address-book.ts';
import { SidebarPart } from '../sidebar-part.ts';
import { dealsOf } from './deals-of.ts';
import { styles } from './deals.styles.ts';
import { stageColour, stageSign, stagesBeside } from './stage-look.ts';

/**
 * The deals of a person beside the mail: stage and heat changed in place, the open conversation linked to one of them.
 *
 * @element crm-sidebar-deals
 * @fires {OpenEvent} crm-sidebar-open - A deal is to be shown.
 * @fires {AddEvent} crm-sidebar-add - A deal is to be added.
 * @fires {LinkEvent} crm-sidebar-link - The conversation is to be linked to a deal, or taken off it.
 * @fires {LinkComposeEvent} crm-sidebar-link-compose - The message that is being written is to be kept on a deal.
 */
export class SidebarDeals extends SidebarPart {
  static override styles = [sections, stageMark, styles];

  @property({ attribute: false }) known: Known | undefined;
  /** The records to which the open conversation is linked; undefined where none is open. */
  @property({ attribute: false }) linked: readonly string[] | undefined;
  /** Whether a message is being written. */
  @property({ type: Boolean }) composing = false;

  #add(known: Known): void {
    this.dispatchEvent(
      new AddEvent(
        'deal',
        { resource_type: known.type, resource_id: known.row.id },
        known.type === 'contact' ? { contact_id: known.row.id } : {},
      ),
    );
  }

  #act(store: Store, deal: Deal, act: string): void {
    const record = { type: 'deal' as const, id: deal.id, name: deal.name };
    if (act === 'open') this.dispatchEvent(new OpenEvent(record));
    else if (act === 'app') this.dispatchEvent(new OpenEvent(record, true));
    else if (act === 'hot') this.told(store.mutate.updateDeal({ id: deal.id, hot: !deal.hot }));
    else if (act === 'compose') this.dispatchEvent(new LinkComposeEvent(record));
    else this.dispatchEvent(new LinkEvent(record, act === 'link'));
  }

  protected override render() {
    const { store, known } = this;
    if (!store || !known) return html``;
    const deals = dealsOf(store, known);
    return html`<section class="section" aria-labelledby="head">
      <header>
        <h3 id="head" class="head grow">${msg('Deals')}</h3>
        ${
          known.type === 'contact'
            ? html`<crm-button
                size="small"
                variant="ghost"
                icon="plus"
                label=${msg('Add deal')}
                title=${msg('Add deal')}
                @click=${() => this.#add(known)}
              ></crm-button>`
            : nothing
        }
      </header>
      ${
        deals.length === 0
          ? html`<p class="muted">${known.type === 'lead' ? msg('A lead gets deals once it is converted.') : msg('No deal yet.')}</p>`
          : html`<ul class="deals">
              ${repeat(
                deals,
                ({ id }) => id,
                (deal) => this.#renderDeal(store, deal),
              )}
            </ul>`
      }
    </section>`;
  }

  #renderDeal(store: Store, deal: Deal) {
    const linked = this.linked?.includes(deal.id) ?? false;
    return html`<li class=${linked ? 'deal linked' : 'deal'}>
      <div class="line">
        <button type="button" class="name cut" title=${deal.name} @click=${() => this.#act(store, deal, 'open')}>
          <bdi>${deal.name}</bdi>
        </button>
        ${deal.hot ? html`<span class="hot" role="img" aria-label=${msg('Hot')}>${icon('flame', 'small')}</span>` : nothing}
        ${this.#renderMenu(store, deal, linked)}
      </div>
      <div class="line">
        ${this.#renderStage(store, deal)}
        <bdi class="num value" title=${formatMoneyFull(deal.value, deal.currency)}>${formatMoney(deal.value, deal.currency)}</bdi>
      </div>
      ${linked ? html`<p class="here">${icon('link', 'small')} ${msg('This conversation is linked')}</p>` : nothing}
      ${this.#renderPending(store, deal)}
    </li>`;
  }

  #renderPending(store: Store, { id }: Deal) {
    const pending = store.pending('deal', id);
    if (pending === undefined) return nothing;
    if (pending === 'waiting')
      return store.status.connection === 'offline'
        ? html`<p class="waits">${icon('cloud-off', 'small')} ${msg('Not sent yet')}</p>`
        : nothing;
    return html`<p class="refused">${icon('circle-alert', 'small')} ${refusalWords(pending)}</p>`;
  }

  #renderStage(store: Store, deal: Deal) {
    const stage = store.get('stage', deal.stage_id);
    if (!stage) return nothing;
    const { open, ends } = stagesBeside(store, stage.id);
    const item = (one: Stage) => html`<crm-menu-item value=${one.id} .checked=${one.id === stage.id}>${one.name}</crm-menu-item>`;
    return html`<crm-menu
      label=${msg(str`Stage of ${deal.name}`)}
      @crm-select=${(event: CrmSelectEvent) => void moveDeal(this, store, deal.id, event.value)}
    >
      <button
        slot="trigger"
        type="button"
        class="stage"
        aria-label=${msg(str`Stage: ${stage.name}. Change it`)}
        ${styleProps({ '--stage': stageColour(store, stage) })}
      >
        ${stageSign(store, stage)}<bdi class="cut">${stage.name}</bdi><span class="chevron">${icon('chevron-down', 'small')}</span>
      </button>
      ${open.map(item)}
      <hr />
      ${ends.map(item)}
    </crm-menu>`;
  }

  #renderMenu(store: Store, deal: Deal, linked: boolean) {
    const label = msg(str`What to do with ${deal.name}`);
    return html`<crm-menu
      class="more"
      placement="bottom-end"
      label=${label}
      @crm-select=${(event: CrmSelectEvent) => this.#act(store, deal, event.value)}
    >
      <crm-button slot="trigger" size="small" variant="ghost" icon="ellipsis" popup="menu" label=${label}></crm-button>
      ${
        this.linked
          ? html`<crm-menu-item value=${linked ? 'unlink' : 'link'} icon="link"
              >${linked ? msg('Take this conversation off it') : msg('Link this conversation')}</crm-menu-item
            >`
          : nothing
      }
      ${this.composing ? html`<crm-menu-item value="compose" icon="pencil">${msg('Link the message being written')}</crm-menu-item>` : nothing}
      <crm-menu-item value="hot" icon="flame" .checked=${deal.hot}>${msg('Hot')}</crm-menu-item>
      <hr />
      <crm-menu-item value="open" icon="columns-3">${msg('Show it here')}</crm-menu-item>
      <crm-menu-item value="app" icon="external-link">${msg('Open in Inlay')}</crm-menu-item>
    </crm-menu>`;
  }
}

define('crm-sidebar-deals', SidebarDeals);

declare global {
  interface HTMLElementTagNameMap {
    'crm-sidebar-deals': SidebarDeals;
  }
}
