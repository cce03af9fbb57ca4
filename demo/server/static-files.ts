import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { framePage, isFragment } from './page-frame.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.ts': 'text/plain; charset=utf-8',
};

export interface Folder {
  /** `/ops/` */
  readonly prefix: string;
  readonly path: string;
}

/** A file below the folder, or `null`: `..` leads nowhere. */
function fileOf({ prefix, path }: Folder, pathname: string): string | null {
  let rest: string;
  try {
    rest = decodeURIComponent(pathname.slice(prefix.length));
  } catch {
    return null;
  }
  if (rest.includes('\0')) return null;
  const file = normalize(join(path, rest.endsWith('/') || rest === '' ? `${rest}index.html` : rest));
  return file.startsWith(normalize(path.endsWith(sep) ? path : path + sep)) ? file : null;
}

/** A file's bytes; of a page that is written without its frame, the whole page. */
async function read(file: string, pathname: string): Promise<Buffer | null> {
  try {
    const bytes = await readFile(file);
    if (extname(file) !== '.html') return bytes;
    const text = bytes.toString('utf8');
    return isFragment(text) ? Buffer.from(framePage(text, pathname)) : bytes;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return null;
    throw error;
  }
}

/**
 * Answers from the first folder whose prefix fits, with an ETag to ask again with; 404 where there is no such file.
 * Nothing is kept: a rebuilt file is served on the next load.
 */
export async function serveFile(folders: readonly Folder[], pathname: string, request: IncomingMessage, response: ServerResponse, headers: Readonly<Record<string, string>>): Promise<void> {
  const folder = folders.find(({ prefix }) => pathname.startsWith(prefix));
  const file = folder ? fileOf(folder, pathname) : null;
  const content = file ? await read(file, pathname) : null;
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD', ...headers }).end();
    return;
  }
  if (!file || !content) {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-cache', ...headers }).end(`nothing here: ${pathname}\n`);
    return;
  }
  const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
  const common = { etag, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff', 'timing-allow-origin': '*', 'access-control-allow-origin': '*', ...headers };
  if (request.headers['if-none-match']?.includes(etag)) {
    response.writeHead(304, common).end();
    return;
  }
  response.writeHead(200, { ...common, 'content-type': types[extname(file)] ?? 'application/octet-stream', 'content-length': String(content.length) });
  response.end(request.method === 'HEAD' ? undefined : content);
}
