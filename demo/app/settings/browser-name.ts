/** A browser and its system as people call them, from what it says of itself: "Firefox · Windows". Empty where it is none that is known. */
export function browserName(agent: string): string {
  const known = (list: readonly (readonly [RegExp, string])[]) => list.find(([pattern]) => pattern.test(agent))?.[1];
  const browser = known([
    [/Edg(e|A|iOS)?\//, 'Edge'],
    [/OPR\/|Opera/, 'Opera'],
    [/Firefox\/|FxiOS/, 'Firefox'],
    [/Chrom(e|ium)\/|CriOS|HeadlessChrome/, 'Chrome'],
    [/Safari\//, 'Safari'],
  ]);
  const system = known([
    [/Windows/, 'Windows'],
    [/Android/, 'Android'],
    [/iPhone|iPad|iPod/, 'iOS'],
    [/Mac OS X|Macintosh/, 'macOS'],
    [/CrOS/, 'ChromeOS'],
    [/Linux/, 'Linux'],
  ]);
  return [browser, system].filter(Boolean).join(' · ');
}
