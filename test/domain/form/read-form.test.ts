import { expect, test } from 'vitest';
import { namedAttachments } from '../../../domain/form/attachments.ts';
import { readList, readText } from '../../../domain/form/field-values.ts';
import { findFindings } from '../../../domain/package/findings.ts';
import type { FormContent } from '../../../domain/form/content.ts';
import { findCollision, isJunk, kindByName, safePath } from '../../../domain/package/paths.ts';
import { planImport } from '../../../domain/package/plan-import.ts';
import { readForm } from '../../../domain/form/read-form.ts';
import { parseJsonForm, readJsonForm } from '../../../domain/form/read-json-form.ts';
import { recogniseForm } from '../../../domain/form/recognise.ts';
import { texts } from '../../../domain/texts/index.ts';
import { formRows } from '../../fixtures/office.ts';
import { schemeNamed, words } from '../../fixtures/schemes.ts';

const hunan = schemeNamed('hunan-recognition-2024');

/** Rows of cells, one column each. */
function table(rows: readonly (readonly string[])[], paragraphs: readonly string[] = []): FormContent {
  return {
    tables: [{ cells: rows.flatMap((cells, row) => cells.map((text, col) => ({ row, col, rowSpan: 1, colSpan: 1, text }))) }],
    paragraphs,
  };
}

function read(content: FormContent) {
  const { fields } = readForm(content, hunan);
  return Object.fromEntries(Object.entries(fields).map(([key, { value }]) => [key, value]));
}

test('a name broken to fit its cell is whole, two people in a cell stay two', () => {
  expect(
    read(
      table([
        ['产业园名称', '测试　跨境\n电商产业园'],
        ['运营主体名称', '测试产业园\n运营有限公司 (Hunan)'],
        ['联系人', '张三\n李四'],
      ]),
    ),
  ).toEqual({ parkName: '测试跨境电商产业园', operator: '测试产业园运营有限公司 (Hunan)', contact: '张三 李四' });
});

test('labels over their values are read downwards', () => {
  const values = read(
    table([
      ['产业园入驻跨境电商企业总数（家）', '产业园跨境电商年交易额（亿元）', '产业园跨境电商年进出口额（亿元）'],
      ['42', '23.6', '7.4'],
      ['其中：入驻跨境电商平台企业（家）', '入驻跨境电商卖家企业（家）', '入驻跨境电商服务企业（家）'],
      ['5', '29', '8'],
    ]),
  );
  expect(values).toEqual({
    companies: 42,
    annualTurnover: '23.6',
    annualTrade: '7.4',
    platformCompanies: 5,
    sellerCompanies: 29,
    serviceCompanies: 8,
  });
});

test('an empty cell right of a label is not filled from below', () => {
  expect(
    read(
      table([
        ['联系人', ''],
        ['联系方式', '0731'],
        ['详细地址', '大道1号'],
      ]),
    ),
  ).toEqual({ contact: null, phone: '0731', address: '大道1号' });
});

test('label and value share a cell or a line', () => {
  const values = read({
    tables: [
      {
        cells: [
          { row: 0, col: 0, rowSpan: 1, colSpan: 4, text: '产业园名称：甲跨境电商产业园' },
          { row: 1, col: 0, rowSpan: 1, colSpan: 4, text: '联系人： 张三    联系方式:0731-1' },
        ],
      },
    ],
    paragraphs: ['法定代表人：李四　注册地：湖南省长沙市'],
  });
  expect(values).toEqual({
    parkName: '甲跨境电商产业园',
    contact: '张三',
    phone: '0731-1',
    legalRepresentative: '李四',
    registeredPlace: '湖南省长沙市',
  });
});

test('notes, numbers, spaces and line breaks do not hide a label', () => {
  const values = read(
    table([
      ['1. 产业园\n名 称（注：统一以XXXX跨境电商产业园命名）', '甲跨境电商产业园'],
      ['二、申报主体(盖章)：', '甲公司'],
      ['*联系人', '张三'],
    ]),
  );
  expect(values).toEqual({ parkName: '甲跨境电商产业园', applicant: '甲公司', contact: '张三' });
});

