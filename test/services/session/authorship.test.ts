/**
 * Who acted stands in the record: a member who is the panel's secretary calls every method that writes, and each event
 * names that member — as its actor, or, on a row that is an expert's own, as the one who entered it.
 */
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dateInChina } from '../../../domain/numbers/china-time.ts';
import { api, type Input, type MethodName, type Output } from '../../../domain/contract/api.ts';
import { institutionPassphrase, memberPassphrase, openLaptop, openOffice } from '../../fixtures/exchange/office.ts';
import { buildDocx, formRows, paragraph, wordTable } from '../../fixtures/office.ts';
import { samplePhoto } from '../../fixtures/photos.ts';
import { differing, giveTotals, settleEligibility } from '../../fixtures/results.ts';
import { buildWorkbook } from '../../../electron/io/xlsx/worksheet.ts';
import { openReview, packageOf, parkNames, samples, seatReview, type Review, type Seated } from '../../fixtures/review.ts';
import { tempFolder } from '../../fixtures/store.ts';

/** Jobs that put nothing on record, or nothing in the caller's name. */
const others: ReadonlySet<MethodName> = new Set<MethodName>([
  'packages.checkSummary',
  'schemes.form',
  'scores.exportSheet',
  'rounds.exportRubric',
  'audit.export',
  'tables.export',
  'visits.thumbnail',
  'identities.request',
  'identities.look',
  'identities.accept',
  'identities.inspect',
  'identities.handOver',
  'identities.prove',
  'identities.unlock',
  'identities.lock',
  'identities.exportRevoked',
  'exchange.inspect',
  'reports.preview',
  'workspace.backup',
  'workspace.doctor',
  // on the laptop of the person for whom the task was made, and in that person's name
  'exchange.open',
  'exchange.return',
  // takes the record with it
  'workspace.empty',
]);

/** Methods whose call left an event. */
const recorded = new Set<MethodName>();

afterAll(() => {
  const expected = (Object.keys(api) as MethodName[]).filter(
    (method) => api[method].kind === 'write' || (api[method].kind === 'job' && !others.has(method)),
  );
  expect(expected.filter((method) => !recorded.has(method))).toEqual([]);
});

/** The review as its secretary drives it, who is a member of the panel: no call is recorded without that member's id. */
async function asClerk<R extends Review>(review: R, roundId: string): Promise<R> {
  const { personId: clerk } = await review.call('panel.add', { roundId, name: '秘书', organisation: '', title: '', role: 'secretary' });
  const events = (after: number) =>
    review.host.session.store.read.sqlite
      .prepare("SELECT seq, kind, actor, json_extract(new, '$.by') AS by FROM event WHERE seq > ? ORDER BY seq")
      .all(after) as { seq: number; kind: string; actor: string; by: string | null }[];
  return {
    ...review,
    async call<M extends MethodName>(method: M, payload: Input<M>): Promise<Output<M>> {
      // a restored store ends earlier than the one before it
      const before = method === 'workspace.restore' ? -1 : (events(0).at(-1)?.seq ?? 0);
      const value = await review.call(method, payload, clerk);
      const made = before < 0 ? events(0).slice(-1) : events(before);
      expect([method, made.filter(({ actor, by }) => actor !== clerk && by !== clerk)]).toEqual([method, []]);
      if (made.length > 0) recorded.add(method);
      return value;
    },
  };
}

/** The clock of a review; times are given in China. */
function setClock({ host }: Review, time: string): void {
  const at = new Date(`${time}+08:00`).toISOString();
  host.session.now = () => at;
}

