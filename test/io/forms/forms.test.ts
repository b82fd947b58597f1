import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import PdfKit from 'pdfkit';
import { afterAll, describe, expect, test } from 'vitest';
import { readForm } from '../../../domain/form/read-form.ts';
import { readDocx } from '../../../electron/io/forms/docx.ts';
import { readPdf } from '../../../electron/io/forms/pdf/pdf.ts';
import { readPage } from '../../../electron/io/forms/pdf/grid.ts';
import { readXlsx } from '../../../electron/io/forms/xlsx.ts';
import { XmlFault, parseXml } from '../../../electron/io/forms/parts/xml.ts';
import { buildZip } from '../../fixtures/archives.ts';
import { buildDocx, escapeXml, formDocx, formRows, formTitle, paragraph, run, wordTable } from '../../fixtures/office.ts';
import { hunan, openDesk } from '../../fixtures/reading.ts';
import { has, run as runTool } from '../../fixtures/tools.ts';

const desk = openDesk();
afterAll(() => desk.clear());

/** What the official form of the fixtures says. */
const whole = Object.fromEntries(
  Object.entries(
    readForm(
      {
        tables: [
          {
            cells: formRows().flatMap(([label, value], row) =>
              [label, value].map((text, col) => ({ row, col, rowSpan: 1, colSpan: 1, text })),
            ),
          },
        ],
        paragraphs: [],
      },
      hunan,
    ).fields,
  ).map(([key, { value }]) => [key, value]),
);

async function valuesOf(content: Promise<Parameters<typeof readForm>[0]>): Promise<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(readForm(await content, hunan).fields).map(([key, { value }]) => [key, value]));
}

async function inWord(body: string): Promise<Record<string, unknown>> {
  return valuesOf(readDocx(buildDocx(body)));
}

test('the form of the fixtures is whole', async () => {
  expect(Object.values(whole)).not.toContain(null);
  expect(await valuesOf(readDocx(formDocx()))).toEqual(whole);
});

test('a value split over runs, with proofing marks and bookmarks between, is one value', async () => {
  const xml = `<w:p><w:proofErr w:type="spellStart"/>${run('测试跨境')}<w:bookmarkStart w:id="0" w:name="a"/>${run('电商')}<w:hyperlink>${run('产业园')}</w:hyperlink></w:p>`;
  expect(await inWord(wordTable([['产业园名称', { xml }]]))).toEqual({ parkName: '测试跨境电商产业园' });
});

test('deleted, moved, hidden words and field codes are not read, inserted ones are', async () => {
  const xml = `<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins>${run('新')}</w:ins>${run('隐', '<w:vanish/>')}<w:moveFrom>${run('移')}</w:moveFrom><w:r><w:instrText>PAGE</w:instrText></w:r>${run('园')}</w:p>`;
  expect(await inWord(wordTable([['产业园名称', { xml }]]))).toEqual({ parkName: '新园' });
});

test('merged cells keep label and value together', async () => {
  const body = wordTable([
    [{ text: '产业园四至范围', merge: 'restart' }, { text: '东至东一路', span: 2 }, '西至西二路'],
    [{ merge: 'continue' }, { text: '南至南三路', span: 2 }, '北至北四路'],
    ['联系人', { text: '张三', span: 3 }],
  ]);
  expect(await inWord(body)).toEqual({
    boundaryEast: '东一路',
    boundaryWest: '西二路',
    boundarySouth: '南三路',
    boundaryNorth: '北四路',
    contact: '张三',
  });
});

const control = (checked: boolean, shown: string) =>
  `<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="${checked ? 1 : 0}"/></w14:checkbox></w:sdtPr><w:sdtContent>${run(shown)}</w:sdtContent></w:sdt>`;
const symbol = (font: string, code: string) => `<w:r><w:sym w:font="${font}" w:char="${code}"/></w:r>`;
const formBox = (checked: boolean) =>
  `<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>${checked ? '<w:checked/>' : ''}</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>`;

