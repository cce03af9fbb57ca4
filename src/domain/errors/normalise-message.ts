import { withoutHash } from './file-name.ts';

/**
 * A message without what changes from one occurrence to the next: addresses, ids, dates, numbers, quoted values.
 *
 * @example normaliseMessage('Doctor 4711 not found at https://host/api/doctors/4711')  // 'doctor <n> not found at <url>'
 */
export const normaliseMessage = (message: string): string =>
  // React's number is the fault; all the rest of its production message is a link.
  /^Minified React error #\d+/.exec(message)?.[0] ??
  message
    .slice(0, 500)
    .replace(/(?:\b[a-z][\w+.-]*:\/|(^|[\s(]))\/[^\s"'`<>)\]]+/gi, '$1<url>')
    .replace(/\[Filtered.*?\]|\S+@\S+/g, '<v>')
    .replace(/(^|[^\w"'`])(["'`]).*?\2(?!\w)/g, '$1<v>')
    // Ids and dates: a word of eight and more with digits in it.
    .replace(/[-+]?(?:(?=[\w-]*\d)[\w-]{8,}|\d)[\w.,:+]*/g, '<n>')
    .toLowerCase()
    .slice(0, 200);

/** For faults that are about an address, such as a script that does not load: the address stays, without what a build or a record changes in it. */
export const normaliseAddress = (message: string): string => message.slice(0, 500).replace(/[?#]\S*/g, '').replace(/[^/\s]+/g, withoutHash);
