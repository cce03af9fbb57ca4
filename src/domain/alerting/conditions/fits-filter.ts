import type { ConditionFilter } from '../../../contract/alert.ts';
import { type Fact, readField } from './find-facts.ts';

/** `*` stands for any text. Compared piece by piece: as a regular expression, a pattern of many stars could take for ever. */
function fitsText(pattern: string, text: string): boolean {
  const [head = '', ...rest] = pattern.split('*');
  const tail = rest.pop();
  if (tail === undefined) return pattern === text;
  if (!text.startsWith(head) || text.length < head.length + tail.length || !text.endsWith(tail)) return false;
  let at = head.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= text.length - tail.length;
}

/** Whether every member fits: equal to the value, or to one of several. A number is compared as its digits, so that `status: '5*'` is every 5xx. */
export function fitsFilter(fact: Fact, filter: ConditionFilter = {}): boolean {
  return Object.entries(filter).every(([name, wanted]) => {
    const value = readField(fact, name);
    if (value === undefined || value === null || typeof value === 'object') return false;
    const values: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
    return values.some((one) => fitsText(String(one), String(value)));
  });
}
