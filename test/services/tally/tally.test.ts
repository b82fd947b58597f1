import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { tallyPresets } from '../../../domain/tally/rules.ts';
import { differing, giveTotal, giveTotals, settleEligibility } from '../../fixtures/results.ts';
import { parkNames, seatReview } from '../../fixtures/review.ts';
import { tempFolder } from '../../fixtures/store.ts';
import { has } from '../../fixtures/tools.ts';

test('the_tally_tells_of_parks_without_sheets_and_of_thin_panels', async () => {
  const seated = await seatReview({ parks: 2, experts: 4 });
  const { call, roundId, parks, experts } = seated;
  await call('conflicts.declare', { personId: experts[3] ?? '', applicationId: parks[0] ?? '', relation: 'other', reason: '曾任顾问' });
  await giveTotals(seated, [[8, 9, 7, null]]);
  const answer = await call('tally.run', { roundId });
  expect(answer.ranking.map((row) => [row.parkName, row.rank, row.total])).toEqual([[parkNames[0], 1, '98.00']]);
  expect(answer.unranked).toEqual([{ applicationId: parks[1], parkName: parkNames[1], text: `“${parkNames[1]}”还没有评分表，未列入排名` }]);
  expect(answer.panelWarnings).toEqual([
    { text: '评审组只有 3 人，少于规定的 5 人', parks: [{ applicationId: parks[0], parkName: parkNames[0] }] },
    { text: '评审组只有 4 人，少于规定的 5 人', parks: [{ applicationId: parks[1], parkName: parkNames[1] }] },
    { text: '评审组 4 人为双数，规定须为单数', parks: [{ applicationId: parks[1], parkName: parkNames[1] }] },
  ]);
  expect(answer).toMatchObject({ preset: 'dropHighLowPerCriterion', adjusted: null, grading: null, blocked: [], outliers: [] });
});

test('the_rules_are_the_rounds_own_and_every_change_is_on_record', async () => {
  const seated = await seatReview({ parks: 2, experts: 3 });
  const { call, refusal, roundId, experts } = seated;
  await giveTotals(seated, [
    [8, 9, 6],
    [10, 4, 7.5],
  ]);
  const totals = async () => (await call('tally.run', { roundId })).ranking.map((row) => row.total);
  expect(await totals()).toEqual(['98.00', '97.50']);
  expect(await call('tally.setRules', { roundId, preset: 'plainMean', reason: '评审办法第五条' })).toMatchObject({ preset: 'plainMean' });
  // (8 + 9 + 6) / 3 = 7.666…, (10 + 4 + 7.5) / 3 = 7.1666…
  expect(await totals()).toEqual(['97.67', '97.17']);
  await call('tally.setRules', { roundId, rules: { trim: 'none', rounding: { digits: 1, stage: 'total' }, severity: 'additive' } });
  const answer = await call('tally.run', { roundId });
  expect(answer.ranking.map((row) => row.total)).toEqual(['97.7', '97.2']);
  expect(answer.preset).toBeNull();
  // a complete design: taking out severities moves no mean
  expect(answer.adjusted?.parks.map((park) => [park.total, park.rank])).toEqual([
    ['97.67', 1],
    ['97.17', 2],
  ]);
  // means of the experts 99, 96.5, 96.75 against 97.41666…
  expect(answer.adjusted?.experts.map((expert) => [expert.name, expert.effect?.toFixed(4)])).toEqual([
    ['专家1', '1.5833'],
    ['专家2', '-0.9167'],
    ['专家3', '-0.6667'],
  ]);
  const events = (await call('audit.list', { entity: `round:${roundId}` })).filter((event) => event.kind === 'round.setRules');
  expect(events.map((event) => [event.reason, (event.new as { trim: string }).trim])).toEqual([
    ['评审办法第五条', 'none'],
    [null, 'none'],
  ]);
  expect(events[0]?.old).toEqual(tallyPresets.find((preset) => preset.id === 'dropHighLowPerCriterion')?.rules);

  const before = await call('workspace.info', {});
  expect((await refusal('tally.setRules', { roundId, preset: 'coinToss' })).code).toBe('tally/unknown-preset');
  expect((await refusal('tally.setRules', { roundId })).code).toBe('call/bad-payload');
  expect((await refusal('tally.setRules', { roundId, rules: { trim: 'most' } })).code).toBe('statistics/bad-rules');
  expect((await refusal('tally.setRules', { roundId, rules: { tieBreaks: [{ by: 'criterion', criterionId: '9.9' }] } })).code).toBe(
    'score/unknown-criterion',
  );
  expect((await refusal('tally.setRules', { roundId, rules: { drawn: [roundId] } })).code).toBe('person/unknown');
  expect(await call('workspace.info', {})).toEqual(before);
  expect(experts).toHaveLength(3);
});

