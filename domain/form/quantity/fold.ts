/** Text in one form: what only looks different is made equal, what says something else stays apart. */

/** Compatibility forms folded, spaces that only set apart gone, brackets narrow. */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\s\u200b\ufeff\ufffc]+/gu, ' ')
    .trim();
}

/** Stands for a mark that leads to a note (①, ², a raised 1), which compatibility folding would make a digit of. */
export const noteMark = '\u203b';

const raised = '\u00b2\u00b3\u00b9\u2070-\u209c';
const circled = '\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3251-\u325f\u32b1-\u32bf\u{1f100}-\u{1f10c}';
const marks = new RegExp(`[${raised}${circled}]+`, 'gu');
/** the raised 2 of a square, which belongs to its unit */
const square = /(?<=[mM\uff4d\uff2d])\s*\u00b2/gu;

/** {@link foldText}, with note marks as {@link noteMark}. */
export function foldMarked(text: string): string {
  return foldText(text.replaceAll(square, '2').replaceAll(marks, noteMark));
}
