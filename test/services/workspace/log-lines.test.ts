/** 操作记录: the log tells each event with the names of its time, finds by every filter, and gives as a workbook what it shows. */
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import ExcelJS from 'exceljs';
import type { LogFilter, LogLine } from '../../../domain/contract/workspace.ts';
import { appendEvent } from '../../../db/queries/events.ts';
import { openReview, parkNames, seatReview, submitSheet, type Review } from '../../fixtures/review.ts';
import { tempFolder } from '../../fixtures/store.ts';

/** Everything that passes, page by page, so long as the search goes on. */
async function search(
  { call }: Review,
  filter: LogFilter = {},
  { limit = 500, actor }: { limit?: number; actor?: string } = {},
): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  let before: number | null = null;
  do {
    const found: Awaited<ReturnType<typeof call<'audit.search'>>> = await call(
      'audit.search',
      { ...filter, limit, ...(before !== null && { before }) },
      actor,
    );
    lines.push(...found.lines);
    expect(found.looked).toBe(found.all - (found.next ?? 1) + 1);
    before = found.next;
  } while (before !== null);
  return lines;
}

const said = (lines: readonly LogLine[]): string[] => lines.map(({ what }) => what);

test('names are those of the time, also of whom and what is gone', async () => {
  const review = openReview();
  const { call } = review;
  const { roundId } = await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '初名', appliedOn: '2026-09-30' });
  const { personId } = await call('panel.add', { roundId, name: '甲', organisation: '大学', title: '', role: 'expert' });
  const { applicationId } = await call('applications.add', { roundId, parkName: '旧名园' });
  await call('panel.assign', { personId, applicationIds: [applicationId] });
  await call('panel.edit', { personId, name: '乙', organisation: '大学', title: '', role: 'expert' });
  await call('applications.setField', { applicationId, key: 'parkName', source: 'typed', value: '新名园' });
  await call('panel.unassign', { personId, applicationIds: [applicationId] });
  await call('panel.remove', { personId });
  await call('rounds.edit', { roundId, name: '改名', appliedOn: '2026-09-30', institution: '', commission: '', usdRate: '' });
  const told = said(await search(review)).toReversed();
  expect(told).toEqual([
    '新建轮次“初名”，申报基准日 2026-09-30',
    '甲（大学）加入评审组，专家',
    '登记旧名园的纸质申报',
    expect.stringContaining('旧名园“'),
    '给甲分派：旧名园',
    '更正甲的信息：姓名：甲 → 乙',
    expect.stringMatching(/“.+”申报（录入）：旧名园 → 新名园/),
    '园区名称：旧名园 → 新名园',
    '取消给乙的分派：新名园',
    '乙（大学）移出评审组，撤去 0 家分派',
    '更正轮次“初名”：轮次名称：初名 → 改名',
  ]);
});

test('filters find what they name, and pages join to the whole', async () => {
  const seated = await seatReview({ parks: 2, experts: 2 });
  const { roundId, parks, experts, call } = seated;
  const [park = '', other = ''] = parks;
  const [expert = ''] = experts;
  await submitSheet(seated, expert, park, 0.8);
  const { roundId: second } = await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '另一轮', appliedOn: '2026-09-30' });
  const all = await search(seated);
  expect(await search(seated, {}, { limit: 7 })).toEqual(all);
  expect(all.map(({ seq }) => seq)).toEqual(Array.from(all, (_, at) => all.length - at));
  expect(said(all).filter((text) => text.includes('已无记录'))).toEqual([]);
  expect(said(await search(seated, { roundId: second }))).toEqual(['新建轮次“另一轮”，申报基准日 2026-09-30']);
  expect(await search(seated, { roundId })).toEqual(all.slice(1));
  const ofPark = await search(seated, { applicationId: park });
  expect(said(ofPark)).toContain(`专家甲提交${parkNames[0] ?? ''}的评分表`.replace('专家甲', nameOf(all)));
  expect(said(ofPark).filter((text) => text.includes(parkNames[1] ?? '') && !text.includes('分派'))).toEqual([]);
  expect((await search(seated, { applicationId: other })).length).toBeLessThan(ofPark.length);
  const scores = await search(seated, { group: 'scores', personId: expert });
  expect(scores.length).toBeGreaterThan(10);
  expect(new Set(scores.map(({ kind }) => kind))).toEqual(new Set(['评分', '提交评分表']));
  expect(said(await search(seated, { text: '提交' }))).toEqual([expect.stringContaining('的评分表')]);
  expect(await search(seated, { text: '没有人写过' })).toEqual([]);
  const today = new Date(Date.parse(all[0]?.at ?? '') + 8 * 3_600_000).toISOString().slice(0, 10);
  expect(await search(seated, { from: today, until: today })).toEqual(all);
  expect(await search(seated, { until: '2020-01-01' })).toEqual([]);
  // the office's own doings: what it entered for an expert as well, what the expert did not
  const office = await search(seated, { personId: 'secretary' });
  expect(office.every(({ who }) => who.startsWith('秘书'))).toBe(true);
});

