/** Charts as vectors, told apart by dash and shade so that they survive a black and white copy. */
import type { BarChart, Chart, RadarChart, RankChart } from '../../../domain/report/tree.ts';
import { ink, mm, page, type Canvas } from './canvas.ts';
import { drawSketch, sketchHeight } from './chart-sketch.ts';
import type { Box } from './flow.ts';
import { breakLines } from './lines.ts';

const labelSize = 9;

export function chartBoxes(canvas: Canvas, block: Chart): Box[] {
  const height = heightOf(block.chart);
  const figure = canvas.tag('Figure', canvas.root, { alt: block.alt });
  const caption = canvas.tag('Caption', canvas.root);
  const { chart } = block;
  return [
    {
      height,
      before: 2 * mm,
      keep: true,
      draw: (top) => canvas.inside(figure, 'Figure', () => drawChart(canvas, chart, top, height)),
    },
    ...breakLines(block.caption, { face: 'hei', size: 10.5 }, canvas.place, { width: page.textWidth }).map((line): Box => ({
      height: 22,
      keep: false,
      draw: (top) =>
        canvas.inside(caption, 'Caption', () => canvas.line(line, page.left + (page.textWidth - line.width) / 2, top, 18, { size: 10.5 })),
    })),
  ];
}

/** Of a row of bars or ranks, and the room for its name and for what stands behind it. */
const row = { pitch: 7.5 * mm, name: 46 * mm, label: 20 * mm } as const;

function heightOf(chart: Chart['chart']): number {
  if (chart.kind === 'radar') return 82 * mm;
  if (chart.kind === 'sketch') return sketchHeight(chart);
  return chart.kind === 'bars' ? chart.bars.length * row.pitch + 6 * mm : chart.rows.length * row.pitch + 14 * mm;
}

