const maxSegments = 12;

/** Numbers and dates; `user_123` and `dr-ann-17`; UUIDs and hexadecimal ids; ULIDs, nanoids and object keys; whatever is long. A file's extension stays. */
const id = /^(?:\d[\d.,_:tz-]*|[a-z][a-z_-]*[-_]\d+|(?=.*\d)[\da-f-]{8,}|(?=(?:\D*\d){3})[\w+=~-]{16,}|.{65,}?)(?=(\.[a-z]\w{0,4})?$)/is;

/**
 * The route of a call: its method and path, with what differs from call to call folded.
 *
 * @example routePattern('get', 'https://clinic.example/api/doctors/42?tab=1') // 'GET /api/doctors/:id'
 */
export function routePattern(method: string, url: string): string {
  return `${method.toUpperCase().slice(0, 20)} ${foldUrl(url)[1]}`;
}

/** Origin and path of a URL, with ids, tokens, dates and addresses folded; query, fragment and parameters dropped. */
export function foldUrl(url: string): readonly [origin: string, path: string] {
  const [, scheme = '', host = '', path = ''] = /^([a-z][a-z\d+.-]*:)?(\/\/[^/?#]*)?([^?#]*)/i.exec(url) ?? [];
  // `data:` and the like hold content and no path.
  if (scheme && !host) return ['', `/${scheme}`];
  const segments = path.split('/').filter((segment) => segment);
  if (segments.length > maxSegments) segments.splice(maxSegments, Infinity, '…');
  return [scheme + host, `/${segments.map(foldSegment).join('/')}`];
}

function foldSegment(segment: string): string {
  return segment.replace(/;.*/s, '').replace(/^.+(?:@|%40).+/s, ':email').replace(id, ':id');
}