function nameOf(lines: readonly LogLine[]): string {
  return lines.find(({ kind }) => kind === '提交评分表')?.what.split('提交')[0] ?? '';
}

test('a member finds the own doings and nothing of another', async () => {
  const seated = await seatReview({ parks: 2, experts: 2 });
  const [park = ''] = seated.parks;
  const [own = '', other = ''] = seated.experts;
  await submitSheet(seated, other, park, 0.8);
  await seated.call('scores.set', { personId: own, applicationId: park, criterionId: seated.leaves[0]?.id ?? '', points: 1 }, own);
  const lines = await search(seated, { group: 'scores' }, { actor: own });
  expect(lines).toHaveLength(1);
  expect(await search(seated, { group: 'scores', personId: other }, { actor: own })).toEqual([]);
});

test('the workbook holds the very lines that the filter finds, and texts stay texts', async () => {
  const review = openReview();
  const { call } = review;
  const { roundId } = await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '轮', appliedOn: '2026-09-30' });
  await call('panel.add', { roundId, name: '=1+1', organisation: '', title: '', role: 'expert' });
  const path = join(tempFolder(), '记录.xlsx');
  const filter = { group: 'panel' } as const;
  expect(await call('audit.export', { ...filter, path })).toEqual({ path, lines: 1 });
  expect((await review.refusal('audit.export', { ...filter, path })).code).toBe('report/path-taken');
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(readFileSync(path) as never);
  const sheet = book.worksheets[0];
  const [line] = await search(review, filter);
  expect(sheet?.rowCount).toBe(2);
  expect(sheet?.getRow(2).getCell(1).value).toBe(line?.seq);
  expect(sheet?.getRow(2).getCell(5).value).toBe('=1+1加入评审组，专家');
  expect(sheet?.getRow(2).getCell(5).formula).toBeUndefined();
});

test('a long record is looked through in pieces, each of which answers soon', async () => {
  const review = openReview();
  const { call, host } = review;
  await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '轮', appliedOn: '2026-09-30' });
  host.session.store.write((tx) => {
    for (let at = 0; at < 12_000; at += 1)
      appendEvent(tx, {
        actor: 'secretary',
        at: '2026-01-01T00:00:00.000Z',
        kind: 'calendar.set',
        entity: `calendar:${at}`,
        new: { holidays: [] },
      });
  });
  const first = await call('audit.search', { text: '申报基准日' });
  // the very first event: the search did not wait until it came there
  expect(first.lines).toEqual([]);
  expect(first.next).not.toBeNull();
  expect(first.looked).toBeLessThan(first.all);
  expect(said(await search(review, { text: '申报基准日' }))).toEqual(['新建轮次“轮”，申报基准日 2026-09-30']);
  // by its kind it is found without telling the others
  expect(said(await search(review, { group: 'rounds' }))).toHaveLength(1);
});
