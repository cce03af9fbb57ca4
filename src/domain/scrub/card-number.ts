import { luhn } from './luhn.ts';

/**
 * Issuer prefixes with their lengths (ISO/IEC 7812 ranges in use). No issuer has a leading 1 here, which is what lets
 * epoch milliseconds, microseconds and nanoseconds through, one in ten of which pass Luhn.
 */
const issuers =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|(?:222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}|220[0-4]\d{12,15}|3[47]\d{13}|3(?:0[0-59]|[689]\d)\d{11}|35\d{14}|6(?:0|[2-57])\d{14,17}|5[0678]\d{14,17}|8[12]\d{14}|9792\d{12})$/;

export function isCardNumber(digits: string): boolean {
  return issuers.test(digits) && luhn(digits);
}

/** How many characters of `text` (digits and separators) are a card number: a security code behind one goes with it. */
export function cardLength(text: string): number {
  const digits = text.replace(/\D/g, '');
  return isCardNumber(digits) || (digits.length > 16 && digits.length < text.length && isCardNumber(digits.slice(0, 16))) ? text.length : 0;
}
