/**
 * Reads the date that Gmail writes for people, in the page's language, as an instant in the browser's zone. Only where the month is
 * a word: 4/5/2025 is two different days. Undefined where anything is unsure.
 */
export function instantOf(text: string, language: string): Date | undefined {
  const plain = normal(text);
  const words = wordsOf(language);
  const year = plain.match(/(?:^|\D)((?:19|20)\d\d)(?=\D|$)/)?.[1];
  const time = plain.match(/(?:^|\D)(\d{1,2})[:.h](\d{2})(?::\d{2})?(?=\D|$)/);
  if (!year || !time) return undefined;
  const month = monthIn(plain, words);
  const rest = plain.replace(time[0], ' ').replace(year, ' ');
  const days = [...rest.matchAll(/(?:^|\D)(\d{1,2})(?=\D|$)/g)].map(([, day]) => Number(day));
  const hours = hoursOf(Number(time[1]), plain, words);
  const [day] = days;
  if (month === undefined || days.length !== 1 || day === undefined || hours === undefined || Number(time[2]) > 59) return undefined;
  const instant = new Date(Number(year), month, day, hours, Number(time[2]));
  return instant.getMonth() === month && instant.getDate() === day ? instant : undefined;
}

/** Narrow spaces and direction marks are part of how dates are written, and differ from one version to the next. */
const normal = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[\u200e\u200f\u061c]/g, '')
    .replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .toLowerCase();

interface Words {
  months: Map<string, number>;
  weekdays: Set<string>;
  /** Before and after noon. */
  halves: [string[], string[]];
}

const known = new Map<string, Words>();

function wordsOf(language: string): Words {
  const before = known.get(language);
  if (before) return before;
  const months = new Map<string, number>();
  for (const options of [{}, { day: 'numeric' }] as const)
    for (const style of ['long', 'short'] as const) {
      const format = formatter(language, { month: style, ...options });
      for (let month = 0; month < 12; month++) months.set(part(format, new Date(2024, month, 15), 'month'), month);
    }
  const weekdays = (['long', 'short'] as const).flatMap((weekday) => {
    const format = formatter(language, { weekday });
    return [1, 2, 3, 4, 5, 6, 7].map((day) => bare(part(format, new Date(2024, 0, day), 'weekday')));
  });
  const clock = formatter(language, { hour: 'numeric', hour12: true });
  const half = (hour: number) => part(clock, new Date(2024, 0, 1, hour), 'dayPeriod');
  const words: Words = {
    months,
    weekdays: new Set(weekdays),
    halves: [
      ['am', 'a.m.', half(1)],
      ['pm', 'p.m.', half(13)],
    ],
  };
  known.set(language, words);
  return words;
}

const bare = (word: string) => word.replace(/\.$/, '');

const part = (format: Intl.DateTimeFormat, date: Date, type: Intl.DateTimeFormatPartTypes) =>
  normal(format.formatToParts(date).find((one) => one.type === type)?.value ?? '');

function formatter(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, options);
  } catch {
    return new Intl.DateTimeFormat('en', options);
  }
}

function hoursOf(written: number, text: string, { halves: [morning, evening] }: Words): number | undefined {
  const has = (halves: string[]) => halves.some((half) => half !== '' && ` ${text.replace(/\d/g, ' ')} `.includes(` ${half} `));
  if (written > 23) return undefined;
  if (has(evening)) return written < 12 ? written + 12 : written;
  if (has(morning)) return written === 12 ? 0 : written;
  return written;
}

/** The only month that the text names. "mar" is a weekday and a month in some languages: the month then stands elsewhere too. */
function monthIn(text: string, { months, weekdays }: Words): number | undefined {
  const named = (text.match(/\p{L}[\p{L}\p{M}]*\.?/gu) ?? []).flatMap((word) => {
    const month = months.get(word) ?? months.get(bare(word)) ?? months.get(`${word}.`);
    return month === undefined ? [] : [{ month, weekday: weekdays.has(bare(word)) }];
  });
  const certain = new Set(named.filter(({ weekday }) => !weekday).map(({ month }) => month));
  if (certain.size > 0) return certain.size === 1 ? [...certain][0] : undefined;
  return new Set(named.map(({ month }) => month)).size === 1 ? named[0]?.month : undefined;
}
