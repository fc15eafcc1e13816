import { msg, setTimeFormat } from '../../../components/base/localisation/index.ts';
import { forgetVisits } from '../../../components/record/recent.ts';
import type { Disk, Store } from '../../../components/store/index.ts';
import { Refusal, openStoreOf } from '../../../components/store/index.ts';
import type { Session } from '../../messages.ts';
import type { SidebarLink } from './sidebar-link.ts';
import { relayFetch } from './relay-fetch.ts';

type Entered = Session & {
  signIn: string;
  server: string;
  workspace: { id: string; name: string };
  person: { id: string; name: string; email: string };
};

/** Where the records of a person are kept; undefined for the store's own way. */
export type DiskOf = (name: string) => Promise<Disk | undefined>;

const isEntered = (session: Session): session is Entered =>
  session.signIn !== null && session.server !== null && session.workspace !== null && session.person !== null;

/**
 * The records of whoever the tab works for. Who is known keeps theirs while the server is silent or asks to sign in again; with
 * another sign-in come other records, and signing out leaves nothing behind.
 */
export class Entry {
  session: Session | undefined;
  store: Store | undefined;
  readonly #link: SidebarLink;
  readonly #changed: () => void;
  readonly #disk: DiskOf | undefined;
  #signIn: string | null = null;
  #unfollow: (() => void) | undefined;

  constructor(link: SidebarLink, changed: () => void, disk?: DiskOf) {
    this.#link = link;
    this.#changed = changed;
    this.#disk = disk;
  }

  async follow(session: Session): Promise<void> {
    const before = this.session;
    this.session = session;
    this.#changed();
    const { account } = session;
    const wanted = isEntered(session) && account?.choice !== 'off' ? session : undefined;
    if ((wanted?.signIn ?? null) === this.#signIn) {
      // A new grant for the same person: what has waited goes out.
      if (before?.state === 'signed-out' && session.state === 'signed-in') this.store?.resume();
      return;
    }
    const leaving = this.store;
    this.#signIn = wanted?.signIn ?? null;
    this.#unfollow?.();
    this.#unfollow = undefined;
    this.store = undefined;
    this.#changed();
    // Another account's sign-in, or the extension switched off in this one: the records stay for the next time.
    const signedOut = leaving !== undefined && session.signIn === null && (session.state === 'signed-out' || session.state === 'no-server');
    if (leaving && signedOut) {
      forgetVisits(leaving.personId);
      await leaving.wipe();
    } else leaving?.close();
    if (wanted) await this.#enter(wanted);
  }

  close(): void {
    this.#unfollow?.();
    this.store?.close();
    this.store = undefined;
    this.#signIn = null;
  }

  async #enter(session: Entered): Promise<void> {
    const { signIn, server, workspace, person } = session;
    const disk = await this.#disk?.(`inlay/${server}/${workspace.id}/${person.id}`);
    const store = await openStoreOf(
      { workspaceId: workspace.id, personId: person.id },
      {
        server,
        early: true,
        fetch: relayFetch(this.#link, server, signIn),
        // The background has the token, and adds it.
        token: async () => ({ token: '', expires_at: '', workspace, person }),
        sendFile: () => Promise.reject(new Refusal(400, { code: 'invalid', message: msg('Files are added in Inlay itself.') })),
        ...(disk ? { disk } : {}),
      },
    );
    if (this.#signIn !== signIn) return store.close();
    this.store = store;
    this.#unfollow = followTimes(store);
    this.#changed();
  }
}

/** Writes times as the workspace has chosen, also when it chooses otherwise. */
function followTimes(store: Store): () => void {
  const settings = store.query({ type: 'workspace_settings' });
  const follow = () => setTimeFormat(settings.rows[0]?.time_format);
  follow();
  return settings.subscribe(follow);
}
