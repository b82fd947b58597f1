/**
 * What a form says, free of its file format: tables of cells and loose paragraphs, in reading order.
 * Marks that a format draws in its own way (content controls, Wingdings) are already ☑ or ☐ in the text.
 */
export interface FormCell {
  /** from 0 */
  readonly row: number;
  readonly col: number;
  readonly rowSpan: number;
  readonly colSpan: number;
  /** the cell holds a number, as sheets do; `text` is its shortest decimal */
  readonly numeric?: boolean;
  /** why nobody can take its words for what it says */
  readonly doubt?: Doubt;
  /** the number behind what it shows, where the two differ by more than rounding */
  readonly held?: string;
  /** what is noted beside it: a comment, a hint that shows when it is chosen */
  readonly note?: string;
  /** lines are separated by `\n` */
  readonly text: string;
}

/**
 * `format`: what it shows is not the number it holds, or nobody can tell whether it shows it. `crossed`: a line goes through the cell.
 * `glyphs`: its figures are drawn as something else than they are: in a font of signs, from right to left, over and over. `covered`: a shape, a
 * picture or the cell beside it lies over its words. `formula`: it is a formula that came to nothing, or to an error.
 * `stored`: a content control that is bound to another value than it shows. `hint`: its words, or its figures, are much paler than the rest of
 * the form, as what an empty field asks for; of a label that says nothing.
 */
export type Doubt = 'format' | 'crossed' | 'glyphs' | 'covered' | 'formula' | 'stored' | 'hint';

export type Apart = 'shape' | 'chunk';

export interface FormTable {
  readonly cells: readonly FormCell[];
  /** the name of its sheet, or the line right above it */
  readonly title?: string;
  /** what stands around this table alone: the header and footer of a sheet, its text boxes, its name */
  readonly margins?: readonly string[];
}

export interface FormContent {
  readonly tables: readonly FormTable[];
  readonly paragraphs: readonly string[];
  /** lines of page headers, footers and notes: they may say in which unit the tables are, and hold no answers */
  readonly margins?: readonly string[];
  /** words that are in the file and cannot be seen on its page, or hardly: white, tiny, covered; they are not read */
  readonly unseen?: readonly string[];
  /** what its pages show beside what was read: filled shapes that float over them, and parts in other formats (altChunk) */
  readonly apart?: readonly Apart[];
  /** a picture fills a page of it: what words there are may be those of a scanner */
  readonly isScanned?: boolean;
}

/** Stands in a text where a picture does; what it shows is not known. */
export const picture = '\ufffc';

/** The stroke through the sign before it, where a part of a figure is struck out and nobody can tell what is left of it. */
export const struck = '\u0336';

/** True when there is nothing to read: the form is a picture of itself. */
export function isBlank(content: FormContent): boolean {
  return linesOf(content).every((line) => line.replaceAll(picture, '').trim() === '');
}

/** All lines of text in reading order: paragraphs first, then cells. */
export function linesOf(content: FormContent): string[] {
  return [...content.paragraphs, ...content.tables.flatMap((table) => table.cells.map((cell) => cell.text))].flatMap((text) =>
    text.split('\n'),
  );
}
