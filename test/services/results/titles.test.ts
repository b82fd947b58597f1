/** 称号: grades of an assessment, what they make of titles, the review after 整改, and the history of it all. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dateInChina } from '../../../domain/numbers/china-time.ts';
import { dateOf, dayNumber } from '../../../domain/numbers/days.ts';
import { buildDocx, formRows, paragraph, wordTable } from '../../fixtures/office.ts';
import { openReview, parkNames, type Review } from '../../fixtures/review.ts';
import { tempFolder } from '../../fixtures/store.ts';
import { has, run } from '../../fixtures/tools.ts';

const [first = '', second = '', third = ''] = parkNames;
const reason = '评审机构登记';

interface Assessed extends Review {
  readonly roundId: string;
  readonly park: (name: string) => string;
  readonly personId: string;
}

function packageOf(name: string): string {
  const folder = join(tempFolder(), name);
  mkdirSync(folder);
  writeFileSync(join(folder, '评估表.docx'), buildDocx(paragraph('湖南省跨境电商产业园考核评估表') + wordTable(formRows(name))));
  return folder;
}

/** An assessment with one expert and the first `count` parks of {@link parkNames}. */
async function assess(count = 3): Promise<Assessed> {
  const review = openReview();
  const { call } = review;
  const { roundId } = await call('rounds.create', {
    schemeId: 'hunan-assessment-2024',
    name: '2026 年度考核评估',
    appliedOn: '2026-01-05',
  });
  const { imported } = await call('packages.import', { roundId, paths: parkNames.slice(0, count).map(packageOf) });
  const personId = await seat(review, roundId);
  return { ...review, roundId, personId, park: (name) => imported.find((one) => one.parkName === name)?.applicationId ?? '' };
}

async function seat({ call }: Review, roundId: string): Promise<string> {
  const applicationIds = (await call('applications.list', { roundId })).map((one) => one.applicationId);
  const { personId } = await call('panel.add', { roundId, name: '专家', organisation: '', title: '', role: 'leader' });
  await call('panel.assign', { personId, applicationIds });
  await call('tally.setRules', { roundId, preset: 'plainMean' });
  return personId;
}

/** Full points but for the criteria of some branches; branches 1 and 3 carry 20 points each. */
async function score(
  { call }: Review,
  roundId: string,
  personId: string,
  applicationId: string,
  without: readonly string[],
): Promise<void> {
  const leaves = (await call('rounds.get', { roundId })).rubric?.criteria.flatMap((branch) => branch.children ?? [branch]) ?? [];
  await call('conflicts.declare', { personId, applicationId, relation: 'none' });
  for (const leaf of leaves)
    await call('scores.set', {
      personId,
      applicationId,
      criterionId: leaf.id,
      points: without.some((branch) => leaf.id.startsWith(branch)) ? 0 : leaf.max100 / 100,
      comment: '核对',
    });
  await call('scores.submit', { personId, applicationId });
}

const grades = async ({ call }: Review, roundId: string) =>
  (await call('tally.run', { roundId })).grading?.parks.map(({ parkName, label, consequence, rectifyUntil }) => [
    parkName,
    label,
    consequence,
    rectifyUntil,
  ]);

