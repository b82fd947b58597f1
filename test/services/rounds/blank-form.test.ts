/** 空白申报表 by the contract: for every rule book with a form, in both formats, and read when it comes back empty. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openReview } from '../../fixtures/review.ts';
import { schemeIds, schemeNamed } from '../../fixtures/schemes.ts';
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
