import type { Call, Engine } from './engine-stacks.ts';

/** One fault in the words of three engines. A text stands for an error of the name `name`; a pair names another. */
export interface CrossEngineFault {
  readonly what: string;
  readonly name: string;
  readonly messages: Readonly<Record<Engine, string | readonly [name: string, message: string]>>;
  readonly calls: readonly Call[];
}

const app = 'https://clinic.example/assets/app.js';
const submit: readonly Call[] = [
  { name: 'submitForm', chrome: 'BookingPage.submitForm', file: app, line: 42, column: 18 },
  { name: 'onclick', chrome: 'HTMLButtonElement.onclick', file: 'https://clinic.example/book', line: 9, column: 3 },
];
const load: readonly Call[] = [
  { name: 'loadDoctors', file: app, line: 120, column: 22 },
  { name: 'refresh', chrome: 'DoctorList.refresh', file: app, line: 133, column: 5, awaited: true },
];
const construct: readonly Call[] = [
  { name: 'Calendar', chrome: 'new Calendar', file: app, line: 201, column: 9 },
  { name: '', chrome: 'HTMLDocument.<anonymous>', firefox: 'init/<', file: app, line: 210, column: 3 },
  { name: 'init', file: app, line: 214, column: 3 },
];
const callback: readonly Call[] = [
  { name: '', firefox: 'total/<', file: app, line: 77, column: 31 },
  { name: 'total', chrome: 'Object.total', file: app, line: 77, column: 12 },
  { name: 'render', chrome: 'Invoice.render [as update]', firefox: 'render', file: app, line: 90, column: 14 },
];

