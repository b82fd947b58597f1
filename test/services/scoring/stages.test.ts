/** 评审阶段: 材料 70 by the experts, 答辩 30 by two who are named for it, through the contract. */
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import type { WrittenRubric } from '../../../domain/rubric/model.ts';
import { institutionPassphrase, openLaptop, openOffice } from '../../fixtures/exchange/office.ts';
import { openReview, parkNames, samples, type Review } from '../../fixtures/review.ts';
import { has, run } from '../../fixtures/tools.ts';

const zh = (text: string) => ({ zh: text });
const rubric: WrittenRubric = {
  stages: [
    { key: 'paper', name: zh('材料评审'), weight: '70', judges: 'experts' },
    { key: 'answers', name: zh('答辩'), weight: '30', judges: 'named' },
  ],
  criteria: [
    { id: '1', name: zh('规模'), stage: 'paper', max100: 6000, commentBelow: 0 },
    { id: '2', name: zh('运营'), stage: 'paper', max100: 4000, commentBelow: 0 },
    { id: '3', name: zh('陈述与问答'), stage: 'answers', max100: 5000, commentBelow: 0 },
  ],
};

const rules = { trim: 'none', stages: { paper: 'dropHighLow' }, rounding: { digits: 2, stage: 'total' } } as const;

/** Three parks of one type before three who read and two who ask. */
async function seated() {
  const review = openReview();
  const { call } = review;
  const { roundId } = await call('rounds.create', {
    schemeId: 'hunan-recognition-2024',
    name: '评审',
    appliedOn: '2026-09-30',
    settings: { quotas: { 引领型: 1, 培育型: 1 }, institution: '示例中心' },
  });
  const { imported } = await call('packages.import', { roundId, paths: parkNames.slice(0, 3).map((name) => join(samples, `${name}.zip`)) });
  const parks = parkNames.slice(0, 3).map((name) => imported.find((one) => one.parkName === name)?.applicationId ?? '');
  for (const applicationId of parks)
    await call('applications.setField', { applicationId, key: 'parkType', value: '引领型', reason: '核定', evidence: [] });
  await call('rounds.setRubric', { roundId, rubric });
  await call('tally.setRules', { roundId, rules });
  const people: string[] = [];
  for (const [index, role] of (['leader', 'expert', 'expert', 'expert', 'expert'] as const).entries()) {
    const { personId } = await call('panel.add', { roundId, name: `成员${index + 1}`, organisation: '示例大学', title: '教授', role });
    if (index > 2) await call('stages.name', { personId, stage: 'answers' });
    await call('panel.assign', { personId, applicationIds: parks });
    for (const applicationId of parks) await call('conflicts.declare', { personId, applicationId, relation: 'none' });
    people.push(personId);
  }
  await call('rounds.openScoring', { roundId, despite: '试评' });
  return { ...review, roundId, parks, readers: people.slice(0, 3), askers: people.slice(3) };
}

type Round = Awaited<ReturnType<typeof seated>>;

async function give({ call }: Pick<Review, 'call'>, personId: string, applicationId: string, points: Readonly<Record<string, number>>) {
  for (const [criterionId, value] of Object.entries(points))
    await call('scores.set', { personId, applicationId, criterionId, points: value });
  await call('scores.submit', { personId, applicationId });
}

/** The papers of every park; of the first the most. */
async function readAll(round: Round) {
  for (const [at, personId] of round.readers.entries())
    for (const [park, applicationId] of round.parks.entries())
      await give(round, personId, applicationId, { 1: ([50, 54, 47][at] ?? 0) - park * 5, 2: [30, 33, 35][at] ?? 0 });
}

async function untold({ call }: Pick<Review, 'call'>) {
  return (await call('workspace.doctor', {})).checks.filter(({ ok }) => !ok).map(({ id }) => id);
}

