/** What a form does not show is never a digit of what it does: struck out, hidden, deleted, raised, white or tiny. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { unzipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { readForm } from '../../../domain/form/read-form.ts';
import { readFormFile } from '../../../electron/io/forms/read-form-file.ts';
import { buildZip } from '../../fixtures/archives.ts';
import { buildDocx, formRows, formTitle, run, wordTable, type WordCell } from '../../fixtures/office.ts';
import { hunan, openDesk } from '../../fixtures/reading.ts';
import { convertOffice, has } from '../../fixtures/tools.ts';

const desk = openDesk();
afterAll(() => desk.clear());

const label = '产业园跨境电商年进出口额（亿元）';

/** The value, or `? reason` where a figure stands in a cell that is no plain number. */
async function readTrade(name: string, bytes: Uint8Array): Promise<{ value: unknown; unseen: readonly string[] }> {
  const { content } = await readFormFile(name, bytes);
  const read = readForm(content, hunan).fields['annualTrade'];
  return { value: read?.value ?? (read?.why === undefined ? null : `? ${read.why}`), unseen: content.unseen ?? [] };
}

const styles = `
  <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
  <w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>
  <w:style w:type="character" w:styleId="GoneToo"><w:name w:val="GoneToo"/><w:basedOn w:val="Gone"/></w:style>
  <w:style w:type="character" w:styleId="Struck"><w:name w:val="Struck"/><w:rPr><w:strike/></w:rPr></w:style>
  <w:style w:type="character" w:styleId="Up"><w:name w:val="Up"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
  <w:style w:type="paragraph" w:styleId="GoneLine"><w:name w:val="GoneLine"/><w:basedOn w:val="Normal"/><w:rPr><w:vanish/></w:rPr></w:style>`;

interface Written {
  readonly xml: string;
  readonly value: string | null;
  readonly unseen?: readonly string[];
}

const cell = (...runs: readonly string[]): string => `<w:p>${runs.join('')}</w:p>`;
const written: Readonly<Record<string, Written>> = {
  'a digit struck out': { xml: cell(run('6', '<w:strike/>'), run('7.5')), value: '7.5' },
  'a figure struck out, and another behind it': { xml: cell(run('6.25', '<w:strike/>'), run('7.5')), value: '7.5' },
  'a figure struck out, and another behind words': { xml: cell(run('约6亿元', '<w:strike/>'), run('7.5')), value: '7.5' },
  'a digit struck out inside a figure': { xml: cell(run('2'), run('1', '<w:strike/>'), run('.5')), value: '? struck' },
  'a digit struck out at the end of a figure': { xml: cell(run('2.5'), run('1', '<w:dstrike/>')), value: '? struck' },
  'a digit and the point struck out': { xml: cell(run('2.', '<w:strike/>'), run('5')), value: '? struck' },
  'a digit struck out before the point': { xml: cell(run('2', '<w:strike/>'), run('.5')), value: '? struck' },
  'a digit struck out twice': { xml: cell(run('6', '<w:dstrike/>'), run('7.5')), value: '7.5' },
  'a hidden digit': { xml: cell(run('7', '<w:vanish/>'), run('6.2')), value: '6.2' },
  'a digit hidden by a style': { xml: cell(run('3', '<w:rStyle w:val="Gone"/>'), run('2.5')), value: '2.5' },
  'a digit hidden by the ground of a style': { xml: cell(run('3', '<w:rStyle w:val="GoneToo"/>'), run('2.5')), value: '2.5' },
  'a digit struck out by a style': { xml: cell(run('3', '<w:rStyle w:val="Struck"/>'), run('2.5')), value: '2.5' },
  'a style that hides, switched off': { xml: cell(run('3', '<w:rStyle w:val="Gone"/><w:vanish w:val="0"/>'), run('2.5')), value: '32.5' },
  'a line hidden by its style': {
    xml: `<w:p><w:pPr><w:pStyle w:val="GoneLine"/></w:pPr>${run('9')}</w:p>${cell(run('2.5'))}`,
    value: '2.5',
  },
  'a deleted digit': {
    xml: cell(`<w:del w:id="1" w:author="a" w:date="2026-01-01T00:00:00Z"><w:r><w:delText>9</w:delText></w:r></w:del>`, run('2.5')),
    value: '2.5',
  },
  'a raised mark': { xml: cell(run('2.5'), run('1', '<w:vertAlign w:val="superscript"/>')), value: '2.5' },
  'a raised mark of two figures': { xml: cell(run('2.5'), run('12', '<w:vertAlign w:val="superscript"/>')), value: '2.5' },
  'a lowered mark': { xml: cell(run('2.5'), run('1', '<w:vertAlign w:val="subscript"/>')), value: '2.5' },
  'a mark raised by its style': { xml: cell(run('2.5'), run('1', '<w:rStyle w:val="Up"/>')), value: '2.5' },
  'a mark raised by hand': { xml: cell(run('2.5'), run('1', '<w:position w:val="10"/><w:sz w:val="14"/>')), value: '2.5' },
  'white words': { xml: cell(run('2.5'), run('9', '<w:color w:val="FFFFFF"/>')), value: '2.5', unseen: ['9'] },
  'white words on a ground that is white': {
    xml: `<w:p><w:pPr><w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/></w:pPr>${run('2.5')}${run('9', '<w:color w:val="FFFFFF"/>')}</w:p>`,
    value: '2.5',
    unseen: ['9'],
  },
  'words fitted into next to no width': { xml: cell(run('2.5'), run('9', '<w:w w:val="1"/>')), value: '2.5', unseen: ['9'] },
  'tiny words': { xml: cell(run('2.5'), run('9', '<w:sz w:val="2"/>')), value: '2.5', unseen: ['9'] },
  'white words on a dark ground': {
    xml: cell(run('2.5', '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>')),
    value: '2.5',
  },
};

