/** A cell whose figure is drawn as something else, crossed out, covered or not worked out is never read; it is said why. */
import ExcelJS from 'exceljs';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readForm } from '../../../domain/form/read-form.ts';
import { readFormFile } from '../../../electron/io/forms/read-form-file.ts';
import { buildZip } from '../../fixtures/archives.ts';
import { hunan } from '../../fixtures/reading.ts';

const label = '产业园跨境电商年进出口额（亿元）';

interface Cell {
  readonly value?: ExcelJS.CellValue;
  readonly style?: Partial<ExcelJS.Style>;
  /** the element of the cell instead of what was written */
  readonly xml?: string;
}

async function book({ value = 3.2, style = {}, xml }: Cell): Promise<Buffer> {
  const made = new ExcelJS.Workbook();
  const sheet = made.addWorksheet('申报表');
  sheet.addRow(['产业园名称', '测试跨境电商产业园']);
  Object.assign(sheet.addRow([label, value]).getCell(2), style);
  const parts = Object.entries(unzipSync(Buffer.from(await made.xlsx.writeBuffer())));
  return buildZip(
    parts.map(([name, data]) => {
      const text = Buffer.from(data).toString('utf8');
      const isSheet = xml !== undefined && name === 'xl/worksheets/sheet1.xml';
      return { name, data: isSheet ? text.replace(/<c r="B2".*?(?:<\/c>|\/>)/su, xml) : text };
    }),
  );
}

interface Read {
  readonly raw?: string | undefined;
  readonly found: string | null;
}

async function read(bytes: Buffer, name = 'a.xlsx'): Promise<Read> {
  const { content } = await readFormFile(name, bytes);
  const field = readForm(content, hunan).fields['annualTrade'];
  return { raw: field?.raw, found: field?.value == null ? (field?.why === undefined ? null : `? ${field.why}`) : String(field.value) };
}

const diagonal = { style: 'thin', up: true } as const;

describe('cells of a workbook', () => {
  test.each<[string, Cell, string | null]>([
    ['crossed from corner to corner', { style: { border: { diagonal } } }, '? crossed'],
    ['crossed the other way', { style: { border: { diagonal: { style: 'thin', down: true } } } }, '? crossed'],
    ['with ordinary borders', { style: { border: { top: { style: 'thin' }, left: { style: 'thin' } } } }, '3.2'],
    ['a figure over and over', { value: 5, style: { alignment: { horizontal: 'fill' } } }, '? glyphs'],
    ['a figure over and over, as words', { value: '5', style: { alignment: { horizontal: 'fill' } } }, '? glyphs'],
    ['filled up with nines', { value: 3, style: { numFmt: '0*9' } }, '? format'],
    ['filled up with blanks', { value: 3, style: { numFmt: '_ * #,##0.00_ ' } }, '3'],
    ['in Wingdings', { value: 5, style: { font: { name: 'Wingdings' } } }, '? glyphs'],
    ['in Webdings, as words', { value: '5', style: { font: { name: 'Webdings' } } }, '? glyphs'],
    ['a run in Wingdings', { value: { richText: [{ text: '3' }, { font: { name: 'Wingdings 2' }, text: '2' }] } }, '? glyphs'],
    ['from right to left by a mark', { value: '\u202e2.3\u202c' }, '? glyphs'],
    ['copied with the marks of an address book', { value: '\u202d3.2\u202c' }, '3.2'],
    ['two figures in a cell from right to left', { value: '2 300', style: { alignment: { readingOrder: 'rtl' } } }, '? glyphs'],
    ['one figure in a cell from right to left', { value: '3.2', style: { alignment: { readingOrder: 'rtl' } } }, '3.2'],
    ['struck out', { style: { font: { strike: true } } }, null],
    ['struck out in a run', { value: { richText: [{ font: { strike: true }, text: '6' }, { text: '7.5' }] } }, '7.5'],
    ['a formula without a result', { xml: '<c r="B2"><f>SUM(B5:B9)</f></c>' }, '? formula'],
    ['a formula with an error', { xml: '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>' }, '? formula'],
    ['a formula with its result', { xml: '<c r="B2"><f>1.6*2</f><v>3.2</v></c>' }, '3.2'],
    ['a formula that gives words', { xml: '<c r="B2" t="str"><f>"3.2"</f><v>3.2</v></c>' }, '3.2'],
    ['a formula that gives nothing', { xml: '<c r="B2" t="str"><f>""</f><v></v></c>' }, null],
    ['a number as words', { value: '3.2', style: { numFmt: '@' } }, '3.2'],
    ['nothing for zero', { value: 0, style: { numFmt: '[=0]"";General' } }, null],
    ['with 万 behind it', { value: 32_000, style: { numFmt: '0"万"' } }, '3.2'],
  ])('%s', async (_name, cell, expected) => {
    expect((await read(await book(cell))).found).toBe(expected);
  });

  test.each([
    [0.96, '0', '? format', '1 ≠ 0.96'],
    [0.35, '0', '? format', '0 ≠ 0.35'],
    [1.26, '0.0', '? format', '1.3 ≠ 1.26'],
    [1.004, '0.00', '1', '1.00'],
    [4.96, '0.0', '5', '5.0'],
    [226_000.4, '#,##0', '226000', '226,000'],
    [3.2, '"9"0.0', '? format', '93.2 ≠ 3.2'],
  ])('%d shown by %s', async (value, numFmt, found, raw) => {
    expect(await read(await book({ value, style: { numFmt } }))).toEqual({ found, raw });
  });

  test('words that are crossed out, or turned round, are no answer either', async () => {
    const made = new ExcelJS.Workbook();
    const sheet = made.addWorksheet('申报表');
    sheet.addRow(['产业园名称', '\u202e园业产']);
    Object.assign(sheet.addRow(['运营主体名称', '甲公司']).getCell(2), { border: { diagonal } });
    sheet.addRow(['联系人', '李四']);
    const { content } = await readFormFile('a.xlsx', Buffer.from(await made.xlsx.writeBuffer()));
    const { fields } = readForm(content, hunan);
    expect(fields['parkName']).toMatchObject({ value: null, why: 'glyphs' });
    expect(fields['operator']).toMatchObject({ value: null, why: 'crossed' });
    expect(fields['contact']?.value).toBe('李四');
  });
});
