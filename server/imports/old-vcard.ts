/**
 * vCard 2.1 and the habits of programs that write none of the versions quite, as lines that a reader of 3.0 and 4.0 takes:
 * quoted-printable undone, types without their name given it, and names of properties in groups freed.
 */

/** @param lines what stands between BEGIN and END */
export function modernCard(lines: readonly string[]): string {
  const old = lines.some((line) => /^VERSION:2\.1\s*$/i.test(line));
  const unfolded = unfold(lines);
  const modern = unfolded.flatMap((line) => modernLine(line, old));
  const version = unfolded.find((line) => /^VERSION:4/i.test(line)) ? '4.0' : '3.0';
  return ['BEGIN:VCARD', `VERSION:${version}`, ...modern, 'END:VCARD'].join('\r\n');
}

/** Lines that go on with white space, and quoted-printable ones that go on after `=`. */
function unfold(lines: readonly string[]): string[] {
  const whole: string[] = [];
  for (const line of lines) {
    const last = whole.at(-1);
    if (last !== undefined && /^[^:]*QUOTED-PRINTABLE/i.test(last) && last.endsWith('='))
      whole[whole.length - 1] = `${last.slice(0, -1)}${line}`;
    else if (last !== undefined && /^[ \t]/.test(line)) whole[whole.length - 1] = last + line.slice(1);
    else if (line.trim() !== '') whole.push(line);
  }
  return whole;
}

/** Parts that hold no words: pictures, sounds, keys. */
const opaque = /^(PHOTO|LOGO|SOUND|KEY|AGENT)$/i;

function modernLine(line: string, old: boolean): string[] {
  const colon = endOfName(line);
  if (colon < 0) return old ? [] : [line];
  const [grouped = '', ...parameters] = splitOutsideQuotes(line.slice(0, colon));
  const name = grouped.slice(grouped.lastIndexOf('.') + 1);
  if (/^(VERSION|BEGIN|END)$/i.test(name) || opaque.test(name)) return [];
  let value = line.slice(colon + 1);
  const kept: string[] = [];
  let charset = 'utf-8';
  let encoding = '';
  for (const parameter of parameters) {
    const [key = '', given = ''] = split(parameter);
    if (/^CHARSET$/i.test(key)) charset = given;
    else if (/^ENCODING$/i.test(key)) encoding = given;
    else if (/^(QUOTED-PRINTABLE|BASE64|8BIT|7BIT)$/i.test(key)) encoding = key;
    else if (parameter.includes('=')) {
      if (key !== '' && given !== '') kept.push(`${key}=${/[,;:]/.test(given) && !given.startsWith('"') ? `"${given}"` : given}`);
    } else if (/^[\w-]+$/.test(key)) kept.push(`TYPE=${key}`);
  }
  if (/^QUOTED-PRINTABLE$/i.test(encoding)) value = fromQuotedPrintable(value, charset).replaceAll(/\r\n|\r|\n/g, '\\n');
  // 2.1 knows no escaped commas: one between words is a comma.
  if (old) value = value.replaceAll(/(^|[^\\]),/g, '$1\\,');
  return [[name, ...kept].join(';') + ':' + value];
}

/** The colon that ends name and parameters: not one within quotes. */
function endOfName(line: string): number {
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '"') quoted = !quoted;
    else if (line[at] === ':' && !quoted) return at;
  }
  return -1;
}

function splitOutsideQuotes(text: string): string[] {
  return text.match(/(?:"[^"]*"|[^;"])+/g) ?? [];
}

function split(parameter: string): [string, string] {
  const at = parameter.indexOf('=');
  return at < 0 ? [parameter.trim(), ''] : [parameter.slice(0, at).trim(), parameter.slice(at + 1).trim()];
}

function fromQuotedPrintable(text: string, charset: string): string {
  const bytes: number[] = [];
  const source = new TextEncoder().encode(text.replaceAll(/=\r?\n/g, ''));
  for (let at = 0; at < source.length; at++) {
    const code = source[at] === 0x3d ? /^[0-9A-Fa-f]{2}$/.exec(String.fromCharCode(...source.subarray(at + 1, at + 3)))?.[0] : undefined;
    bytes.push(code === undefined ? (source[at] ?? 0) : parseInt(code, 16));
    if (code !== undefined) at += 2;
  }
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(charset);
  } catch {
    decoder = new TextDecoder('windows-1252');
  }
  return decoder.decode(new Uint8Array(bytes));
}
