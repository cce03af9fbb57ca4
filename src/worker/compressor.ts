/** bytes below which a packed body saves less than its header costs */
const worthwhile = 1_000;
/** What a server that does not know gzip answers: that it cannot read the body (RFC 9110 §15.5.16), or just that it is wrong. */
const puzzled = new Set([400, 415]);

/**
 * Knows which servers take gzip. Nothing tells beforehand: HTTP has no way for a server to say so, and one of another
 * origin may not allow the header. So an unproven server that refuses a packed body is sent it plain, and what it says to that is
 * remembered.
 */
export interface Compressor {
  /** The body packed, or `null`: send it plain. */
  pack(url: string, body: string): Promise<Blob | null>;
  /** Was it perhaps the packing that this answer is about? */
  doubts(url: string, answer: { readonly status: number; readonly outcome: string }): boolean;
  /** What a server said to a packed body, or to the same body sent plain after it. */
  learn(url: string, packed: boolean, status: number): void;
}

export function createCompressor(): Compressor {
  const takesGzip = new Map<string, boolean>();
  const origin = (url: string): string => new URL(url).origin;
  return {
    pack: async (url, body) => {
      if (body.length < worthwhile || typeof CompressionStream === 'undefined' || takesGzip.get(origin(url)) === false) return null;
      return new Response(new Blob([body]).stream().pipeThrough(new CompressionStream('gzip'))).blob();
    },
    doubts: (url, { status, outcome }) => !takesGzip.has(origin(url)) && (puzzled.has(status) || (outcome === 'network' && origin(url) !== self.location.origin)),
    learn: (url, packed, status) => {
      if (status >= 200 && status < 300) takesGzip.set(origin(url), packed);
    },
  };
}
