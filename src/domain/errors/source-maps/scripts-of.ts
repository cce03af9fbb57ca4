import type { ErrorRecord } from '../../../contract/error-record.ts';

/** Scripts of one record that are read. */
const most = 10;

/**
 * The scripts that a record's own frames run in, as far as they can be read: http(s), and no frame of a page's own markup, because asking for a page is
 * no harmless question. `match`: sources of regular expressions, one of which must fit the URL; none: every URL fits.
 */
export function scriptsOf({ frames, cause, url }: Pick<ErrorRecord, 'frames' | 'cause' | 'url'>, match: readonly string[]): readonly string[] {
  const page = bare(url);
  const files = [frames, ...cause.map((one) => one.frames)].flat().flatMap(({ inApp, file, line, column }) => (inApp && file && line && column ? file : []));
  return [...new Set(files)].filter((file) => /^https?:\/\//i.test(file) && bare(file) !== page && matches(file, match)).slice(0, most);
}

export const matches = (url: string, match: readonly string[]): boolean => !match.length || match.some((source) => new RegExp(source).test(url));

const bare = (url: string): string => url.replace(/[?#].*$/s, '');
