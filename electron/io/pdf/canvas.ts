// oxlint-disable typescript/no-unsafe-type-assertion, no-underscore-dangle -- the inside of pdfkit has no types
/**
 * One document under the pen: pages, text pieces, tags for readers who listen, form fields. Everything
 * that leans on the inside of pdfkit is in this file.
 */
import { placer, type FontSet, type Face, type Placed } from './fonts.ts';
import type { Line } from './lines.ts';

/** Points in a millimetre. */
export const mm = 72 / 25.4;

/**
 * The page of GB/T 9704—2012: A4, top margin 37 mm, left 28 mm, text 156 × 225 mm, 22 lines a page, 28
 * characters a line.
 */
export const page = {
  width: 210 * mm,
  height: 297 * mm,
  left: 28 * mm,
  top: 37 * mm,
  textWidth: 156 * mm,
  textHeight: 225 * mm,
  pitch: (225 * mm) / 22,
} as const;
export const bottom = page.top + page.textHeight;

export const ink = { text: '#000000', muted: '#595959', rule: '#404040', hair: '#a6a6a6', shade: '#f2f2f2' } as const;

/** Where the empty field of a signature is, for whoever signs: points, origin at the page's lower left. */
export interface SignatureFieldPlace {
  readonly name: string;
  readonly label: string;
  readonly signer: string;
  readonly kind: 'person' | 'institution';
  readonly required: boolean;
  /** counted from 1 */
  readonly page: number;
  readonly rect: readonly [left: number, bottom: number, right: number, top: number];
}

export type Tag = PDFKit.PDFStructureElement;

interface Reference {
  readonly data: Record<string, unknown>;
  end(chunk?: string): void;
}
interface Insides {
  readonly _root: { readonly data: Record<string, unknown> };
  _acroform: { fonts: Record<string, never>; defaultFont: string };
  _addInfo(): void;
  appendXML(xml: string): void;
  readonly page: { readonly annotations: Reference[]; readonly dictionary: Reference; readonly markings: readonly unknown[] };
  ref(data: Record<string, unknown>): Reference;
}

interface Outline {
  addItem(title: string, options?: { expanded?: boolean }): Outline;
}

export interface DrawOptions {
  readonly size: number;
  readonly colour?: string;
  /** stands in for a bold face */
  readonly bold?: boolean;
}

/** A document being drawn. Coordinates in points from the upper left, as read. */
export class Canvas {
  readonly doc: PDFKit.PDFDocument;
  readonly place: (character: string, wanted: Face) => Placed;
  readonly fields: SignatureFieldPlace[] = [];
  /** characters that no face has */
  readonly missing = new Set<string>();
  readonly root: Tag;
  pages = 0;
  readonly #inside: Insides;
  readonly #fieldReferences: Reference[] = [];
  #outline: (Outline | undefined)[];

  constructor(doc: PDFKit.PDFDocument, fonts: FontSet) {
    this.doc = doc;
    this.#inside = doc as unknown as Insides;
    const place = placer(fonts);
    this.place = (character, wanted) => {
      const placed = place(character, wanted);
      if (placed.missing) this.missing.add(character);
      return placed;
    };
    for (const [face, font] of Object.entries(fonts)) doc.registerFont(face, font as unknown as PDFKit.Mixins.PDFFontSource);
    this.root = doc.struct('Document');
    doc.addStructure(this.root);
    this.#outline = [doc.outline];
  }

  addPage(): void {
    this.doc.addPage();
    this.pages++;
  }

  tag(type: string, parent: Tag, options: { alt?: string; scope?: string } = {}): Tag {
    const tag = this.doc.struct(type, options);
    parent.add(tag);
    return tag;
  }

  /** Draws something that is read as part of `tag`. */
  inside(tag: Tag, type: string, draw: () => void): void {
    const content = this.doc.markStructureContent(type);
    draw();
    this.doc.endMarkedContent();
    tag.add(content);
  }

  /** Draws something that is not read: rules, page numbers, repeated heads. May stand inside another of its kind. */
  artifact(draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
    if (this.#inside.page.markings.length > 0) {
      draw();
      return;
    }
    this.doc.markContent('Artifact', { type });
    draw();
    this.doc.endMarkedContent();
  }

  /** Draws a line of text whose box of height `height` has its upper left corner at `x`, `top`. */
  line(line: Line, x: number, top: number, height: number, options: DrawOptions): void {
    const baseline = top + (height - options.size) / 2 + 0.88 * options.size;
    const colour = options.colour ?? ink.text;
    for (const piece of line.pieces) {
      const pieceColour = piece.mark === 'muted' ? ink.muted : colour;
      if (piece.face === null) this.#box(piece.text, x + piece.x, baseline, options.size);
      else if (piece.text.trim() !== '') {
        this.doc.font(piece.face).fontSize(options.size).fillColor(pieceColour);
        if (options.bold === true) this.doc.strokeColor(pieceColour).lineWidth(options.size * 0.022);
        this.doc.text(piece.text, x + piece.x, baseline, {
          lineBreak: false,
          baseline: 'alphabetic',
          characterSpacing: piece.spacing,
          ...(options.bold === true ? { fill: true, stroke: true } : {}),
        });
      }
      if (piece.mark === 'strike') {
        const y = baseline - 0.3 * options.size;
        this.rule(x + piece.x - 1, y, x + piece.x + piece.width - piece.spacing + 1, y, 0.7, colour);
      }
    }
  }

