/** What this browser's user has chosen for themselves: kept here, not in the workspace. */
export interface Preferences {
  language: 'en' | 'fr';
  /** Undefined follows the system. */
  theme: 'light' | 'dark' | undefined;
  /** The workspace entered last, by id; undefined is the first one. */
  workspace: string | undefined;
}

const key = 'inlay/preferences';

export function preferences(): Preferences {
  const own = navigator.language.startsWith('fr') ? 'fr' : 'en';
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Preferences>;
    return {
      language: kept.language === 'fr' || kept.language === 'en' ? kept.language : own,
      theme: kept.theme === 'light' || kept.theme === 'dark' ? kept.theme : undefined,
      workspace: typeof kept.workspace === 'string' ? kept.workspace : undefined,
    };
  } catch {
    // No storage, or not ours: the browser's own wishes hold.
    return { language: own, theme: undefined, workspace: undefined };
  }
}

export function prefer(change: Partial<Preferences>): void {
  const next = { ...preferences(), ...change };
  try {
    localStorage.setItem(key, JSON.stringify(next));
  } catch {
    // Without storage it holds for this page.
  }
}
