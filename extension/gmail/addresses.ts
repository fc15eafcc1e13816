/** An address and the name beside it, as fields of a compose and attributes of the page have them. */
export interface Named {
  email: string;
  name: string;
}

const plain = /^[^\s@<>"(),:;]+@[^\s@<>"(),:;]+$/;

/** In lower case; undefined where it is none. */
export function address(text: string | null | undefined): string | undefined {
  // Invisible marks of direction stand around addresses on pages that read from right to left.
  const email = text
    ?.replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .trim()
    .replace(/^mailto:/i, '')
    .toLowerCase();
  return email !== undefined && email.length <= 254 && plain.test(email) ? email : undefined;
}

/** Reads `"Doe, John" <j@d.example>, a@b.example`, also half written: what is no address is left out. */
export function addresses(text: string): Named[] {
  const found: Named[] = [];
  for (const part of parts(text)) {
    const angle = part.match(/^(.*?)<([^<>]*)>\s*$/s);
    const email = address(angle ? angle[2] : part);
    if (email) found.push({ email, name: angle ? unquoted(angle[1] ?? '') : '' });
  }
  return found;
}

/** Cuts at commas and semicolons that stand neither in quotes nor in angles. */
function parts(text: string): string[] {
  const cut: string[] = [];
  let part = '';
  let quoted = false;
  let angle = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!;
    if (letter === '\\' && quoted) part += letter + (text[++at] ?? '');
    else if ((letter === ',' || letter === ';' || letter === '\n') && !quoted && !angle) {
      cut.push(part);
      part = '';
    } else {
      if (letter === '"') quoted = !quoted;
      else if (!quoted && letter === '<') angle = true;
      else if (!quoted && letter === '>') angle = false;
      part += letter;
    }
  }
  return [...cut, part].map((one) => one.trim()).filter((one) => one !== '');
}

const unquoted = (name: string) => {
  const trimmed = name.trim();
  return trimmed.startsWith('"') && trimmed.endsWith('"') && trimmed.length > 1
    ? trimmed.slice(1, -1).replace(/\\(.)/g, '$1').trim()
    : trimmed;
};
