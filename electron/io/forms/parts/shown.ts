/** What of a text can be seen, and how it stands: shared by the formats. */

/** How a text stands: `gone` is hidden or struck out; `unseen` is there and nobody can see it. */
export type Standing = 'plain' | 'raised' | 'gone' | 'unseen';

const raisedDigits = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Raised or lowered figures as characters of their own, so that a mark of a note is no digit of the figure before it. */
export function raised(text: string): string {
  return text.replaceAll(/[\d\uff10-\uff19]/g, (digit) => raisedDigits[Number(digit.normalize('NFKC'))] ?? '');
}

/** Hexadecimal colours so light that nobody reads them on white paper. */
export function isPale(color: string | undefined): boolean {
  const [, r = '', g = '', b = ''] = /^(?:[\dA-F]{2})?([\dA-F]{2})([\dA-F]{2})([\dA-F]{2})$/i.exec(color ?? '') ?? [];
  return r !== '' && [r, g, b].every((part) => Number.parseInt(part, 16) >= 0xf0);
}

/** Points under which text cannot be read on paper. */
export const smallestSize = 3;
