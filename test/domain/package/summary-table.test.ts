/** 申报汇总表: figures are read in the unit that stands over the table, from the column that is asked for. */
import { expect, test } from 'vitest';
import type { FormCell } from '../../../domain/form/content.ts';
import { readSummaryTable } from '../../../domain/package/summary-table.ts';
import { schemeNamed } from '../../fixtures/schemes.ts';

const hunan = schemeNamed('hunan-recognition-2024');
const park = '测试跨境电商产业园';
const trade = '产业园跨境电商年进出口额';
const heading = ['产业园名称', '产业园入驻跨境电商企业总数', trade];

type Row = readonly (string | null)[];

/** Rows as cells: null is covered, and `text→n` spans n columns. */
function cellsOf(rows: readonly Row[]): FormCell[] {
  return rows.flatMap((texts, row) =>
    texts.flatMap((text, col) => {
      if (text === null) return [];
      const [words = '', columns = '1'] = text.split('→');
      return [{ row, col, rowSpan: 1, colSpan: Number(columns), text: words }];
    }),
  );
}

function read(rows: readonly Row[], margins?: readonly string[]): string | null | undefined {
  const cells = cellsOf(rows);
  const [row] = readSummaryTable({ cells, ...(margins && { margins }) }, hunan);
  const found = row?.fields['annualTrade'];
  return found?.value == null ? (found?.why === undefined ? found && null : `? ${found.why}`) : String(found.value);
}

const line = (figure: string): Row => [park, '30', figure];
const title: Row = ['2024年湖南省跨境电商产业园申报汇总表→3', null, null];

test.each<[string, Row[], string | null | undefined]>([
  ['no unit', [title, heading, line('3.2')], '3.2'],
  ['a line over the table', [title, ['单位：万元→3', null, null], heading, line('32000')], '3.2'],
  ['two lines in one', [['申报汇总表\n币种：人民币　单位：万元→3', null, null], heading, line('32000')], '3.2'],
  ['a line that names dollars', [title, ['金额单位：万美元→3', null, null], heading, line('5000')], '? currency'],
  ['a line that is not understood', [title, ['金额－万元→3', null, null], heading, line('32000')], '? unitOpen'],
  ['a line under the table', [heading, line('32000'), ['注：金额单位为万元。→3', null, null]], '3.2'],
  [
    'the label says another',
    [['单位：万元→3', null, null], ['产业园名称', '产业园入驻跨境电商企业总数', `${trade}（亿元）`], line('3.2')],
    '3.2',
  ],
  [
    'a group over its columns',
    [
      ['', '', '金额（万元）→2'],
      [...heading, '产业园跨境电商年交易额'],
      [...line('32000'), '50000'],
    ],
    '3.2',
  ],
  ['columns that are counted', [heading, ['1', '2', '3'], line('3.2')], '3.2'],
])('%s', (_name, rows, expected) => {
  expect(read(rows)).toBe(expected);
});

test('what counts the columns is no park', () => {
  const cells = cellsOf([heading, ['甲', '1', '2'], line('3.2')]);
  expect(readSummaryTable({ cells }, hunan).map(({ row, parkName }) => [row, parkName])).toEqual([[3, park]]);
});

test('a header of the sheet', () => {
  expect(read([title, heading, line('32000')], ['单位：万元'])).toBe('3.2');
});

test.each([
  ['3.1', '', '? period'],
  ['', '3.2', '3.2'],
  ['3.1', '3.2', null],
])('columns of two years: %j and %j', (first, second, expected) => {
  const years = ['产业园名称', '产业园入驻跨境电商企业总数', `${trade}（2022年，亿元）`, `${trade}（2023年，亿元）`];
  expect(read([years, [park, '30', first, second]])).toBe(expected);
  const group = ['', '', '2022年→2', null, '2023年→2', null];
  const labels = ['产业园名称', '产业园入驻跨境电商企业总数', trade, '产业园跨境电商年交易额'];
  expect(read([group, [...labels, trade, '产业园跨境电商年交易额'], [park, '30', first, '', second, '']])).toBe(expected);
});

test('a cell that is crossed out is not compared', () => {
  const cells = cellsOf([heading, line('3.2')]).map((cell) => (cell.text === '3.2' ? { ...cell, doubt: 'crossed' as const } : cell));
  expect(readSummaryTable({ cells }, hunan)[0]?.fields['annualTrade']).toMatchObject({ value: null, why: 'crossed' });
});
