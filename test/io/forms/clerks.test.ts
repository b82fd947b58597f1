/** Forms as clerks send them: drawn by another suite, renamed by hand, in two parts, with ticks made of anything. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, expect, test } from 'vitest';
import type { FormContent } from '../../../domain/form/content.ts';
import { readForm } from '../../../domain/form/read-form.ts';
import { readFormFile } from '../../../electron/io/forms/read-form-file.ts';
import { buildZip } from '../../fixtures/archives.ts';
import { buildDocx, formDocx, formRows, formTitle, paragraph, run, wordTable } from '../../fixtures/office.ts';
import type { WordCell } from '../../fixtures/office.ts';
import { hunan, openDesk } from '../../fixtures/reading.ts';
import { convertOffice, has } from '../../fixtures/tools.ts';

const desk = openDesk();
afterAll(() => desk.clear());

type Values = Record<string, unknown>;

const valuesOf = (content: FormContent): Values =>
  Object.fromEntries(Object.entries(readForm(content, hunan).fields).map(([key, { value }]) => [key, value]));
const read = async (name: string, bytes: Uint8Array): Promise<Values> => valuesOf((await readFormFile(name, bytes)).content);

/** The form of the fixtures; a value may be words or the XML of its cell. */
const rowsWith = (label: string, value: WordCell): WordCell[][] => formRows().map(([known, own]) => [known, known === label ? value : own]);
const form = (rows: readonly (readonly WordCell[])[]): Buffer => buildDocx(formTitle + wordTable(rows));
const whole = await read('申报表.docx', formDocx());

/** As another suite saves it. */
function convert(name: string, bytes: Uint8Array, filter: string): Buffer {
  const source = desk.put(name, bytes);
  convertOffice(desk.folder, filter, join(desk.folder, 'out'), [source]);
  return readFileSync(join(desk.folder, 'out', name.replace(/\.\w+$/, `.${filter.split(':')[0]}`)));
}

/** A PDF sets digits apart from Chinese by a little, which may come out as a space. */
const tight = (values: Values): unknown => JSON.parse(JSON.stringify(values).replaceAll(' ', ''));

/** The official layout: a merged side of upright characters, two pairs a row, notes and remarks inside the cells. */
function groupedForm(companies = '1.甲公司 3.2亿元\n2.乙公司 1.6亿元'): Buffer {
  const say: Readonly<Record<string, string>> = Object.fromEntries(formRows());
  const pair = (label: string, changed?: string): [string, string] => [label, changed ?? say[label] ?? ''];
  const side = { merge: 'continue' } as const;
  return buildDocx(
    formTitle +
      wordTable([
        [{ text: '基\n本\n情\n况', merge: 'restart' }, '产业园名称', { text: '测试跨境\n电商产业园', span: 3 }],
        [side, ...pair('申报主体（盖章）'), ...pair('运营主体名称', '测试跨境电商产业园\n运营有限公司')],
        [side, ...pair('法定代表人'), ...pair('注册地', '湖南省　长沙市　长沙县')],
        [side, '详细地址', { text: say['详细地址'] ?? '', span: 3 }],
        [side, ...pair('联系人'), ...pair('联系方式')],
        [side, '产业园四至范围', { text: say['产业园四至范围'] ?? '', span: 3 }],
        [side, ...pair('产业园开始运营时间', '2022年 6 月（试运营）'), ...pair('产业园类型')],
        [side, ...pair('有中长期发展规划'), ...pair('有跨境电商相关支持政策')],
        [
          { text: '经\n营\n情\n况', merge: 'restart' },
          ...pair('产业园总建筑面积\n（平方米）', '约2万㎡（其中电商1.2万㎡）'),
          ...pair('直接用于跨境电商企业及业务面积（平方米）', '1.2万㎡'),
        ],
        [side, ...pair('产业园入驻跨境电商企业总数（家）', '30家企业'), ...pair('产业园跨境电商年交易额（亿元）', '21.5亿元（2025年）')],
        [side, '产业园跨境电商年进出口额（亿元）', { text: '55,000万元', span: 3 }],
        [side, ...pair('其中：入驻跨境电商平台企业（家）'), ...pair('入驻跨境电商卖家企业（家）')],
        [side, '入驻跨境电商服务企业（家）', { text: '5', span: 3 }],
        ['产业园跨境电商综合服务内容', { text: say['产业园跨境电商综合服务内容'] ?? '', span: 4 }],
        ['产业园跨境电商年交易额达到1亿元以上规模的企业名单', { text: companies, span: 4 }],
        [{ text: '填表说明：1.产业园名称：统一以XXXX跨境电商产业园命名。2.联系方式：填写手机号码。', span: 5 }],
      ]),
  );
}

