/** Which rows of a long list are drawn: those in sight and as many again on both sides. */
export interface RowWindow {
  readonly from: number;
  readonly to: number;
  /** px of the rows that are not drawn */
  readonly before: number;
  readonly after: number;
}

/** Lists up to this length are drawn whole. */
const wholeUpTo = 200;

/** Heights in px; rows all have the same one. */
export function rowWindow(count: number, rowHeight: number, scrollTop: number, viewHeight: number): RowWindow {
  if (count <= wholeUpTo) return { from: 0, to: count, before: 0, after: 0 };
  const inSight = Math.ceil(viewHeight / rowHeight);
  // In steps of half a screen, so that most scroll events change nothing.
  const half = Math.max(1, Math.floor(inSight / 2));
  const first = Math.floor(scrollTop / rowHeight / half) * half;
  const from = Math.max(0, Math.min(first - half, count - inSight));
  const to = Math.min(count, first + inSight + 2 * half);
  return { from, to, before: from * rowHeight, after: (count - to) * rowHeight };
}
