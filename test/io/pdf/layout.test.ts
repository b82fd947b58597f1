/** A document that tries everything at once, and what other programs see of it. */
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildReviewReport } from '../../../domain/report/documents/review-report.ts';
import type { ReviewReportData } from '../../../domain/report/documents/review-report.ts';
import { loadFonts, renderPdf, type FontSet, type RenderedPdf } from '../../../electron/io/pdf/render.ts';
import { Canvas, mm, page } from '../../../electron/io/pdf/canvas.ts';
import { faces, placer } from '../../../electron/io/pdf/fonts.ts';
import { breakLines } from '../../../electron/io/pdf/lines.ts';
import { translator } from '../../fixtures/documents.ts';
import { longComment, longName, longReport, photos, unbroken, words } from '../../fixtures/long-report.ts';
import { has, run } from '../../fixtures/tools.ts';

const folder = mkdtempSync(join(tmpdir(), 'layout-'));
let fonts: FontSet;

let data: ReviewReportData;
let rendered: RenderedPdf;
let path: string;

beforeAll(async () => {
  fonts = await loadFonts(join(import.meta.dirname, '../../../resources/fonts'));
  data = longReport();
  rendered = await renderPdf(buildReviewReport(data, translator('zh')), { fonts, createdAt: '2026-11-20T10:00:00.000Z', images: photos });
  path = join(folder, 'torture.pdf');
  writeFileSync(path, rendered.bytes);
});

interface Word {
  readonly page: number;
  readonly text: string;
  readonly box: readonly [number, number, number, number];
}

/** Lines as poppler sees them. */
function linesOf(file: string): Word[] {
  const html = run('pdftotext', ['-bbox-layout', '-enc', 'UTF-8', file, '-']);
  return html
    .split('<page ')
    .slice(1)
    .flatMap((pageText, index) =>
      [...pageText.matchAll(/<line xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([\s\S]*?)<\/line>/g)].map(
        ([, x1, y1, x2, y2, inner = '']) => ({
          page: index + 1,
          box: [Number(x1), Number(y1), Number(x2), Number(y2)] as const,
          text: [...inner.matchAll(/>([^<]*)<\/word>/g)].map(([, text]) => text).join(' '),
        }),
      ),
    );
}

test('torture_document_is_drawn_without_a_missing_character', () => {
  expect(rendered.missing).toEqual([]);
  expect(rendered.pages).toBeGreaterThan(25);
  expect(rendered.fields).toHaveLength(15);
});