const grounded = (ground: string, color: string): string => `<w:p><w:pPr>${ground}</w:pPr>${run('2.5')}${run('9', color)}</w:p>`;
const shade = (attributes: string): string => `<w:shd w:val="clear" w:color="auto" ${attributes}/>`;
const colored = (attributes: string): string => `<w:color ${attributes}/>`;
const field = (...parts: readonly string[]): string => {
  const mark = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
  const [code = '', result = ''] = parts;
  return `${mark('begin')}${code}${mark('separate')}${result}${mark('end')}`;
};
const code = (words: string): string => `<w:r><w:instrText xml:space="preserve">${words}</w:instrText></w:r>`;
const math = (inner: string): string => `<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">${inner}</m:oMath>`;
const term = (words: string): string => `<m:r><m:t>${words}</m:t></m:r>`;

/** What only Word files can say; none of it survives in the older formats. */
const onlyInWord: Readonly<Record<string, Written>> = {
  'a field that is worked out anew when the file is opened': {
    xml: cell(field(code(' =1+1 '), run('2.5')).replace('w:fldCharType="begin"', 'w:fldCharType="begin" w:dirty="true"')),
    value: '? formula',
  },
  'a simple field that is worked out anew': {
    xml: cell(`<w:fldSimple w:instr="=1" w:dirty="1">${run('2.5')}</w:fldSimple>`),
    value: '? formula',
  },
  'a simple field': { xml: cell(`<w:fldSimple w:instr="=1">${run('2.5')}</w:fldSimple>`), value: '2.5' },
  'strokes typed over a figure that another follows': { xml: cell(run('6\u03367.5')), value: '7.5' },
  'a stroke typed over a digit of a figure': { xml: cell(run('7.5\u0336')), value: '? struck' },
  'words of the colour of their own shading': {
    xml: cell(run('2.5'), run('9', `${colored('w:val="C00000"')}${shade('w:fill="C00000"')}`)),
    value: '2.5',
    unseen: ['9'],
  },
  'words of the colour of the paragraph': {
    xml: grounded(shade('w:fill="1F3864"'), colored('w:val="203864"')),
    value: '2.5',
    unseen: ['9'],
  },
  'words of the colour of a highlight': {
    xml: cell(run('2.5'), run('9', `${colored('w:val="FFFF00"')}<w:highlight w:val="yellow"/>`)),
    value: '2.5',
    unseen: ['9'],
  },
  'white by the theme': {
    xml: cell(run('2.5'), run('9', colored('w:val="FFFFFF" w:themeColor="background1"'))),
    value: '2.5',
    unseen: ['9'],
  },
  'nearly white by the theme': {
    xml: cell(run('2.5'), run('9', colored('w:val="F2F2F2" w:themeColor="background1" w:themeShade="F2"'))),
    value: '2.5',
    unseen: ['9'],
  },
  'black by the theme, tinted away': {
    xml: cell(run('2.5'), run('9', colored('w:val="auto" w:themeColor="text1" w:themeTint="05"'))),
    value: '2.5',
    unseen: ['9'],
  },
  'grey by the theme': { xml: cell(run('2.5', colored('w:val="A6A6A6" w:themeColor="background1" w:themeShade="A6"'))), value: '2.5' },
  'an accent on the same accent': {
    xml: grounded(shade('w:fill="auto" w:themeFill="accent1"'), colored('w:val="auto" w:themeColor="accent1"')),
    value: '2.5',
    unseen: ['9'],
  },
  'white on an accent': {
    xml: cell(run('2.5', `${colored('w:val="FFFFFF" w:themeColor="background1"')}${shade('w:fill="4472C4" w:themeFill="accent1"')}`)),
    value: '2.5',
  },
  'white on an accent that is tinted away': {
    xml: cell(run('2.5'), run('9', `${colored('w:val="FFFFFF"')}${shade('w:fill="auto" w:themeFill="accent1" w:themeFillTint="05"')}`)),
    value: '2.5',
    unseen: ['9'],
  },
  'the automatic colour on black': { xml: cell(run('2.5', `${colored('w:val="auto"')}${shade('w:fill="000000"')}`)), value: '2.5' },
  'words without a fill': {
    xml: cell(run('2.5'), run('9', '<w14:textFill><w14:noFill/></w14:textFill>')),
    value: '2.5',
    unseen: ['9'],
  },
  'words filled with white': {
    xml: cell(run('2.5'), run('9', '<w14:textFill><w14:solidFill><w14:schemeClr w14:val="bg1"/></w14:solidFill></w14:textFill>')),
    value: '2.5',
    unseen: ['9'],
  },
  'words filled with black over a white colour': {
    xml: cell(
      run('2.5', '<w:color w:val="FFFFFF"/><w14:textFill><w14:solidFill><w14:srgbClr w14:val="000000"/></w14:solidFill></w14:textFill>'),
    ),
    value: '2.5',
  },
  'words through which one sees': {
    xml: cell(
      run('2.5'),
      run(
        '9',
        '<w14:textFill><w14:solidFill><w14:srgbClr w14:val="000000"><w14:alpha w14:val="100000"/></w14:srgbClr></w14:solidFill></w14:textFill>',
      ),
    ),
    value: '2.5',
    unseen: ['9'],
  },
  'outlined words without a fill': {
    xml: cell(
      run(
        '2.5',
        '<w14:textOutline><w14:solidFill><w14:srgbClr w14:val="000000"/></w14:solidFill></w14:textOutline><w14:textFill><w14:noFill/></w14:textFill>',
      ),
    ),
    value: '2.5',
  },
  'words as narrow as strokes': { xml: cell(run('2.5'), run('9', '<w:w w:val="1"/>')), value: '2.5', unseen: ['9'] },
  'words a little narrower': { xml: cell(run('2.5', '<w:w w:val="66"/>')), value: '2.5' },
  'a separator of styles': { xml: cell(run('2.5'), run('9', '<w:specVanish/>')), value: '2.5' },
  'a field and its code': { xml: cell(field(code(' REF 进出口额 '), run('2.5'))), value: '2.5' },
  'a field in the code of another': {
    xml: cell(field(code(' IF ') + field(code(' MERGEFIELD x '), run('9')) + code(' &gt; 1 "2.5" '), run('2.5'))),
    value: '2.5',
  },
  'a field in the result of another': { xml: cell(field(code(' REF a '), run('2') + field(code(' REF b '), run('.5')))), value: '2.5' },
  'a figure as a formula': { xml: cell(math(term('2.5'))), value: '2.5' },
  'a fraction': { xml: cell(math(`<m:f><m:num>${term('25')}</m:num><m:den>${term('10')}</m:den></m:f>`)), value: '? words' },
  'a figure and a fraction': {
    xml: cell(run('2'), math(`<m:f><m:num>${term('1')}</m:num><m:den>${term('2')}</m:den></m:f>`)),
    value: '? words',
  },
  'a power': { xml: cell(math(`<m:sSup><m:e>${term('10')}</m:e><m:sup>${term('8')}</m:sup></m:sSup>`)), value: '? several' },
  'a figure with an index': { xml: cell(math(`<m:sSub><m:e>${term('10')}</m:e><m:sub>${term('8')}</m:sub></m:sSub>`)), value: '? several' },
  'a root': { xml: cell(math(`<m:rad><m:deg/><m:e>${term('9')}</m:e></m:rad>`)), value: '? words' },
  'a sum': { xml: cell(math(`<m:nary><m:sub>${term('1')}</m:sub><m:e>${term('9')}</m:e></m:nary>`)), value: '? words' },
  'a struck term of a formula': {
    xml: cell(math(`<m:r><w:rPr><w:strike/></w:rPr><m:t>9</m:t></m:r>${term('2.5')}`)),
    value: '2.5',
  },
};

