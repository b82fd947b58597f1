/** Units that stand apart from their figures: in heads of columns, columns of their own, lines over and under the table. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FormContent, FormTable } from '../../../domain/form/content.ts';
import { readForm } from '../../../domain/form/read-form.ts';
import { findFindings } from '../../../domain/package/findings.ts';
import { schemeNamed } from '../../fixtures/schemes.ts';

const hunan = schemeNamed('hunan-recognition-2024');
const chenzhou = schemeNamed('chenzhou-exports-2021');

const trade = '产业园跨境电商年进出口额';
const tableOf = (rows: readonly (readonly string[])[]): FormTable => ({
  cells: rows.flatMap((cells, row) => cells.map((text, col) => ({ row, col, rowSpan: 1, colSpan: 1, text }))),
});
const formOf = (rows: readonly (readonly string[])[], paragraphs: readonly string[] = []): FormContent => ({
  tables: [tableOf(rows)],
  paragraphs,
});

/** The value of a field, or `? reason`. */
function readAs(content: FormContent, key = 'annualTrade', scheme = hunan): string | null {
  const read = readForm(content, scheme).fields[key];
  return read?.value == null ? (read?.why === undefined ? null : `? ${read.why}`) : String(read.value);
}

describe('the head of the column', () => {
  test.each([
    ['数值（万元）', '32000', '3.2'],
    ['金额（亿元）', '3.2', '3.2'],
    ['金额（元）', '320000000', '3.2'],
    ['金额(单位：万元)', '32000', '3.2'],
    ['2023年（万元）', '32000', '3.2'],
    ['数值（人民币万元）', '32000', '3.2'],
    ['金额万元', '32000', '3.2'],
    ['金额（人民币，万元）', '32000', '3.2'],
    ['金额（港币万元）', '32000', '? currency'],
    ['数值/万元', '32000', '3.2'],
    ['万元', '32000', '3.2'],
    ['数值（万元、家、平方米）', '32000', '3.2'],
    ['金额（万美元）', '7500', '? currency'],
    ['金额（亿港元）', '3.2', '? currency'],
    ['金额（万泰铢）', '3.2', '? unitOpen'],
    ['金额（万元、万美元）', '3.2', '? unitOpen'],
    ['金额（W元）', '32000', '3.2'],
    ['金额（RMB million）', '32000', '320'],
    ['金额（M USD）', '32000', '? unitOpen'],
    ['金额（×10⁴元）', '32000', '? unitOpen'],
    ['金额（亿元（未折算，万元））', '32000', '? unitOpen'],
    ['W元', '32000', '3.2'],
    ['10⁴元', '32000', '3.2'],
    ['M USD', '32000', '? unitOpen'],
    ['ten thousand yuan', '32000', '? unitOpen'],
    ['2025年目标值', '3.2', '? unproven'],
    ['同比增长（%）', '3.2', '? unit'],
    ['数值', '3.2', '3.2'],
    // the cell's own unit wins
    ['数值（万元）', '3.2亿元', '3.2'],
    ['数值（万美元）', '3.2亿元', '3.2'],
    ['数值（亿元）', '32000万', '3.2'],
  ])('%s over %s: %s', (head, text, found) => {
    expect(
      readAs(
        formOf([
          ['指标', head],
          [trade, text],
        ]),
      ),
    ).toBe(found);
    expect(
      readAs(
        formOf([
          ['序号', '指标', head, '备注'],
          ['1', trade, text, ''],
        ]),
      ),
    ).toBe(found);
  });

  test.each([
    [`${trade}（亿元）`, '数值（万元）', '3.2', '3.2'],
    [`${trade}（万元）`, '数值（亿元）', '32000', '3.2'],
    [`${trade}（万美元）`, '数值（万元）', '32000', '? currency'],
  ])('the unit of the label %s wins over %s', (label, head, text, found) => {
    expect(
      readAs(
        formOf([
          ['指标', head],
          [label, text],
        ]),
      ),
    ).toBe(found);
  });

  test('amounts only: areas, counts and dates have their own', () => {
    const rows = [
      ['指标', '数值（万元）'],
      ['产业园总建筑面积（平方米）', '20000'],
      ['产业园入驻跨境电商企业总数', '30'],
      ['产业园开始运营时间', '2022年6月'],
      [trade, '32000'],
    ];
    const { fields } = readForm(formOf(rows), hunan);
    expect(Object.values(fields).map(({ value }) => value)).toEqual(expect.arrayContaining(['20000', 30, '2022-06', '3.2']));
    expect(
      readAs(
        formOf([
          ['指标', '数值（万平方米）'],
          ['产业园总建筑面积', '2'],
        ]),
        'totalArea',
      ),
    ).toBe('20000');
  });

  test('a head of two lines, and a head over other rows between', () => {
    expect(
      readAs(
        formOf([
          ['指标', '金额'],
          ['名称', '（万元）'],
          ['注册资本', '500'],
          [trade, '32000'],
        ]),
      ),
    ).toBe('3.2');
  });

  test('what heads a list of others says nothing of the park', () => {
    const rows = [
      ['企业名称', '年交易额（万元）'],
      ['甲公司', '15000'],
      [trade, '3.2'],
    ];
    expect(readAs(formOf(rows))).toBe('3.2');
    expect(
      readAs(
        formOf([
          ['注册资本（万元）', '500'],
          [trade, '3.2'],
        ]),
      ),
    ).toBe('3.2');
    expect(
      readAs(
        formOf([
          ['年利润', '____万元'],
          [trade, '3.2'],
        ]),
      ),
    ).toBe('3.2');
  });

  test('it decides which of two fields is meant', () => {
    const rows = (head: string): FormContent =>
      formOf([
        ['指标', head],
        ['跨境电商进出口总额', '8000'],
      ]);
    const keys = chenzhou.fields.filter(({ unit }) => unit === 'wanUsd').map(({ key }) => key);
    for (const key of keys) {
      const field = chenzhou.fields.find((each) => each.key === key);
      const label = field?.formLabels[0];
      if (label === undefined) continue;
      const bare = label.replace(/（.*）/u, '');
      expect(
        readAs(
          formOf([
            ['指标', '金额（万美元）'],
            [bare, '8000'],
          ]),
          key,
          chenzhou,
        ),
      ).toBe('8000');
      expect(
        readAs(
          formOf([
            ['指标', '金额（亿美元）'],
            [bare, '0.8'],
          ]),
          key,
          chenzhou,
        ),
      ).toBe('8000');
      expect(
        readAs(
          formOf([
            ['指标', '金额（万元）'],
            [bare, '8000'],
          ]),
          key,
          chenzhou,
        ),
      ).not.toBe('8000');
    }
    expect(readAs(rows('金额（万元）'))).toBeNull();
  });
});

