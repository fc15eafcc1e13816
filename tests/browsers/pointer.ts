import type { Button, Mouse } from './page.ts';

const buttons: Button[] = ['left', 'middle', 'right'];

/** A mouse whose acts are WebDriver's: https://www.w3.org/TR/webdriver2/#pointer-actions */
export function mouseOf(act: (actions: object[]) => Promise<unknown>): Mouse {
  let at = { x: 0, y: 0 };
  const move = (x: number, y: number) => ({ type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0, origin: 'viewport' });
  const button = (type: 'pointerDown' | 'pointerUp', which: Button = 'left') => ({ type, button: buttons.indexOf(which) });
  return {
    move: async (x, y, { steps = 1 } = {}) => {
      const path = Array.from({ length: steps }, (_, step) => (step + 1) / steps);
      await act(path.map((part) => move(at.x + (x - at.x) * part, at.y + (y - at.y) * part)));
      at = { x, y };
    },
    down: async ({ button: which } = {}) => void (await act([button('pointerDown', which)])),
    up: async ({ button: which } = {}) => void (await act([button('pointerUp', which)])),
    click: async (x, y, { button: which } = {}) => {
      await act([move(x, y), button('pointerDown', which), button('pointerUp', which)]);
      at = { x, y };
    },
  };
}