export const crossEngineFaults: readonly CrossEngineFault[] = [
  {
    what: 'a property of undefined is read',
    name: 'TypeError',
    messages: { chrome: "Cannot read properties of undefined (reading 'slot')", firefox: `can't access property "slot", e is undefined`, safari: "undefined is not an object (evaluating 'e.slot')" },
    calls: submit,
  },
  {
    what: 'a property of null is read',
    name: 'TypeError',
    messages: { chrome: "Cannot read properties of null (reading 'value')", firefox: `can't access property "value", document.querySelector(...) is null`, safari: `null is not an object (evaluating 'document.querySelector("#when").value')` },
    calls: callback,
  },
  {
    what: 'a property of undefined is set',
    name: 'TypeError',
    messages: { chrome: "Cannot set properties of undefined (setting 'paid')", firefox: `can't access property "paid", invoice is undefined`, safari: "undefined is not an object (evaluating 'invoice.paid = true')" },
    calls: submit,
  },
  {
    what: 'a method of a missing object is called',
    name: 'TypeError',
    messages: { chrome: "Cannot read properties of undefined (reading 'map')", firefox: `can't access property "map", this.state.doctors is undefined`, safari: "undefined is not an object (evaluating 'this.state.doctors.map((d) => d.name)')" },
    calls: construct,
  },
  {
    what: 'an index of undefined is read',
    name: 'TypeError',
    messages: { chrome: "Cannot read properties of undefined (reading '0')", firefox: "can't access property 0, rows is undefined", safari: "undefined is not an object (evaluating 'rows[0]')" },
    calls: load,
  },
  {
    what: 'a missing object is taken apart',
    name: 'TypeError',
    messages: { chrome: "Cannot destructure property 'id' of 'patient' as it is undefined.", firefox: `can't access property "id", patient is undefined`, safari: "undefined is not an object (evaluating 'patient.id')" },
    calls: submit,
  },
  {
    what: 'a method that is none is called',
    name: 'TypeError',
    messages: { chrome: 'doctor.reserve is not a function', firefox: 'doctor.reserve is not a function', safari: "doctor.reserve is not a function. (In 'doctor.reserve(slot)', 'doctor.reserve' is undefined)" },
    calls: submit,
  },
  {
    what: 'the result of a call is called',
    name: 'TypeError',
    messages: { chrome: 'makeHandler(...) is not a function', firefox: 'makeHandler(...) is not a function', safari: "makeHandler() is not a function. (In 'makeHandler()()', 'makeHandler()' is undefined)" },
    calls: callback,
  },
  {
    what: 'something that is no class is constructed',
    name: 'TypeError',
    messages: { chrome: 'widgets.Picker is not a constructor', firefox: 'widgets.Picker is not a constructor', safari: "undefined is not a constructor (evaluating 'new widgets.Picker(node)')" },
    calls: construct,
  },
  {
    what: 'something that is no list is walked',
    name: 'TypeError',
    messages: { chrome: 'slots is not iterable', firefox: 'slots is not iterable', safari: "undefined is not a function (near '...slot of slots...')" },
    calls: load,
  },
  {
    what: 'a variable does not exist',
    name: 'ReferenceError',
    messages: { chrome: 'analytics is not defined', firefox: 'analytics is not defined', safari: "Can't find variable: analytics" },
    calls: submit,
  },
  {
    what: 'a variable is used before its declaration',
    name: 'ReferenceError',
    messages: { chrome: "Cannot access 'total' before initialization", firefox: "can't access lexical declaration 'total' before initialization", safari: 'Cannot access uninitialized variable.' },
    calls: callback,
  },
  {
    what: 'a constant is assigned',
    name: 'TypeError',
    messages: { chrome: 'Assignment to constant variable.', firefox: "invalid assignment to const 'limit'", safari: 'Attempted to assign to readonly property.' },
    calls: submit,
  },
  {
    what: 'a frozen property is assigned',
    name: 'TypeError',
    messages: { chrome: "Cannot assign to read only property 'price' of object '#<Object>'", firefox: '"price" is read-only', safari: 'Attempted to assign to readonly property.' },
    calls: construct,
  },
  {
    what: 'the recursion has no end',
    name: 'RangeError',
    messages: { chrome: 'Maximum call stack size exceeded', firefox: ['InternalError', 'too much recursion'], safari: 'Maximum call stack size exceeded.' },
    calls: Array.from({ length: 10 }, () => ({ name: 'walk', file: app, line: 300, column: 10 })),
  },
  {
    what: 'an answer is no JSON',
    name: 'SyntaxError',
    messages: { chrome: `Unexpected token '<', "<!DOCTYPE "... is not valid JSON`, firefox: 'JSON.parse: unexpected character at line 1 column 1 of the JSON data', safari: "JSON Parse error: Unrecognized token '<'" },
    calls: load,
  },
  {
    what: 'an answer ends too early',
    name: 'SyntaxError',
    messages: { chrome: 'Unexpected end of JSON input', firefox: 'JSON.parse: unexpected end of data at line 1 column 1 of the JSON data', safari: 'JSON Parse error: Unexpected EOF' },
    calls: callback,
  },
  {
    what: 'a request does not reach its server',
    name: 'TypeError',
    messages: { chrome: 'Failed to fetch', firefox: 'NetworkError when attempting to fetch resource.', safari: 'Load failed' },
    calls: load,
  },
  {
    what: 'a request is given up',
    name: 'AbortError',
    messages: { chrome: 'signal is aborted without reason', firefox: 'The operation was aborted. ', safari: 'Fetch is aborted' },
    calls: load,
  },
  {
    what: 'a module of an older deployment is gone',
    name: 'TypeError',
    messages: {
      chrome: 'Failed to fetch dynamically imported module: https://clinic.example/assets/pay-DiwrgTda.js',
      firefox: 'error loading dynamically imported module: https://clinic.example/assets/pay-DiwrgTda.js',
      safari: 'Importing a module script failed.',
    },
    calls: submit,
  },
  {
    what: 'a node is removed from where it is not',
    name: 'NotFoundError',
    messages: {
      chrome: "Failed to execute 'removeChild' on 'Node': The node to be removed is not a child of this node.",
      firefox: 'Node.removeChild: The node to be removed is not a child of this node',
      safari: 'The object can not be found here.',
    },
    calls: callback,
  },
  {
    what: 'the storage is full',
    name: 'QuotaExceededError',
    messages: { chrome: "Failed to execute 'setItem' on 'Storage': Setting the value of 'draft' exceeded the quota.", firefox: 'The quota has been exceeded.', safari: 'The quota has been exceeded.' },
    calls: submit,
  },
  {
    what: 'a sound plays without a click',
    name: 'NotAllowedError',
    messages: {
      chrome: "play() failed because the user didn't interact with the document first. https://goo.gl/xX8pDD",
      firefox: 'The play method is not allowed by the user agent or the platform in the current context, possibly because the user denied permission.',
      safari: 'The request is not allowed by the user agent or the platform in the current context, possibly because the user denied permission.',
    },
    calls: construct,
  },
  {
    what: 'undefined is listed',
    name: 'TypeError',
    messages: { chrome: 'Cannot convert undefined or null to object', firefox: "can't convert undefined to object", safari: "undefined is not an object (evaluating 'Object.keys(filters)')" },
    calls: load,
  },
  {
    what: 'the application throws its own error',
    name: 'BookingError',
    messages: { chrome: 'Slot 4711 of doctor 12 is taken', firefox: 'Slot 93 of doctor 7 is taken', safari: 'Slot 1 of doctor 40213 is taken' },
    calls: submit,
  },
  {
    what: 'an old Firefox does not say which property',
    name: 'TypeError',
    messages: { chrome: "Cannot read property 'of' of undefined", firefox: `can't access property "of" of undefined`, safari: "undefined is not an object (evaluating 'calendar.of')" },
    calls: submit,
  },
  {
    what: 'null is taken apart',
    name: 'TypeError',
    messages: { chrome: "Cannot destructure property 'name' of 'getDoctor(...)' as it is null.", firefox: `can't access property "name", getDoctor(...) is null`, safari: `null is not an object (evaluating 'getDoctor("4711").name')` },
    calls: load,
  },
  {
    what: 'a property of null is set',
    name: 'TypeError',
    messages: { chrome: "Cannot set properties of null (setting 'innerHTML')", firefox: `can't access property "innerHTML", document.getElementById(...) is null`, safari: `null is not an object (evaluating 'document.getElementById("root").innerHTML = text')` },
    calls: construct,
  },
  {
    what: 'a string is called',
    name: 'TypeError',
    messages: { chrome: 'this.options.onBooked is not a function', firefox: 'this.options.onBooked is not a function', safari: `this.options.onBooked is not a function. (In 'this.options.onBooked(slot)', 'this.options.onBooked' is "book")` },
    calls: callback,
  },
  {
    what: 'a method of the result of a call is none',
    name: 'TypeError',
    messages: { chrome: 'getSlots(...).toSorted is not a function', firefox: 'getSlots(...).toSorted is not a function', safari: "getSlots(doctor, day(1)).toSorted is not a function. (In 'getSlots(doctor, day(1)).toSorted()', 'getSlots(doctor, day(1)).toSorted' is undefined)" },
    calls: load,
  },
  {
    what: 'undefined is spread',
    name: 'TypeError',
    messages: { chrome: 'Spread syntax requires ...iterable[Symbol.iterator] to be a function', firefox: 'doctors is not iterable', safari: 'Spread syntax requires ...iterable not be null or undefined' },
    calls: construct,
  },
  {
    what: 'undefined is taken apart as a list',
    name: 'TypeError',
    messages: { chrome: 'undefined is not iterable (cannot read property Symbol(Symbol.iterator))', firefox: 'pair is not iterable', safari: "undefined is not a function (near '...[first, second]...')" },
    calls: callback,
  },
  {
    what: 'a private member of another class is read',
    name: 'TypeError',
    messages: { chrome: 'Cannot read private member #slots from an object whose class did not declare it', firefox: "can't access private field or method: object is not the right class", safari: "Cannot access invalid private field (evaluating 'this.#slots')" },
    calls: submit,
  },
  {
    what: 'a length that no list has',
    name: 'RangeError',
    messages: { chrome: 'Invalid array length', firefox: 'invalid array length', safari: 'Array size is not a small enough positive integer.' },
    calls: load,
  },
  {
    what: 'a date that is none',
    name: 'RangeError',
    messages: { chrome: 'Invalid time value', firefox: 'invalid date', safari: 'Invalid Date' },
    calls: submit,
  },
  {
    what: 'a circle is written as JSON',
    name: 'TypeError',
    messages: { chrome: "Converting circular structure to JSON\n    --> starting at object with constructor 'Doctor'\n    --- property 'calendar' closes the circle", firefox: 'cyclic object value', safari: 'JSON.stringify cannot serialize cyclic structures.' },
    calls: submit,
  },
  {
    what: 'a URL that is none',
    name: 'TypeError',
    messages: { chrome: "Failed to construct 'URL': Invalid URL", firefox: 'URL constructor: doctors/7 is not a valid URL.', safari: '"doctors/7" cannot be parsed as a URL.' },
    calls: load,
  },
  {
    what: 'an escape that is none',
    name: 'URIError',
    messages: { chrome: 'URI malformed', firefox: 'malformed URI sequence', safari: 'URI error' },
    calls: submit,
  },
  {
    what: 'a name is looked for in what is no object',
    name: 'TypeError',
    messages: { chrome: "Cannot use 'in' operator to search for 'id' in undefined", firefox: "right-hand side of 'in' should be an object, got undefined", safari: `undefined is not an Object. (evaluating '"id" in doctor')` },
    calls: submit,
  },
  {
    what: 'a constructor does not call super',
    name: 'ReferenceError',
    messages: {
      chrome: "Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
      firefox: "must call super constructor before using 'this' in derived class constructor",
      safari: "'super()' must be called in derived class before accessing |this| or returning non-undefined value.",
    },
    calls: construct,
  },
  {
    what: 'a class is called without new',
    name: 'TypeError',
    messages: { chrome: "Class constructor Calendar cannot be invoked without 'new'", firefox: "class constructors must be invoked with 'new'", safari: 'Cannot call a class constructor Calendar without |new|' },
    calls: construct,
  },
  {
    what: 'a method is called on another object',
    name: 'TypeError',
    messages: { chrome: 'Illegal invocation', firefox: "'fetch' called on an object that does not implement interface Window.", safari: 'Can only call Window.fetch on instances of Window' },
    calls: load,
  },
  {
    what: 'a property that only has a getter is set',
    name: 'TypeError',
    messages: { chrome: 'Cannot set property total of #<Invoice> which has only a getter', firefox: 'setting getter-only property "total"', safari: 'Attempted to assign to readonly property.' },
    calls: callback,
  },
  {
    what: 'a sealed object is given more',
    name: 'TypeError',
    messages: { chrome: 'Cannot add property note, object is not extensible', firefox: `can't define property "note": Object is not extensible`, safari: 'Attempting to define property on object that is not extensible.' },
    calls: submit,
  },
  {
    what: 'nothing is reduced',
    name: 'TypeError',
    messages: { chrome: 'Reduce of empty array with no initial value', firefox: 'reduce of empty array with no initial value', safari: 'reduce of empty array with no initial value' },
    calls: callback,
  },
  {
    what: 'an answer of fetch is no JSON, which Safari says otherwise',
    name: 'SyntaxError',
    messages: { chrome: `Unexpected token 'N', "Not found" is not valid JSON`, firefox: 'JSON.parse: unexpected character at line 1 column 1 of the JSON data', safari: 'The string did not match the expected pattern.' },
    calls: [{ name: 'readAnswer', file: app, line: 15, column: 3 }],
  },
  {
    what: 'JSON with something behind it',
    name: 'SyntaxError',
    messages: { chrome: 'Unexpected non-whitespace character after JSON at position 2 (line 1 column 3)', firefox: 'JSON.parse: unexpected non-whitespace character after JSON data at line 1 column 3 of the JSON data', safari: 'JSON Parse error: Unable to parse JSON string' },
    calls: submit,
  },
  {
    what: 'a request whose network went away',
    name: 'TypeError',
    messages: { chrome: 'Failed to fetch (api.clinic.example)', firefox: 'NetworkError when attempting to fetch resource.', safari: 'The network connection was lost.' },
    calls: submit,
  },
  {
    what: 'a request that timed out',
    name: 'TimeoutError',
    messages: { chrome: 'signal timed out', firefox: 'The operation timed out.', safari: 'The operation timed out.' },
    calls: load,
  },
  {
    what: 'a request that the page gave up',
    name: 'AbortError',
    messages: { chrome: 'The user aborted a request.', firefox: 'The operation was aborted. ', safari: 'Fetch is aborted' },
    calls: submit,
  },
  {
    what: 'what cannot be cloned',
    name: 'DataCloneError',
    messages: { chrome: "Failed to execute 'postMessage' on 'Worker': () => {} could not be cloned.", firefox: 'Worker.postMessage: () => {} could not be cloned.', safari: 'The object can not be cloned.' },
    calls: submit,
  },
  {
    what: 'a database that is closing',
    name: 'InvalidStateError',
    messages: { chrome: "Failed to execute 'transaction' on 'IDBDatabase': The database connection is closing.", firefox: "IDBDatabase.transaction: Can't start a transaction on a closed database", safari: 'The object is in an invalid state.' },
    calls: load,
  },
  {
    what: 'a frame of another origin',
    name: 'SecurityError',
    messages: { chrome: "Failed to read a named property 'document' from 'Window': Blocked a frame with origin \"https://clinic.example\" from accessing a cross-origin frame.", firefox: 'Permission denied to access property "document" on cross-origin object', safari: 'The operation is insecure.' },
    calls: construct,
  },
  {
    what: 'the clipboard without a click',
    name: 'NotAllowedError',
    messages: { chrome: "Failed to execute 'writeText' on 'Clipboard': Document is not focused.", firefox: 'Clipboard write was blocked due to lack of user activation.', safari: 'The request is not allowed by the user agent or the platform in the current context, possibly because the user denied permission.' },
    calls: submit,
  },
  {
    what: 'code that is none',
    name: 'SyntaxError',
    messages: { chrome: "Unexpected token '<'", firefox: "expected expression, got '<'", safari: "Unexpected token '<'" },
    calls: [{ name: '', file: 'https://clinic.example/assets/old.js', line: 1, column: 1 }],
  },
];
