/** Score sheets on paper: out as a workbook, filled in by real office programs, back in line by line. */
import { copyFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { seatReview, submitSheet, type Seated } from '../../fixtures/review.ts';
import { tempFolder } from '../../fixtures/store.ts';
import { has, run } from '../../fixtures/tools.ts';

const first = 4;
const pointsColumn = 7;
const commentColumn = 8;

async function openBook(path: string): Promise<{ book: ExcelJS.Workbook; sheet: ExcelJS.Worksheet }> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  const [sheet] = book.worksheets;
  if (!sheet) throw new Error('no sheet');
  return { book, sheet };
}

/** Fills cells by row (from the first line) as a person would. */
async function fill(path: string, entries: Readonly<Record<number, readonly [unknown, string?]>>): Promise<void> {
  const { book, sheet } = await openBook(path);
  for (const [index, [points, comment]] of Object.entries(entries)) {
    const row = sheet.getRow(first + Number(index));
    row.getCell(pointsColumn).value = points as ExcelJS.CellValue;
    if (comment !== undefined) row.getCell(commentColumn).value = comment;
  }
  await book.xlsx.writeFile(path);
}

async function exported(seated: Seated, expert = 0): Promise<{ personId: string; path: string }> {
  const personId = seated.experts[expert] ?? '';
  const path = join(tempFolder(), '评分表.xlsx');
  await seated.call('scores.exportSheet', { personId, path });
  return { personId, path };
}

test('the_workbook_is_locked_bounded_and_says_what_it_is_only_to_the_program', async () => {
  const seated = await seatReview({ parks: 2, experts: 1 });
  const { path } = await exported(seated);
  const { book, sheet } = await openBook(path);
  expect(book.worksheets.map((one) => one.state)).toEqual(['visible', 'veryHidden']);
  expect(sheet.rowCount).toBe(first - 1 + 2 * seated.leaves.length);
  // exceljs shows a protected sheet by its raw model only
  expect((sheet as unknown as { sheetProtection: { sheet: boolean } }).sheetProtection.sheet).toBe(true);
  for (let row = first; row <= sheet.rowCount; row++) {
    const leaf = seated.leaves[(row - first) % seated.leaves.length];
    const cells = sheet.getRow(row);
    expect(cells.getCell(1).protection?.locked).not.toBe(false);
    expect(cells.getCell(pointsColumn).protection?.locked).toBe(false);
    expect(cells.getCell(commentColumn).protection?.locked).toBe(false);
    const { type, formulae, error } = cells.getCell(pointsColumn).dataValidation;
    expect(type).toBe('custom');
    expect(formulae[0]).toContain(`<=${(leaf?.max100 ?? 0) / 100},`);
    expect(formulae[0]).toContain(`,${leaf?.step100})=0`);
    expect(error).toContain(String((leaf?.max100 ?? 0) / 100));
  }
  expect([9, 10, 11].map((column) => sheet.getColumn(column).hidden)).toEqual([true, true, true]);
});

test('what_holds_is_taken_and_each_other_line_is_named_with_its_reason', async () => {
  const seated = await seatReview({ parks: 1, experts: 1 });
  const { call, parks, leaves } = seated;
  const { personId, path } = await exported(seated);
  const max = (index: number) => (leaves[index]?.max100 ?? 0) / 100;
  await fill(path, {
    0: [max(0), ''],
    1: [' １ ', '全角数字'],
    2: [max(2) + 1, ''],
    3: [-1, ''],
    4: ['八分', ''],
    5: [0.001, ''],
    6: [null, '只有评语'],
    7: [{ formula: '1+1', result: 2 }, '公式'],
  });
  const report = await call('scores.importSheet', { personId, path });
  expect(report).toMatchObject({ accepted: 3, unchanged: 0, empty: leaves.length - 8 });
  expect(report.refused.map(({ row, code }) => [row - first, code])).toEqual([
    [2, 'score/above-maximum'],
    [3, 'score/below-zero'],
    [4, 'score/not-a-number'],
    [5, 'score/off-step'],
    [6, 'sheet/points-missing'],
  ]);
  expect(report.refused[0]).toMatchObject({ park: '长沙星湖跨境电商产业园', criterion: leaves[2]?.name.zh });
  expect(report.refused[0]?.message).toContain(String(max(2)));
  const { scores } = await call('scores.get', { personId, applicationId: parks[0] ?? '' });
  expect(Object.fromEntries(scores.map((one) => [one.criterionId, [one.points100, one.comment]]))).toEqual({
    [leaves[0]?.id ?? '']: [leaves[0]?.max100, null],
    [leaves[1]?.id ?? '']: [100, '全角数字'],
    [leaves[7]?.id ?? '']: [200, '公式'],
  });
  // the same file again changes nothing; corrected, it is taken: the sheet itself made the earlier change
  const events = (await call('workspace.info', {})).events;
  expect(await call('scores.importSheet', { personId, path })).toMatchObject({ accepted: 0, unchanged: 3 });
  expect((await call('workspace.info', {})).events).toBe(events);
  await fill(path, { 0: [0, '依据不足'] });
  expect(await call('scores.importSheet', { personId, path })).toMatchObject({ accepted: 1, unchanged: 2 });
  expect((await call('workspace.doctor', {})).healthy).toBe(true);
});

