/** Forms larger than any honest one are refused as such, in bounded time. */
import { expect, test } from 'vitest';
import { readFormFile } from '../../../electron/io/forms/read-form-file.ts';
import { wideTable } from '../../fixtures/foreign/costly.ts';
import { buildDocx } from '../../fixtures/office.ts';

test.each([
  ['a table of 200 100 cells', 2001, 100],
  ['one row of as many', 1, 200_100],
])('%s is too large for a form', async (_name, rows, columns) => {
  await expect(readFormFile('申报表.docx', buildDocx(wideTable(rows, columns)))).rejects.toMatchObject({
    name: 'FormFault',
    reason: 'too-large',
  });
});

test('a_table_of_many_cells_is_still_read', async () => {
  const { content } = await readFormFile('申报表.docx', buildDocx(wideTable(100, 100)));
  expect(content.tables[0]?.cells.length).toBe(10_000);
});
