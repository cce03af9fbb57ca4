/** Which rows of a long list are drawn: those in sight and some more on both sides. */
export interface RowWindow {
  readonly from: number;
  readonly to: number;
  /** px of the rows that are not drawn */
  readonly before: number;
  readonly after: number;
}

/** Lists up to this length are drawn whole. */
const wholeUpTo = 200;
/** Of short rows, of which many are in sight, no more than these are drawn: 24 entries of the log are at most 248 elements. */
const most = 24;

/** Heights in px; rows all have the same one. */
export function rowWindow(count: number, rowHeight: number, scrollTop: number, viewHeight: number): RowWindow {
  if (count <= wholeUpTo) return { from: 0, to: count, before: 0, after: 0 };
  const inSight = Math.ceil(viewHeight / rowHeight);
  // In steps of up to half a screen, so that most scroll events change nothing.
  const step = Math.max(1, Math.floor(Math.min(inSight, most - inSight) / 2));
  const first = Math.floor(scrollTop / rowHeight / step) * step;
  const from = Math.max(0, Math.min(first - step, count - inSight - step));
  const to = Math.min(count, first + inSight + step);
  return { from, to, before: from * rowHeight, after: (count - to) * rowHeight };
}
