import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { buildZip } from '../../fixtures/archives.ts';
import { dice, mutate } from '../../fixtures/mutants.ts';
import { formDocx } from '../../fixtures/office.ts';
import { openReview, parkNames, samples, type Review } from '../../fixtures/review.ts';
import { tempFolder } from '../../fixtures/store.ts';

async function newRound({ call }: Review): Promise<string> {
  return (await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '评审', appliedOn: '2026-09-30' })).roundId;
}

const zip = (name: string) => join(samples, `${name}.zip`);

/** Every file below a folder, but SQLite's own. */
function files(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('panel.db'))
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length))
    .sort();
}

test('importing_the_same_bytes_again_changes_nothing', async () => {
  const review = openReview();
  const roundId = await newRound(review);
  const paths = parkNames.map(zip);
  expect((await review.call('packages.import', { roundId, paths })).imported.map((one) => one.parkName)).toEqual(parkNames);
  const before = {
    info: await review.call('workspace.info', {}),
    files: files(review.dir),
    list: await review.call('applications.list', { roundId }),
  };
  const again = await review.call('packages.import', { roundId, paths });
  expect(again).toMatchObject({ imported: [], refused: [] });
  expect(again.duplicates.map((one) => [one.parkName, one.newVersion])).toEqual(parkNames.map((name) => [name, false]));
  expect({
    info: await review.call('workspace.info', {}),
    files: files(review.dir),
    list: await review.call('applications.list', { roundId }),
  }).toEqual(before);
});

test('a_brief_answer_counts_what_a_full_one_names', async () => {
  const [full, brief] = await Promise.all(
    [{}, { brief: true }].map(async (how) => {
      const review = openReview();
      const { imported } = await review.call('packages.import', { roundId: await newRound(review), paths: parkNames.map(zip), ...how });
      return imported;
    }),
  );
  expect(full?.length).toBe(parkNames.length);
  for (const [at, one] of (full ?? []).entries()) {
    const { form, documents, ...rest } = one;
    expect(rest).toMatchObject({
      read: Object.keys(form.fields).length - Object.keys(form.fields).filter((key) => form.unread.includes(key)).length,
      attached: documents.length,
    });
    expect(brief?.[at]).toEqual({ ...rest, applicationId: brief?.[at]?.applicationId, form: { ...form, fields: {} }, documents: [] });
  }
});

test('another_version_of_a_park_waits_for_a_word_and_then_keeps_the_old_one', async () => {
  const review = openReview();
  const roundId = await newRound(review);
  const [name = ''] = parkNames;
  const first = (await review.call('packages.import', { roundId, paths: [zip(name)] })).imported[0];
  // the same package with a comment at the end of the archive: other bytes, the same park
  const later = join(tempFolder(), `${name}.zip`);
  const bytes = readFileSync(zip(name));
  // the archive's last two bytes say how long its comment is
  bytes.writeUInt16LE('second'.length, bytes.length - 2);
  writeFileSync(later, Buffer.concat([bytes, Buffer.from('second')]));
  const asked = await review.call('packages.import', { roundId, paths: [later] });
  expect(asked.imported).toEqual([]);
  expect(asked.duplicates.map((one) => [one.applicationId, one.newVersion])).toEqual([[first?.applicationId, true]]);
  const done = await review.call('packages.import', { roundId, paths: [later], replace: true });
  expect(done.imported.map((one) => [one.applicationId, typeof one.replaces])).toEqual([[first?.applicationId, 'string']]);
  expect((await review.call('applications.list', { roundId })).length).toBe(1);
  const { packageSha256 } = await review.call('applications.get', { applicationId: first?.applicationId ?? '' });
  expect(packageSha256).toBe(done.imported[0]?.sha256);
  expect(packageSha256).not.toBe(first?.sha256);
  expect((await review.call('workspace.doctor', {})).healthy).toBe(true);
});

test('a_refused_package_leaves_no_file_and_no_row', async () => {
  const review = openReview();
  const roundId = await newRound(review);
  await review.call('workspace.doctor', {});
  const before = files(review.dir);
  const bad = join(tempFolder(), '坏.zip');
  writeFileSync(bad, 'PK\u0003\u0004 but nothing after');
  const answer = await review.call('packages.import', { roundId, paths: [bad, join(samples, '没有.zip')] });
  expect(answer.imported).toEqual([]);
  expect(answer.refused.map((one) => one.package)).toEqual(['坏.zip', '没有.zip']);
  for (const one of answer.refused) expect(one.message).toMatch(/没有导入/);
  expect(files(review.dir)).toEqual(before);
  expect((await review.call('workspace.info', {})).events).toBe(1);
});

test('a_cancelled_import_keeps_whole_packages_only', async () => {
  const review = openReview();
  const roundId = await newRound(review);
  const stop = review.host.dispatch.onProgress(() => review.host.dispatch.cancel('import-1'));
  const answer = await review.host.dispatch.call({
    method: 'packages.import',
    payload: { roundId, paths: parkNames.map(zip) },
    language: 'zh',
    job: 'import-1',
  });
  stop();
  expect(answer.ok ? 'finished' : answer.error.code).toBe('call/cancelled');
  const list = await review.call('applications.list', { roundId });
  expect(list.length).toBeLessThan(parkNames.length);
  expect(readdirSync(join(review.dir, 'blobs', '.staging'))).toEqual([]);
  expect((await review.call('workspace.doctor', {})).healthy).toBe(true);
  // and the rest comes in afterwards
  const rest = await review.call('packages.import', { roundId, paths: parkNames.map(zip) });
  expect(rest.imported.length + list.length).toBe(parkNames.length);
});

