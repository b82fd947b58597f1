/** A table as a screen shows it is written as it stands: texts as texts, figures as figures with their places, in its order. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { openReview } from '../../fixtures/review.ts';
import { tempFolder } from '../../fixtures/store.ts';

const content = {
  title: '名单：引领型',
  heads: ['园区', '总分', '信用代码'],
  rows: [
    ['=cmd|calc', { figure: '82.80' }, '0091430100'],
    ['乙', null, ''],
    ['甲', 7, '+86'],
  ],
};

test('texts stay texts, figures are figures, and the order is kept', async () => {
  const { call, refusal } = openReview();
  const path = join(tempFolder(), '名单.xlsx');
  expect(await call('tables.export', { ...content, path })).toEqual({ path, rows: 3 });
  expect(await refusal('tables.export', { ...content, path })).toMatchObject({ code: 'report/path-taken' });
  expect(await call('tables.export', { ...content, path, replace: true })).toEqual({ path, rows: 3 });
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(readFileSync(path) as never);
  const sheet = book.worksheets[0];
  const at = (row: number, column: number) => sheet?.getRow(row).getCell(column);
  expect([1, 2, 3, 4].map((row) => [1, 2, 3].map((column) => at(row, column)?.value ?? null))).toEqual([
    ['园区', '总分', '信用代码'],
    ['=cmd|calc', 82.8, '0091430100'],
    ['乙', null, ''],
    ['甲', 7, '+86'],
  ]);
  expect(at(2, 1)?.formula).toBeUndefined();
  expect(at(2, 2)?.numFmt).toBe('0.00');
});

test('rows of another length than the head are refused, and what is no figure', async () => {
  const { refusal } = openReview();
  const path = join(tempFolder(), 'x.xlsx');
  expect((await refusal('tables.export', { ...content, rows: [['a']], path })).code).toBe('call/bad-payload');
  expect((await refusal('tables.export', { ...content, rows: [['a', { figure: '1e9' }, null]], path })).code).toBe('call/bad-payload');
});