test('each_is_asked_the_own_stage_and_only_while_it_is_open', async () => {
  const round = await seated();
  const { call, refusal, parks, readers, askers, roundId } = round;
  const [reader = ''] = readers;
  const [asker = ''] = askers;
  const [applicationId = ''] = parks;
  const totals = async (personId: string) => (await call('scores.get', { personId, applicationId })).totals;
  expect(await totals(reader)).toMatchObject({ max100: 10_000, of: 2 });
  expect(await totals(asker)).toMatchObject({ max100: 5000, of: 1, missing: ['3'] });
  expect(await refusal('scores.set', { personId: asker, applicationId, criterionId: '3', points: 40 })).toMatchObject({
    code: 'stage/not-open',
    details: { stage: '答辩' },
  });
  expect((await refusal('opinions.set', { personId: asker, applicationId, text: '好', recommendation: 'recommend' })).code).toBe(
    'stage/not-open',
  );
  expect((await refusal('scores.abstain', { personId: asker, applicationId, criterionId: null, reason: '缺席' })).code).toBe(
    'stage/not-open',
  );
  expect(await refusal('scores.set', { personId: reader, applicationId, criterionId: '3', points: 40 })).toMatchObject({
    code: 'stage/other-criterion',
    details: { criterion: '陈述与问答' },
  });
  expect((await call('panel.list', { roundId })).map(({ asked, stage }) => [asked, stage?.key, stage?.named, stage?.state])).toEqual([
    ...readers.map(() => [true, 'paper', false, 'open']),
    ...askers.map(() => [true, 'answers', true, 'waiting']),
  ]);
  await give(round, reader, applicationId, { 1: 50, 2: 30 });
  // whose sheet is begun stays with the stage
  expect(await refusal('stages.name', { personId: reader, stage: 'answers' })).toMatchObject({
    code: 'stage/bound',
    details: { name: '成员1' },
  });
  expect((await refusal('stages.name', { personId: asker, stage: 'gone' })).code).toBe('stage/unknown');
  expect(await refusal('tally.run', { roundId })).toMatchObject({ code: 'tally/stage-empty', details: { stage: '答辩' } });
  expect((await refusal('tally.setRules', { roundId, rules: { level: 'sheet' } })).code).toBe('tally/stages-rule');
  expect((await refusal('tally.setRules', { roundId, rules: { stages: { gone: 'none' } } })).code).toBe('stage/unknown');
  expect(await untold(round)).toEqual([]);
}, 120_000);

test('a_visitor_who_judges_no_stage_is_asked_nothing', async () => {
  const { call, refusal, roundId, parks } = await seated();
  const [applicationId = ''] = parks;
  const { personId } = await call('panel.add', { roundId, name: '考察员', organisation: '示例大学', title: '', role: 'visitor' });
  await call('panel.assign', { personId, applicationIds: parks });
  await call('conflicts.declare', { personId, applicationId, relation: 'none' });
  expect((await call('panel.list', { roundId })).at(-1)).toMatchObject({ asked: false, stage: null });
  expect((await refusal('scores.set', { personId, applicationId, criterionId: '1', points: 10 })).code).toBe('stage/no-judge');
}, 120_000);

