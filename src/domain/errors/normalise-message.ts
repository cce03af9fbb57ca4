import { fileName } from './file-name.ts';

/** Characters that are looked at; what follows tells values, not faults. */
const looked = 500;

/**
 * A message without what changes from one occurrence to the next: addresses, ids, dates, numbers, quoted values.
 *
 * @example normaliseMessage('Doctor 4711 not found at https://host/api/doctors/4711')  // 'Doctor <n> not found at <url>'
 */
export function normaliseMessage(message: string): string {
  return (
    message
      .slice(0, looked)
      // React's number is the fault; all the rest of its production message is a link.
      .replace(/^(Minified React error #)(\d+).*$/s, (_, head: string, number: string) => head + letters(number))
      .replace(/\b[a-z][\w+.-]{1,20}:\/\/[^\s"'`<>)\]]+/gi, '<url>')
      .replace(/\[Filtered[^\]]*\]/g, '<v>')
      .replace(/[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+/g, '<v>')
      .replace(/\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/gi, '<n>')
      .replace(/\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?/g, '<n>')
      .replace(/(^|[\s([{=:,])(["'`])(?:(?!\2).){0,200}\2(?=$|[\s)\]},.;:!?])/g, '$1<v>')
      .replace(/(^|[\s([{=:,])[“‘«„][^”’»“]{0,200}[”’»“]/g, '$1<v>')
      .replace(/(^|[\s(])\/[\w%.~-]+(?:\/[\w%.~:-]+)*\/?(?:\?\S*)?/g, '$1<url>')
      .replace(/\b0x[\da-f]+\b/gi, '<n>')
      // Ids: a word of eight and more with digits among its letters.
      .replace(/\b(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{8,}\b/gi, '<n>')
      .replace(/(\b[a-z]{1,20}[_-])[\da-z]*\d[\da-z]*\b/gi, '$1<n>')
      .replace(/[-+]?\d[\d.,:]*/g, '<n>')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 200)
  );
}

/**
 * For faults that are about an address, such as a script that does not load: the address stays, without what a build or a record
 * changes in it.
 */
export function normaliseAddresses(message: string): string {
  return normaliseMessage(
    message.slice(0, looked).replace(/\b[a-z][\w+.-]{1,20}:\/\/[^\s"'`<>)\]]+/gi, (url) => {
      const [, host = '', path = ''] = /^[^:]+:\/\/([^/?#]*)([^?#]*)/.exec(url) ?? [];
      const parts = path.split('/');
      const last = parts.pop() ?? '';
      const file = fileName(last) === 'page' ? last : fileName(last);
      return letters(`${host}${parts.join('/')}/${file}`.replace(/[/@:]/g, ' '));
    }),
  );
}

/** Digits as letters, so that they pass what follows. */
const letters = (text: string): string => text.replace(/\d/g, (digit) => 'zowhruvxei'[Number(digit)] ?? '');
