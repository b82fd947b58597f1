/** What documents call those under review, who commissioned it, whether the rule book holds, and points that contradict their formula. */
import { expect, test } from 'vitest';
import type { DocumentTree } from '../../../domain/report/tree.ts';
import { buildDocument, type DocumentData } from '../../../domain/report/documents/document.ts';
import { translator } from '../../../electron/services/session/texts.ts';
import { readFunding } from '../../../electron/services/documents/readers/funding.ts';
import { readNotice } from '../../../electron/services/documents/readers/notice.ts';
import { readReviewReport } from '../../../electron/services/documents/readers/review-report.ts';
import { readShortlist } from '../../../electron/services/documents/readers/shortlist.ts';
import { readSummary } from '../../../electron/services/documents/readers/summary.ts';
import type { Language } from '../../../domain/text.ts';
import { openReview, packageOf, seatReview, submitSheet, type Review } from '../../fixtures/review.ts';

const words = ({ host }: Review, language: Language) => ({ session: host.session, language, t: translator(language) });

/** Every text of a tree, one after the other. */
function textOf(data: DocumentData, language: Language): string {
  const texts: string[] = [];
  const walk = (node: unknown): void => {
    if (typeof node === 'string') texts.push(node);
    else if (Array.isArray(node)) node.forEach(walk);
    else if (typeof node === 'object' && node !== null) Object.values(node).forEach(walk);
  };
  const { blocks, cover }: DocumentTree = buildDocument(data, translator(language));
  walk([cover, blocks]);
  return texts.join('\n');
}

test.each([
  ['hunan-reward-2023', '1个园区', '受评园区', '园区基本情况', 'park'],
  ['hunan-overseas-2023', '1家企业', '受评企业', '企业基本情况', 'enterprise'],
  ['hunan-consolidation-2023', '1个集货仓', '受评集货仓', '集货仓基本情况', 'consolidation warehouse'],
  ['hunan-belt-2023', '1个产业带', '受评产业带', '产业带基本情况', 'industrial belt'],
  ['hunan-support-2023', '1家企业或机构', '受评企业或机构', '企业或机构基本情况', 'enterprise or institution'],
] as const)('documents_of_%s_are_about_%s', async (schemeId, counted, reviewed, facts, english) => {
  const review = openReview();
  const { call, host } = review;
  const { roundId } = await call('rounds.create', { schemeId, name: '奖励', appliedOn: '2025-06-30' });
  const { imported } = await call('packages.import', { roundId, paths: [packageOf(schemeId, '甲', {})] });
  const applicationId = imported[0]?.applicationId ?? '';
  await call('shortlist.decide', { applicationId, result: 'listed', reason: '另有批示' });
  const store = host.session.store.read;
  const report = textOf(readReviewReport(store, applicationId, words(review, 'zh')), 'zh');
  expect(report).toContain(`${reviewed}为甲`);
  expect(report).toContain(facts);
  expect(report).toContain('本轮次不设专家评分');
  expect(report).not.toContain('参加评分的专家');
  const list = textOf(readShortlist(store, roundId, words(review, 'zh')), 'zh');
  expect(list).toContain(`对${counted}进行了评审。经资格审查和集体审议，建议将${counted}列入名单`);
  const notice = textOf(readNotice(store, roundId, 'publicity', words(review, 'zh')), 'zh');
  // before its time a notice claims nothing of what has not happened
  expect(notice).toContain(`拟予奖励${counted}。`);
  if (english !== 'park') for (const text of [report, list, notice]) expect(text.replaceAll('园区奖励', '')).not.toContain('园区');
  expect(textOf(readReviewReport(store, applicationId, words(review, 'en')), 'en')).toContain(`Facts about the ${english}`);
  // the text of 湘政办发〔2023〕9号 does not say how long it holds
  for (const text of [list, notice]) expect(text).toContain('注：有效期无法判断，请核实：文件没有写明有效期。');
});

