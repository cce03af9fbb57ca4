/** GSM 03.38, section 6.2.1: the default alphabet, and what needs an escape and so counts twice. */
const basic = new Set('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà');
const extended = new Set('^{}\\[~]|€');

/** Typography that would turn the whole message into UCS-2, which holds less than half as much. */
const plainer: readonly (readonly [RegExp, string])[] = [
  [/[‘’‚′]/g, `'`],
  [/[“”„″«»]/g, '"'],
  [/[–—−‐‑]/g, '-'],
  [/…/g, '...'],
  [/[·•]/g, '-'],
  [/[\u00a0\u2000-\u200a\u202f\t]/g, ' '],
  [/[\u200b-\u200d\ufeff]/g, ''],
];

/** Units of a message: septets of GSM-7, or 16-bit units of UCS-2. `limits`: of a message alone, and of each part of one that is split (the rest is its header). */
function measure(char: string, gsm: boolean): number {
  return gsm ? (extended.has(char) ? 2 : 1) : char.length;
}

function isGsm(text: string): boolean {
  return [...text].every((char) => basic.has(char) || extended.has(char));
}

/**
 * How many messages a text is billed as: 160 characters, or 153 each where there are more (70 and 67 outside the GSM alphabet). An
 * escaped character, or a surrogate pair, is not split between two.
 */
export function smsSegments(text: string): number {
  const gsm = isGsm(text);
  const [single, part] = gsm ? [160, 153] : [70, 67];
  const sizes = [...text].map((char) => measure(char, gsm));
  if (sizes.reduce((sum, size) => sum + size, 0) <= single) return 1;
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > part) {
      segments++;
      used = 0;
    }
    used += size;
  }
  return segments;
}

/** A text of at most so many segments, in the GSM alphabet where a plainer sign says the same; `...` says that it was cut. */
export function fitSms(text: string, most: number): string {
  const plain = plainer.reduce((now, [from, to]) => now.replace(from, to), text).trim();
  if (smsSegments(plain) <= most) return plain;
  const chars = [...plain];
  // Shorter never needs more segments, so the longest that fits is found by halving.
  let [fits, tooLong] = [0, chars.length];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (smsSegments(`${chars.slice(0, middle).join('').trimEnd()}...`) <= most) fits = middle;
    else tooLong = middle;
  }
  return `${chars.slice(0, fits).join('').trimEnd()}...`;
}
