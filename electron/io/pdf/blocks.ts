/** Blocks of the tree to boxes of the page, each with its measures after GB/T 9704. */
import { titleWords } from '../../../domain/report/title-words.ts';
import type { Block, Code, Heading, Inline, Paragraph, Photos, Signatures } from '../../../domain/report/tree.ts';
import { ink, mm, page, type Canvas, type Tag } from './canvas.ts';
import { chartBoxes } from './chart.ts';
import type { Face } from './fonts.ts';
import type { Box } from './flow.ts';
import { handwritingBoxes } from './handwriting.ts';
import { breakEvenly, breakLines, type Line } from './lines.ts';
import { tableBoxes } from './table.ts';

/** 2号 title, 3号 text, 五号 beside tables. */
export const size = { title: 22, text: 15.75, small: 10.5, note: 9.5 } as const;

export interface Images {
  /** bytes of a JPEG or PNG by the name the tree uses */
  readonly [name: string]: Uint8Array;
}

/** What the square of a {@link Code} looks like: rows of modules, true is black. */
export type Squares = (value: string) => readonly (readonly boolean[])[];

export interface BlockContext {
  readonly canvas: Canvas;
  readonly images: Images;
  readonly squares: Squares;
}

export function blockBoxes(context: BlockContext, block: Block): Box[] {
  switch (block.kind) {
    case 'heading':
      return headingBoxes(context.canvas, block);
    case 'paragraph':
      return paragraphBoxes(context.canvas, block);
    case 'table':
      return tableBoxes(context.canvas, block);
    case 'chart':
      return chartBoxes(context.canvas, block);
    case 'photos':
      return photoBoxes(context, block);
    case 'signatures':
      return signatureBoxes(context.canvas, block);
    case 'handwriting':
      return handwritingBoxes(context.canvas, block);
    case 'code':
      return codeBoxes(context, block);
    case 'pageBreak':
    default:
      return [{ height: 0, keep: false, newPage: true, draw: () => undefined }];
  }
}

interface LineLook {
  readonly face: Face;
  readonly size: number;
  readonly height: number;
  readonly align?: 'left' | 'centre' | 'right';
  /** points kept free at the left and right */
  readonly inset?: readonly [number, number];
  readonly indent?: number;
  readonly justify?: boolean;
  readonly bold?: boolean;
  readonly colour?: string;
  /** lines of like length */
  readonly even?: boolean;
}

/** Lines of text as boxes: the first two and the last two of a paragraph are not parted. */
function lineBoxes(canvas: Canvas, text: Inline, tag: Tag, type: string, look: LineLook, keep: boolean, before: number): Box[] {
  const [left, right] = look.inset ?? [0, 0];
  const width = page.textWidth - left - right;
  const lines =
    look.even === true
      ? breakEvenly(text, look, canvas.place, { width, whole: titleWords })
      : breakLines(text, look, canvas.place, { width, indent: look.indent ?? 0, justify: look.justify === true });
  return lines.map((line, index) => ({
    height: look.height,
    before: index === 0 ? before : 0,
    keep: index === lines.length - 1 ? keep : index === 0 || index === lines.length - 2,
    draw: (top) => {
      const slack = look.align === 'right' ? width - line.width : look.align === 'centre' ? (width - line.width) / 2 : 0;
      canvas.inside(tag, type, () => canvas.line(line, page.left + left + slack, top, look.height, look));
    },
  }));
}

function isChinese(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}

/** The same box, to which a bookmark leads. */
function bookmarked(canvas: Canvas, box: Box, level: number, title: string): Box {
  return {
    ...box,
    draw: (top) => {
      canvas.bookmark(level, title);
      box.draw(top);
    },
  };
}