describe.skipIf(!has('pdftotext'))('as poppler reads it (needs pdftotext)', () => {
  test('nothing_leaves_the_text_area', () => {
    for (const { page: number, text, box } of linesOf(path)) {
      const isNumber = /^— \d+ —$/.test(text.trim());
      expect(box[0], `${number}: ${text}`).toBeGreaterThan(28 * mm - 1);
      // half of a closing mark may hang over the edge
      expect(box[2], `${number}: ${text}`).toBeLessThan(184 * mm + 8.5);
      expect(box[1], `${number}: ${text}`).toBeGreaterThan(37 * mm - 6);
      if (!isNumber) expect(box[3], `${number}: ${text}`).toBeLessThan(262 * mm + 6);
    }
  });

  test('no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one', () => {
    const torn = linesOf(path).filter(
      ({ text }) =>
        text.length > 6 && (/^[，。、；：？！）》」』”’…—％%]/.test(text) && !/^— \d/.test(text) ? true : /[（《「『“‘〔]$/.test(text)),
    );
    expect(torn.map(({ page: number, text }) => `${number}: ${text}`)).toEqual([]);
  });

  test('five_thousand_characters_are_all_there', () => {
    const text = run('pdftotext', ['-enc', 'UTF-8', '-raw', path, '-'])
      .replaceAll(/— \d+ —/g, '')
      .replaceAll(/\s/g, '');
    expect(text).toContain(longComment.replaceAll(/\s/g, ''));
    expect(text).toContain(unbroken);
  });

  test('no_heading_is_the_last_line_of_a_page', () => {
    const lines = linesOf(path).filter(({ text }) => !/^— \d+ —$/.test(text.trim()));
    for (let number = 2; number <= rendered.pages; number++) {
      const last = lines
        .filter((line) => line.page === number)
        .sort((a, b) => a.box[3] - b.box[3])
        .at(-1);
      expect(last?.text ?? '', `page ${number}`).not.toMatch(/^([一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)\S+$/);
    }
  });

  test('table_heads_are_repeated', () => {
    const text = run('pdftotext', ['-enc', 'UTF-8', '-layout', path, '-']).split('\f');
    const withCriteria = text.filter((each) => /指标\d+\s/.test(each));
    expect(withCriteria.length).toBeGreaterThan(3);
    for (const each of withCriteria) expect(each).toMatch(/满分/);
  });

  test('page_numbers_count_from_one_and_stand_outside', () => {
    const numbers = linesOf(path).filter(({ text }) => /^— \d+ —$/.test(text.trim()));
    expect(numbers.map(({ text }) => Number(/\d+/.exec(text)?.[0]))).toEqual(
      Array.from({ length: rendered.pages - 1 }, (_, index) => index + 1),
    );
    for (const [index, { box }] of numbers.entries()) expect(box[0] > page.width / 2).toBe(index % 2 === 0);
  });
});

test.skipIf(!has('qpdf'))('torture_document_is_clean (needs qpdf)', () => {
  expect(run('qpdf', ['--check', path])).toContain('No syntax or stream encoding errors');
});

test.skipIf(!has('pdfinfo'))('tags_and_bookmarks_are_there (needs pdfinfo)', () => {
  const info = run('pdfinfo', [path]);
  expect(info).toMatch(/Tagged:\s+yes/);
  expect(info).toMatch(/Page size:\s+595\.2\d* x 841\.8\d* pts \(A4\)/);
  const structure = run('pdfinfo', ['-struct', path]);
  for (const tag of ['H1', 'Table', 'TH', 'TD', 'Figure', 'Form', 'Caption']) expect(structure).toContain(tag);
});

/** Grey pixels of the only page of a document. */
function pixels(bytes: Uint8Array, name: string): { width: number; data: Buffer } {
  const file = join(folder, `${name}.pdf`);
  writeFileSync(file, bytes);
  run('pdftoppm', ['-gray', '-r', '144', file, join(folder, name)]);
  const image = readFileSync(join(folder, readdirSync(folder).find((each) => each.startsWith(`${name}-`) && each.endsWith('.pgm')) ?? ''));
  const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(image.subarray(0, 40).toString('latin1'));
  return { width: Number(header?.[1]), data: image.subarray(header?.[0].length ?? 0) };
}

test.skipIf(!has('pdftoppm'))('embedded_subsets_draw_the_glyphs_of_the_full_fonts (needs pdftoppm)', async () => {
  const characters = [...new Set(`${longName}${words}龘彧玥犇堃頔0123456789ABCxyz√×△○◇★㎡①`)]
    .filter((character) => character.trim() !== '')
    .slice(0, 300);
  const { default: Document } = await import('pdfkit');
  const place = placer(fonts);
  for (const face of faces) {
    const documents = ['text', 'outline'].map(
      () => new Document({ size: [page.width, page.height], margin: 0, autoFirstPage: false, tagged: true, pdfVersion: '1.7' }),
    );
    const [asText, asOutline] = documents;
    if (!asText || !asOutline) throw new Error('no document');
    const canvas = new Canvas(asText, fonts);
    canvas.addPage();
    asOutline.addPage();
    const size = 20;
    for (const [index, character] of characters.entries()) {
      const [x, top] = [30 + (index % 20) * 26, 30 + Math.floor(index / 20) * 26];
      const [line] = breakLines(character, { face, size }, place, { width: 100 });
      if (line) canvas.line(line, x, top, 26, { size });
      const { face: found, text } = place(character, face);
      if (found === null) continue;
      const glyph = fonts[found].glyphForCodePoint(text.codePointAt(0) ?? 0);
      const scale = size / fonts[found].unitsPerEm;
      asOutline
        .save()
        .translate(x, top + 3 + 0.88 * size)
        .scale(scale, -scale)
        .path(glyph.path.toSVG())
        .fill('black')
        .restore();
    }
    const [text, outline] = await Promise.all(
      documents.map(async (document) => {
        const chunks: Buffer[] = [];
        document.on('data', (chunk: Buffer) => chunks.push(chunk));
        const ended = new Promise((resolve) => document.on('end', resolve));
        document.end();
        await ended;
        return Buffer.concat(chunks);
      }),
    );
    const [a, b] = [pixels(text ?? Buffer.alloc(0), `${face}-text`), pixels(outline ?? Buffer.alloc(0), `${face}-outline`)];
    expect(a.width).toBe(b.width);
    for (const [index, character] of characters.entries()) {
      const [left, top] = [2 * (30 + (index % 20) * 26), 2 * (30 + Math.floor(index / 20) * 26)];
      let ink = 0;
      let differing = 0;
      for (let y = top; y < top + 50; y++) {
        for (let x = left; x < left + 50; x++) {
          const [one = 255, other = 255] = [a.data[y * a.width + x], b.data[y * a.width + x]];
          ink += 255 - other;
          differing += Math.abs(one - other);
        }
      }
      expect(ink, `${face} ${character}`).toBeGreaterThan(0);
      // smoothing differs a little; another glyph differs by more than its ink
      expect(differing / ink, `${face} ${character}`).toBeLessThan(0.5);
    }
  }
});
