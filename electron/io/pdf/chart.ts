/** Charts as vectors, told apart by dash and shade so that they survive a black and white copy. */
import type { BarChart, Chart, RadarChart } from '../../../domain/report/tree.ts';
import { ink, mm, page, type Canvas } from './canvas.ts';
import type { Box } from './flow.ts';
import { breakLines } from './lines.ts';

const labelSize = 9;

export function chartBoxes(canvas: Canvas, block: Chart): Box[] {
  const height = block.chart.kind === 'radar' ? 82 * mm : block.chart.bars.length * 7.5 * mm + 6 * mm;
  const figure = canvas.tag('Figure', canvas.root, { alt: block.alt });
  const caption = canvas.tag('Caption', canvas.root);
  const { chart } = block;
  return [
    {
      height,
      before: 2 * mm,
      keep: true,
      draw: (top) => canvas.inside(figure, 'Figure', () => (chart.kind === 'radar' ? drawRadar(canvas, chart, top, height) : drawBars(canvas, chart, top))),
    },
    ...breakLines(block.caption, { face: 'hei', size: 10.5 }, canvas.place, { width: page.textWidth }).map(
      (line): Box => ({
        height: 22,
        keep: false,
        draw: (top) => canvas.inside(caption, 'Caption', () => canvas.line(line, page.left + (page.textWidth - line.width) / 2, top, 18, { size: 10.5 })),
      }),
    ),
  ];
}

const dashes: readonly (readonly [number, number] | null)[] = [null, [4, 2], [1.5, 1.5], [6, 2]];
const shades = ['#1f3a5f', '#8a8a8a', '#4d4d4d', '#b0b0b0'] as const;

function drawRadar(canvas: Canvas, chart: RadarChart, top: number, height: number): void {
  const { doc } = canvas;
  const count = chart.axes.length;
  const centreX = page.left + page.textWidth / 2;
  const centreY = top + height / 2;
  const radius = height / 2 - 13 * mm;
  const point = (axis: number, share: number): [number, number] => {
    const angle = (axis / count) * 2 * Math.PI - Math.PI / 2;
    return [centreX + Math.cos(angle) * radius * share, centreY + Math.sin(angle) * radius * share];
  };
  const polygon = (values: readonly number[]): void => {
    for (const [axis, value] of values.entries()) {
      const [x, y] = point(axis, Math.min(1, Math.max(0, value)));
      if (axis === 0) doc.moveTo(x, y);
      else doc.lineTo(x, y);
    }
    doc.closePath();
  };
  const [first] = chart.series;
  if (first) {
    polygon(first.values);
    doc.fillColor('#e3e9f1').fill();
  }
  for (const share of [0.2, 0.4, 0.6, 0.8, 1]) {
    polygon(chart.axes.map(() => share));
    doc.lineWidth(share === 1 ? 0.8 : 0.4).strokeColor(share === 0.6 ? ink.rule : ink.hair).stroke();
  }
  for (const [axis, name] of chart.axes.entries()) {
    const [x, y] = point(axis, 1);
    canvas.rule(centreX, centreY, x, y, 0.4, ink.hair);
    const lines = breakLines(name, { face: 'song', size: labelSize }, canvas.place, { width: 34 * mm });
    const [labelX, labelY] = point(axis, 1 + (3 * mm) / radius);
    const side = Math.abs(labelX - centreX) < 2 * mm ? 0.5 : labelX < centreX ? 1 : 0;
    const rise = labelY < centreY - radius * 0.9 ? 1 : labelY > centreY + radius * 0.9 ? 0 : 0.5;
    for (const [index, line] of lines.entries()) canvas.line(line, labelX - line.width * side, labelY - lines.length * 12 * rise + index * 12, 12, { size: labelSize });
  }
  for (const [index, series] of chart.series.entries()) {
    const colour = shades[index % shades.length] ?? ink.text;
    const dash = dashes[index % dashes.length];
    polygon(series.values);
    if (dash) doc.dash(dash[0], { space: dash[1] });
    doc.lineWidth(index === 0 ? 1.4 : 0.9).strokeColor(colour).stroke().undash();
  }
  if (chart.series.length > 1) drawKey(canvas, chart, top + 2);
}

function drawKey(canvas: Canvas, chart: RadarChart, top: number): void {
  for (const [index, series] of chart.series.entries()) {
    const y = top + index * 14 + 7;
    const dash = dashes[index % dashes.length];
    if (dash) canvas.doc.dash(dash[0], { space: dash[1] });
    canvas.rule(page.left, y, page.left + 22, y, index === 0 ? 1.4 : 0.9, shades[index % shades.length] ?? ink.text);
    canvas.doc.undash();
    const [line] = breakLines(series.name, { face: 'song', size: labelSize }, canvas.place, { width: 40 * mm });
    if (line) canvas.line(line, page.left + 27, top + index * 14, 14, { size: labelSize });
  }
}

function drawBars(canvas: Canvas, chart: BarChart, top: number): void {
  const nameWidth = 46 * mm;
  const labelWidth = 18 * mm;
  const room = page.textWidth - nameWidth - labelWidth - 4 * mm;
  const left = page.left + nameWidth + 2 * mm;
  const pitch = 7.5 * mm;
  for (const [index, bar] of chart.bars.entries()) {
    const y = top + 3 * mm + index * pitch;
    const lines = breakLines(bar.name, { face: 'song', size: labelSize }, canvas.place, { width: nameWidth });
    const [first] = lines;
    if (first) canvas.line(first, page.left + nameWidth - first.width, y, pitch, { size: labelSize });
    canvas.doc.rect(left, y + pitch * 0.2, room, pitch * 0.6).fill('#f2f2f2');
    canvas.doc.rect(left, y + pitch * 0.2, room * Math.min(1, Math.max(0, bar.value)), pitch * 0.6).fill(shades[0]);
    if (bar.line !== undefined) canvas.rule(left + room * bar.line, y + pitch * 0.1, left + room * bar.line, y + pitch * 0.9, 1, ink.text);
    const [label] = breakLines(bar.label, { face: 'song', size: labelSize }, canvas.place, { width: labelWidth });
    if (label) canvas.line(label, left + room + 2 * mm, y, pitch, { size: labelSize });
  }
}
