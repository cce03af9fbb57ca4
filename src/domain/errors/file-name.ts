/** The name of a file or folder without what a build puts into it: hashes, chunk numbers, `min`. */
export const withoutHash = (name: string): string =>
  name
    // Vite's and esbuild's hashes are eight of base64url, behind a dash or (SvelteKit) a dot: a dash may stand within one (`index-B1x-2Y_z`), and some read almost like words
    // (`index-DiwrgTda`). To take a word for a hash merges two files of one name, to take a hash for a word splits every group at every build.
    .replace(/[.-](?=\w[\w-]*[A-Z\d])[\w-]{8}(?=\.\w+$)/, '')
    .replace(/(?:^|[.~_-])(?:\d+|(?=[a-f]*\d)[\da-f]{6,}|(?=[a-z]*\d[\da-z]*[a-z])[\da-z]{8,}|min)(?=[.~_-]|$)/gi, '');

/** What stands behind the last slash of an address or a path. */
export const baseName = (file: string): string => file.replace(/[?#].*$/s, '').replace(/^.*[\\/]/s, '');

/** A name that ends as those of scripts do. */
export const scriptName = /\.(?:[mc]?[jt]sx?|vue|svelte|wasm)$/i;

/**
 * The part of a script's URL that survives a rebuild, `page` for what is no script file; and whether a bundler has hashed or minified it.
 *
 * @example scriptOf('https://host/assets/index-DiwrgTda.js?v=3')  // { file: 'index.js', built: true }
 */
export function scriptOf(url: string | null): { readonly file: string; readonly built: boolean } {
  const base = baseName(url ?? '');
  const name = withoutHash(base);
  return { file: scriptName.test(base) ? name : 'page', built: name !== base };
}
