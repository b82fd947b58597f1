/**
 * Fonts that a PDF only names, and yet says of each code which character it stands for. Viewers draw such a code as the character
 * collection of the font has it (Adobe-GB1), whatever the file says: the file is read once more without its say.
 */
import { PDF, PdfArray, PdfDict, PdfNumber, PdfRef, PdfStream, type PdfObject } from '@libpdf/core';

/** Objects that are looked at; a form has some hundred. */
const mostObjects = 20_000;
const files = ['FontFile', 'FontFile2', 'FontFile3'];

/** The file with one more revision, in which fonts that are only named say nothing of their characters; undefined where none says anything. */
export async function withoutClaims(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const pdf = await PDF.load(new Uint8Array(bytes));
  const { registry, info } = pdf.context;
  const resolve = (ref: PdfRef): PdfObject | null => registry.resolve(ref);
  const size = info.trailer.get('Size', resolve);
  let changed = false;
  for (let number = 1; number < Math.min(size instanceof PdfNumber ? size.value : 0, mostObjects); number += 1) {
    const font = resolve(PdfRef.of(number, 0));
    if (!(font instanceof PdfDict) || font instanceof PdfStream || font.getName('Subtype')?.value !== 'Type0') continue;
    if (!font.has('ToUnicode') || isEmbedded(font, resolve)) continue;
    font.delete('ToUnicode');
    changed = true;
  }
  return changed ? pdf.save({ incremental: true }) : undefined;
}

function isEmbedded(font: PdfDict, resolve: (ref: PdfRef) => PdfObject | null): boolean {
  const descendants = font.get('DescendantFonts', resolve);
  const first = descendants instanceof PdfArray ? descendants.at(0, resolve) : null;
  const descriptor = first instanceof PdfDict ? first.getDict('FontDescriptor', resolve) : undefined;
  return descriptor !== undefined && files.some((name) => descriptor.has(name));
}
