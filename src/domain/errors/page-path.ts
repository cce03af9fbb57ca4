/** The path of a page's URL, without origin, query and fragment. A URL that has no path, such as `about:blank`, is its own. */
export const pagePath = (url: string): string => url.replace(/[?#].*$/s, '').replace(/^[a-z][\w+.-]*:\/\/[^/]*/i, '') || '/';