test('the official layout with remarks in its cells is read whole', async () => {
  expect(await read('申报表.docx', groupedForm())).toEqual(whole);
});

test.skipIf(!has('soffice'))(
  'the same form saved by another suite as doc, odt and rtf is the same (needs soffice)',
  async () => {
    expect(await read('申报表.doc', convert('旧.docx', groupedForm(), 'doc:MS Word 97'))).toEqual(whole);
    for (const kind of ['odt', 'rtf'])
      expect(
        await read('申报表.docx', convert(`经${kind}.${kind}`, convert(`经${kind}.docx`, groupedForm(), kind), 'docx:MS Word 2007 XML')),
      ).toEqual(whole);
  },
  60_000,
);

test.skipIf(!has('soffice'))(
  'a printed form that runs over pages loses nothing at the page break (needs soffice)',
  async () => {
    const list = Array.from({ length: 60 }, (_, index) => `第${index + 1}贸易有限公司 1.${index}亿元`);
    const printed = await read(
      '申报表.pdf',
      convert('长.docx', groupedForm(list.map((line, index) => `${index + 1}.${line}`).join('\n')), 'pdf'),
    );
    expect(tight(printed)).toEqual(tight({ ...whole, largeCompanies: list }));
  },
  60_000,
);

test.skipIf(!has('soffice'))(
  'a printed form without lines gives whole values or none (needs soffice)',
  async () => {
    const xml = wordTable(formRows()).replace(/<w:tblPr>.*?<\/w:tblPr>/, '<w:tblPr><w:tblW w:w="4200" w:type="dxa"/></w:tblPr>');
    const printed = await read('申报表.pdf', convert('无线.docx', buildDocx(formTitle + xml), 'pdf'));
    for (const [key, value] of Object.entries(printed))
      expect([null, '', (tight(whole) as Values)[key]], key).toContain(typeof value === 'string' ? value.replaceAll(' ', '') : value);
  },
  60_000,
);

