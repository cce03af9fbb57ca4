const cache = new Map<string, unknown>();

/**
 * A formatter of `Intl`, made once for each language and set of options: making one costs more than a hundred uses. In English where
 * the language is none, such as WebKitGTK's `C` or a page's `en_US`.
 */
export function cachedFormat<Format, Options>(kind: new (language: string, options: Options) => Format, language: string, options: Options): Format {
  const key = kind.name + language + JSON.stringify(options);
  let format = cache.get(key) as Format | undefined;
  if (!format) {
    try {
      format = new kind(language, options);
    } catch {
      format = new kind('en', options);
    }
    cache.set(key, format);
  }
  return format;
}
