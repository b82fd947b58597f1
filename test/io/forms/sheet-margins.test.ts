/** What stands around the cells of a sheet says in which unit it counts: header, footer, text boxes, comments, hints, its name. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { unzipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { readForm } from '../../../domain/form/read-form.ts';
import { readFormFile } from '../../../electron/io/forms/read-form-file.ts';
import { buildZip } from '../../fixtures/archives.ts';
import { hunan, openDesk } from '../../fixtures/reading.ts';
import { convertOffice, has } from '../../fixtures/tools.ts';

const desk = openDesk();
afterAll(() => desk.clear());

const label = '产业园跨境电商年进出口额';

interface Parts {
  readonly name?: string;
  /** of the sheet, behind its cells */
  readonly sheet?: string;
  /** of a drawing */
  readonly drawing?: string;
  /** comments by cell */
  readonly comments?: Readonly<Record<string, string>>;
  readonly threads?: Readonly<Record<string, string>>;
}

const relation = (id: string, kind: string, target: string): string =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${target}"/>`;

async function book(
  { name = '申报表', sheet = '', drawing, comments, threads }: Parts,
  figure: ExcelJS.CellValue = 32_000,
): Promise<Buffer> {
  const made = new ExcelJS.Workbook();
  const first = made.addWorksheet(name);
  first.addRow(['产业园申报表']);
  first.addRow(['产业园名称', '测试跨境电商产业园']);
  first.addRow([label, figure]);
  const parts = Object.entries(unzipSync(Buffer.from(await made.xlsx.writeBuffer()))).map(([path, data]) => {
    const text = Buffer.from(data).toString('utf8');
    return { name: path, data: path === 'xl/worksheets/sheet1.xml' ? text.replace('</worksheet>', `${sheet}</worksheet>`) : text };
  });
  const relations = [
    ...(drawing === undefined ? [] : [relation('r1', 'drawing', '../drawings/drawing1.xml')]),
    ...(comments ? [relation('r2', 'comments', '/xl/comments1.xml')] : []),
    ...(threads ? [relation('r3', 'threadedComment', '../threadedComments/threadedComment1.xml')] : []),
  ];
  const list = (of: Readonly<Record<string, string>>): string =>
    Object.entries(of)
      .map(([ref, text]) => `<comment ref="${ref}" authorId="0"><text><r><t>审核人:</t></r><r><t>\n${text}</t></r></text></comment>`)
      .join('');
  return buildZip([
    ...parts,
    { name: 'xl/worksheets/_rels/sheet1.xml.rels', data: `<Relationships>${relations.join('')}</Relationships>` },
    ...(drawing === undefined ? [] : [{ name: 'xl/drawings/drawing1.xml', data: drawing }]),
    ...(comments ? [{ name: 'xl/comments1.xml', data: `<comments><commentList>${list(comments)}</commentList></comments>` }] : []),
    ...(threads
      ? [
          {
            name: 'xl/threadedComments/threadedComment1.xml',
            data: `<ThreadedComments>${Object.entries(threads)
              .map(([ref, text]) => `<threadedComment ref="${ref}" id="{1}"><text>${text}</text></threadedComment>`)
              .join('')}</ThreadedComments>`,
          },
        ]
      : []),
  ]);
}

/** The value, or `? reason`. */
async function read(parts: Parts, figure?: ExcelJS.CellValue): Promise<string | null> {
  const { content } = await readFormFile('申报表.xlsx', await book(parts, figure));
  const found = readForm(content, hunan).fields['annualTrade'];
  return found?.value == null ? (found?.why === undefined ? null : `? ${found.why}`) : String(found.value);
}

const header = (text: string, more = ''): Parts => ({
  sheet: `<headerFooter${more}>${text}</headerFooter>`,
});