test('the_presets_have_names_and_rules_that_can_be_set', async () => {
  const { call, roundId } = await seatReview({ parks: 1, experts: 1 });
  const presets = await call('tally.presets', {});
  expect(presets.map((preset) => preset.id)).toEqual(['plainMean', 'dropHighLowPerCriterion', 'dropHighLowOnTotals', 'highwayTender']);
  for (const { id, name, rules } of presets) {
    expect(name).toMatch(/\p{Script=Han}/u);
    expect(await call('tally.setRules', { roundId, rules })).toEqual({ preset: id, rules });
  }
});

test('agreement_is_over_weighted_totals_and_speaks_in_sentences', async () => {
  const seated = await seatReview({ parks: 3, experts: 2 });
  const { call, roundId, parks, experts } = seated;
  await giveTotals(seated, [
    [8, 7],
    [6, 5],
    [4, 3],
  ]);
  const answer = await call('tally.agreement', { roundId });
  expect(answer.parks.map((park) => park.applicationId)).toEqual(parks);
  const columns = [...experts].sort();
  expect(answer.experts.map((expert) => expert.personId)).toEqual(columns);
  const first = columns.indexOf(experts[0] ?? '');
  expect(answer.parks.map(({ totals }) => [totals[first], totals[1 - first]])).toEqual([
    [98, 97],
    [96, 95],
    [94, 93],
  ]);
  expect(new Map(answer.experts.map(({ name, effect }) => [name, effect]))).toEqual(
    new Map([
      ['专家1', 0.5],
      ['专家2', -0.5],
    ]),
  );
  // ranks agree wholly; two-way means: MSR 8, MSC 1.5, MSE 0 → ICC(2,1) = 8 / (8 + 2 × 1.5 / 3) = 8/9
  expect(answer.kendallW.wCorrected).toBe(1);
  expect(answer.icc.icc21.value).toBeCloseTo(8 / 9, 12);
  expect(answer.icc.icc31.value).toBe(1);
  expect(answer.severityReason).toBeNull();
  expect(answer.sentences[0]).toMatch(/^全体专家平均分的可靠性为 0\.94/);
  expect(answer.sentences.at(-1)).toContain('若只看入围园区');
});

test('weights_count_in_the_totals_that_are_compared', async () => {
  const seated = await seatReview({ parks: 1, experts: 1 });
  const { call, roundId } = seated;
  await giveTotals(seated, [[5]]);
  const plain = await call('tally.agreement', { roundId });
  expect(plain.parks.map((park) => park.totals)).toEqual([[95]]);
  expect(plain.severityReason).toBe('评分表太少，不能估计宽严');
  expect(plain.icc.icc21).toMatchObject({ value: null, reason: 'oneRater' });
});

test('robustness_names_what_the_list_hangs_on', async () => {
  const seated = await seatReview({ parks: 2, experts: 3 });
  const { call, refusal, roundId, parks } = seated;
  // both 引领型 with one place; means 97 and 96: without the third expert 95.5 and 96
  await giveTotals(seated, [
    [6, 5, 10],
    [6, 6, 6],
  ]);
  for (const applicationId of parks) await settleEligibility(seated, applicationId, { relaxation: 'granted' });
  await call('tally.setRules', { roundId, preset: 'plainMean' });
  const found = await call('tally.robustness', { roundId, seed: 5 });
  expect(found).toMatchObject({ seed: 5, draws: 2000, weightShare: 0.1 });
  expect(
    found.parks.map((park) => [park.parkName, park.rank, park.above, park.flippedBy.map((cause) => `${cause.kind} ${cause.name}`)]),
  ).toEqual([
    [parkNames[0], 1, true, ['expert 专家3']],
    // alike without the criterion, and a tie at the line counts as above it
    [parkNames[1], 2, false, ['expert 专家3', 'criterion 服务质量与成效']],
  ]);
  expect(found.sentences.some(({ applicationId, text }) => applicationId === parks[0] && text.includes('专家3的评分'))).toBe(true);
  expect(await call('tally.robustness', { roundId, seed: 5 })).toEqual(found);
  // a park that fails a condition takes no place from others
  await settleEligibility(seated, parks[0] ?? '', { active: 3, relaxation: 'denied' });
  const alone = await call('tally.robustness', { roundId });
  expect(alone.parks.map((park) => [park.parkName, park.rank, park.above, park.share])).toEqual([[parkNames[1], 1, true, 1]]);
  expect(alone.flipping).toEqual([]);
  expect(alone.sentences[0]?.text).toBe('去掉任何一位专家、任何一项指标，或权重上下浮动 10%，入围的园区都不变。');
  expect((await refusal('tally.robustness', { roundId, seed: -1 })).code).toBe('call/bad-payload');
});

