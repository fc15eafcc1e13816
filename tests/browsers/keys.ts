/** The keys that have no character of their own, as WebDriver writes them (https://www.w3.org/TR/webdriver2/#keyboard-actions). */
const codes: Record<string, string> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  Space: ' ',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
  Meta: '\uE03D',
  // These engines are tested on Linux alone.
  ControlOrMeta: '\uE009',
};

export interface KeyAction {
  type: 'keyDown' | 'keyUp';
  value: string;
}

const code = (key: string): string => {
  const value = [...key].length === 1 ? key : codes[key];
  if (value === undefined) throw new Error(`There is no key named ${key}.`);
  return value;
};

export const keyDown = (key: string): KeyAction => ({ type: 'keyDown', value: code(key) });
export const keyUp = (key: string): KeyAction => ({ type: 'keyUp', value: code(key) });

/** `Control+A` as what fingers do: down in order, up in the opposite one. */
export function chord(keys: string): KeyAction[] {
  const held = keys === '+' ? [keys] : keys.split('+');
  // With Control held, a capital would mean Shift too.
  const typed = held.map((key) => (held.length > 1 && !held.includes('Shift') && key.length === 1 ? key.toLowerCase() : key));
  return [...typed.map(keyDown), ...typed.toReversed().map(keyUp)];
}

export const typing = (text: string): KeyAction[] => [...text].flatMap((character) => chordOf(character));

const chordOf = (character: string): KeyAction[] => {
  const key = character === '\n' ? 'Enter' : character;
  return [keyDown(key), keyUp(key)];
};
