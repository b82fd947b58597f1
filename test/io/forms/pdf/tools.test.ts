/** What browsers, office suites and PDF tools make of the ways to hide, strike, raise and spread, on real files of theirs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readForm } from '../../../../domain/form/read-form.ts';
import { readFormFile } from '../../../../electron/io/forms/read-form-file.ts';
import { buildDocx, formTitle, pdfPage, run, wordTable } from '../../../fixtures/office.ts';
import { hunan, openDesk } from '../../../fixtures/reading.ts';
import { convertOffice, has, run as runTool } from '../../../fixtures/tools.ts';
import { drawForm, readBytes } from './pdf-form.ts';

const desk = openDesk();
afterAll(() => desk.clear());

async function valuesOf(bytes: Uint8Array): Promise<{ readonly values: Record<string, unknown>; readonly unseen: readonly string[] }> {
  const { content } = await readFormFile('申报表.pdf', bytes);
  const { fields } = readForm(content, hunan);
  return { values: Object.fromEntries(Object.entries(fields).map(([key, { value }]) => [key, value])), unseen: content.unseen ?? [] };
}

const labels = {
  parkName: '产业园名称',
  totalArea: '产业园总建筑面积（平方米）',
  ecommerceArea: '直接用于跨境电商企业及业务面积（平方米）',
  companies: '产业园入驻跨境电商企业总数（家）',
  annualTurnover: '产业园跨境电商年交易额（亿元）',
  annualTrade: '产业园跨境电商年进出口额（亿元）',
  platformCompanies: '其中：入驻跨境电商平台企业（家）',
  sellerCompanies: '入驻跨境电商卖家企业（家）',
  serviceCompanies: '入驻跨境电商服务企业（家）',
};

const expected = {
  parkName: '测试跨境电商产业园',
  totalArea: '32000',
  ecommerceArea: '12000',
  companies: 250,
  annualTurnover: '21.5',
  annualTrade: '2.5',
  platformCompanies: 5,
  sellerCompanies: 20,
  serviceCompanies: 7,
};

describe.skipIf(!has('chromium'))('printed by a browser (needs chromium)', () => {
  function print(name: string, cells: Readonly<Record<keyof typeof labels, string>>, more = ''): Buffer {
    const rows = Object.entries(labels).map(([key, label]) => `<tr><td>${label}</td><td>${cells[key as keyof typeof labels]}</td></tr>`);
    const style = 'td{border:1px solid #000;padding:4px;font-size:14px}table{border-collapse:collapse;width:640px}';
    const source = desk.put(
      `${name}.html`,
      `<meta charset="utf-8"><style>${style}</style><h1>湖南省跨境电商产业园申报表</h1><table>${rows.join('')}</table>${more}`,
    );
    const target = join(desk.folder, `${name}.pdf`);
    runTool('chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--no-pdf-header-footer', `--print-to-pdf=${target}`, source]);
    return readFileSync(target);
  }

  test('what is hidden, struck, raised, spread, and laid over it', async () => {
    const mark = '<div style="position:fixed;left:300px;top:200px;font-size:60px;opacity:.3;transform:rotate(-30deg)">样本 2024</div>';
    const cells = {
      parkName: '<div style="text-align-last:justify">测试跨境电商产业园</div>',
      totalArea: '<del>20000</del> 32000',
      ecommerceArea: '<span style="color:#fff">9</span>12000',
      companies: '<span style="letter-spacing:6px">250</span>',
      annualTurnover: '<span style="opacity:0.01">9</span>21.5',
      annualTrade: '2.5<sup>1</sup>',
      platformCompanies: '<span style="display:inline-block;width:0;height:14px;overflow:hidden">9</span>5',
      sellerCompanies: '20<span style="font-size:1px">0</span>',
      serviceCompanies:
        '<span style="position:relative;display:inline-block">3<span style="position:absolute;inset:-2px;background:#fff;border-radius:4px"></span></span> 7',
    };
    expect((await valuesOf(print('藏', cells, mark))).values).toEqual(expected);
  });
});

describe.skipIf(!has('chromium'))('what an empty field asks for (needs chromium)', () => {
  const grey = (color: string, words: string): string => `<span style="color:${color}">${words}</span>`;
  const rest = [
    ['产业园名称', '测试跨境电商产业园'],
    ['产业园跨境电商年进出口额（亿元）', '5.5'],
  ];
  const named = { ...labels, contact: '联系人', legalRepresentative: '法定代表人', address: '详细地址', operator: '运营主体名称' };
  /** two forms: label, what its cell holds, and what is read of it */
  const forms: readonly Partial<Record<keyof typeof named, readonly [cell: string, found: unknown]>>[] = [
    {
      totalArea: ['<input placeholder="5000">', '? hint'],
      ecommerceArea: ['<input style="border:none" placeholder="5000">平方米', '? hint'],
      companies: ['<input placeholder="例如 50">', '? hint'],
      sellerCompanies: ['<input style="border:none" placeholder="20">', '? hint'],
      serviceCompanies: [grey('#999', '5'), '? hint'],
      contact: ['<input placeholder="姓名">', '? hint'],
      // says by its words that it is none
      operator: ['<input placeholder="请填写">', '? undefined'],
      address: ['<textarea placeholder="市县\n道路"></textarea>', '? hint'],
    },
    {
      totalArea: ['<input value="20000" placeholder="5000">', '20000'],
      ecommerceArea: [`12000 ${grey('#808080', '平方米')}`, '12000'],
      companies: ['<input value="30" readonly style="color:#666">', 30],
      sellerCompanies: [grey('#1890ff', '20'), 20],
      serviceCompanies: [grey('#d9363e', '5'), 5],
      platformCompanies: [grey('#666', '7'), 7],
      contact: [`李四 ${grey('#808080', '（园区）')}`, '李四 （园区）'],
      legalRepresentative: ['<input value="张三" placeholder="姓名">', '张三'],
    },
  ];

  function print(name: string, rows: readonly (readonly string[])[], style = ''): Buffer {
    const source = desk.put(
      `${name}.html`,
      `<meta charset="utf-8"><style>td{border:1px solid #000;padding:6px;font-size:14px}table{border-collapse:collapse;margin:12px 0;width:640px}input,textarea{font-size:14px}${style}</style><h1>湖南省跨境电商产业园申报表</h1><table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`,
    );
    const target = join(desk.folder, `${name}.pdf`);
    runTool('chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--no-pdf-header-footer', `--print-to-pdf=${target}`, source]);
    return readFileSync(target);
  }
  const fieldsOf = async (bytes: Uint8Array) => readForm((await readFormFile('申报表.pdf', bytes)).content, hunan).fields;

  test.each([
    ['hints are no values', 0],
    ['and values are no hints', 1],
  ])('%s', async (name, at) => {
    const form = Object.entries(forms[at] ?? {});
    const fields = await fieldsOf(print(name, [...rest, ...form.map(([key, [cell]]) => [named[key as keyof typeof named], cell])]));
    const found = form.map(([key]) => [key, fields[key]?.value ?? `? ${fields[key]?.why}`]);
    expect(found).toEqual(form.map(([key, [, value]]) => [key, value]));
    expect(fields['annualTrade']?.value).toBe('5.5');
  });

  test('labels in grey are labels, and a page that is grey as a whole has no hints', async () => {
    const pale = [...rest, [named.totalArea, '20000']].map(([name = '', value = '']) => [grey('#757575', name), value]);
    expect((await fieldsOf(print('灰标签', pale)))['totalArea']?.value).toBe('20000');
    const whole = await fieldsOf(print('全灰', [...rest, [named.totalArea, '20000']], 'body{color:#757575}'));
    expect([whole['totalArea']?.value, whole['annualTrade']?.value]).toEqual(['20000', '5.5']);
  });
});