test('an_outlier_explains_itself_and_a_later_change_outdates_the_words', async () => {
  const seated = await seatReview({ parks: 1, experts: 3 });
  const { call, refusal, roundId, parks, experts } = seated;
  await call('tally.setRules', { roundId, rules: { outlier: { percent: 30, on: 'criterion' } } });
  await giveTotals(seated, [[8, 8, 2]]);
  const target = { personId: experts[2] ?? '', applicationId: parks[0] ?? '', criterionId: differing };
  const outliers = async () => (await call('tally.run', { roundId })).outliers;
  // mean 6, 30 % of it 1.8: 8 and 2 lie beyond
  expect((await outliers()).find((one) => one.personId === target.personId)).toEqual({
    ...target,
    value: '2',
    mean: '6.00',
    deviationPercent: '-66.67',
    explanation: null,
  });
  const { at } = await call('tally.explain', { ...target, text: '现场未见服务台账' });
  expect((await outliers()).find((one) => one.personId === target.personId)?.explanation).toEqual({
    text: '现场未见服务台账',
    at,
    outdated: false,
  });
  expect((await refusal('tally.explain', { ...target, criterionId: '2.1', text: '说明' })).code).toBe('tally/not-outlier');

  await call('scores.reopen', { personId: target.personId, applicationId: target.applicationId, cause: 'extreme', reason: '畸低' });
  await call('scores.set', { ...target, points: 3, comment: '更正' });
  await call('scores.submit', { personId: target.personId, applicationId: target.applicationId });
  expect((await outliers()).find((one) => one.personId === target.personId)).toMatchObject({
    value: '3',
    explanation: { text: '现场未见服务台账', outdated: true },
  });
  await call('tally.explain', { ...target, text: '' });
  expect((await outliers()).find((one) => one.personId === target.personId)?.explanation).toBeNull();
  const events = (await call('audit.list', { entity: `explanation:${target.personId}/${target.applicationId}/${differing}` })).filter(
    (event) => event.kind === 'outlier.explain',
  );
  // the office wrote both for the expert, and the record says so
  const by = 'secretary';
  expect(events.map((event) => event.new)).toEqual([
    { criterionId: differing, value: '2', text: '现场未见服务台账', by },
    { value: null, text: null, by },
  ]);
});

