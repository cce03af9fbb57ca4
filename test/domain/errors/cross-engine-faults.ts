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
];
