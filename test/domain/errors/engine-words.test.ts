import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { comparedOf, signatureOf } from '../../../src/domain/errors/signature.ts';

const frames = [{ function: 'submitForm', file: 'https://clinic.example/app.js', line: 42, column: 18, inApp: true }];
const told = (name: string, message: string) => ({ name, message, frames, mechanism: 'onerror' }) as const;
const sign = (name: string, message: string): string => signatureOf(told(name, message)).signature;
/** What was compared, for a message that says why two signatures differ. */
const why = (name: string, message: string): string => JSON.stringify(comparedOf(told(name, message)));

const values: readonly (readonly [one: string, other: string])[] = [
  ['Timeout of 5000ms exceeded', 'Timeout of 30000ms exceeded'],
  ['Could not find user with email john.doe+tag@example.co.uk', 'Could not find user with email a@b.io'],
  ['Invalid token: eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcDEF', 'Invalid token: eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIyIn0.zzzYYY'],
  ['Failed to load /static/js/2.abc123.chunk.js', 'Failed to load /static/js/14.def456.chunk.js'],
  ['Item 3fa85f6457174562b3fc2c963f66afa6 missing', 'Item 00000000111122223333444444444444 missing'],
  ['Blob aGVsbG8gd29ybGQ= could not be decoded', 'Blob Zm9vYmFyYmF6cXV4 could not be decoded'],
  ['Payload SGVsbG8sIFdvcmxkIQ== is broken', 'Payload VGhpcyBpcyBhIHRlc3Q= is broken'],
  ['Cannot book at 09:30', 'Cannot book at 14:15:30.123'],
  ['Cannot book on 5 January 2026', 'Cannot book on 17 March 2025'],
  ['Cannot book on January 5, 2026', 'Cannot book on March 17, 2025'],
  ['Cannot book on 05.01.2026', 'Cannot book on 17.03.2025'],
  ['Cannot book on 2026/01/05', 'Cannot book on 2025/03/17'],
  ['Amount $12.50 refused', 'Amount $9,999.00 refused'],
  ['Amount €12,50 refused', 'Amount €9.999 refused'],
  ['50% done when it failed', '7.5% done when it failed'],
  ['Host 192.168.1.10:8080 unreachable', 'Host 10.0.0.1:443 unreachable'],
  ['Host fe80::1ff:fe23:4567:890a unreachable', 'Host 2001:db8::1 unreachable'],
  ['Host db-1.internal.example.com not found', 'Host db-2.internal.example.com not found'],
  ['Row -1 is out of range [0, 12)', 'Row 99 is out of range [0, 50)'],
  ['Cannot parse [1,2,3]', 'Cannot parse [4,5]'],
  ['Cannot parse {"a":1}', 'Cannot parse {"b":[2,3],"c":"x"}'],
  ['No element #slot-12', 'No element #slot-7'],
  ['User john_doe_42 not allowed', 'User x9 not allowed'],
  ['Version v1.2.3 too old', 'Version v2.0.0-rc.1 too old'],
  ['Cannot GET /api/users/12?x=1', 'Cannot GET /api/users/99'],
  ['Cannot read file C:\\Users\\a\\x.txt', 'Cannot read file D:\\b.txt'],
  ['Cannot read file ./a/b.txt', 'Cannot read file ./c/d.txt'],
  ['Cannot read file ~/a/b.txt', 'Cannot read file ~/c/d.txt'],
  ['[object Object] at index 3', '[object Object] at index 12'],
  ['Error: Error: nested 12', 'Error: Error: nested 13'],
  ['Order № 123 failed', 'Order № 9 failed'],
  ['doctor/123 failed', 'doctor/abc12 failed'],
  ['Trace id: 4bf92f3577b34da6a3ce929d0e0e4736', 'Trace id: 00f067aa0ba902b7aaaabbbbccccdddd'],
  ['ULID 01ARZ3NDEKTSV4RRFFQ69G5FAV gone', 'ULID 01BX5ZZKBKACTAV9WEVGEMMVRZ gone'],
  ['nanoid V1StGXR8_Z5jdHi6B-myT gone', 'nanoid Uakgb_J5m9g-0JDMbcJqL gone'],
  ['objectid 507f1f77bcf86cd799439011 gone', 'objectid 507f191e810c19729de860ea gone'],
  ['Key sk_live_abcDEF123 refused', 'Key sk_live_zzz999 refused'],
  ['Took 1.5s', 'Took 200ms'],
  ['Took 1h 20m 3s', 'Took 2h 1m 59s'],
  ['Size 1.5 MB too large', 'Size 20 MB too large'],
  ['«Jo» ist nicht da', '«Max Meier» ist nicht da'],
  ['„Jo“ ist nicht da', '„Max Meier“ ist nicht da'],
  ["Unknown slot: 'Dr. O'Brien'", "Unknown slot: 'Dr. Smith'"],
  ["Can't find doctor 12", "Can't find doctor 15"],
  ["Couldn't load user's file 'a.pdf' for user's id 12", "Couldn't load user's file 'b.pdf' for user's id 15"],
  ['Slot 3 of 12 is gone', 'Slot 7 of 9 is gone'],
  ['3 slots, 4 doctors', '12 slots, 1 doctors'],
  ['first line 1\nsecond 2', 'first line 3\nsecond 4'],
];

