/** National ids that carry a check digit: without one, a number of the right length proves nothing. */
import { luhn } from './luhn.ts';

const digitsOf = (text: string): number[] => Array.from(text.replace(/\D/g, ''), Number);
const weighted = (digits: readonly number[], weights: readonly number[]): number => weights.reduce((sum, weight, at) => sum + weight * (digits[at] ?? 0), 0);
const down = (from: number, count: number): number[] => Array.from({ length: count }, (_, at) => from - at);

/** Spain: DNI and NIE; the letter is the number mod 23. */
export function isDni(text: string): boolean {
  const number = Number(text.slice(0, -1).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter))));
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23] === text.at(-1);
}

/** France: NIR, 13 digits and a key: 97 minus the number mod 97. Corsica's 2A and 2B count as 19 and 18. */
export function isNir(text: string): boolean {
  const plain = text.replace(/ /g, '').replace(/2A/i, '19').replace(/2B/i, '18');
  return 97 - (Number(plain.slice(0, 13)) % 97) === Number(plain.slice(13));
}

/** Brazil: CPF, two check digits mod 11. */
export function isCpf(text: string): boolean {
  const digits = digitsOf(text);
  const check = (count: number): boolean => ((weighted(digits, down(count + 1, count)) * 10) % 11) % 10 === digits[count];
  return new Set(digits).size > 1 && check(9) && check(10);
}

/** United Kingdom: NHS number, mod 11. */
export function isNhsNumber(text: string): boolean {
  const digits = digitsOf(text);
  return (11 - (weighted(digits, down(10, 9)) % 11)) % 11 === digits[9];
}

/** Sweden: personnummer, Luhn over the last ten digits. */
export function isPersonnummer(text: string): boolean {
  return luhn(text.replace(/\D/g, '').slice(-10));
}

/** Finland: henkilötunnus, mod 31. */
export function isHetu(text: string): boolean {
  return '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(text.slice(0, 6) + text.slice(7, 10)) % 31] === text.at(-1);
}

/** The dihedral group D5 that Verhoeff's check digit is built on: rotations below 5, reflections from 5. */
const rotate = (a: number, b: number): number => (a < 5 ? (b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5)) : b < 5 ? 5 + ((a - b) % 5) : (a - b + 5) % 5);
const permuted = '1576283094';

/** India: Aadhaar, Verhoeff. */
export function isAadhaar(text: string): boolean {
  let sum = 0;
  for (const [at, digit] of digitsOf(text).reverse().entries()) {
    let turned = digit;
    for (let turn = at % 8; turn > 0; turn--) turned = Number(permuted[turned]);
    sum = rotate(sum, turned);
  }
  return sum === 0;
}
