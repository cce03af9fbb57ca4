// comlink and idb as the worker uses them. Each is one module with side effects at its top level, so that a bundler cannot leave out
// what nobody calls; taken out here, and checked: a version that reads otherwise fails the build.
import { readFile } from 'node:fs/promises';

/** By module: what a call that the worker never makes would need, and what stands in its place. */
const unused = [
  {
    module: /comlink[/\\]dist[/\\]esm[/\\]comlink\.mjs$/,
    parts: [
      // Plain values and errors are all that crosses the wire: no proxies, constructors or endpoints, no members set, nothing transferred.
      '    ["proxy", proxyTransferHandler],\n',
      /case "CONSTRUCT"[\s\S]*?break;\n/,
      /case "ENDPOINT"[\s\S]*?break;\n/,
      /case "SET"[\s\S]*?break;\n/,
      // Members are called, never read, and nobody lets go of a port: it goes with its page.
      /case "GET"[\s\S]*?break;\n/,
      /case "RELEASE"[\s\S]*?break;\n/,
      /if \(type === "RELEASE"[\s\S]*?\n {12}\}\n/,
      ' = globalThis, allowedOrigins = ["*"]',
      'transferCache.get(value) || ',
      // The finalizers of proxies, which only `wrap` makes; no argument is an error that a handler has to bring back.
      /const proxyFinalizers = [\s\S]*?\}\);\n/,
      /deserialize\(serialized\) \{[\s\S]*?\n {4}\},\n/,
      /case "HANDLER" [^:]*:\n\s*return transferHandlers.*\n/,
      // Only pages of the origin reach a worker's ports.
      /if \(!isAllowedOrigin\([\s\S]*?\}\n/,
    ],
  },
  {
    module: /idb[/\\]build[/\\]index\.js$/,
    parts: [
      // Shortcuts on the database, and cursors, also as async iterators.
      /const readMethods = [\s\S]*?(?=\nexport \{)/,
      /if \(getCursorAdvanceMethods\(\)[\s\S]*?\n {4}\}\n/,
      // `tx.store`, `in` and assignments: transactions span all tables, and wrapped objects are only called.
      /if \(prop === 'store'\) \{[\s\S]*?\n {12}\}\n/,
      /\n {4}set\(target, prop, value\) \{[\s\S]*?\n {4}\},/,
      /\n {4}has\(target, prop\) \{[\s\S]*?\n {4}\},/,
      // Indexes and cursors are not wrapped, nor is a cursor led back to its request.
      /IDBIndex,\n\s*(?=IDBObjectStore)/,
      /IDBCursor,\n\s*(?=IDBDatabase)/,
      'reverseTransformCache.set(promise, request);',
      // A transaction is wrapped once.
      /if \(transactionDoneMap[\s\S]*?;\n/,
      // Listeners go with the request or the transaction, which settle once.
      /const unlisten = \(\) => \{[\s\S]*?\};\n/g,
      /unlisten\(\);\n/g,
      // All callbacks of openDB are given, and do not take this.
      / = \{\}(?=\) \{\n {4}const request = indexedDB\.open\()/,
      /if \((?:upgrade|blocked|blocking|terminated)\)/g,
      ', event.oldVersion, event.newVersion, wrap(request.transaction), event',
      /\/\/ Casting due to .*\s*event\.oldVersion, event\.newVersion, event(?=\)\);\n {4}\}\n {4}openPromise)/,
    ],
  },
];

/** An esbuild plugin (docs/decisions/013). */
export const plainModules = {
  name: 'plain-modules',
  setup(build) {
    for (const { module, parts } of unused)
      build.onLoad({ filter: module }, async ({ path }) => {
        let contents = await readFile(path, 'utf8');
        for (const part of parts) {
          const before = contents;
          contents = contents.replace(part, '');
          if (contents === before) throw new Error(`${path}: expected ${part}, which this build takes out`);
        }
        return { contents };
      });
  },
};
