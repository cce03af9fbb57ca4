import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseStack } from '../../../src/domain/errors/parse-stack.ts';

/** `name | file | line | column`; `-`: the engine does not say. */
type Told = string;

interface Case {
  readonly what: string;
  readonly stack: string;
  readonly message?: string;
  readonly frames: readonly Told[];
}

const told = ({ stack, message }: Case): readonly Told[] =>
  parseStack(stack, message).map((frame) => [frame.function, frame.file, frame.line, frame.column].map((member) => member ?? '-').join(' | '));

const chromium: readonly Case[] = [
  {
    what: 'a click handler, a getter, a constructor and a static block',
    stack: `TypeError: Cannot read properties of undefined (reading 'slots')
    at get Calendar.free [as free] (https://clinic.example/app.js:10:5)
    at new Calendar (https://clinic.example/app.js:20:9)
    at Calendar.<static_initializer> (https://clinic.example/app.js:25:3)
    at HTMLButtonElement.<anonymous> (https://clinic.example/book:33:9)`,
    message: "Cannot read properties of undefined (reading 'slots')",
    frames: [
      'get Calendar.free [as free] | https://clinic.example/app.js | 10 | 5',
      'new Calendar | https://clinic.example/app.js | 20 | 9',
      'Calendar.<static_initializer> | https://clinic.example/app.js | 25 | 3',
      'HTMLButtonElement.<anonymous> | https://clinic.example/book | 33 | 9',
    ],
  },
  {
    what: 'awaits and what waits for many',
    stack: `Error: no
    at https://h/a.js:1:2
    at Array.map (<anonymous>)
    at async Promise.all (index 0)
    at async Promise.allSettled (index 12)
    at async https://h/b.js:3:4
    at async Booking.save [as submit] (https://h/b.js:5:6)`,
    frames: [
      '- | https://h/a.js | 1 | 2',
      'Array.map | <anonymous> | - | -',
      'async Promise.all | - | - | -',
      'async Promise.allSettled | - | - | -',
      '- | https://h/b.js | 3 | 4',
      'async Booking.save [as submit] | https://h/b.js | 5 | 6',
    ],
  },
  {
    what: 'evaluated within evaluated code, in a folder with parentheses',
    stack: `Error: no
    at baz (eval at foo (eval at speak (https://h/(group)/a.js:21:17)), <anonymous>:1:30)
    at Object.eval [as run] (eval at b (https://h/a.js:1:2), <anonymous>:1:30)
    at eval (eval at <anonymous> (eval at foo (https://h/a.js:1:2)), <anonymous>:1:30)
    at new Function (<anonymous>)
    at eval (<anonymous>)`,
    frames: [
      'baz | https://h/(group)/a.js | 21 | 17',
      'Object.eval [as run] | https://h/a.js | 1 | 2',
      'eval | https://h/a.js | 1 | 2',
      'new Function | <anonymous> | - | -',
      'eval | <anonymous> | - | -',
    ],
  },
  {
    what: 'WebAssembly with and without names',
    stack: `RuntimeError: unreachable
    at plonk_wasm.wasm.alloc::raw_vec::RawVec<T,A>::reserve::h0f08 (wasm://wasm/plonk_wasm.wasm-0133c842:wasm-function[3226]:0x45412b)
    at wasm://wasm/0265dd42:wasm-function[300]:0x16c818
    at https://h/a.wasm:wasm-function[42]:0x1a2b
    at wasm-function[12]:0x1f3
    at run (<anonymous>:wasm-function[7]:0x10)
    at start (https://h/loader.js:9:9)`,
    frames: [
      'plonk_wasm.wasm.alloc::raw_vec::RawVec<T,A>::reserve::h0f08 | wasm://wasm/plonk_wasm.wasm-0133c842 | - | 4538667',
      '- | wasm://wasm/0265dd42 | - | 1493016',
      '- | https://h/a.wasm | - | 6699',
      '- | - | - | 499',
      'run | <anonymous> | - | 16',
      'start | https://h/loader.js | 9 | 9',
    ],
  },
  {
    what: 'schemes of all kinds',
    stack: `Error: no
    at a (blob:https://h/0b5f1c2e-1111:1:2)
    at b (blob:null/abc-def:1:2)
    at c (data:text/javascript,foo(%20):1:2)
    at d (chrome-extension://<id>/content/index.js:85:37379)
    at e (capacitor://localhost/main.js:1:2)
    at f (ionic://localhost/a.js:3:4)
    at g (app:///main.jsbundle:1:2)
    at h (ms-appx://app/a.js:1:2)
    at i (electron://-/file.js:41:27)
    at j (vscode-file://vscode-app/a.js:1:2)
    at k (about:srcdoc:1:2)
    at snippet:///snippet_file:1:13
    at about:blank:1:3
    at <anonymous>:1:1`,
    frames: [
      'a | blob:https://h/0b5f1c2e-1111 | 1 | 2',
      'b | blob:null/abc-def | 1 | 2',
      'c | data:text/javascript,foo(%20) | 1 | 2',
      'd | chrome-extension://<id>/content/index.js | 85 | 37379',
      'e | capacitor://localhost/main.js | 1 | 2',
      'f | ionic://localhost/a.js | 3 | 4',
      'g | app:///main.jsbundle | 1 | 2',
      'h | ms-appx://app/a.js | 1 | 2',
      'i | electron://-/file.js | 41 | 27',
      'j | vscode-file://vscode-app/a.js | 1 | 2',
      'k | about:srcdoc | 1 | 2',
      '- | snippet:///snippet_file | 1 | 13',
      '- | about:blank | 1 | 3',
      '- | <anonymous> | 1 | 1',
    ],
  },
  {
    what: 'hosts, ports, queries and paths that make it hard',
    stack: `Error: no
    at a (https://[::1]:8080/a.js:3:4)
    at b (https://h:8443/:33:9)
    at c (https://h/a.js?x=(1)&y=[2]:3:4)
    at d (https://h/a.js?t=12:30:3:4)
    at e (https://h/a(b).js:1:2)
    at f (https://h/a)b(.js:1:2)
    at g (https://user:pw@h/a.js:1:2)
    at h (C:\\Users\\foo bar\\file (1).js:295:108)
    at i (file:///D:/My%20Files/a.js:1:2)
    at \\\\server\\share\\a.js:1:2
    at D:/app/a.js:1:2
    at foo@bar (https://h/a.js:1:2)`,
    frames: [
      'a | https://[::1]:8080/a.js | 3 | 4',
      'b | https://h:8443/ | 33 | 9',
      'c | https://h/a.js?x=(1)&y=[2] | 3 | 4',
      'd | https://h/a.js?t=12:30 | 3 | 4',
      'e | https://h/a(b).js | 1 | 2',
      'f | https://h/a)b(.js | 1 | 2',
      'g | https://user:pw@h/a.js | 1 | 2',
      'h | C:\\Users\\foo bar\\file (1).js | 295 | 108',
      'i | file:///D:/My%20Files/a.js | 1 | 2',
      '- | \\\\server\\share\\a.js | 1 | 2',
      '- | D:/app/a.js | 1 | 2',
      'foo@bar | https://h/a.js | 1 | 2',
    ],
  },
  {
    what: 'bundlers and their servers',
    stack: `Error: no
    at Page (webpack-internal:///(app-pages-browser)/./app/(admin)/page.tsx:10:5)
    at Page (webpack:///./src/(group)/page.tsx?1a2b:1:2)
    at eval (webpack://my-app/./src/a b (copy)/page.tsx?:1:2)
    at TEST.render(webpack:///./src/components/test/test.jsx?:272:32)
    at Page (rsc://React/Server/webpack-internal:///(rsc)/./app/page.tsx?0:10:5)
    at Page (about://React/Server/file:///a/b.js?0:10:5)
    at setup (https://h/src/App.vue?t=1677211545729:147:17)
    at setup (https://h/node_modules/.vite/deps/chunk-DEJX.js?v=0fc15c2d:16296:22)
    at Proxy.render (https://h/assets/index-DiwrgTda.js:1:48213)
    at Object.react_stack_bottom_frame (https://h/assets/index-DiwrgTda.js:8:1)`,
    frames: [
      'Page | webpack-internal:///(app-pages-browser)/./app/(admin)/page.tsx | 10 | 5',
      'Page | webpack:///./src/(group)/page.tsx?1a2b | 1 | 2',
      'eval | webpack://my-app/./src/a b (copy)/page.tsx? | 1 | 2',
      'TEST.render | webpack:///./src/components/test/test.jsx? | 272 | 32',
      'Page | rsc://React/Server/webpack-internal:///(rsc)/./app/page.tsx?0 | 10 | 5',
      'Page | about://React/Server/file:///a/b.js?0 | 10 | 5',
      'setup | https://h/src/App.vue?t=1677211545729 | 147 | 17',
      'setup | https://h/node_modules/.vite/deps/chunk-DEJX.js?v=0fc15c2d | 16296 | 22',
      'Proxy.render | https://h/assets/index-DiwrgTda.js | 1 | 48213',
      'Object.react_stack_bottom_frame | https://h/assets/index-DiwrgTda.js | 8 | 1',
    ],
  },
  {
    what: 'names with brackets, symbols and parentheses',
    stack: `Error: no
    at Foo.[Symbol.iterator] (https://h/a.js:1:2)
    at Object.[foo bar] (https://h/a.js:1:2)
    at Object.foo(bar) (https://h/a.js:1:2)
    at I.e.fn.(anonymous function) [as index] (https://h/a.js:10:3651)
    at bound save (https://h/a.js:1:2)
    at Foo.#charge (https://h/a.js:1:2)
    at Object.<computed> [as go] (https://h/a.js:1:2)
    at new <anonymous> (https://h/a.js:2:2)`,
    frames: [
      'Foo.[Symbol.iterator] | https://h/a.js | 1 | 2',
      'Object.[foo bar] | https://h/a.js | 1 | 2',
      'Object.foo(bar) | https://h/a.js | 1 | 2',
      'I.e.fn.(anonymous function) [as index] | https://h/a.js | 10 | 3651',
      'bound save | https://h/a.js | 1 | 2',
      'Foo.#charge | https://h/a.js | 1 | 2',
      'Object.<computed> [as go] | https://h/a.js | 1 | 2',
      'new <anonymous> | https://h/a.js | 2 | 2',
    ],
  },
  {
    what: 'Node, with a cause printed behind',
    stack: `Error: no
    at Object.<anonymous> (/home/xyz/hack/asyncnode.js:8:30)
    at Module._compile (module.js:641:30)
    at ModuleJob.run (node:internal/modules/esm/module_job:195:25)
    at process.processTicksAndRejections (node:internal/process/task_queues:105:5) {
  code: 'E42'
}`,
    frames: [
      'Object.<anonymous> | /home/xyz/hack/asyncnode.js | 8 | 30',
      'Module._compile | module.js | 641 | 30',
      'ModuleJob.run | node:internal/modules/esm/module_job | 195 | 25',
      'process.processTicksAndRejections | node:internal/process/task_queues | 105 | 5',
    ],
  },
];

