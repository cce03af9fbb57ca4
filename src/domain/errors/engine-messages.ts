/**
 * What engines call the faults that pages have most (V8's message-template.h, SpiderMonkey's js.msg, JavaScriptCore's ExceptionHelpers, WebCore's
 * NSURLErrors, Chakra's resources), as short as is unmistakable. The first that matches wins. Groups: `prop`, the property or variable that is named; `code`,
 * an expression whose last property it is; `expr`, the expression that was null or undefined.
 *
 * Internet Explorer and the first Edge, and Safari where it speaks of the network, use the language of the system: of those texts only the stems are looked
 * for that languages share, and in errors of one `name` alone, because applications say such words too.
 */
export const engineMessages: readonly (readonly [fault: string, pattern: RegExp, name?: string])[] = [
  ['bigint', /BigInt/],
  // Safari says the second of an answer that is no JSON.
  ['json', /^JSON[. ]parse|\bJSON(?: input| at pos.*)?$|^The string did not match/i],
  ['import', /dynamically imported|^Importing a module/],
  ['recursion', /^Maximum call|^too much recursion/],
  ['circular', /circular str|cyclic/],
  ['date', /^Invalid (?:time value|date)$/i],
  ['length', /array length|^Array size/i],
  ['zone', /^Invalid time zone/i],
  ['url', /(?:valid|as a) URL\.?$/],
  ['uri', /^(?:malformed )?URI /],
  ['private', / private [fm]/],
  ['in', /'in' (?:operator|should)|is not an Object\. /],
  ['instanceof', /instanceof/],
  ['extends', /^class (?:ext|her)|superclass/i],
  ['super', /super.* derived class/],
  ['new', /class constructor/i],
  // `Failed to execute 'observe' on 'X': parameter 1 is …`, `X.observe: Argument 1 …`, `Argument 1 ('target') to X.observe must be …`.
  ['argument', /^(?:Failed to execute '|\w+\.|Argument \d.* to \w+\.)(?<prop>\w+)(?:'.* parameter|: Arg| must)/],
  ['receiver', /^Illegal inv|not implement interface|^Can only call/],
  ['to-object', /^can(?:no|')t convert (?:undefined|null).* object|'Object\./i],
  ['convert', /^can(?:no|')t convert |^No default/i],
  ['not-extensible', / is not extensible/],
  ['not-configurable', /redefine|delete prop|configurable|^Attempting/],
  ['uninitialised', /^can(?:no|')t access (?:'|lex|uninit)/i],
  ['not-defined', /(?:variable:? |["'«»“-„]\s?)(?<prop>[\w$]+)(?:\s?["'«»“-„]|$)/, 'ReferenceError'],
  ['not-defined', /^(?<prop>[\w$]+) is not defined$/],
  ['nullish', /^Cannot (?:read|set|call|destructure) (?:[pm][^']*'(?<prop>[^']*)|.*(?:undefined|null))/],
  // Firefox until 86 named the expression alone.
  ['nullish', /^(?:can't access property "?(?<prop>[^",]*)"?(?:,| of) )?(?:(?<expr>\S+|\(.*) is )?(?:undefined|null)$/],
  ['nullish', /^'?\w+'? is not an object \(evaluating '(?<code>.*)'|^Right side of/],
  ['not-iterable', / is not iterable|^\w+ is not a function \(near|^Spread syntax/],
  ['not-function', /^'?\w+'? is not a \w+ \(evaluating '(?<code>.*)'/],
  ['not-function', /^(?<code>.+?) is not a (?:function|constructor)/],
  ['read-only', /assignment to const|^Attempted to assign|^Cannot assign to read| is read-only$|getter/i],
  ['syntax', /^(?:Invalid or u|U)nexpected (?:token|end|EOF)|^expected expression/],
  ['nullish', /^(?!Fail)(?=.*nul).*?["'«»“-„]\s?(?<prop>[\w$]+)\s?["'«»“-„]/i, 'TypeError'],
  ['not-function', /^(?!Fail)(?=.*m.th?od).*?["'«»“-„]\s?(?<prop>[\w$]+)\s?["'«»“-„]/i, 'TypeError'],
  // In other scripts: what names something in ours is about a method, what does not is about the network.
  ['not-function', /^[^a-z]*["'«»“-„]\s?(?<prop>[\w$]+)\s?["'«»“-„][^a-z]*$/i, 'TypeError'],
  ['fetch', /^(?:Failed to fetch|Load failed|cancel|(?:ge)?an+ul|[^a-z\d]+$)|abgebr|n.tz?[wv]|internet|r.seau|d[ei] re[dt]|sieci|serv(?:er|eu|id|or)|timed out/i, 'TypeError'],
];