describe('a column of units', () => {
  test.each([
    [['指标', '单位', '数值'], [trade, '万元', '32000'], '3.2'],
    [['指标', '数值', '单位'], [trade, '32000', '万元'], '3.2'],
    [['指标', '计量单位', '数值'], [trade, '亿元', '3.2'], '3.2'],
    [['指标', '单位', '数值'], [trade, '万美元', '7500'], '? currency'],
    [['指标', '数值', '单位'], [trade, '7500', '万美元'], '? currency'],
    [['指标', '单位', '数值'], [trade, '万泰铢', '7500'], '? words'],
    [['指标', '单位', '数值'], [trade, '万元', '3.2亿元'], '3.2'],
    [['指标', '单位', '数值'], [trade, '家', '7500'], '? unit'],
    [['指标', '单位', '数值'], [`${trade}（亿元）`, '万元', '32000'], '3.2'],
  ])('%j over %j: %s', (head, row, found) => {
    expect(readAs(formOf([head, row]))).toBe(found);
  });

  test('of areas and counts', () => {
    expect(
      readAs(
        formOf([
          ['指标', '单位', '数值'],
          ['产业园总建筑面积', '万平方米', '2'],
        ]),
        'totalArea',
      ),
    ).toBe('20000');
    expect(
      readAs(
        formOf([
          ['指标', '单位', '数值'],
          ['产业园入驻跨境电商企业总数', '家', '30'],
        ]),
        'companies',
      ),
    ).toBe('30');
  });
});