describe('header and footer', () => {
  test.each([
    ['<oddHeader>&amp;C单位：万元</oddHeader>', '', '3.2'],
    ['<oddHeader>&amp;L湖南省商务厅&amp;R&amp;"宋体,常规"&amp;10单位：万元</oddHeader>', '', '3.2'],
    ['<oddFooter>&amp;L注：本表金额单位为万元。&amp;C第&amp;P页</oddFooter>', '', '3.2'],
    ['<oddHeader>&amp;R币种：美元</oddHeader>', '', '? currency'],
    ['<oddHeader>&amp;R&amp;S单位：万元&amp;S</oddHeader>', '', '32000'],
    ['<oddHeader>&amp;C&amp;A&amp;D</oddHeader>', '', '32000'],
    ['<oddHeader/><firstHeader>单位：万元</firstHeader>', ' differentFirst="1"', '3.2'],
    ['<oddHeader/><firstHeader>单位：万元</firstHeader>', '', '32000'],
    ['<oddHeader/><evenFooter>单位：万元</evenFooter>', ' differentOddEven="1"', '3.2'],
    ['<oddHeader>单位：万元</oddHeader><oddFooter>单位：亿元</oddFooter>', '', '? unitOpen'],
  ])('%s%s', async (text, more, expected) => {
    expect(await read(header(text, more))).toBe(expected);
  });
});

const spaces =
  'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"';
const corner = (name: string, [col = 0, row = 0]: readonly number[]): string =>
  `<xdr:${name}><xdr:col>${col}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:${name}>`;
const shape = (text: string, { look = '', fill = '<a:noFill/>', hidden = '' } = {}): string =>
  `<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="文本框"${hidden}/></xdr:nvSpPr><xdr:spPr>${fill}</xdr:spPr><xdr:txBody><a:p><a:r><a:rPr ${look}</a:rPr><a:t>${text}</a:t></a:r></a:p></xdr:txBody></xdr:sp>`;
const plain = 'lang="zh-CN">';
const drawn = (inner: string, from = [4, 0], to = [6, 2]): Parts => ({
  drawing: `<xdr:wsDr ${spaces}><xdr:twoCellAnchor>${corner('from', from)}${corner('to', to)}${inner}<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>`,
});
const white = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>';

describe('text boxes', () => {
  test.each([
    ['one', shape('单位：万元', { look: plain }), '3.2'],
    ['two runs', shape('单位：万</a:t></a:r><a:r><a:t>元', { look: plain }), '3.2'],
    [
      'in a group',
      `<xdr:grpSp>${shape('备注', { look: plain })}<xdr:grpSp>${shape('单位：万元', { look: plain })}</xdr:grpSp></xdr:grpSp>`,
      '3.2',
    ],
    ['hidden', shape('单位：万元', { look: plain, hidden: ' hidden="1"' }), '32000'],
    ['struck out', shape('单位：万元', { look: 'strike="sngStrike">' }), '32000'],
    ['white on white', shape('单位：万元', { look: `>${white}` }), '32000'],
    ['white on blue', shape('单位：万元', { look: `>${white}`, fill: '<a:solidFill><a:srgbClr val="0000FF"/></a:solidFill>' }), '3.2'],
    ['of something else', shape('请盖章', { look: plain }), '32000'],
  ])('%s', async (_name, inner, expected) => {
    expect(await read(drawn(inner))).toBe(expected);
  });

  test.each([
    ['over the figure', [1, 2], [3, 4], white, '? covered'],
    ['beside it', [2, 2], [3, 4], white, '3.2'],
    ['over half of it', [1, 2], [1, 4], white, '3.2'],
    ['over it without a fill', [1, 2], [3, 4], '<a:noFill/>', '3.2'],
  ])('a shape %s', async (_name, from, to, fill, expected) => {
    expect(await read(drawn(shape('3.2', { look: plain, fill }), from, to), 3.2)).toBe(expected);
  });
});

test.each([
  ['over the figure', [1, 2], [3, 4], '? covered'],
  ['over words', [1, 1], [3, 2], '3.2'],
  ['beside it', [2, 2], [3, 4], '3.2'],
])('a picture %s', async (_name, from, to, expected) => {
  expect(await read(drawn('<xdr:pic><xdr:nvPicPr/></xdr:pic>', from, to), 3.2)).toBe(expected);
});

