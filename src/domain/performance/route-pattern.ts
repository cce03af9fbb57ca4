/** Where calls go whose route would be one too many; see `maxRoutes`. */
export const otherRoute = ':other';

/** Routes told apart in one row of a rollup: a page that puts search terms into its paths must not fill the store. */
export const maxRoutes = 100;

const maxSegments = 12;
const uuid = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;
const numbers = /^\d[\d.,_-]*$/;
const prefixed = /^[a-z]{1,20}[-_]\d+$/i;
const hex = /^(?=.*\d)[0-9a-f]{8,}$/i;
const longHex = /^[0-9a-f]{16,}$/i;
const email = /^[^@\s/]{1,64}@[^@\s/]{1,255}$/;
const version = /^v\d+(?:\.\d+)*$/i;
const extension = /\.[a-z][a-z0-9]{0,4}$/i;

/**
 * The route of a call: its method and path, with what differs from call to call folded.
 *
 * @example routePattern('get', 'https://clinic.example/api/doctors/42?tab=1') // 'GET /api/doctors/:id'
 */
export function routePattern(method: string, url: string): string {
  return `${method.toUpperCase().slice(0, 20)} ${foldPath(pathOf(url))}`;
}

/** A path with ids, tokens, dates and addresses folded; query and fragment dropped. */
export function foldPath(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '');
  const folded = segments.slice(0, maxSegments).map(foldSegment);
  return `/${folded.join('/')}${segments.length > maxSegments ? '/…' : ''}`;
}

function pathOf(url: string): string {
  try {
    const parsed = new URL(url, 'http://page.invalid');
    return parsed.protocol === 'http:' || parsed.protocol === 'https:' || parsed.protocol.startsWith('ws') ? parsed.pathname : parsed.protocol;
  } catch {
    return url.replace(/[?#].*$/s, '');
  }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function foldSegment(raw: string): string {
  const segment = decoded(raw).replace(/;.*$/s, '');
  if (version.test(segment)) return segment;
  if (email.test(segment)) return ':email';
  if (isId(segment)) return ':id';
  const suffix = extension.exec(segment)?.[0] ?? '';
  return suffix && isId(segment.slice(0, -suffix.length)) ? `:id${suffix}` : raw.replace(/;.*$/s, '');
}

function isId(text: string): boolean {
  return numbers.test(text) || uuid.test(text) || prefixed.test(text) || hex.test(text) || longHex.test(text) || text.length > 64 || isToken(text);
}

/** ULIDs, nanoids, object keys: long, one word, letters and digits mixed. `covid-19-vaccination` stays a word. */
function isToken(text: string): boolean {
  if (text.length < 16 || !/^[\w-]+$/.test(text)) return false;
  const digits = text.replace(/\D/g, '').length;
  return digits >= 3 && !/[a-z]{5,}-|-[a-z]{5,}/.test(text);
}
