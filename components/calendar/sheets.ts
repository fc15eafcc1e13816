/** The styles of fullcalendar, for a shadow root: what they say of `:root` is said of `:host`. */
let sheets: Promise<CSSStyleSheet[]> | undefined;

/** Loads them once for the page. @throws Error where a file cannot be had; the next call tries again */
export function calendarSheets(): Promise<CSSStyleSheet[]> {
  sheets ??= Promise.all(
    [
      new URL('../../node_modules/fullcalendar/skeleton.css', import.meta.url),
      new URL('../../node_modules/fullcalendar/themes/classic/theme.css', import.meta.url),
    ].map(load),
  ).catch((error: unknown) => {
    sheets = undefined;
    throw error;
  });
  return sheets;
}

async function load(url: URL): Promise<CSSStyleSheet> {
  const response = await fetch(url, { headers: { Accept: 'text/css' } });
  if (!response.ok) throw new Error(`The calendar's styles answered ${response.status}.`);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync((await response.text()).replaceAll(':root', ':host'));
  return sheet;
}
