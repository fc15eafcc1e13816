/** Where something that is dropped at a point of the screen would land: its stage, and what scrolls there. */
export function targetAt(root: ParentNode, x: number, y: number): { stage: string; scroller: HTMLElement | undefined } | undefined {
  for (const element of root.querySelectorAll<HTMLElement>('[data-stage]')) {
    const box = element.getBoundingClientRect();
    if (x < box.left || x > box.right || y < box.top || y > box.bottom) continue;
    return { stage: element.dataset['stage'] ?? '', scroller: element.querySelector<HTMLElement>('crm-board-lane') ?? undefined };
  }
  return undefined;
}