const gecko: readonly Case[] = [
  {
    what: 'functions within functions, callbacks and promises',
    stack: `total/<@https://h/a.js:77:31
Invoice.prototype.total@https://h/a.js:77:12
get free@https://h/a.js:1:2
setup/</<@https://h/a.js:1:2
async*load@https://h/a.js:1:2
promise callback*start@https://h/a.js:3:2
setTimeout handler*tick@https://h/a.js:1:2
EventListener.handleEvent*bind@https://h/a.js:5:2
@https://h/a.js:9:9
`,
    frames: [
      'total/< | https://h/a.js | 77 | 31',
      'Invoice.prototype.total | https://h/a.js | 77 | 12',
      'get free | https://h/a.js | 1 | 2',
      'setup/</< | https://h/a.js | 1 | 2',
      'async*load | https://h/a.js | 1 | 2',
      'promise callback*start | https://h/a.js | 3 | 2',
      'setTimeout handler*tick | https://h/a.js | 1 | 2',
      'EventListener.handleEvent*bind | https://h/a.js | 5 | 2',
      '- | https://h/a.js | 9 | 9',
    ],
  },
  {
    what: 'evaluated code, to the place that exists',
    stack: `baz@https://h/a.js line 26 > eval line 2 > eval:1:30
anonymous@https://h/a.js line 5 > Function:1:9
@https://h/a.js line 3 > injectedScript:1:1
@debugger eval code:1:7
`,
    frames: ['baz | https://h/a.js | 26 | -', 'anonymous | https://h/a.js | 5 | -', '- | https://h/a.js | 3 | -', '- | debugger eval code | 1 | 7'],
  },
  {
    what: 'schemes, hosts and paths',
    stack: `a@moz-extension://0b5f/inject.js:3:4
b@resource://gre/modules/x.jsm:3:4
c@blob:null/abc-def:1:2
d@data:text/javascript,foo():1:2
e@https://[2001:db8::1]:8080/a.js:3:4
f@https://h/a.js?x=(1):3:4
g@https://user:pw@h/a.js:1:2
h@file:///C:/My Files (old)/a.js:3:4
i@webpack-internal:///(app-pages-browser)/./app/(admin)/page.tsx:10:5
forEach@self-hosted:263:13
sum@https://h/a.wasm:wasm-function[3]:0x10
j@about:srcdoc:1:2
`,
    frames: [
      'a | moz-extension://0b5f/inject.js | 3 | 4',
      'b | resource://gre/modules/x.jsm | 3 | 4',
      'c | blob:null/abc-def | 1 | 2',
      'd | data:text/javascript,foo() | 1 | 2',
      'e | https://[2001:db8::1]:8080/a.js | 3 | 4',
      'f | https://h/a.js?x=(1) | 3 | 4',
      'g | https://user:pw@h/a.js | 1 | 2',
      'h | file:///C:/My Files (old)/a.js | 3 | 4',
      'i | webpack-internal:///(app-pages-browser)/./app/(admin)/page.tsx | 10 | 5',
      'forEach | self-hosted | 263 | 13',
      'sum | https://h/a.wasm | - | 16',
      'j | about:srcdoc | 1 | 2',
    ],
  },
];

