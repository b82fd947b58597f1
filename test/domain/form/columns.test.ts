/** Of several columns only that of the time which is asked for is read; rows that count columns and columns that count rows are no figures. */
import { describe, expect, test } from 'vitest';
import { periodOf, titleAmong, withoutNumbering } from '../../../domain/form/columns.ts';
import { readForm } from '../../../domain/form/read-form.ts';
import { schemeNamed } from '../../fixtures/schemes.ts';

const hunan = schemeNamed('hunan-recognition-2024');
const label = '产业园跨境电商年进出口额';
const inYi = `${label}（亿元）`;

type Row = readonly (string | null)[];
type Spans = Readonly<Record<string, readonly [rows: number, columns: number]>>;

/** The value of each field that is read, or `? reason`; null cells are covered by others. */
function read(rows: readonly Row[], spans: Spans = {}): Record<string, string> {
  const cells = rows.flatMap((texts, row) =>
    texts.flatMap((text, col) => {
      const [rowSpan, colSpan] = spans[`${row}:${col}`] ?? [1, 1];
      return text === null ? [] : [{ row, col, rowSpan, colSpan, text }];
    }),
  );
  const { fields } = readForm({ tables: [{ cells }], paragraphs: [] }, hunan);
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, { value, why }]) =>
      value === null ? (why === undefined ? [] : [[key, `? ${why}`]]) : [[key, String(value)]],
    ),
  );
}

