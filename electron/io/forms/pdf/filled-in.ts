/** What was typed into a PDF: values of its own fields, and words set upon a page. They are no part of the page's text. */
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PlacedText } from './grid.ts';

interface Annotation {
  readonly subtype?: unknown;
  readonly annotationFlags?: unknown;
  readonly rect?: unknown;
  readonly fieldType?: unknown;
  readonly fieldValue?: unknown;
  readonly checkBox?: unknown;
  readonly radioButton?: unknown;
  readonly buttonValue?: unknown;
  readonly exportValue?: unknown;
  readonly contentsObj?: { readonly str?: unknown };
}

const [isHidden, isNotViewed] = [2, 32];
/** Points between lines that are typed, at most. */
const line = 12;

function isTicked({ checkBox, fieldValue, buttonValue, exportValue }: Annotation): boolean {
  if (fieldValue === null || fieldValue === undefined || fieldValue === 'Off' || fieldValue === '') return false;
  return checkBox === true ? exportValue === undefined || fieldValue === exportValue : fieldValue === buttonValue;
}

function textOf(annotation: Annotation): string {
  const { subtype, fieldType, fieldValue, checkBox, radioButton, contentsObj } = annotation;
  if (subtype === 'FreeText') return typeof contentsObj?.str === 'string' ? contentsObj.str : '';
  if (subtype !== 'Widget') return '';
  if (fieldType === 'Btn') return checkBox === true || radioButton === true ? (isTicked(annotation) ? '☑' : '☐') : '';
  if (fieldType !== 'Tx' && fieldType !== 'Ch') return '';
  const values: unknown[] = Array.isArray(fieldValue) ? fieldValue : [fieldValue];
  return values.filter((value) => typeof value === 'string').join('、');
}

/** As texts at the places where they are shown, line by line. */
export async function readFilledIn(page: PDFPageProxy): Promise<PlacedText[]> {
  const annotations = (await page.getAnnotations()) as readonly Annotation[];
  return annotations.flatMap((annotation) => {
    const { annotationFlags, rect } = annotation;
    const flags = typeof annotationFlags === 'number' ? annotationFlags : 0;
    if ((flags & (isHidden | isNotViewed)) !== 0) return [];
    const [left = 0, bottom = 0, right = 0, top = 0] = Array.isArray(rect) ? rect.map(Number) : [];
    const lines = textOf(annotation)
      .split(/\r\n?|\n/u)
      .filter((each) => each.trim() !== '');
    const step = Math.min(line, (top - bottom) / Math.max(1, lines.length));
    const firstLine = (top + bottom) / 2 + (step * (lines.length - 1)) / 2;
    return lines.map((text, index) => ({
      text: text.trim(),
      x: left + 1,
      y: firstLine - index * step - step * 0.3,
      width: Math.min(right - left - 2, text.length * step),
      height: step * 0.8,
    }));
  });
}