test('preparing_a_round', async () => {
  const office = openReview();
  const first = await office.call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '筹备', appliedOn: '2026-09-30' });
  const { call, dir } = await asClerk(office, first.roundId);
  const { roundId } = await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '评审', appliedOn: '2026-09-30' });
  await call('calendar.set', { year: 2026, holidays: ['2026-10-01'], workdays: [], reason: '国办通知' });
  await call('rounds.setQuotas', { roundId, quotas: { 引领型: 1 } });
  await call('tally.setRules', { roundId, preset: 'plainMean' });
  await call('reports.setTexts', { roundId, texts: { noticeTitle: '公示' } });
  const path = join(dir, '评分标准.xlsx');
  await call('rounds.exportRubric', { roundId, path });
  const { rubric } = await call('rounds.get', { roundId });
  const [head, ...rest] = rubric?.criteria ?? [];
  if (!head) throw new Error('the rule book has no rubric');
  await call('rounds.setRubric', { roundId, rubric: { ...rubric, criteria: [{ ...head, name: { zh: '另一名称' } }, ...rest] } });
  await call('rounds.importRubric', { roundId, path });
  const { imported } = await call('packages.import', { roundId, paths: parkNames.slice(0, 2).map((name) => join(samples, `${name}.zip`)) });
  const [applicationId = '', second = ''] = imported.map((one) => one.applicationId);
  await call('applications.accept', { applicationId });
  await call('applications.admit', { roundId, applicationIds: [applicationId], on: '2026-01-05' });
  await call('applications.withdraw', { roundId, applicationId, on: '2026-01-05', reason: '另行申报', askedBy: '申报单位来函' });
  await call('applications.restore', { roundId, applicationId, reason: '来函收回' });
  await call('applications.refuse', { roundId, applicationId: second, on: '2026-01-05', reason: '逾期申报' });
  await call('applications.restore', { roundId, applicationId: second, reason: '查明没有逾期' });
  await call('applications.add', { roundId, parkName: '纸质跨境电商产业园' });
  const asked = { items: [{ what: '证明' }], dueOn: '2099-01-05' };
  const { supplementId } = await call('supplements.request', { applicationId: second, ...asked });
  await call('supplements.receive', { supplementId, receivedOn: dateInChina(office.host.session.now()) });
  await call('supplements.check', { supplementId });
  const again = await call('supplements.request', { applicationId: second, ...asked });
  await call('supplements.close', { ...again, outcome: 'cancelled', follows: '已随附' });
  await settleEligibility({ call }, applicationId);
  const [ruling] = await office.call('audit.list', { entity: `ruling:${applicationId}/*` });
  await call('eligibility.takeBack', { applicationId, conditionId: ruling?.entity.split('/')[1] ?? '' });
  const expert = { name: '专家', organisation: '示例大学', title: '教授' };
  const { personId } = await call('panel.add', { roundId, ...expert, role: 'expert' });
  await call('panel.assign', { personId, applicationIds: [applicationId, second] });
  const { seq } = await call('panel.unassign', { personId, applicationIds: [second] });
  await call('acts.undo', { roundId, seqs: [seq ?? 0] });
  await call('panel.assign', { personId, applicationIds: [second] });
  await call('panel.edit', { personId, ...expert, title: '副教授', role: 'expert' });
  const { personId: double } = await call('panel.add', { roundId, ...expert, role: 'expert', another: true });
  await call('panel.remove', { personId: double });
  const [drawn, spare, twice] = [
    await call('roster.add', { name: '甲' }),
    await call('roster.add', { name: '乙' }),
    await call('roster.add', { name: '丙' }),
  ].map(({ expertId }) => expertId);
  await call('roster.edit', { expertId: drawn ?? '', name: '甲', field: '物流' });
  const { drawId } = await call('roster.draw', { roundId, size: 1, fields: ['物流'] });
  await call('roster.answer', { drawId, expertId: drawn ?? '', accepts: true });
  await call('roster.merge', { keep: spare ?? '', drop: twice ?? '' });
  await call('roster.pause', { expertId: spare ?? '', reason: '出国' });
  await call('roster.pause', { expertId: spare ?? '', reason: null });
  await call('roster.seat', { roundId, expertIds: [spare ?? ''] });
  await call('roster.takeFrom', { roundId });
  const list = join(dir, '专家.xlsx');
  writeFileSync(
    list,
    await buildWorkbook([{ name: '专家', columns: [{ head: '姓名' }], rows: [{ cells: ['丁'] }], frozen: 0 }], {
      createdAt: '2026-10-01T00:00:00.000Z',
    }),
  );
  await call('roster.import', { path: list });
  const idle = (await call('roster.list', {})).find(({ name }) => name === '丁')?.expertId ?? '';
  await call('roster.remove', { expertId: idle });
  await call('rounds.edit', { roundId, name: '更名', appliedOn: '2026-09-30', institution: '', commission: '', usdRate: '7.1' });
  const { roundId: copy } = await call('rounds.copy', { roundId, name: '下一年', appliedOn: '2027-09-30', people: true });
  await call('rounds.archive', { roundId: copy, archived: true });
  await call('rounds.delete', { roundId: copy });
  await call('conflicts.declare', { personId, applicationId, relation: 'none' });
  await call('conflicts.declare', { personId, applicationId: second, relation: 'kinship', reason: '亲属' });
  await call('conflicts.declare', { personId, applicationId: second, relation: 'none', reason: '误填' });
  await call('rounds.openScoring', { roundId, despite: '试评' });
  await call('rounds.endScoring', { roundId, despite: '试评' });
  await call('rounds.resumeScoring', { roundId, reason: '补交' });
  await call('rounds.reopenRubric', { roundId, reason: '补一项' });
  await call('panel.replace', { personId, by: expert, reason: '因病' });
});