describe('comments and hints', () => {
  test.each([
    [{ comments: { A3: '单位：万元' } }, '3.2'],
    [{ comments: { B3: '单位：万元' } }, '3.2'],
    [{ comments: { A1: '本表单位：万元' } }, '3.2'],
    [{ comments: { B3: '此数有误，应为 3200' } }, '? unproven'],
    [{ comments: { B3: '预计数' } }, '? unproven'],
    [{ comments: { B3: '请勿填写预计数' } }, '32000'],
    [{ comments: { B2: '单位：万元' } }, '32000'],
    [{ comments: { B3: '已核对海关数据' } }, '32000'],
    [{ threads: { B3: '单位：万元' } }, '3.2'],
  ])('%j', async (parts, expected) => {
    expect(await read(parts)).toBe(expected);
  });

  test.each([
    ['1', '3.2'],
    ['0', '32000'],
  ])('a hint that shows (%s) when the cell is chosen', async (shows, expected) => {
    const sheet = `<dataValidations count="1"><dataValidation allowBlank="1" showInputMessage="${shows}" prompt="单位：万元" sqref="B3:C4"/></dataValidations>`;
    expect(await read({ sheet })).toBe(expected);
  });
});

test.each([
  ['经营数据（万元）', '3.2'],
  ['申报表(单位 万元)', '3.2'],
  ['申报表（美元）', '? currency'],
  ['金额万元', '? unitOpen'],
  ['申报表（2024）', '32000'],
  ['Sheet1', '32000'],
])('the name of the sheet: %s', async (name, expected) => {
  expect(await read({ name })).toBe(expected);
});

test('what stands around one sheet says nothing of another', async () => {
  const made = new ExcelJS.Workbook();
  made.addWorksheet('企业名单', { headerFooter: { oddHeader: '&C单位：万元' } }).addRow(['甲公司', 300]);
  made.addWorksheet('申报表').addRows([
    ['产业园名称', '测试跨境电商产业园', '产业园地址', '测试大道'],
    [label, 3.2],
  ]);
  const { content } = await readFormFile('a.xlsx', Buffer.from(await made.xlsx.writeBuffer()));
  expect(content.tables[0]?.margins).toEqual(['单位：万元']);
  expect(readForm(content, hunan).fields['annualTrade']?.value).toBe('3.2');
});

/** What is done to the sheet and its figure in B3, and what is read when another suite has saved it. */
const saved: Readonly<Record<string, readonly [change: (sheet: ExcelJS.Worksheet, cell: ExcelJS.Cell) => void, found: string]>> = {
  nothing: [() => undefined, '32000'],
  header: [(sheet) => (sheet.headerFooter.oddHeader = '&C单位：万元'), '3.2'],
  comment: [(_sheet, cell) => (cell.note = '单位：万元'), '3.2'],
  crossed: [(_sheet, cell) => (cell.border = { diagonal: { style: 'thin', up: true } }), '? crossed'],
  repeated: [(_sheet, cell) => (cell.alignment = { horizontal: 'fill' }), '? glyphs'],
  signs: [(_sheet, cell) => (cell.font = { name: 'Wingdings' }), '? glyphs'],
  rounded: [(_sheet, cell) => Object.assign(cell, { value: 0.96, numFmt: '0' }), '? format'],
  narrow: [(sheet, cell) => Object.assign(cell, { numFmt: '#,##0.00' }) && (sheet.getColumn(2).width = 3), '? format'],
};

test.skipIf(!has('soffice'))(
  'workbooks that another suite has saved (needs soffice)',
  async () => {
    const files: string[] = [];
    for (const [name, [change]] of Object.entries(saved)) {
      const made = new ExcelJS.Workbook();
      const sheet = made.addWorksheet('申报表');
      sheet.addRows([['产业园申报表'], ['产业园名称', '测试跨境电商产业园'], [label, 32_000]]);
      change(sheet, sheet.getCell('B3'));
      files.push(desk.put(`${name}.xlsx`, Buffer.from(await made.xlsx.writeBuffer())));
    }
    const out = join(desk.folder, 'out');
    convertOffice(desk.folder, 'xlsx', out, files);
    const found: Record<string, string> = {};
    for (const name of Object.keys(saved)) {
      const { content } = await readFormFile('a.xlsx', readFileSync(join(out, `${name}.xlsx`)));
      const field = readForm(content, hunan).fields['annualTrade'];
      found[name] = String(field?.value ?? `? ${field?.why}`);
    }
    expect(found).toEqual(Object.fromEntries(Object.entries(saved).map(([name, [, value]]) => [name, value])));
  },
  180_000,
);
