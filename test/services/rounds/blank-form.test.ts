/** 空白申报表 by the contract: for every rule book with a form, in both formats, and read when it comes back empty. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { openReview } from '../../fixtures/review.ts';
import { schemeIds, schemeJson, schemeNamed } from '../../fixtures/schemes.ts';
import { tempFolder } from '../../fixtures/store.ts';

test('each rule book with a form gives it blank, and one without says so', async () => {
  const { call, refusal } = openReview();
  const folder = tempFolder();
  for (const schemeId of schemeIds) {
    for (const format of ['docx', 'xlsx'] as const) {
      const path = join(folder, `${schemeId}.${format}`);
      if (schemeNamed(schemeId).kind === 'checklist') {
        expect((await refusal('schemes.form', { schemeId, format, path })).code).toBe('scheme/no-form');
        expect(existsSync(path)).toBe(false);
        continue;
      }
      const made = await call('schemes.form', { schemeId, format, path });
      expect(made.path).toBe(path);
      expect(readFileSync(path).subarray(0, 2).toString()).toBe('PK');
    }
  }
});

test('what lies there already is kept, unless it is to be replaced', async () => {
  const { call, refusal } = openReview();
  const path = join(tempFolder(), '空白.docx');
  writeFileSync(path, '我的文件');
  const given = { schemeId: 'hunan-recognition-2024', format: 'docx', path } as const;
  expect((await refusal('schemes.form', given)).code).toBe('report/path-taken');
  expect(readFileSync(path, 'utf8')).toBe('我的文件');
  expect(await call('schemes.form', { ...given, replace: true })).toEqual({ path, fields: 26 });
});

/** A rule book of the workspace, with a figure that no other asks for. */
function ownScheme(): object {
  const base = schemeJson('hunan-belt-2023') as { fields: object[] };
  const field = { key: 'ownFigure', type: 'decimal', unit: 'wan', label: { zh: '自定投资额' }, formLabels: ['自定投资额（万元）'] };
  return { ...base, id: 'own-belt', title: { zh: '自有办法' }, fields: [...base.fields, field] };
}

const typed: Readonly<Record<string, string>> = { 产业带名称: '测试产业带', '自定投资额（万元）': '1250.5' };

function fillDocx(path: string): void {
  const parts = unzipSync(readFileSync(path));
  let label = '';
  const xml = strFromU8(parts['word/document.xml'] ?? new Uint8Array()).replaceAll(/<w:tc>.*?<\/w:tc>/gsu, (cell) => {
    const answer = typed[label];
    label = Array.from(cell.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/gu), ([, text]) => text).join('');
    return answer === undefined ? cell : cell.replace(/<w:p>.*<\/w:p>|<w:p\/>/su, `<w:p><w:r><w:t>${answer}</w:t></w:r></w:p>`);
  });
  writeFileSync(path, zipSync({ ...parts, 'word/document.xml': strToU8(xml) }));
}

async function fillXlsx(path: string): Promise<void> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  book.worksheets[0]?.eachRow((row) => {
    for (let col = 1; col <= 12; col += 1) {
      const answer = row.getCell(col).isMerged && row.getCell(col).master !== row.getCell(col) ? undefined : typed[row.getCell(col).text];
      if (answer === undefined) continue;
      let next = col + 1;
      while (row.getCell(next).master === row.getCell(col)) next += 1;
      row.getCell(next).value = answer;
    }
  });
  await book.xlsx.writeFile(path);
}

test.each(['docx', 'xlsx'] as const)('the form of a rule book of the workspace as %s reads back', async (format) => {
  const { call, dir } = openReview();
  mkdirSync(join(dir, 'schemes'), { recursive: true });
  writeFileSync(join(dir, 'schemes', 'own-belt.json'), JSON.stringify(ownScheme()));
  const path = join(tempFolder(), `申报表.${format}`);
  await call('schemes.form', { schemeId: 'own-belt', format, path });
  if (format === 'docx') fillDocx(path);
  else await fillXlsx(path);
  const { roundId } = await call('rounds.create', { schemeId: 'own-belt', name: '评审', appliedOn: '2026-09-30' });
  const { imported } = await call('packages.import', { roundId, paths: [path] });
  expect(imported[0]?.form.fields['ownFigure']).toMatchObject({ raw: '1250.5', value: '1250.5', unit: 'wan' });
  expect(imported[0]?.parkName).toBe('测试产业带');
});
