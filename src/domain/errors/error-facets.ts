import type { ErrorRecord, GroupQuery } from '../../contract/error-record.ts';
import { pagePath } from './page-path.ts';

/** What occurrences of one group may differ in, by the name that questions and statistics give it. */
export const errorFacets = {
  release: ({ release }: ErrorRecord) => release || 'unknown',
  page: ({ url }: ErrorRecord) => pagePath(url),
  browser: ({ browserContext }: ErrorRecord) => `${browserContext.browser}`,
  mechanism: ({ mechanism }: ErrorRecord) => mechanism,
  userId: ({ userId }: ErrorRecord) => userId,
  sessionId: ({ sessionId }: ErrorRecord) => sessionId,
} as const;

const names = Object.keys(errorFacets) as (keyof typeof errorFacets)[];

/** Does a value meet what a question asks of it: nothing, one value, or one of a list? */
export const meets = <T>(asked: T | readonly T[] | undefined, value: T): boolean => asked === undefined || (Array.isArray(asked) ? asked.includes(value) : asked === value);

/** Does a question ask for anything that only occurrences know? */
export const asksForOccurrences = (query: GroupQuery): boolean => names.some((name) => query[name] !== undefined);

/** Is one and the same occurrence all that the question asks for? */
export const meetsFacets = (record: ErrorRecord, query: GroupQuery): boolean => names.every((name) => meets<string | null>(query[name], errorFacets[name](record)));