describe('a line over or under the table', () => {
  const lines: readonly (readonly [line: string, text: string, found: string])[] = [
    ['单位：万元', '32000', '3.2'],
    ['单位:万元', '32000', '3.2'],
    ['单 位：万元', '32000', '3.2'],
    ['（单位：亿元）', '3.2', '3.2'],
    ['【单位：万元】', '32000', '3.2'],
    ['单位（万元）', '32000', '3.2'],
    ['金额单位：人民币万元', '32000', '3.2'],
    ['货币单位：万元人民币', '32000', '3.2'],
    ['计量单位：万元、平方米、家', '32000', '3.2'],
    ['注：金额单位为万元', '32000', '3.2'],
    ['本表金额单位均为万元。', '32000', '3.2'],
    ['本表金额以万元计，保留两位小数。', '32000', '3.2'],
    ['2.表中数据按万元填报', '32000', '3.2'],
    ['单位：万元 币种：人民币', '32000', '3.2'],
    ['币种：人民币  单位：万元', '32000', '3.2'],
    ['产业园经营情况表（单位：万元）', '32000', '3.2'],
    ['产业园基本情况（万元）', '32000', '3.2'],
    ['（万元）', '32000', '3.2'],
    ['單位：萬元', '32000', '3.2'],
    ['金额单位:人民币 万元', '32000', '3.2'],
    ['货币单位：万元（人民币）', '32000', '3.2'],
    ['（单位：人民币/万元）', '32000', '3.2'],
    ['单位：万 元', '32000', '3.2'],
    ['单位：元（人民币）', '320000000', '3.2'],
    ['表内金额均以人民币万元为单位', '32000', '3.2'],
    ['单位：千元', '320000', '3.2'],
    ['金额单位为万元，面积单位为平方米', '32000', '3.2'],
    ['单位：港币万元', '32000', '? currency'],
    ['单位：万印尼盾', '32000', '? unitOpen'],
    ['币种：人民币', '3.2', '3.2'],
    ['单位：万美元', '7500', '? currency'],
    ['币种：美元  单位：万元', '7500', '? currency'],
    ['单位：万元  币种：美元', '7500', '? currency'],
    ['单位：万元（美元）', '7500', '? unitOpen'],
    ['币种：美元', '0.75', '? currency'],
    ['金额以万美元计', '7500', '? currency'],
    ['单位：亿港元', '3.2', '? currency'],
    ['单位：万泰铢', '3.2', '? unitOpen'],
    ['单位：万元、万美元', '3.2', '? unitOpen'],
    ['币种：人民币、美元  单位：万元', '3.2', '? unitOpen'],
    ['Unit: RMB 10,000', '32000', '3.2'],
    ['单位：W元', '32000', '3.2'],
    ['单位：10⁴元', '32000', '3.2'],
    ['单位：10,000元', '32000', '3.2'],
    ["单位：RMB'000", '32000', '0.32'],
    ['单位：百万', '32000', '320'],
    ['单位：RMB million', '32000', '320'],
    ['Unit: million USD', '32000', '? currency'],
    ['单位：M USD', '32000', '? unitOpen'],
    ['单位：M', '32000', '? unitOpen'],
    ['单位：千W', '32000', '3200'],
    ['单位：100万', '32000', '? unitOpen'],
    ['单位：0.1亿', '32000', '? unitOpen'],
    ['单位：五千万', '32000', '? unitOpen'],
    ['单位：10的4次方元', '32000', '? unitOpen'],
    ['单位：万元；万美元', '32000', '? unitOpen'],
    ['单位：×10⁴元', '32000', '? unitOpen'],
    ['（单位：元×10⁴）', '32000', '? unitOpen'],
    ['本表金额以W元计', '32000', '3.2'],
    ['本表金额以 RMB million 计', '32000', '320'],
    ['本表金额以 M USD 计', '32000', '? unitOpen'],
    ['单位：亿元（未折算，万元）', '32000', '? unitOpen'],
    // what is no unit of the table
    ['申报单位：某某公司', '3.2', '3.2'],
    ['单位：某某美元素公司', '3.2', '3.2'],
    ['面积单位：万平方米', '3.2', '3.2'],
    ['注册资本（单位：万元）：500', '3.2', '3.2'],
  ];
  test.each(lines)('%s: %s is %s', (line, text, found) => {
    const rows = [
      ['联系人', '张三'],
      ['联系方式', '1'],
      [trade, text],
    ];
    expect(readAs(formOf(rows, [line]))).toBe(found);
    expect(readAs({ tables: [tableOf([[line]]), tableOf(rows)], paragraphs: [] })).toBe(found);
    expect(readAs(formOf([...rows, [line, '']]))).toBe(found);
    expect(readAs(formOf([], [line, `${trade}：${text}`]))).toBe(found);
  });

  test.each([
    ['3.2亿元', '单位：万美元', '3.2'],
    ['$7500万', '单位：万元', '? currency'],
    ['3.2亿', '单位：万美元', '? currency'],
  ])('the unit of the cell %s wins over %s', (text, line, found) => {
    expect(
      readAs(
        formOf(
          [
            [trade, text],
            ['联系人', '张三'],
          ],
          [line],
        ),
      ),
    ).toBe(found);
  });

  test.each([
    [`${trade}（亿元）`, '3.2', ['单位：万元'], '3.2'],
    [`${trade}（亿元）`, '3.2', ['币种：美元 单位：万元'], '? currency'],
    [`${trade}（亿元人民币）`, '3.2', ['币种：美元 单位：万元'], '3.2'],
    [`${trade}（人民币）`, '32000', ['单位：万元'], '3.2'],
    [trade, '3.2', ['单位：万元', '单位：亿元'], '? unitOpen'],
    [trade, '3.2', ['币种：美元', '单位：人民币万元'], '? unitOpen'],
    [trade, '7500', ['币种：美元', '单位：万元'], '? currency'],
    [trade, '32000', ['单位：万元', '单位：万元'], '3.2'],
  ])('%s %s under %j is %s', (label, text, paragraphs, found) => {
    expect(
      readAs(
        formOf(
          [
            [label, text],
            ['联系人', '张三'],
          ],
          paragraphs,
        ),
      ),
    ).toBe(found);
  });

  test('a head and a line that contradict each other leave it unread', () => {
    expect(
      readAs(
        formOf(
          [
            ['指标', '金额（万元）'],
            [trade, '3.2'],
          ],
          ['单位：亿元'],
        ),
      ),
    ).toBe('? unitOpen');
    expect(
      readAs(
        formOf(
          [
            ['指标', '金额（万元）'],
            [trade, '32000'],
          ],
          ['币种：美元'],
        ),
      ),
    ).toBe('? currency');
    expect(
      readAs(
        formOf(
          [
            ['指标', '金额（万元）'],
            [trade, '32000'],
          ],
          ['单位：万元'],
        ),
      ),
    ).toBe('3.2');
  });

  test('areas and counts keep their own, and a bare 万 counts amounts', () => {
    const rows = [
      ['产业园总建筑面积（平方米）', '20000'],
      ['产业园入驻跨境电商企业总数（家）', '30'],
      [trade, '32000'],
    ];
    for (const line of ['单位：万元', '单位：万', '币种：人民币 单位：万元']) {
      const content = formOf(rows, [line]);
      expect([readAs(content, 'totalArea'), readAs(content, 'companies'), readAs(content)]).toEqual(['20000', '30', '3.2']);
    }
  });

  test('two cells that ask and answer', () => {
    expect(
      readAs(
        formOf([
          ['金额单位', '万元'],
          [trade, '32000'],
        ]),
      ),
    ).toBe('3.2');
    expect(
      readAs(
        formOf([
          ['币种', '美元'],
          [trade, '0.75'],
        ]),
      ),
    ).toBe('? currency');
  });

  test('what one table says is not said of another', () => {
    const other = tableOf([
      ['单位：万美元', ''],
      ['企业', '甲'],
      ['企业', '乙'],
      ['合计', '3'],
    ]);
    const own = tableOf([
      ['单位：万元', ''],
      ['联系人', '张三'],
      [trade, '32000'],
    ]);
    expect(readAs({ tables: [other, own], paragraphs: [] })).toBe('3.2');
  });
});

