/** Numbers in Chinese characters: 三万六千五百, 十二, 一百零五, 二点三. */

const digits: Readonly<Record<string, number>> = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const places: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
/** as on cheques: 壹佰贰拾万 */
const formal: Readonly<Record<string, string>> = {
  壹: '一',
  贰: '二',
  叁: '三',
  肆: '四',
  伍: '五',
  陆: '六',
  柒: '七',
  捌: '八',
  玖: '九',
  拾: '十',
  佰: '百',
  仟: '千',
  萬: '万',
  億: '亿',
};

/** The characters with which such numbers are written. */
export const hanDigits = `零〇一二两三四五六七八九十百千万亿点${Object.keys(formal).join('')}`;

/** A decimal string; null when it is not well formed. */
export function chineseNumber(text: string): string | null {
  const plain = Array.from(text, (char) => formal[char] ?? char).join('');
  const [whole = '', fraction, ...more] = plain.split('点');
  if (more.length > 0 || whole === '') return null;
  const value = chineseWhole(whole);
  if (value === null) return null;
  if (fraction === undefined) return value.toString();
  const decimals = Array.from(fraction, (char) => digits[char]);
  return decimals.length > 0 && decimals.every((digit) => digit !== undefined) ? `${value}.${decimals.join('')}` : null;
}

function chineseWhole(text: string): bigint | null {
  for (const [mark, size] of [
    ['亿', 100_000_000n],
    ['万', 10_000n],
  ] as const) {
    const at = text.lastIndexOf(mark);
    if (at < 0) continue;
    const above = chineseWhole(text.slice(0, at));
    const after = text.slice(at + 1);
    // 三万五 is said for 35 000 and for 30 005
    if (after.length === 1) return null;
    const below = after === '' ? 0n : chineseWhole(after);
    // 二亿五千 is said for 二亿五千万 and for 二亿零五千
    if (mark === '亿' && below !== null && below > 0n && below < 10_000n && !/^[零〇]/u.test(after)) return null;
    return above === null || above === 0n || below === null || below >= size ? null : above * size + below;
  }
  return chineseBelowWan(text);
}

function chineseBelowWan(text: string): bigint | null {
  if (/^[零〇一二三四五六七八九]+$/u.test(text)) {
    // 二〇二三 is read digit by digit; a single digit with leading zero (零五) stands after 百 or 千
    const plain = Array.from(text, (char) => digits[char]).join('');
    return text.length === 1 || text.length > 2 || /^[零〇]/u.test(text) ? BigInt(plain) : null;
  }
  let total = 0;
  let pending: number | null = null;
  let last = 10_000;
  let afterZero = false;
  for (const char of text) {
    const digit = digits[char];
    const place = places[char];
    if (digit !== undefined) {
      if (pending !== null && pending !== 0) return null;
      afterZero = pending === 0;
      pending = digit;
    } else if (place !== undefined) {
      if (place >= last) return null;
      if (pending === null && !(place === 10 && total === 0)) return null;
      if (pending === 0) return null;
      total += (pending ?? 1) * place;
      pending = null;
      last = place;
    } else return null;
  }
  // 一百五 is said for 150 and for 105
  if (pending !== null && total > 0 && last > 10 && !afterZero) return null;
  return BigInt(total + (pending ?? 0));
}