describe.skipIf(!has('soffice'))('printed by an office suite (needs soffice)', () => {
  test('what is hidden, struck, raised and spread', async () => {
    const cells: Record<keyof typeof labels, string> = {
      parkName: `<w:p><w:pPr><w:jc w:val="distribute"/></w:pPr>${run('测试跨境电商产业园')}</w:p>`,
      totalArea: `<w:p>${run('20000', '<w:strike/>')}${run('32000')}</w:p>`,
      ecommerceArea: `<w:p>${run('9', '<w:color w:val="FFFFFF"/>')}${run('12000')}</w:p>`,
      companies: `<w:p>${run('250', '<w:spacing w:val="100"/>')}</w:p>`,
      annualTurnover: `<w:p>${run('21.5')}${run('9', '<w:sz w:val="2"/>')}</w:p>`,
      annualTrade: `<w:p>${run('2.5')}${run('1', '<w:vertAlign w:val="superscript"/>')}</w:p>`,
      platformCompanies: `<w:p>${run('5')}${run('1', '<w:position w:val="10"/>')}</w:p>`,
      sellerCompanies: `<w:p>${run('2', '<w:dstrike/>')}${run('20')}</w:p>`,
      serviceCompanies: `<w:p>${run('7', '<w:outline/>')}</w:p>`,
    };
    const table = wordTable(Object.entries(labels).map(([key, label]) => [label, { xml: cells[key as keyof typeof labels] }]));
    const source = desk.put('藏.docx', buildDocx(formTitle + table));
    convertOffice(desk.folder, 'pdf', desk.folder, [source]);
    expect((await valuesOf(readFileSync(join(desk.folder, '藏.pdf')))).values).toEqual(expected);
  }, 60_000);

  test('ticks of a symbol font, blanks without an outline, a raised power and a unit down a cell of its own', async () => {
    const symbol = (code: string): string => `<w:r><w:sym w:font="Wingdings" w:char="${code}"/></w:r>`;
    const power = `<w:p>${run('产业园跨境电商年进出口额（10')}${run('4', '<w:vertAlign w:val="superscript"/>')}${run('元）')}</w:p>`;
    const table = wordTable([
      ['产业园名称', '测试跨境电商产业园'],
      ['产业园类型', { xml: `<w:p>${symbol('F0FE')}${run('引领型 ')}${symbol('F0A8')}${run('培育型')}</w:p>` }],
      [{ xml: power }, '32000'],
      ['产业园跨境电商年交易额', '45000'],
    ]);
    const turn = '<w:tcPr><w:textDirection w:val="tbRlV"/></w:tcPr>';
    const side = `<w:tbl><w:tr><w:trPr><w:trHeight w:val="2400"/></w:trPr><w:tc>${turn}<w:p>${run('金额单位：万元')}</w:p></w:tc></w:tr></w:tbl>`;
    const source = desk.put('符号.docx', buildDocx(`${formTitle}${table}<w:p/>${side}`));
    convertOffice(desk.folder, 'pdf', desk.folder, [source]);
    expect((await valuesOf(readFileSync(join(desk.folder, '符号.pdf')))).values).toMatchObject({
      parkType: '引领型',
      annualTrade: '3.2',
      annualTurnover: '4.5',
    });
  }, 60_000);
});

