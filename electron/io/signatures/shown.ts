/** Whether a signed field shows what signing draws in it, and nothing else: no reader compares that with anything. */
import { PdfDict, PdfNumber, PdfStream, type PDF, type PdfArray, type PdfObject, type PdfRef } from '@libpdf/core';
import { isAppearance, type Look } from './appearance.ts';

/** One that is signed: the lines that it may show (in one language or the other), and whether as a seal. */
export interface ShownField {
  readonly field: string;
  readonly labels: readonly string[];
  readonly seal: boolean;
}

/** Printed, and locked: what signing leaves as the flags of a field. */
const flags = 132;
const streamKeys = new Set(['Type', 'Subtype', 'BBox', 'Resources', 'Length', 'Filter']);

/** The names of those that show something else, in the order of `fields`. */
export function findOddFields(pdf: PDF, fields: readonly ShownField[], fonts: Look['fonts']): string[] {
  const resolve = (ref: PdfRef): PdfObject | null => pdf.context.registry.resolve(ref);
  const list = pdf.getCatalog().getDict('AcroForm', resolve)?.getArray('Fields', resolve);
  const found = new Map<string, PdfDict[]>();
  for (let index = 0; index < (list?.length ?? 0); index++) {
    const field = list?.at(index, resolve);
    const name = field instanceof PdfDict ? field.getString('T', resolve)?.asString() : undefined;
    if (field instanceof PdfDict && name !== undefined) found.set(name, [...(found.get(name) ?? []), field]);
  }
  return fields
    .filter((one) => {
      const dicts = found.get(one.field) ?? [];
      return dicts.length !== 1 || !dicts.every((dict) => showsOwn(dict, one, fonts, resolve));
    })
    .map(({ field }) => field);
}

function showsOwn(field: PdfDict, { labels, seal }: ShownField, fonts: Look['fonts'], resolve: (ref: PdfRef) => PdfObject | null): boolean {
  const looks = field.getDict('AP', resolve);
  const look = looks?.get('N', resolve);
  if (!(look instanceof PdfStream) || [...(looks?.keys() ?? [])].length !== 1) return false;
  if (field.getNumber('F', resolve)?.value !== flags || [...look.keys()].some(({ value }) => !streamKeys.has(value))) return false;
  const corners = numbersOf(field.getArray('Rect', resolve), resolve);
  const [left = 0, bottom = 0, right = 0, top = 0] = corners;
  const [width, height] = [Math.abs(right - left), Math.abs(top - bottom)];
  const box = numbersOf(look.getArray('BBox', resolve), resolve);
  if (box.length !== 4 || [0, 0, width, height].some((side, at) => Math.abs(side - (box[at] ?? 0)) > 0.001)) return false;
  const resources = look.getDict('Resources', resolve);
  if (resources && [...resources.keys()].length > 0) return false;
  const content = Buffer.from(look.getDecodedData()).toString('latin1');
  // the corners may have been written to fewer decimals since
  return labels.some((label) => isAppearance(content, { fonts, width: box[2] ?? width, height: box[3] ?? height, label, seal }));
}

function numbersOf(array: PdfArray | undefined, resolve: (ref: PdfRef) => PdfObject | null): number[] {
  return Array.from({ length: array?.length ?? 0 }, (_, index) => {
    const number = array?.at(index, resolve);
    return number instanceof PdfNumber ? number.value : Number.NaN;
  });
}
