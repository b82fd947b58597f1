/** A sign of a PDF that is drawn as another than the file says it is: what is seen and what is said differ, and neither is read. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { create, type Font } from 'fontkit';
import PdfKit from 'pdfkit';
import { describe, expect, test } from 'vitest';
import { readForm } from '../../../../domain/form/read-form.ts';
import { isDrawnAsOther } from '../../../../electron/io/forms/pdf/figures/drawn-as.ts';
import { rasterOf } from '../../../../electron/io/forms/pdf/figures/raster.ts';
import { drawnShapes } from '../../../../electron/io/forms/pdf/figures/shapes.ts';
import { identity, subPaths } from '../../../../electron/io/forms/pdf/page/geometry.ts';
import { readFormFile } from '../../../../electron/io/forms/read-form-file.ts';
import { pdfPage, pdfRow, pdfRows } from '../../../fixtures/office.ts';
import { hunan } from '../../../fixtures/reading.ts';
import { has, run } from '../../../fixtures/tools.ts';

const fonts = ['NotoSansSC-Medium', 'NotoSerifSC-Regular', 'LXGWWenKai-Regular'].map((name) =>
  join(import.meta.dirname, '../../../../resources/fonts', `${name}.ttf`),
);
const codes: Readonly<Record<string, number>> = { moveTo: 0, lineTo: 1, bezierCurveTo: 2, quadraticCurveTo: 3, closePath: 4 };

function outlinesOf(font: Font, sign: string): (readonly (readonly [number, number])[])[] {
  const { commands } = font.glyphForCodePoint(sign.codePointAt(0) ?? 0).path;
  const path = commands.flatMap(({ command, args }) => [codes[command] ?? 4, ...args]);
  return subPaths(path, identity).map(({ outline }) => [...outline]);
}

const opened = fonts.map((path) => create(readFileSync(path)) as Font);

test('the_shapes_are_those_of_the_fonts_of_the_program', () => {
  for (const [sign, shapes] of Object.entries(drawnShapes)) {
    const drawn = opened.map((font) => {
      const squares = rasterOf(outlinesOf(font, sign)) ?? [];
      const digit = (at: number): number => [8, 4, 2, 1].reduce((sum, bit, next) => sum + (squares[at + next] === true ? bit : 0), 0);
      return Array.from({ length: squares.length / 4 }, (_, at) => digit(at * 4).toString(16)).join('');
    });
    expect(drawn).toEqual(shapes);
  }
});

const signs = Object.keys(drawnShapes);

test('no_sign_is_taken_for_another_and_most_others_are_told', () => {
  let [told, all] = [0, 0];
  for (const font of opened) {
    for (const sign of signs) {
      const outlines = outlinesOf(font, sign);
      expect([sign, isDrawnAsOther(sign, outlines)]).toEqual([sign, false]);
      for (const other of signs.filter((each) => each !== sign && /\d/.test(each) === /\d/.test(sign))) {
        all += 1;
        if (isDrawnAsOther(other, outlines)) told += 1;
      }
    }
  }
  expect(told / all).toBeGreaterThan(0.93);
});

/** A form in one font, of which some signs say that they are others. */
async function formOf(
  font: string,
  trade: string,
  lies: Readonly<Record<string, string>>,
  label = '产业园跨境电商年进出口额（亿元）',
): Promise<Buffer> {
  const document = new PdfKit({ size: 'A4' });
  document.font(font).fontSize(11);
  const rows = [
    ['产业园名称', '星湖跨境电商产业园'],
    [label, trade],
    ['产业园总建筑面积（平方米）', '30000'],
  ] as const;
  for (const [row, cells] of rows.entries()) {
    for (const [column, text] of cells.entries()) {
      document.rect(column === 0 ? 50 : 300, 60 + row * 24, 250, 24).stroke();
      document.text(text, column === 0 ? 54 : 304, 66 + row * 24, { lineBreak: false });
    }
  }
  // what each glyph says it is, as pdfkit writes it into the file
  const unicode = (document as unknown as Record<string, { readonly unicode: number[][] }>)['_font']?.unicode ?? [];
  for (const [at, [code]] of unicode.entries()) {
    const lie = code === undefined ? undefined : lies[String.fromCodePoint(code)];
    if (lie !== undefined) unicode[at] = Array.from(lie, (sign) => sign.codePointAt(0) ?? 0);
  }
  document.end();
  return buffer(document);
}

