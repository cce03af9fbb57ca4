import type { RawFrame } from './raw-frame.ts';

const extension = /^(?:(?:chrome|moz|safari|safari-web|ms-browser|edge|opera)-extension(?::|$)|webkit-masked-url:|user-script:)/i;
const engine = /^(?:\[?native code\]?|\[wasm code\]|self-hosted(?::|$)|node:|internal\/|resource:\/\/gre|chrome:\/\/|devtools:|about:)/i;
const packages = /(?:^|[\\/])(?:node_modules|bower_components|jspm_packages|vendor|third[_-]party)[\\/]|[\\/]~[\\/]|^webpack(?:-internal)?:\/\/\/?(?:[^/]*\/)?(?:webpack[\\/]|\(webpack\))|\/@(?:vite|react-refresh|id\/__x00__)/i;
const hosts = /^https?:\/\/(?:[\w-]+\.)*(?:unpkg\.com|jsdelivr\.net|cdnjs\.cloudflare\.com|esm\.sh|ajax\.googleapis\.com|code\.jquery\.com|googletagmanager\.com|google-analytics\.com|js\.stripe\.com|connect\.facebook\.net)\//i;
const vendorFile =
  /[\\/](?:(?:chunk-)?vendors?|polyfills?|jquery|react(?:-dom)?|preact|vue|angular|zone|lodash|underscore|moment|core-js|regenerator-runtime)(?:[.~-][\w.~-]*)?\.m?js(?:[?#]|$)/i;
/** This agent, its worker and its elements: an error that passes through a wrapper of ours is not ours. */
const agent = /[\\/]prescripto-ops[\w.-]*\.m?js(?:[?#]|$)/i;

/** Is the frame the browser extension's? */
export const isExtension = (file: string): boolean => extension.test(file);

/** Is the frame the application's own code, as opposed to a library, an extension, the engine or this agent? */
export function isInApp(frame: RawFrame): boolean {
  const { file } = frame;
  // `<anonymous>` without a line is a built-in (`Array.map (<anonymous>)`), with a line it is evaluated code.
  if (file === null || (file === '<anonymous>' && frame.line === null)) return false;
  return ![extension, engine, packages, hosts, vendorFile, agent].some((pattern) => pattern.test(file));
}