test('nothing_is_signed_while_objective_scores_differ', async () => {
  const seated = await seatReview({ parks: 2, experts: 3 });
  const { call, refusal, roundId, parks, experts } = seated;
  await giveTotals(seated, [
    [8, 8],
    [8, 8, 8],
  ]);
  const third = { personId: experts[2] ?? '', applicationId: parks[0] ?? '' };
  await giveTotal(seated, third.personId, third.applicationId, 8, { '3.1': 11.5 });
  const { blocked } = await call('tally.run', { roundId });
  const text = `“${parkNames[0]}”的客观项“上年度进出口额”各专家评分不一致：专家1 12 分、专家2 12 分、专家3 11.5 分`;
  expect(blocked).toMatchObject([
    { applicationId: parks[0], criterionId: '3.1', parkName: parkNames[0], criterion: '上年度进出口额', text },
  ]);

  const folder = tempFolder();
  const sign = [{ identity: join(folder, 'nobody.p12'), passphrase: 'x' }];
  const path = join(folder, 'report.pdf');
  const error = await refusal('reports.export', { kind: 'review', applicationId: parks[0] ?? '', path, sign });
  expect(error).toMatchObject({ code: 'tally/blocked', details: { items: [text], applicationIds: [parks[0]], criterionIds: ['3.1'] } });
  expect(error.message).toContain(text);
  expect(existsSync(path)).toBe(false);
  // the other park is not held up by it: the signature itself is what fails there
  expect((await refusal('reports.export', { kind: 'review', applicationId: parks[1] ?? '', path, sign })).code).toBe('identity/unreadable');

  // two sheets are too few for the rules, and disagree all the same
  await call('scores.reopen', { personId: experts[0] ?? '', applicationId: parks[0] ?? '', cause: 'extreme', reason: '复核' });
  expect(
    (await refusal('reports.export', { kind: 'sheet', applicationId: parks[0] ?? '', personId: experts[1] ?? '', path, sign })).code,
  ).toBe('tally/blocked');
  await call('scores.submit', { personId: experts[0] ?? '', applicationId: parks[0] ?? '' });

  await call('scores.reopen', { ...third, cause: 'objectiveDiffers', reason: '三人核对报关数据' });
  await call('scores.set', { ...third, criterionId: '3.1', points: 12, comment: '已统一' });
  await call('scores.submit', third);
  expect((await call('tally.run', { roundId })).blocked).toEqual([]);
  expect((await refusal('reports.export', { kind: 'review', applicationId: parks[0] ?? '', path, sign })).code).toBe('identity/unreadable');
});

async function exported(rules?: Record<string, unknown>) {
  const seated = await seatReview({ parks: 2, experts: 3 });
  const { call, roundId } = seated;
  await giveTotals(seated, [
    [8, 9.5, 6],
    [10, 4, 7.5],
  ]);
  if (rules) await call('tally.setRules', { roundId, rules });
  const path = join(tempFolder(), '汇总.xlsx');
  const { parks } = await call('tally.exportSheet', { roundId, path });
  expect(parks).toBe(2);
  return { ...seated, path, tally: await call('tally.run', { roundId }) };
}

test('the_worksheet_carries_formulas_with_their_values', async () => {
  const { call, refusal, path, roundId, tally } = await exported();
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  expect(book.worksheets.map((sheet) => sheet.name)).toEqual(['排名', '汇总过程']);
  const ranking = book.getWorksheet('排名');
  expect(ranking?.getCell('A2').value).toBe(tally.ranking[0]?.parkName);
  expect(ranking?.getCell('C2').value).toMatchObject({
    result: Number(tally.ranking[0]?.total),
    formula: expect.stringMatching(/^'汇总过程'!J\d+$/) as unknown,
  });
  expect((await refusal('tally.exportSheet', { roundId, path })).code).toBe('report/path-taken');
  expect(await call('tally.exportSheet', { roundId, path, replace: true })).toMatchObject({ path });
});

test.skipIf(!has('soffice')).each([
  ['each criterion rounded', undefined],
  ['whole sheets', { trim: 'dropHighLow', level: 'sheet', rounding: { digits: 2, stage: 'total' } }],
])(
  'LibreOffice recomputes the exported worksheet, %s (needs soffice)',
  async (_, rules) => {
    const { path, tally } = await exported(rules);
    const folder = tempFolder();
    // the cached values are taken away, so that what is read was computed
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(path);
    for (const sheet of book.worksheets)
      sheet.eachRow((row) =>
        row.eachCell((cell) => (cell.formula ? (cell.value = { formula: cell.formula, date1904: false }) : undefined)),
      );
    const stripped = join(folder, 'stripped.xlsx');
    await book.xlsx.writeFile(stripped);
    execFileSync(
      'soffice',
      [
        `-env:UserInstallation=file://${join(folder, 'profile')}`,
        '--headless',
        '--convert-to',
        'csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,false,false,false,false,-1',
        '--outdir',
        folder,
        stripped,
      ],
      { stdio: 'ignore' },
    );
    const rows = readFileSync(join(folder, 'stripped-排名.csv'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split('\t').map((cell) => cell.replaceAll('"', '')));
    expect(rows.slice(1).map((row) => [row[0], Number(row[2])])).toEqual(tally.ranking.map((row) => [row.parkName, Number(row.total)]));
  },
  120_000,
);