test('points_that_are_crossed_out_or_seen_as_something_else_are_refused', async () => {
  const seated = await seatReview({ parks: 1, experts: 1 });
  const { personId, path } = await exported(seated);
  const { book, sheet } = await openBook(path);
  const set = (line: number, value: ExcelJS.CellValue, style: Partial<ExcelJS.Style> = {}): void => {
    const cell = sheet.getRow(first + line).getCell(pointsColumn);
    // cells of one look share it
    cell.style = { ...cell.style, ...style };
    cell.value = value;
  };
  set(0, 1, { border: { diagonal: { style: 'thin', up: true } } });
  set(1, 1, { font: { name: 'Wingdings' } });
  set(2, 1, { alignment: { horizontal: 'fill' } });
  set(3, '\u202e10\u202c');
  set(4, { formula: '1+1' });
  // how a figure is rounded changes nothing of what was given
  set(5, 1.5, { numFmt: '0' });
  set(6, '\u202d1\u202c');
  await book.xlsx.writeFile(path);
  const report = await seated.call('scores.importSheet', { personId, path });
  expect(report.refused.map(({ row, code }) => [row - first, code])).toEqual(
    [0, 1, 2, 3, 4, 6].map((line) => [line, 'score/not-a-number']),
  );
  expect(report.accepted).toBe(1);
});

test('a_change_made_in_the_program_since_is_not_overwritten', async () => {
  const seated = await seatReview({ parks: 1, experts: 1 });
  const { call, parks, leaves } = seated;
  const { personId, path } = await exported(seated);
  const target = { personId, applicationId: parks[0] ?? '' };
  await call('scores.set', { ...target, criterionId: leaves[0]?.id ?? '', points: 1, comment: '屏幕上' });
  await fill(path, { 0: [2, '纸面上'] });
  const report = await call('scores.importSheet', { personId, path });
  expect(report.refused.map((one) => one.code)).toEqual(['score/stale']);
  expect((await call('scores.get', target)).scores.map((one) => one.points100)).toEqual([100]);
});

test('parks_that_are_not_open_are_left_out_by_name_and_refused_when_they_close_later', async () => {
  const seated = await seatReview({ parks: 4, experts: 1 });
  const { call, refusal, parks } = seated;
  const [personId = ''] = seated.experts;
  await call('conflicts.declare', { personId, applicationId: parks[1] ?? '', relation: 'other', reason: '曾任顾问' });
  await submitSheet(seated, personId, parks[2] ?? '', 0.8);
  const path = join(tempFolder(), 'x.xlsx');
  const done = await call('scores.exportSheet', { personId, path });
  expect(done).toMatchObject({ parks: 2, rows: 2 * seated.leaves.length });
  expect(done.left.map((one) => [parks.indexOf(one.applicationId), one.code])).toEqual([
    [1, 'conflict/recused'],
    [2, 'score/submitted'],
  ]);
  expect((await refusal('scores.exportSheet', { personId, path })).code).toBe('report/path-taken');
  await fill(path, { 0: [1, '一'] });
  await call('conflicts.declare', { personId, applicationId: parks[0] ?? '', relation: 'other', reason: '曾任顾问' });
  expect((await call('scores.importSheet', { personId, path })).refused.map((one) => one.code)).toEqual(['conflict/recused']);
});

test('rows_that_were_tampered_with_or_stand_twice_are_named', async () => {
  const seated = await seatReview({ parks: 1, experts: 1 });
  const { call, leaves } = seated;
  const { personId, path } = await exported(seated);
  const { book, sheet } = await openBook(path);
  const set = (index: number, column: number, value: ExcelJS.CellValue) => (sheet.getRow(first + index).getCell(column).value = value);
  set(0, pointsColumn, 1);
  set(0, commentColumn, '一');
  set(1, pointsColumn, 1);
  set(1, 10, leaves[0]?.id ?? '');
  set(2, pointsColumn, 1);
  set(2, 10, '9.9.9');
  set(3, pointsColumn, 1);
  set(3, 10, null);
  set(4, pointsColumn, 1);
  set(4, 9, '01890000-0000-7000-8000-000000000000');
  await book.xlsx.writeFile(path);
  const report = await call('scores.importSheet', { personId, path });
  expect(report.accepted).toBe(1);
  expect(report.refused.map((one) => [one.row - first, one.code])).toEqual([
    [1, 'sheet/row-twice'],
    [2, 'score/unknown-criterion'],
    [3, 'sheet/row-unknown'],
    [4, 'application/unknown'],
  ]);
});