test('documents_are_kept_byte_for_byte', async () => {
  const review = openReview();
  const roundId = await newRound(review);
  const [name = ''] = parkNames;
  const { imported } = await review.call('packages.import', { roundId, paths: [zip(name)] });
  const documents = imported[0]?.documents ?? [];
  expect(documents.map((one) => one.kind).sort()).toEqual(['form', 'photo', 'proof', 'proof', 'report']);
  for (const { sha256 } of documents) expect(existsSync(review.host.session.blobs.pathOf(sha256))).toBe(true);
});

test('a_summary_sheet_is_held_against_the_packages', async () => {
  const review = openReview();
  const roundId = await newRound(review);
  await review.call('packages.import', { roundId, paths: parkNames.slice(0, 2).map(zip) });
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('汇总');
  sheet.addRows([
    ['产业园名称', '运营主体名称', '产业园入驻跨境电商企业总数（家）', '产业园跨境电商年交易额（亿元）'],
    [parkNames[0], '长沙星湖园区运营有限公司', 40, 23.6],
    ['不在材料里的跨境电商产业园', '某公司', 12, 5],
  ]);
  const path = join(tempFolder(), '申报汇总表.xlsx');
  await book.xlsx.writeFile(path);
  const before = await review.call('workspace.info', {});
  const [checked] = await review.call('packages.checkSummary', { roundId, paths: [path] });
  expect(checked).toMatchObject({ rows: 2, withoutPackage: ['不在材料里的跨境电商产业园'], withoutRow: [parkNames[1]], repeated: [] });
  expect(checked?.differences.map(({ parkName, row, key, summary, form }) => ({ parkName, row, key, summary, form }))).toEqual([
    { parkName: parkNames[0], row: 2, key: 'companies', summary: '40', form: '42' },
  ]);
  expect(await review.call('workspace.info', {})).toEqual(before);
});

test.each([
  ['单位：万元', 236_000, [], []],
  ['单位：万元', 23.6, ['annualTurnover'], []],
  ['金额单位：万美元', 236_000, [], ['annualTurnover']],
  ['', '约二十多亿', [], ['annualTurnover']],
  ['', '', [], []],
])('under_%s_a_summary_sheet_says_%s', async (line, figure, differing, uncompared) => {
  const review = openReview();
  const roundId = await newRound(review);
  await review.call('packages.import', { roundId, paths: [zip(parkNames[0] ?? '')] });
  const book = new ExcelJS.Workbook();
  book
    .addWorksheet('汇总')
    .addRows([
      ['申报汇总表'],
      [line],
      ['产业园名称', '运营主体名称', '产业园入驻跨境电商企业总数（家）', '产业园跨境电商年交易额'],
      [parkNames[0], '长沙星湖园区运营有限公司', 42, figure],
    ]);
  const path = join(tempFolder(), '申报汇总表.xlsx');
  await book.xlsx.writeFile(path);
  const [checked] = await review.call('packages.checkSummary', { roundId, paths: [path] });
  expect(checked?.differences.map(({ key }) => key)).toEqual(differing);
  expect(checked?.uncompared.map(({ key }) => key)).toEqual(uncompared);
});

test('damaged_packages_are_rows_and_blobs_or_nothing', async () => {
  const review = openReview();
  const roundId = await newRound(review);
  const roll = dice(20_261_120);
  const folder = tempFolder();
  const imported = new Map<string, string[]>();
  for (let turn = 0; turn < 150; turn++) {
    const name = `第${turn}跨境电商产业园`;
    const sound = buildZip([
      { name: '申报表.docx', data: formDocx(name), method: 0 },
      { name: '申请报告.txt', data: `${name}报告`.repeat(50) },
      { name: '营业执照.txt', data: '执照' },
    ]);
    const path = join(folder, `${turn}.zip`);
    writeFileSync(path, turn % 5 === 0 ? sound : mutate(sound, roll));
    const answer = await review.call('packages.import', { roundId, paths: [path] });
    expect(answer.imported.length + answer.duplicates.length + answer.refused.length).toBe(1);
    for (const one of answer.imported)
      imported.set(
        one.applicationId,
        one.documents.map((document) => document.sha256),
      );
  }
  expect(imported.size).toBeGreaterThan(30);
  expect(imported.size).toBeLessThan(150);
  expect((await review.call('applications.list', { roundId })).map((one) => one.applicationId).sort()).toEqual([...imported.keys()].sort());
  const kept = files(join(review.dir, 'blobs')).map((path) => path.split('/').at(-1));
  expect(kept).toEqual([...new Set([...imported.values()].flat())].sort());
  expect((await review.call('workspace.doctor', {})).healthy).toBe(true);
}, 60_000);

// 07:00 on 30 September in China is still the 29th in UTC
test.each([
  ['2026-09-29T23:00:00.000Z', '2026-09-30', []],
  ['2026-09-29T15:59:59.000Z', '2026-09-30', ['date-in-future']],
])('imported_at_%s_a_park_opened_on_%s_has_the_findings %j', async (at, openedOn, codes) => {
  const review = openReview();
  review.host.session.now = () => at;
  const path = join(tempFolder(), '甲.zip');
  writeFileSync(path, buildZip([{ name: '申报表.docx', data: formDocx('甲跨境电商产业园', { 产业园开始运营时间: openedOn }) }]));
  const { imported } = await review.call('packages.import', { roundId: await newRound(review), paths: [path] });
  expect(imported[0]?.findings.map(({ code }) => code).filter((code) => code.startsWith('date-'))).toEqual(codes);
});
