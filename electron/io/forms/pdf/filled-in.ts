/**
 * What was typed into a PDF: values of its own fields, and words set upon a page. They are no part of the page's text. A person sees
 * the appearance and not the value: where the two differ, none of them is read.
 */
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { picture } from '../../../../domain/form/content.ts';
import { boxOf, cornersOf, type Box, type Matrix } from './page/geometry.ts';
import type { PlacedText } from './placed.ts';

export interface Annotation {
  readonly id?: unknown;
  readonly subtype?: unknown;
  readonly annotationFlags?: unknown;
  readonly rect?: unknown;
  readonly color?: unknown;
  readonly backgroundColor?: unknown;
  readonly hasAppearance?: unknown;
  readonly fieldType?: unknown;
  readonly fieldFlags?: unknown;
  readonly fieldValue?: unknown;
  readonly options?: unknown;
  readonly checkBox?: unknown;
  readonly radioButton?: unknown;
  readonly buttonValue?: unknown;
  readonly exportValue?: unknown;
  readonly contentsObj?: { readonly str?: unknown };
}

export interface FilledIn {
  readonly texts: readonly PlacedText[];
  /** annotations whose appearance is read as a part of the page */
  readonly ofPage: ReadonlySet<string>;
  /** values that the page does not show */
  readonly unseen: readonly string[];
}

const [isHidden, isNotViewed] = [2, 32];
const isPassword = 1 << 13;
/** Points between lines that are typed, at most. */
const line = 12;

export async function readAnnotations(page: PDFPageProxy): Promise<readonly Annotation[]> {
  const annotations = (await page.getAnnotations()) as readonly Annotation[];
  return annotations.filter(({ annotationFlags }) => (Number(annotationFlags ?? 0) & (isHidden | isNotViewed)) === 0);
}

export function isButton({ subtype, fieldType, checkBox, radioButton }: Annotation): boolean {
  return subtype === 'Widget' && fieldType === 'Btn' && (checkBox === true || radioButton === true);
}

/** As the value says; what a box is drawn as is another question. */
export function isOn({ checkBox, fieldValue, buttonValue, exportValue }: Annotation): boolean {
  if (fieldValue === null || fieldValue === undefined || fieldValue === 'Off' || fieldValue === '') return false;
  return checkBox === true ? exportValue === undefined || fieldValue === exportValue : fieldValue === buttonValue;
}

export function boxOn({ rect }: Annotation, matrix: Matrix): Box {
  const [left = 0, bottom = 0, right = 0, top = 0] = Array.isArray(rect) ? rect.map(Number) : [];
  return boxOf(cornersOf({ left, bottom, right, top }, matrix));
}

/** pdf.js gives black where a file gives no colour. */
function isColored(color: unknown): boolean {
  return typeof color === 'object' && color !== null && Object.values(color).some((part) => Number(part) > 0);
}

/** A mark to take words out hides them before it is applied; so does a ground that each viewer draws for itself. */
export function coversOf(annotations: readonly Annotation[], matrix: Matrix): Box[] {
  return annotations
    .filter(({ subtype, color, backgroundColor, hasAppearance }) => {
      if (subtype === 'Redact') return true;
      if (hasAppearance === true) return false;
      return subtype === 'Widget' ? backgroundColor !== null && backgroundColor !== undefined : subtype === 'FreeText' && isColored(color);
    })
    .map((annotation) => boxOn(annotation, matrix));
}

/** A choice shows its words and not the value that stands for them. */
function shownOption(value: string, options: unknown): string {
  const list = Array.isArray(options) ? (options as { readonly exportValue?: unknown; readonly displayValue?: unknown }[]) : [];
  const shown = list.find(({ exportValue }) => exportValue === value)?.displayValue;
  return typeof shown === 'string' ? shown : value;
}

/** What a button stands for, as the file names it. */
function ofButton({ buttonValue, exportValue }: Annotation): string {
  const name = buttonValue ?? exportValue;
  return `☑${typeof name === 'string' ? name : ''}`;
}

function valueOf({ subtype, fieldType, fieldValue, options, contentsObj }: Annotation): string {
  if (subtype === 'FreeText') return typeof contentsObj?.str === 'string' ? contentsObj.str : '';
  const values: unknown[] = Array.isArray(fieldValue) ? fieldValue : [fieldValue];
  return values
    .filter((value) => typeof value === 'string')
    .map((value) => (fieldType === 'Ch' ? shownOption(value, options) : value))
    .join('、');
}

const folded = (text: string): string => text.normalize('NFKC').replaceAll(/[\s、]+/gu, '');

/** `32,000.00` is what a field that groups and rounds shows of 32000. */
function figureIn(text: string): string | null {
  const [, whole = '', part = ''] = /^(-?\d+|-?\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(folded(text)) ?? [];
  return whole === '' ? null : `${whole.replaceAll(',', '').replace(/^(-?)0+(?=\d)/, '$1')}.${part.replace(/0+$/, '')}`;
}

function isShownAs(value: string, shown: string): boolean {
  return folded(value) === folded(shown) || (figureIn(value) !== null && figureIn(value) === figureIn(shown));
}

function lay(text: string, { left, right, bottom, top }: Box): PlacedText[] {
  const lines = text.split(/\r\n?|\n/u).filter((each) => each.trim() !== '');
  const step = Math.min(line, (top - bottom) / Math.max(1, lines.length));
  const firstLine = (top + bottom) / 2 + (step * (lines.length - 1)) / 2;
  return lines.map((each, index) => ({
    text: each.trim(),
    x: left + 1,
    y: firstLine - index * step - step * 0.3,
    width: Math.min(right - left - 2, each.length * step),
    height: step * 0.8,
  }));
}

/**
 * As texts at the places where they are shown, line by line.
 * @param shownIn what one sees of an annotation's own appearance
 * @param isTicked whether a button is ticked; null where nobody can tell
 */
export function readFilledIn(
  annotations: readonly Annotation[],
  matrix: Matrix,
  shownIn: (id: string) => string,
  isTicked: (button: Annotation) => boolean | null,
): FilledIn {
  const texts: PlacedText[] = [];
  const ofPage = new Set<string>();
  const unseen: string[] = [];
  for (const annotation of annotations) {
    const { subtype, fieldType, fieldFlags, hasAppearance } = annotation;
    const [id, box] = [String(annotation.id), boxOn(annotation, matrix)];
    const isText = subtype === 'FreeText' || (subtype === 'Widget' && (fieldType === 'Tx' || fieldType === 'Ch'));
    if (isButton(annotation)) {
      const ticked = isTicked(annotation);
      texts.push(...lay(ticked === null ? picture : ticked ? '☑' : '☐', box));
      if (ticked === null && isOn(annotation)) unseen.push(ofButton(annotation));
    }
    if (!isText) continue;
    const [value, shown] = [valueOf(annotation), shownIn(id)];
    if ((Number(fieldFlags ?? 0) & isPassword) !== 0 && subtype === 'Widget') {
      if (value !== '' || shown !== '') texts.push(...lay(picture, box));
    } else if (hasAppearance !== true && shown === '') texts.push(...lay(value, box));
    else if (subtype === 'FreeText' && (value === '' || isShownAs(value, shown))) ofPage.add(id);
    else if (isShownAs(value, shown)) texts.push(...lay(shown.length > 0 && figureIn(value) !== null ? shown : value, box));
    else {
      texts.push(...lay(picture, box));
      if (value.trim() !== '') unseen.push(value.trim());
    }
  }
  return { texts, ofPage, unseen };
}