test('an_assessment_gives_grades_by_the_rounds_own_cut_offs', async () => {
  const assessed = await assess();
  const { call, refusal, roundId, personId, park } = assessed;
  expect(await call('rounds.setGrades', { roundId, from: { excellent: '90', good: '75.5' }, noticeOn: '2026-01-31' })).toEqual({
    grades: [
      { id: 'excellent', from: '90' },
      { id: 'good', from: '75.5' },
      { id: 'fair', from: '0' },
    ],
    noticeOn: '2026-01-31',
  });
  expect((await refusal('rounds.setGrades', { roundId, from: { good: '95' } })).code).toBe('round/bad-grades');
  expect((await refusal('rounds.setGrades', { roundId, from: { fair: '10' } })).code).toBe('round/bad-grades');
  expect((await refusal('rounds.setGrades', { roundId, from: { best: '10' } })).code).toBe('round/bad-grades');
  await call('rounds.openScoring', { roundId, despite: '试评' });
  await score(assessed, roundId, personId, park(first), []);
  await score(assessed, roundId, personId, park(second), ['1.']);
  // a park without a score has no grade, and none is made up
  expect(await grades(assessed, roundId)).toEqual([
    [first, '优秀', 'keeps', null],
    [second, '良好', 'keeps', null],
    [third, null, null, null],
  ]);
  await score(assessed, roundId, personId, park(third), ['1.', '3.']);
  // 2027-01-31 is a Sunday
  expect((await grades(assessed, roundId))?.[2]).toEqual([third, '一般', 'rectify', '2027-02-01']);
  expect((await call('tally.run', { roundId })).grading).toMatchObject({
    followUpOf: null,
    parks: [{ text: '保留称号' }, {}, { total: '60.00', text: '列为动态调整对象，整改至 2027-02-01' }],
  });
});

