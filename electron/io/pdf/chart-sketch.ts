/** 位置示意图 as vectors: numbered places, the way between them, north and a scale. */
import type { SketchChart } from '../../../domain/report/tree.ts';
import { spotLabel } from '../../../domain/visit/sketch.ts';
import { ink, mm, page, type Canvas } from './canvas.ts';
import { breakLines } from './lines.ts';

const style = { face: 'hei', size: 8.5 } as const;
/** half the height of a place's mark */
const half = 6.5;

export function sketchHeight({ sketch }: SketchChart): number {
  return page.textWidth * sketch.shape;
}

export function drawSketch(canvas: Canvas, chart: SketchChart, top: number): void {
  const { doc } = canvas;
  const { spots, bar } = chart.sketch;
  const [width, height] = [page.textWidth, sketchHeight(chart)];
  const places = spots.map(({ numbers, x, y }) => ({ label: spotLabel(numbers), x: page.left + x * width, y: top + y * width }));
  const words = (text: string, x: number, middle: number, align: 'left' | 'centre', colour: string = ink.text): void => {
    for (const line of breakLines(text, style, canvas.place, { width }))
      canvas.line(line, align === 'left' ? x : x - line.width / 2, middle - 7, 14, { size: style.size, colour });
  };
  doc.lineWidth(0.5).strokeColor(ink.hair).rect(page.left, top, width, height).stroke();
  const [first, ...others] = places;
  if (first && others.length > 0) {
    doc.lineWidth(0.7).strokeColor(ink.muted).dash(3, { space: 3 }).moveTo(first.x, first.y);
    for (const { x, y } of others) doc.lineTo(x, y);
    doc.stroke().undash();
  }
  for (const { label, x, y } of places) {
    const [line] = breakLines(label, style, canvas.place, { width });
    const wide = Math.max(half, (line?.width ?? 0) / 2 + 4);
    doc
      .fillColor(ink.rule)
      .roundedRect(x - wide, y - half, 2 * wide, 2 * half, half)
      .fill();
    words(label, x, y, 'centre', '#ffffff');
  }
  const [northX, northY] = [page.left + width - 7 * mm, top + 4 * mm];
  doc
    .fillColor(ink.rule)
    .moveTo(northX, northY)
    .lineTo(northX + 4, northY + 13)
    .lineTo(northX, northY + 10)
    .lineTo(northX - 4, northY + 13)
    .fill();
  words(chart.north, northX, northY + 21, 'centre');
  const [barX, barY, length] = [page.left + 5 * mm, top + height - 5 * mm, bar.length * width];
  doc
    .lineWidth(0.9)
    .strokeColor(ink.rule)
    .moveTo(barX, barY - 4)
    .lineTo(barX, barY)
    .lineTo(barX + length, barY)
    .lineTo(barX + length, barY - 4)
    .stroke();
  words(chart.distance, barX + length + 5, barY - 2, 'left');
}
