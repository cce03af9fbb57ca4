/** Bytes that a value takes as JSON in UTF-8: a surrogate pair takes 4, 2 for each half. JSON escapes a half that stands alone. */
export function jsonSize(value: unknown): number {
  return JSON.stringify(value).replace(/[\x80-\u07ff\ud800-\udfff]/g, '..').replace(/[\u0800-\uffff]/g, '...').length;
}
