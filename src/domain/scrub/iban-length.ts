/** Lengths by country, from the SWIFT IBAN registry. A length known beforehand keeps hashes and words behind an IBAN out of it. */
const registry =
  'AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30';

const lengths = new Map([...registry.matchAll(/([A-Z]{2})(\d\d)/g)].map(([, country, length]) => [country, Number(length)]));

/** How many leading characters of `text` are an IBAN, separators included; 0: none. ISO 13616: mod 97 is 1. */
export function ibanLength(text: string): number {
  const length = lengths.get(text.slice(0, 2).toUpperCase());
  if (!length) return 0;
  let iban = '';
  let end = 0;
  for (; end < text.length && iban.length < length; end++) {
    const character = text[end] as string;
    if (/[a-z\d]/i.test(character)) iban += character;
  }
  if (iban.length < length || /[a-z\d]/i.test(text[end] ?? '')) return 0;
  let rest = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1 ? end : 0;
}