test('bounds stand in one cell, under one label, or under four', () => {
  const bounds = { boundaryEast: '东一路', boundaryWest: '西二路', boundarySouth: '南三路', boundaryNorth: '北四路' };
  expect(read(table([['产业园四至范围', '东至东一路 西至西二路\n南至南三路 北至北四路']]))).toEqual(bounds);
  expect(
    read(
      table([
        ['东至', '东一路', '西至', '西二路'],
        ['南至', '南三路', '北至', '北四路'],
      ]),
    ),
  ).toEqual(bounds);
  expect(
    read(
      table([
        ['四至', '东至东一路', '西至西二路'],
        ['', '南至南三路', '北至北四路'],
      ]),
    ),
  ).toEqual(bounds);
  const merged = [
    { row: 0, col: 0, rowSpan: 2, colSpan: 1, text: '产业园四至范围' },
    ...['东至东一路', '西至西二路'].map((text, col) => ({ row: 0, col: col + 1, rowSpan: 1, colSpan: 1, text })),
    ...['南至南三路', '北至北四路'].map((text, col) => ({ row: 1, col: col + 1, rowSpan: 1, colSpan: 1, text })),
  ];
  expect(read({ tables: [{ cells: merged }], paragraphs: [] })).toEqual(bounds);
});

test('a value in two places counts once when they agree and not at all when they differ', () => {
  const label = '产业园跨境电商年交易额（亿元）';
  expect(read({ tables: [...table([[label, '23.6']]).tables, ...table([[label, '23.60亿']]).tables], paragraphs: [] })).toEqual({
    annualTurnover: '23.6',
  });
  const { fields, unread } = readForm(
    { tables: [...table([[label, '23.6']]).tables, ...table([[label, '32.6']]).tables], paragraphs: [] },
    hunan,
  );
  expect(fields['annualTurnover']).toEqual({ raw: '23.6 ⁄ 32.6', value: null, unit: 'yi' });
  expect(unread).toContain('annualTurnover');
  expect(findFindings(hunan, fields, [], { today: '2026-09-15' })).toContainEqual(expect.objectContaining({ code: 'stated-twice' }));
});

test('the untouched form is unread from end to end', () => {
  const untouched: Record<string, string> = {
    产业园名称: '（注：统一以XXXX跨境电商产业园命名）',
    注册地: '   省   市   县（区/市）',
    产业园四至范围: '东至      西至\n南至     北至',
    产业园开始运营时间: '   年   月',
    产业园类型: '□引领型 □培育型',
    有中长期发展规划: '□是□否',
    有跨境电商相关支持政策: '是 否',
    产业园跨境电商综合服务内容: '交易平台服务 通关服务 税务服务 金融服务 物流服务 统计监测服务 信用认证服务 企业孵化服务 人才培训 其他：',
    产业园跨境电商年交易额达到1亿元以上规模的企业名单: '',
  };
  const rows = formRows().map(([label]) => [label, untouched[label] ?? '']);
  const { fields, unread } = readForm(table(rows), hunan);
  const stated = Object.entries(fields).filter(([, { value }]) => value !== null);
  expect(stated.map(([key, { value }]) => [key, value])).toEqual([['otherServices', '']]);
  expect(unread).toHaveLength(hunan.fields.filter((field) => field.statedBy === 'form').length - 1);
});

test.each([
  ['☑交易平台服务 □通关服务 ☑其他：法务合规', ['交易平台服务'], '法务合规'],
  ['☑交易平台服务 ☑通关服务 □其他：', ['交易平台服务', '通关服务'], ''],
  ['☑通关服务 ☑其他：', ['通关服务'], null],
  ['☑通关服务 ☑其他（请注明）：物流金融', ['通关服务'], '物流金融'],
  ['□交易平台服务 □通关服务 □其他：____', [], ''],
  ['交易平台服务、通关服务、税务服务', ['交易平台服务', '通关服务', '税务服务'], undefined],
  ['暂不提供通关服务', null, undefined],
])('the services %j are %j and %j', (cell, services, other) => {
  const values = read(table([['产业园跨境电商综合服务内容', cell]]));
  expect(values['services']).toEqual(services);
  expect(values['otherServices']).toEqual(other);
});