describe('columns of years', () => {
  test.each<[Row, Row, string | undefined]>([
    [['指标', '2021年', '2022年', '2023年'], [inYi, '3.1', '3.2', '3.3'], '? several'],
    [['指标', '2021年', '2022年', '2023年'], [inYi, '3.1', '', ''], '? period'],
    [['指标', '2021年', '2022年', '2023年'], [inYi, '', '3.2', ''], '? period'],
    [['指标', '2021年', '2022年', '2023年'], [inYi, '', '', '3.3'], '3.3'],
    [['指标', '2023年', '2022年', '2021年'], [inYi, '3.3', '', ''], '3.3'],
    [['', '2021', '2022'], [inYi, '3.1', ''], '? period'],
    [['', '2021', '2022'], [inYi, '', '3.2'], '3.2'],
    [['', '2021年度', '2022年度'], [inYi, '3.1', ''], '? period'],
    [['指标', '上年', '本年'], [inYi, '3.1', ''], '? period'],
    [['指标', '上年', '本年'], [inYi, '', '3.2'], '3.2'],
    [['指标', '2022年', '本年'], [inYi, '3.1', ''], '? period'],
    [['指标', '基期', '报告期'], [inYi, '3.1', ''], '? period'],
    [['指标', '基期', '报告期'], [inYi, '', '3.2'], '3.2'],
    [['指标', '期初数', '期末数'], [inYi, '3.1', ''], '? period'],
    [['指标', '本期', '累计'], [inYi, '3.1', ''], '? period'],
    [['指标', '本期', '累计'], [inYi, '', '13.1'], '? period'],
    [['指标', '本月数', '本年累计'], [inYi, '3.1', ''], '? period'],
    [['指标', '本月数', '本年累计'], [inYi, '', '13.1'], '13.1'],
    [['指标', '2022年1—12月'], [inYi, '3.3'], '3.3'],
    [['指标', '2022年1—6月'], [inYi, '3.3'], '? period'],
    [['指标', '1-6月'], [inYi, '3.3'], '? period'],
    [['指标', '上年'], [inYi, '3.3'], '? period'],
    [['指标', '2021—2023年'], [inYi, '9.3'], '? period'],
    [['指标', '2022年', '2023年目标'], [inYi, '3.2', ''], '3.2'],
    [['指标', '2022年', '2023年目标'], [inYi, '3.2', '4'], '3.2'],
    [['指标', '2022年', '2023年目标'], [inYi, '', '4'], '? unproven'],
    [['指标', '数值', '同比增长（%）'], [inYi, '3.2', '5'], '3.2'],
    [['指标', '完成数', '计划数'], [inYi, '', '5'], '? unproven'],
    [['指标', '22年', '23年'], [inYi, '3.1', ''], '? period'],
    [['指标', '22年', '23年'], [inYi, '', '3.2'], '3.2'],
    [['指标', '二〇二二年', '二〇二三年'], [inYi, '3.1', ''], '? period'],
    [['指标', '第一年', '第二年'], [inYi, '3.1', ''], '? period'],
    [['指标', '一季度', '二季度', '全年'], [inYi, '1', '', ''], '? period'],
    [['指标', '一季度', '二季度', '全年'], [inYi, '', '', '3.2'], '3.2'],
    [['指标', '全市', '园区'], [inYi, '80', ''], '? unit'],
    [['指标', '全市', '园区'], [inYi, '80', '3.2'], '3.2'],
    [['指标', '认定标准', '实际值'], [inYi, '1', ''], '? unit'],
    [['指标', '认定标准', '实际值'], [inYi, '1', '3.2'], '3.2'],
  ])('%j over %j', (head, line, expected) => {
    expect(read([head, line])['annualTrade']).toBe(expected);
  });

  test('groups of a year over labels', () => {
    const rows = [
      ['2022年', null, '2023年', null],
      ['产业园总建筑面积', label, '产业园总建筑面积', label],
    ];
    const spans = { '0:0': [1, 2], '0:2': [1, 2] } as const;
    expect(read([...rows, ['20000', '3.2', '', '']], spans)).toMatchObject({ annualTrade: '? period', totalArea: '? period' });
    expect(read([...rows, ['', '', '20000', '3.2']], spans)).toMatchObject({ annualTrade: '3.2', totalArea: '20000' });
  });

  test('parts of a year, and labels that name theirs', () => {
    const parts = (first: string, second: string) => [
      ['一、2022年情况', ''],
      [inYi, first],
      ['二、2023年情况', ''],
      [inYi, second],
    ];
    expect(read(parts('3.1', ''))['annualTrade']).toBe('? period');
    expect(read(parts('', '3.2'))['annualTrade']).toBe('3.2');
    // two that differ are for a person to choose from
    expect(read(parts('3.1', '3.2'))['annualTrade']).toBeUndefined();
    const labels = (first: string, second: string) => [
      [`${label}（2022年，亿元）`, first],
      [`${label}（2023年，亿元）`, second],
    ];
    expect(read(labels('3.1', ''))['annualTrade']).toBe('? period');
    expect(read(labels('', '3.2'))['annualTrade']).toBe('3.2');
    expect(read(labels('3.1', '3.2'))['annualTrade']).toBeUndefined();
    expect(read([[`${label}（2022年，亿元）`, '3.1']])['annualTrade']).toBe('3.1');
  });
});

describe('the only label, with the time in brackets', () => {
  test.each([
    ['2022年', '3.2'],
    ['2022年1—12月', '3.2'],
    ['2022.1-12', '3.2'],
    ['2022.01-2022.12', '3.2'],
    ['2022年1月—2022年12月', '3.2'],
    ['2022年1月1日至2022年12月31日', '3.2'],
    ['截至2023年12月31日', '3.2'],
    ['2023年底', '3.2'],
    ['全年', '3.2'],
    ['本年', '3.2'],
    ['上年', '? period'],
    ['上一年度', '? period'],
    ['近三年年均', '? period'],
    ['三年平均', '? period'],
    ['2022—2024年', '? period'],
    ['2022年1月—2024年12月', '? period'],
    ['2021-2023年累计', '? period'],
    ['近6个月', '? period'],
    ['2023年1-6月', '? period'],
    ['2023年1至10月', '? period'],
    ['2023年上半年', '? period'],
    ['截止2023.6.30', '? period'],
    ['2023年预计', '? unproven'],
  ])('（%s）', (time, expected) => {
    expect(read([[`${label}（${time}，亿元）`, '3.2']])['annualTrade']).toBe(expected);
    expect(read([[`${label}（亿元）（${time}）`, '3.2']])['annualTrade']).toBe(expected);
  });

  test('of what is there on a day any day will do', () => {
    const companies = (time: string) => read([[`入驻跨境电商卖家企业（${time}，家）`, '20']])['sellerCompanies'];
    expect(companies('截至2023年6月')).toBe('20');
    expect(companies('2023.6.30')).toBe('20');
    expect(companies('近三年年均')).toBe('? period');
  });
});

