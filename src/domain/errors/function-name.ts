import { scriptName } from './file-name.ts';

/** Chromium's `async foo`; Firefox's `async*foo`, `promise callback*foo`, `setTimeout handler*foo`. */
const boundary = /^(?:async |[\w .]+\*)/;

/** Does this frame lie behind an `await` or a callback? Only some engines show these, so that no group may rest on them. */
export const isAsyncFrame = (name: string | null): boolean => name !== null && boundary.test(name);

/**
 * The name that all engines agree on; `''` for a function without one. Chromium says `Object.save`, `Booking.save [as submit]`, `new Booking`,
 * `async Booking.save`; Firefox `Booking.prototype.save`, `setup/save`; Safari `save`, for the same functions. Firefox's `setup/<` is a
 * function within setup without a name of its own.
 */
export function functionName(raw: string | null): string {
  // Rollup's `save$1` is the second `save` of a bundle, in one build or another.
  const bare = (raw ?? '').replace(boundary, '').replace(/ \[as .*$|\$\d+$/, '');
  // The wrapper of a bundler's module is named for its file: `Module../src/pages/book.js`.
  if (scriptName.test(bare)) return '';
  const last = bare.replace(/^.*[./ ]/s, '');
  return /[<>)?]|^(?:eval|code|anonymous|function)$/.test(last) ? '' : last;
}

/**
 * Could a minifier have made this name up? Those of a build go up to three characters, and a word among them is rare (terser and esbuild begin with one
 * letter and need a third beyond some three thousand names).
 */
export const isMinified = (name: string): boolean => !/.{4}|^(?=.*[aeiouy])[a-z]{3}$/.test(name);
