/** A cell whose figure is drawn as something else, crossed out, covered or not worked out is never read; it is said why. */
import ExcelJS from 'exceljs';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readForm } from '../../../domain/form/read-form.ts';
import { readFormFile } from '../../../electron/io/forms/read-form-file.ts';
import { buildZip } from '../../fixtures/archives.ts';
import { buildDocx, escapeXml, paragraph, run, wordSpaces, wordTable } from '../../fixtures/office.ts';
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

/** The workbook with a conditional format of the newer kind, which holds its formula, its look and its places itself. */
async function withNewerRule(rule: string): Promise<Buffer> {
  const parts = Object.entries(unzipSync(await book({ value: 3.2 })));
  const extension = `<extLst><ext xmlns:x14="x14" xmlns:xm="xm" uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"><x14:conditionalFormattings><x14:conditionalFormatting>${rule}<xm:sqref>B1:B9</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst></worksheet>`;
  return buildZip(
    parts.map(([name, data]) => {
      const text = Buffer.from(data).toString('utf8');
      return { name, data: name === 'xl/worksheets/sheet1.xml' ? text.replace('</worksheet>', extension) : text };
    }),
  );
}

const diagonal = { style: 'thin', up: true } as const;

describe('a conditional format of the newer kind', () => {
  const white = '<x14:dxf><font><color rgb="FFFFFFFF"/></font></x14:dxf>';
  test.each([
    ['that always holds', `<x14:cfRule type="expression" priority="1"><xm:f>TRUE</xm:f>${white}</x14:cfRule>`, null],
    [
      'that rests on another sheet',
      `<x14:cfRule type="expression" priority="1"><xm:f>Sheet2!$A$1=1</xm:f>${white}</x14:cfRule>`,
      '? format',
    ],
    ['that never holds', `<x14:cfRule type="expression" priority="1"><xm:f>FALSE</xm:f>${white}</x14:cfRule>`, '3.2'],
    ['that stands signs in its place', '<x14:cfRule type="iconSet" priority="1"><x14:iconSet showValue="0"/></x14:cfRule>', null],
    ['that stands signs beside it', '<x14:cfRule type="iconSet" priority="1"><x14:iconSet/></x14:cfRule>', '3.2'],
  ])('%s', async (_what, rule, found) => {
    expect((await read(await withNewerRule(rule))).found).toBe(found);
  });
});

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
    ['a picture of WPS', { xml: '<c r="B2" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>' }, '? glyphs'],
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

  test.each([
    [226_000_000, '#,##0.00', 4, {}, '? format', '#### ≠ 226000000'],
    [226_000_000, '#,##0.00', 14, {}, '226000000', '226,000,000.00'],
    [226_000_000, '#,##0.00', 4, { alignment: { shrinkToFit: true } }, '226000000', '226,000,000.00'],
    [226_000_000, '#,##0.00', 7, { font: { size: 6 } }, '226000000', '226,000,000.00'],
    [3.14159, 'General', 8, {}, '3.14159', '3.14159'],
    [1.456, 'General', 0.8, {}, '? format', '1 ≠ 1.456'],
    [32_000_000, 'General', 3, {}, '? format', '#### ≠ 32000000'],
  ])('%d by %s in a column of %d', async (value, numFmt, width, style, found, raw) => {
    const made = new ExcelJS.Workbook();
    const sheet = made.addWorksheet('申报表');
    sheet.getColumn(2).width = width;
    sheet.addRow(['产业园名称', '测试跨境电商产业园']);
    Object.assign(sheet.addRow([label, value]).getCell(2), { ...style, numFmt });
    expect(await read(Buffer.from(await made.xlsx.writeBuffer()))).toEqual({ found, raw });
  });

  test.each([
    ['32000000', 3, '元', {}, '? covered'],
    ['32000000', 3, '', {}, '32000000'],
    ['32000000', 12, '元', {}, '0.32'],
    ['32000000', 3, '元', { alignment: { wrapText: true } }, '0.32'],
  ])('words of a figure (%s) in a column of %d beside %j', async (value, width, beside, style, found) => {
    const made = new ExcelJS.Workbook();
    const sheet = made.addWorksheet('申报表');
    sheet.getColumn(2).width = width;
    sheet.addRow(['产业园名称', '测试跨境电商产业园']);
    Object.assign(sheet.addRow([label, value, beside]).getCell(2), style);
    expect((await read(Buffer.from(await made.xlsx.writeBuffer()))).found).toBe(found);
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

const styles = `
  <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
  <w:style w:type="character" w:styleId="Signs"><w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr></w:style>
  <w:style w:type="character" w:styleId="SignsToo"><w:basedOn w:val="Signs"/></w:style>
  <w:style w:type="paragraph" w:styleId="Listed"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
  <w:style w:type="table" w:styleId="Crossing"><w:tblStylePr w:type="lastCol"><w:tcPr><w:tcBorders><w:tl2br w:val="single"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>`;

const numbering = `<w:numbering ${wordSpaces}>
  <w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>
  <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl></w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>`;

/** A form whose figure stands in a cell of these properties; `change` of the whole body. */
function word(inner: string, properties = '', change: (body: string) => string = (body) => body): Buffer {
  const table = wordTable([
    ['产业园名称', '测试跨境电商产业园'],
    [label, { xml: inner }],
  ]);
  const at = table.lastIndexOf('<w:tcPr>') + '<w:tcPr>'.length;
  const docx = unzipSync(buildDocx(change(`${table.slice(0, at)}${properties}${table.slice(at)}`), styles));
  const parts = Object.entries(docx).map(([name, data]) => ({ name, data: Buffer.from(data) }));
  const comments = `<w:comments ${wordSpaces}><w:comment w:id="7">${paragraph('单位：万元')}</w:comment><w:comment w:id="8">${paragraph('笔误，应为 0.32')}</w:comment></w:comments>`;
  return buildZip([...parts, { name: 'word/numbering.xml', data: numbering }, { name: 'word/comments.xml', data: comments }]);
}

const line = (...runs: readonly string[]): string => `<w:p>${runs.join('')}</w:p>`;
const listed = (properties: string, text: string): string => `<w:p><w:pPr>${properties}</w:pPr>${run(text)}</w:p>`;
const numberedBy = (id: number): string => `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${id}"/></w:numPr>`;
const symbol = (font: string, char: string): string => `<w:r><w:sym w:font="${font}" w:char="${char}"/></w:r>`;
const signs = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>';
const figure = line(run('3.2'));
const row = (properties: string) => (body: string) => {
  const at = body.lastIndexOf('<w:tr>') + '<w:tr>'.length;
  return `${body.slice(0, at)}<w:trPr>${properties}</w:trPr>${body.slice(at)}`;
};

describe('cells of a Word file', () => {
  test.each<[string, Buffer, string | null]>([
    ['deleted while changes are followed', word(figure, '<w:cellDel w:id="1" w:author="a"/>'), null],
    ['added while changes are followed', word(figure, '<w:cellIns w:id="1" w:author="a"/>'), '3.2'],
    ['in a deleted row', word(figure, '', row('<w:del w:id="1" w:author="a"/>')), null],
    ['in an added row', word(figure, '', row('<w:ins w:id="1" w:author="a"/>')), '3.2'],
    ['in a row of no height', word(figure, '', row('<w:trHeight w:val="10" w:hRule="exact"/>')), null],
    ['in a row that grows', word(figure, '', row('<w:trHeight w:val="10" w:hRule="atLeast"/>')), '3.2'],
    ['crossed downwards', word(figure, '<w:tcBorders><w:tl2br w:val="single" w:sz="4"/></w:tcBorders>'), '? crossed'],
    ['crossed upwards', word(figure, '<w:tcBorders><w:tr2bl w:val="single" w:sz="4"/></w:tcBorders>'), '? crossed'],
    ['not crossed any more', word(figure, '<w:tcBorders><w:tl2br w:val="nil"/></w:tcBorders>'), '3.2'],
    [
      'crossed by the style of its table',
      word(figure, '', (body) =>
        body.replace('<w:tblPr>', '<w:tblPr><w:tblStyle w:val="Crossing"/><w:tblLook w:val="0100" w:lastColumn="1"/>'),
      ),
      '? crossed',
    ],
    ['a figure in Wingdings', word(line(run('3'), run('5', signs))), '? glyphs'],
    ['in Wingdings by a style of a style', word(line(run('3'), run('5', '<w:rStyle w:val="SignsToo"/>'))), '? glyphs'],
    ['Wingdings for Chinese characters alone', word(line(run('3.2', '<w:rFonts w:eastAsia="Wingdings"/>'))), '3.2'],
    ['a symbol of an ordinary font', word(line(run('3'), symbol('宋体', '0035'))), '35'],
    ['a figure of the font Symbol', word(line(run('3'), symbol('Symbol', 'F035'))), '35'],
    ['a sign that nobody knows', word(line(run('3'), symbol('Wingdings', 'F035'))), '? glyphs'],
    ['a picture beside a figure', word(line(run('3'), '<w:r><w:drawing><wp:inline/></w:drawing></w:r>')), '? glyphs'],
    ['a picture for a figure', word(line('<w:r><w:drawing><wp:inline/></w:drawing></w:r>')), '? glyphs'],
    ['turned round', word(line(`<w:bdo w:val="rtl">${run('2.3')}</w:bdo>`)), '? glyphs'],
    ['set from left to right', word(line(`<w:bdo w:val="ltr">${run('3.2')}</w:bdo>`)), '3.2'],
    ['one figure from the right', word(line(run('3.2', '<w:rtl/>'))), '3.2'],
    ['two figures from the right', word(line(run('2 300', '<w:rtl/>'))), '? glyphs'],
    ['two figures in a line from the right', word(`<w:p><w:pPr><w:bidi/></w:pPr>${run('2 300')}</w:p>`), '? glyphs'],
    ['a digit behind the number of a list', word(listed(numberedBy(1), '5')), '? glyphs'],
    ['a digit behind the number of a style', word(listed('<w:pStyle w:val="Listed"/>', '5')), '? glyphs'],
    ['a digit behind a bullet', word(listed(numberedBy(2), '5')), '5'],
    ['a digit without a list', word(listed('<w:pStyle w:val="Listed"/><w:numPr><w:numId w:val="0"/></w:numPr>', '5')), '5'],
    ['characters over each other', word(line(run('2.5'), run('9', '<w:spacing w:val="-120"/>'))), '2.5'],
    ['characters a little nearer', word(line(run('2.59', '<w:spacing w:val="-10"/>'))), '2.59'],
    ['a line of no height', word(`<w:p><w:pPr><w:spacing w:line="10" w:lineRule="exact"/></w:pPr>${run('9')}</w:p>${figure}`), '3.2'],
    ['fitted into no room', word(line(run('2.5'), run('9', '<w:fitText w:val="10"/>'))), '2.5'],
    ['fitted into its cell', word(line(run('2.59', '<w:fitText w:val="800"/>'))), '2.59'],
  ])('%s', async (_name, bytes, expected) => {
    expect((await read(bytes, 'a.docx')).found).toBe(expected);
  });

  test.each([
    ['7', '32000', '? unitOpen'],
    ['8', '3.2', '? unproven'],
    ['9', '3.2', '3.2'],
  ])('a comment (%s) at the figure %s', async (id, text, expected) => {
    const bytes = word(line(run(text), `<w:r><w:commentReference w:id="${id}"/></w:r>`));
    expect((await read(bytes, 'a.docx')).found).toBe(expected);
  });

  test('a comment on the title says the unit of the table', async () => {
    const heading = line(run('申报表'), '<w:r><w:commentReference w:id="7"/></w:r>');
    const bytes = word(line(run('32000')), '', (body) => heading + body.replace(escapeXml('（亿元）'), ''));
    expect((await read(bytes, 'a.docx')).found).toBe('3.2');
  });

  test.each([
    ['3.1', '', '? period'],
    ['', '3.2', '3.2'],
  ])('tables under the years that they are of: %j and %j', async (first, second, expected) => {
    const table = (figure: string): string => wordTable([[label, figure]]);
    const body = `${paragraph('一、2022年情况')}${table(first)}${paragraph('二、2023年情况')}${paragraph('')}${table(second)}`;
    expect((await read(buildDocx(body, styles), 'a.docx')).found).toBe(expected);
  });
});
