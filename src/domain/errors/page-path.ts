/** The path of a page's URL, without origin, query and fragment. A URL that has no path, such as `about:blank`, is its own. */
export function pagePath(url: string): string {
  const bare = url.replace(/[?#].*$/s, '');
  return bare.replace(/^[a-z][\w+.-]*:\/\/[^/]*/i, '') || (bare === '' || bare.includes('//') ? '/' : bare);
}