function headingBoxes(canvas: Canvas, heading: Heading): Box[] {
  const type = `H${heading.level}`;
  const tag = canvas.tag(type, canvas.root);
  const boxes = lineBoxes(
    canvas,
    heading.text,
    tag,
    type,
    {
      face: heading.level === 1 ? 'hei' : heading.level === 2 && isChinese(heading.text) ? 'kai' : 'song',
      size: size.text,
      height: page.pitch,
      indent: 2 * size.text,
      bold: heading.level !== 1,
    },
    true,
    heading.level === 1 ? 0.4 * page.pitch : 0.15 * page.pitch,
  );
  const [first, ...rest] = boxes.map((box) => ({ ...box, keep: true }));
  return first ? [bookmarked(canvas, first, heading.level, heading.text), ...rest] : [];
}

function paragraphBoxes(canvas: Canvas, paragraph: Paragraph): Box[] {
  const keep = paragraph.keep === true;
  const type = paragraph.role === 'title' ? 'H1' : 'P';
  const tag = canvas.tag(type, paragraph.role === 'quote' ? canvas.tag('BlockQuote', canvas.root) : canvas.root);
  const looks: Record<Paragraph['role'], LineLook & { readonly before?: number }> = {
    title: { face: 'song', size: size.title, height: 36, align: 'centre', bold: true, even: true, inset: [size.title, size.title] },
    centre: { face: 'kai', size: size.text, height: page.pitch, align: 'centre' },
    addressee: { face: 'song', size: size.text, height: page.pitch, before: 0.5 * page.pitch },
    body: { face: 'song', size: size.text, height: page.pitch, indent: 2 * size.text, justify: true },
    quote: {
      face: 'kai',
      size: size.text - 1.75,
      height: 0.86 * page.pitch,
      indent: 2 * (size.text - 1.75),
      justify: true,
      inset: [size.text, size.text],
    },
    note: { face: 'song', size: size.note, height: 15, colour: ink.muted, before: 3 },
    signatory: { face: 'song', size: size.text, height: page.pitch, align: 'right', inset: [0, 2 * size.text], before: page.pitch },
    date: { face: 'song', size: size.text, height: page.pitch, align: 'right', inset: [0, 4 * size.text] },
  };
  const look = looks[paragraph.role];
  const boxes = lineBoxes(
    canvas,
    paragraph.text,
    tag,
    type,
    look,
    keep || paragraph.role === 'signatory' || paragraph.role === 'title',
    look.before ?? 0,
  );
  if (paragraph.role !== 'title') return boxes;
  const [first, ...rest] = boxes;
  const title = typeof paragraph.text === 'string' ? paragraph.text : paragraph.text.map((run) => run.text).join('');
  if (!first) return boxes;
  const marked = bookmarked(canvas, { ...first, keep: true }, 1, title.replaceAll('\n', ''));
  return [marked, ...rest, { height: 0.6 * page.pitch, keep: true, draw: () => undefined }];
}

/** Two beside each other, captions below; a pair is not torn. */
function photoBoxes({ canvas, images }: BlockContext, { photos }: Photos): Box[] {
  const gap = 6 * mm;
  const width = (page.textWidth - gap) / 2;
  const height = (width * 3) / 4;
  const style = { face: 'kai', size: size.small } as const;
  const boxes: Box[] = [];
  for (let index = 0; index < photos.length; index += 2) {
    const pair = photos.slice(index, index + 2).map((photo) => ({
      photo,
      lines: breakLines(photo.caption, style, canvas.place, { width }),
      figure: canvas.tag('Figure', canvas.root, { alt: photo.alt }),
      caption: canvas.tag('Caption', canvas.root),
    }));
    const captionHeight = Math.max(...pair.map(({ lines }) => lines.length)) * 15;
    boxes.push({
      height: height + 4 + captionHeight + 4 * mm,
      before: 2 * mm,
      keep: false,
      draw: (top) => {
        for (const [side, { photo, lines, figure, caption }] of pair.entries()) {
          const x = page.left + side * (width + gap);
          const bytes = images[photo.image];
          canvas.inside(figure, 'Figure', () => {
            if (bytes) canvas.doc.image(Buffer.from(bytes), x, top, { fit: [width, height], align: 'center', valign: 'center' });
            canvas.doc.lineWidth(0.5).strokeColor(ink.hair).rect(x, top, width, height).stroke();
          });
          canvas.inside(caption, 'Caption', () => centred(canvas, lines, x, width, top + height + 4, 15, size.small));
        }
      },
    });
  }
  return boxes;
}