describe('lines and sheets of a year', () => {
  const years = ['年度', '产业园总建筑面积', inYi];
  test.each<[string, Row[], string | undefined]>([
    [
      'the last filled',
      [
        ['2022年', inYi, ''],
        ['2023年', inYi, '3.2'],
      ],
      '3.2',
    ],
    [
      'the first filled',
      [
        ['2022年', inYi, '3.1'],
        ['2023年', inYi, ''],
      ],
      '? period',
    ],
    ['a line a year, the first filled', [years, ['2022年', '20000', '3.1'], ['2023年', '', '']], '? period'],
    ['a line a year, the last first', [years, ['2023年', '20000', '3.2'], ['2022年', '', '']], '3.2'],
    [
      'the answer to a label of its own first',
      [
        ['产业园开始运营时间', '产业园总建筑面积', inYi],
        ['2022年6月', '20000', '3.1'],
      ],
      '3.1',
    ],
    ['one line', [years, ['2022年', '20000', '3.1']], '3.1'],
  ])('%s', (_name, rows, expected) => {
    expect(read(rows)['annualTrade']).toBe(expected);
  });

  test.each([
    ['2022年', '3.1', '2023年', '', '? period'],
    ['2022年', '', '2023年', '3.2', '3.2'],
    ['2023年', '', '2023年上半年', '1.2', '? period'],
    ['申报表', '3.1', '2022年', '', '3.1'],
    ['2022年', '3.1', '附表', '', '3.1'],
  ])('sheets %s (%s) and %s (%s)', (first, a, second, b, expected) => {
    const table = (title: string, figure: string) => ({
      title,
      cells: [inYi, figure].map((text, col) => ({ row: 0, col, rowSpan: 1, colSpan: 1, text })),
    });
    const { annualTrade } = readForm({ tables: [table(first, a), table(second, b)], paragraphs: [] }, hunan).fields;
    expect(annualTrade?.value ?? `? ${annualTrade?.why}`).toBe(expected);
  });
});