const rows = (xml: string): WordCell[][] => formRows().map(([known, own]) => [known, known === label ? { xml } : own]);
const form = (xml: string): Buffer => buildDocx(formTitle + wordTable(rows(xml)), styles);

describe('in Word', () => {
  test.each(Object.entries(written))('%s', async (_what, { xml, value, unseen = [] }) => {
    expect(await readTrade('申报表.docx', form(xml))).toEqual({ value, unseen });
  });

  test.each(Object.entries(onlyInWord))('%s', async (_what, { xml, value, unseen = [] }) => {
    expect(await readTrade('申报表.docx', form(xml))).toEqual({ value, unseen });
  });

  const drawn = (fill: string, color: string): string => {
    const words = `<wps:txbx><w:txbxContent>${cell(run('2.5', colored(color)))}</w:txbxContent></wps:txbx>`;
    return `<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline xmlns:wp="wp" xmlns:a="a"><wps:wsp><wps:spPr>${fill}</wps:spPr>${words}</wps:wsp></wp:inline></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>`;
  };
  const dark = '<a:solidFill><a:srgbClr val="1F3864"/></a:solidFill>';
  test.each([
    ['white words in a dark box', drawn(dark, 'w:val="FFFFFF"'), '2.5', []],
    ['dark words in a dark box', drawn(dark, 'w:val="1F3864"'), null, ['2.5']],
    ['white words in a box of the theme', drawn('<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>', 'w:val="FFFFFF"'), '2.5', []],
    ['white words in a white box', drawn('<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>', 'w:val="FFFFFF"'), null, ['2.5']],
    ['white words in a box without a fill', drawn('<a:noFill/>', 'w:val="FFFFFF"'), null, ['2.5']],
    ['white words in a box of many colours', drawn('<a:gradFill/>', 'w:val="FFFFFF"'), '2.5', []],
    [
      'white words in a dark box of an old kind',
      `<w:p><w:r><w:pict><v:rect xmlns:v="v" fillcolor="#1f3864 [3204]"><v:textbox><w:txbxContent>${cell(run('2.5', colored('w:val="FFFFFF"')))}</w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:p>`,
      '2.5',
      [],
    ],
  ])('%s', async (_what, xml, value, unseen) => {
    expect(await readTrade('申报表.docx', form(xml))).toEqual({ value, unseen });
  });

  test.each([
    ['a cell', shade('w:fill="1F3864"'), '', 'w:val="1F3864"', ['2.5']],
    ['a cell', shade('w:fill="1F3864"'), '', 'w:val="FFFFFF"', []],
    ['the style of the table', '', shade('w:fill="1F3864"'), 'w:val="1F3864"', ['2.5']],
    ['the style of the table', '', shade('w:fill="1F3864"'), 'w:val="FFFFFF"', []],
  ])('words on the ground of %s (%s%s, %s)', async (_whose, ofCell, ofStyle, color, unseen) => {
    const table = wordTable([[label, { xml: cell(run('2.5', colored(color))) }]])
      .replace('<w:tblPr>', '<w:tblPr><w:tblStyle w:val="Own"/>')
      .replaceAll('</w:tcPr>', `${ofCell}</w:tcPr>`);
    const style = `<w:style w:type="table" w:styleId="Own"><w:name w:val="Own"/><w:tcPr>${ofStyle}</w:tcPr></w:style>`;
    expect((await readTrade('申报表.docx', buildDocx(table, styles + style))).unseen).toEqual(unseen);
  });

  test('the first row and the bands of the style of a table', async () => {
    const part = (type: string, fill: string, color: string): string =>
      `<w:tblStylePr w:type="${type}"><w:rPr>${colored(`w:val="${color}"`)}</w:rPr><w:tcPr>${shade(`w:fill="${fill}"`)}</w:tcPr></w:tblStylePr>`;
    const style = (first: string): string =>
      `<w:style w:type="table" w:styleId="Own"><w:name w:val="Own"/>${part('firstRow', '1F3864', first)}${part('band2Horz', 'D9D9D9', 'D9D9D9')}</w:style>`;
    const table = wordTable([
      ['指标', '数值'],
      [label, '2.5'],
      ['联系人', '张三'],
    ]).replace(
      '<w:tblPr>',
      '<w:tblPr><w:tblStyle w:val="Own"/><w:tblLook w:val="04A0" w:firstRow="1" w:firstColumn="0" w:noHBand="0" w:noVBand="1"/>',
    );
    expect(await readTrade('申报表.docx', buildDocx(table, style('FFFFFF')))).toEqual({ value: '2.5', unseen: ['联系人', '张三'] });
    expect((await readTrade('申报表.docx', buildDocx(table, style('1F3864')))).unseen).toEqual(['指标', '数值', '联系人', '张三']);
  });

  test('a hidden row', async () => {
    const table = wordTable([[label, '2.5']]).replace('<w:tr>', '<w:tr><w:trPr><w:hidden/></w:trPr>');
    expect((await readTrade('申报表.docx', buildDocx(table))).value).toBeNull();
  });

  test('white words on a ground that is a pattern', async () => {
    const shading = '<w:shd w:val="solid" w:color="1F3864" w:fill="auto"/>';
    const xml = `<w:p><w:pPr>${shading}</w:pPr>${run('2.5', '<w:color w:val="FFFFFF"/>')}</w:p>`;
    expect(await readTrade('申报表.docx', form(xml))).toEqual({ value: '2.5', unseen: [] });
  });

  test('a raised 2 of a square is part of its unit', async () => {
    const xml = cell(run('1.5万m'), run('2', '<w:vertAlign w:val="superscript"/>'));
    const table = wordTable([['产业园总建筑面积', { xml }]]);
    const { content } = await readFormFile('申报表.docx', buildDocx(table));
    expect(readForm(content, hunan).fields['totalArea']?.value).toBe('15000');
  });
});

