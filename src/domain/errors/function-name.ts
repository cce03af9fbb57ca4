/** Chromium's `async foo`; Firefox's `async*foo`, `promise callback*foo`, `setTimeout handler*foo`. */
const boundary = /^(?:async |[\w .]+\*)/;

/** Does this frame lie behind an `await` or a callback? Only some engines show these, so that no group may rest on them. */
export const isAsyncFrame = (name: string | null): boolean => name !== null && boundary.test(name);

const engineWords =
  /^(?:eval|(?:eval|global|module|function) code|anonymous|anonymous function|\(anonymous(?: function)?\)|<anonymous(?: function)?(?:\(\))?>|<computed>|<static_initializer>|<instance_members_initializer>|self-hosted|\?)$/i;

/**
 * The name that all engines agree on; `''` for a function without one. Chromium says `Object.save`, `Booking.save [as submit]`, `new Booking`,
 * `async Booking.save`; Firefox `Booking.prototype.save`, `setup/save`; Safari `save`, for the same functions.
 * Firefox's `setup/<` is a function within setup without a name of its own.
 */
export function functionName(raw: string | null): string {
  if (raw === null) return '';
  const bare = raw
    .replace(boundary, '')
    .replace(/ \[as [^\]]*\]$/, '')
    .replace(/^(?:new|get|set|static|async) /, '')
    .trim();
  if (bare.endsWith('<') || engineWords.test(bare)) return '';
  // The wrapper of a bundler's module, named for its file: `Module../src/pages/book.js`.
  if (/\.(?:[mc]?[jt]sx?|vue|svelte)$/.test(bare)) return '';
  const nested = bare.slice(bare.lastIndexOf('/') + 1);
  const last = nested.slice(nested.lastIndexOf('.') + 1).replace(/^(?:get|set|async) /, '');
  return engineWords.test(last) || last.endsWith(')') || last.endsWith('>') ? '' : last.replace(/^bound /, '').trim();
}