describe.skipIf(!has('qpdf'))('changed by a tool for PDF (needs qpdf)', () => {
  function change(name: string, args: readonly string[], form = drawForm('2.5')): ReturnType<typeof readBytes> {
    const target = join(desk.folder, `${name}.pdf`);
    runTool('qpdf', [desk.put('表.pdf', form), target, ...args]);
    return readBytes(readFileSync(target));
  }
  const stamp = (content: string): string => desk.put('章.pdf', pdfPage(content));

  test.each([90, 180, 270])('turned by %d degrees: it is read as who turns it back does', async (degrees) => {
    expect(await change(`转${degrees}`, [`--rotate=+${degrees}:1`])).toEqual({ trade: '2.5', unseen: [] });
  });

  test('with a watermark laid over it', async () => {
    const words = 'BT /F1 60 Tf 0.8 g 0.7 0.7 -0.7 0.7 200 700 Tm <6837672c> Tj ET';
    expect(await change('水印', ['--overlay', stamp(words), '--'])).toEqual({ trade: '2.5', unseen: [] });
  });

  test('with a white page laid over its figure', async () => {
    expect(await change('白', ['--overlay', stamp('1 g 252 761 100 18 re f'), '--'])).toEqual({ trade: null, unseen: ['2.5'] });
  });

  test.each([
    ['drawn by the tool', ['--generate-appearances']],
    ['drawn and made a part of the page', ['--generate-appearances', '--flatten-annotations=all']],
  ])('with its field %s', async (what, args) => {
    const field = '<</Type/Annot/Subtype/Widget/FT/Tx/T(trade)/V(2.5)/F 4/DA(/Helv 9 Tf 0 g)/Rect[252 762 400 777]>>';
    const font = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>';
    const form = drawForm('', {
      page: '/Annots[8 0 R]',
      catalog: '/AcroForm<</Fields[8 0 R]/NeedAppearances true/DA(/Helv 9 Tf 0 g)/DR<</Font<</Helv 9 0 R>>>>>>',
      objects: [field, font],
    });
    expect(await change(what, args, form)).toEqual({ trade: '2.5', unseen: [] });
  });
});
