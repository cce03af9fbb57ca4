import type { ClientInfo } from '../../contract/scope.ts';
import { foldUrl } from './route-pattern.ts';

/** Where a page was seen: its path with ids folded, the class of the device, and the connection. */
export interface Cell {
  readonly page: string;
  readonly device: string;
  readonly connection: string;
}

/** Cells told apart in one step, of all metrics together. */
export const maxCells = 600;

/** A tablet says that it is one, or that it is an Android without `Mobi` (Chrome's rule for user agents); iPads since iPadOS 13 pass for desktops. */
function deviceOf(userAgent: string): string {
  return /iPad|Tablet|Android(?!.*Mobi)/.test(userAgent) ? 'tablet' : /Mobi/.test(userAgent) ? 'mobile' : 'desktop';
}

/** A cell as it stands in the name of a series, behind that of its metric. */
export function cellOf(url: string, { userAgent, connection = 'unknown' }: ClientInfo): string {
  return ['', foldUrl(url)[1], deviceOf(userAgent), connection].join('\t');
}

/** What `cellOf` made, and the metric before it. */
export function readCell(series: string): Cell & { readonly metric: string } {
  const [metric = '', page = '', device = '', connection = ''] = series.split('\t');
  return { metric, page, device, connection };
}