test('what was converted is shown, and why it is not read is said', () => {
  const found = (content: FormContent): string[] =>
    findFindings(hunan, readForm(content, hunan).fields, [], { today: '2026-09-15' })
      .map(({ code }) => code)
      .filter((code) => /^(?:converted|unread)/.test(code));
  expect(
    found(
      formOf([
        ['指标', '数值（万元）'],
        [trade, '32000'],
      ]),
    ),
  ).toEqual(['converted.yi']);
  expect(found(formOf([[trade, '32000']], ['单位：万元']))).toEqual(['converted.yi']);
  expect(found(formOf([[trade, '7500']], ['单位：万美元']))).toEqual(['unread.currency']);
  expect(found(formOf([[trade, '很多']]))).toEqual(['unread.words']);
  expect(found(formOf([[trade, '____亿元']]))).toEqual([]);
});

const multiples = [
  ['', 1n],
  ['百', 100n],
  ['千', 1000n],
  ['万', 10_000n],
  ['百万', 1_000_000n],
  ['亿', 100_000_000n],
] as const;

test('no_unit_that_stands_apart_moves_the_point', () => {
  const places: readonly ((unit: string, figure: string) => FormContent)[] = [
    (unit, figure) =>
      formOf([
        ['指标', `数值（${unit}）`],
        [trade, figure],
      ]),
    (unit, figure) =>
      formOf([
        ['指标', '单位', '数值'],
        [trade, unit, figure],
      ]),
    (unit, figure) =>
      formOf([
        ['指标', '数值', '单位'],
        [trade, figure, unit],
      ]),
    (unit, figure) => formOf([[trade, figure]], [`单位：${unit}`]),
    (unit, figure) => formOf([[trade, figure]], [`金额以${unit}计`]),
    (unit, figure) => formOf([[`${trade}（${unit}）`, figure]]),
    (unit, figure) => formOf([[trade, `${figure}${unit}`]]),
  ];
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 999_999 }),
      fc.constantFrom(...multiples),
      fc.constantFrom('元', '美元', '港元'),
      fc.constantFrom(...places),
      (figure, [multiple, size], currency, place) => {
        const found = readAs(place(multiple + currency, String(figure)));
        if (currency !== '元') expect(found).toBe('? currency');
        else expect(Number(found)).toBeCloseTo(Number(BigInt(figure) * size) / 1e8, 9);
      },
    ),
    { numRuns: 400 },
  );
});

