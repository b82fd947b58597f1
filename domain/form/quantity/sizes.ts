/** Multiples of units as they are written in letters and figures (W, k, million, 10⁴, '000), in the characters that the units know. */

const spelled: Readonly<Record<string, string>> = {
  w: '万',
  wan: '万',
  k: '千',
  thousand: '千',
  thousands: '千',
  "'000": '千',
  million: '百万',
  millions: '百万',
  mn: '百万',
  mln: '百万',
  mio: '百万',
  billion: '十亿',
  billions: '十亿',
  bn: '十亿',
  bln: '十亿',
  仟: '千',
  佰: '百',
  拾: '十',
};

/** By the number of noughts behind the one. */
const powers: Readonly<Record<number, string>> = { 2: '百', 3: '千', 4: '万', 5: '十万', 6: '百万', 7: '千万', 8: '亿' };

const currency = '(?:人民币|rmb|cny|usd|us\\$|hk\\$|eur|gbp|jpy|hkd|美元|美金|[港台]币|[欧日港澳韩加]元|[元¥￥$€£])';
const area = '(?:平方米|平米|m2)';
const words = "thousands?|millions?|billions?|wan|mn|mln|mio|bn|bln|w|k|'000";
/** A km2 is a unit of its own. */
const bySize = new RegExp(`^(${currency})?(${words})((?<!k)${area}|${currency})?$`, 'u');
/** 10 000 alone is a figure. */
const byPower = new RegExp(`^(?=.*(?:${currency}|${area}))(${currency})?(?:10\\^(\\d)|1(0{2,8}))(${area}|${currency})?$`, 'u');

/**
 * The multiple of a unit in characters: `w元` → `万元`, `10^4元` → `万元`, `rmb'000` → `rmb千`. What is none stays as it is.
 * @param unit in small letters, folded, without blanks
 */
export function spellSize(unit: string): string {
  const plain = unit
    .replaceAll(/(?<=\d),(?=\d{3})/gu, '')
    .replace(/^1(?=[十百千]?[万亿])/u, '')
    .replaceAll(/[仟佰拾]/gu, (char) => spelled[char] ?? char)
    .replace(/yuan$/u, '元');
  // 千w is 千万
  const [, tens = '', ofWan = ''] = /^([十百千])w(?:an)?(.*)$/u.exec(plain) ?? [];
  if (tens !== '' && !/^[a-z]/u.test(ofWan.replace(new RegExp(`^${currency}`, 'u'), ''))) return `${tens}万${ofWan}`;
  const [, first = '', word = '', last = ''] = bySize.exec(plain) ?? [];
  if (word !== '') return `${first}${spelled[word] ?? word}${last}`;
  const [, before = '', exponent, noughts = '', behind = ''] = byPower.exec(plain) ?? [];
  const size = powers[exponent === undefined ? noughts.length : Number(exponent)];
  return size === undefined ? plain : `${before}${size}${behind}`;
}

/** M is a thousand to some and a million to others; ×10⁴ says what the figures were made by, or are to be. */
const letters = `(?:10*)?(?:[wkmbt]|mm|tn|yi|qian|bai|hundreds?|ten|lakh|crore)|[十百千万亿]*[wk]{1,3}|${words}`;
const powersOfTen = '[×x*÷/]?10(?:\\^\\d+|\\*\\*\\d+)|[×x*÷/]10+|1?e[+-]?\\d+|1?0{3,}s?|.{0,4}的?.次方';
/** 100万, 0.1亿, 五千万, 几亿: so many of them are one. */
const counts = '[×x*÷/]?(?:\\d+(?:\\.\\d+)?|[一二两三四五六七八九十几数多少个每]+)[十百千]?[百千万亿]|[×x*÷/][十百千]?[万亿]';
const open = new RegExp(`^${currency}?(?:${letters}|${powersOfTen}|${counts})${currency}?$`, 'u');

/** Whether a word may say how large a unit is. */
export function isOpenSize(word: string): boolean {
  return open.test(word.toLowerCase().replaceAll(/[\s()]|(?<=\d),(?=\d{3})|[.。]+$/gu, ''));
}
