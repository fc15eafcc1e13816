import { html, nothing } from 'lit';
import type { PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { mayDelete } from '../../shared/mutators/permission.ts';
import type { Email, Participant, Visibility } from '../../shared/records/index.ts';
import { hasBody, visibilities } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import '../base/menu/menu.ts';
import '../base/menu/menu-item.ts';
import type { CrmSelectEvent } from '../base/menu/menu.ts';
import { CrmElement } from '../base/element/crm-element.ts';
import { define } from '../base/element/define.ts';
import { formatDateTime, formatTime, ownZone } from '../base/format/dates.ts';
import { icon } from '../base/icons/icons.ts';
import { msg, refusalWords, str } from '../base/localisation/index.ts';
import { timeline } from '../base/styles/timeline.ts';
import { toast } from '../base/toast/toast.ts';
import { Sought } from '../record/sought.ts';
import type { Outcome, Store } from '../store/index.ts';
import './email-ticks.ts';
import { marks } from '../base/styles/marks.ts';
import { styles } from './email-line.styles.ts';
import { isLogged, linksOf } from './on-record.ts';
import { nameOf, visibilityIcon, visibilityWords } from './words.ts';

const isVisibility = (value: string): value is Visibility => visibilities.some((one) => one === value);

/**
 * A message among what happened to a record: who wrote to whom, how it begins, whether it was opened; a press shows all of it.
 *
 * @element crm-email-line
 */
export class EmailLine extends CrmElement {
  static override styles = [timeline, marks, styles];

  @property({ attribute: false }) store: Store | undefined;
  /** The message. */
  @property({ attribute: 'email-id' }) emailId = '';
  /** The record that it stands on. */
  @property({ attribute: 'record-id' }) recordId = '';
  /** How the time is said, where it is not the time of day. */
  @property() time = '';
  @state() private open = false;
  /** Its text could not be fetched. */
  @state() private failed = false;

  #stop: (() => void) | undefined;
  /** The message whose text is being fetched. */
  #fetching: string | undefined;

  constructor() {
    super();
    new Sought(
      this,
      (id) => (id === this.emailId ? this.renderRoot.querySelector<HTMLElement>('.line') : undefined),
      () => this.open || this.#toggle(),
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('store') || changed.has('emailId')) this.#watch();
    if (changed.has('emailId')) this.open = false;
  }

  protected override updated(): void {
    // Another may have logged its text meanwhile.
    if (this.open && !this.failed) this.#fetch();
  }

  #watch(): void {
    this.#stop?.();
    if (!this.store || !this.isConnected) return;
    const { store, emailId } = this;
    const stops = [
      store.onRecord('email', emailId, () => this.requestUpdate()),
      store.onChanges(
        (changes) =>
          changes.some(({ before, after }) => [before, after].some((row) => row && 'email_id' in row && row.email_id === emailId)) &&
          this.requestUpdate(),
      ),
    ];
    this.#stop = () => stops.forEach((stop) => stop());
  }

  #told(outcome: Outcome): boolean {
    if (!outcome.ok) toast({ text: refusalWords(outcome.rejection), tone: 'danger', from: this });
    return outcome.ok;
  }

  readonly #act = ({ value }: CrmSelectEvent): void => {
    const { store, emailId } = this;
    if (!store) return;
    if (value === 'show') this.#toggle();
    else if (value === 'unlink') this.#unlink(store);
    else if (value === 'unlog') this.#unlog(store);
    else if (isVisibility(value)) this.#told(store.mutate.updateEmailVisibility({ id: emailId, visibility: value }));
  };

  #unlink(store: Store): void {
    const links = this.#mine(store);
    if (!links.every(({ id }) => this.#told(store.mutate.unlinkEmail({ id })))) return;
    toast({
      text: msg('The message is taken off this record.'),
      action: { label: msg('Undo'), run: () => links.forEach(({ id }) => store.mutate.restoreRecord({ type: 'email_link', id })) },
      from: this,
    });
  }

  #unlog(store: Store): void {
    const copy = store.list('email_copy', 'email_id', this.emailId).find(({ owner_id }) => owner_id === store.personId);
    if (!copy || !this.#told(store.mutate.unlogEmail({ id: this.emailId }))) return;
    toast({
      text: msg('The message is not logged any more.'),
      action: { label: msg('Undo'), run: () => void store.mutate.restoreRecord({ type: 'email_copy', id: copy.id }) },
      from: this,
    });
  }

  /** The links to this record that the person may take away. */
  #mine(store: Store) {
    const { person } = store;
    const logged = isLogged(store, this.emailId);
    return linksOf(store, this.emailId, this.recordId).filter(
      (link) => logged || (person && mayDelete(person, link, (id) => store.get('user', id)?.reports_to)),
    );
  }

  readonly #toggle = (): void => {
    this.open = !this.open;
    this.failed = false;
    if (this.open) void import('./email-body.ts');
  };

  readonly #again = (): void => {
    this.failed = false;
  };

  readonly #fetch = (): void => {
    const { store, emailId } = this;
    const email = store?.get('email', emailId);
    if (!store || !email?.has_body || this.#fetching === emailId || store.bodies.here(email)) return;
    this.#fetching = emailId;
    void store.bodies.find(emailId).then((body) => {
      if (this.#fetching !== emailId) return;
      this.#fetching = undefined;
      this.failed = body === undefined;
      this.requestUpdate();
    });
  };

  protected override render() {
    const { store } = this;
    const email = store?.get('email', this.emailId);
    if (!store || !email) return nothing;
    const clock = { zone: store.person?.timezone ?? ownZone() };
    const to = [...email.to, ...email.cc].map(nameOf).join(', ') || msg('nobody named');
    const from = nameOf(email.from);
    return html`<div class="line">
      <span class="pin">${icon(email.direction === 'incoming' ? 'mail-open' : 'mail', 'small')}</span>
      <div class="body">
        <button type="button" class="open" aria-expanded=${this.open} @click=${this.#toggle}>
          <bdi class="strong">${from}</bdi> <span class="muted">${msg('to')}</span> <bdi>${to}</bdi> <span class="muted">·</span>
          <bdi class="subject">${email.subject || msg('(no subject)')}</bdi>
        </button>
      </div>
      <span class="end">
        <time class="num muted" datetime=${email.sent_at} title=${formatDateTime(email.sent_at, clock)}
          >${this.time || formatTime(email.sent_at, clock)}</time
        >
        ${this.#renderMenu(store, email)}
      </span>
      <div class="whole">
        ${this.open ? this.#renderWhole(store, email) : email.snippet ? html`<div class="quote"><bdi class="snippet">${email.snippet}</bdi></div>` : nothing}
        <div class="marks">
          ${email.tracking_token === null ? nothing : html`<crm-email-ticks .store=${store} .email=${email}></crm-email-ticks>`}
          ${this.#renderVisibility(email)}
        </div>
      </div>
    </div>`;
  }

  #renderVisibility({ visibility }: Email) {
    if (visibility === 'everyone') return nothing;
    return html`<span>${icon(visibilityIcon[visibility], 'small')} ${visibilityWords(visibility)}</span>`;
  }

  #renderWhole(store: Store, email: Email) {
    const bcc = store.list('email_copy', 'email_id', email.id).flatMap((copy) => (copy.owner_id === store.personId ? copy.bcc : []));
    const people: [string, readonly Participant[]][] = [
      [msg('From:'), [email.from]],
      [msg('To:'), email.to],
      [msg('Cc:'), email.cc],
      [msg('Bcc:'), bcc],
    ];
    const said = ({ name, email: address }: Participant) => (name && name !== address ? `${name} <${address}>` : address);
    return html`<div class="quote">
      <dl class="people">
        ${people
          .filter(([, list]) => list.length > 0)
          .map(
            ([label, list]) =>
              html`<dt>${label}</dt>
                <dd><bdi>${list.map(said).join(', ')}</bdi></dd>`,
          )}
      </dl>
      ${this.#renderBody(store, email)}
    </div>`;
  }

  #renderBody(store: Store, email: Email) {
    const body = store.bodies.here(email);
    if (body)
      return html`<crm-email-body
        .html=${body.body_html}
        .text=${body.body_text}
        label=${msg(str`Message: ${email.subject || msg('(no subject)')}`)}
      ></crm-email-body>`;
    const begins = html`<p><bdi>${email.snippet}</bdi></p>`;
    if (!hasBody(email))
      return html`<p class="muted">${msg('It was logged without its text. It begins:')}</p>
        ${begins}`;
    if (!this.failed) return html`<div aria-busy="true">${begins}</div>`;
    return html`<p class="bar" role="alert">
        <span>${msg('The message cannot be shown while the server cannot be reached.')}</span>
        <crm-button size="small" @click=${this.#again}>${msg('Try again')}</crm-button>
      </p>
      ${begins}`;
  }

  #renderMenu(store: Store, email: Email) {
    const label = msg(str`What to do with the message ${email.subject || msg('(no subject)')}`);
    const logged = isLogged(store, email.id);
    const mine = store.list('email_copy', 'email_id', email.id).find(({ owner_id }) => owner_id === store.personId);
    const links = this.#mine(store);
    return html`<crm-menu placement="bottom-end" label=${label} @crm-select=${this.#act}>
      <crm-button slot="trigger" size="small" variant="ghost" icon="ellipsis" popup="menu" label=${label}></crm-button>
      <crm-menu-item value="show" icon="mail-open">${this.open ? msg('Hide the message') : msg('Show the message')}</crm-menu-item>
      ${
        logged
          ? html`<hr />
              ${visibilities.map(
                (visibility) =>
                  html`<crm-menu-item value=${visibility} icon=${visibilityIcon[visibility]} .checked=${mine?.visibility === visibility}
                    >${visibilityWords(visibility)}</crm-menu-item
                  >`,
              )}`
          : nothing
      }
      ${
        links.length > 0 || logged
          ? html`<hr />
              ${links.length > 0 ? html`<crm-menu-item value="unlink" icon="x">${msg('Take off this record')}</crm-menu-item>` : nothing}
              ${logged ? html`<crm-menu-item value="unlog" icon="eye-off" danger>${msg('Take back from Inlay')}</crm-menu-item>` : nothing}`
          : nothing
      }
    </crm-menu>`;
  }
}

define('crm-email-line', EmailLine);

declare global {
  interface HTMLElementTagNameMap {
    'crm-email-line': EmailLine;
  }
}
