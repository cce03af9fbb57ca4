const maxSegments = 12;
const address = /^[^/]+(?:@|%40)[^/]+$/;
const extension = /\.[A-Za-z]\w{0,4}$/;

/** Numbers and dates; `user_123`; UUIDs and hexadecimal ids; ULIDs, nanoids and object keys, but not `covid-19-vaccination`; whatever is long. */
const id =
  /^(?:\d[\d.,_-]*|[A-Za-z]{1,20}[-_]\d+|(?=.*\d)[\dA-Fa-f-]{8,}|(?=(?:\D*\d){3})(?!.*(?:[a-z]{5}-|-[a-z]{5}))[\w-]{16,}|.{65,})$/s;

/**
 * The route of a call: its method and path, with what differs from call to call folded.
 *
 * @example routePattern('get', 'https://clinic.example/api/doctors/42?tab=1') // 'GET /api/doctors/:id'
 */
export function routePattern(method: string, url: string): string {
  return `${method.toUpperCase().slice(0, 20)} ${foldUrl(url).path}`;
}

/** Origin and path of a URL, with ids, tokens, dates and addresses folded; query, fragment and parameters dropped. */
export function foldUrl(url: string): { readonly origin: string; readonly path: string } {
  const [, scheme = '', host = '', path = ''] = /^([a-z][a-z\d+.-]*:)?(\/\/[^/?#]*)?([^?#]*)/i.exec(url) ?? [];
  // `data:` and the like hold content and no path.
  if (scheme && !host) return { origin: '', path: `/${scheme}` };
  const segments = path.split('/').filter((segment) => segment);
  const folded = segments.slice(0, maxSegments).map(foldSegment);
  return { origin: scheme + host, path: `/${folded.join('/')}${segments.length > maxSegments ? '/…' : ''}` };
}

function foldSegment(segment: string): string {
  const text = segment.replace(/;.*/s, '');
  if (address.test(text)) return ':email';
  const suffix = extension.exec(text)?.[0] ?? '';
  return id.test(text.slice(0, text.length - suffix.length)) ? `:id${suffix}` : text;
}
