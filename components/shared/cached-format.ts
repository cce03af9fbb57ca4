const cache = new Map<string, unknown>();

/** A formatter of `Intl`, made once for each language and set of options: making one costs more than a hundred uses. */
export function cachedFormat<Format, Options>(kind: new (language: string, options: Options) => Format, language: string, options: Options): Format {
  const key = kind.name + language + JSON.stringify(options);
  const format = (cache.get(key) as Format | undefined) ?? new kind(language, options);
  cache.set(key, format);
  return format;
}
