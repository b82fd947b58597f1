/** A table on the clipboard: in one line each, and no text becomes a formula or a figure. */
import { expect, test } from 'vitest';
import { figure, markedTable, plainTable, sheetOf } from '../../../renderer/ui/tables/sheet.ts';

const content = sheetOf(
  '表',
  [
    { head: '园区', cell: ({ park }: { park: string; total: string | null }) => park },
    { head: '总分', cell: ({ total }) => figure(total) },
  ],
  [
    { park: '=HYPERLINK("x")', total: '82.80' },
    { park: '甲\n乙\t丙', total: null },
    { park: '-1', total: '-0.5' },
    { park: '<b>', total: '—' },
  ],
);

test('as plain text', () => {
  expect(plainTable(content).split('\n')).toEqual(['园区\t总分', '\'=HYPERLINK("x")\t82.80', '甲 乙 丙\t', "'-1\t-0.5", '<b>\t—']);
});

test('as marked text', () => {
  const marked = markedTable(content);
  expect(marked).toContain(
    '<td style="mso-number-format:\'\\@\'" data-sheets-numberformat="@">=HYPERLINK(&quot;x&quot;)</td><td>82.80</td>',
  );
  expect(marked).toContain('甲<br>乙');
  expect(marked).toContain('&lt;b&gt;');
});

test('a figure is one only where it is written as one', () => {
  expect([figure('7.50'), figure(3), figure('1e3'), figure(''), figure(null), figure('0123456789012345678')]).toEqual([
    { figure: '7.50' },
    { figure: '3' },
    '1e3',
    null,
    null,
    '0123456789012345678',
  ]);
});