test.each([
  ['1.甲公司 3.2亿元\n2.乙公司 1.6亿元', ['甲公司 3.2亿元', '乙公司 1.6亿元']],
  ['1、甲公司 2、乙公司', ['甲公司', '乙公司']],
  ['（1）甲公司；（2）乙公司', ['甲公司', '乙公司']],
  ['1.\n2.\n...', []],
  ['无', []],
  ['1. 3.2亿元公司', ['3.2亿元公司']],
])('the list %j has the lines %j', (text, lines) => {
  expect(readList(text)).toEqual(lines);
});

test.each([
  ['  张三 ', '张三'],
  ['第一行\n第二行', '第一行 第二行'],
  ['   省   市   县（区/市）', null],
  ['湖南省 长沙市 长沙县', '湖南省 长沙市 长沙县'],
  ['湖南省　长沙市　长沙县', '湖南省 长沙市 长沙县'],
  ['________', null],
  ['（盖章）', null],
  ['（公章）', null],
  ['（签字）', null],
  ['(请填写)', null],
  ['【必填】', null],
  ['（ 盖 章 ）', null],
  ['（法定代表人签字或盖章）', null],
  ['（加盖单位公章）      年   月   日', null],
  ['盖章：', null],
  ['签字处', null],
  ['请填写', null],
  ['测试市商务局（盖章）', '测试市商务局'],
  ['测试公司（签字）', '测试公司'],
  ['公章科技有限公司', '公章科技有限公司'],
  ['测试产业园（一期）', '测试产业园（一期）'],
])('the text %j is %j', (text, value) => {
  expect(readText(text)).toBe(value);
});

test('a sheet number 2020.1 may have been 2020.10 and is not read as a month', () => {
  for (const [numeric, value] of [
    [true, null],
    [false, '2020-01'],
  ] as const) {
    const cells = [
      { row: 0, col: 0, rowSpan: 1, colSpan: 1, text: '产业园开始运营时间' },
      { row: 0, col: 1, rowSpan: 1, colSpan: 1, text: '2020.1', numeric },
    ];
    expect(read({ tables: [{ cells }], paragraphs: [] })).toEqual({ openedOn: value });
  }
});

test('a form is whose its title or its labels say', () => {
  const form = table(formRows());
  const zhongshan = {
    ...hunan,
    id: 'zhongshan',
    form: { title: '中山市跨境电商产业园区申报表', titles: [] },
    fields: hunan.fields.map((field) => (field.key === 'companies' ? { ...field, formLabels: ['园区入驻企业总数'] } : field)),
  };
  const schemes = [zhongshan, hunan];
  expect(recogniseForm(form, schemes, hunan.id)).toEqual({ kind: 'own' });
  expect(recogniseForm(form, schemes, 'zhongshan')).toEqual({ kind: 'other', schemeId: hunan.id });
  expect(recogniseForm({ ...form, paragraphs: ['中山市跨境电商产业园区申报表'] }, schemes, 'zhongshan')).toEqual({ kind: 'own' });
  expect(
    recogniseForm(
      table([
        ['联系人', '张三'],
        ['联系方式', '1'],
      ]),
      schemes,
      hunan.id,
    ),
  ).toEqual({ kind: 'none' });
});

