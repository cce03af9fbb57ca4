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
      // Only requests are wrapped, and what they answer are rows and keys: no proxies, so nothing to remember about them.
      /const readMethods = [\s\S]*?(?=\nexport \{)/,
      [/\/\/ If we've already transformed this value[\s\S]*?return newValue;/, 'return value;'],
      'reverseTransformCache.set(promise, request);',
      // Listeners go with the request, which settles once.
      /const unlisten = \(\) => \{[\s\S]*?\};\n/g,
      /unlisten\(\);\n/g,
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
        for (const [part, instead] of parts.map((each) => (Array.isArray(each) ? each : [each, '']))) {
          const before = contents;
          contents = before.replace(part, instead);
          if (contents === before) throw new Error(`${path}: expected ${part}, which this build takes out`);
        }
        return { contents };
      });
  },
};
