/** Signatures given by hand: two beside each other, each with its line as the pen drew it and its words below. */
import type { Handwriting } from '../../../domain/report/tree.ts';
import { fitInk, inkOf } from '../../../domain/visit/ink.ts';
import { ink, mm, page, type Canvas } from './canvas.ts';
import type { Box } from './flow.ts';
import { breakLines } from './lines.ts';

const style = { face: 'song', size: 10.5 } as const;
/** height of the writing, of a line of words, and room between two */
const [tall, pitch, gap] = [22 * mm, 15, 8 * mm];
/** thickness of an ordinary line */
const ordinary = 1.1;
const penInk = '#122154';

export function handwritingBoxes(canvas: Canvas, { signs }: Handwriting): Box[] {
  const width = (page.textWidth - gap) / 2;
  const rows = signs.flatMap((_, index) => (index % 2 === 0 ? [signs.slice(index, index + 2)] : []));
  return rows.map((row) => {
    const set = row.map((sign) => ({
      sign,
      lines: sign.lines.flatMap((line) => breakLines(line, style, canvas.place, { width })),
      figure: canvas.tag('Figure', canvas.root, { alt: sign.alt }),
      words: canvas.tag('P', canvas.root),
    }));
    return {
      height: tall + 3 + Math.max(...set.map(({ lines }) => lines.length)) * pitch + 4 * mm,
      before: 2 * mm,
      keep: false,
      draw: (top) => {
        for (const [side, { sign, lines, figure, words }] of set.entries()) {
          const left = page.left + side * (width + gap);
          canvas.inside(figure, 'Figure', () => drawInk(canvas, sign.strokes, left, top, width));
          canvas.artifact(() => {
            canvas.doc
              .lineWidth(0.5)
              .strokeColor(ink.hair)
              .moveTo(left, top + tall)
              .lineTo(left + width, top + tall)
              .stroke();
          });
          canvas.inside(words, 'P', () => {
            for (const [index, line] of lines.entries())
              canvas.line(line, left, top + tall + 3 + index * pitch, pitch, { size: style.size });
          });
        }
      },
    };
  });
}

function drawInk({ doc }: Canvas, strokes: Handwriting['signs'][number]['strokes'], left: number, top: number, width: number): void {
  const { place } = fitInk(strokes, { width: width - 4, height: tall - 4 }, 1);
  const at = (point: readonly [number, number]): [number, number] => {
    const [x, y] = place(point);
    return [left + 2 + x, top + 2 + y];
  };
  doc.save().lineCap('round').lineJoin('round').strokeColor(penInk);
  for (const { from, bend, to, weight } of inkOf(strokes)) {
    doc
      .lineWidth(ordinary * weight)
      .moveTo(...at(from))
      .bezierCurveTo(...at(bend[0]), ...at(bend[1]), ...at(to))
      .stroke();
  }
  doc.restore();
}
