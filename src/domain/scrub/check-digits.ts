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
  /^(?:4(?:\d{3}){4,6}|3[47]\d{13}|3[0689]\d{12}|(?:2[2-7]|35|[56]\d|8[12]|97)\d{14}|62\d{15,17})$/.test(digits) && luhn(digits);

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
  if (BigInt((iban.slice(4) + iban.slice(0, 4)).replace(/\D/g, (letter) => `${Number.parseInt(letter, 36)}`)) % 97n === 1n) return /[a-z]/.test(text) && /[A-Z]/.test(text) ? 0 : text.length;
  return ibanLength(text.replace(/(?:[ -]|^)\w+$/, ''));
}

/** Spain, DNI and NIE: the letter is the number mod 23. Sweden, personnummer: the last ten digits pass Luhn. */
export function personLength(text: string): number {
  const right = /\d$/.test(text)
    ? luhn(text.replace(/\D/g, '').slice(-10))
    : text.endsWith('TRWAGMYFPDXBNJZSQVHLCKE'.charAt(Number.parseInt(text.replace(/^[XYZ]/, (first) => `${'XYZ'.indexOf(first)}`)) % 23));
  return right ? text.length : 0;
}
