import type { PrivacyOptions } from '../../contract/config.ts';
import type { Mask } from '../../contract/runtime-api.ts';
import { nameAnywhere } from './secret-names.ts';
import { tokenRules } from './text-rules.ts';

/** In a name of anything. */
const words = `${nameAnywhere}|auth|sess|sid|card|account|mail|address|code`;

/** UUIDs, `:line:column`; with rules of the page's own nothing, because one may be of them. */
const survives = /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b|:\d{1,6}:\d{1,6}\b/;

/** What follows such a name: to the end of a list, a quote, a header, a word. */
const named =
  /(?:\s?(?:["'\\\]$.[-]|&quot;|%22))*(?: [^<>]{0,99}>|%3[ad]|\\[rn]|["'\\]{0,9}value["'\\]{0,9}|[\s:=>,])+(?:(?:is|was|to|changed|token|no|number) )*(?:[[{][^\]}]*|\\*["'][^"']*|(?<=(?:ion|kie): ?)[^\n"']*|(?:&quot;|%22)?[^\s",;&]+)/;

/** Query strings; anything around an `@` (but Firefox's `function@https://`), also where its beginning went with something else; six digits or more with or without separators; long tokens that mix letters and digits. */
const looks =
  /[?#;][^\s)"':]+|[^\s",;&]{0,99}(?:@(?![\w-]+:)|%(?:25)?40)[^\s",;&]*|\d(?:[\s()./+%\u2010-\u2015-]*\d){5,}\w*|\b(?=[\w+=-]{0,99}\d)(?=[\w+=-]{0,99}[a-z])(?:[\w+=-]{16,}|[a-z]{5}\d{4}[a-z])/;

/**
 * What a tab masks by before it leaves anything in localStorage: coarser than the scrubber, and lent by the runtime, because every page
 * would pay for it. A member called by a name has its value filtered as a whole.
 */
export function spillMask({ keys, rules }: Pick<PrivacyOptions, 'keys' | 'rules'>): Mask {
  const own = Object.values(rules);
  const kept = own[0] ? '$^' : survives.source;
  const masked = [...own, ...tokenRules.map(([, { source }]) => source), `\\b\\w{0,80}(?:${words})\\w{0,80}${named.source}`, looks.source].join('|');
  return {
    // Looked ahead for as well: JavaScriptCore tries the last alternatives before the first one in an expression like this.
    text: `(${kept})|(?!${kept})(?:${masked})`,
    keys: [words, 'key', 'name$', ...keys.map((name) => name.replace(/\W/g, '.'))].join('|'),
  };
}