/** Name and message of one engine, then of another; where the name is the same it stands once. */
type Row = readonly [name: string, one: string, other: string] | readonly [name: string, one: string, otherName: string, other: string];
const pairOf = ([name, one, ...rest]: Row): readonly [readonly [string, string], readonly [string, string]] => {
  const [other = '', otherName = name] = rest.toReversed();
  return [[name, one], [otherName, other]];
};

const words: readonly Row[] = [
  ['TypeError', "Cannot read properties of undefined (reading '0')", "Cannot read properties of undefined (reading '17')"],
  ['ChunkLoadError', 'Loading CSS chunk 12 failed.\n(https://h/12.abc.css)', 'Loading CSS chunk 4 failed.\n(https://h/4.abc.css)'],
  ['SyntaxError', `Unexpected token 'a', "abc" is not valid JSON`, `Unexpected token '<', "<html>..." is not valid JSON`],
  ['SyntaxError', 'Unexpected token < in JSON at position 0', 'JSON.parse: unexpected character at line 1 column 1 of the JSON data'],
  ['TypeError', "Cannot read property 'x' of undefined", "Cannot read properties of undefined (reading 'x')"],
  ['TypeError', "Unable to get property 'x' of undefined or null reference", "Cannot read properties of undefined (reading 'x')"],
  ['TypeError', "Unable to set property 'x' of undefined or null reference", "Cannot set properties of undefined (setting 'x')"],
  ['TypeError', "Object doesn't support property or method 'x'", 'a.x is not a function'],
  ['ReferenceError', "'x' is undefined", 'x is not defined'],
  ['TypeError', "'undefined' is not a function (evaluating 'a.x()')", 'a.x is not a function'],
  ['TypeError', "'null' is not an object (evaluating 'a.x')", "Cannot read properties of null (reading 'x')"],
  ['TypeError', "undefined is not a function (evaluating 'a.x()')", 'a.x is not a function'],
  ['TypeError', "Object #<Foo> has no method 'x'", 'a.x is not a function'],
  ['TypeError', '(intermediate value).x is not a function', 'a.x is not a function'],
  ['TypeError', "this.a[b].x is not a function. (In 'this.a[b].x()', 'this.a[b].x' is undefined)", 'this.a[b].x is not a function'],
  ['TypeError', 'a?.x is not a function', "a?.x is not a function. (In 'a?.x()', 'a?.x' is undefined)"],
  ['TypeError', "Cannot destructure property 'x' of '(intermediate value)' as it is null.", `can't access property "x", (intermediate value) is null`],
  ['TypeError', 'Cannot convert undefined or null to object', "can't convert undefined to object"],
  ['TypeError', 'Reduce of empty array with no initial value', 'reduce of empty array with no initial value'],
  ['TypeError', "Cannot read properties of undefined (reading 'x')", "undefined is not an object (evaluating 'a?.b.x')"],
  ['TypeError', 'Cannot read private member #x from an object whose class did not declare it', "can't access private field or method: object is not the right class"],
  ['TypeError', 'object is not iterable (cannot read property Symbol(Symbol.iterator))', 'a is not iterable'],
  ['TypeError', 'undefined is not iterable (cannot read property Symbol(Symbol.iterator))', 'undefined is not iterable'],
  ['TypeError', 'Failed to fetch', 'NetworkError when attempting to fetch resource.'],
  ['TypeError', 'Failed to fetch', 'Load failed'],
  ['TypeError', 'Failed to fetch', 'The network connection was lost.'],
  ['TypeError', 'Failed to fetch', 'The Internet connection appears to be offline.'],
  ['TypeError', 'Failed to fetch', 'network error'],
  ['TypeError', 'Failed to fetch', 'Failed to fetch (api.example.com)'],
  ['RangeError', 'Invalid array length', 'invalid array length'],
  ['RangeError', 'Invalid array length', 'Array size is not a small enough positive integer.'],
  ['RangeError', 'Invalid time value', 'invalid date'],
  ['RangeError', 'Invalid time zone specified: Mars', 'invalid time zone in DateTimeFormat(): Mars'],
  ['TypeError', 'Cannot mix BigInt and other types, use explicit conversions', "can't convert BigInt to number"],
  ['TypeError', 'Cannot mix BigInt and other types, use explicit conversions', 'Invalid mix of BigInt and other type in addition.'],
  ['TypeError', 'Do not know how to serialize a BigInt', "BigInt value can't be serialized in JSON"],
  ['TypeError', 'Do not know how to serialize a BigInt', 'JSON.stringify cannot serialize BigInt.'],
  ['TypeError', 'Cannot convert a Symbol value to a string', "can't convert symbol to string"],
  ['TypeError', 'Cannot convert object to primitive value', "can't convert Object to string"],
  ['TypeError', 'Class extends value undefined is not a constructor or null', 'class heritage undefined is not an object or null'],
  ['TypeError', 'Class extends value undefined is not a constructor or null', 'The superclass is not a constructor.'],
  ['TypeError', "Cannot delete property 'x' of #<Object>", `property "x" is non-configurable and can't be deleted`],
  ['TypeError', "Cannot delete property 'x' of #<Object>", 'Unable to delete property.'],
  ['TypeError', 'Cannot redefine property: x', `can't redefine non-configurable property "x"`],
  ['TypeError', 'Cannot redefine property: x', 'Attempting to change value of a readonly property.'],
  ['TypeError', "Right-hand side of 'instanceof' is not callable", "invalid 'instanceof' operand x"],
  ['TypeError', "Right-hand side of 'instanceof' is not callable", 'Right hand side of instanceof is not an object'],
  ['TypeError', "Failed to execute 'appendChild' on 'Node': parameter 1 is not of type 'Node'.", 'Node.appendChild: Argument 1 is not an object.'],
  ['TypeError', "Failed to execute 'appendChild' on 'Node': parameter 1 is not of type 'Node'.", "Argument 1 ('node') to Node.appendChild must be an instance of Node"],
  ['TypeError', "Failed to construct 'URL': Invalid URL", 'URL constructor: x is not a valid URL.'],
  ['InternalError', 'too much recursion', 'RangeError', 'Maximum call stack size exceeded.'],
  ['QuotaExceededError', "Failed to execute 'setItem' on 'Storage': Setting the value of 'x' exceeded the quota.", 'The quota has been exceeded.'],
  ['NotFoundError', "Failed to execute 'removeChild' on 'Node': The node to be removed is not a child of this node.", 'Node.removeChild: The node to be removed is not a child of this node'],
  ['NotFoundError', "Failed to execute 'removeChild' on 'Node': The node to be removed is not a child of this node.", 'The object can not be found here.'],
  ['AbortError', 'The user aborted a request.', 'The operation was aborted. '],
  ['AbortError', 'The play() request was interrupted by a call to pause(). https://goo.gl/LdLk22', 'The operation was aborted.'],
  ['AbortError', 'signal is aborted without reason', 'Fetch is aborted'],
  ['TimeoutError', 'signal timed out', 'The operation timed out.'],
  ['NotAllowedError', "play() failed because the user didn't interact with the document first.", 'The request is not allowed by the user agent or the platform in the current context, possibly because the user denied permission.'],
  ['HierarchyRequestError', "Failed to execute 'appendChild' on 'Node': The new child element contains the parent.", 'The operation would yield an incorrect node tree.'],
  ['InvalidCharacterError', "Failed to execute 'atob' on 'Window': The string to be decoded is not correctly encoded.", 'String contains an invalid character'],
  ['InvalidCharacterError', "Failed to execute 'atob' on 'Window': The string to be decoded is not correctly encoded.", 'The string contains invalid characters.'],
  ['DataCloneError', "Failed to execute 'postMessage' on 'Window': () => {} could not be cloned.", 'The object can not be cloned.'],
  ['SecurityError', 'Blocked a frame with origin "https://a" from accessing a cross-origin frame.', 'Permission denied to access property "document" on cross-origin object'],
  ['SecurityError', "Failed to read the 'localStorage' property from 'Window': Access is denied for this document.", 'The operation is insecure.'],
];

