/** The front page: name of the document, what it is about, who issues it and when. Carries no number. */
import { titleWords } from '../../../domain/report/title-words.ts';
import type { Cover } from '../../../domain/report/tree.ts';
import { bottom, ink, mm, page, type Canvas, type DrawOptions } from './canvas.ts';
import type { Face } from './fonts.ts';
import { breakEvenly, breakLines } from './lines.ts';

export function drawCover(canvas: Canvas, cover: Cover): void {
  canvas.addPage();
  const centred = (text: string, face: Face, top: number, height: number, options: DrawOptions, type = 'P'): number => {
    const tag = canvas.tag(type, canvas.root);
    let y = top;
    for (const line of breakEvenly(text, { face, size: options.size }, canvas.place, { width: page.textWidth, whole: titleWords })) {
      canvas.inside(tag, type, () => canvas.line(line, page.left + (page.textWidth - line.width) / 2, y, height, options));
      y += height;
    }
    return y;
  };
  let y = page.top + 22 * mm;
  if (cover.overline !== undefined) y = centred(cover.overline, 'kai', y, 30, { size: 16 }) + 8 * mm;
  for (const line of cover.title) y = centred(line, 'song', y, 46, { size: 30, bold: true }, 'H1');
  if (cover.subtitle !== undefined) y = centred(cover.subtitle, 'hei', y + 10 * mm, 32, { size: 18 });

  const labels = cover.facts.map((fact) => breakLines(fact.label, { face: 'hei', size: 14 }, canvas.place, { width: 60 * mm })[0]);
  const labelWidth = Math.max(0, ...labels.map((line) => line?.width ?? 0));
  const left = page.left + 12 * mm;
  const valueLeft = left + labelWidth + 16;
  const width = page.left + page.textWidth - 12 * mm - valueLeft;
  const set = cover.facts.map((fact) => breakLines(fact.value, { face: 'song', size: 14 }, canvas.place, { width }));
  const factsHeight = set.reduce((sum, lines) => sum + lines.length * 23 + 7, 0);
  const lowest = bottom - 38 * mm - factsHeight;
  y = Math.max(y + 6 * mm, Math.min(lowest, Math.max(y + 16 * mm, page.top + 100 * mm)));
  for (const index of cover.facts.keys()) {
    const tag = canvas.tag('P', canvas.root);
    const lines = set[index] ?? [];
    const label = labels[index];
    const height = 23;
    canvas.inside(tag, 'P', () => {
      if (label) canvas.line(label, left, y, height, { size: 14 });
      for (const [row, line] of lines.entries()) canvas.line(line, valueLeft, y + row * height, height, { size: 14 });
    });
    y += lines.length * height;
    canvas.artifact(() => canvas.rule(valueLeft - 4, y + 1, valueLeft + width, y + 1, 0.5, ink.hair));
    y += 7;
  }
  const issuerLines = breakLines(cover.issuer, { face: 'song', size: 16 }, canvas.place, { width: page.textWidth }).length;
  const foot = Math.min(bottom - 22 * mm, bottom - (issuerLines + 1) * 28);
  const issuerEnd = centred(cover.issuer, 'song', foot, 28, { size: 16 });
  centred(cover.date, 'song', issuerEnd, 28, { size: 16 });
}