  rule(x1: number, y1: number, x2: number, y2: number, width: number, colour: string): void {
    this.doc.lineWidth(width).strokeColor(colour).moveTo(x1, y1).lineTo(x2, y2).stroke();
  }

  /** ☐ ☑ ☒, which no face has. */
  #box(character: string, x: number, baseline: number, size: number): void {
    const side = size * 0.74;
    const left = x + (size - side) / 2;
    const top = baseline - 0.82 * size + (size - side) / 2;
    const pen = this.doc.lineWidth(size * 0.06).strokeColor(ink.text);
    pen.rect(left, top, side, side).stroke();
    if (character === '☑')
      pen
        .moveTo(left + side * 0.2, top + side * 0.5)
        .lineTo(left + side * 0.42, top + side * 0.75)
        .lineTo(left + side * 0.82, top + side * 0.24)
        .stroke();
    if (character === '☒') {
      pen
        .moveTo(left + side * 0.2, top + side * 0.2)
        .lineTo(left + side * 0.8, top + side * 0.8)
        .stroke();
      pen
        .moveTo(left + side * 0.8, top + side * 0.2)
        .lineTo(left + side * 0.2, top + side * 0.8)
        .stroke();
    }
  }

  /** A bookmark to the top of the current page, below the last one of a smaller level (1, 2 …). */
  bookmark(level: number, title: string): void {
    let depth = level - 1;
    while (depth > 0 && !this.#outline[depth]) depth--;
    const parent = this.#outline[depth];
    if (!parent) return;
    this.#outline = [...this.#outline.slice(0, depth + 1), parent.addItem(title, { expanded: level === 1 })];
  }

  /** An empty signature field on the current page. Its look is empty too until somebody signs. */
  signatureField(
    place: Omit<SignatureFieldPlace, 'page' | 'rect'>,
    x: number,
    top: number,
    width: number,
    height: number,
    parent: Tag,
  ): void {
    const look = this.#inside.ref({ Type: 'XObject', Subtype: 'Form', BBox: [0, 0, width, height], Resources: {} });
    look.end('q Q');
    this.doc.annotate(x, top, width, height, {
      Subtype: 'Widget',
      FT: 'Sig',
      T: Object(place.name),
      TU: Object(`${place.label} ${place.signer}`),
      F: 4,
      P: this.#inside.page.dictionary,
      AP: { N: look },
      structParent: parent,
    } as never);
    const reference = this.#inside.page.annotations.at(-1);
    if (!reference) throw new Error('the field was not added');
    parent.end();
    this.#fieldReferences.push(reference);
    const up = page.height - top;
    this.fields.push({ ...place, page: this.pages, rect: [x, up - height, x + width, up] });
  }

  /** Registers the fields, page labels and metadata; to be called once, before the document is ended. */
  finish(options: { readonly unnumbered: number }): void {
    const root = this.#inside._root.data;
    if (this.#fieldReferences.length > 0) {
      this.#inside._acroform = { fonts: {}, defaultFont: 'none' };
      root['AcroForm'] = this.#inside.ref({ Fields: this.#fieldReferences, SigFlags: 0, DR: { Font: {} } });
    }
    if (options.unnumbered > 0) root['PageLabels'] = { Nums: [0, {}, options.unnumbered, { S: 'D' }] };
    this.#inside._addInfo = () => this.#inside.appendXML(metadata(this.doc.info));
  }
}

function escape(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** XMP that says what the information dictionary says; pdfkit's own does not escape it. */
function metadata(info: PDFKit.DocumentInfo): string {
  const date = info.CreationDate instanceof Date ? `${info.CreationDate.toISOString().slice(0, 19)}Z` : '';
  return `
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<xmp:CreateDate>${date}</xmp:CreateDate><xmp:ModifyDate>${date}</xmp:ModifyDate>
<xmp:CreatorTool>${escape(info.Creator ?? '')}</xmp:CreatorTool><pdf:Producer>${escape(info.Producer ?? '')}</pdf:Producer><pdf:Keywords>${escape(info.Keywords ?? '')}</pdf:Keywords>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escape(info.Title ?? '')}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>${escape(info.Author ?? '')}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">${escape(info.Subject ?? '')}</rdf:li></rdf:Alt></dc:description>
</rdf:Description>`;
}