const webkit: readonly Case[] = [
  {
    what: 'an async function that went on',
    stack: `save@https://h/a.js:1:2
asyncFunctionResume@[native code]
[native code]
promiseReactionJobWithoutPromise@[native code]
promiseReactionJob@[native code]`,
    frames: ['save | https://h/a.js | 1 | 2', 'asyncFunctionResume | [native code] | - | -', '- | [native code] | - | -', 'promiseReactionJobWithoutPromise | [native code] | - | -', 'promiseReactionJob | [native code] | - | -'],
  },
  {
    what: 'functions without a name',
    stack: `https://h/spec.js:48:20
https://h/group.js:119:20
map@[native code]
global code@https://h/a.js:1:1`,
    frames: ['- | https://h/spec.js | 48 | 20', '- | https://h/group.js | 119 | 20', 'map | [native code] | - | -', 'global code | https://h/a.js | 1 | 1'],
  },
  {
    what: 'evaluated code and modules',
    stack: `eval code@
eval@[native code]
foo@https://h/a.js:1:2
module code@https://h/m.js:1:2
evaluate@[native code]`,
    frames: ['eval code | - | - | -', 'eval | [native code] | - | -', 'foo | https://h/a.js | 1 | 2', 'module code | https://h/m.js | 1 | 2', 'evaluate | [native code] | - | -'],
  },
  {
    what: 'extensions, user scripts and apps',
    stack: `run@safari-web-extension:(//3284871F/2665fee0/content.js:322:26)
run@safari-extension://3284871F/content.js:322:26
run@webkit-masked-url://hidden/:3:4
run@user-script:1:2
r@capacitor://localhost/media/dist/bundle.js:34:47950
run@/var/containers/Bundle/Application/ABC-DEF/app.app/main.jsbundle:1:2`,
    frames: [
      'run | safari-web-extension://3284871F/2665fee0/content.js | 322 | 26',
      'run | safari-extension://3284871F/content.js | 322 | 26',
      'run | webkit-masked-url://hidden/ | 3 | 4',
      'run | user-script | 1 | 2',
      'r | capacitor://localhost/media/dist/bundle.js | 34 | 47950',
      'run | /var/containers/Bundle/Application/ABC-DEF/app.app/main.jsbundle | 1 | 2',
    ],
  },
  {
    what: 'WebAssembly',
    stack: `<?>.wasm-function[4314]@[wasm code]
myModule.wasm-function[crashHandler]@[wasm code]
wasm-stub@[wasm code]
handleError@https://example.com/app.js:123:45`,
    frames: ['<?>.wasm-function[4314] | [wasm code] | - | -', 'myModule.wasm-function[crashHandler] | [wasm code] | - | -', 'wasm-stub | [wasm code] | - | -', 'handleError | https://example.com/app.js | 123 | 45'],
  },
];