describe('a title of a part of a year', () => {
  const titled = (title: string, rows: readonly Row[] = [[inYi, '3.2']]) => {
    const cells = rows.flatMap((texts, row) =>
      texts.flatMap((text, col) => (text === null ? [] : [{ row, col, rowSpan: 1, colSpan: 1, text }])),
    );
    return readForm({ tables: [{ cells, title }], paragraphs: [] }, hunan).fields;
  };
  const shown = (field: { value: unknown; why?: string | undefined } | undefined) => field?.value ?? `? ${field?.why}`;

  test.each([
    ['2023年1-6月经营情况', '? period'],
    ['2024年上半年', '? period'],
    ['一季度', '? period'],
    ['第三季度经营情况', '? period'],
    ['截至2024年9月', '? period'],
    ['截至2024年9月30日主要指标', '? period'],
    ['二、园区经营情况（2024年1—9月）', '? period'],
    ['统计期间：2024年1月至6月', '? period'],
    ['数据截止日期：2024年9月30日', '? period'],
    ['上年经营情况', '? period'],
    ['近三年经营情况', '? period'],
    ['2022-2024年主要指标', '? period'],
    ['2023年经营情况', '3.2'],
    ['2023年1—12月经营情况', '3.2'],
    ['截至2023年12月31日', '3.2'],
    ['2023年全年经营情况', '3.2'],
    ['湖南省跨境电商产业园申报表（2024年9月）', '3.2'],
    ['填表日期：2024年9月20日', '3.2'],
    ['2024年下半年申报批次', '3.2'],
    ['四季青跨境电商产业园基本情况', '3.2'],
    ['园区于2019年6月开始运营，经营情况良好。', '3.2'],
    ['运营主体成立于2019年6月', '3.2'],
    ['Sheet1', '3.2'],
  ])('%s', (title, expected) => {
    expect(shown(titled(title)['annualTrade'])).toBe(expected);
    const alone = titled('', [[title], [inYi, '3.2']])['annualTrade'];
    // inside a table a line of several years, or of the last, may head anything
    if (!/^(?:近三年|2022-2024年|上年)/u.test(title)) expect(shown(alone)).toBe(expected);
  });

  test('what stands nearer says more', () => {
    const title = '2024年上半年经营情况';
    expect(
      shown(
        titled(title, [
          ['指标', '2023年'],
          [inYi, '3.2'],
        ])['annualTrade'],
      ),
    ).toBe('3.2');
    expect(
      shown(
        titled(title, [
          ['指标', '2024年1-6月'],
          [inYi, '3.2'],
        ])['annualTrade'],
      ),
    ).toBe('? period');
    expect(shown(titled(title, [[`${label}（2023年，亿元）`, '3.2']])['annualTrade'])).toBe('3.2');
    expect(shown(titled(title, [['二、2023年经营情况'], [inYi, '3.2']])['annualTrade'])).toBe('3.2');
    expect(shown(titled('2023年经营情况', [['2024年1-6月', inYi, '3.2']])['annualTrade'])).toBe('? period');
    // the heading of another part ends what an earlier line said
    expect(shown(titled('', [['一、2024年1-6月情况'], ['备注', ''], ['二、基本情况'], [inYi, '3.2']])['annualTrade'])).toBe('3.2');
  });

  test('what is there on a day is there', () => {
    const rows = [
      ['产业园总建筑面积', '20000'],
      ['入驻跨境电商卖家企业（家）', '20'],
      [inYi, '3.2'],
    ];
    const fields = titled('2024年上半年经营情况', rows);
    expect([shown(fields['totalArea']), shown(fields['sellerCompanies']), shown(fields['annualTrade'])]).toEqual(['20000', 20, '? period']);
    expect(shown(titled('近三年经营情况', rows)['sellerCompanies'])).toBe('? period');
  });

  test('over values below their labels, glued to the first label of an old format, and over lines without a table', () => {
    const below = [
      [inYi, '产业园总建筑面积'],
      ['3.2', '20000'],
    ];
    expect(shown(titled('2024年1-6月', below)['annualTrade'])).toBe('? period');
    expect(
      shown(
        titled('', [
          ['产业园名称', '某园'],
          [`经营情况（2024年1-6月）\n${inYi}`, '3.2'],
        ])['annualTrade'],
      ),
    ).toBe('? period');
    const lines = (...paragraphs: string[]) => shown(readForm({ tables: [], paragraphs }, hunan).fields['annualTrade']);
    expect(lines('一、2024年1-6月经营情况', `${inYi}：3.2`)).toBe('? period');
    expect(lines('一、2024年1-6月经营情况', '二、全年情况', `${inYi}：3.2`)).toBe('3.2');
  });

  test('of lines over a table the nearest that names a time is its title', () => {
    expect(titleAmong(['2024年1-6月经营情况', '单位：万元'])).toBe('2024年1-6月经营情况');
    expect(titleAmong(['2024年1-6月经营情况', '（单位：万元）', ''])).toBe('2024年1-6月经营情况');
    expect(titleAmong(['申报表', '2023年'])).toBe('2023年');
    expect(titleAmong(['单位：万元'])).toBe('单位：万元');
    expect(titleAmong([])).toBeUndefined();
  });
});