test('scoring_for_an_expert', async () => {
  const seated = await seatReview({ parks: 1, experts: 3 });
  const { roundId, parks, experts, leaves, dir } = seated;
  const { call } = await asClerk(seated, roundId);
  const [applicationId = ''] = parks;
  const [personId = '', ...rest] = experts;
  const seat = { personId, applicationId };
  const [a = '', b = ''] = leaves.map((one) => one.id);
  await call('scores.set', { ...seat, criterionId: a, points: 1, comment: '纸面' });
  const { seq } = await call('scores.set', { ...seat, criterionId: a, points: 2, comment: '纸面' });
  await call('scores.undo', { ...seat, criterionId: a, seq, expectedVersion: 2 });
  await call('scores.clear', { ...seat, criterionId: a });
  await call('scores.abstain', { ...seat, criterionId: b, reason: '不熟悉' });
  await call('scores.abstain', { ...seat, criterionId: b, reason: '不熟悉', withdraw: true });
  await call('scores.set', { ...seat, criterionId: a, points: 1, comment: '纸面' });
  await call('reentry.set', { ...seat, criterionId: a, points: 2 });
  await call('reentry.settle', { ...seat, criterionId: a, take: 'second' });
  const path = join(dir, '评分表.xlsx');
  await call('scores.exportSheet', { personId, path });
  await call('scores.clear', { ...seat, criterionId: a });
  await call('opinions.set', { ...seat, text: '同意', recommendation: 'recommend' });
  await call('tally.setRules', { roundId, rules: { outlier: { percent: 30, on: 'criterion' } } });
  await giveTotals({ ...seated, call, experts: [...rest, personId] }, [[8, 8, 2]]);
  await call('tally.explain', { ...seat, criterionId: differing, text: '现场未见服务台账' });
  await call('tally.explain', { ...seat, criterionId: differing, text: '' });
  await call('tally.exportSheet', { roundId, path: join(dir, '推导.xlsx') });
  await call('scores.reopen', { ...seat, cause: 'extreme', reason: '畸低' });
  // the sheet out of the program again: the points of the second pass went in by hand, these come by the workbook
  await call('scores.clear', { ...seat, criterionId: a });
  await call('scores.exportSheet', { personId, path, replace: true });
  await fillSheet(path, a);
  expect((await call('scores.importSheet', { personId, path })).accepted).toBe(1);
});

/** Gives the empty line of a criterion one point. */
async function fillSheet(path: string, criterionId: string): Promise<void> {
  const { default: excel } = await import('exceljs');
  const workbook = new excel.Workbook();
  await workbook.xlsx.readFile(path);
  workbook.worksheets[0]?.eachRow((row) => {
    const values = row.values as unknown[];
    if (!values.includes(criterionId)) return;
    // by the head of the sheet: points are the seventh of the columns that people see
    row.getCell(7).value = 1;
    row.getCell(8).value = '补填';
  });
  await workbook.xlsx.writeFile(path);
}

test('a_visit', async () => {
  const seated = await seatReview({ parks: 1, experts: 1 });
  const { call } = await asClerk(seated, seated.roundId);
  const [applicationId = ''] = seated.parks;
  const { visitId } = await call('visits.open', { applicationId, visitedOn: '2026-10-10' });
  await call('visits.edit', { visitId, people: ['甲'] });
  await call('visits.note', { visitId, text: '门牌无误' });
  const { checklist } = await call('visits.get', { visitId });
  await call('visits.check', { visitId, checkId: checklist[0]?.id ?? '', outcome: 'holds' });
  await call('visits.measure', { visitId, key: 'companies', value: 3 });
  const { photoId } = await call('visits.photo', { visitId, path: await samplePhoto(seated, applicationId) });
  await call('visits.caption', { photoId, caption: '正门' });
  await call('visits.removePhoto', { photoId, reason: '重拍' });
  const strokes: [number, number, number][][] = [
    [
      [0, 0, 0],
      [1, 1, 1],
    ],
  ];
  await call('visits.sign', { visitId, name: '甲', strokes });
  await call('visits.interview', { visitId, interview: { person: '王经理', post: '招商部经理', said: '今年新增六家' } });
  await call('visits.matter', { visitId, matter: { matter: '补交租赁合同', dueOn: '2026-10-20', responsible: '王经理' } });
  await call('visits.opinion', { visitId, opinion: { leader: '甲', text: '与申报基本一致' } });
  await call('visits.draw', { visitId, firms: ['一公司', '二公司'], size: 1 });
  await call('visits.firm', { visitId, name: '一公司', seenThere: { found: 'there', staff: 4, business: null, note: null } });
  await call('visits.close', { visitId });
  await call('visits.draft', { visitId, text: '补' });
  await call('visits.addendum', { visitId, text: '补充说明' });
});

