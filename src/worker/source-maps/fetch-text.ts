/** ms from the question to the last byte */
const timeout = 10_000;

export interface FetchedText {
  readonly text: string;
  /** What the response says is its source map (`SourceMap`, and the `X-SourceMap` of old). */
  readonly sourceMap: string | null;
  /** Where it came from in the end. */
  readonly url: string;
}

/** Why a text could not be had. */
export class Unreadable extends Error {
  /** Another time it may be: no network, no answer, a server in trouble. */
  readonly passing: boolean;

  constructor(why: string, passing = false) {
    super(why);
    this.passing = passing;
  }
}

export type FetchText = (url: string, headers: Readonly<Record<string, string>>) => Promise<FetchedText>;

/**
 * Reads a text of at most `longest` bytes over http(s), from the own origin or where CORS lets it; credentials go to the own origin only.
 *
 * @throws {Unreadable} for anything else, a page of HTML among it: what a server of single-page applications says instead of "not found".
 */
export function createFetchText(longest: number): FetchText {
  return async (url, headers) => {
    if (!/^https?:\/\//i.test(url)) throw new Unreadable('no http(s) address');
    const signal = AbortSignal.timeout(timeout);
    const ask = (cache: RequestCache): Promise<Response> => fetch(url, { headers, credentials: 'same-origin', cache, signal });
    try {
      // The script as the page has it, not as a later deployment has it. What a cache holds of another origin may have come without CORS headers.
      const response = await ask('force-cache').catch((error: unknown) => (signal.aborted ? Promise.reject(error) : ask('reload')));
      const refuse = (why: string, passing?: boolean): never => {
        void response.body?.cancel();
        throw new Unreadable(why, passing);
      };
      if (!response.ok) refuse(`the server answers ${response.status}`, response.status >= 500 || response.status === 429 || response.status === 408);
      if (/^text\/html/i.test(response.headers.get('content-type') ?? '')) refuse('the server answers with a page of HTML');
      const tooLong = `longer than ${longest} bytes`;
      if (Number(response.headers.get('content-length')) > longest) refuse(tooLong);
      return { text: await textOf(response, longest, tooLong), sourceMap: response.headers.get('sourcemap') ?? response.headers.get('x-sourcemap'), url: response.url || url };
    } catch (error) {
      if (error instanceof Unreadable) throw error;
      throw new Unreadable(signal.aborted ? `no answer in ${timeout} ms` : String(error), true);
    }
  };
}

async function textOf({ body }: Response, longest: number, tooLong: string): Promise<string> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done || !value) return text + decoder.decode();
    size += value.length;
    if (size > longest) {
      void reader?.cancel();
      throw new Unreadable(tooLong);
    }
    text += decoder.decode(value, { stream: true });
  }
}
