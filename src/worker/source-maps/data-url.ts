/** The text of a `data:` URL. Not by `fetch`, which a page's `connect-src` may keep from them. */
export function textOfDataUrl(url: string): string {
  const comma = url.indexOf(',');
  const content = decodeURIComponent(url.slice(comma + 1));
  if (!/;base64$/i.test(url.slice(0, comma))) return content;
  return new TextDecoder().decode(Uint8Array.from(atob(content), (char) => char.charCodeAt(0)));
}
