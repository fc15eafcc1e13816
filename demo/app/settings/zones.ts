import { formatLocale } from '../../../components/base/localisation/index.ts';

/** Every time zone that the browser knows, and the one that is set, by region. */
export function zoneOptions(present: string): { value: string; label: string; group: string }[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', present])]
    .filter(Boolean)
    .toSorted()
    .map((zone) => {
      const [region = '', ...city] = zone.split('/');
      const name = (city.length > 0 ? city.join(', ') : region).replaceAll('_', ' ');
      return { value: zone, label: name, group: city.length > 0 ? region : 'UTC' };
    });
}

/** Every currency that the browser knows, and the one that is set, with its name. */
export function currencyOptions(present: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(formatLocale(), { type: 'currency' });
  return [...new Set([...Intl.supportedValuesOf('currency'), present])]
    .toSorted()
    .map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }));
}
