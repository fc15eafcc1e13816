import { announce } from '../base/controllers/announcer.ts';
import { msg, str } from '../base/localisation/index.ts';

export interface KeyStage {
  id: string;
  name: string;
  active: boolean;
}

/** What the keys need of the board. */
export interface KeyBoard {
  rtl(): boolean;
  stages(): readonly KeyStage[];
  /** The ids of a lane's deals from top to bottom. */
  ids(stageId: string): readonly string[];
  focusCard(stageId: string, at: number): void;
  /** Shows what is in the hand and where it would go; nothing of both when put down. */
  carrying(id: string | undefined, stageId: string | undefined): void;
  drop(id: string, stageId: string): void;
}

/**
 * The board by keyboard: arrows go from card to card, Space picks one up, arrows choose its stage, Enter or Space drops it,
 * Escape puts it back. Says each step to screen readers.
 */
export class CardKeys {
  readonly #board: KeyBoard;
  #hand: { id: string; stage: string } | undefined;

  constructor(board: KeyBoard) {
    this.#board = board;
  }

  readonly handle = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const path = event.composedPath();
    const id = path
      .find((node): node is HTMLElement => node instanceof HTMLElement && node.localName === 'crm-deal-card')
      ?.getAttribute('deal-id');
    const stage = path.find((node): node is HTMLElement => node instanceof HTMLElement && node.dataset['stage'] !== undefined)?.dataset[
      'stage'
    ];
    if (!id || !stage) return;
    if (this.#hand) this.#carry(event, this.#hand);
    else this.#walk(event, id, stage);
  };

  /** The focus went elsewhere, or the board has gone: nothing stays in the hand. */
  cancel(): void {
    if (!this.#hand) return;
    this.#put(undefined);
    announce(msg('Cancelled. The deal stays where it was.'), 'assertive');
  }

  #put(hand: { id: string; stage: string } | undefined): void {
    this.#hand = hand;
    this.#board.carrying(hand?.id, hand?.stage);
  }

  /** 1 towards the end of the line, -1 towards its start, 0 for any other key. */
  #sideways({ key }: KeyboardEvent): number {
    if (key !== 'ArrowLeft' && key !== 'ArrowRight') return 0;
    return (key === 'ArrowRight') === this.#board.rtl() ? -1 : 1;
  }

  #walk(event: KeyboardEvent, id: string, stage: string): void {
    const board = this.#board;
    const ids = board.ids(stage);
    const at = ids.indexOf(id);
    const side = this.#sideways(event);
    if (side) this.#across(stage, at, side);
    else if (event.key === 'ArrowDown') board.focusCard(stage, at + 1);
    else if (event.key === 'ArrowUp') board.focusCard(stage, at - 1);
    else if (event.key === 'Home') board.focusCard(stage, 0);
    else if (event.key === 'End') board.focusCard(stage, ids.length - 1);
    else if (event.key === ' ') {
      this.#put({ id, stage });
      announce(msg('Picked up. Arrow keys choose a stage, Enter drops, Escape cancels.'), 'assertive');
    } else return;
    event.preventDefault();
  }

  /** To the next lane on that side that has a card. */
  #across(stage: string, at: number, side: number): void {
    const active = this.#board.stages().filter((row) => row.active);
    let next = active.findIndex((row) => row.id === stage) + side;
    for (let row = active[next]; row; row = active[(next += side)])
      if (this.#board.ids(row.id).length > 0) {
        this.#board.focusCard(row.id, at);
        return;
      }
  }

  #carry(event: KeyboardEvent, hand: { id: string; stage: string }): void {
    const stages = this.#board.stages();
    const side = this.#sideways(event) || (event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0);
    if (side) {
      const next = stages[stages.findIndex((row) => row.id === hand.stage) + side];
      if (next) {
        this.#put({ ...hand, stage: next.id });
        announce(msg(str`To ${next.name}`), 'assertive');
      }
    } else if (event.key === 'Enter' || event.key === ' ') {
      this.#put(undefined);
      this.#board.drop(hand.id, hand.stage);
    } else if (event.key === 'Escape') this.cancel();
    else if (event.key === 'Tab') {
      this.cancel();
      return;
    }
    // With a card in the hand no other key does anything: nobody opens or scrolls by mistake.
    event.preventDefault();
    event.stopPropagation();
  }
}
