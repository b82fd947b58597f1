/**
 * What a cell of a workbook shows of its value: number formats with their sections, literals, units, scales and dates, as the suites apply
 * them. What a person sees is what is read; where that is another number than the cell holds, it is said.
 */
import { format as show, getFormatDateInfo, isDateFormat } from 'numfmt';
import { readFigure } from '../../../domain/form/quantity/figure.ts';
import { toDecimal, toRational } from '../../../domain/numbers/rational.ts';

export interface ShownCell {
  readonly text: string;
  /** a number as it stands, without a format of its own */
  readonly numeric: boolean;
  /** what is shown is not the number that is held, but for rounding, a scale of thousands and per cent */
  readonly isDisguised: boolean;
  /** rounding changed it by more than a hundredth of itself: whoever signed saw another figure than the cell holds */
  readonly isRounded?: true;
}

/** Formats that files name by number only; those of dates as they look in Chinese. */
const builtIn: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  5: '"¥"#,##0;"¥"-#,##0',
  6: '"¥"#,##0;"¥"-#,##0',
  7: '"¥"#,##0.00;"¥"-#,##0.00',
  8: '"¥"#,##0.00;"¥"-#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  14: 'yyyy/m/d',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy/m/d h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'm-d-yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  34: 'h"时"mm"分"',
  35: 'h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  37: '#,##0;-#,##0',
  38: '#,##0;-#,##0',
  39: '#,##0.00;-#,##0.00',
  40: '#,##0.00;-#,##0.00',
  41: '#,##0;-#,##0;"-"',
  42: '"¥"#,##0;"¥"-#,##0;"¥-"',
  43: '#,##0.00;-#,##0.00;"-"',
  44: '"¥"#,##0.00;"¥"-#,##0.00;"¥-"',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  48: '##0.0E+0',
  49: '@',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  55: 'h"时"mm"分"',
  56: 'h"时"mm"分"ss"秒"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
};

/** The code of a format that a file gives by its number; that of a bare number where it has none. */
export function builtInFormat(id: number): string {
  return builtIn[id] ?? 'General';
}

/** Everything that is written out in a code: "…", \x, !x and what stands in square brackets. */
const written = /"[^"]*"|\\.|!.|_.|\*.|\[[^\]]*\]/gu;

/** A code as other suites and languages write it, in the words of the standard. */
function plainCode(code: string): string {
  return code
    .replaceAll(written, (part) => {
      if (part.startsWith('!')) return `\\${part.slice(1)}`;
      const currency = /^\[\$([^\]-]*)(?:-[^\]]*)?\]$/u.exec(part)?.[1];
      if (currency !== undefined) return currency === '' ? '' : `"${currency}"`;
      return /^\[(?:DBNum\d|[黑蓝青绿洋红白黄品颜色]+\d*)\]$/iu.test(part) ? '' : part;
    })
    .replaceAll(/G\/(?:通用格式|標準|标准|General)/giu, 'General');
}

/** A code without what it writes out; its repeated characters (*x) stay. */
function withoutQuoted(code: string): string {
  return code.replaceAll(/"[^"]*"|\\.|!.|_./gu, '');
}

function isGeneral(code: string): boolean {
  return /^\s*(?:General|@)?\s*$/iu.test(code);
}

function plain(value: number): string {
  const exact = toRational(value);
  return exact ? toDecimal(exact) : '';
}

/** The last digit of a number that is half way in decimals lies a hair below it in binary: 1.005 is shown as 1.01. */
const halfWay = 1 + Number.EPSILON;

/** Digits of what is shown, as one number: 3.20 of ≥3.20亿元, 1234.5 of ¥1,234.50. Null where there are none, or a fraction. */
function figureIn(text: string): { readonly value: number; readonly places: number } | null {
  const digits = text.normalize('NFKC').replaceAll(/[^\d.Ee/+-]/gu, '');
  const [, number = '', exponent = '0'] = /^[^\d.]*(\d*\.?\d*)(?:E([+-]?\d+))?[^\d.]*$/iu.exec(digits) ?? [];
  const value = number === '' || number === '.' ? Number.NaN : Number(number) * 10 ** Number(exponent);
  return Number.isFinite(value) ? { value, places: (number.split('.')[1] ?? '').length - Number(exponent) } : null;
}