test('findings say what does not fit and correct nothing', () => {
  const rows = formRows('长沙电商园', {
    产业园开始运营时间: '2026年12月',
    产业园类型: '☑引领型 ☑培育型',
    '直接用于跨境电商企业及业务面积（平方米）': '2.5万平方米',
    '产业园入驻跨境电商企业总数（家）': '约30家',
    '入驻跨境电商卖家企业（家）': '18',
  });
  const { fields } = readForm(table(rows), hunan);
  expect(fields['ecommerceArea']).toEqual({ raw: '2.5万平方米', value: '25000', unit: 'm2' });
  const findings = findFindings(
    hunan,
    fields,
    [
      { path: 'a/申报表.docx', kind: 'form' },
      { path: 'a/营业执照.pdf', kind: 'proof' },
    ],
    { today: '2026-09-15', named: ['营业执照', '租赁合同'] },
  );
  expect(findings.map(({ code }) => code)).toEqual([
    'subtotal-differs',
    'area-above-total',
    'name-pattern',
    'date-in-future',
    'choice-several',
    'converted.m2',
    'approximate',
    'material-missing.report',
    'attachment-absent',
  ]);
  expect(findings[0]?.params).toMatchObject({ sum: '28', total: '30', difference: '-2' });
  for (const language of ['zh', 'en'] as const)
    for (const { code, params } of findings) expect(words(language)(`finding.${code}`, params)).not.toMatch(/\{\{/);
});

test('a good form has no findings but on its materials', () => {
  const { fields, unread } = readForm(table(formRows()), hunan);
  expect(unread).toEqual([]);
  const kinds = ['form', 'report', 'proof', 'recommendation'] as const;
  expect(
    findFindings(
      hunan,
      fields,
      kinds.map((kind) => ({ path: kind, kind })),
      { today: '2026-09-15' },
    ),
  ).toEqual([]);
});

test.each([
  [{ 产业园类型: '□引领型 □培育型' }, 'choice-none'],
  [{ 产业园开始运营时间: '去年' }, 'date-unreadable'],
  [{ '产业园跨境电商年交易额（亿元）': '215000万元' }, 'converted.yi'],
])('%j is found as %s', (changes, code) => {
  const { fields } = readForm(table(formRows(undefined, changes)), hunan);
  const found = findFindings(hunan, fields, [], { today: '2026-09-15' }).map((finding) => finding.code);
  expect(found.filter((each) => !each.startsWith('material'))).toEqual([code]);
});

test('findings have the same texts in both languages', () => {
  const [zh, en] = [texts.zh, texts.en].map((all) => Object.keys(all).filter((key) => key.startsWith('finding.')));
  expect(en).toEqual(zh);
});

test('importing again is a no-op, a new version asks', () => {
  const there = [
    { applicationId: 'a', parkName: '甲跨境电商产业园', sha256: '1' },
    { applicationId: 'b', parkName: null, sha256: '2' },
  ];
  expect(planImport(there, { sha256: '1', parkName: '改名跨境电商产业园' })).toEqual({ kind: 'duplicate', applicationId: 'a' });
  expect(planImport(there, { sha256: '2', parkName: null })).toEqual({ kind: 'duplicate', applicationId: 'b' });
  expect(planImport(there, { sha256: '3', parkName: ' 甲跨境电商 产业园' })).toEqual({
    kind: 'newVersion',
    applicationId: 'a',
    parkName: ' 甲跨境电商 产业园',
  });
  expect(planImport(there, { sha256: '3', parkName: '乙跨境电商产业园' })).toEqual({ kind: 'new' });
  expect(planImport(there, { sha256: '3', parkName: null })).toEqual({ kind: 'new' });
});

test.each([
  ['a/b.txt', { path: 'a/b.txt' }],
  ['./a//b.txt', { path: 'a/b.txt' }],
  ['a\\b.txt', { path: 'a/b.txt' }],
  ['e\u0301.txt', { path: 'é.txt' }],
  ['a..b/..c.txt', { path: 'a..b/..c.txt' }],
  ['../a', { fault: 'parent' }],
  ['a/.. ./b', { fault: 'parent' }],
  ['/a', { fault: 'absolute' }],
  ['\\a', { fault: 'absolute' }],
  ['c:a', { fault: 'drive' }],
  ['a\u0000', { fault: 'control' }],
  ['.', { fault: 'empty' }],
])('the name %j becomes %j', (stated, expected) => {
  expect(safePath(stated)).toEqual(expected);
});

test('names that only differ by case or composition collide', () => {
  expect(findCollision(['a/b', 'c', 'a/B'])).toEqual({ fault: 'duplicate', path: 'a/B', other: 'a/b' });
  expect(findCollision(['a/b', 'A'])).toEqual({ fault: 'file-as-folder', path: 'a/b', other: 'A' });
  expect(findCollision(['a/b', 'ab', 'a/c'])).toBeNull();
});

test.each(['__MACOSX/a.docx', 'a/.DS_Store', 'a/Thumbs.db', 'a/~$申报表.docx', 'a/._申报表.docx', 'Desktop.ini'])('%s is junk', (path) => {
  expect(isJunk(path)).toBe(true);
});

test.each([
  ['园/1.园申报表.docx', 'form'],
  ['园/form.json', 'form'],
  ['园/2.申请报告.pdf', 'report'],
  ['园/3.证明材料/营业执照.pdf', 'proof'],
  ['园/3.证明材料/园区外景.jpg', 'photo'],
  ['园/3.证明材料/其他.pdf', 'proof'],
  ['长沙市推荐函.pdf', 'recommendation'],
  ['申报表填报说明.docx', 'other'],
  ['杂.bin', 'other'],
])('%s is of the kind %s', (path, kind) => {
  expect(kindByName(path)).toBe(kind);
});

test('attachments are named in quotes or alone on a line', () => {
  const content = {
    tables: table([['说明', '租赁情况详见附件2《厂房租赁合同》']]).tables,
    paragraphs: ['附件', '附件1', '附件：营业执照.pdf', '附件3：1.企业名单'],
  };
  expect(namedAttachments(content)).toEqual(['营业执照', '企业名单', '厂房租赁合同']);
});

test.each(['(', '（打', '□', '（ ', '☑通关服务', '东至', '1.', '其他：', '一', ' ', '联系人：', '附件《', '万', '\n'])(
  'a cell of nothing but %j comes to an end',
  (piece) => {
    const long = piece.repeat(100_000);
    const { unread } = readForm(
      table(
        formRows().map(([label]) => [label, long]),
        [long],
      ),
      hunan,
    );
    expect(unread).toContain('totalArea');
    expect(unread).toContain('openedOn');
  },
);

test('a table made to exhaust is passed over', () => {
  const cells = Array.from({ length: 60_000 }, (_, row) => ({ row, col: 0, rowSpan: 1000, colSpan: 1000, text: '联系人' }));
  expect(read({ tables: [{ cells }, ...table([['联系人', '张三']]).tables], paragraphs: [] })).toEqual({ contact: '张三' });
});

/** Rows of a sheet, which holds no cell where nothing is written. */
function sheet(rows: readonly (readonly string[])[]): FormContent {
  return { tables: table(rows).tables.map(({ cells }) => ({ cells: cells.filter(({ text }) => text !== '') })), paragraphs: [] };
}

test('a label that the scheme does not know is never taken for a value', () => {
  expect(
    read(
      sheet([
        ['联系人', '', '联系方式', ''],
        ['传真', '0731', '邮编', '410000'],
      ]),
    ),
  ).toEqual({ contact: null, phone: null });
  expect(read(sheet([['联系人'], ['传真', '0731']]))).toEqual({ contact: null });
  expect(read(table([['联系人', '张三', '传真', '0731']]))).toEqual({ contact: '张三' });
  expect(read(table([['联系人', '', '传真', '0731']]))).toEqual({ contact: null });
  expect(read(table([['产业园总建筑面积', '', '备注', '20000']]))).toEqual({ totalArea: null });
});

test('what belongs to one value may stand in several cells', () => {
  expect(read(table([['注册地', '湖南省', '长沙市', '长沙县']]))).toEqual({ registeredPlace: '湖南省 长沙市 长沙县' });
  expect(read(table([['产业园总建筑面积', '2', '万平方米']]))).toEqual({ totalArea: '20000' });
  expect(read(table([['产业园开始运营时间', '2022年', '6月']]))).toEqual({ openedOn: '2022-06' });
  expect(read(table([['产业园类型', '☑引领型', '□培育型']]))).toEqual({ parkType: '引领型' });
});

test('a label over the whole width has its value below', () => {
  const cells = [
    { row: 0, col: 0, rowSpan: 1, colSpan: 2, text: '产业园跨境电商综合服务内容' },
    { row: 1, col: 0, rowSpan: 1, colSpan: 2, text: '☑通关服务 □税务服务' },
    { row: 2, col: 0, rowSpan: 1, colSpan: 1, text: '联系人' },
    { row: 2, col: 1, rowSpan: 1, colSpan: 1, text: '张三' },
  ];
  expect(read({ tables: [{ cells }], paragraphs: [] })).toEqual({ services: ['通关服务'], contact: '张三' });
});

test('a bare figure under a label of two units is left to a person', () => {
  expect(read(table([['产业园跨境电商年交易额（万元/亿元）', '23.6']]))).toEqual({ annualTurnover: null });
  expect(read(table([['产业园跨境电商年交易额（万元/亿元）', '236000万元']]))).toEqual({ annualTurnover: '23.6' });
});

test('a figure that only a mistaken unit explains is remarked upon', () => {
  const { fields } = readForm(table([['产业园跨境电商年交易额（亿元）', '236000']]), hunan);
  expect(findFindings(hunan, fields, [], { today: '2026-09-15' })).toContainEqual({
    code: 'implausible',
    params: expect.objectContaining({ raw: '236000', value: '236000' }),
  });
});

const chenzhou = schemeNamed('chenzhou-park-2021');
const trade = '跨境电商进出口总额';

test.each<[row: readonly [string, string][], cny: string | null, usd: string | null]>([
  [[[`${trade}（万元）`, '8000']], '0.8', null],
  [[[`${trade}（亿元）`, '4']], '4', null],
  [[[`${trade}（万美元）`, '1200']], null, '1200'],
  [[[`${trade}（亿美元）`, '0.12']], null, '1200'],
  [[[trade, '1200万美元']], null, '1200'],
  [[[trade, '0.8亿元']], '0.8', null],
  // nobody says which currency: neither is filled
  [[[trade, '8000']], null, null],
  [[[`${trade}（万欧元）`, '8000']], null, null],
  [
    [
      [`${trade}（亿元）`, '4'],
      [`${trade}（万美元）`, '5634'],
    ],
    '4',
    '5634',
  ],
  // under the label of the one, counted in the unit of the other
  [[['进出口总额（万元）', '8000']], '0.8', null],
  [[['年进出口额（万美元）', '1200']], null, '1200'],
])('one figure under %j is never two fields', (rows, cny, usd) => {
  const content = table([['园区名称', '郴州示例园区'], ...rows]);
  const json = parseJsonForm(JSON.stringify(Object.fromEntries(rows)));
  for (const { fields } of [readForm(content, chenzhou), ...(json ? [readJsonForm(json, chenzhou)] : [])]) {
    expect([fields['annualTrade']?.value ?? null, fields['tradeUsd']?.value ?? null]).toEqual([cny, usd]);
  }
});

test.each<[cells: readonly string[], value: string | null, why: string | undefined]>([
  [['15', '300'], null, 'several'],
  [['9', '300', ''], null, 'several'],
  [['15 300', ''], '15300', undefined],
  [['15300', '平方米'], '15300', undefined],
  [['15300', 'm²'], '15300', undefined],
  [['约', '1.53', '万㎡'], '15300', undefined],
  [['一万五', '三百'], null, 'several'],
])('two cells beside a label are never one number: %j', (cells, value, why) => {
  const { fields } = readForm(table([['产业园总建筑面积（平方米）', ...cells]]), hunan);
  expect([fields['totalArea']?.value ?? null, fields['totalArea']?.why]).toEqual([value, why]);
});

test('a date in two cells is no other month', () => {
  const { fields } = readForm(table([['产业园开园时间', '2022.1', '2']]), hunan);
  expect(fields['openedOn']?.value ?? null).toBeNull();
});

test('what is left unread for its unit is a finding that says why', () => {
  const { fields } = readForm(table([['产业园跨境电商年进出口额（万美元）', '7500']]), hunan);
  expect(fields['annualTrade']).toMatchObject({ value: null, raw: '7500', why: 'currency' });
  const found = findFindings(hunan, fields, [], { format: 'docx', today: '2026-01-01', named: [] }).map(({ code }) => code);
  expect(found).toContain('unread.currency');
});

test('the lines of a list that a PDF ran together are apart again', () => {
  expect(readList('1.甲公司 3.2亿元2.乙公司 1.6亿元3.丙（湖南）公司')).toEqual(['甲公司 3.2亿元', '乙公司 1.6亿元', '丙（湖南）公司']);
  expect(readList('1.甲公司5.乙公司')).toEqual(['甲公司5.乙公司']);
  expect(readList('甲公司2.乙公司')).toEqual(['甲公司2.乙公司']);
});

test('an archive among the files of a package is told, for nothing in it was read', () => {
  const documents = ['甲园/申报表.docx', '甲园/附件二.rar', '甲园/证明.7z.001', '甲园/证明材料/进出口.zip', '甲园/rar说明.pdf'].map(
    (path) => ({
      path,
      kind: 'other' as const,
    }),
  );
  const found = findFindings(hunan, {}, documents, { today: '2026-09-30' }).filter(({ code }) => code === 'archive-closed');
  expect(found).toEqual([{ code: 'archive-closed', params: { files: '附件二.rar、证明.7z.001、进出口.zip' } }]);
});