async function decided(): Promise<Seated> {
  const seated = await seatReview({ parks: 2, experts: 3 });
  await giveTotals(seated, [
    [8, 8, 8],
    [7, 7, 7],
  ]);
  // a re-review by one expert is counted too
  await seated.call('tally.setRules', { roundId: seated.roundId, preset: 'plainMean' });
  for (const applicationId of seated.parks) await settleEligibility(seated, applicationId, { relaxation: 'granted' });
  return seated;
}

test('stages_of_a_review', async () => {
  const seated = await seatReview({
    parks: 1,
    experts: 2,
    rubric: {
      stages: [
        { key: 'paper', name: { zh: '材料' }, weight: '70', judges: 'experts' },
        { key: 'answers', name: { zh: '答辩' }, weight: '30', judges: 'named' },
      ],
      criteria: [
        { id: '1', name: { zh: '材料' }, max100: 10_000, stage: 'paper' },
        { id: '2', name: { zh: '答辩' }, max100: 10_000, stage: 'answers' },
      ],
    },
  });
  const { roundId, experts } = seated;
  const { call } = await asClerk(seated, roundId);
  await call('stages.name', { personId: experts[1] ?? '', stage: 'answers' });
  await call('stages.close', { roundId, stage: 'paper', despite: '试评' });
  await call('stages.reopen', { roundId, stage: 'paper', reason: '试评' });
  await call('stages.open', { roundId, stage: 'answers' });
});

test('a_list_and_its_publicity', async () => {
  const seated = await decided();
  const { roundId, parks } = seated;
  const clerk = await asClerk(seated, roundId);
  const { call } = clerk;
  setClock(seated, '2026-09-30T10:00:00');
  await call('minutes.save', { roundId, text: '会议纪要', heldOn: '2026-09-30', place: '长沙' });
  await call('shortlist.version', { roundId, note: '初稿' });
  await call('shortlist.decide', { applicationId: parks[0] ?? '', result: 'listed', reason: '合议' });
  await call('shortlist.takeBack', { applicationId: parks[0] ?? '' });
  const [first = ''] = parks;
  const [leader = '', ...rest] = seated.experts;
  await call('deliberation.setRule', { roundId, ballot: 'open', majority: 'half', quorum: 'half' });
  const ballots = [leader, ...rest].map((personId) => ({ personId, vote: 'agree' as const }));
  await call('deliberation.vote', { applicationId: first, ballots });
  await call('deliberation.takeBack', { applicationId: first, reason: '记错' });
  await call('deliberation.dissent', { applicationId: first, personId: leader, text: '面积存疑' });
  await call('deliberation.opinion', { applicationId: first, personId: leader, strengths: '集聚', problems: '', advice: '' });
  for (const [at, applicationId] of parks.entries())
    await call('shortlist.decide', { applicationId, result: at === 0 ? 'listed' : 'notListed', reason: '合议' });
  const open = { roundId, startsOn: '2026-09-30', workingDays: 5, despite: '试评' };
  await call('publicity.open', open);
  await call('publicity.suspend', { roundId, from: '2026-10-09', reason: '网站故障' });
  await call('publicity.resume', { roundId, on: '2026-10-12', reason: '已修复' });
  await call('publicity.withdraw', { roundId, reason: '日期有误' });
  await call('publicity.open', open);
  setClock(seated, '2026-10-09T10:00:00');
  const applicationId = parks[0] ?? '';
  const { objectionId } = await call('publicity.object', { roundId, applicationId, objector: '某公司', text: '面积不实' });
  await call('publicity.resolve', { objectionId, outcome: 'upheld', reason: '确有出入' });
  const { personId } = await call('panel.add', { roundId, name: '复审', organisation: '', title: '', role: 'expert' });
  await call('publicity.rereview', { objectionId, personIds: [personId] });
  await call('conflicts.declare', { personId, applicationId, relation: 'none' });
  await giveTotals({ ...clerk, experts: [personId] }, [[8]]);
  await call('shortlist.decide', { applicationId, result: 'listed', reason: '合议' });
  setClock(seated, '2026-10-20T10:00:00');
  await call('publicity.close', { roundId, despite: '试评' });
});