test('stages_follow_one_another_and_only_who_passed_goes_on', async () => {
  const round = await seated();
  const { call, refusal, roundId, parks, readers, askers } = round;
  const [first = '', second = '', third = ''] = parks;
  const [asker = '', other = ''] = askers;
  const admission = { by: 'top', count: 2, reason: '办法第六条' } as const;
  expect((await refusal('stages.open', { roundId, stage: 'paper' })).code).toBe('stage/begun');
  expect(await refusal('stages.open', { roundId, stage: 'answers', admission })).toMatchObject({
    code: 'stage/earlier-open',
    details: { before: '材料评审' },
  });
  expect((await refusal('stages.close', { roundId, stage: 'answers' })).code).toBe('stage/not-open');
  expect((await refusal('stages.close', { roundId, stage: 'paper' })).details).toMatchObject({ stage: '材料评审', count: 9 });
  await readAll(round);
  await call('stages.close', { roundId, stage: 'paper' });
  expect((await refusal('stages.close', { roundId, stage: 'paper' })).code).toBe('stage/closed');
  const [reader = ''] = readers;
  expect((await refusal('scores.reopen', { personId: reader, applicationId: first, cause: 'sumWrong', reason: '算错' })).code).toBe(
    'stage/closed',
  );
  const standing = await call('stages.standing', { roundId, stage: 'paper' });
  // the middle of three: 50 and 33
  expect(standing.parks.map(({ applicationId, figure, rank }) => [applicationId, figure, rank])).toEqual([
    [first, '83.00', 1],
    [second, '78.00', 2],
    [third, '73.00', 3],
  ]);
  expect((await call('stages.open', { roundId, stage: 'answers', admission })).out).toEqual([third]);
  const [, answers] = await call('stages.list', { roundId });
  expect(answers).toMatchObject({
    state: 'open',
    due: 4,
    submitted: 0,
    out: [{ applicationId: third, figure: '73.00', rank: 3 }],
    admission: '“材料评审”各类型前 2 名进入，并列的都进入。理由：办法第六条',
  });
  expect(await refusal('scores.set', { personId: asker, applicationId: third, criterionId: '3', points: 40 })).toMatchObject({
    code: 'stage/not-admitted',
    details: { park: parkNames[2], stage: '答辩' },
  });
  expect((await call('panel.list', { roundId })).at(-1)?.out).toEqual({ seats: 1, undeclared: 0 });
  for (const [at, applicationId] of [first, second].entries()) {
    await give(round, asker, applicationId, { 3: 40 - at * 10 });
    await give(round, other, applicationId, { 3: 45 });
  }
  // all that were due are in, and the figures stand only when the stage is over
  expect((await call('rounds.get', { roundId })).steps.find(({ step }) => step === 'scoring')).toMatchObject({
    state: 'done',
    done: 13,
    of: 13,
  });
  const { ranking, unranked, missing, derivation } = await call('tally.run', { roundId });
  // 83 × 70 % + 42.5 ÷ 50 × 30, 78 × 70 % + 37.5 ÷ 50 × 30
  expect(ranking.map(({ applicationId, total }) => [applicationId, total])).toEqual([
    [first, '83.60'],
    [second, '77.10'],
  ]);
  expect(derivation[0]?.stages?.map(({ name, figure, maximum, weighted }) => [name, figure, maximum, weighted])).toEqual([
    ['材料评审', '83', '100', '58.1'],
    ['答辩', '42.5', '50', '25.5'],
  ]);
  expect(unranked).toEqual([
    {
      applicationId: third,
      parkName: parkNames[2],
      text: `${parkNames[2]}“材料评审”得 73.00 分，在同类型中列第 3 名，没有进入“答辩”，没有总分，未计入排名。`,
    },
  ]);
  expect(missing).toEqual({ text: '“答辩”阶段还没有结束，名次和得分为暂定。', settled: false });
  expect((await call('rounds.readiness', { roundId, moment: 'publicity' })).lacking.map(({ text }) => text)).toContain(
    '“答辩”阶段还没有结束，得分为暂定',
  );
  await call('stages.close', { roundId, stage: 'answers' });
  expect((await call('tally.run', { roundId })).missing).toBeNull();
  expect((await call('shortlist.propose', { roundId })).unranked).toMatchObject([{ applicationId: third, because: unranked[0]?.text }]);
  await call('stages.reopen', { roundId, stage: 'answers', reason: '漏评一项' });
  await call('scores.reopen', { personId: asker, applicationId: first, cause: 'sumWrong', reason: '算错' });
  const lacking = (await call('rounds.readiness', { roundId, moment: 'publicity' })).lacking.map(({ text }) => text);
  expect(lacking).toContain(`成员4（答辩）还有 1 份评分表未提交：${parkNames[0]}`);
  expect((await call('tally.run', { roundId })).missing?.text).toContain('成员4（答辩）1 份');
  const { text } = await call('minutes.draft', { roundId });
  expect(text).toMatch(/“材料评审”于 \S+ 结束。/);
  expect(text).toMatch(
    /“答辩”于 \S+ 开始，上一阶段各类型前 2 名进入，并列的都进入；没有进入的：岳阳临港跨境电商产业园。理由：办法第六条。/,
  );
  expect(text).toMatch(/“答辩”于 \S+ 重新打开。理由：漏评一项。/);
  expect(text).toContain('“答辩”权重30%，满分50分：每项指标取全部有效评分的平均值');
  expect(text).toContain('没有进入“答辩”，没有总分');
  expect(await untold(round)).toEqual([]);
}, 240_000);

test('whoever_judges_two_stages_sits_twice_and_hands_in_two_sheets', async () => {
  const round = await seated();
  const { call, roundId, parks, readers } = round;
  const [reader = ''] = readers;
  const [applicationId = ''] = parks;
  const warnings = async () => (await call('tally.run', { roundId })).panelWarnings.map(({ text }) => text);
  const { personId: again } = await call('panel.add', {
    roundId,
    name: '成员1',
    organisation: '示例大学',
    title: '教授',
    role: 'leader',
    another: true,
  });
  await call('stages.name', { personId: again, stage: 'answers' });
  await call('panel.assign', { personId: again, applicationIds: [applicationId] });
  await call('conflicts.declare', { personId: again, applicationId, relation: 'none' });
  await give(round, reader, applicationId, { 1: 50, 2: 30 });
  for (const personId of readers.slice(1)) await give(round, personId, applicationId, { 1: 50, 2: 30 });
  const { digest } = await call('scores.get', { personId: reader, applicationId });
  await call('stages.open', { roundId, stage: 'answers' });
  await give(round, again, applicationId, { 3: 50 });
  // the sheet of the papers stays as it was sealed
  expect(await call('scores.get', { personId: reader, applicationId })).toMatchObject({ state: 'submitted', digest });
  expect((await call('tally.run', { roundId })).ranking.map(({ total }) => total)).toEqual(['86.00']);
  // five people, and no sixth
  expect(await warnings()).toEqual([]);
}, 120_000);