const isNear = (a: number, b: number, places: number): boolean => Math.abs(a - b) <= 0.5 * 10 ** -places + Math.abs(b) * 1e-15;

/** Of the number itself: 1.004 may be shown as 1.00, 0.96 not as 1. */
export const mostRounding = 0.01;

/** Whether a figure is further from each size that it may be of than rounding should take it. */
function isRoundedFar(text: string, value: number): boolean {
  const shown = figureIn(text)?.value;
  if (shown === undefined || shown === 0 || value === 0) return false;
  const sizes = [1, 100, 1e-3, 1e-4, 1e-6, 1e-8, 1e-9].map((scale) => Math.abs(value) * scale);
  return sizes.every((size) => Math.abs(size - shown) > size * mostRounding);
}

/** 0*9 fills the cell with nines. */
const repeatsDigit = /\*\d/u;

/** Whether the text says the number, but for rounding, thousands left out and a multiple written behind it (3.2万 of 32000). */
function saysNumber(text: string, value: number): boolean {
  const found = figureIn(text);
  const isMinus = /-\s*[¥$\p{L}]{0,4}\s*[\d.]|^\s*\([^()]*\d[^()]*\)\s*$/u.test(text.normalize('NFKC'));
  if (!found || (isMinus ? value > 0 : value < 0) || (found.value === 0) !== (value === 0)) return false;
  const size = Math.abs(value) * (text.includes('%') ? 100 : 1);
  if ([1, 1e3, 1e6, 1e9].some((scale) => isNear(found.value, size / scale, found.places))) return true;
  const whole = readFigure(text.normalize('NFKC').replace(/^[^\d]*/u, ''));
  const said = whole && whole.reach !== 'plain' ? Number(whole.value.num) / Number(whole.value.den) : Number.NaN;
  return isNear(found.value, (size / said) * found.value, found.places);
}

/** 2 1/2 is 2.5, written out where the fraction is the number itself. */
function fractionIn(text: string): number | null {
  const [, minus, whole = '0', upper, lower] = /^(-?)(?:(\d+)\s+)?(\d+)\s*\/\s*(\d+)$/u.exec(text) ?? [];
  if (upper === undefined) return null;
  return (minus === '' ? 1 : -1) * (Number(whole) + Number(upper) / Number(lower));
}

/** The day that a cell shows as `YYYY-MM(-DD)`; null where its format leaves out the year or month. */
function dayShown(code: string, day: string): string | null {
  const shown = getFormatDateInfo(code);
  if (!shown.year || !shown.month) return null;
  return shown.day ? day : day.slice(0, 7);
}

/** @param day the date that the number is, where it can be one */
export function showNumber(code: string, value: number, day: string | null): ShownCell {
  const used = plainCode(code);
  if (isGeneral(used)) return { text: plain(value), numeric: true, isDisguised: false };
  try {
    if (isDateFormat(used)) {
      const text = (day === null ? null : dayShown(used, day)) ?? show(used, value, { locale: 'zh-CN' }).trim();
      return { text, numeric: false, isDisguised: false };
    }
    const text = show(used, Number.isInteger(value) ? value : value * halfWay)
      .trim()
      // #.## leaves the point of a whole number
      .replace(/(?<=\d)\.(?!\d)/u, '');
    // 3.20E+08 is written out
    const isPower = /^-?\d+(?:\.\d+)?E[+-]?\d+$/iu.test(text);
    if (fractionIn(text) === value) return { text: plain(value), numeric: false, isDisguised: false };
    const isDisguised = text !== '' && (!saysNumber(text, value) || repeatsDigit.test(withoutQuoted(used)));
    return {
      text: isPower ? plain(Number(text)) : text,
      numeric: false,
      isDisguised,
      ...(!isDisguised && isRoundedFar(text, value) && { isRounded: true }),
    };
  } catch {
    // no format of the standard: nobody knows what it shows
    return { text: plain(value), numeric: false, isDisguised: true };
  }
}

/** What a cell shows of words: formats of four sections, or with @, say it. */
export function showText(code: string, text: string): string {
  const used = plainCode(code);
  const bare = used.replaceAll(written, '');
  if (isGeneral(used) || !(bare.includes('@') || bare.split(';').length > 3)) return text;
  try {
    return show(used, text);
  } catch {
    return text;
  }
}