test.each([
  ['郴州, the last day', 'chenzhou-exports-2021', '2026-02-23', {}, null],
  ['郴州, the day after', 'chenzhou-exports-2021', '2026-02-24', {}, '申报日期在文件有效期之后：有效期最后一日为 2026-02-23'],
  ['湘商电, the last day', 'hunan-recognition-2024', '2027-03-17', {}, null],
  ['湘商电, the day after', 'hunan-recognition-2024', '2027-03-18', {}, '申报日期在文件有效期之后：有效期最后一日为 2027-03-17'],
  ['中山, nobody entered its publication', 'zhongshan-recognition', '2026-09-30', {}, '文件自发布之日起有效 3 年，没有写明发布日期'],
  ['中山, entered', 'zhongshan-recognition', '2026-09-30', { publishedOn: '2024-01-01' }, null],
  ['中山, entered and over', 'zhongshan-recognition', '2027-01-01', { publishedOn: '2024-01-01' }, '有效期最后一日为 2026-12-31'],
] as const)('validity_is_told_everywhere: %s', async (_, schemeId, appliedOn, settings, said) => {
  const review = openReview();
  const { call, host } = review;
  const told = (texts: readonly string[]): boolean => said !== null && texts.some((text) => text.includes(said));
  const silent = (texts: readonly string[]): boolean => !texts.some((text) => text.includes('有效期'));
  const right = said === null ? silent : told;
  const { roundId, notes } = await call('rounds.create', { schemeId, name: '轮次', appliedOn, settings });
  expect(notes).toSatisfy(right);
  expect((await call('rounds.check', { schemeId, appliedOn, ...settings })).notes).toSatisfy(right);
  expect((await call('rounds.get', { roundId })).notes).toSatisfy(right);
  const { imported } = await call('packages.import', { roundId, paths: [packageOf(schemeId, '甲', {})] });
  const applicationId = imported[0]?.applicationId ?? '';
  expect((await call('eligibility.evaluate', { applicationId })).notes).toSatisfy(right);
  expect((await call('eligibility.matrix', { roundId })).notes).toSatisfy(right);
  if (schemeId !== 'chenzhou-exports-2021') return;
  await call('shortlist.decide', { applicationId, result: 'listed', reason: '另有批示' });
  const store = host.session.store.read;
  const printed: DocumentData[] = [
    readShortlist(store, roundId, words(review, 'zh')),
    readNotice(store, roundId, 'publicity', words(review, 'zh')),
    readReviewReport(store, applicationId, words(review, 'zh')),
  ];
  for (const data of printed) expect([textOf(data, 'zh')]).toSatisfy(right);
});

test('the_account_of_the_money_tells_the_validity_too', async () => {
  const review = openReview();
  const { call, host } = review;
  const schemeId = 'chenzhou-park-2021';
  const { roundId } = await call('rounds.create', { schemeId, name: '奖励', appliedOn: '2026-02-24' });
  const fields = { recognised: true, newActiveCompanies: 11, tradeUsd: '3000' };
  await call('packages.import', { roundId, paths: [packageOf(schemeId, '甲', fields)] });
  await call('shortlist.acceptProposal', { roundId });
  const text = textOf(readFunding(host.session.store.read, roundId, words(review, 'zh')), 'zh');
  expect(text).toContain('合计300万元');
  expect(text).toContain('注：申报日期在文件有效期之后：有效期最后一日为 2026-02-23。');
});