const others: readonly Case[] = [
  {
    what: 'Hermes',
    stack: `TypeError: undefined is not a function
    at onPress (address at index.android.bundle:1:1234)
    at apply (native)
    at tryCallOne (/home/ci/react-native/ReactAndroid/hermes-engine/x/InternalBytecode.js:53:16)
    at anonymous (address at /data/user/0/app/files/index.android.bundle:1:32776)`,
    frames: [
      'onPress | index.android.bundle | 1 | 1234',
      'apply | - | - | -',
      'tryCallOne | /home/ci/react-native/ReactAndroid/hermes-engine/x/InternalBytecode.js | 53 | 16',
      'anonymous | /data/user/0/app/files/index.android.bundle | 1 | 32776',
    ],
  },
  {
    what: 'React Native, a build for development and one for production',
    stack: `value@index.android.bundle:12:1917
onPress@index.android.bundle:12:2336
_exampleFunction@/home/test/project/App.js:125:13
[native code]`,
    frames: ['value | index.android.bundle | 12 | 1917', 'onPress | index.android.bundle | 12 | 2336', '_exampleFunction | /home/test/project/App.js | 125 | 13', '- | [native code] | - | -'],
  },
  {
    what: 'React Native in an Android WebView',
    stack: `Error: test
at render(/home/username/collect.react/src/components/GpsMonitorScene.js:78:24)
at this(/home/username/collect.react/node_modules/react-native/Libraries/ReactNativeBaseComponent.js:74:41)`,
    frames: ['render | /home/username/collect.react/src/components/GpsMonitorScene.js | 78 | 24', 'this | /home/username/collect.react/node_modules/react-native/Libraries/ReactNativeBaseComponent.js | 74 | 41'],
  },
  {
    what: 'Internet Explorer and the first Edge',
    stack: `TypeError: Unable to get property 'undef' of undefined or null reference
   at Anonymous function (http://path/to/file.js:48:13)
   at eval code (eval code:1:1)
   at Anonymous function (Function code:2:9)
   at run (Unknown script code:1:2)
   at Global code (http://path/to/file.js:82:1)`,
    frames: ['Anonymous function | http://path/to/file.js | 48 | 13', 'eval code | eval code | 1 | 1', 'Anonymous function | Function code | 2 | 9', 'run | Unknown script code | 1 | 2', 'Global code | http://path/to/file.js | 82 | 1'],
  },
  {
    what: 'PhantomJS',
    stack: `TypeError: 'undefined' is not an object
    at file:///path/to/file.js:878
    at foo (http://path/to/file.js:4283)`,
    frames: ['- | file:///path/to/file.js | 878 | -', 'foo | http://path/to/file.js | 4283 | -'],
  },
  {
    what: 'Opera 9',
    stack: `Statement on line 44: Type mismatch
Backtrace:
  Line 44 of linked script http://path/to/file.js
    this.undef();
  Line 4 of inline#1 script in http://path/to/file.js: In function bar
    bar(n - 1);
  Line 1 of function script
    foo();`,
    frames: ['- | http://path/to/file.js | 44 | -', 'bar | http://path/to/file.js | 4 | -'],
  },
  {
    what: 'Opera 11 and 12, in sentences',
    stack: `Error thrown at line 42, column 12 in <anonymous function: createException>() in http://path/to/file.js:
    this.undef();
called from line 18, column 4 in printStackTrace(options, more(x)) in http://path/to/file.js:
    var p = new printStackTrace.implementation(), result = p.run(ex);
called from line 15, column 3 in http://path/to/file.js:
    foo();`,
    frames: ['createException | http://path/to/file.js | 42 | 12', 'printStackTrace | http://path/to/file.js | 18 | 4', '- | http://path/to/file.js | 15 | 3'],
  },
  {
    what: 'Opera 11, by places',
    stack: `<anonymous function: run>([arguments not available])@http://path/to/file.js:27
bar([arguments not available])@http://domain.com:1234/path/to/file.js:18
<anonymous function>@http://path/to/file.js:15
Error created at <anonymous function>@http://path/to/file.js:15`,
    frames: ['run | http://path/to/file.js | 27 | -', 'bar | http://domain.com:1234/path/to/file.js | 18 | -', '- | http://path/to/file.js | 15 | -'],
  },
];