function centred(canvas: Canvas, lines: readonly Line[], x: number, width: number, top: number, height: number, points: number): void {
  for (const [index, line] of lines.entries())
    canvas.line(line, x + (width - line.width) / 2, top + index * height, height, { size: points });
}

/** Two fields beside each other; an institution's over the full width, right. */
function signatureBoxes(canvas: Canvas, { fields }: Signatures): Box[] {
  const gap = 8 * mm;
  const half = (page.textWidth - gap) / 2;
  const rows: Signatures['fields'][number][][] = [];
  for (const field of fields) {
    const last = rows.at(-1);
    if (field.kind === 'person' && last?.length === 1 && last[0]?.kind === 'person') last.push(field);
    else rows.push([field]);
  }
  const style = { face: 'song', size: size.small + 1.5 } as const;
  return rows.map((row, index) => {
    const institution = row[0]?.kind === 'institution';
    const height = (institution ? 30 : 18) * mm;
    const width = institution ? 100 * mm : half;
    const set = row.map((field) => ({
      field,
      lines: breakLines([{ text: `${field.label}　`, mark: 'muted' }, { text: field.signer }], style, canvas.place, { width }),
      label: canvas.tag('P', canvas.root),
      form: canvas.tag('Form', canvas.root, { alt: `${field.label} ${field.signer}` }),
    }));
    const labelHeight = Math.max(...set.map(({ lines }) => lines.length)) * 18;
    return {
      height: labelHeight + height + 4 * mm,
      before: 2 * mm,
      // the date below never stands on a page alone
      keep: index === rows.length - 1 || rows.length <= 4,
      draw: (top) => {
        for (const [side, { field, lines, label, form }] of set.entries()) {
          const x = page.left + (institution ? page.textWidth - width : side * (width + gap));
          canvas.inside(label, 'P', () => {
            for (const [lineIndex, line] of lines.entries()) canvas.line(line, x, top + lineIndex * 18, 18, { size: style.size });
          });
          const boxTop = top + labelHeight;
          canvas.artifact(() => {
            canvas.doc.lineWidth(0.5).strokeColor(ink.hair).dash(2, { space: 2 }).rect(x, boxTop, width, height).stroke().undash();
          });
          canvas.signatureField(field, x + 1, boxTop + 1, width - 2, height - 2, form);
        }
      },
    };
  });
}

function codeBoxes({ canvas, squares }: BlockContext, { value, caption, lines }: Code): Box[] {
  const side = 30 * mm;
  const textLeft = page.left + side + 5 * mm;
  const width = page.textWidth - side - 5 * mm;
  const set = lines.flatMap((line) => breakLines(line, { face: 'song', size: size.small }, canvas.place, { width }));
  const [title] = breakLines(caption, { face: 'hei', size: size.small }, canvas.place, { width });
  const figure = canvas.tag('Figure', canvas.root, { alt: value });
  const text = canvas.tag('P', canvas.root);
  return [
    {
      height: Math.max(side, (set.length + 1) * 16) + 2 * mm,
      before: 3 * mm,
      keep: false,
      draw: (top) => {
        canvas.inside(figure, 'Figure', () => {
          const rows = squares(value);
          const unit = side / rows.length;
          canvas.doc.fillColor(ink.text);
          for (const [y, row] of rows.entries()) {
            for (let x = 0; x < row.length; x++) {
              if (row[x] !== true) continue;
              let end = x;
              while (row[end + 1] === true) end++;
              canvas.doc.rect(page.left + x * unit, top + y * unit, (end - x + 1) * unit, unit + 0.05);
              x = end;
            }
          }
          canvas.doc.fill();
        });
        canvas.inside(text, 'P', () => {
          if (title) canvas.line(title, textLeft, top, 16, { size: size.small });
          for (const [index, line] of set.entries()) canvas.line(line, textLeft, top + (index + 1) * 16, 16, { size: size.small });
        });
      },
    },
  ];
}