test.each([
  ['nobody', undefined, null, null],
  ['长沙市商务局', '长沙市商务局', '受长沙市商务局委托', '长沙市商务局'],
] as const)('cover_and_opening_name_one_commission: entered %s', async (_, commission, opening, cover) => {
  const review = openReview();
  const { call, host } = review;
  const schemeId = 'hunan-recognition-2024';
  const settings = commission === undefined ? {} : { commission };
  const { roundId } = await call('rounds.create', { schemeId, name: '认定', appliedOn: '2026-09-30', settings });
  const { imported } = await call('packages.import', { roundId, paths: [packageOf(schemeId, '甲跨境电商产业园', {})] });
  const { personId } = await call('panel.add', { roundId, name: '专家', organisation: '', title: '', role: 'leader' });
  const applicationId = imported[0]?.applicationId ?? '';
  await call('panel.assign', { personId, applicationIds: [applicationId] });
  await call('conflicts.declare', { personId, applicationId, relation: 'none' });
  await call('tally.setRules', { roundId, preset: 'plainMean' });
  await call('rounds.openScoring', { roundId, despite: '试评' });
  const leaves = (await call('rounds.get', { roundId })).rubric?.criteria.flatMap((branch) => branch.children ?? [branch]) ?? [];
  for (const leaf of leaves) await call('scores.set', { personId, applicationId, criterionId: leaf.id, points: 0, comment: '核对' });
  await call('scores.submit', { personId, applicationId });
  const data = readReviewReport(host.session.store.read, applicationId, words(review, 'zh'));
  expect(data.commission).toBe(cover);
  const text = textOf(data, 'zh');
  // who commissioned a review is known to the round alone
  expect(/受[^，。；]*委托/u.test(text)).toBe(opening !== null);
  if (opening !== null) expect(text).toContain(opening);
  expect(text).not.toContain('湖南省商务厅');
});

test('points_that_contradict_their_formula_stand_in_report_and_summary', async () => {
  const seated = await seatReview({ parks: 4, experts: 3 });
  const { call, host, roundId, parks, experts } = seated;
  for (const personId of experts) for (const applicationId of parks) await submitSheet(seated, personId, applicationId, 0.5);
  const { contradictions } = await call('tally.run', { roundId });
  const store = host.session.store.read;
  const summary = textOf(readSummary(store, roundId, words(seated, 'zh')), 'zh');
  // the summary of a large round names the first ones and how many more there are
  expect(contradictions.length).toBeGreaterThan(30);
  for (const [at, { text }] of contradictions.entries()) expect(summary.includes(text)).toBe(at < 30);
  expect(summary).toContain(`另有 ${contradictions.length - 30} 处，见各园区评审报告。`);
  for (const applicationId of parks) {
    const own = contradictions.filter((one) => one.applicationId === applicationId).map(({ text }) => text);
    const report = textOf(readReviewReport(store, applicationId, words(seated, 'zh')), 'zh');
    expect(own.length).toBeGreaterThan(0);
    for (const { text } of contradictions) expect(report.includes(text)).toBe(own.includes(text));
  }
});

test('a_report_says_of_declarations_and_recusals_only_what_the_record_proves', async () => {
  const seated = await seatReview({ parks: 1, experts: 4, recused: true });
  const { call, host, roundId, parks, experts } = seated;
  const [applicationId = ''] = parks;
  host.session.now = () => '2026-10-09T02:00:00.000Z';
  for (const personId of experts.slice(0, 3)) await submitSheet(seated, personId, applicationId, 0.8);
  const report = (language: Language = 'zh') =>
    textOf(readReviewReport(host.session.store.read, applicationId, words(seated, language)), language);
  expect(report()).toContain(
    '各位专家均已申报与本园区有无利害关系。回避专家：专家4（已申报利害关系），其评分不计入。专家4在开始评分、发放任务文件之前已登记回避，未接触本园区材料。',
  );
  expect(report('en')).toContain('without access to the documents of this park: 专家4.');
  // whoever is recused while scoring is under way may have read the documents
  const { personId } = await call('panel.add', { roundId, name: '李迟', organisation: '某所', title: '', role: 'expert' });
  await call('panel.assign', { personId, applicationIds: [applicationId] });
  expect(report()).toContain('李迟尚未申报与本园区有无利害关系。回避专家：专家4');
  await call('conflicts.declare', { personId, applicationId, relation: 'kinship', reason: '亲属任职' });
  expect(report()).toContain('未接触本园区材料。李迟的回避登记于2026年10月9日。');
  const later = await seatReview({ parks: 1, experts: 3 });
  const [park = ''] = later.parks;
  for (const one of later.experts) await submitSheet(later, one, park, 0.8);
  const text = textOf(readReviewReport(later.host.session.store.read, park, words(later, 'zh')), 'zh');
  expect(text).toContain('评审前各位专家均已申报利害关系，本园区无专家回避。');
});
