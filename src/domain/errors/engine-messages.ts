/**
 * What Chromium, Firefox and Safari call the faults that pages have most (V8's message-template.h, SpiderMonkey's js.msg, JavaScriptCore's
 * ExceptionHelpers), as short as is unmistakable. The first that matches wins. Groups: `prop`, the property or variable that is named; `code`, an
 * expression whose last property it is; `expr`, the expression that was null or undefined.
 */
export const engineMessages: readonly (readonly [fault: string, pattern: RegExp])[] = [
  ['json', /^JSON[. ]parse|\bJSON(?: input| at pos.*)?$/i],
  ['import', /dynamically imported|^Importing a module/],
  ['fetch', /^(?:Failed to fetch|NetworkError when|Load failed|The (?:Internet|network) connection)/],
  ['recursion', /^Maximum call|^too much recursion/],
  ['to-object', /^can(?:no|')t convert (?:undefined|null).* object|'Object\./i],
  ['nullish', /^Cannot (?:read|set|destructure) (?:prop[^']*'(?<prop>[^']*)|.*(?:undefined|null))/],
  // Firefox until 86 named the expression alone.
  ['nullish', /^(?:can't access property "?(?<prop>[^",]*)"?, )?(?<expr>\S+|\(.*) is (?:undefined|null)$/],
  ['nullish', /^\w+ is not an object \(evaluating '(?<code>.*)'|^Right side of/],
  ['not-iterable', / is not iterable|^\w+ is not a function \(near|^Spread syntax/],
  ['not-function', /^\w+ is not a constructor \(evaluating 'new (?<code>.*)'/],
  ['not-function', /^(?<code>.+?) is not a (?:function|constructor)/],
  ['not-defined', /^(?=Can't find variable|\S+ is not defined$)(?:Can't find variable: )?(?<prop>[\w$]+)/],
  ['uninitialised', /^can(?:no|')t access (?:'|lex|uninit)/i],
  ['read-only', /^(?:invalid )?assignment to const|^Attempted to assign|^Cannot assign to read| is read-only$/i],
  ['syntax', /^Unexpected (?:token|end|EOF)|^expected expression/],
];