describe('words of a unit that are not understood leave amounts open', () => {
  test.each([
    '金额：万元',
    '（金额：万元）',
    '计量单位 万元',
    '計量單位：萬元',
    '（万元、平方米）',
    '（面积：平方米；金额：万元）',
    '所填金额为万元',
    '单位除特别注明外为万元',
    '单位－万元',
    '单位。万元',
    '金额保留两位小数，单位万元',
  ])('%s over a figure without a unit', (line) => {
    const read = readAs(
      formOf(
        [
          ['指标', '数值'],
          [trade, '800'],
        ],
        [line],
      ),
    );
    // converted or left unread, never 800亿元
    expect([String(800 / 10000), '? unitOpen']).toContain(read);
  });

  test.each(['人民币万元', '以万元计', '金额（单位 万元）', '填报值\n单位万元', '金额-万元'])('%s as the head of a column', (head) => {
    const read = readAs(
      formOf([
        ['指标', head],
        [trade, '800'],
      ]),
    );
    expect([String(800 / 10000), '? unitOpen']).toContain(read);
  });

  test.each(['美元', '金额（美元）', '美元口径'])('%s over a label in 亿元', (head) => {
    expect(
      readAs(
        formOf([
          ['指标', head],
          [`${trade}（亿元）`, '2.5'],
        ]),
      ),
    ).toBe('? currency');
  });

  test.each(['面积单位：万平方米', '（面积：万平方米；金额：万元）'])('%s over an area', (line) => {
    const read = readAs(
      formOf(
        [
          ['指标', '数值'],
          ['直接用于跨境电商企业及业务面积', '1.2'],
        ],
        [line],
      ),
      'ecommerceArea',
    );
    expect(['12000', '? unitOpen']).toContain(read);
  });

  test.each([
    ['年交易额达到3.2亿元的园区', '3.2'],
    ['附：亿元以上企业名单', '3.2'],
    ['每万元产值能耗', '3.2'],
    ['交易额（万元）', '3.2'],
    ['单位：某某美元素公司', '3.2'],
  ])('%s says nothing of the table', (line, found) => {
    expect(
      readAs(
        formOf(
          [
            ['指标', '数值'],
            [trade, '3.2'],
          ],
          [line],
        ),
      ),
    ).toBe(found);
  });
});