test('results_go_on_record_and_the_follow_up_takes_over_who_is_under_rectification', async () => {
  const assessed = await assess();
  const { call, refusal, host, roundId, personId, park } = assessed;
  for (const parkName of [first, third])
    await call('titles.record', { parkName, kind: 'recognised', on: '2024-04-01', type: '引领型', reason });
  await call('rounds.openScoring', { roundId, despite: '试评' });
  await score(assessed, roundId, personId, park(first), []);
  await score(assessed, roundId, personId, park(third), ['1.', '3.']);
  // nothing is settled while a park has no score
  expect(await refusal('titles.settle', { roundId, despite: '试评', noticeOn: '2026-01-31' })).toMatchObject({
    code: 'round/unscored',
    details: { parks: [second] },
  });
  expect((await call('rounds.get', { roundId })).state).toBe('scoring');
  expect((await refusal('titles.followUp', { roundId, name: '复核', appliedOn: '2027-01-10' })).code).toBe('title/none-rectifying');
  await score(assessed, roundId, personId, park(second), ['1.', '3.']);

  // a result of tomorrow is none yet, and nothing of it is kept
  const tomorrow = dateOf(dayNumber(dateInChina(host.session.now())) + 1);
  const ahead = await refusal('titles.settle', { roundId, noticeOn: tomorrow });
  expect([ahead.code, ahead.details]).toEqual(['record/ahead', expect.objectContaining({ date: tomorrow })]);
  expect((await call('rounds.get', { roundId })).settings.noticeOn).toBeUndefined();
  expect(await call('titles.settle', { roundId, despite: '试评', noticeOn: '2026-01-31' })).toEqual({
    changes: [{ parkName: third, kind: 'rectify', until: '2027-02-01', ground: null }],
    withoutTitle: [second],
  });
  expect((await call('rounds.get', { roundId })).state).toBe('closed');
  expect((await refusal('titles.settle', { roundId, despite: '试评', noticeOn: '2026-01-31' })).code).toBe('round/closed');
  const stateOn = async (on: string) => (await call('titles.list', { on })).find((one) => one.parkName === third)?.state;
  expect([await stateOn('2026-01-30'), await stateOn('2026-01-31'), await stateOn('2027-02-01'), await stateOn('2027-02-02')]).toEqual([
    'recognised',
    'rectifying',
    'rectifying',
    'overdue',
  ]);

  const next = await call('titles.followUp', { roundId, name: '2026 年度考核复核', appliedOn: '2027-01-10' });
  expect(next.parks).toEqual([third]);
  const round = await call('rounds.get', { roundId: next.roundId });
  expect(round).toMatchObject({ schemeKind: 'assessment', state: 'preparing', appliedOn: '2027-01-10', settings: { followUpOf: roundId } });
  expect(round.settings.noticeOn).toBeUndefined();
  expect(round.rubric).toEqual((await call('rounds.get', { roundId })).rubric);
  const [row] = await call('applications.list', { roundId: next.roundId });
  expect(row).toMatchObject({ parkName: third, acceptedAt: null, documents: 1 });
  const [before, after] = await Promise.all([
    call('applications.get', { applicationId: park(third) }),
    call('applications.get', { applicationId: row?.applicationId ?? '' }),
  ]);
  const known = ({ fields }: typeof after) => fields.filter((field) => field.used !== null).map((field) => field.key);
  // who it is comes along, its figures do not
  expect(known(before)).toEqual(expect.arrayContaining(['operator', 'companies', 'ecommerceArea', 'services']));
  expect(known(after)).toEqual(expect.arrayContaining(['parkName', 'operator']));
  expect(known(after)).not.toEqual(expect.arrayContaining(['companies']));
  expect(
    after.fields.filter((field) => ['decimal', 'integer', 'boolean', 'set', 'list'].includes(field.type) && field.used !== null),
  ).toEqual([]);
  expect(after.documents.map((one) => one.sha256)).toEqual(before.documents.map((one) => one.sha256));
  expect(after.documents.map((one) => one.documentId)).not.toEqual(before.documents.map((one) => one.documentId));
  // its new package is a new version, asked about as ever
  const again = await call('packages.import', { roundId: next.roundId, paths: [packageOf(third)] });
  expect([again.imported.length, again.duplicates.length]).toEqual([0, 1]);

  const expert = await seat(assessed, next.roundId);
  await call('rounds.openScoring', { roundId: next.roundId, despite: '试评' });
  await score(assessed, next.roundId, expert, row?.applicationId ?? '', ['1.', '3.']);
  expect((await call('tally.run', { roundId: next.roundId })).grading).toMatchObject({
    followUpOf: { roundId, name: '2026 年度考核评估' },
    parks: [
      { consequence: 'revoked', rectifyUntil: null, text: '取消称号：第八条第3项 整改后仍不符合要求的，取消其省级跨境电商产业园称号。' },
    ],
  });
  Object.defineProperty(host.session, 'now', { value: () => '2027-02-03T01:00:00.000Z' });
  const { changes } = await call('titles.settle', { roundId: next.roundId, noticeOn: '2027-02-03', despite: '试评' });
  expect(changes).toMatchObject([{ parkName: third, kind: 'revoked' }]);
  const title = (await call('titles.list', { on: '2027-02-03' })).find((one) => one.parkName === third);
  expect(title).toMatchObject({ state: 'revoked', ground: expect.stringContaining('第八条第3项') });
  expect(title?.history.map((one) => [one.kind, one.roundId])).toEqual([
    ['recognised', null],
    ['rectify', roundId],
    ['revoked', next.roundId],
  ]);
  const doctor = await call('workspace.doctor', {});
  expect(doctor.checks.filter((one) => !one.ok)).toEqual([]);
});

test.skipIf(!has('pdftotext'))('the_notice_names_grades_effects_and_the_end_of_rectification (pdftotext)', async () => {
  const assessed = await assess();
  const { call, refusal, dir, roundId, personId, park } = assessed;
  await call('rounds.openScoring', { roundId, despite: '试评' });
  await call('applications.setField', {
    applicationId: park(second),
    key: 'majorAccident',
    value: true,
    source: 'evidence',
    reason: '事故调查报告',
  });
  await score(assessed, roundId, personId, park(first), []);
  const path = join(dir, '通报.pdf');
  expect((await refusal('reports.export', { kind: 'final', roundId, path })).code).toBe('report/not-settled');
  await score(assessed, roundId, personId, park(third), ['1.', '3.']);
  await call('titles.settle', { roundId, noticeOn: '2026-01-31', despite: '试评' });
  await call('reports.export', { kind: 'final', roundId, path });
  const text = run('pdftotext', ['-layout', path, '-']).replaceAll(/\s/g, '');
  expect(text).toContain('考核评估结果的通报');
  expect(text).toContain('对3个园区进行了考核评估');
  expect(text.indexOf('优秀')).toBeLessThan(text.indexOf('一般'));
  for (const words of ['保留', '整改至2027年2月1日', '取消（第九条）', '整改后仍不符合要求的，取消称号', '2026年1月31日'])
    expect(text).toContain(words);
});

