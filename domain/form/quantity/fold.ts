/** Text in one form: what only looks different is made equal, what says something else stays apart. */

/** 10⁴ counts, and is no 104. */
const power = /(?<!\d)10\s*([\u00b2\u00b3\u00b9\u2070\u2074-\u2079]+)/gu;

/** A picture in a unit may be any character of it (￼元). */
const hiddenUnit = /\ufffc(?=\s*[十百千万亿美欧日港澳]*元)|(?<=[十百千万亿])\ufffc/gu;
/** Printers set this sign for a character that they do not have. */
const unknownSign = '\u3013';

/** Compatibility forms folded, powers of ten spelled 10^4, spaces that only set apart gone, brackets narrow. */
export function foldText(text: string): string {
  return text
    .replaceAll(power, '10^$1')
    .replaceAll(hiddenUnit, unknownSign)
    .normalize('NFKC')
    .replaceAll(/[\s\u200b\ufeff\ufffc]+/gu, ' ')
    .trim();
}

/** Stands for a mark that leads to a note (①, ², a raised 1), which compatibility folding would make a digit of. */
export const noteMark = '\u203b';

const raised = '\u00b2\u00b3\u00b9\u2070-\u209c';
const circled = '\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3251-\u325f\u32b1-\u32bf\u{1f100}-\u{1f10c}';
const marks = new RegExp(`[${raised}${circled}]+`, 'gu');
/** A mark that leads to a note, and no power of ten. */
const leading = new RegExp(`(?<!10\\s*|[mM\uff4d\uff2d]\\s*|[${raised}${circled}])[${raised}${circled}]+`, 'gu');

/** A line without the marks of the notes that it leads to or is. */
export function withoutMarks(text: string): string {
  return text.replaceAll(leading, ' ');
}

/** the raised 2 of a square, which belongs to its unit */
const square = /(?<=[mM\uff4d\uff2d])\s*\u00b2/gu;

/** Characters of figures and units as the traditional script writes them, and what else stands for the same. */
const simplified: Readonly<Record<string, string>> = Object.fromEntries(
  [
    '萬万',
    '億亿',
    '圆元',
    '圓元',
    '兩两',
    '貳贰',
    '參叁',
    '叄叁',
    '陸陆',
    '個个',
    '約约',
    '點点',
    '戶户',
    '畝亩',
    '項项',
    '餘余',
    '幣币',
    '種种',
    '單单',
    '頃顷',
  ].map(([from = '', to = '']) => [from, to]),
);
const traditional = new RegExp(`[${Object.keys(simplified).join('')}]`, 'gu');

/** Lines to write on (__2.5__亿元), which part what stands on both sides. */
const rules = /[_\uff3f\ufe4d-\ufe4f\u2017]+/gu;

export function toSimplified(text: string): string {
  return text.replaceAll(traditional, (char) => simplified[char] ?? char);
}

/** {@link foldText} of a figure or a date: note marks as {@link noteMark}, one script, and the lines that it is written on are gone. */
export function foldMarked(text: string): string {
  const plain = text.replaceAll(square, '2').replaceAll(marks, noteMark).replaceAll(rules, ' ');
  return toSimplified(foldText(plain));
}

/**
 * What stands in brackets, the inner ones first, each without those inside it (亿元（未折算，万元） → `未折算,万元`), and what stands outside
 * them all. One that is not closed goes to the end.
 * @param text folded
 */
export function bracketsIn(text: string): { readonly inside: readonly string[]; readonly bare: string } {
  const inside: string[] = [];
  const take = (_whole: string, own: string): string => {
    inside.push(own);
    return '';
  };
  let [bare, before] = [text, ''];
  while (bare !== before) {
    before = bare;
    bare = bare.replace(/[([【〔]([^()[\]【】〔〕]*)[)\]】〕]/u, take);
  }
  return { bare: bare.replace(/[([【〔](.*)$/su, take).replaceAll(/[)\]】〕]/gu, ''), inside };
}