const apart: readonly Row[] = [
  ['Error', 'User not found', 'Doctor not found'],
  ['TypeError', "Cannot read properties of undefined (reading 'a')", "Cannot read properties of undefined (reading 'b')"],
  ['TypeError', 'a.x is not a function', 'a.y is not a function'],
  ['TypeError', "Object doesn't support property or method 'x'", "Object doesn't support property or method 'y'"],
  ['ReferenceError', 'x1 is not defined', 'y2 is not defined'],
  ['ReferenceError', "'x' is undefined", "'y' is undefined"],
  ['TypeError', "Cannot read properties of undefined (reading 'a')", "Cannot set properties of undefined (setting 'b')"],
  ['TypeError', "Failed to execute 'appendChild' on 'Node': parameter 1 is not of type 'Node'.", "Failed to execute 'removeChild' on 'Node': parameter 1 is not of type 'Node'."],
  ['Error', 'save failed', 'load failed'],
  ['RangeError', 'Invalid count value: -1', 'Invalid array length'],
  ['AError', 'x', 'BError', 'x'],
  ['Error', 'NG0100: x', 'NG0200: x'],
  ['Error', 'Minified React error #31; visit https://x', 'Minified React error #200; visit https://x'],
  ['Error', "Missing required parameter 'id'", "Missing required option 'id'"],
  ['Error', 'Doctor is busy', 'Doctor is away'],
  ['TypeError', 'Failed to fetch', 'Failed to fetch dynamically imported module: https://h/a.js'],
  ['TypeError', "Cannot read properties of undefined (reading 'x')", 'a.x is not a function'],
];

describe('one message with other values is one group', () => {
  for (const [one, other] of values) it(`${one} = ${other}`, () => assert.equal(sign('Error', one), sign('Error', other), `${why('Error', one)} ${why('Error', other)}`));
});

describe('one fault in the words of engines of today and of long ago is one group', () => {
  for (const row of words) {
    const [one, other] = pairOf(row);
    it(`${one.join(': ')} = ${other.join(': ')}`, () => assert.equal(sign(...one), sign(...other), `${why(...one)} ${why(...other)}`));
  }
});

describe('other faults at the same place are other groups', () => {
  for (const row of apart) {
    const [one, other] = pairOf(row);
    it(`${one.join(': ')} ≠ ${other.join(': ')}`, () => assert.notEqual(sign(...one), sign(...other), why(...one)));
  }
});
