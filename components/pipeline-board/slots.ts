/**
 * Which card shows which deal. A card whose deal has left the sight takes the next one that comes: giving a card another deal costs
 * a fraction of making one. Cards keep their place in the page while a lane is scrolled, and stand in reading order when it rests.
 */
export class Slots {
  #slots = new Map<string, number>();
  #order: number[] = [];
  #next = 0;

  /**
   * The places in `ids` in the order in which their cards stand in the page, each with the number of its card. `held`
   * is the deal whose card has the focus: its card is given to no other.
   */
  assign(ids: readonly string[], { moving, held }: { moving: boolean; held: string | undefined }): { slot: number; at: number }[] {
    const shown = new Set(ids);
    const free: number[] = [];
    for (const [id, slot] of this.#slots) if (!shown.has(id) && id !== held) free.push(slot);
    const taken = new Map<number, number>();
    const slots = new Map<string, number>();
    for (const [at, id] of ids.entries()) {
      const slot = this.#slots.get(id) ?? free.shift() ?? this.#next++;
      slots.set(id, slot);
      taken.set(slot, at);
    }
    this.#slots = slots;
    const reading = [...taken.keys()];
    if (moving) {
      const stood = this.#order.filter((slot) => taken.has(slot));
      const known = new Set(stood);
      this.#order = [...stood, ...reading.filter((slot) => !known.has(slot))];
    } else this.#order = reading;
    return this.#order.map((slot) => ({ slot, at: taken.get(slot) ?? 0 }));
  }
}
