/**
 * What the engines call the same fault. Chromium's, Firefox's and Safari's wordings of each (V8's message-template.h, SpiderMonkey's js.msg,
 * JavaScriptCore's ExceptionHelpers) stand side by side, as short as they are unmistakable. All are anchored at the front; the first that
 * matches wins. Groups: `prop`, the property or variable that is named; `call`, the expression that was called; `expr`, the one that was null
 * or undefined; `safari`, the source that Safari quotes.
 */
export const engineMessages: readonly (readonly [fault: string, ...patterns: RegExp[]])[] = [
  ['json-parse', /^(?:JSON\.parse: |JSON Parse error|(?:Unexpected|Expected|Bad|Unterminated|No number|").* (?:in|of|after|valid) JSON\b)/],
  ['module-load', /^(?:Failed to fetch dynamically|error loading dynamically|Importing a module script)/i],
  ['chunk-load', /^Loading (?:CSS )?chunk \S+ failed/],
  ['fetch-failed', /^(?:Failed to fetch\b|NetworkError when|Load failed\b|The (?:Internet|network) connection |A server with the specified|Could not connect to the server|cancell?ed$)/],
  ['stack-overflow', /^(?:Maximum call stack|too much recursion|Out of stack)/],
  ['to-object', /^(?:Cannot convert undefined or null to object|can't convert (?:undefined|null) to object|(?:undefined|null) is not an object \(evaluating 'Object\.\w+\(|Object\.\w+ requires that)/],
  [
    'nullish-access',
    /^Cannot (?:read|set) propert(?:y|ies) of (?:undefined|null)(?: \(\w+ '(?<prop>.*)'\))?$/,
    /^Cannot (?:read|set) property '(?<prop>.*)' of (?:undefined|null)$/,
    /^Cannot destructure property '(?<prop>[^']*)' of /,
    /^Cannot destructure '(?<expr>[^']*)' as /,
    /^can't access property "?(?<prop>[^",]*)"?, (?<expr>.*) is (?:undefined|null)$/,
    /^Right side of assignment cannot be destructured/,
    /^'?(?:undefined|null)'? is not an object \(evaluating '(?<safari>.*)'\)$/,
    // Internet Explorer and the first Edge.
    /^Unable to (?:get|set) .*property '(?<prop>.*)'(?: of undefined|: object is null)/,
    /^(?<expr>[\w$.#[\]()]+) is (?:undefined|null)$/,
  ],
  ['not-iterable', /^(?:.+ is not iterable\b|\S+ is not a function \(near '|Spread syntax requires|\S+ is not a non-null object \(evaluating)/],
  [
    'not-a-function',
    /^'?undefined'? is not a (?:function|constructor) \(evaluating '(?!new )(?<call>.*)'\)$/,
    /^(?<call>.+?) is not a function\b/,
    /^Object (?:\S+ has no|doesn't support property or) method '(?<call>.*)'$/,
  ],
  ['not-a-constructor', /^\S+ is not a constructor \(evaluating 'new (?<call>[^'(]*)/, /^(?<call>.+?) is not a constructor\b/],
  ['not-defined', /^'?(?<prop>[\w$]+)'? is (?:not defined|undefined)$/, /^Can't find variable: (?<prop>[\w$]+)$/],
  ['uninitialised', /^(?:Cannot access .+ before initialization|can't access lexical declaration|Cannot access uninitialized)/],
  // Safari has one message for a constant, a frozen property and a property that has only a getter.
  ['read-only', /^(?:Assignment to constant|invalid assignment to const|Attempted to assign to readonly|Cannot assign to read only|.{1,100} is read-only$|Cannot set property .+ only a getter|setting getter-only)/],
  ['not-extensible', /^(?:Cannot (?:add|define) property .+ not extensible|can't define property .+ not extensible|Attempting to define property)/],
  ['not-deletable', /^(?:Cannot delete property |property .+ can't be deleted|Unable to delete property)/],
  ['in-operator', /^(?:Cannot use 'in' operator|right-hand side of 'in'|.{1,100} is not an Object\. \(evaluating )/i],
  ['instanceof', /^(?:right[- ]hand side of '?instanceof|invalid 'instanceof'|instanceof called)/i],
  ['class-without-new', /^(?:class constructors? .*invoked with|Cannot call a class constructor)/i],
  ['super-not-called', /^(?:must call super constructor|'super\(\)' must be called)/i],
  ['reduce-empty', /^reduce of empty array/i],
  ['array-length', /^(?:invalid array length|Array size is not)/i],
  ['number-digits', /^(?:to\w+\(\) (?:digits |argument|radix )|precision \S+ out of range|radix must be)/],
  ['repeat-count', /^(?:Invalid count value|repeat count must|String\.prototype\.repeat )/],
  ['invalid-date', /^(?:Invalid time value|invalid date$|date value is not finite)/i],
  ['uri-malformed', /^(?:URI malformed|malformed URI|String contained an illegal|URI error)/],
  ['json-cyclic', /^(?:Converting circular|cyclic object|JSON\.stringify cannot serialize cyclic)/],
  ['json-bigint', /^(?:Do not know how to serialize|BigInt value can't be serialized|JSON\.stringify cannot serialize BigInt)/],
  ['bigint-mix', /^(?:Cannot mix BigInt|can't convert BigInt|Invalid mix of BigInt|Conversion from 'BigInt')/],
  ['symbol-convert', /^can(?:not|'t) convert (?:a )?symbol/i],
  ['to-primitive', /^(?:can(?:not|'t) convert .+ to primitive|No default value)/i],
  ['regexp', /^(?:Invalid regular expression|unterminated (?:parenthetical|character class)|nothing to repeat|invalid (?:range in character|regexp|capture) |unmatched \) in regular)/],
  ['url-invalid', /^(?:(?:Failed to construct 'URL': )?Invalid URL|URL constructor: |.{1,300} cannot be parsed as a URL|.{1,300} is not a valid URL)/],
  ['selector', /^(?:.{1,300} is not a valid selector|The string did not match the expected pattern)/],
  [
    'dom-argument',
    /^Failed to execute '(?<call>\w+)' on '\w+': (?:parameter |\d+ arguments? |The provided value )/,
    /^\w+\.(?<call>\w+): (?:Argument |At least )/,
    /^Argument \d+ \('[^']*'\) to \w+\.(?<call>\w+) /,
  ],
  ['syntax', /^(?:Unexpected (?:token|end|identifier|string|number|EOF)\b|Invalid or unexpected token|expected expression|missing .+ after |(?:unterminated string|illegal character))/i],
];

/**
 * DOMExceptions whose words differ in every engine while the name says it all: "signal is aborted without reason", "The operation was aborted. ",
 * "Fetch is aborted".
 */
export const namedFaults: ReadonlySet<string> = new Set(
  ['Abort', 'DataClone', 'HierarchyRequest', 'InvalidCharacter', 'InvalidState', 'NotAllowed', 'NotFound', 'NotReadable', 'NotSupported', 'QuotaExceeded', 'Security', 'Timeout'].map(
    (name) => `${name}Error`,
  ),
);