test('a_veto_ends_a_title_and_a_good_review_restores_it', async () => {
  const assessed = await assess(2);
  const { call, roundId, personId, park } = assessed;
  await call('titles.record', { parkName: first, kind: 'recognised', on: '2024-04-01', reason });
  await call('titles.record', { parkName: second, kind: 'recognised', on: '2024-04-01', reason });
  await call('titles.record', { parkName: second, kind: 'rectify', on: '2025-01-10', until: '2026-01-12', reason });
  await call('rounds.openScoring', { roundId, despite: '试评' });
  await call('applications.setField', {
    applicationId: park(first),
    key: 'majorAccident',
    value: true,
    source: 'evidence',
    reason: '事故调查报告',
  });
  await score(assessed, roundId, personId, park(second), []);
  // a veto needs no score
  expect(await call('titles.settle', { roundId, despite: '试评', noticeOn: '2026-02-02' })).toMatchObject({
    changes: [
      { parkName: first, kind: 'revoked', ground: expect.stringMatching(/^第九条 .*（不符合：无重大责任事故）$/) },
      { parkName: second, kind: 'restored' },
    ],
  });
});

test('only_an_assessment_settles_titles', async () => {
  const { call, refusal } = openReview();
  const { roundId } = await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '认定', appliedOn: '2026-09-30' });
  const before = await call('workspace.info', {});
  expect((await refusal('titles.settle', { roundId, despite: '试评', noticeOn: '2026-01-31' })).code).toBe('round/no-assessment');
  expect((await refusal('titles.followUp', { roundId, name: '复核', appliedOn: '2027-01-10' })).code).toBe('round/no-assessment');
  expect(await call('workspace.info', {})).toEqual(before);
});

test('a_title_lives_by_its_history', async () => {
  const { call, refusal, host } = openReview();
  host.session.now = () => '2027-03-10T02:00:00.000Z';
  const park = { parkName: '甲跨境电商产业园', reason: '文件' };
  expect((await refusal('titles.record', { ...park, kind: 'revoked', on: '2025-01-01', ground: '重大责任事故' })).code).toBe(
    'title/not-held',
  );
  await call('titles.record', { ...park, kind: 'recognised', on: '2024-04-01', type: '引领型' });
  expect((await refusal('titles.record', { ...park, kind: 'rectify', on: '2026-02-01' })).code).toBe('call/bad-payload');
  await call('titles.record', { ...park, kind: 'rectify', on: '2026-02-01', until: '2027-02-01' });
  const stateOn = async (on: string) => (await call('titles.list', { on }))[0]?.state;
  expect([await stateOn('2024-03-31'), await stateOn('2025-01-01'), await stateOn('2027-02-01'), await stateOn('2027-02-02')]).toEqual([
    'none',
    'recognised',
    'rectifying',
    'overdue',
  ]);
  await call('titles.record', { ...park, kind: 'revoked', on: '2027-03-01', ground: '整改后仍不符合要求', barredYears: 3 });
  const [title] = await call('titles.list', { on: '2027-03-02' });
  expect(title).toMatchObject({
    state: 'revoked',
    mayApplyFrom: '2030-03-01',
    text: '“甲跨境电商产业园”的称号已于 2027-03-01 取消：整改后仍不符合要求。2030-03-01 起方可重新申报。',
  });
  expect(title?.history.map((one) => one.text)).toEqual([
    '2024-04-01 认定',
    '2026-02-01 列为动态调整对象，整改至 2027-02-01',
    '2027-03-01 取消称号：整改后仍不符合要求',
  ]);
});
