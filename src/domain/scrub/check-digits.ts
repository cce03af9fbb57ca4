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
 * Issuer prefixes with their lengths. None begins with 1, which lets epoch milliseconds to nanoseconds through: one in ten
 * passes Luhn.
 */
const isCard = (digits: string): boolean => /^(?:3\d{13,15}|(?:[456]|8[12])\d{15,18}|2[2-7]\d{14})$/.test(digits) && luhn(digits);

/** How much of `text` is a card number; a security code behind one goes with it. */
export function cardLength(text: string): number {
  const digits = text.replace(/\D/g, '');
  return isCard(digits) || (digits !== text && isCard(digits.slice(0, 16))) ? text.length : 0;
}

/** How much of `text` is an IBAN (ISO 13616: mod 97 is 1); words of four letters behind one are not part of it. */
export function ibanLength(text: string): number {
  // Countries whose letters are hexadecimal digits have only digits in their IBANs: all else is a hash or an id.
  if (/^[\da-f]{4}[\da-f -]*[a-f]/i.test(text)) return 0;
  const iban = text.replace(/[ -]/g, '');
  if (iban.length < 15) return 0;
  let rest = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) rest = Number(rest + String(Number.parseInt(character, 36))) % 97;
  return rest === 1 ? text.length : ibanLength(text.replace(/(?:[ -]|^)\w+$/, ''));
}

/** Spain, DNI and NIE: the letter is the number mod 23. */
export function spanishIdLength(text: string): number {
  const number = Number.parseInt(text.replace(/^[XYZ]/, (first) => `${'XYZ'.indexOf(first)}`));
  return text.endsWith('TRWAGMYFPDXBNJZSQVHLCKE'.charAt(number % 23)) ? text.length : 0;
}