test('a_sheet_of_another_person_round_or_version_is_refused_whole', async () => {
  const seated = await seatReview({ parks: 1, experts: 2 });
  const { call, refusal, host, experts } = seated;
  const { personId, path } = await exported(seated);
  await fill(path, { 0: [1, '一'] });
  const events = async () => (await call('workspace.info', {})).events;
  const before = await events();
  expect((await refusal('scores.importSheet', { personId: experts[1] ?? '', path })).code).toBe('sheet/other-person');
  const other = await seatReview({ parks: 1, experts: 1 });
  expect((await other.refusal('scores.importSheet', { personId: other.experts[0] ?? '', path })).code).toBe('sheet/other-round');
  // the rubric was changed after the sheet went out
  const { rubric } = host.session.store.read.sqlite.prepare('SELECT rubric FROM round').get() as { rubric: string };
  host.session.store.read.sqlite
    .prepare("UPDATE round SET rubric = ?, rubric_frozen_at = '2026-10-02T00:00:00.000Z'")
    .run(rubric.replace('"points100":', '"points100": '));
  expect((await call('scores.importSheet', { personId, path })).accepted).toBe(1);
  const changed = JSON.parse(rubric) as { note?: unknown };
  changed.note = { zh: '修订' };
  host.session.store.read.sqlite
    .prepare("UPDATE round SET rubric = ?, rubric_frozen_at = '2026-10-03T00:00:00.000Z'")
    .run(JSON.stringify(changed));
  expect((await refusal('scores.importSheet', { personId, path })).code).toBe('sheet/other-version');
  expect(await events()).toBe(before + 1);
});

test.each(['not a workbook', 'a foreign workbook', 'a truncated one', 'nothing there'])(
  '%s is refused and nothing changes',
  async (kind) => {
    const seated = await seatReview({ parks: 1, experts: 1 });
    const { call, refusal } = seated;
    const { personId, path } = await exported(seated);
    const bad = join(tempFolder(), 'bad.xlsx');
    if (kind === 'not a workbook') writeFileSync(bad, '编号,分值\n1,2\n');
    if (kind === 'a foreign workbook') {
      const book = new ExcelJS.Workbook();
      book.addWorksheet('评分表').addRow(['园区', '分值']);
      await book.xlsx.writeFile(bad);
    }
    if (kind === 'a truncated one') writeFileSync(bad, readFileSync(path).subarray(0, 2000));
    const before = await call('workspace.info', {});
    expect((await refusal('scores.importSheet', { personId, path: bad })).code).toBe(
      kind === 'nothing there' ? 'workspace/file-missing' : 'sheet/unreadable',
    );
    expect(await call('workspace.info', {})).toEqual(before);
  },
);

test.skipIf(!has('soffice', 'unzip'))(
  'a sheet filled in and saved again by LibreOffice still imports (needs soffice, unzip)',
  async () => {
    const seated = await seatReview({ parks: 2, experts: 1 });
    const { call, parks, leaves } = seated;
    const { personId, path } = await exported(seated);
    await fill(path, { 0: [1.5, '办公软件另存'], 1: [1, '第二行'], [leaves.length]: [2, '第二家园区'] });
    const out = tempFolder();
    const profile = `-env:UserInstallation=file://${tempFolder()}`;
    // through its own format, so that nothing of ours is merely passed on
    copyFileSync(path, join(out, 'in.xlsx'));
    run('soffice', [profile, '--headless', '--convert-to', 'ods', '--outdir', out, join(out, 'in.xlsx')]);
    run('soffice', [profile, '--headless', '--convert-to', 'xlsx', '--outdir', join(out, 'again'), join(out, 'in.ods')]);
    const again = join(out, 'again.xlsx');
    renameSync(join(out, 'again', 'in.xlsx'), again);
    const report = await call('scores.importSheet', { personId, path: again });
    expect(report).toEqual({ accepted: 3, unchanged: 0, empty: 2 * leaves.length - 3, refused: [] });
    const { scores } = await call('scores.get', { personId, applicationId: parks[0] ?? '' });
    expect(Object.fromEntries(scores.map((one) => [one.criterionId, [one.points100, one.comment]]))).toEqual({
      [leaves[0]?.id ?? '']: [150, '办公软件另存'],
      [leaves[1]?.id ?? '']: [100, '第二行'],
    });
    const { sheet } = await openBook(again);
    expect(sheet.getRow(first).getCell(pointsColumn).dataValidation?.type).toBe('custom');
    expect(run('unzip', ['-p', again, 'xl/worksheets/sheet1.xml'])).toMatch(/<sheetProtection[^>]*sheet="(?:1|true)"/);
  },
  120_000,
);
