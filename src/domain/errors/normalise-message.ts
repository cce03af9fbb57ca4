import { withoutHash } from './file-name.ts';

/**
 * A message without what changes from one occurrence to the next: addresses, ids, dates, numbers, quoted values.
 *
 * @example normaliseMessage('Doctor 4711 not found at https://host/api/doctors/4711')  // 'doctor <n> not found at <url>'
 */
export const normaliseMessage = (message: string): string =>
  // What frameworks say in production: the number, or the link, is the fault.
  /^(?:(?:Minified React error #|NG)\d+|https:\/\/(?:svelte|vuejs)\.\S+)/.exec(message)?.[0] ??
  message
    .slice(0, 500)
    .replace(/(?:\b[a-z][\w+.-]*:\/?|(^|[\s(])[.~]{0,2})[\\/][^\s"'`<>)\]]+/gi, '$1<url>')
    .replace(/\[Filtered.*?\]|\s\{".*\}|\S+@\S+/g, '<v>')
    .replace(/(^|[^\w"'`])(["'`]).*?\2(?!\w)|[“„«].*?[”“»]/g, '$1<v>')
    // Numbers and ids: a word with digits in it.
    .replace(/[\w+-]*\d[\w.,:+=-]*(?: [AP]M\b)?/g, '<n>')
    .replace(/<n>(?:[\s/]+<n>)+/g, '<n>')
    // `Mon Jan <n> (Central European Standard Time)`, `Mon, <n> Jan <n> GMT`, `Monday, January <n>`.
    .replace(/(?:\b[A-Z]\w\w(?:\w*day)?,? )?(?:<n> )?\b(?:Jan|Feb|Ma[ry]|Apr|Ju[nl]|Aug|Sep|Oct|Nov|Dec)\w*[.,]? <n>(?: GMT| \(.*?\))?/g, '<n>')
    .toLowerCase()
    .slice(0, 200);

/** For faults that are about an address, such as a script that does not load: the address stays, without what a build or a record changes in it. */
export const normaliseAddress = (message: string): string => message.slice(0, 500).replace(/[?#]\S*/g, '').replace(/[^/\s]+/g, withoutHash);