test.each([
  ['content controls', control(true, '☒'), control(false, '☐')],
  ['controls whatever they show', control(true, '□'), control(false, '□')],
  ['Wingdings symbols', symbol('Wingdings', 'F0FE'), symbol('Wingdings', 'F0A8')],
  ['Wingdings 2 symbols', symbol('Wingdings 2', 'F052'), symbol('Wingdings 2', 'F0A3')],
  ['letters in Wingdings', run('\u00fe', '<w:rFonts w:ascii="Wingdings"/>'), run('o', '<w:rFonts w:ascii="Wingdings"/>')],
  ['old form fields', formBox(true), formBox(false)],
])('ticks made of %s are read', async (_, on, off) => {
  const xml = `<w:p>${off}${run('引领型 ')}${on}${run('培育型')}</w:p>`;
  expect(await inWord(wordTable([['产业园类型', { xml }]]))).toEqual({ parkType: '培育型' });
});

test('bold and underline are no ticks', async () => {
  const xml = `<w:p>${run('引领型', '<w:b/><w:u w:val="single"/>')}${run(' 培育型')}</w:p>`;
  expect(await inWord(wordTable([['产业园类型', { xml }]]))).toEqual({ parkType: null });
});

test('text boxes are read once', async () => {
  const box = `<w:txbxContent>${paragraph(run('联系人：张三'))}</w:txbxContent>`;
  const drawing = `<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>${box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>${box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
  expect((await readDocx(buildDocx(`<w:p>${drawing}</w:p>`))).paragraphs).toEqual(['', '联系人：张三']);
  expect(await inWord(wordTable([['产业园名称', { xml: `<w:p>${drawing.replaceAll('联系人：张三', '测试园')}</w:p>` }]]))).toEqual({
    parkName: '测试园',
  });
});

test('tables inside controls, second and nested tables are read', async () => {
  const first = `<w:sdt><w:sdtContent>${wordTable([['产业园名称', '测试园']])}</w:sdtContent></w:sdt>`;
  const nested = wordTable([[{ xml: `${wordTable([['联系人', '张三']])}<w:p/>` }]]);
  expect(await inWord(first + paragraph('续表') + wordTable([['联系方式', '0731']]) + nested)).toEqual({
    parkName: '测试园',
    phone: '0731',
    contact: '张三',
  });
});

test('the placeholder of a control is not an answer', async () => {
  const xml = `<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>${run('单击此处输入文字')}</w:sdtContent></w:sdt></w:p>`;
  expect(await inWord(wordTable([['产业园名称', { xml }]]))).toEqual({ parkName: null });
});

async function workbook(fill: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  fill(book.addWorksheet('申报表'), book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

test('a workbook of numbers, dates, rich text, formulas and merged cells is read', async () => {
  const bytes = await workbook((sheet) => {
    sheet.addRow(['产业园名称', { richText: [{ text: '测试' }, { font: { bold: true }, text: '跨境电商产业园' }] }]);
    sheet.mergeCells('B1:D1');
    sheet.addRow(['产业园总建筑面积（平方米）', 36000.5, '直接用于跨境电商企业及业务面积（平方米）', 12000]);
    sheet.addRow([
      '产业园开始运营时间',
      new Date(Date.UTC(2022, 5, 18)),
      '产业园跨境电商年交易额（亿元）',
      { formula: '4+0.1', result: 4.1 },
    ]);
    sheet.addRow(['联系人', '=不是公式', '联系方式', 73100000000]);
    sheet.getCell('B3').numFmt = 'yyyy"年"m"月"';
  });
  expect(await valuesOf(readXlsx(bytes))).toEqual({
    parkName: '测试跨境电商产业园',
    totalArea: '36000.5',
    ecommerceArea: '12000',
    openedOn: '2022-06',
    annualTurnover: '4.1',
    contact: '=不是公式',
    phone: '73100000000',
  });
});

/** A sheet whose one number is spelled so in the file. */
function oneNumber(value: string): Buffer {
  return buildZip([
    { name: 'xl/workbook.xml', data: '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>' },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      data: `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>产业园跨境电商年进出口额（亿元）</t></is></c><c r="B1"><v>${value}</v></c></row></sheetData></worksheet>`,
    },
  ]);
}

test('a number is what its cell shows and not how the file spells it', async () => {
  for (const spelled of ['4.0999999999999996', '4.1', '4.1E0'])
    expect(await valuesOf(readXlsx(oneNumber(spelled)))).toEqual({ annualTrade: '4.1' });
});

test('hidden sheets and rows are not read', async () => {
  const bytes = await workbook((sheet, book) => {
    sheet.addRow(['联系人', '张三']);
    sheet.addRow(['联系方式', '0731']).hidden = true;
    book.addWorksheet('旧', { state: 'hidden' }).addRow(['详细地址', '旧址']);
  });
  expect(await valuesOf(readXlsx(bytes))).toEqual({ contact: '张三' });
});

const html = (
  rows: readonly (readonly string[])[],
  style = 'td{border:1px solid #000;padding:4px;font-size:12px}table{border-collapse:collapse;width:640px}',
) =>
  `<meta charset="utf-8"><style>${style}</style><h1>湖南省跨境电商产业园申报表</h1><table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${escapeXml(cell).replaceAll('\n', '<br>')}</td>`).join('')}</tr>`).join('')}</table>`;

function print(name: string, page: string): Buffer {
  const source = desk.put(`${name}.html`, page);
  const target = join(desk.folder, `${name}.pdf`);
  runTool('chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--no-pdf-header-footer', `--print-to-pdf=${target}`, source]);
  return readFileSync(target);
}

/** A form drawn as Word prints it: borders as bars or boxes, each line of a cell set on its own, a turned and scaled page. */
async function drawForm(rows: readonly (readonly string[])[], border: 'bars' | 'boxes'): Promise<Buffer> {
  const document = new PdfKit({ size: 'A4', margin: 0 });
  const chunks: Uint8Array[] = [];
  document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise((resolve) => document.on('end', resolve));
  document.registerFont('song', join(import.meta.dirname, '../../../resources/fonts/NotoSerifSC-Regular.ttf'));
  document.font('song').fontSize(9).scale(0.9).text('湖南省跨境电商产业园申报表', 200, 30, { lineBreak: false });
  const [left, width, height] = [40, 130, 44];
  for (const [row, cells] of rows.entries()) {
    for (const [col, cell] of cells.entries()) {
      const [x, y] = [left + col * width, 60 + row * height];
      if (border === 'boxes') document.rect(x, y, width, height).stroke();
      else
        for (const [bx, by, bw, bh] of [
          [x, y, width, 0.5],
          [x, y + height, width, 0.5],
          [x, y, 0.5, height],
          [x + width, y, 0.5, height],
        ] as const)
          document.rect(bx, by, bw, bh).fill();
      // lines of at most twelve characters, as a narrow cell wraps them
      const lines = cell.split('\n').flatMap((line) => line.match(/.{1,12}/gu) ?? []);
      for (const [index, line] of lines.entries()) document.text(line, x + 8, y + 6 + index * 12, { lineBreak: false });
    }
  }
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

test.each(['bars', 'boxes'] as const)('a PDF form whose borders are %s is read as its table', async (border) => {
  const rows = formRows().slice(9, 21);
  const four = rows.flatMap((row, index) => (index % 2 === 0 ? [[...row, ...(rows[index + 1] ?? ['', ''])]] : []));
  const keys = [
    'openedOn',
    'parkType',
    'hasPlan',
    'hasPolicy',
    'totalArea',
    'ecommerceArea',
    'companies',
    'annualTurnover',
    'annualTrade',
    'platformCompanies',
    'sellerCompanies',
    'serviceCompanies',
  ];
  // the font has no ☑ and □: brackets as people type them
  const typed = four.map((row) => row.map((cell) => cell.replaceAll(/☑(\S+)/gu, '$1（√）').replaceAll(/□(\S+)/gu, '$1（ ）')));
  expect(await valuesOf(readPdf(await drawForm(typed, border)))).toEqual(Object.fromEntries(keys.map((key) => [key, whole[key]])));
});

test.skipIf(!has('chromium'))('a PDF form with lines is read as its table (needs chromium)', async () => {
  expect(await valuesOf(readPdf(print('有线', html(formRows()))))).toEqual(whole);
});

test.skipIf(!has('chromium'))('a PDF form of four columns with wrapped labels is read (needs chromium)', async () => {
  const rows = formRows();
  const pairs = rows.slice(2, 8).concat(rows.slice(9, 21));
  const four = pairs.flatMap((row, index) => (index % 2 === 0 ? [[...row, ...(pairs[index + 1] ?? ['', ''])]] : []));
  const values = await valuesOf(
    readPdf(
      print(
        '四列',
        html(four, 'td{border:1px solid #000;padding:3px;font-size:12px;width:80px}table{border-collapse:collapse;width:420px}'),
      ),
    ),
  );
  expect(values).toMatchObject({
    operator: whole['operator'],
    openedOn: '2022-06',
    parkType: '引领型',
    hasPolicy: true,
    ecommerceArea: '12000',
    annualTurnover: '21.5',
    annualTrade: '5.5',
    sellerCompanies: 20,
  });
});

/** A form without lines: a label of three lines, the value beside one of them, a plain row above and below. */
async function drawLoose(font: string, size: number, beside: readonly number[]): Promise<Buffer> {
  const document = new PdfKit({ size: 'A4', margin: 0 });
  const chunks: Uint8Array[] = [];
  document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise((resolve) => document.on('end', resolve));
  document.registerFont('own', join(import.meta.dirname, '../../../resources/fonts', font));
  document.font('own').fontSize(size);
  const put = (text: string, x: number, y: number): unknown => document.text(text, x, y, { lineBreak: false });
  put('湖南省跨境电商产业园申报表', 200, 30);
  const line = size * 1.4;
  put('产业园名称', 40, 100);
  put('测试跨境电商产业园', 320, 100);
  for (const [index, text] of ['产业园总建筑', '面积', '（平方米）'].entries()) put(text, 40, 150 + index * line);
  for (const [index, at] of beside.entries()) put(['20000', '30000'][index] ?? '', 320, 150 + at * line);
  put('产业园跨境电商年交易额（亿元）', 40, 260);
  put('21.5', 320, 260);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

describe.each(['NotoSansSC-Medium.ttf', 'NotoSerifSC-Regular.ttf', 'LXGWWenKai-Regular.ttf'])('a PDF form without lines in %s', (font) => {
  test.each([9, 10.5, 12, 14])('reads a value beside any line of a wrapped label at %d points', async (size) => {
    for (const at of [0, 1, 2]) {
      const values = await valuesOf(readPdf(await drawLoose(font, size, [at])));
      expect(values, `line ${at}`).toMatchObject({ parkName: '测试跨境电商产业园', totalArea: '20000', annualTurnover: '21.5' });
    }
  });

  test('leaves two figures beside one wrapped label unread', async () => {
    const values = await valuesOf(readPdf(await drawLoose(font, 12, [0, 2])));
    expect(values).not.toHaveProperty('totalArea');
    expect(values).toMatchObject({ parkName: '测试跨境电商产业园', annualTurnover: '21.5' });
  });
});

test.skipIf(!has('chromium'))('a PDF form without lines is read by its gaps (needs chromium)', async () => {
  const values = await valuesOf(readPdf(print('无线', html(formRows(), 'td{padding:4px 30px;font-size:12px;white-space:nowrap}'))));
  expect(values).toMatchObject({
    parkName: whole['parkName'],
    totalArea: '20000',
    companies: 30,
    annualTurnover: '21.5',
    parkType: '引领型',
  });
});

test.skipIf(!has('chromium'))('a scanned form leaves every field to a person (needs chromium)', async () => {
  const scan = print('扫描', '<svg width="300" height="300"><rect width="300" height="300" fill="#ccc"/></svg>');
  const [reading] = await desk.read(
    desk.put(
      '扫描.zip',
      buildZip([
        { name: '园/申报表.pdf', data: scan },
        { name: '园/报告.txt', data: 'x' },
      ]),
    ),
  );
  if (reading?.kind !== 'read') throw new Error(JSON.stringify(reading));
  expect(reading.package.form).toMatchObject({ format: 'scan', documentPath: '园/申报表.pdf', fields: {} });
  expect(reading.package.form.unread).toEqual(hunan.fields.filter((field) => field.statedBy === 'form').map((field) => field.key));
  await desk.blobs.discard(reading.staged);
});

test('a photographed form imports with every field unread', async () => {
  const [reading] = await desk.read(desk.put('照.zip', buildZip([{ name: '园/申报表.jpg', data: 'jpeg' }])));
  if (reading?.kind !== 'read') throw new Error(JSON.stringify(reading));
  expect(reading.package.form.format).toBe('scan');
  await desk.blobs.discard(reading.staged);
});

test('the editable form speaks where its scan lies beside it', async () => {
  const [reading] = await desk.read(
    desk.put(
      '两样.zip',
      buildZip([
        { name: '园/申报表（盖章）.jpg', data: 'jpeg' },
        { name: '园/申报表.docx', data: formDocx(), method: 0 },
      ]),
    ),
  );
  if (reading?.kind !== 'read') throw new Error(JSON.stringify(reading));
  expect(reading.package.form).toMatchObject({ format: 'docx', documentPath: '园/申报表.docx', unread: [] });
  await desk.blobs.discard(reading.staged);
});

test('a blank template beside the form is not a second form', async () => {
  const blank = buildDocx(formTitle + wordTable(formRows().map(([label]) => [label, ''])));
  const [reading] = await desk.read(
    desk.put(
      '带样.zip',
      buildZip([
        { name: '园/申报表（样式）.docx', data: blank },
        { name: '园/申报表.docx', data: formDocx(), method: 0 },
      ]),
    ),
  );
  if (reading?.kind !== 'read') throw new Error(JSON.stringify(reading));
  expect(reading.package.form.documentPath).toBe('园/申报表.docx');
  await desk.blobs.discard(reading.staged);
});

test('the picture of a form gives way to a form without a telling name', async () => {
  const [reading] = await desk.read(
    desk.put(
      '图文.zip',
      buildZip([
        { name: '园/申报表.jpg', data: 'jpeg' },
        { name: '园/附件1.docx', data: formDocx(), method: 0 },
        { name: '园/3.证明材料/对外贸易经营者备案登记表.jpg', data: 'jpeg' },
      ]),
    ),
  );
  if (reading?.kind !== 'read') throw new Error(JSON.stringify(reading));
  expect(reading.package.form.documentPath).toBe('园/附件1.docx');
  expect(reading.package.documents.map(({ kind }) => kind)).toEqual(['form', 'form', 'proof']);
  await desk.blobs.discard(reading.staged);
});

test('a form without a telling name is found by what it says', async () => {
  const [reading] = await desk.read(
    desk.put(
      '无名.zip',
      buildZip([
        { name: '园/说明.docx', data: buildDocx(paragraph('说明')) },
        { name: '园/附件1.docx', data: formDocx(), method: 0 },
      ]),
    ),
  );
  if (reading?.kind !== 'read') throw new Error(JSON.stringify(reading));
  expect(reading.package.form.documentPath).toBe('园/附件1.docx');
  expect(reading.package.documents.map(({ kind }) => kind)).toEqual(['other', 'form']);
  await desk.blobs.discard(reading.staged);
});

test('form.json is read by keys or labels, and no more lightly than paper', async () => {
  const fields = {
    parkName: '测试跨境电商产业园',
    '产业园总建筑面积（平方米）': 36000.5,
    companies: 42,
    annualTurnover: '约23.6亿元',
    hasPlan: true,
    hasPolicy: '是',
    services: ['通关服务', '物流服务'],
    otherServices: '',
    openedOn: '2022年6月',
    parkType: '引领型',
    annualTrade: null,
    platformCompanies: 5.5,
    largeCompanies: ['甲公司；乙部'],
    sellerCompanies: true,
  };
  const [reading] = await desk.read(
    desk.put('数.zip', buildZip([{ name: 'form.json', data: JSON.stringify({ schemeId: hunan.id, fields }) }])),
  );
  if (reading?.kind !== 'read') throw new Error(JSON.stringify(reading));
  expect(Object.fromEntries(Object.entries(reading.package.form.fields).map(([key, { value }]) => [key, value]))).toEqual({
    parkName: '测试跨境电商产业园',
    totalArea: '36000.5',
    companies: 42,
    annualTurnover: '23.6',
    hasPlan: true,
    hasPolicy: true,
    services: ['通关服务', '物流服务'],
    otherServices: '',
    openedOn: '2022-06',
    parkType: '引领型',
    annualTrade: null,
    platformCompanies: null,
    largeCompanies: ['甲公司；乙部'],
    sellerCompanies: null,
  });
  await desk.blobs.discard(reading.staged);
  expect(
    await desk.read(
      desk.put('别.zip', buildZip([{ name: 'form.json', data: JSON.stringify({ schemeId: 'zhongshan-recognition', fields }) }])),
    ),
  ).toMatchObject([{ code: 'package/other-scheme' }]);
  expect(await desk.read(desk.put('坏.zip', buildZip([{ name: 'form.json', data: '{' }])))).toMatchObject([
    { code: 'package/form-unreadable' },
  ]);
});

test('the form of another rule book is refused by name', async () => {
  const other = { ...hunan, id: 'zhongshan', form: { title: '中山市跨境电商产业园区申报表', titles: [] } };
  const body = paragraph('中山市跨境电商产业园区申报表') + wordTable(formRows());
  const readings = await desk.read(desk.put('中山.zip', buildZip([{ name: '申报表.docx', data: buildDocx(body) }])), {
    schemes: [hunan, other],
  });
  expect(readings).toMatchObject([{ kind: 'refused', code: 'package/other-scheme', details: { schemeId: 'zhongshan' } }]);
});

test('the untouched official form imports with nothing in it but the empty 其他', async () => {
  const blank = Object.fromEntries(formRows().map(([label]) => [label, '']));
  const [reading] = await desk.read(
    desk.put(
      '空表.zip',
      buildZip([{ name: '申报表.docx', data: buildDocx(formTitle + wordTable(formRows('', blank).map(([label]) => [label, '']))) }]),
    ),
  );
  if (reading?.kind !== 'read') throw new Error(JSON.stringify(reading));
  expect(Object.values(reading.package.form.fields).every(({ value }) => value === null)).toBe(true);
  await desk.blobs.discard(reading.staged);
});

test.each([
  '<a>',
  '<a></b>',
  '<a b="1>',
  '',
  'text',
  '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
  `${'<a>'.repeat(300)}${'</a>'.repeat(300)}`,
])('%j is no XML of an office file', (text) => {
  expect(() => parseXml(text)).toThrow(XmlFault);
});

test('XML keeps order, space, references and CDATA', () => {
  expect(parseXml('<?xml version="1.0"?><!-- c --><w:a x:b="1 &lt; 2" c=\'"\'> &#20135;&#x4e1a; <d/><![CDATA[<&]]></w:a>')).toEqual({
    name: 'a',
    attributes: { 'x:b': '1 < 2', b: '1 < 2', c: '"' },
    children: [' 产业 ', { name: 'd', attributes: {}, children: [] }, '<&'],
  });
});

const placed = (text: string, x: number, y: number, size = 9) => ({ text, x, y, width: text.length * size, height: size });

test.each([
  [0.1, '长沙星湖'],
  [0.19, '长沙星湖'],
  [0.22, '长沙 星湖'],
  [0.25, '长沙 星湖'],
  [0.5, '长沙 星湖'],
])('a gap of %d of the size between words gives %s', (gap, expected) => {
  expect(readPage([], [placed('长沙', 30, 700), placed('星湖', 30 + 18 + gap * 9, 700)]).lines).toEqual([expected]);
});

test('without lines, a value centred beside a label of two lines belongs to it', () => {
  const texts = [
    placed('产业园总建筑面积', 30, 700),
    placed('20000', 200, 694),
    placed('（平方米）', 30, 688),
    placed('联系人', 30, 670),
    placed('张三', 200, 670),
  ];
  expect(readPage([], texts).lines).toEqual(['产业园总建筑面积（平方米）    20000', '联系人    张三']);
});

test('a heading and the line under it stay two lines', () => {
  expect(readPage([], [placed('申报表', 200, 700, 24), placed('联系人', 30, 684), placed('张三', 200, 684)]).lines).toEqual([
    '申报表',
    '联系人    张三',
  ]);
});
