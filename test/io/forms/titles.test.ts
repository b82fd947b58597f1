/** A title over a table that names a part of a year, in each format that a form comes in. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, expect, test } from 'vitest';
import { readForm } from '../../../domain/form/read-form.ts';
import { readFormFile } from '../../../electron/io/forms/read-form-file.ts';
import { buildDocx, paragraph, wordTable } from '../../fixtures/office.ts';
import { hunan, openDesk } from '../../fixtures/reading.ts';
import { convertOffice, has } from '../../fixtures/tools.ts';

const desk = openDesk();
afterAll(() => desk.clear());

const label = '产业园跨境电商年进出口额（亿元）';

async function read(name: string, bytes: Uint8Array): Promise<string> {
  const { fields } = readForm((await readFormFile(name, bytes)).content, hunan);
  expect(fields['totalArea']?.value).toBe('20000');
  return String(fields['annualTrade']?.value ?? `? ${fields['annualTrade']?.why}`);
}

const basic = wordTable([
  ['产业园名称', '测试跨境电商产业园'],
  ['产业园总建筑面积（平方米）', '20000'],
  ['联系人', '张三'],
]);
const figures = (more: readonly string[][] = []): string =>
  wordTable([['指标', '数值'], [label, '3.2'], ['入驻跨境电商卖家企业（家）', '20'], ...more]);

/** Two tables, the second under a title of its own; or one with the title as a line of it. */
const written: Readonly<Record<string, readonly [body: string, found: string]>> = {
  half: [basic + paragraph('二、2024年1-6月经营情况') + figures(), '? period'],
  unit: [basic + paragraph('截至2024年9月经营情况') + paragraph('单位：亿元') + figures(), '? period'],
  year: [basic + paragraph('二、2023年1—12月经营情况') + figures(), '3.2'],
  filled: [basic + paragraph('填报日期：2024年9月') + figures(), '3.2'],
  // the title of the one table says nothing of the other
  other: [figures() + paragraph('二、2024年上半年活动情况') + basic, '3.2'],
};

test('as .docx', async () => {
  for (const [name, [body, found]] of Object.entries(written))
    expect([name, await read('申报表.docx', buildDocx(body))]).toEqual([name, found]);
});

test.skipIf(!has('soffice')).each([
  ['doc', 'doc:MS Word 97'],
  ['pdf', 'pdf'],
])(
  'as .%s (needs soffice)',
  async (ending, filter) => {
    const sources = Object.entries(written).map(([name, [body]]) => desk.put(`${name}.docx`, buildDocx(body)));
    convertOffice(desk.folder, filter, join(desk.folder, ending), sources);
    const results = [];
    for (const name of Object.keys(written)) {
      results.push([name, await read(`申报表.${ending}`, readFileSync(join(desk.folder, ending, `${name}.${ending}`)))]);
    }
    expect(results).toEqual(Object.entries(written).map(([name, [, found]]) => [name, found]));
  },
  180_000,
);

test.each([
  ['Sheet1', '2024年上半年经营情况', '? period'],
  ['1-6月', '申报表', '? period'],
  ['Sheet1', '2023年经营情况', '3.2'],
])('as .xlsx: sheet %s, line %s', async (sheet, line, found) => {
  const book = new ExcelJS.Workbook();
  const page = book.addWorksheet(sheet);
  page.addRows([[line], ['指标', '数值'], ['产业园总建筑面积（平方米）', 20_000], [label, 3.2]]);
  page.mergeCells('A1:B1');
  expect(await read('申报表.xlsx', Buffer.from(await book.xlsx.writeBuffer()))).toBe(found);
});