describe('a figure of the last year', () => {
  const assessment = schemeNamed('hunan-assessment-2024');
  const tax = (rows: readonly Row[], name = '上年度纳税额（万元）') => {
    const cells = rows.flatMap((texts, row) =>
      texts.map((text, col) => ({ row, col, rowSpan: 1, colSpan: 1, text: text === 'tax' ? name : (text ?? '') })),
    );
    const { taxPaid } = readForm({ tables: [{ cells }], paragraphs: [] }, assessment).fields;
    return taxPaid?.value ?? `? ${taxPaid?.why}`;
  };
  test.each<[Row, Row, string]>([
    [['指标', '上年'], ['tax', '320'], '320'],
    [['指标', '上年度'], ['tax', '320'], '320'],
    [['指标', '上一年度（万元）'], ['tax', '320'], '320'],
    [['指标', '去年'], ['tax', '320'], '320'],
    [['指标', '上年', '本年'], ['tax', '320', ''], '320'],
    [['指标', '上年', '本年'], ['tax', '', '330'], '? period'],
    [['指标', '上年', '本年'], ['tax', '320', '330'], '? several'],
    [['指标', '本年'], ['tax', '330'], '? period'],
    [['指标', '上年同期'], ['tax', '320'], '? period'],
    [['指标', '上年末'], ['tax', '320'], '? period'],
    [['指标', '上半年'], ['tax', '320'], '? period'],
    [['指标', '前年'], ['tax', '320'], '? period'],
    [['指标', '近三年'], ['tax', '320'], '? period'],
    [['指标', '2023年'], ['tax', '320'], '320'],
  ])('%j over %j', (head, line, expected) => {
    expect(tax([head, line])).toBe(expected);
    // the field asks for it, whatever the form calls it
    expect(tax([head, line], '纳税额（万元）')).toBe(expected);
  });

  test('by the brackets of the label', () => {
    expect(tax([['tax', '320']], '纳税额（上年，万元）')).toBe('320');
    expect(tax([['tax', '320']], '纳税额（本年，万元）')).toBe('? period');
    expect(tax([['tax', '320']], '纳税额（上年同期，万元）')).toBe('? period');
  });

  test('under the labels', () => {
    const rows = (head: string) => [
      ['指标', head],
      ['带动就业人数（人）', '上年度纳税额（万元）'],
      ['20', '320'],
    ];
    expect(tax(rows('上年'))).toBe('320');
    expect(tax(rows('本年'))).toBe('? period');
  });
});

describe('heads of several rows', () => {
  const wide = { '0:0': [2, 1], '0:1': [1, 2] } as const;
  test.each<[string, Row, Row, Row, string | undefined]>([
    ['a unit over two years, the last filled', ['指标', '金额（万元）', null], [null, '上年', '本年'], [label, '', '32000'], '3.2'],
    ['a unit over two years, the first filled', ['指标', '金额（万元）', null], [null, '上年', '本年'], [label, '32000', ''], '? period'],
    ['two currencies, ours filled', ['指标', '金额', null], [null, '万元', '万美元'], [label, '32000', ''], '3.2'],
    ['two currencies, the other filled', ['指标', '金额', null], [null, '万元', '万美元'], [label, '', '5000'], '? currency'],
    ['a year over figure and growth', ['指标', '2023年', null], [null, '金额（万元）', '同比（%）'], [label, '32000', '5'], '3.2'],
    ['a year over the names of units', ['指标', '2023年', null], [null, '人民币（万元）', '美元（万）'], [label, '32000', ''], '3.2'],
  ])('%s', (_name, upper, lower, line, expected) => {
    expect(read([upper, lower, line], wide)['annualTrade']).toBe(expected);
  });

  test.each([
    [['', '万元', '万美元'], [label, '32000', ''], '3.2'],
    [['项目', '万元'], [label, '32000'], '3.2'],
    [['', '万元'], [label, '32000'], '? unitOpen'],
    [['指标', '金额（w）'], [label, '32000'], '3.2'],
    [['指标', '金额W'], [label, '32000'], '3.2'],
    [['指标', '金额（k）'], [label, '32000'], '0.32'],
  ])('%j over %j', (head, line, expected) => {
    expect(read([head, line])['annualTrade']).toBe(expected);
  });

  test('a label counted in w', () => {
    expect(read([[`${label}（w）`, '32000']])['annualTrade']).toBe('3.2');
    expect(read([[label, '32000w']])['annualTrade']).toBe('3.2');
  });
});