test('an_assessment_and_its_titles', async () => {
  const review = openReview();
  const { roundId } = await review.call('rounds.create', {
    schemeId: 'hunan-assessment-2024',
    name: '考核评估',
    appliedOn: '2026-01-05',
  });
  const { call } = await asClerk(review, roundId);
  const [parkName = ''] = parkNames;
  const folder = join(tempFolder(), parkName);
  mkdirSync(folder);
  writeFileSync(join(folder, '评估表.docx'), buildDocx(paragraph('湖南省跨境电商产业园考核评估表') + wordTable(formRows(parkName))));
  const { imported } = await call('packages.import', { roundId, paths: [folder] });
  const applicationId = imported[0]?.applicationId ?? '';
  const { personId } = await call('panel.add', { roundId, name: '专家', organisation: '', title: '', role: 'leader' });
  await call('panel.assign', { personId, applicationIds: [applicationId] });
  await call('conflicts.declare', { personId, applicationId, relation: 'none' });
  await call('tally.setRules', { roundId, preset: 'plainMean' });
  await call('rounds.setGrades', { roundId, noticeOn: '2026-01-31' });
  await call('titles.record', { parkName, kind: 'recognised', on: '2024-04-01', type: '引领型', reason: '登记' });
  await call('rounds.openScoring', { roundId, despite: '试评' });
  for (const leaf of (await call('rounds.get', { roundId })).rubric?.criteria.flatMap((branch) => branch.children ?? [branch]) ?? [])
    await call('scores.set', { personId, applicationId, criterionId: leaf.id, points: 0, comment: '核对' });
  await call('scores.submit', { personId, applicationId });
  await call('titles.settle', { roundId, despite: '试评', noticeOn: '2026-01-31' });
  await call('titles.followUp', { roundId, name: '复核', appliedOn: '2027-01-10' });
  expect((await review.call('workspace.doctor', {})).checks.filter(({ ok }) => !ok)).toEqual([]);
});

test('a_round_of_rewards', async () => {
  const review = openReview();
  const schemeId = 'hunan-incubator-2023';
  const { roundId } = await review.call('rounds.create', { schemeId, name: '奖励', appliedOn: '2025-06-30' });
  const { call } = await asClerk(review, roundId);
  const paths = [packageOf(schemeId, '甲', { operator: '甲公司', incubatedCompanies: 10 })];
  const { imported } = await call('packages.import', { roundId, paths });
  const reward = { parkName: '乙', schemeId, tier: '6a', amount: '50', on: '2024-05-01', reason: '文件' };
  const { grantedId } = await call('rewards.record', reward);
  await call('rewards.correct', { grantedId, now: { tier: '6a', amount: '40', on: '2024-05-01' }, reason: '更正' });
  await call('rewards.correct', { grantedId, now: null, reason: '误登' });
  await call('rewards.propose', { applicationId: imported[0]?.applicationId ?? '', tier: '6a', amount: '30', reason: '合议' });
  await call('shortlist.acceptProposal', { roundId });
  expect((await review.call('workspace.doctor', {})).checks.filter(({ ok }) => !ok)).toEqual([]);
});

test('a_park_that_an_article_enters', async () => {
  const review = openReview();
  const schemeId = 'zhongshan-recognition';
  const { roundId } = await review.call('rounds.create', {
    schemeId,
    name: '认定',
    appliedOn: '2026-09-30',
    settings: { quotas: { 成长型: 1, 引领型: 1 } },
  });
  const { call } = await asClerk(review, roundId);
  await call('rounds.setPublished', { roundId, publishedOn: '2023-10-01', reason: '市商务局网站' });
  const paths = [packageOf(schemeId, '乙跨境电商产业园区', { operator: '乙公司', provinciallyRecognised: true })];
  const { imported } = await call('packages.import', { roundId, paths });
  const applicationId = imported[0]?.applicationId ?? '';
  const stated = { key: 'provinciallyRecognised', value: true, source: 'evidence', reason: '省厅公布的名单' } as const;
  await call('applications.setField', { applicationId, ...stated });
  await call('shortlist.enterAutomatic', { roundId });
  expect((await review.call('workspace.doctor', {})).checks.filter(({ ok }) => !ok)).toEqual([]);
});

