import { formatLocale } from '../base/localisation/index.ts';

/** How a message's page looks. */
export interface Paper {
  /** CSS colours. */
  text: string;
  back: string;
  link: string;
  font: string;
  scheme: 'light' | 'dark';
  /** Whether it may fetch pictures. */
  images: boolean;
}

/** For what a browser takes for a colour in an attribute, which a page's policy does not forbid as it may a style. */
function hex(colour: string): string {
  const parts = /^rgba?\((\d+)[, ]+(\d+)[, ]+(\d+)/.exec(colour)?.slice(1);
  return parts ? `#${parts.map((part) => Number(part).toString(16).padStart(2, '0')).join('')}` : colour;
}

const quoted = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/**
 * The page of a message in its frame, by the policy that is written in it: no script, no request but, where somebody has asked for
 * them, pictures. It takes on the policy of the page around it as well; where that forbids styles, attributes say the most needed.
 *
 * @param body HTML that was cleaned
 */
export function framePage(body: string, { text, back, link, font, scheme, images }: Paper): string {
  const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:${images ? ' https:' : ''}; base-uri 'none'; form-action 'none'`;
  const style = `margin:0;padding:1px;overflow-wrap:anywhere;color:${text};background:${back};font:14px/1.5 ${font}`;
  return `<!doctype html><html lang="${formatLocale()}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="only ${scheme}"><title>-</title></head><body text="${hex(text)}" bgcolor="${hex(back)}" link="${hex(link)}" vlink="${hex(link)}" style="${quoted(style)}">${body}</body></html>`;
}