/** All of them by one start of the suite, which takes seconds. */
function convertAll(filter: string, kind: string): ReadonlyMap<string, Buffer> {
  const all = Object.entries(written);
  const sources = all.map(([, { xml }], index) => desk.put(`${kind}-${index}.docx`, form(xml)));
  const out = join(desk.folder, `out-${kind}`);
  convertOffice(desk.folder, filter, out, sources);
  return new Map(all.map(([what], index) => [what, readFileSync(join(out, `${kind}-${index}.${kind}`))]));
}

test.skipIf(!has('soffice')).each([
  ['doc', 'doc:MS Word 97'],
  ['pdf', 'pdf'],
])(
  'the same saved as %s (needs soffice)',
  async (kind, filter) => {
    const found: Record<string, unknown> = {};
    for (const [what, bytes] of convertAll(filter, kind)) found[what] = await readTrade(`申报表.${kind}`, bytes);
    const expected = Object.fromEntries(
      Object.keys(found).map((what) => [what, { value: written[what]?.value, unseen: written[what]?.unseen ?? [] }]),
    );
    expect(found).toEqual(expected);
  },
  120_000,
);

type Fill = (sheet: ExcelJS.Worksheet) => void;

const value =
  (content: ExcelJS.CellValue, change: (cell: ExcelJS.Cell) => void = () => {}): Fill =>
  (sheet) => {
    const target = sheet.addRow([label, content]).getCell(2);
    change(target);
  };