test('identities_and_exchange', async () => {
  const office = await openOffice({ parks: 1, experts: 1, identities: 0 });
  const { files, leaves } = office;
  const clerk = await asClerk(office, office.roundId);
  const { call } = clerk;
  const [personId = ''] = office.experts;
  const [applicationId = ''] = office.parks;
  const institutionPath = join(files, '另一机构.p12');
  const key = { institutionPath, institutionPassphrase };
  await call('identities.createInstitution', { name: '示例评估中心', path: institutionPath, passphrase: institutionPassphrase });
  await call('identities.issue', { personId, path: office.identityOf(personId), passphrase: memberPassphrase, ...key });

  // two laptops of one expert that differ in two scores: one choice is made by itself, the rest at once
  let task = 0;
  const issue = async () => {
    const path = join(files, `秘书任务-${++task}.pptask`);
    await call('exchange.issue', { personId, path, ...key });
    return path;
  };
  const path = await issue();
  const back: string[] = [];
  for (const points of [1, 2]) {
    const laptop = openLaptop(office, personId);
    await laptop.open(path);
    for (const leaf of leaves.slice(0, 2))
      await laptop.call('scores.set', { personId, applicationId, criterionId: leaf.id, points, comment: '核对' });
    back.push(await laptop.giveBack());
  }
  const { conflicts } = await call('exchange.merge', { paths: back, ...key });
  expect(conflicts).toHaveLength(2);
  const [one] = conflicts;
  await call('exchange.resolve', { conflictId: one?.conflictId ?? '', choice: 'local', reason: '以此为准' });
  await call('exchange.takeAll', { personId, device: one?.sides[0]?.device ?? '', reason: '以此为准' });
  const [decided] = await call('exchange.decisions', { roundId: office.roundId });
  await call('exchange.takeBack', { decision: decided?.decision ?? '', reason: '再问一次' });
  await call('exchange.takeAll', { personId, device: one?.sides[0]?.device ?? '', reason: '以此为准' });

  const { requestPath } = await call('identities.request', {
    name: '专家1',
    organisation: '示例大学',
    path: join(files, '待签.p12'),
    passphrase: memberPassphrase,
  });
  await call('identities.answer', { personId, request: requestPath, path: join(files, '答复.crt'), ...key });
  const elsewhere = await openOffice({ parks: 1, experts: 1 });
  const handed = join(files, '交验.crt');
  await elsewhere.call('identities.handOver', {
    path: elsewhere.identityOf(elsewhere.experts[0] ?? ''),
    passphrase: memberPassphrase,
    certificatePath: handed,
  });
  const root = (await elsewhere.call('identities.list', {})).find((one) => one.kind === 'root');
  await call('identities.register', { personId, certificate: handed, trust: root?.fingerprint });
  const registered = (await call('identities.list', {})).findLast((one) => one.kind === 'member');
  await call('identities.revoke', { identityId: registered?.identityId ?? '', reason: '遗失' });
});

test('documents_and_a_backup', async () => {
  const office = await openOffice({ parks: 1, experts: 1 });
  const { roundId, files } = office;
  await office.call('tally.setRules', { roundId, preset: 'plainMean' });
  await giveTotals(office, [[8]]);
  const { call } = await asClerk(office, roundId);
  const [personId = ''] = office.experts;
  const path = join(files, '评分表.pdf');
  await call('reports.export', { kind: 'sheet', personId, applicationId: office.parks[0], path });
  await call('documents.verify', { path });
  await call('documents.sign', { path, identity: office.identityOf(personId), passphrase: memberPassphrase });
  await call('reports.batch', { roundId, dir: join(files, '全部'), kinds: ['review'] });
  await call('reports.workbook', { roundId, path: join(files, '全部.xlsx') });
  const { path: backup } = await call('workspace.backup', {});
  await call('workspace.restore', { path: backup });
  const passphrase = 'a long passphrase';
  await call('workspace.encrypt', { passphrase });
  await call('workspace.changePassphrase', { passphrase, next: `${passphrase} 2` });
  const recovery = join(tempFolder(), 'recovery.json');
  await call('workspace.recoveryFile', { path: recovery, passphrase: `${passphrase} 2` });
  await call('workspace.recover', { path: recovery, passphrase });
  await call('workspace.decrypt', { passphrase });
});
