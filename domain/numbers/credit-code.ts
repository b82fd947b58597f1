/** 统一社会信用代码 by GB 32100-2015: 18 characters, the last of which checks the others. */

/** Digits and capitals without I, O, Z, S, V. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const inAlphabet = new RegExp(`^[${alphabet}]+$`);
const length = 18;

/** `codeShape`: not 18 characters of the alphabet, or not of a register and a place that there are; `codeDigit`: the last one does not fit; `codeOld`: a registration number of 15 digits. */
export type CreditCodeFault = 'codeShape' | 'codeDigit' | 'codeOld';

/** The character that the first 17 of a code ask for: the sum of value × 3^place, and what lacks of a multiple of 31. */
function checkCharacter(code: string): string | undefined {
  let sum = 0;
  let weight = 1;
  for (const character of code.slice(0, length - 1)) {
    sum += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % alphabet.length;
  }
  return alphabet[(alphabet.length - (sum % alphabet.length)) % alphabet.length];
}

/** Places that registers lie in, by the first two digits of GB/T 2260; 10 is the centre. */
const provinces = new Set(
  '10 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 66 71 81 82'.split(' '),
);

/** Without this eighteen noughts would be a code: their sum is nought. No register is numbered 0, and no body a row of one character. */
function isRegistered(code: string): boolean {
  return (
    !code.startsWith('0') && /^\d{6}$/.test(code.slice(2, 8)) && provinces.has(code.slice(2, 4)) && !/^(.)\1+$/.test(code.slice(8, 17))
  );
}

/** The code in what somebody wrote, in capitals; spaces, full width and what stands around it are no part of it. Never mended. */
export function readCreditCode(text: string): { readonly code: string } | { readonly fault: CreditCodeFault } {
  const plain = text.normalize('NFKC').replaceAll(/\s/gu, '').toUpperCase();
  const [run = '', ...others] = plain.match(/[0-9A-Z-]{15,}/g) ?? [];
  const code = run.replaceAll('-', '');
  if (others.length > 0) return { fault: 'codeShape' };
  if (/^\d{15}$/.test(code)) return { fault: 'codeOld' };
  if (code.length !== length || !inAlphabet.test(code)) return { fault: 'codeShape' };
  if (checkCharacter(code) !== code.at(-1)) return { fault: 'codeDigit' };
  return isRegistered(code) ? { code } : { fault: 'codeShape' };
}

/** 个体工商户 (92…) is registered, but no legal person. */
export function isIndividual(code: string): boolean {
  return code.startsWith('92');
}

/** The field of every rule book that holds such a code. */
export const creditCodeKey = 'creditCode';