describe('numbering', () => {
  test.each<[string, Row[], string | undefined]>([
    [
      '甲 乙 丙 1',
      [
        ['指标名称', '计量单位', '代码', '本年'],
        ['甲', '乙', '丙', '1'],
        [label, '万元', '01', '32000'],
      ],
      '3.2',
    ],
    [
      '甲 乙 1 2',
      [
        ['指标名称', '计量单位', '本年', '上年'],
        ['甲', '乙', '1', '2'],
        [label, '万元', '32000', ''],
      ],
      '3.2',
    ],
    [
      '甲 乙 1 2, last year',
      [
        ['指标名称', '计量单位', '本年', '上年'],
        ['甲', '乙', '1', '2'],
        [label, '万元', '', '32000'],
      ],
      '? period',
    ],
    [
      '栏次 1',
      [
        ['指标', '金额（万元）'],
        ['栏次', '1'],
        [label, '32000'],
      ],
      '3.2',
    ],
    [
      '（1）（2）',
      [
        ['指标', '行次', '金额（万元）'],
        ['（甲）', '（1）', '（2）'],
        [label, '3', '32000'],
      ],
      '3.2',
    ],
  ])('%s', (_name, rows, expected) => {
    expect(read(rows)['annualTrade']).toBe(expected);
  });

  test('under a row of labels', () => {
    const labels = ['产业园总建筑面积', '产业园入驻跨境电商企业总数', inYi];
    expect(read([labels, ['1', '2', '3'], ['20000', '30', '21.5']])).toMatchObject({
      totalArea: '20000',
      companies: '30',
      annualTrade: '21.5',
    });
    // nothing comes below: they are the answers
    expect(read([labels, ['1', '2', '3']])).toMatchObject({ totalArea: '1', companies: '2', annualTrade: '3' });
  });

  test('rows move up by those that are gone, and no further', () => {
    const cell = (row: number, col: number, text: string) => ({ row, col, rowSpan: 1, colSpan: 1, text });
    const cells = [cell(2, 0, '指标'), cell(2, 1, '数'), cell(3, 0, '甲'), cell(3, 1, '1'), cell(5, 0, 'a'), cell(5, 1, '7')];
    expect(withoutNumbering({ cells }).cells.map(({ row, text }) => [row, text])).toEqual([
      [2, '指标'],
      [2, '数'],
      [4, 'a'],
      [4, '7'],
    ]);
  });
});

test.each([
  ['2023年', { says: 'year', year: 2023 }],
  ['２０２３年度', { says: 'year', year: 2023 }],
  ['截至2023年12月31日', { says: 'year', year: 2023 }],
  ['2023年1-12月', { says: 'year', year: 2023 }],
  ['2023年6月', { says: 'other' }],
  ['2023年第一季度', { says: 'other' }],
  ['2021-2023年', { says: 'other' }],
  ['上年同期', { says: 'other' }],
  ['近三年', { says: 'other' }],
  ['自年初累计', { says: 'other' }],
  ['本年实际', { says: 'now' }],
  ['二零二三年度', { says: 'year', year: 2023 }],
  ['23年末', { says: 'year', year: 2023 }],
  ['近10年', { says: 'other' }],
  ['运营15年以上', { says: 'nothing' }],
  ['T-1年', { says: 'other' }],
  ['金额（万元）', { says: 'nothing' }],
  ['数值', { says: 'nothing' }],
  ['联系电话', { says: 'nothing' }],
])('%s is of %j', (words, expected) => {
  expect(periodOf(words)).toEqual(expected);
});
