/** What a cell of a workbook shows by its number format is what is read, or it is left unread with the reason. */
import ExcelJS from 'exceljs';
import * as fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readForm } from '../../../domain/form/read-form.ts';
import { showNumber, showText } from '../../../electron/io/forms/number-formats.ts';
import { readXlsx, readSheets } from '../../../electron/io/forms/xlsx.ts';
import { buildZip } from '../../fixtures/archives.ts';
import { hunan } from '../../fixtures/reading.ts';

describe('what is shown', () => {
  test.each([
    ['General', 4.1, '4.1'],
    ['General', 0.1 + 0.2, '0.3'],
    ['@', 3.2, '3.2'],
    ['0.00', 3.2, '3.20'],
    ['0.00', 1.005, '1.01'],
    ['0.0', 3.25, '3.3'],
    ['#.##', 3, '3'],
    ['#,##0.00', 32000, '32,000.00'],
    ['$#,##0.00', 32000, '$32,000.00'],
    ['[$US$-409]#,##0.00', 32000, 'US$32,000.00'],
    ['[$€-407]#,##0.00', 32000, '€32,000.00'],
    ['[$¥-804]#,##0.00', 32000, '¥32,000.00'],
    ['"≥"0.0', 3.2, '≥3.2'],
    ['"不足"0.0', 3.2, '不足3.2'],
    ['0.0"+"', 3.2, '3.2+'],
    ['"约"0.0', 3.2, '约3.2'],
    ['"万元"0.00', 3.2, '万元3.20'],
    ['G/通用格式"万元"', 3.2, '3.2万元'],
    ['[红色]0.0"亿元"', 3.2, '3.2亿元'],
    ['0,', 32000, '32'],
    ['0.00,,', 3_200_000, '3.20'],
    ['0!.0,"万"', 32000, '3.2万'],
    ['0.00_);(0.00)', 3.2, '3.20'],
    ['0.00_);(0.00)', -3.2, '(3.20)'],
    ['0.0%', 0.315, '31.5%'],
    ['# ?/?', 2.5, '2.5'],
    ['0.00E+00', 320_000_000, '320000000'],
    ['[>100]0.0"亿元";0.0"万元"', 320, '320.0亿元'],
    ['[>100]0.0"亿元";0.0"万元"', 3.2, '3.2万元'],
    ['_ * #,##0.00_ ', 20000, '20,000.00'],
    ['00000', 32, '00032'],
    ['[DBNum2][$-804]G/通用格式', 32, '32'],
    [';;;', 3.2, ''],
    [';-0.0', 3.2, ''],
    ['0.0;;', -3, ''],
    ['0.0;-0.0;"-"', 0, '-'],
  ])('%s of %d is %s', (code, value, text) => {
    const shown = showNumber(code, value, null);
    expect(shown.text).toBe(text);
    expect(shown.isDisguised).toBe(text === '-');
  });

  test.each([
    ['"9"0.0', 3.2, '93.2'],
    ['0.0"1"', 3.2, '3.21'],
    ['0"."0', 32, '3.2'],
    ['"2023年"0.0', 3.2, '2023年3.2'],
    ['0.0;0.0', -3.2, '3.2'],
    ['-0.0', 3.2, '-3.2'],
    ['"("0.0")"', 3.2, '(3.2)'],
    ['0', 0.35, '0'],
    ['"是";;"否"', 1, '是'],
    ['"很多"', 3.2, '很多'],
    ['"0731-"00000000', 82_345_678, '0731-82345678'],
    ['0"万"', 3, '3万'],
  ])('%s of %d shows %s, which is another number or none', (code, value, text) => {
    expect(showNumber(code, value, null)).toEqual({ text, numeric: false, isDisguised: code !== '0"万"' });
  });

  test.each([
    ['yyyy"年"m"月"', '2023-03'],
    ['yyyy-mm-dd', '2023-03-15'],
    ['[$-804]yyyy"年"m"月"d"日";@', '2023-03-15'],
    ['yyyy/m/d h:mm', '2023-03-15'],
    ['mmm-yy', '2023-03'],
    ['m"月"d"日"', '3月15日'],
    ['[DBNum1][$-804]yyyy"年"m"月"', '2023-03'],
  ])('the day in %s is %s', (code, text) => {
    expect(showNumber(code, 45000, '2023-03-15')).toEqual({ text, numeric: false, isDisguised: false });
  });

  test.each([
    ['@"亿元"', '3.2', '3.2亿元'],
    ['0.0;;;"第"@', '3.2', '第3.2'],
    ['0.0', '3.2', '3.2'],
    [';;;', '3.2', ''],
    ['0;0;0;', '3.2', ''],
  ])('%s of the words %s shows %s', (code, text, shown) => {
    expect(showText(code, text)).toBe(shown);
  });

  test('a code that nobody knows leaves the number open', () => {
    expect(showNumber('0.0 q[', 3.2, null)).toEqual({ text: '3.2', numeric: false, isDisguised: true });
  });
});

const label = '产业园跨境电商年进出口额';

/** The value of the field, or `? reason`. */
async function read(stated: string, value: ExcelJS.CellValue, numFmt: string): Promise<string | null> {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('申报表').addRow([stated, value]).getCell(2).numFmt = numFmt;
  const { annualTrade } = readForm(await readXlsx(Buffer.from(await book.xlsx.writeBuffer())), hunan).fields;
  return annualTrade?.value == null ? (annualTrade?.why === undefined ? null : `? ${annualTrade.why}`) : String(annualTrade.value);
}