const code = (...pieces: string[]): string =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r>${pieces.map((piece) => `<w:r><w:instrText xml:space="preserve">${piece}</w:instrText></w:r>`).join('')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
const sign = (font: string, char: string): string => `<w:r><w:sym w:font="${font}" w:char="${char}"/></w:r>`;
const inline = '<w:r><w:drawing><wp:inline xmlns:wp="wp"/></w:drawing></w:r>';
const floating = '<w:r><w:drawing><wp:anchor xmlns:wp="wp"/></w:drawing></w:r>';

test.each([
  ['a box and a tick drawn over each other', `${code(' eq \\o\\ac(', '□', ',√)')}${run('引领型 □培育型')}`, '引领型'],
  ['a tick of the Symbol font', `${run('引领型')}${sign('Symbol', 'F0D6')}`, '引领型'],
  ['Webdings', `${sign('Webdings', 'F061')}${run('引领型 ')}${sign('Webdings', 'F063')}${run('培育型')}`, '引领型'],
  ['codes of a symbol font whose name is lost', run('\uf0fe引领型 \uf0a8培育型'), '引领型'],
  ['the other struck out', `${run('引领型 ')}${run('培育型', '<w:strike/>')}`, '引领型'],
  ['a picture, which nobody can tell', `${inline}${run('引领型 □培育型')}`, null],
  ['a symbol that is no known mark', `${sign('Wingdings', 'F028')}${run('引领型 □培育型')}`, null],
  ['what an old file keeps of a symbol', run('(引领型 □培育型'), null],
])('%s', async (_, xml, value) => {
  expect((await read('申报表.docx', form(rowsWith('产业园类型', { xml: `<w:p>${xml}</w:p>` }))))['parkType']).toBe(value);
});

test('services ticked with drawn boxes are not taken for none', async () => {
  const ticked = ['交易平台服务', '通关服务', '税务服务'].map((name) => code(' eq \\o\\ac(□,√)') + run(`${name} `)).join('');
  const rest = run('□金融服务 □物流服务 □统计监测服务 □信用认证服务 □企业孵化服务 □人才培训 □其他：');
  expect(await read('申报表.docx', form(rowsWith('产业园跨境电商综合服务内容', { xml: `<w:p>${ticked}${rest}</w:p>` })))).toEqual(whole);
  const pictures = await read(
    '申报表.docx',
    form(rowsWith('产业园跨境电商综合服务内容', { xml: `<w:p>${inline}${run('交易平台服务 □通关服务')}</w:p>` })),
  );
  expect(pictures['services']).toBeNull();
});

test('a seal over a cell hides nothing, and a struck name is not said', async () => {
  for (const seal of [inline, floating])
    expect(await read('申报表.docx', form(rowsWith('申报主体（盖章）', { xml: `<w:p>${seal}${run('测试市商务局')}</w:p>` })))).toEqual(
      whole,
    );
  expect(await read('申报表.docx', form(rowsWith('联系人', { xml: `<w:p>${run('王五', '<w:strike/>')}${run('李四')}</w:p>` })))).toEqual(
    whole,
  );
});

test('a document by the strict standard, its parts named otherwise, is read', async () => {
  const bytes = buildZip([
    { name: '[Content_Types].xml', data: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>' },
    {
      name: '_rels/.rels',
      data: '<Relationships><Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/word/document2.xml"/></Relationships>',
    },
    {
      name: 'word/document2.xml',
      data: `<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main" x:conformance="strict"><x:body>${(formTitle + wordTable(formRows())).replaceAll('w:', 'x:')}</x:body></x:document>`,
    },
  ]);
  expect(await read('申报表.docx', bytes)).toEqual(whole);
});

test('labels in one row over their values, or in bands, are read', async () => {
  const all = formRows();
  expect(await read('申报表.docx', form([all.map(([label]) => label), all.map(([, value]) => value)]))).toEqual(whole);
  const bands = [all.slice(0, 9), all.slice(9, 16), all.slice(16)].flatMap((band) => [
    band.map(([label]) => label),
    band.map(([, value]) => value),
  ]);
  expect(await read('申报表.docx', form(bands))).toEqual(whole);
});

test('what explains the labels is not what they say', async () => {
  const guide = ['填表说明', '1.产业园名称：统一以XXXX跨境电商产业园命名。', '2.联系方式：填写手机号码。'].map(paragraph).join('');
  const { phone, ...rest } = whole;
  expect(phone).not.toBeUndefined();
  expect(
    await read(
      '申报表.docx',
      buildDocx(
        guide + formTitle + wordTable(formRows().filter(([label]) => label !== '联系方式')) + paragraph('注：联系方式：手机或座机'),
      ),
    ),
  ).toEqual(rest);
});

test('units behind a stroke or over the table hold for the figures', async () => {
  const stroke = formRows().map(([label, value]) => [
    label.replace('（亿元）', '/亿元').replace('\n（平方米）', '（㎡）').replace('（家）', '（单位：家）'),
    value,
  ]);
  expect(await read('申报表.docx', form(stroke))).toEqual(whole);
  const bare = formRows(undefined, { '产业园跨境电商年交易额（亿元）': '215,000', '产业园跨境电商年进出口额（亿元）': '55,000.00' }).map(
    ([label, value]) => [label.replace(/\s*（(?:亿元|平方米|家)）/, ''), value],
  );
  expect(await read('申报表.docx', buildDocx(formTitle + paragraph('单位：万元、平方米、家') + wordTable(bare)))).toEqual(whole);
});

/** A workbook of the form, its figures as numbers. */
async function workbook(change: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('申报表');
  sheet.addRow(['湖南省跨境电商产业园申报表']);
  for (const [label, value] of formRows()) sheet.addRow([label, /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : value]);
  change(sheet, book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

const valueOf = (sheet: ExcelJS.Worksheet, label: string): ExcelJS.Cell => {
  const row = formRows().findIndex(([known]) => known.startsWith(label));
  return sheet.getCell(row + 2, 2);
};

test('sheets that explain, exemplify or list others do not speak for the park', async () => {
  const bytes = await workbook((_, book) => {
    book.addWorksheet('填表说明').addRows([['产业园名称：填写营业执照上的名称'], ['联系方式', '填手机']]);
    book.addWorksheet('企业名单').addRows([
      ['序号', '企业名称', '联系人', '联系方式'],
      [1, '甲公司', '赵六', '1380'],
    ]);
    book.addWorksheet('入驻企业').addRows([
      ['企业', '法定代表人', '联系人'],
      ['甲公司', '钱一', '赵六'],
      ['乙公司', '孙二', '周七'],
    ]);
  });
  expect(await read('申报表.xlsx', bytes)).toEqual(whole);
});

test('a unit that a cell shows by its format belongs to its figure', async () => {
  const bytes = await workbook((sheet) => {
    Object.assign(valueOf(sheet, '产业园跨境电商年交易额（'), { value: 215_000, numFmt: '#,##0"万元"' });
    Object.assign(valueOf(sheet, '产业园跨境电商年进出口额'), { value: 5.5, numFmt: '0.0"亿元";[Red]-0.0' });
    Object.assign(valueOf(sheet, '产业园入驻跨境电商企业总数'), { value: 30, numFmt: 'General"家"' });
    Object.assign(valueOf(sheet, '产业园总建筑面积'), { value: 20_000, numFmt: '_ * #,##0.00_ ' });
  });
  expect(await read('申报表.xlsx', bytes)).toEqual(whole);
});

test('a share is what its cell shows', async () => {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('a').addRow([0.315]).getCell(1).numFmt = '0.0%';
  const { content } = await readFormFile('a.xlsx', Buffer.from(await book.xlsx.writeBuffer()));
  expect(content.tables[0]?.cells[0]?.text).toBe('31.5%');
});

test.each(['docx', 'docm', 'xlsx', 'xlsm', 'doc', 'wps', 'xls', 'pdf', 'jpg'])(
  'a Word file and a workbook named .%s are what they hold',
  async (kind) => {
    expect(await read(`申报表.${kind}`, formDocx())).toEqual(whole);
    expect(await read(`申报表.${kind}`, await workbook(() => {}))).toEqual(whole);
  },
);

test('a photo under the name of a document is a photo, and what cannot be read is of a format of its own', async () => {
  const photo = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46]);
  for (const kind of ['jpg', 'docx', 'xlsx', 'pdf', 'doc'])
    expect(await readFormFile(`申报表.${kind}`, photo)).toMatchObject({ format: 'scan' });
  for (const [kind, text] of [
    ['doc', '{\\rtf1\\ansi 申报表}'],
    ['docx', '{\\rtf1\\ansi 申报表}'],
    ['xls', '<html><table></table></html>'],
    ['xlsx', '<!DOCTYPE html><table></table>'],
  ] as const)
    await expect(readFormFile(`申报表.${kind}`, Buffer.from(text))).rejects.toThrow('format');
  const open = buildZip([
    { name: 'mimetype', data: 'application/vnd.oasis.opendocument.text' },
    { name: 'content.xml', data: '<a/>' },
  ]);
  await expect(readFormFile('申报表.docx', open)).rejects.toThrow('format');
});

test.skipIf(!has('soffice'))(
  'files under a wrong ending are what they begin with (needs soffice)',
  async () => {
    for (const kind of ['docx', 'xlsx', 'pdf'])
      expect(await read(`申报表.${kind}`, convert(`真旧${kind}.docx`, formDocx(), 'doc:MS Word 97'))).toEqual(whole);
    const paper = convert('真纸.docx', formDocx(), 'pdf');
    for (const kind of ['doc', 'docx', 'xlsx', 'jpg']) expect(tight(await read(`申报表.${kind}`, paper))).toEqual(tight(whole));
  },
  60_000,
);

async function importOne(name: string, parts: Parameters<typeof buildZip>[0]) {
  const [reading] = await desk.read(desk.put(name, buildZip(parts)));
  if (reading?.kind === 'read') await desk.blobs.discard(reading.staged);
  return reading;
}

test('a form in two files is one form, and its signed page does not stand against it', async () => {
  const rows = formRows();
  const first = buildDocx(formTitle + wordTable(rows.slice(0, 12)));
  const second = buildDocx(formTitle + wordTable([...rows.slice(0, 2), ...rows.slice(12)]));
  expect(
    await importOne('两半.zip', [
      { name: '申报表（一）.docx', data: first },
      { name: '申报表（二）.docx', data: second },
    ]),
  ).toMatchObject({ kind: 'read', package: { form: { unread: [] } } });
  const signed = buildDocx(formTitle + wordTable([...rows.slice(0, 4), ...rows.slice(6, 8), ['申报主体意见', '同意申报']]));
  expect(
    await importOne('签字.zip', [
      { name: '申报表签字页.docx', data: signed },
      { name: '申报表.docx', data: formDocx() },
    ]),
  ).toMatchObject({ kind: 'read', package: { form: { documentPath: '申报表.docx', unread: [] } } });
});

test.skipIf(!has('soffice'))(
  'the stamped print of a form lies beside it; one with another figure is asked about (needs soffice)',
  async () => {
    const stamped = convert('盖章件.docx', groupedForm(), 'pdf');
    const word = { name: '1.申报表/申报表.docx', data: groupedForm() };
    expect(await importOne('盖章.zip', [word, { name: '1.申报表/申报表（盖章扫描件）.pdf', data: stamped }])).toMatchObject({
      kind: 'read',
      package: { form: { format: 'docx', unread: [] } },
    });
    const other = convert('另一件.docx', formDocx(undefined, { '产业园入驻跨境电商企业总数（家）': '31' }), 'pdf');
    expect(await importOne('不同.zip', [word, { name: '1.申报表/申报表（盖章扫描件）.pdf', data: other }])).toMatchObject({
      kind: 'refused',
      code: 'package/two-forms',
      details: { paths: ['1.申报表/申报表.docx', '1.申报表/申报表（盖章扫描件）.pdf'] },
    });
  },
  60_000,
);
