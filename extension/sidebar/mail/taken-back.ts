/** Ids of messages whose logging somebody took back: they are not logged by themselves again. The latest are kept. */
const key = 'inlay/taken-back';
const most = 500;

function all(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
  } catch {
    // No storage, or not ours: nothing was taken back that could be known.
    return [];
  }
}

export const isTakenBack = (id: string): boolean => all().includes(id);

export function takeBack(id: string, back: boolean): void {
  const others = all().filter((one) => one !== id);
  try {
    localStorage.setItem(key, JSON.stringify((back ? [id, ...others] : others).slice(0, most)));
  } catch {
    // As above: it may be logged once more.
  }
}
