/**
 * What Chromium, Firefox and Safari call the same fault (V8's message-template.h, SpiderMonkey's js.msg, JavaScriptCore's ExceptionHelpers), as
 * short as is unmistakable. The first that matches wins. Groups: `prop`, the property or variable that is named; `code`, an expression whose last
 * property it is; `expr`, the expression that was null or undefined.
 */
export const engineMessages: readonly (readonly [fault: string, pattern: RegExp])[] = [
  ['json-cyclic', /^(?:Converting circular|cyclic object|JSON\.stringify cannot serialize cyclic)/],
  ['json-parse', /^(?:JSON\.parse: |JSON Parse error|(?:Unexpected|Expected|Bad|Unterminated|No number|").* JSON\b)/],
  ['module-load', /^(?:Failed to fetch dynamically|error loading dynamically|Importing a module script)/],
  ['fetch-failed', /^(?:Failed to fetch|NetworkError when|Load failed|The (?:Internet|network) connection|Could not connect to the server)/],
  ['stack-overflow', /^(?:Maximum call stack|too much recursion)/],
  ['to-object', /^(?:Cannot convert undefined or null|can't convert (?:undefined|null) to object|\w+ is not an object \(evaluating 'Object\.)/],
  ['nullish', /^Cannot (?:read|set|destructure) propert\w+ (?:of \w+ \(\w+ )?'(?<prop>[^']*)'/],
  ['nullish', /^can't access property "?(?<prop>[^",]*)"?, (?<expr>.*) is /],
  ['nullish', /^(?:undefined|null) is not an object \(evaluating '(?<code>.*)'/],
  // Firefox until 86 named the expression alone.
  ['nullish', /^(?<expr>[\w$.#[\]()]+) is (?:undefined|null)$|^Cannot (?:read|set|destructure) .*(?:undefined|null)|^Right side of assignment/],
  ['not-iterable', / is not iterable|^\w+ is not a function \(near '|^Spread syntax requires/],
  ['not-constructor', /^\w+ is not a constructor \(evaluating 'new (?<code>.*)'/],
  ['not-constructor', /^(?<code>.+) is not a constructor/],
  ['not-function', /^(?<code>.+?) is not a function/],
  ['not-defined', /^(?=Can't find variable|\S+ is not defined$)(?:Can't find variable: )?(?<prop>[\w$]+)/],
  ['dead-zone', /^(?:Cannot access .+ before init|can't access lexical|Cannot access uninit)/],
  // Safari has one message for a constant, a frozen property and a property that has only a getter.
  ['read-only', /^(?:Assignment to constant|invalid assignment to const|Attempted to assign|Cannot assign to read only|Cannot set .+ only a getter|setting getter-only)| is read-only$/],
  ['not-extensible', /^(?:Cannot|can't) (?:add|define) property .+ not extensible|^Attempting to define property/],
  ['in-operator', /^Cannot use 'in' op|^right-hand side of 'in'|is not an Object\. \(/i],
  ['class-call', /^(?:class constructor|Cannot call a class)/i],
  ['array-length', /^(?:invalid array length|Array size is not)/i],
  ['invalid-date', /^(?:Invalid time value|invalid date$|date value is not finite)/i],
  ['uri-malformed', /^(?:URI malformed|malformed URI|URI error)/],
  ['bigint-mix', /^(?:Cannot mix BigInt|can't convert BigInt|Invalid mix of BigInt)/],
  ['url-invalid', /\bInvalid URL$|is not a valid URL|cannot be parsed as a URL/],
  ['selector', /is not a valid selector|did not match the expected pattern/],
  ['syntax', /^(?:Unexpected (?:token|end|identifier|string|number|EOF)|Invalid or unexpected|expected expression|missing .+ after |unterminated string)/i],
];