test('a_least_score_lets_pass_whoever_reaches_it', async () => {
  const round = await seated();
  const { call, roundId, parks } = round;
  await readAll(round);
  await call('stages.close', { roundId, stage: 'paper' });
  const { out } = await call('stages.open', { roundId, stage: 'answers', admission: { by: 'minimum', points: '78', reason: '办法' } });
  expect(out).toEqual([parks[2]]);
  // what a copy of the round begins with is no stage of this one
  const { roundId: copy } = await call('rounds.copy', { roundId, name: '下一轮', appliedOn: '2027-09-30', people: true });
  expect((await call('rounds.get', { roundId: copy })).settings.stages).toBeUndefined();
  expect((await call('panel.list', { roundId: copy })).map(({ stage }) => stage?.key)).toEqual([
    'paper',
    'paper',
    'paper',
    'answers',
    'answers',
  ]);
  expect(await untold(round)).toEqual([]);
}, 240_000);

test('in_an_assessment_all_go_on', async () => {
  const { call, refusal } = openReview();
  const { roundId } = await call('rounds.create', { schemeId: 'hunan-assessment-2024', name: '考核', appliedOn: '2026-01-10' });
  const parkName = '长沙星湖跨境电商产业园';
  await call('applications.add', { roundId, parkName });
  await call('rounds.setRubric', { roundId, rubric });
  await call('rounds.openScoring', { roundId, despite: '试评' });
  await call('stages.close', { roundId, stage: 'paper' });
  const admission = { by: 'top', count: 1, reason: '择优' } as const;
  expect((await refusal('stages.open', { roundId, stage: 'answers', admission })).code).toBe('stage/all-graded');
  expect(await call('stages.open', { roundId, stage: 'answers' })).toEqual({ out: [] });
});

test('a_criterion_that_moves_into_another_stage_is_taken_off_the_sheets_of_the_first_and_all_begins_anew', async () => {
  const round = await seated();
  const { call, roundId, parks, readers, askers } = round;
  const [reader = ''] = readers;
  const [applicationId = ''] = parks;
  await give(round, reader, applicationId, { 1: 50, 2: 30 });
  await call('stages.close', { roundId, stage: 'paper', despite: '试评' });
  await call('rounds.reopenRubric', { roundId, reason: '调整阶段' });
  const moved = rubric.criteria.map((criterion) => (criterion.id === '2' ? { ...criterion, stage: 'answers' } : criterion));
  await call('rounds.setRubric', { roundId, rubric: { ...rubric, criteria: moved } });
  expect(await call('rounds.openScoring', { roundId, despite: '试评' })).toMatchObject({ reopened: 1, dropped: 1 });
  // and the stages begin anew
  expect((await call('stages.list', { roundId })).map(({ state }) => state)).toEqual(['open', 'waiting']);
  await call('scores.submit', { personId: reader, applicationId });
  for (const personId of readers.slice(1)) await give(round, personId, applicationId, { 1: 50 });
  await call('stages.open', { roundId, stage: 'answers' });
  for (const personId of askers) await give(round, personId, applicationId, { 2: 40, 3: 50 });
  // 50 of 60, and all of 90
  expect((await call('tally.run', { roundId })).ranking.map(({ total }) => total)).toEqual(['88.33']);
  expect(await untold(round)).toEqual([]);
}, 120_000);

