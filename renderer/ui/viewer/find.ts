/** Words looked for in what a document says: widths, case and blanks make no difference, for lines break anywhere. */

export interface Found {
  /** 1 for what has no pages */
  readonly page: number;
  /** which of the places on the page, from 0 */
  readonly at: number;
  /** the words with what stands around them */
  readonly before: string;
  readonly words: string;
  readonly after: string;
}

interface Folded {
  readonly text: string;
  /** where each character of it stands in what was folded */
  readonly from: readonly number[];
}

/** How much of the text stands around what was found, in characters. */
const around = 16;

export function fold(text: string): Folded {
  const from: number[] = [];
  let folded = '';
  let at = 0;
  for (const character of text) {
    for (const plain of character.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '')) {
      folded += plain;
      // a character may be two units, and both come from the same place
      for (let unit = 0; unit < plain.length; unit += 1) from.push(at);
    }
    at += character.length;
  }
  return { text: folded, from };
}

/** Where words begin and end in a text, in its own units; places do not overlap. */
export function placesOf(text: string, words: string): readonly (readonly [from: number, to: number])[] {
  const { text: wanted } = fold(words);
  if (wanted === '') return [];
  const folded = fold(text);
  const places: [number, number][] = [];
  for (let at = folded.text.indexOf(wanted); at !== -1; at = folded.text.indexOf(wanted, at + wanted.length)) {
    const last = folded.from[at + wanted.length - 1] ?? 0;
    places.push([folded.from[at] ?? 0, last + String.fromCodePoint(text.codePointAt(last) ?? 0).length]);
  }
  return places;
}

const tidy = (text: string): string => text.replaceAll(/\s+/g, ' ');

/** All places of the pages in their order. */
export function findIn(pages: readonly string[], words: string): readonly Found[] {
  return pages.flatMap((text, index) =>
    placesOf(text, words).map(([from, to], at) => ({
      page: index + 1,
      at,
      before: tidy(text.slice(Math.max(0, from - around), from)),
      words: tidy(text.slice(from, to)),
      after: tidy(text.slice(to, to + around)),
    })),
  );
}
