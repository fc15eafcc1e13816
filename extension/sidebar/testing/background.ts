/** For tests in the browser: the other end of the sidebar's port. It carries requests to a server in memory, and plays the page. */
/// <reference types="mocha" />
import { newId } from '../../../shared/ids.ts';
import type { MutatorArgs, MutatorName } from '../../../shared/mutators/index.ts';
import { settled } from '../../../components/base/testing/page.ts';
import type { Disk } from '../../../components/store/index.ts';
import { MemoryDisk } from '../../../components/store/memory-disk.ts';
import { FakeServer } from '../../../components/store/testing/fake-server.ts';
import type {
  BackgroundToSidebar,
  ContentToSidebar,
  MessageBody,
  PageView,
  RelayRequest,
  Session,
  SidebarToBackground,
  SidebarToContent,
} from '../../messages.ts';
import '../frame/sidebar.ts';
import type { Sidebar } from '../frame/sidebar.ts';
import { BackgroundLink } from '../../link/background-link.ts';
import type { PortLike } from '../../link/background-link.ts';
import type { SidebarLink } from '../link/sidebar-link.ts';

const open: { link: SidebarLink; place: HTMLElement }[] = [];

export class TestBackground {
  readonly server = new FakeServer();
  readonly account = 'camille@meridian.example';
  /** What the page was told, in its order. */
  readonly told: SidebarToContent[] = [];
  /** What was wished for. */
  readonly wishes: SidebarToBackground['type'][] = [];
  /** The bodies of messages that the page shows, by their ids. */
  readonly bodies = new Map<string, MessageBody>();
  readonly requests: RelayRequest[] = [];
  session: Session;
  /** Where the next sidebar keeps its records. */
  disk: Disk = new MemoryDisk();
  /** How often the sidebar has connected. */
  ports = 0;
  #say: ((message: BackgroundToSidebar) => void) | undefined;
  #end: () => void = () => undefined;
  readonly #running = new Map<string, AbortController>();

  constructor() {
    const { workspaceId, person } = this.server;
    this.session = {
      state: 'signed-in',
      problem: null,
      signIn: newId(),
      server: 'https://crm.example.com',
      workspace: { id: workspaceId, name: 'Meridian' },
      person: { id: person, name: 'Camille Aubert', email: this.account },
      account: { address: this.account, choice: 'on' },
      unnoted: { letGo: 0, full: false },
    };
    this.do('updateUser', { id: person, name: 'Camille Aubert' });
  }

  /** Something that the person does elsewhere. */
  do<N extends MutatorName>(name: N, args: MutatorArgs<N>): void {
    this.server.change(name, args);
  }

  /** Shows the sidebar, 300 px wide. */
  async show(): Promise<Sidebar> {
    const link: SidebarLink = new BackgroundLink(() => this.#connect());
    const place = document.createElement('div');
    Object.assign(place.style, { inlineSize: '300px', blockSize: '800px' });
    const sidebar = document.createElement('crm-sidebar');
    sidebar.disk = async () => this.disk;
    sidebar.link = link;
    place.append(sidebar);
    document.body.append(place);
    open.push({ link, place });
    await this.settled();
    return sidebar;
  }

  /** Says how the session stands from now on. */
  async say(session: Partial<Session>): Promise<void> {
    this.session = { ...this.session, ...session };
    this.#say?.({ type: 'session', session: this.session });
    await this.settled();
  }

  async page(message: ContentToSidebar): Promise<void> {
    this.#say?.({ type: 'page', message });
    await this.settled();
  }

  view(view: PageView): Promise<void> {
    return this.page({ type: 'view', view });
  }

  /** The browser stops the background: the port ends, and what was under way with it. */
  stop(): void {
    for (const controller of this.#running.values()) controller.abort();
    this.#running.clear();
    this.#say = undefined;
    this.#end();
  }

  last<T extends SidebarToContent['type']>(type: T): Extract<SidebarToContent, { type: T }> | undefined {
    return this.told.findLast((message): message is Extract<SidebarToContent, { type: T }> => message.type === type);
  }

  async settled(): Promise<void> {
    for (let round = 0; round < 3; round++) {
      await new Promise((resolve) => setTimeout(resolve));
      for (const { place } of open) await settled(place);
    }
  }

  #connect(): PortLike {
    this.ports++;
    const heard: ((message: unknown) => void)[] = [];
    const ended: (() => void)[] = [];
    // As a port does: never in the same moment.
    const say = (message: BackgroundToSidebar) =>
      queueMicrotask(() => {
        if (this.#say === say) for (const listener of heard) listener(structuredClone(message));
      });
    this.#say = say;
    this.#end = () => ended.forEach((listener) => listener());
    say({ type: 'peer', present: true });
    say({ type: 'session', session: this.session });
    return {
      postMessage: (message) => void this.#hear(structuredClone(message) as SidebarToBackground),
      disconnect: () => {
        if (this.#say === say) this.#say = undefined;
      },
      onMessage: { addListener: (listener) => void heard.push(listener) },
      onDisconnect: { addListener: (listener) => void ended.push(listener) },
    };
  }

  async #hear(message: SidebarToBackground): Promise<void> {
    if (message.type === 'fetch') return this.#carry(message);
    if (message.type === 'abort') return this.#running.get(message.id)?.abort();
    if (message.type !== 'page') {
      this.wishes.push(message.type);
      return this.#say?.({ type: 'done', id: message.id });
    }
    this.told.push(message.message);
    if (message.message.type !== 'body') return;
    const { id, message: wanted } = message.message;
    this.#say?.({ type: 'page', message: { type: 'answer', id, value: this.bodies.get(wanted) ?? null } });
  }

  async #carry(request: RelayRequest): Promise<void> {
    this.requests.push(request);
    const { id, path, method, headers, body } = request;
    const say = this.#say;
    const controller = new AbortController();
    this.#running.set(id, controller);
    try {
      const fetch = this.server.options.fetch ?? globalThis.fetch;
      const response = await fetch(`${this.session.server ?? ''}${path}`, {
        method,
        headers,
        signal: controller.signal,
        ...(body === undefined ? {} : { body }),
      });
      say?.({ type: 'response', id, status: response.status, headers: { 'content-type': response.headers.get('content-type') ?? '' } });
      const decoder = new TextDecoder();
      for (const reader = response.body?.getReader(); reader;) {
        const { done, value } = await reader.read();
        if (done) break;
        say?.({ type: 'chunk', id, text: decoder.decode(value, { stream: true }) });
      }
      say?.({ type: 'end', id });
    } catch (error) {
      say?.({ type: 'failed', id, message: String(error) });
    } finally {
      this.#running.delete(id);
    }
  }
}

export function closeSidebars(): void {
  for (const { link, place } of open.splice(0)) {
    place.remove();
    link.close();
  }
  for (const left of document.querySelectorAll('crm-side-panel, crm-toaster')) left.remove();
}
