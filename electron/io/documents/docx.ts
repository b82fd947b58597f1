/**
 * A document tree as a Word file, for those who must edit a notice before it is issued. It carries no
 * signatures and no attached figures: what is edited is a draft.
 */
import type * as DocxLibrary from 'docx';
import type { Block, Cell, Cover, DocumentTree, Inline, Mark, Paragraph, Row, Table } from '../../../domain/report/tree.ts';
import type { Images } from '../pdf/blocks.ts';

type Docx = typeof DocxLibrary;
type Child = InstanceType<Docx['Paragraph']> | InstanceType<Docx['Table']>;
type Face = 'song' | 'hei' | 'kai';

/** The faces of GB/T 9704 as Word machines have them; others substitute. */
const faces: Readonly<Record<Face, string>> = { song: '仿宋', hei: '黑体', kai: '楷体' };
/** Half points, as Word counts: 3号, 2号, 五号. */
const size = { text: 32, title: 44, small: 21 } as const;
/** Twentieths of a point: 28.95 pt line pitch gives 22 lines on a page. */
const pitch = 579;
const twips = (millimetres: number): number => Math.round((millimetres / 25.4) * 1440);

/** `images`: bytes by the names that the tree uses. The file carries the time of writing, so its bytes vary. */
export async function renderDocx(tree: DocumentTree, images: Images = {}): Promise<Uint8Array<ArrayBuffer>> {
  const docx = await import('docx');
  const { toBuffer } = await import('qrcode');
  const children: Child[] = tree.cover ? coverChildren(docx, tree.cover) : [];
  for (const block of tree.blocks) {
    if (block.kind === 'code') {
      const data = await toBuffer(block.value, { errorCorrectionLevel: 'M', margin: 0 });
      children.push(
        image(docx, data, 'png', 113, 113, block.value),
        ...[block.caption, ...block.lines].map((line) => paragraph(docx, line, { face: 'song', size: size.small })),
      );
    } else children.push(...blockChildren(docx, block, images));
  }
  const file = new docx.Document({
    title: tree.title.replaceAll('\n', ''),
    subject: tree.subject,
    creator: tree.author,
    keywords: tree.keywords.join('; '),
    styles: {
      default: {
        document: {
          run: {
            font: { name: 'Times New Roman', eastAsia: faces.song },
            size: size.text,
            language: { value: tree.language === 'zh' ? 'zh-CN' : 'en-GB', eastAsia: 'zh-CN' },
          },
        },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: twips(210), height: twips(297) },
            margin: { top: twips(37), left: twips(28), right: twips(26), bottom: twips(35) },
          },
          ...(tree.cover ? { titlePage: true } : {}),
        },
        footers: { default: pageNumber(docx), ...(tree.cover ? { first: new docx.Footer({ children: [] }) } : {}) },
        children,
      },
    ],
  });
  return new Uint8Array(await docx.Packer.toBuffer(file));
}

/** — 1 — */
function pageNumber(docx: Docx): InstanceType<Docx['Footer']> {
  return new docx.Footer({
    children: [
      new docx.Paragraph({
        alignment: docx.AlignmentType.CENTER,
        children: [new docx.TextRun({ children: ['— ', docx.PageNumber.CURRENT, ' —'], size: 28 })],
      }),
    ],
  });
}

interface Look {
  readonly face: Face;
  readonly size: number;
  readonly bold?: boolean;
  readonly align?: 'left' | 'centre' | 'right';
  /** first line, in characters */
  readonly indent?: number;
  /** from the right, in characters */
  readonly right?: number;
  readonly keep?: boolean;
  readonly heading?: 1 | 2 | 3;
  readonly exact?: boolean;
  readonly pageBreak?: boolean;
}

