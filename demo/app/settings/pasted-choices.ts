import type { Id } from '../../../shared/ids.ts';
import { newId } from '../../../shared/ids.ts';
import type { CustomField } from '../../../shared/records/index.ts';
import { mostChoices, offeredChoices } from '../../../shared/records/index.ts';
import { msg, plural, str } from '../../../components/base/localisation/index.ts';

/** Characters of a choice's name. */
const longest = 255;

type Read = { choices: { id: Id; name: string }[]; leftOut: number; problem?: undefined } | { problem: string };

/** A list as it was pasted, one choice a line: what is new in it, and how many lines name a choice that is there already. */
export function readChoices(text: string, present: CustomField['choices'] = []): Read {
  const offered = offeredChoices({ choices: present });
  const names = new Set(offered.map(({ name }) => name.trim().toLowerCase()));
  const lines = text.split(/\r\n?|\n/).map((line) => line.trim());
  const choices: { id: Id; name: string }[] = [];
  let leftOut = 0;
  for (const [at, name] of lines.entries()) {
    if (name === '') continue;
    if (name.length > longest) return { problem: msg(str`Line ${at + 1} is longer than ${longest} characters.`) };
    const key = name.toLowerCase();
    if (names.has(key)) leftOut++;
    else {
      names.add(key);
      choices.push({ id: newId(), name });
    }
  }
  const over = offered.length + choices.length - mostChoices;
  if (over > 0)
    return {
      problem: plural(over, {
        one: msg(str`A field has ${mostChoices} choices at most: this is ${over} too many.`),
        other: msg(str`A field has ${mostChoices} choices at most: these are ${over} too many.`),
      }),
    };
  return { choices, leftOut };
}

/** What became of a pasted list, in words. */
export function pastedWords({ choices, leftOut }: { choices: readonly unknown[]; leftOut: number }): string {
  const count = choices.length;
  const added =
    count === 0
      ? msg('No choice is added.')
      : plural(count, { one: msg(str`${count} choice is added.`), other: msg(str`${count} choices are added.`) });
  if (leftOut === 0) return added;
  return `${added} ${plural(leftOut, { one: msg(str`${leftOut} line names one that is there already and is left out.`), other: msg(str`${leftOut} lines name one that is there already and are left out.`) })}`;
}
