import type { WaitingSendNews } from './kept.ts';
import type { Memory } from './memory.ts';
import { addLetGo, fitted, limits } from './waiting-sends.ts';

/** How far the room is narrowed, when the browser gives less than it should, before nothing more is kept. */
const attempts = 4;

/** What was sent and waits on disk for a sidebar to note it. */
export class Sends {
  /** The browser keeps nothing more: what is sent now is in the memory of its page alone. */
  full = false;
  readonly #memory: Pick<Memory, 'get' | 'change'>;

  constructor(memory: Pick<Memory, 'get' | 'change'>) {
    this.#memory = memory;
  }

  /** Gives whether it is on disk. Where the browser has no room, older ones make it. */
  async keep(waiting: WaitingSendNews): Promise<boolean> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      try {
        await this.#fit((sends) => [...sends.filter(({ news }) => news.id !== waiting.news.id), waiting], limits.bytes / 4 ** attempt);
        this.full = false;
        return true;
      } catch (error) {
        if (attempt === attempts - 1) console.warn('Inlay cannot keep a message that was sent.', error);
      }
    }
    this.full = true;
    return false;
  }

  /** A sidebar has answered. Gives whether that was waited for. */
  async answered(id: string): Promise<boolean> {
    const waited = (await this.#memory.get()).sends.some(({ news }) => news.id === id);
    if (waited) await this.#memory.change(({ sends }) => ({ sends: sends.filter(({ news }) => news.id !== id) }));
    return waited;
  }

  /** Lets go of what has waited for too long. */
  async sweep(): Promise<void> {
    const { sends } = await this.#memory.get();
    if (fitted(sends, Date.now()).letGo.length > 0) await this.#fit((waiting) => waiting, limits.bytes);
  }

  async #fit(how: (sends: WaitingSendNews[]) => WaitingSendNews[], bytes: number): Promise<void> {
    await this.#memory.change(({ sends, letGo }) => {
      const left = fitted(how(sends), Date.now(), { ...limits, bytes });
      return left.letGo.length === 0 ? { sends: left.sends } : { sends: left.sends, letGo: addLetGo(letGo, left.letGo) };
    });
  }
}