function paragraph(docx: Docx, text: Inline, look: Look): InstanceType<Docx['Paragraph']> {
  const { AlignmentType, HeadingLevel } = docx;
  const align = { left: AlignmentType.LEFT, centre: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;
  const headings = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;
  const character = look.size * 10;
  return new docx.Paragraph({
    ...(look.align ? { alignment: align[look.align] } : {}),
    ...(look.heading ? { heading: headings[look.heading] } : {}),
    ...(look.keep === true ? { keepNext: true } : {}),
    ...(look.pageBreak === true ? { pageBreakBefore: true } : {}),
    spacing:
      look.exact === false
        ? { before: 0, after: 0 }
        : { before: 0, after: 0, line: look.size >= size.title ? 720 : pitch, lineRule: docx.LineRuleType.EXACT },
    indent: { firstLine: (look.indent ?? 0) * character, right: (look.right ?? 0) * character },
    children: runs(docx, text, look),
  });
}

function runs(docx: Docx, text: Inline, look: Look): InstanceType<Docx['TextRun']>[] {
  const list: readonly { readonly text: string; readonly mark?: Mark }[] = typeof text === 'string' ? [{ text }] : text;
  return list.flatMap((run) =>
    run.text.split('\n').map(
      (line, index) =>
        new docx.TextRun({
          text: line,
          ...(index > 0 ? { break: 1 } : {}),
          size: look.size,
          color: run.mark === 'muted' ? '595959' : '000000',
          bold: look.bold === true || run.mark === 'strong',
          strike: run.mark === 'strike',
          font: { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: faces[look.face] },
        }),
    ),
  );
}

const paragraphLooks: Readonly<Record<Paragraph['role'], Look>> = {
  title: { face: 'song', size: size.title, bold: true, align: 'centre' },
  centre: { face: 'kai', size: size.text, align: 'centre' },
  addressee: { face: 'song', size: size.text },
  body: { face: 'song', size: size.text, indent: 2 },
  quote: { face: 'kai', size: 28, indent: 2 },
  note: { face: 'song', size: 19, exact: false },
  signatory: { face: 'song', size: size.text, align: 'right', right: 2 },
  date: { face: 'song', size: size.text, align: 'right', right: 4 },
};
const headingFaces = { 1: 'hei', 2: 'kai', 3: 'song' } as const;

function blockChildren(docx: Docx, block: Exclude<Block, { kind: 'code' }>, images: Images): Child[] {
  switch (block.kind) {
    case 'heading':
      return [
        paragraph(docx, block.text, {
          face: headingFaces[block.level],
          size: size.text,
          indent: 2,
          keep: true,
          heading: block.level,
          bold: block.level === 3,
        }),
      ];
    case 'paragraph':
      return [paragraph(docx, block.text, { ...paragraphLooks[block.role], ...(block.keep === true ? { keep: true } : {}) })];
    case 'table':
      return tableChildren(docx, block);
    case 'chart':
      return [
        paragraph(docx, block.caption, { face: 'hei', size: size.small, align: 'centre' }),
        paragraph(docx, block.alt, { face: 'song', size: size.small, exact: false }),
      ];
    case 'photos':
      return block.photos.flatMap(({ image: name, caption, alt }) => {
        const data = images[name];
        const shown = data ? [image(docx, data, data[0] === 0x89 ? 'png' : 'jpg', 360, 270, alt)] : [];
        return [...shown, paragraph(docx, caption, { face: 'kai', size: size.small, align: 'centre', exact: false })];
      });
    case 'signatures':
      return block.fields.map(({ label, signer }) =>
        paragraph(docx, `${label}　${signer}　　　　　　　　　　　`, { face: 'song', size: size.text }),
      );
    case 'pageBreak':
    default:
      return [paragraph(docx, '', { face: 'song', size: size.small, pageBreak: true, exact: false })];
  }
}

function image(
  docx: Docx,
  data: Uint8Array,
  type: 'png' | 'jpg',
  width: number,
  height: number,
  alt: string,
): InstanceType<Docx['Paragraph']> {
  return new docx.Paragraph({
    alignment: docx.AlignmentType.CENTER,
    children: [
      new docx.ImageRun({
        type,
        data: Buffer.from(data),
        transformation: { width, height },
        altText: { name: alt, title: alt, description: alt },
      }),
    ],
  });
}

function tableChildren(docx: Docx, table: Table): Child[] {
  const shares = table.columns.reduce((sum, column) => sum + column.width, 0);
  const widths = table.columns.map((column) => Math.round((column.width / shares) * twips(156)));
  const row = (each: Row, head: boolean): InstanceType<Docx['TableRow']> => {
    let column = 0;
    return new docx.TableRow({
      tableHeader: head,
      cantSplit: head,
      children: each.cells.map((cell) => {
        const span = cell.span ?? 1;
        const made = tableCell(docx, cell, {
          width: widths.slice(column, column + span).reduce((sum, width) => sum + width, 0),
          align: table.columns[column]?.align ?? 'left',
          head,
          total: each.tone === 'total',
        });
        column += span;
        return made;
      }),
    });
  };
  const caption =
    table.caption === undefined
      ? []
      : [paragraph(docx, table.caption, { face: 'hei', size: size.small, align: 'centre', keep: true, exact: false })];
  return [
    ...caption,
    new docx.Table({
      columnWidths: widths,
      width: { size: twips(156), type: docx.WidthType.DXA },
      rows: [...table.head.map((each) => row(each, true)), ...table.body.map((each) => row(each, false))],
    }),
    paragraph(docx, '', { face: 'song', size: size.small, exact: false }),
  ];
}

function tableCell(
  docx: Docx,
  cell: Cell,
  place: { readonly width: number; readonly align: 'left' | 'centre' | 'right'; readonly head: boolean; readonly total: boolean },
): InstanceType<Docx['TableCell']> {
  const isHead = place.head || cell.head === true;
  return new docx.TableCell({
    width: { size: place.width, type: docx.WidthType.DXA },
    columnSpan: cell.span ?? 1,
    verticalAlign: docx.VerticalAlignTable.CENTER,
    ...(isHead || place.total ? { shading: { fill: 'F2F2F2', type: docx.ShadingType.CLEAR, color: 'auto' } } : {}),
    children: [
      paragraph(docx, cell.text, {
        face: isHead ? 'hei' : 'song',
        size: size.small,
        align: cell.align ?? (place.head ? 'centre' : place.align),
        bold: place.total,
        exact: false,
      }),
    ],
  });
}

function coverChildren(docx: Docx, cover: Cover): Child[] {
  const blank = (): Child => paragraph(docx, '', { face: 'song', size: size.text });
  return [
    blank(),
    blank(),
    ...(cover.overline === undefined ? [] : [paragraph(docx, cover.overline, { face: 'kai', size: size.text, align: 'centre' }), blank()]),
    ...cover.title.map((line) => paragraph(docx, line, { face: 'song', size: 60, bold: true, align: 'centre' })),
    blank(),
    ...(cover.subtitle === undefined ? [] : [paragraph(docx, cover.subtitle, { face: 'hei', size: 36, align: 'centre' }), blank()]),
    ...cover.facts.map(({ label, value }) =>
      paragraph(docx, [{ text: `${label}　`, mark: 'strong' }, { text: value }], { face: 'song', size: 28 }),
    ),
    blank(),
    blank(),
    paragraph(docx, cover.issuer, { face: 'song', size: size.text, align: 'centre' }),
    paragraph(docx, cover.date, { face: 'song', size: size.text, align: 'centre' }),
    paragraph(docx, '', { face: 'song', size: size.small, pageBreak: true, exact: false }),
  ];
}
