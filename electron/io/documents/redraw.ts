/**
 * Draws a document again from the data attached to it and compares the pages: figures that are right in the data but
 * not on the paper, or the other way round, come to light. Only where the drawing is of the same version is it tried, for
 * another may set a line differently.
 */
import { PdfDict, PdfStream, type PDF, type PdfObject, type PdfRef } from '@libpdf/core';
import { buildDocument, type DocumentData } from '../../../domain/report/documents/document.ts';
import { formatDate } from '../../../domain/report/phrases.ts';
import { signatureLabel } from '../../../domain/report/signers.ts';
import type { Language, Translate } from '../../../domain/text.ts';
import { dateInChina } from '../../../domain/numbers/china-time.ts';
import type { Images } from '../pdf/blocks.ts';
import { hashOf } from '../hash.ts';
import { joined } from '../signatures/findings.ts';
import { loadPdf } from '../signatures/load.ts';
import { drawingDifferences, type Change } from '../signatures/revisions.ts';
import { drawingOf, drawingVersion, loadFonts, originalName, programOf, renderPdf } from '../pdf/render.ts';
import { differingPages } from '../signatures/second-reader.ts';
import { findOddFields, type ShownField } from '../signatures/shown.ts';
import type { ComparePages, SignedBy } from '../signatures/status.ts';
import { parsePdfDate } from '../signatures/verify.ts';

export interface RedrawOptions {
  /** resources/fonts */
  readonly fontFolder: string;
  readonly translator: (language: Language) => Translate;
}

/** Gives what {@link verifyPdf} asks. Both readers must find the same: the one that signs, and the one that people look with. */
export function redrawer({ fontFolder, translator }: RedrawOptions): ComparePages {
  return async (file, data, signed) => {
    const pdf = await loadPdf(file);
    const { creator, createdAt } = informationOf(pdf);
    if (drawingOf(creator) !== drawingVersion || creator === null || createdAt === null) return 'other-drawing';
    const wanted = imagesOf(data);
    const images = wanted.length === 0 ? {} : { ...readPhotos(pdf), ...readOriginals(pdf, wanted) };
    if (wanted.some((name) => !Object.hasOwn(images, name))) return 'photos-missing';
    const drawn = await renderPdf(buildDocument(data, translator(data.language)), {
      fonts: await loadFonts(fontFolder),
      createdAt,
      program: programOf(creator),
      images,
    });
    const changes = await drawingDifferences(drawn.bytes, new Uint8Array(file));
    if (changes.length > 0) return [{ key: 'reports.verify.problem.redrawn', params: { pages: pagesOf(changes) } }];
    const pages = await differingPages(drawn.bytes, file);
    if (pages.length > 0) return [{ key: 'reports.verify.problem.secondReader', params: { pages: pages.join(' ') } }];
    const fields = signed.flatMap((one): ShownField[] => {
      const asked = data.signatures.find(({ field }) => field === one.field);
      if (!asked) return [];
      // whoever signs reads the program in their own language
      const labels = (['zh', 'en'] as const).map((language) => labelOf(one, translator(language)));
      return [{ field: one.field, labels, seal: asked.kind === 'institution' }];
    });
    const odd = findOddFields(pdf, fields, await loadFonts(fontFolder));
    const signers = signed.filter(({ field }) => odd.includes(field)).map(({ field, holder }) => holder ?? field);
    return odd.length === 0 ? [] : [{ key: 'reports.verify.problem.shown', params: { signers: joined(signers) } }];
  };
}

/** The lines that signing draws: whom the certificate names, and the day. */
const labelOf = ({ holder, at }: SignedBy, t: Translate): string =>
  signatureLabel(holder ?? '', at === null ? '' : formatDate(t, dateInChina(at)));

/** The library's own getters do not follow references. */
function informationOf(pdf: PDF): { creator: string | null; createdAt: string | null } {
  const resolve = (ref: PdfRef): PdfObject | null => pdf.context.registry.resolve(ref);
  const information = pdf.context.info.trailer.getDict('Info', resolve);
  const text = (key: string): string | null => information?.getString(key, resolve)?.asString() ?? null;
  return { creator: text('Creator'), createdAt: parsePdfDate(text('CreationDate')) };
}

/** Numbers of the pages with a space between; 0 stands for what lies on no page. */
function pagesOf(changes: readonly Change[]): string {
  const numbers = changes
    .map((change) => /^Root\.Pages\.Kids\.(\d+)/.exec(change)?.[1])
    .map((index) => (index === undefined ? 0 : Number(index) + 1));
  return [...new Set(numbers)].sort((a, b) => a - b).join(' ');
}

function imagesOf(data: DocumentData): string[] {
  const visit = 'visit' in data ? data.visit : null;
  return visit?.photos.map(({ image }) => image) ?? [];
}

/** The JPEG files of a document, which lie in it as they were, by their SHA-256. */
function readPhotos(pdf: PDF): Images {
  const resolve = (ref: PdfRef): PdfObject | null => pdf.context.registry.resolve(ref);
  const found: Record<string, Uint8Array> = {};
  for (const page of pdf.getPages()) {
    const objects = page.dict.getDict('Resources', resolve)?.getDict('XObject', resolve);
    for (const key of objects?.keys() ?? []) {
      const image = objects?.get(key, resolve);
      if (image instanceof PdfDict && image instanceof PdfStream && image.getName('Filter', resolve)?.value === 'DCTDecode')
        found[hashOf(image.data)] = image.data;
    }
  }
  return found;
}

/** The PNG files of a document, attached as they were; one that is not the file its name says is none. */
function readOriginals(pdf: PDF, wanted: readonly string[]): Images {
  const found: Record<string, Uint8Array> = {};
  for (const image of new Set(wanted)) {
    const bytes = pdf.getAttachment(originalName(image));
    if (bytes && hashOf(bytes) === image) found[image] = bytes;
  }
  return found;
}
