/**
 * What Chromium, Firefox and Safari call the faults that pages have most (V8's message-template.h, SpiderMonkey's js.msg, JavaScriptCore's
 * ExceptionHelpers, WebCore's NSURLErrors), as short as is unmistakable. The first that matches wins. Groups: `prop`, the property or variable that is named; `code`,
 * an expression whose last property it is; `expr`, the expression that was null or undefined.
 */
export const engineMessages: readonly (readonly [fault: string, pattern: RegExp])[] = [
  // Safari says the second of an answer that is no JSON.
  ['json', /^JSON[. ]parse|\bJSON(?: input| at pos.*)?$|^The string did not match/i],
  ['import', /dynamically imported|^Importing a module/],
  ['fetch', /^(?:Failed to fetch|NetworkError when|Load failed|cancelled$|The (?:Internet|network) connection|The request timed|Could not connect|A server with)/],
  ['recursion', /^Maximum call|^too much recursion/],
  ['circular', /circular str|cyclic/],
  ['date', /^Invalid (?:time value|date)$/i],
  ['length', /array length|^Array size/i],
  ['url', /(?:valid|as a) URL\.?$/],
  ['uri', /^(?:malformed )?URI /],
  ['private', / private [fm]/],
  ['in', /'in' (?:operator|should)|is not an Object\. /],
  ['super', /super.* derived class/],
  ['new', /class constructor/i],
  ['receiver', /^Illegal inv|not implement interface|^Can only call/],
  ['to-object', /^can(?:no|')t convert (?:undefined|null).* object|'Object\./i],
  ['nullish', /^Cannot (?:read|set|destructure) (?:prop[^']*'(?<prop>[^']*)|.*(?:undefined|null))/],
  // Firefox until 86 named the expression alone.
  ['nullish', /^(?:can't access property "?(?<prop>[^",]*)"?(?:,| of) )?(?:(?<expr>\S+|\(.*) is )?(?:undefined|null)$/],
  ['nullish', /^\w+ is not an object \(evaluating '(?<code>.*)'|^Right side of/],
  ['not-iterable', / is not iterable|^\w+ is not a function \(near|^Spread syntax/],
  ['not-function', /^\w+ is not a constructor \(evaluating 'new (?<code>.*)'/],
  ['not-function', /^(?<code>.+?) is not a (?:function|constructor)/],
  ['not-defined', /^(?=Can't find variable|\S+ is not defined$)(?:Can't find variable: )?(?<prop>[\w$]+)/],
  ['uninitialised', /^can(?:no|')t access (?:'|lex|uninit)/i],
  ['read-only', /^(?:invalid )?assignment to const|^Attempted to assign|^Cannot assign to read| is read-only$|only a getter$|getter-only/i],
  ['not-extensible', / is not extensible/],
  ['syntax', /^(?:Invalid or u|U)nexpected (?:token|end|EOF)|^expected expression/],
];
