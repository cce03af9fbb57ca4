/** As much of a mail as a person reads. */
export interface ReadMail {
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly html: string;
}

interface Part {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** RFC 5322 headers, unfolded; names in lower case, the last of a name. */
function split(source: string): Part {
  const end = source.indexOf('\r\n\r\n');
  const head = (end < 0 ? source : source.slice(0, end)).replace(/\r\n[ \t]+/g, ' ');
  const headers = Object.fromEntries(head.split('\r\n').map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
  return { headers, body: end < 0 ? '' : source.slice(end + 4) };
}

const quoted = (text: string): string => Buffer.from(text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString('utf8');

/** RFC 2047: `=?UTF-8?Q?…?=`; the space between two such words is none. */
export function decodeWords(text: string): string {
  return text.replace(/\?=\s+=\?/g, '?==?').replace(/=\?utf-8\?([qb])\?(.*?)\?=/gi, (_, encoding: string, word: string) => (encoding.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString('utf8') : quoted(word.replaceAll('_', ' '))));
}

function decodeBody({ headers, body }: Part): string {
  const encoding = headers['content-transfer-encoding']?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding === 'quoted-printable') return quoted(body);
  return Buffer.from(body, 'latin1').toString('utf8');
}

/** The parts below a part, itself where it has none (RFC 2046, section 5.1). */
function leaves(part: Part): readonly Part[] {
  const boundary = /^multipart\/.*?boundary="?([^";]+)"?/i.exec(part.headers['content-type'] ?? '')?.[1];
  if (!boundary) return [part];
  return `\r\n${part.body}`
    .split(`\r\n--${boundary}`)
    .slice(1, -1)
    .flatMap((text) => leaves(split(text.replace(/^[ \t]*\r\n/, ''))));
}

/** Reads a mail as it came over SMTP, byte by byte as latin1: what our own mailer writes, not all that mail can be. */
export function readMail(source: string): ReadMail {
  const whole = split(source);
  const all = leaves(whole);
  const find = (type: string): string => {
    const found = all.find(({ headers }) => (headers['content-type'] ?? 'text/plain').toLowerCase().startsWith(type));
    return found ? decodeBody(found).replaceAll('\r\n', '\n') : '';
  };
  return { headers: Object.fromEntries(Object.entries(whole.headers).map(([name, value]) => [name, decodeWords(value)])), text: find('text/plain'), html: find('text/html') };
}