describe('what is read', () => {
  test.each([
    [`${label}（亿元）`, 3.2, '0.00', '3.2'],
    [`${label}（亿元）`, 3.2, '"≥"0.0', '? bound'],
    [`${label}（亿元）`, 3.2, '"不足"0.0', '? bound'],
    [`${label}（亿元）`, 3.2, '0.0"+"', '? bound'],
    [`${label}（亿元）`, 3.2, '0.0"亿元以上"', '? bound'],
    [`${label}（亿元）`, 3.2, '"约"0.0', '3.2'],
    [`${label}（亿元）`, 3.2, '"预计"0.0', '? unproven'],
    [`${label}（亿元）`, 3.2, '$#,##0.00', '? currency'],
    [`${label}（亿元）`, 3.2, '[$US$-409]#,##0.00', '? currency'],
    [`${label}（亿元）`, 3.2, '[$€-407]#,##0.00', '? currency'],
    [`${label}（亿元）`, 3.2, '[$¥-804]#,##0.00', '3.2'],
    [label, 32000, '"万元"0.00', '3.2'],
    [label, 32000, 'G/通用格式"万元"', '3.2'],
    [label, 32000, '#,##0.00"万元"', '3.2'],
    [`${label}（万元）`, 3200, '0.0,', '0.00032'],
    [`${label}（万元）`, 3_200_000, '0.00,,', '0.00032'],
    [`${label}（元）`, 320_000_000, '0!.0000,"亿"', '? format'],
    [`${label}（亿元）`, 3.2, '"9"0.0', '? format'],
    [`${label}（亿元）`, 3.2, '"2023年："0.0', '? format'],
    [`${label}（亿元）`, -3.2, '0.0;0.0', '? format'],
    [`${label}（亿元）`, -3.2, '0.00_);(0.00)', '? words'],
    [`${label}（亿元）`, 3.2, '0.00_);(0.00)', '3.2'],
    [`${label}（亿元）`, 3.2, '[>100]0.0;0.0"万美元"', '? currency'],
    [`${label}（亿元）`, 2.5, '# ?/?', '2.5'],
    [`${label}（亿元）`, 2.34, '# ?/?', '? format'],
    [`${label}（亿元）`, 0.32, '0%', '? unit'],
    [`${label}（亿元）`, 3.2, '0.00E+00', '3.2'],
    [`${label}（亿元）`, 3.2, ';;;', null],
    [`${label}（亿元）`, 0.35, '0', '? format'],
    [`${label}（亿元）`, 3.2, 'yyyy"年"', '? unit'],
    [`${label}（亿元）`, '3.2', '@"万美元"', '? currency'],
  ])('%s, %j shown by %s is %s', async (stated, value, numFmt, found) => {
    expect(await read(stated, value, numFmt)).toBe(found);
  });

  test.each([
    ['1', '0'],
    ['0', undefined],
  ])('a sheet that shows zeros or not (%s)', async (showZeros, text) => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('申报表', { views: [{ state: 'normal' }] }).addRow([label, 0]);
    const bytes = await changed(book, 'xl/worksheets/sheet1.xml', (xml) =>
      xml.replace('<sheetView ', `<sheetView showZeros="${showZeros}" `),
    );
    expect((await readSheets(bytes))[0]?.table.cells[1]?.text).toBe(text);
  });
});

/** The file with one of its parts changed. */
async function changed(book: ExcelJS.Workbook, path: string, change: (xml: string) => string): Promise<Buffer> {
  const parts = Object.entries(unzipSync(Buffer.from(await book.xlsx.writeBuffer())));
  return buildZip(
    parts.map(([name, data]) => ({ name, data: name === path ? change(Buffer.from(data).toString('utf8')) : Buffer.from(data) })),
  );
}

const digits = fc.constantFrom('0', '0.0', '0.00', '#,##0', '#,##0.00', '0.0#', '00.0', '0,', '0.0,,', '0.0%', '0.00E+00');
const literal = fc.constantFrom(
  '',
  '"约"',
  '"亿元"',
  '"万"',
  '"9"',
  '"1,"',
  '"."',
  '\\3',
  '!5',
  '"≥"',
  '_ ',
  '[Red]',
  '(',
  ')',
  '-',
  '+',
  '￥',
  '$',
);

test('no_format_gives_another_number_than_the_cell_holds', () => {
  const number = fc.tuple(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), fc.integer({ min: 0, max: 4 }));
  fc.assert(
    fc.property(literal, digits, literal, number, (before, shape, after, [whole, places]) => {
      const value = whole / 10 ** places;
      const { text, isDisguised } = showNumber(`${before}${shape}${after}`, value, null);
      if (isDisguised || text === '' || /E[+-]\d/.test(text)) return;
      const figure = /\d[\d,]*(?:\.(\d+))?/.exec(text);
      const shown = Number(figure?.[0].replaceAll(',', '') ?? Number.NaN);
      const least = 0.51 * 10 ** -(figure?.[1]?.length ?? 0);
      // a power is written out in its three places
      const slack = shape.includes('E') ? Math.abs(value) * 0.006 : least;
      const sizes = [1, 100, 1e-3, 1e-6, 1e-4].map((scale) => Math.abs(value) * scale);
      expect(sizes.some((size) => Math.abs(size - shown) <= slack)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
