/** One declaration of a `style` attribute. */
interface Declaration {
  name: string;
  value: string;
}

/** What letters set: type, colours, space, lines. Nothing that lifts a thing out of its place or hides it. */
const properties =
  /^(color|background(-color)?|font(-(family|size|style|weight|variant))?|text-(align|decoration(-(line|style|color))?|indent|transform)|line-height|letter-spacing|word-spacing|vertical-align|white-space|(margin|padding)(-(top|right|bottom|left))?|border(-(top|right|bottom|left))?(-(color|style|width))?|border-(collapse|spacing|radius)|(min-|max-)?width|(min-|max-)?height|list-style(-type)?|table-layout|caption-side|empty-cells|direction|word-break|overflow-wrap|float|clear|display)$/;

/**
 * The declarations of a style, as written. What is quoted or in brackets does not end one, and goes on to the end where nothing closes
 * it. A line break would end a quotation to a browser, and what follows be read as declarations: there are none.
 */
export function inStyle(style: string): Declaration[] {
  const line = style.replace(/[\n\r\f]/g, ' ').replace(/\/\*[^]*?\*\//g, ' ');
  return (line.match(/(?:[^;"'(]|"[^"]*"?|'[^']*'?|\([^)]*\)?)+/g) ?? []).flatMap((declaration) => {
    const colon = declaration.indexOf(':');
    if (colon < 0) return [];
    return [{ name: declaration.slice(0, colon).trim().toLowerCase(), value: declaration.slice(colon + 1).trim() }];
  });
}

/** Whether a declaration is one that letters need, and fetches nothing. Escapes may say anything: they are let through nowhere. */
export function loadsNothing(name: string, value: string): boolean {
  if (!properties.test(name) || value === '' || /[\\<>@]|url|image|expression|var\(|env\(|attr\(|javascript|element\(|paint\(/i.test(value))
    return false;
  if (name === 'display') return /^(block|inline|inline-block|table|table-(row|cell|row-group)|list-item)(\s*!important)?$/i.test(value);
  // Nothing is pulled over what stands beside it.
  return !(name.startsWith('margin') && value.includes('-'));
}
