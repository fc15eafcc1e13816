/** Which of the eight stage colours a lane has: from grey to full along the pipeline. */
export const stageShade = (at: number, count: number): string =>
  `var(--crm-stage-${count === 1 ? 1 : Math.round(1 + (7 * at) / (count - 1))})`;
