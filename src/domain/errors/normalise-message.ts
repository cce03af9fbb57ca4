import { withoutHash } from './file-name.ts';

/**
 * A message without what changes from one occurrence to the next: addresses, ids, dates, numbers, quoted values.
 *
 * @example normaliseMessage('Doctor 4711 not found at https://host/api/doctors/4711')  // 'doctor <n> not found at <url>'
 */
export function normaliseMessage(message: string): string {
  // React's number is the fault; all the rest of its production message is a link.
  const react = /^Minified React error #\d+/.exec(message);
  if (react) return react[0];
  return message
    .slice(0, 500)
    .replace(/\b[a-z][\w+.-]*:\/\/[^\s"'`<>)\]]+/gi, '<url>')
    .replace(/(^|[\s(])\/\w\S*/g, '$1<url>')
    .replace(/\[Filtered[^\]]*\]|[\w.+-]+@[\w.-]+\.\w+/g, '<v>')
    .replace(/(^|[\s([{=:,])["'`“‘«„].*?["'`”’»“](?=[\s)\]},.;:!?]|$)/g, '$1<v>')
    // Ids and dates: a word of eight and more with digits in it.
    .replace(/\b(?=[\w-]*\d)[\w-]{8,}(?:[:.+]\d\w*)*/g, '<n>')
    .replace(/[-+]?\d[\w.,:]*/g, '<n>')
    .replace(/\s+/g, ' ')
    .replace(/\.? ?$/, '')
    .toLowerCase()
    .slice(0, 200);
}

/** For faults that are about an address, such as a script that does not load: the address stays, without what a build or a record changes in it. */
export const normaliseAddress = (message: string): string => message.slice(0, 500).replace(/[?#]\S*/g, '').replace(/[^/\s]+/g, withoutHash);
