/** Bytes that a value takes as JSON in UTF-8. 0 for what JSON leaves out. */
export function jsonSize(value: unknown): number {
  const text = JSON.stringify(value) as string | undefined;
  if (!text) return 0;
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    // A surrogate pair takes 4 bytes: 2 for each half. JSON.stringify escapes a half that stands alone.
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}
