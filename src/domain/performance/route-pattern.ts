const maxSegments = 12;

/**
 * Numbers, dates and weeks; `user_123`, `dr-ann-17` and `ORD-2024-0001`; `123-how-to-book`; UUIDs, in braces too, and hexadecimal ids; ULIDs, nanoids and object keys; base64 that is padded;
 * whatever is long. A file's extension stays, and so does `:verb`.
 */
const id = /^(?:[+-]?\d[\d.,_:twz-]*|[a-z][a-z_-]*(?:[-_]\d+)+|\d{3,}-[a-z][\w-]*|(?:\{|%7b)?(?=.*\d)[\da-f-]{8,}(?:\}|%7d)?|(?=(?:\D*\d){3})[\w+=~-]{16,}|[\w+-]{4,}(?:=|%3d){1,2}|.{65,}?)(?=(\.[a-z]\w{0,4}|:[a-z]+)?$)/is;
/** Nanoids that have few digits. */
const mixed = /^(?=.*[A-Z])(?=.*[a-z])(?=\D*\d\D*\d)[\w-]{16,}$/;
/** What a bundler puts between a file's name and its extension, so that each build has another. */
const build = /[.-](?:(?=\w*\d)[\da-f]{8,}|(?=\w*\d)(?=\w*[A-Z])[\w-]{8})(?=(?:\.[a-z]\w{0,4})+$)/;

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
  // `Doctors(42)`: OData.
  return segment.replace(/;.*/s, '').replace(/^.+(?:@|%40).+/s, ':email').replace(id, ':id').replace(mixed, ':id').replace(build, '.:id').replace(/\(.+\)$/s, '(:id)');
}
