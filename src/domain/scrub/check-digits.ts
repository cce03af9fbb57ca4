/** What tells a number of somebody from any other number of its length. Separators in `text` do not count. */

/** ISO/IEC 7812-1, annex B. */
function luhn(digits: string): boolean {
  let sum = 0;
  for (let at = 1; at <= digits.length; at++) {
    const digit = Number(digits.at(-at)) << ((at + 1) % 2);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}

/**
 * Issuer prefixes with their lengths: one number in ten passes Luhn. None begins with 1, which lets epoch milliseconds to nanoseconds
 * through, and with 35 none has 15 digits, which an IMEI has.
 */
const isCard = (digits: string): boolean =>
  /^(?:4(?:\d{3}){4,6}|(?:3[47]\d|5[1-5]\d\d|2[2-7]\d\d|35\d\d|9792)\d{12}|3(?:0[0-5]|[689]\d)\d{11}|(?:5[06-8]|6\d|8[12])\d{14}|62\d{15,17})$/.test(digits) && luhn(digits);

/** How much of `text` is a card number; a security code behind one goes with it. */
export function cardLength(text: string): number {
  const digits = text.replace(/%20|\D/g, '');
  return isCard(digits) || (digits !== text && isCard(digits.slice(0, 16))) ? text.length : 0;
}

/** How much of `text` is an IBAN (ISO 13616: mod 97 is 1); words of four letters behind one are not part of it. */
export function ibanLength(text: string): number {
  // Countries whose letters are hexadecimal digits have only digits in their IBANs: all else is a hash or an id, as is what has letters of both cases.
  if (/^[\da-f]{4}[\da-f -]*[a-f]/i.test(text)) return 0;
  const iban = text.replace(/[ -]/g, '');
  if (iban.length < 15) return 0;
  let rest = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) rest = Number(rest + String(Number.parseInt(character, 36))) % 97;
  if (rest === 1) return /[a-z]/.test(text) && /[A-Z]/.test(text) ? 0 : text.length;
  return ibanLength(text.replace(/(?:[ -]|^)\w+$/, ''));
}

/** Spain, DNI and NIE: the letter is the number mod 23. */
export function spanishIdLength(text: string): number {
  const number = Number.parseInt(text.replace(/^[XYZ]/, (first) => `${'XYZ'.indexOf(first)}`));
  return text.endsWith('TRWAGMYFPDXBNJZSQVHLCKE'.charAt(number % 23)) ? text.length : 0;
}

/** Sweden, personnummer: the last ten digits pass Luhn. */
export const swedishIdLength = (text: string): number => (luhn(text.replace(/\D/g, '').slice(-10)) ? text.length : 0);
