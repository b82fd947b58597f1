/**
 * A document tree as PDF: GB/T 9704 page, embedded subset fonts, tags, bookmarks, the figures attached.
 * The same tree, fonts and time give the same bytes.
 */
import canonicalize from 'canonicalize';
import type { Attachment, DocumentTree } from '../../../domain/report/tree.ts';
import { blockBoxes, type Images } from './blocks.ts';
import { Canvas, page, type SignatureFieldPlace } from './canvas.ts';
import { drawCover } from './cover.ts';
import { layBoxes } from './flow.ts';
import type { FontSet } from './fonts.ts';

export type { SignatureFieldPlace } from './canvas.ts';
export { loadFonts, type FontSet } from './fonts.ts';

/**
 * Whoever changes what is drawn — a measure, a font, a sentence of a document — raises this: only documents of the same
 * drawing are drawn again and compared (see io/documents/redraw.ts). `test/io/documents/drawing.test.ts` fails until it is raised.
 */
export const drawingVersion = 7;

export interface RenderOptions {
  readonly fonts: FontSet;
  /** ISO time; the document's creation date */
  readonly createdAt: string;
  /** version of the program, which the document names */
  readonly program?: string | undefined;
  /** JPEG or PNG bytes by the names that the tree uses */
  readonly images?: Images;
  /** false: streams as they are, so that the bytes hang on no packer */
  readonly compress?: boolean;
}

export interface RenderedPdf {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly pages: number;
  readonly fields: readonly SignatureFieldPlace[];
  /** characters that none of the fonts has; printed as 〓 */
  readonly missing: readonly string[];
}

export async function renderPdf(tree: DocumentTree, options: RenderOptions): Promise<RenderedPdf> {
  const [{ default: Document }, { create }] = await Promise.all([import('pdfkit'), import('qrcode')]);
  const doc = new Document({
    size: [page.width, page.height],
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    compress: options.compress !== false,
    subset: 'PDF/A-3b',
    tagged: true,
    lang: tree.language === 'zh' ? 'zh-CN' : 'en',
    displayTitle: true,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- null keeps pdfkit from opening Helvetica, which would not be embedded
    font: null as unknown as string,
    info: {
      Title: tree.title.replaceAll('\n', ''),
      Subject: tree.subject,
      Author: tree.author,
      Keywords: tree.keywords.join('; '),
      Creator: creatorOf(options.program),
      Producer: 'ParkPanel (PDFKit)',
      CreationDate: new Date(options.createdAt),
      ModDate: new Date(options.createdAt),
    },
  });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    doc.on('end', resolve);
    doc.on('error', reject);
  });

  const canvas = new Canvas(doc, options.fonts);
  if (tree.cover) drawCover(canvas, tree.cover);
  const unnumbered = canvas.pages;
  const context = {
    canvas,
    images: options.images ?? {},
    squares: (value: string) => squares(create(value, { errorCorrectionLevel: 'M' }).modules),
  };
  layBoxes(
    canvas,
    tree.blocks.flatMap((block) => blockBoxes(context, block)),
    { number: 0 },
  );
  for (const attachment of tree.attachments) attach(doc, attachment, options.createdAt);
  attachOriginals(doc, tree, options);
  canvas.finish({ unnumbered });
  doc.end();
  await ended;
  return { bytes: new Uint8Array(Buffer.concat(chunks)), pages: canvas.pages, fields: canvas.fields, missing: [...canvas.missing] };
}

/** What a document says about the program that drew it: its version, and that of the drawing. */
export function creatorOf(program: string | undefined): string {
  return program === undefined ? 'ParkPanel' : `ParkPanel ${program}; drawing ${drawingVersion}`;
}

/** The version of the program that a document names. */
export function programOf(creator: string): string | undefined {
  return /^ParkPanel (.+); drawing \d+$/.exec(creator)?.[1];
}

/** The version of the drawing that a document names; null where it names none. */
export function drawingOf(creator: string | null): number | null {
  const [, version] = /; drawing (\d+)$/.exec(creator ?? '') ?? [];
  return version === undefined ? null : Number(version);
}

function attach(doc: PDFKit.PDFDocument, { name, description, json }: Attachment, at: string): void {
  const text = canonicalize(json);
  if (text === undefined) throw new TypeError(`not JSON: ${name}`);
  const date = new Date(at);
  doc.file(Buffer.from(text, 'utf8'), {
    name,
    description,
    type: 'application/json',
    relationship: 'Data',
    creationDate: date,
    modifiedDate: date,
  } as PDFKit.Mixins.PDFAttachmentOptions);
}

/** What a PNG of the tree is called among the files of the document. */
export function originalName(image: string): string {
  return `${image}.png`;
}

/**
 * A JPEG lies in the document as it was; a PNG is taken apart for it, so that its own bytes go along as a source:
 * without them nobody could draw the document again, or tell that a photo is the one that was taken.
 */
function attachOriginals(doc: PDFKit.PDFDocument, { blocks }: DocumentTree, { images = {}, createdAt }: RenderOptions): void {
  const shown = new Set(blocks.flatMap((block) => (block.kind === 'photos' ? block.photos.map(({ image }) => image) : [])));
  const date = new Date(createdAt);
  for (const image of shown) {
    const bytes = images[image];
    if (bytes?.[0] !== 0x89) continue;
    doc.file(Buffer.from(bytes), {
      name: originalName(image),
      description: originalName(image),
      type: 'image/png',
      relationship: 'Source',
      creationDate: date,
      modifiedDate: date,
    } as PDFKit.Mixins.PDFAttachmentOptions);
  }
}

function squares(modules: { readonly size: number; get(row: number, column: number): number | boolean }): boolean[][] {
  const { size } = modules;
  return Array.from({ length: size }, (_, row) => Array.from({ length: size }, (__, column) => Boolean(modules.get(row, column))));
}