describe.each(fonts.map((font) => [font.replace(/^.*\//u, ''), font]))('in %s', (_name, font) => {
  const trade = async (...form: [string, Record<string, string>, string?]): Promise<readonly [unknown, readonly string[]]> => {
    const { content } = await readFormFile('申报表.pdf', await formOf(font, ...form));
    const { fields } = readForm(content, hunan);
    expect([fields['parkName']?.value, fields['totalArea']?.value]).toEqual(['星湖跨境电商产业园', '30000']);
    return [fields['annualTrade']?.value ?? null, content.unseen ?? []];
  };

  test('signs that are what they say are read', async () => {
    expect(await trade('1245.6789', {})).toEqual(['1245.6789', []]);
  });

  test.each([
    ['9.25', { 9: '1' }, ['1']],
    ['9.25', { 9: '5' }, ['5']],
    ['8.25', { 8: '6' }, ['6']],
    ['6.25', { 6: '2' }, ['2']],
    ['12.5', { 2: '9' }, ['9']],
    ['92.5', { 9: ' ' }, []],
    ['92.5', { 9: '' }, []],
  ])('%s that says %j is not read', async (drawn, lies, unseen) => {
    expect(await trade(drawn, lies)).toEqual([null, unseen]);
  });

  test.each([{ 亿: '万' }, { 亿: ' ' }, { 亿: '' }])('a unit that says %j leaves the figure open', async (lies) => {
    expect((await trade('9.25', lies))[0]).toBeNull();
    expect((await trade('9.25亿元', lies, '产业园跨境电商年进出口额'))[0]).toBeNull();
  });
});

describe('in a font that is only named', () => {
  const rows = (trade: string): (readonly [string, string])[] => [
    ['产业园名称', '星湖跨境电商产业园'],
    ['产业园跨境电商年进出口额（亿元）', trade],
    ['产业园总建筑面积（平方米）', '30000'],
  ];
  const hex = (code: number): string => `<${code.toString(16).padStart(4, '0')}>`;
  /** What the codes of a font stand for: what they are, but for the lies. */
  const claims = (lies: Readonly<Record<number, string>>, start = '<0000> <ffff> <0000>'): string => {
    const chars = Object.entries(lies).map(([code, sign]) => `${hex(Number(code))} ${hex(sign.codePointAt(0) ?? 0)}`);
    const map = `begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange ${start} endbfrange ${chars.length} beginbfchar ${chars.join('\n')} endbfchar endcmap`;
    return `<</Length ${map.length}>>stream\n${map}\nendstream`;
  };
  const read = async (bytes: Buffer): Promise<unknown> => {
    const { content } = await readFormFile('申报表.pdf', bytes);
    const { annualTrade, parkName, totalArea } = readForm(content, hunan).fields;
    expect([parkName?.value, totalArea?.value]).toEqual(['星湖跨境电商产业园', '30000']);
    return annualTrade?.value ?? `? ${annualTrade?.why}`;
  };
  const code = (sign: string): number => sign.codePointAt(0) ?? 0;

  test.each<[string, Readonly<Record<number, string>>, string]>([
    ['9.5', { [code('星')]: '星' }, '9.5'],
    ['9.5', { [code('9')]: '1' }, '? words'],
    ['9.5', { [code('.')]: '5' }, '? several'],
    ['9.5亿元', { [code('亿')]: '万' }, '? words'],
    ['9.5', { [code('7')]: '1' }, '9.5'],
  ])('%s whose codes are said to be %j', async (trade, lies, expected) => {
    const bytes = pdfPage(pdfRows(rows(trade)), { font: '/ToUnicode 8 0 R', objects: [claims(lies)] });
    expect(await read(bytes)).toBe(expected);
  });

  test.skipIf(!has('qpdf'))('that lies in a packed object (needs qpdf)', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'claims-'));
    try {
      const [plain, packed] = [join(folder, 'plain.pdf'), join(folder, 'packed.pdf')];
      for (const [lies, expected] of [
        [{ [code('9')]: '1' }, '? words'],
        [{ [code('7')]: '1' }, '9.5'],
      ] as const) {
        writeFileSync(plain, pdfPage(pdfRows(rows('9.5')), { font: '/ToUnicode 8 0 R', objects: [claims(lies)] }));
        run('qpdf', ['--object-streams=generate', plain, packed]);
        expect(readFileSync(packed).includes('/ToUnicode')).toBe(false);
        expect(await read(readFileSync(packed))).toBe(expected);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('whose entry is written by its codes', async () => {
    expect(await read(pdfPage(pdfRows(rows('9.5')), { font: '/To#55nicode 8 0 R', objects: [claims({ [code('9')]: '1' })] }))).toBe(
      '? words',
    );
  });

  test('a code without any say is what its collection has', async () => {
    expect(await read(pdfPage(pdfRows(rows('9.5'))))).toBe('9.5');
  });

  test('of one of the usual Latin faces', async () => {
    const face = '/Font<</F1 5 0 R/F2 8 0 R>>';
    const page = pdfRows(rows('')) + `\nBT /F2 9 Tf 254 ${pdfRow(1)} Td (9.5) Tj ET`;
    const font = (say: string): string => `<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding${say}>>`;
    const built = (say: string): Buffer => {
      const map = 'begincmap 1 begincodespacerange <00> <ff> endcodespacerange 2 beginbfchar <39> <0031> <35> <0035> endbfchar endcmap';
      return pdfPage(page, {
        page: `/Resources<<${face}>>`,
        objects: [font(say), `<</Length ${map.length}>>stream\n${map}\nendstream`],
      });
    };
    expect(await read(built(''))).toBe('9.5');
    expect(await read(built('/ToUnicode 9 0 R'))).toBe('? words');
  });
});