const tint = (theme: number, by: number): { theme: number } => ({ theme, tint: by }) as { theme: number };
const whiteFont = { font: { color: { argb: 'FFFFFFFF' } } };

const conditional =
  (rule: object): Fill =>
  (sheet) => {
    sheet.addRow([label, 7.5]);
    sheet.addConditionalFormatting({ ref: 'B1:B9', rules: [{ priority: 1, ...rule } as ExcelJS.ConditionalFormattingRule] });
  };

const sheets: Readonly<Record<string, readonly [fill: Fill, value: string | null, unseen?: readonly string[]]>> = {
  'a digit struck out': [value({ richText: [{ font: { strike: true }, text: '6' }, { text: '7.5' }] }), '7.5'],
  'a raised mark': [value({ richText: [{ text: '7.5' }, { font: { vertAlign: 'superscript' }, text: '1' }] }), '7.5'],
  'a lowered mark': [value({ richText: [{ text: '7.5' }, { font: { vertAlign: 'subscript' }, text: '1' }] }), '7.5'],
  'a figure struck out before another': [value({ richText: [{ font: { strike: true }, text: '6.2' }, { text: '7.5' }] }), '7.5'],
  'a digit struck out inside a figure': [
    value({ richText: [{ text: '2' }, { font: { strike: true }, text: '1' }, { text: '.5' }] }),
    '? struck',
  ],
  'a digit struck out at the end': [value({ richText: [{ text: '2.5' }, { font: { strike: true }, text: '1' }] }), '? struck'],
  'a number struck out': [value(7.5, (target) => (target.font = { strike: true })), null],
  'words struck out': [value('7.5', (target) => (target.font = { strike: true })), null],
  'a number that its format hides': [value(7.5, (target) => (target.numFmt = ';;;')), null, ['7.5']],
  'a white number': [value(7.5, (target) => (target.font = { color: { argb: 'FFFFFFFF' } })), null, ['7.5']],
  'a tiny number': [value(7.5, (target) => (target.font = { size: 1 })), null, ['7.5']],
  'white on a dark ground': [
    value(7.5, (target) => {
      target.font = { color: { argb: 'FFFFFFFF' } };
      target.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF1F3864' } };
    }),
    '7.5',
  ],
  'words that their format hides': [value('7.5', (target) => (target.numFmt = ';;;')), null, ['7.5']],
  'positive numbers that their format hides': [value(7.5, (target) => (target.numFmt = ';-0.0')), null, ['7.5']],
  'white by the theme': [value(7.5, (target) => (target.font = { color: { theme: 0 } })), null, ['7.5']],
  'white by the theme, a little darker': [value(7.5, (target) => (target.font = { color: tint(0, -0.05) })), null, ['7.5']],
  'grey by the theme': [value(7.5, (target) => (target.font = { color: tint(0, -0.35) })), '7.5'],
  'dark by the theme, made white': [value(7.5, (target) => (target.font = { color: tint(1, 0.98) })), null, ['7.5']],
  'an accent made lighter': [value(7.5, (target) => (target.font = { color: tint(4, 0.4) })), '7.5'],
  'white by its number': [value(7.5, (target) => (target.font = { color: { indexed: 9 } as never })), null, ['7.5']],
  'black by its number': [value(7.5, (target) => (target.font = { color: { indexed: 8 } as never })), '7.5'],
  'red on red': [
    value(7.5, (target) => {
      target.font = { color: { argb: 'FFC00000' } };
      target.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFC00000' } };
    }),
    null,
    ['7.5'],
  ],
  'the automatic colour on black': [
    value(7.5, (target) => {
      target.font = { size: 11 };
      target.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF000000' } };
    }),
    null,
    ['7.5'],
  ],
  'yellow on a theme of blue': [
    value(7.5, (target) => {
      target.font = { color: { argb: 'FFFFFF00' } };
      target.fill = { type: 'pattern', pattern: 'solid', fgColor: { theme: 4 } };
    }),
    '7.5',
  ],
  'a theme on the same theme': [
    value(7.5, (target) => {
      target.font = { color: { theme: 4 } };
      target.fill = { type: 'pattern', pattern: 'solid', fgColor: { theme: 4 } };
    }),
    null,
    ['7.5'],
  ],
  'a run of the colour of its ground': [
    value({ richText: [{ text: '7.5' }, { font: { color: { argb: 'FFC00000' } }, text: '9' }] }, (target) => {
      target.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFC00000' } };
    }),
    '7.5',
    ['9'],
  ],
  'a condition that always turns it white': [conditional({ type: 'expression', formulae: ['TRUE'], style: whiteFont }), null, ['7.5']],
  'a condition that turns it white above 5': [
    conditional({ type: 'cellIs', operator: 'greaterThan', formulae: [5], style: whiteFont }),
    null,
    ['7.5'],
  ],
  'a condition that turns it white above 50': [
    conditional({ type: 'cellIs', operator: 'greaterThan', formulae: [50], style: whiteFont }),
    '7.5',
  ],
  'a condition that nobody can tell': [conditional({ type: 'expression', formulae: ['$A$9="x"'], style: whiteFont }), '? format'],
  'a condition that makes it bold, which hides nothing': [
    conditional({ type: 'expression', formulae: ['$A$9="x"'], style: { font: { bold: true } } }),
    '7.5',
  ],
  'a condition that hides it by a format': [
    conditional({ type: 'expression', formulae: ['TRUE'], style: { numFmt: ';;;' as never } }),
    null,
    ['7.5'],
  ],
  'a condition that colours its ground and its words alike': [
    conditional({
      type: 'expression',
      formulae: ['1'],
      style: {
        font: { color: { argb: 'FFC00000' } },
        fill: { type: 'pattern', pattern: 'solid', bgColor: { argb: 'FFC00000' } },
      },
    }),
    null,
    ['7.5'],
  ],
  'a column that is hardly there': [
    (sheet) => {
      sheet.addRow([label, 3, 7.5]);
      sheet.getColumn(2).width = 0.1;
    },
    '7.5',
  ],
  'a value over a narrow and a wide column': [
    (sheet) => {
      sheet.addRow([label, 7.5, null]);
      sheet.mergeCells('B1:C1');
      sheet.getColumn(2).hidden = true;
    },
    '7.5',
  ],
  'a row that is hardly there': [
    (sheet) => {
      sheet.addRow([label, 7.5]).height = 0.5;
    },
    null,
  ],
  'white words beside': [value({ richText: [{ text: '7.5' }, { font: { color: { argb: 'FFFFFFFF' } }, text: '9' }] }), '7.5', ['9']],
  'a hidden column between': [
    (sheet) => {
      sheet.addRow([label, 3, 7.5]);
      sheet.getColumn(2).hidden = true;
    },
    '7.5',
  ],
};

test.each(Object.entries(sheets))('in a workbook: %s', async (_what, [fill, expected, unseen = []]) => {
  const book = new ExcelJS.Workbook();
  fill(book.addWorksheet('申报表'));
  expect(await readTrade('申报表.xlsx', Buffer.from(await book.xlsx.writeBuffer()))).toEqual({ value: expected, unseen });
});

test('a row without height is not read', async () => {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('申报表').addRow([label, 7.5]);
  const bytes = Buffer.from(await book.xlsx.writeBuffer());
  const path = 'xl/worksheets/sheet1.xml';
  const parts = Object.entries(unzipSync(bytes)).map(([name, data]) => ({
    name,
    data:
      name === path ? Buffer.from(data).toString('utf8').replace('<row r="1"', '<row ht="0" customHeight="1" r="1"') : Buffer.from(data),
  }));
  expect((await readTrade('申报表.xlsx', buildZip(parts))).value).toBeNull();
});