function drawChart(canvas: Canvas, chart: Chart['chart'], top: number, height: number): void {
  if (chart.kind === 'radar') drawRadar(canvas, chart, top, height);
  else if (chart.kind === 'sketch') drawSketch(canvas, chart, top);
  else if (chart.kind === 'bars') drawBars(canvas, chart, top);
  else drawRanks(canvas, chart, top);
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
    doc
      .lineWidth(share === 1 ? 0.8 : 0.4)
      .strokeColor(share === 0.6 ? ink.rule : ink.hair)
      .stroke();
  }
  for (const [axis, name] of chart.axes.entries()) {
    const [x, y] = point(axis, 1);
    canvas.rule(centreX, centreY, x, y, 0.4, ink.hair);
    const lines = breakLines(name, { face: 'song', size: labelSize }, canvas.place, { width: 34 * mm });
    const [labelX, labelY] = point(axis, 1 + (3 * mm) / radius);
    const side = Math.abs(labelX - centreX) < 2 * mm ? 0.5 : labelX < centreX ? 1 : 0;
    const rise = labelY < centreY - radius * 0.9 ? 1 : labelY > centreY + radius * 0.9 ? 0 : 0.5;
    for (const [index, line] of lines.entries())
      canvas.line(line, labelX - line.width * side, labelY - lines.length * 12 * rise + index * 12, 12, { size: labelSize });
  }
  for (const [index, series] of chart.series.entries()) {
    const colour = shades[index % shades.length] ?? ink.text;
    const dash = dashes[index % dashes.length];
    polygon(series.values);
    if (dash) doc.dash(dash[0], { space: dash[1] });
    doc
      .lineWidth(index === 0 ? 1.4 : 0.9)
      .strokeColor(colour)
      .stroke()
      .undash();
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

/** The name of a row, right-aligned before it: on one line or two; what is longer ends in an ellipsis. */
function drawName(canvas: Canvas, name: string, y: number): void {
  const style = { face: 'song', size: labelSize } as const;
  let lines = breakLines(name, style, canvas.place, { width: row.name });
  for (let length = Array.from(name).length - 1; lines.length > 2; length--)
    lines = breakLines(`${Array.from(name).slice(0, length).join('')}…`, style, canvas.place, { width: row.name });
  const leading = lines.length === 1 ? row.pitch : row.pitch / 2;
  for (const [index, line] of lines.entries())
    canvas.line(line, page.left + row.name - line.width, y + index * leading, leading, {
      size: lines.length === 1 ? labelSize : labelSize - 0.5,
    });
}

/** What stands behind a row. */
function drawLabel(canvas: Canvas, label: string, y: number): void {
  const [line] = breakLines(label, { face: 'song', size: labelSize }, canvas.place, { width: row.label });
  if (line) canvas.line(line, page.left + page.textWidth - row.label + 2 * mm, y, row.pitch, { size: labelSize });
}

/** Left edge and width of the field between names and labels. */
const field = { left: page.left + row.name + 3 * mm, width: page.textWidth - row.name - row.label - 4 * mm } as const;

function drawBars(canvas: Canvas, chart: BarChart, top: number): void {
  for (const [index, bar] of chart.bars.entries()) {
    const y = top + 3 * mm + index * row.pitch;
    drawName(canvas, bar.name, y);
    canvas.doc.rect(field.left, y + row.pitch * 0.2, field.width, row.pitch * 0.6).fill(ink.shade);
    canvas.doc.rect(field.left, y + row.pitch * 0.2, field.width * Math.min(1, Math.max(0, bar.value)), row.pitch * 0.6).fill(shades[0]);
    if (bar.line !== undefined)
      canvas.rule(
        field.left + field.width * bar.line,
        y + row.pitch * 0.1,
        field.left + field.width * bar.line,
        y + row.pitch * 0.9,
        1,
        ink.text,
      );
    drawLabel(canvas, bar.label, y);
  }
}

/** Filled marks lie within the places, hollow ones below: no colour is needed to tell them apart. */
function drawRanks(canvas: Canvas, chart: RankChart, top: number): void {
  const { doc } = canvas;
  const inset = 3 * mm;
  const step = (field.width - 2 * inset) / Math.max(1, chart.of - 1);
  const at = (rank: number): number => field.left + inset + (chart.of === 1 ? (field.width - 2 * inset) / 2 : (rank - 1) * step);
  const first = top + 8 * mm;
  const last = first + chart.rows.length * row.pitch;
  const every = Math.ceil(chart.of / 12);
  for (let rank = 1; rank <= chart.of; rank++) {
    canvas.rule(at(rank), first, at(rank), last, 0.4, ink.hair);
    if (rank !== 1 && rank !== chart.of && (rank % every !== 0 || chart.of - rank < every)) continue;
    const [line] = breakLines(String(rank), { face: 'song', size: labelSize }, canvas.place, { width: field.width });
    if (line) canvas.line(line, at(rank) - line.width / 2, top + 2 * mm, 5 * mm, { size: labelSize });
  }
  if (chart.places > 0 && chart.places < chart.of) {
    const line = (at(chart.places) + at(chart.places + 1)) / 2;
    doc.dash(3, { space: 2 });
    canvas.rule(line, first - 2 * mm, line, last, 1, ink.text);
    doc.undash();
  }
  for (const [index, { name, rank, low, high, label }] of chart.rows.entries()) {
    const y = first + index * row.pitch;
    const middle = y + row.pitch / 2;
    drawName(canvas, name, y);
    if (high > low) {
      canvas.rule(at(low), middle, at(high), middle, 1.6, ink.rule);
      for (const end of [low, high]) canvas.rule(at(end), middle - 2.5, at(end), middle + 2.5, 1, ink.rule);
    }
    doc
      .circle(at(rank), middle, 3.4)
      .lineWidth(1.1)
      .fillAndStroke(rank <= chart.places ? ink.text : '#ffffff', ink.text);
    drawLabel(canvas, label, y);
  }
}
