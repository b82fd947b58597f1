import ExcelJS from 'exceljs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { checkSummary } from '../../../domain/package/summary-table.ts';
import { readSummaries } from '../../../electron/io/packages/read-summary.ts';
import { buildZip } from '../../fixtures/archives.ts';
import { formDocx } from '../../fixtures/office.ts';
import { hunan, openDesk } from '../../fixtures/reading.ts';

const desk = openDesk();
afterAll(() => desk.clear());

async function workbook(fill: (sheet: ExcelJS.Worksheet) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  fill(book.addWorksheet('汇总'));
  return Buffer.from(await book.xlsx.writeBuffer());
}

const [甲, 乙, 丙] = ['甲跨境电商产业园', '乙跨境电商产业园', '丙跨境电商产业园'];

test('a summary sheet is read by its columns and checked against the packages', async () => {
  desk.put(
    '全市/申报汇总表.xlsx',
    await workbook((sheet) => {
      sheet.addRow(['长沙市申报汇总表']);
      sheet.mergeCells('A1:H1');
      sheet.addRow([
        '序号',
        '产业园名称',
        '运营主体',
        '产业园类型',
        '总建筑面积（平方米）',
        '跨境电商年交易额（万元）',
        '产业园开始运营时间',
        '备注',
      ]);
      sheet.addRow([1, 甲, `${甲}运营有限公司`, '引领型', 20000, 215000, '2022-06-18', '']);
      sheet.addRow([2, 乙, '别的公司', '培育型', 19999, '', '2022年7月', '']);
      sheet.addRow([3, 丙, '', '引领型', 1, 1, '', '']);
      sheet.addRow(['', '合计', '', '', 40000, '', '', '']);
    }),
  );
  for (const park of [甲, 乙]) desk.put(`全市/${park}.zip`, buildZip([{ name: '申报表.docx', data: formDocx(park), method: 0 }]));
  desk.put('全市/丁.zip', buildZip([{ name: '申报表.docx', data: formDocx('丁跨境电商产业园'), method: 0 }]));
  const folder = join(desk.folder, 'in', '全市');
  const [summary, ...more] = await readSummaries([folder], hunan);
  expect(more).toEqual([]);
  expect(summary?.name).toBe('全市/申报汇总表.xlsx');
  expect(summary?.rows.map(({ row, parkName }) => [row, parkName])).toEqual([
    [3, 甲],
    [4, 乙],
    [5, 丙],
  ]);
  expect(summary?.rows[0]?.fields['annualTurnover']).toEqual({ raw: '215000', value: '21.5', unit: 'yi' });
  const packages = [];
  for (const reading of await desk.read(folder)) {
    if (reading.kind === 'refused') throw new Error(JSON.stringify(reading));
    await desk.blobs.discard(reading.staged);
    packages.push({ parkName: String(reading.package.form.fields['parkName']?.value), fields: reading.package.form.fields });
    expect(reading.package.documents.map(({ path }) => path)).toEqual(['申报表.docx']);
  }
  const check = checkSummary(hunan, summary?.rows ?? [], packages);
  expect(check.differences.map(({ parkName, key, summary: sheet, form }) => [parkName, key, sheet, form])).toEqual([
    [乙, 'operator', '别的公司', `${乙}运营有限公司`],
    [乙, 'openedOn', '2022年7月', '2022年6月'],
    [乙, 'parkType', '培育型', '☑引领型 □培育型'],
    [乙, 'totalArea', '19999', '20000'],
  ]);
  expect(check).toMatchObject({ withoutPackage: [丙], withoutRow: ['丁跨境电商产业园'], repeated: [] });
});

test('a heading of two rows is read by its lower labels', async () => {
  const path = desk.put(
    '汇总表.xlsx',
    await workbook((sheet) => {
      sheet.addRow(['产业园名称', '企业情况', '', '', '联系人']);
      sheet.addRow(['', '入驻跨境电商平台企业（家）', '入驻跨境电商卖家企业（家）', '入驻跨境电商服务企业（家）', '']);
      for (const range of ['A1:A2', 'B1:D1', 'E1:E2']) sheet.mergeCells(range);
      sheet.addRow([甲, 5, 29, 8, '张三']);
      sheet.addRow([甲, 5, 29, 9, '张三']);
    }),
  );
  const [summary] = await readSummaries([path], hunan);
  expect(summary?.rows.map(({ fields }) => Object.fromEntries(Object.entries(fields).map(([key, { value }]) => [key, value])))).toEqual([
    { parkName: 甲, platformCompanies: 5, sellerCompanies: 29, serviceCompanies: 8, contact: '张三' },
    { parkName: 甲, platformCompanies: 5, sellerCompanies: 29, serviceCompanies: 9, contact: '张三' },
  ]);
  expect(checkSummary(hunan, summary?.rows ?? [], []).repeated).toEqual([甲]);
});

test('a sheet without a heading of labels has no rows', async () => {
  const path = desk.put('一览表.xlsx', await workbook((sheet) => sheet.addRow(['姓名', '电话'])));
  expect(await readSummaries([path], hunan)).toEqual([{ name: '一览表.xlsx', rows: [] }]);
  expect(await desk.read(path)).toEqual([]);
});
