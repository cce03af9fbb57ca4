/**
 * What the engines call the same fault. Chromium's, Firefox's and Safari's wordings (V8's messages-template, SpiderMonkey's js.msg, JavaScriptCore's
 * ExceptionHelpers) of each fault stand side by side. `<prop>`: the property or variable that all of them name. `<expr>`: the expression that was
 * null or undefined, where that is all an engine says.
 */
export interface EngineMessage {
  readonly fault: string;
  readonly patterns: readonly RegExp[];
}

/** The first that matches wins. All are anchored at the front and applied to at most 500 characters. */
export const engineMessages: readonly EngineMessage[] = [
  {
    fault: 'json-parse',
    patterns: [
      /^JSON\.parse: /,
      /^JSON Parse error: /,
      /^Unexpected (?:token|string|number|identifier|non-whitespace character)\b.* (?:in JSON at position|is not valid JSON|after JSON)/,
      /^(?:Unexpected end of JSON input|Expected .* in JSON at position|Bad control character in string literal in JSON|Unterminated string in JSON|No number after minus sign in JSON|Bad escaped character in JSON|"[^"]*" is not valid JSON)/,
    ],
  },
  {
    fault: 'module-load',
    patterns: [/^Failed to fetch dynamically imported module/, /^error loading dynamically imported module/i, /^Importing a module script failed/],
  },
  { fault: 'chunk-load', patterns: [/^Loading (?:CSS )?chunk \S+ failed/] },
  {
    fault: 'fetch-failed',
    patterns: [
      /^Failed to fetch\b/,
      /^NetworkError when attempting to fetch resource/,
      /^Load failed\b/,
      /^The (?:Internet connection appears to be offline|network connection was lost)/,
      /^(?:A server with the specified hostname could not be found|Could not connect to the server)/,
      /^cancell?ed$/,
    ],
  },
  { fault: 'stack-overflow', patterns: [/^Maximum call stack size exceeded/, /^too much recursion/, /^Out of stack space/] },
  {
    fault: 'to-object',
    patterns: [
      /^Cannot convert undefined or null to object/,
      /^can't convert (?:undefined|null) to object/,
      /^(?:undefined|null) is not an object \(evaluating 'Object\.\w+\(/,
      /^Object\.\w+ requires that input parameter not be null or undefined/,
    ],
  },
  {
    fault: 'nullish-access',
    patterns: [
      /^Cannot (?:read|set) propert(?:y|ies) of (?:undefined|null)(?: \((?:reading|setting) '(?<prop>.*)'\))?$/,
      /^Cannot (?:read|set) property '(?<prop>.*)' of (?:undefined|null)$/,
      /^Cannot destructure property '(?<prop>[^']*)' of /,
      /^Cannot destructure '(?<expr>[^']*)' as it is (?:undefined|null)/,
      /^can't access property "?(?<prop>[^",]*)"?, (?<expr>.*) is (?:undefined|null)$/,
      /^Right side of assignment cannot be destructured/,
      /^(?:undefined|null|'undefined'|'null') is not an object \(evaluating '(?<safari>.*)'\)$/,
      /^Unable to (?:get|set) (?:value of the )?property '(?<prop>.*)'(?: of undefined or null reference|: object is null or undefined)$/,
      /^(?<expr>[\w$.#[\]()]+) is (?:undefined|null)$/,
    ],
  },
  {
    fault: 'not-iterable',
    patterns: [
      /^(?:object null|undefined|null|\S.*) is not iterable\b/,
      /^(?:undefined|null|\S+) is not a function \(near '/,
      /^Spread syntax requires \.\.\.iterable/,
      /^(?:Type error|object is not iterable)/,
      /^\S+ is not a non-null object \(evaluating '.*\[Symbol\.iterator\]/,
    ],
  },
  {
    fault: 'not-a-function',
    patterns: [
      /^(?<call>.+?) is not a function\b/,
      /^'?undefined'? is not a function \(evaluating '(?<call>.*)'\)$/,
      /^undefined is not a constructor \(evaluating '(?!new )(?<call>.*)'\)$/,
      /^Object \S+ has no method '(?<call>.*)'$/,
      /^Object doesn't support property or method '(?<call>.*)'$/,
    ],
  },
  {
    fault: 'not-a-constructor',
    patterns: [/^\S+ is not a constructor \(evaluating 'new (?<call>[^'(]*).*'\)$/, /^(?<call>.+?) is not a constructor\b/],
  },
  { fault: 'not-defined', patterns: [/^'?(?<prop>[\w$]+)'? is (?:not defined|undefined)$/, /^Can't find variable: (?<prop>[\w$]+)$/] },
  {
    fault: 'uninitialised',
    patterns: [/^Cannot access '?.+'? before initialization/, /^can't access lexical declaration .+ before initialization/, /^Cannot access uninitialized variable/],
  },
  {
    fault: 'read-only',
    patterns: [
      /^Assignment to constant variable/,
      /^invalid assignment to const /,
      /^Attempted to assign to readonly property/,
      /^Cannot assign to read only property /,
      /^.{1,100} is read-only$/,
      /^Cannot set property .+ of .+ which has only a getter/,
      /^setting getter-only property /,
    ],
  },
  {
    fault: 'not-extensible',
    patterns: [/^Cannot (?:add|define) property .+ object is not extensible/, /^can't define property .+ is not extensible/, /^Attempting to define property on object that is not extensible/],
  },
  {
    fault: 'not-deletable',
    patterns: [/^Cannot delete property /, /^property .+ is non-configurable and can't be deleted/, /^Unable to delete property/],
  },
  {
    fault: 'in-operator',
    patterns: [/^Cannot use 'in' operator to search for /, /^(?:right-hand side of 'in' should be an object|cannot use 'in' operator to search for )/, /^.{1,100} is not an Object\. \(evaluating /],
  },
  {
    fault: 'instanceof',
    patterns: [/^Right[- ]hand side of '?instanceof'? /, /^invalid 'instanceof' operand /, /^instanceof called on an object with an invalid prototype/],
  },
  {
    fault: 'class-without-new',
    patterns: [/^Class constructor .+ cannot be invoked without 'new'/, /^class constructors must be invoked with 'new'/, /^Cannot call a class constructor .*without \|new\|/],
  },
  { fault: 'super-not-called', patterns: [/^Must call super constructor /, /^must call super constructor /, /^'super\(\)' must be called in derived constructor/] },
  { fault: 'reduce-empty', patterns: [/^reduce of empty array with no initial value/i] },
  { fault: 'array-length', patterns: [/^invalid array length/i, /^Array size is not a small enough positive integer/] },
  {
    fault: 'number-digits',
    patterns: [/^to(?:Fixed|Precision|Exponential)\(\) (?:digits |argument)/, /^precision \S+ out of range/, /^radix must be an integer/, /^to(?:String)\(\) radix /],
  },
  { fault: 'repeat-count', patterns: [/^Invalid count value/, /^repeat count must be /, /^String\.prototype\.repeat argument must be/] },
  { fault: 'invalid-date', patterns: [/^Invalid time value/, /^invalid date$/i, /^date value is not finite/i] },
  { fault: 'uri-malformed', patterns: [/^URI malformed/, /^malformed URI sequence/, /^String contained an illegal UTF-16 sequence/, /^URI error/] },
  { fault: 'json-cyclic', patterns: [/^Converting circular structure to JSON/, /^cyclic object value/, /^JSON\.stringify cannot serialize cyclic structures/] },
  { fault: 'json-bigint', patterns: [/^Do not know how to serialize a BigInt/, /^BigInt value can't be serialized in JSON/, /^JSON\.stringify cannot serialize BigInt/] },
  { fault: 'bigint-mix', patterns: [/^Cannot mix BigInt and other types/, /^can't convert BigInt to number/, /^Invalid mix of BigInt and other type/, /^Conversion from 'BigInt' to 'number' is not allowed/] },
  { fault: 'symbol-to-string', patterns: [/^Cannot convert a Symbol value to a (?:string|number)/, /^can't convert symbol to (?:string|number)/, /^Cannot convert a symbol to a (?:string|number)/] },
  { fault: 'to-primitive', patterns: [/^Cannot convert object to primitive value/, /^can't convert .+ to primitive type/, /^No default value/] },
  {
    fault: 'regexp',
    patterns: [/^Invalid regular expression/, /^(?:unterminated parenthetical|unterminated character class|nothing to repeat|invalid range in character class|unmatched \) in regular expression|invalid regexp group|invalid capture group name)/],
  },
  { fault: 'url-invalid', patterns: [/^(?:Failed to construct 'URL': )?Invalid URL/, /^URL constructor: /, /^.{1,300} cannot be parsed as a URL/, /^.{1,300} is not a valid URL/] },
  {
    fault: 'selector',
    patterns: [/^Failed to execute '\w+' on '\w+': .*is not a valid selector/, /^\w+\.\w+: .*is not a valid selector/, /^'.*' is not a valid selector/, /^The string did not match the expected pattern/],
  },
  {
    fault: 'dom-argument',
    patterns: [
      /^Failed to execute '(?<call>\w+)' on '\w+': (?:parameter \d+ is not of type|\d+ arguments? required|The provided value is not of type)/,
      /^\w+\.(?<call>\w+): (?:Argument \d+ |At least \d+ arguments? required)/,
      /^Argument \d+ \('[^']*'\) to \w+\.(?<call>\w+) must be /,
    ],
  },
  {
    fault: 'syntax',
    patterns: [/^Unexpected (?:token|end of (?:input|script)|identifier|string|number|EOF)\b/, /^Invalid or unexpected token/, /^expected expression, got /, /^(?:unexpected token|missing .+ after |unterminated string literal|illegal character)/],
  },
];

/**
 * DOMExceptions whose words differ in every engine while the name says it all: "signal is aborted without reason", "The operation was aborted. ",
 * "Fetch is aborted".
 */
export const namedFaults: ReadonlySet<string> = new Set([
  'AbortError',
  'DataCloneError',
  'HierarchyRequestError',
  'InvalidCharacterError',
  'InvalidStateError',
  'NotAllowedError',
  'NotFoundError',
  'NotReadableError',
  'NotSupportedError',
  'QuotaExceededError',
  'SecurityError',
  'TimeoutError',
]);