const messages: readonly Case[] = [
  {
    what: 'that quote a stack of somebody else',
    message: 'worker said:\nError: inner\n    at inner (https://h/worker.js:1:1)\n    at https://h/worker.js:2:2',
    stack: 'Error: worker said:\nError: inner\n    at inner (https://h/worker.js:1:1)\n    at https://h/worker.js:2:2\n    at outer (https://h/a.js:3:3)',
    frames: ['outer | https://h/a.js | 3 | 3'],
  },
  {
    what: 'that are longer than what is kept of them',
    message: `${'long '.repeat(400)}`.slice(0, 2_000),
    stack: `Error: ${'long '.repeat(500)}\n    at outer (https://h/a.js:3:3)`,
    frames: ['outer | https://h/a.js | 3 | 3'],
  },
  {
    what: 'with places in them',
    message: 'Bad value at line 4, column 7 in config (https://h/x.json:4:7)',
    stack: 'SyntaxError: Bad value at line 4, column 7 in config (https://h/x.json:4:7)\n    at read (https://h/a.js:3:3)',
    frames: ['read | https://h/a.js | 3 | 3'],
  },
  {
    what: 'that are a name alone, as of React: no frame but the real one',
    stack: 'Invariant Violation: Objects are not valid as a React child\nCheck the render method of `Doctors`.\n    in Doctors (at App.js:12)\n    at invariant (https://h/a.js:3:3)',
    frames: ['invariant | https://h/a.js | 3 | 3'],
  },
];

const engines = { 'Chromium, Edge, WebViews, Node': chromium, Firefox: gecko, 'Safari and WebKit': webkit, 'others, of today and of long ago': others, 'messages of many lines': messages };
for (const [engine, cases] of Object.entries(engines))
  describe(`stacks of ${engine}`, () => {
    for (const one of cases) it(one.what, () => assert.deepEqual(told(one), one.frames));
  });