test('documents_and_the_workbook_show_each_stage_and_are_counted_again', async () => {
  const round = await seated();
  const { call, roundId, parks, readers, askers, dir } = round;
  await readAll(round);
  await call('stages.close', { roundId, stage: 'paper' });
  await call('stages.open', { roundId, stage: 'answers', admission: { by: 'top', count: 2, reason: '办法' } });
  for (const personId of askers) for (const applicationId of parks.slice(0, 2)) await give(round, personId, applicationId, { 3: 42.5 });
  await call('stages.close', { roundId, stage: 'answers' });
  const texts: Record<string, string> = {};
  for (const [name, of] of [
    ['reader', { kind: 'sheet', applicationId: parks[0] ?? '', personId: readers[0] ?? '' }],
    ['asker', { kind: 'sheet', applicationId: parks[0] ?? '', personId: askers[0] ?? '' }],
    ['review', { kind: 'review', applicationId: parks[0] ?? '' }],
    ['out', { kind: 'review', applicationId: parks[2] ?? '' }],
    ['summary', { kind: 'summary', roundId }],
  ] as const) {
    const path = join(dir, `${name}.pdf`);
    const { verification } = await call('reports.export', { ...of, path });
    expect(verification.embedded, name).toMatchObject({ recomputes: true, differences: [] });
    texts[name] = has('pdftotext') ? run('pdftotext', ['-layout', path, '-']).replaceAll(/\s+/g, '') : '';
  }
  const target = join(dir, 'tally.xlsx');
  await call('tally.exportSheet', { roundId, path: target });
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(target);
  const rows: string[] = [];
  book.worksheets[1]?.eachRow((row) => rows.push(row.getCell(2).text));
  expect(rows.slice(1, 7)).toEqual(['规模', '运营', '陈述与问答', '材料评审（满分 100，权重 70%）', '答辩（满分 50，权重 30%）', '总分']);
  if (!has('pdftotext')) return;
  expect(texts['reader']).toContain('评审阶段材料评审（占总分70%）');
  expect(texts['reader']).not.toContain('陈述与问答');
  expect(texts['asker']).toContain('总分5042.5');
  expect(texts['review']).toContain('“材料评审”权重70%，满分100分：每项指标去掉一个最高分和一个最低分');
  expect(texts['review']).toContain('“答辩”权重30%，满分50分：每项指标取全部有效评分的平均值');
  expect(texts['review']).toMatch(/材料评审1008370%58\.1/);
  expect(texts['review']).toMatch(/答辩5042\.530%25\.5/);
  expect(texts['review']).toContain('83.60');
  expect(texts['out']).toContain('得73.00分，在同类型中列第3名，没有进入“答辩”，没有总分');
  // heads of columns are broken over lines
  expect(texts['summary']).toContain('“材料评审”权重70%，满分100分');
  expect(texts['summary']).toMatch(/8342\.583\.60/);
  expect(texts['summary']).toContain('“材料评审”得73.00分，在同类型中列第3名，没有进入“答辩”，没有总分');
}, 300_000);

test('a_laptop_scores_its_stage_and_what_is_closed_takes_nothing_in', async () => {
  const office = await openOffice({ parks: 1, experts: 2, rubric });
  const [reader = '', asker = ''] = office.experts;
  const [applicationId = ''] = office.parks;
  await office.call('stages.name', { personId: asker, stage: 'answers' });
  const { roundId } = office;
  const refused = await office.issue(asker).catch((error: unknown) => String(error));
  expect(refused).toContain('stage/not-open');
  const readersLaptop = openLaptop(office, reader);
  await readersLaptop.open(await office.issue(reader));
  // a task file binds to the stage for which it went out
  expect((await office.refusal('stages.name', { personId: reader, stage: 'answers' })).code).toBe('stage/bound');
  await give(readersLaptop, reader, applicationId, { 1: 50, 2: 30 });
  expect((await readersLaptop.refusal('stages.close', { roundId, stage: 'paper' })).code).toBe('call/on-laptop');
  const path = await readersLaptop.giveBack();
  await office.call('stages.close', { roundId, stage: 'paper', despite: '另行处理' });
  const merging = { paths: [path], institutionPath: office.institutionPath, institutionPassphrase };
  expect(await office.refusal('exchange.merge', merging)).toMatchObject({ code: 'stage/closed', details: { stage: '材料评审' } });
  await office.call('stages.reopen', { roundId, stage: 'paper', reason: '收到交回文件' });
  expect(await office.merge(path)).toMatchObject({ merged: [{ personId: reader, submitted: 1 }], refused: [] });
  await office.call('stages.open', { roundId, stage: 'answers' });
  const laptop = openLaptop(office, asker);
  await laptop.open(await office.issue(asker));
  expect((await laptop.call('panel.list', { roundId })).map(({ stage }) => stage?.key)).toEqual(['answers']);
  expect((await laptop.refusal('scores.set', { personId: asker, applicationId, criterionId: '1', points: 10 })).code).toBe(
    'stage/other-criterion',
  );
  await give(laptop, asker, applicationId, { 3: 45 });
  expect(await office.merge(await laptop.giveBack())).toMatchObject({ merged: [{ personId: asker, submitted: 1 }], refused: [] });
  const { ranking } = await office.call('tally.run', { roundId, rules: {} });
  // 80 × 70 % + 45 ÷ 50 × 30
  expect(ranking.map(({ total }) => total)).toEqual(['83.00']);
  expect(await untold(office)).toEqual([]);
  expect(await untold(laptop)).toEqual([]);
}, 240_000);
