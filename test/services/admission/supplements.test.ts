/** 补正: asked for, received on paper or as a new version that is compared with the old, or lapsed. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dateInChina } from '../../../domain/numbers/china-time.ts';
import { buildDocument } from '../../../domain/report/documents/document.ts';
import { readSupplement } from '../../../electron/services/documents/readers/supplement.ts';
import { translator } from '../../../electron/services/session/texts.ts';
import { openReview, packageOf, seatReview, type Review } from '../../fixtures/review.ts';
import { giveTotals, settleEligibility } from '../../fixtures/results.ts';
import { tempFolder } from '../../fixtures/store.ts';

const schemeId = 'hunan-recognition-2024';

function setDay({ host }: Pick<Review, 'host'>, day: string): void {
  host.session.now = () => `${day}T02:00:00.000Z`;
}

const first = { parkType: '培育型', companies: 12, ecommerceArea: '3000', annualTurnover: '5.2', address: '湖南省长沙市示例路1号' };

/** A round of one park whose form is `form.json`. */
async function openPark(fields: Readonly<Record<string, unknown>> = first) {
  const review = openReview();
  setDay(review, '2026-10-08');
  const { call } = review;
  const { roundId } = await call('rounds.create', { schemeId, name: '评审', appliedOn: '2026-09-30' });
  const { imported } = await call('packages.import', { roundId, paths: [packageOf(schemeId, '甲园', fields)] });
  const applicationId = imported[0]?.applicationId ?? '';
  const request = (more: { dueOn?: string; contact?: string; reason?: string } = {}) =>
    call('supplements.request', { applicationId, items: [{ what: '交易额证明', of: '第四条' }], dueOn: '2026-10-15', ...more });
  const healthy = async () => (await call('workspace.doctor', {})).checks.filter(({ ok }) => !ok);
  return { ...review, roundId, applicationId, request, healthy };
}

test('what_the_form_leaves_open_and_the_package_lacks_is_proposed', async () => {
  const { call, applicationId } = await openPark({ ...first, companies: '' });
  const items = await call('supplements.propose', { applicationId });
  const companies = items.find(({ what }) => what.includes('企业'));
  expect(companies?.what).toMatch(/^申报表的“.+”没有填写或看不清$/);
  expect(items.find(({ what }) => what.includes('报告'))?.of).toBe('');
  // what only the review establishes is not asked of the applicant
  expect(items.filter(({ what }) => what.includes('进出口实绩'))).toEqual([]);
});

test('a_whole_new_version_is_compared_and_opens_again_what_was_checked_against_the_old', async () => {
  const { call, refusal, roundId, applicationId, request, healthy } = await openPark();
  await call('applications.accept', { applicationId });
  await call('applications.setField', { applicationId, key: 'annualTurnover', value: '5', reason: '报关单核对' });
  await call('applications.setField', { applicationId, key: 'ecommerceArea', value: '2800', reason: '图纸核对' });
  const before = await call('applications.get', { applicationId });
  const { supplementId } = await request();
  expect((await refusal('supplements.request', { applicationId, items: [{ what: 'x' }], dueOn: '2026-10-15' })).code).toBe(
    'supplement/open',
  );
  expect((await refusal('supplements.check', { supplementId })).code).toBe('supplement/not-received');

  const other = packageOf(schemeId, '乙园', first);
  expect((await refusal('supplements.receive', { supplementId, receivedOn: '2026-10-08', paths: [other] })).code).toBe(
    'supplement/other-park',
  );
  const both = tempFolder();
  expect(
    (
      await refusal('supplements.receive', {
        supplementId,
        receivedOn: '2026-10-08',
        paths: [packageOf(schemeId, '甲园', first), packageOf(schemeId, '甲园', { ...first, companies: 13 })],
      })
    ).code,
  ).toBe('supplement/one-package');
  expect((await refusal('supplements.receive', { supplementId, receivedOn: '2026-10-08', paths: [both] })).code).not.toBe('call/internal');
  expect(
    (await refusal('supplements.receive', { supplementId, receivedOn: '2026-10-08', paths: [packageOf(schemeId, '甲园', first)] })).code,
  ).toBe('supplement/same-files');
  expect(await healthy()).toEqual([]);

  const taken = await call('supplements.receive', {
    supplementId,
    receivedOn: '2026-10-08',
    paths: [packageOf(schemeId, '甲园', { ...first, annualTurnover: '4.8', companies: 15 })],
  });
  expect(taken).toMatchObject({ differences: 2, established: 1 });
  const after = await call('applications.get', { applicationId });
  const used = (key: string) => after.fields.find((one) => one.key === key);
  // in force is the new version; what stands against it is to be established again, what does not stands
  expect([used('annualTurnover')?.used, used('ecommerceArea')?.used, used('companies')?.used]).toEqual(['form', 'evidence', 'form']);
  expect(after.acceptedAt).toBeNull();
  expect(after.packageSha256).not.toBe(before.packageSha256);
  const [row] = await call('supplements.list', { roundId });
  expect(row).toMatchObject({ state: 'received', receipt: 'files', late: false, overdue: false, checkedAt: null, checkedBy: null });
  expect(row?.differences.map(({ key, before: was, after: is, established }) => [key, was, is, established]).toSorted()).toEqual([
    ['annualTurnover', '5.2', '4.8', '5'],
    ['companies', 12, 15, null],
  ]);
  expect((await call('rounds.readiness', { roundId, moment: 'scoring' })).lacking.map(({ text }) => text)).toContain(
    '补正后的新版本尚未核对 1 家：甲园',
  );
  const { checkedAt } = await call('supplements.check', { supplementId });
  expect(await call('supplements.check', { supplementId })).toEqual({ checkedAt });
  expect((await call('supplements.list', { roundId, applicationId }))[0]).toMatchObject({ checkedAt, checkedBy: '秘书' });
  expect((await refusal('supplements.close', { supplementId, outcome: 'cancelled', follows: 'x' })).code).toBe('supplement/over');
  expect(await healthy()).toEqual([]);
});

test('single_files_are_added_and_the_form_in_force_stays', async () => {
  const { call, roundId, applicationId, request, healthy } = await openPark();
  const { supplementId } = await request();
  const folder = join(tempFolder(), '补交');
  mkdirSync(folder);
  const path = join(folder, '市商务局推荐意见.txt');
  writeFileSync(path, '同意推荐。');
  const before = await call('applications.get', { applicationId });
  expect(await call('supplements.receive', { supplementId, receivedOn: '2026-10-08', paths: [path], whole: false })).toMatchObject({
    differences: 0,
    established: 0,
    reopened: [],
  });
  const after = await call('applications.get', { applicationId });
  expect(after.documents.map((one) => one.path).toSorted()).toEqual(
    [...before.documents.map((one) => one.path), '市商务局推荐意见.txt'].toSorted(),
  );
  expect(after.documents.filter(({ kind }) => kind === 'form')).toHaveLength(1);
  expect(after.fields.map(({ key, used, values }) => [key, used, values.map(({ value }) => value)])).toEqual(
    before.fields.map(({ key, used, values }) => [key, used, values.map(({ value }) => value)]),
  );
  expect((await call('supplements.list', { roundId }))[0]).toMatchObject({
    state: 'received',
    package: '市商务局推荐意见.txt',
    differences: [],
  });
  expect(await healthy()).toEqual([]);
});

test('a_request_lapses_only_after_its_day_and_what_comes_late_says_so', async () => {
  const park = await openPark();
  const { call, refusal, roundId, applicationId, request, healthy } = park;
  const { supplementId } = await request();
  expect((await refusal('supplements.close', { supplementId, outcome: 'lapsed', follows: '按现有材料评审' })).code).toBe(
    'supplement/not-due',
  );
  expect((await refusal('supplements.receive', { supplementId, receivedOn: '2026-10-07' })).code).toBe('supplement/before-request');
  expect((await refusal('supplements.receive', { supplementId, receivedOn: '2026-10-09' })).code).toBe('application/day-ahead');
  setDay(park, '2026-10-16');
  expect((await call('supplements.list', { roundId }))[0]).toMatchObject({ state: 'open', overdue: true });
  expect(await call('supplements.close', { supplementId, outcome: 'lapsed', follows: '按现有材料评审。' })).toEqual({ state: 'lapsed' });
  expect((await refusal('supplements.request', { applicationId, items: [{ what: 'x' }], dueOn: '2026-10-15' })).code).toBe(
    'supplement/past-due',
  );
  const second = await request({ dueOn: '2026-10-16' });
  setDay(park, '2026-10-18');
  expect(await call('supplements.receive', { ...second, receivedOn: '2026-10-18' })).toMatchObject({ packageId: null });
  expect((await call('supplements.list', { roundId })).map(({ state, late, receipt }) => [state, late, receipt])).toEqual([
    ['lapsed', false, null],
    ['received', true, 'paper'],
  ]);
  const { text } = await call('minutes.draft', { roundId });
  expect(text).toContain('2026年10月8日通知“甲园”于2026年10月15日前补正：交易额证明。逾期未补正，按现有材料评审。');
  expect(text).toContain('2026年10月16日通知“甲园”于2026年10月16日前补正：交易额证明。2026年10月18日收到，已逾期。');
  expect(await healthy()).toEqual([]);
});

test('once_experts_score_a_reason_is_needed_and_rulings_on_what_changed_are_open_again', async () => {
  const seated = await seatReview({ parks: 3, experts: 3 });
  await giveTotals(seated, [
    [8, 8, 8],
    [7, 7, 7],
    [5, 5, 5],
  ]);
  const { call, refusal, roundId, parks } = seated;
  for (const park of parks) await settleEligibility(seated, park, { relaxation: 'granted' });
  const today = dateInChina(seated.host.session.now());
  // 株洲: two figures fall short and were allowed by the panel
  const applicationId = parks[1] ?? '';
  const { conditions } = await call('eligibility.evaluate', { applicationId });
  const relaxed = conditions.filter(({ ruling, relaxation }) => ruling !== null && relaxation !== null);
  const keys = new Set(relaxed.flatMap((one) => one.fields));
  expect(relaxed.length).toBeGreaterThan(0);
  const asked = { applicationId, items: [{ what: '面积证明' }], dueOn: '2099-01-01' };
  expect((await refusal('supplements.request', asked)).code).toBe('supplement/reason-missing');
  const { supplementId } = await call('supplements.request', { ...asked, reason: '专家提出面积前后不一' });
  expect((await call('minutes.draft', { roundId })).text).toContain('评分开始后通知，理由：专家提出面积前后不一。尚未收到。');
  const { fields } = await call('applications.get', { applicationId });
  const said = Object.fromEntries(
    fields.flatMap(({ key, values }) => values.filter(({ source }) => source === 'form').map(({ value }) => [key, value] as const)),
  );
  const name = String(said['parkName']);
  const changed = Object.fromEntries(
    Object.entries(said).flatMap(([key, value]) => (keys.has(key) ? [[key, `${Number(value) + 1}`]] : [])),
  );
  expect(Object.keys(changed).length).toBeGreaterThan(0);
  const taken = await call('supplements.receive', {
    supplementId,
    receivedOn: today,
    paths: [packageOf('hunan-recognition-2024', name, { ...said, ...changed })],
  });
  expect(taken.differences).toBeGreaterThanOrEqual(Object.keys(changed).length);
  for (const { article } of relaxed) expect(taken.reopened).toContain(article);
  const after = await call('eligibility.evaluate', { applicationId });
  expect(after.conditions.filter(({ id, ruling }) => relaxed.some((one) => one.id === id) && ruling !== null)).toEqual([]);
  // sheets stand as they were given
  expect((await call('tally.run', { roundId })).ranking).toHaveLength(3);
  expect((await call('workspace.doctor', {})).checks.filter(({ ok }) => !ok)).toEqual([]);

  await call('shortlist.acceptProposal', { roundId });
  for (const park of parks) await call('shortlist.decide', { applicationId: park, result: 'listed', reason: '合议' });
  await call('publicity.open', { roundId, despite: '试评', startsOn: today, workingDays: 5 });
  expect((await refusal('supplements.request', { ...asked, reason: '再补' })).code).toBe('supplement/published');
  await call('publicity.withdraw', { roundId, reason: '补正' });
  await call('applications.withdraw', { roundId, applicationId, on: today, reason: '撤', askedBy: '来函' });
  expect((await refusal('supplements.request', { ...asked, reason: '再补' })).code).toBe('application/left');
}, 90_000);

test('the_letter_names_each_item_and_its_day_and_is_verified_like_any_document', async () => {
  const park = await openPark();
  const { call, refusal, dir, roundId, applicationId, request } = park;
  const wanted = { kind: 'supplement', applicationId } as const;
  const { code, message } = await refusal('reports.export', wanted);
  expect([code, message.includes('甲园')]).toEqual(['report/no-supplement', true]);
  const contact = ['联系人：何文书，0731-00000000', '地址：示例路1号'];
  const { supplementId } = await request({ contact: contact.join('\n') });
  setDay(park, '2026-10-09');
  const made = await call('reports.export', wanted);
  expect(made.verification).toMatchObject({ status: 'unsigned', embedded: { kind: 'supplement', recomputes: true } });
  expect((await call('documents.verify', { path: made.path })).redrawn).toBe(true);
  const data = readSupplement(park.host.session.store.read, applicationId, {
    language: 'zh',
    t: translator('zh'),
    session: park.host.session,
  });
  // dated by the day on which it was asked for, whenever it is printed
  expect(data).toMatchObject({ issuedOn: '2026-10-08', dueOn: '2026-10-15', items: [{ what: '交易额证明', of: '第四条' }], contact });
  const words = JSON.stringify(buildDocument(data, translator('zh')).blocks);
  for (const text of ['补正通知书', '甲园', '交易额证明', '第四条', '2026年10月15日', '2026年10月8日', ...contact])
    expect(words).toContain(text);
  // before anybody has scored
  const { files } = await call('reports.batch', { roundId, kinds: ['supplement'], dir: join(dir, '通知') });
  expect(files.map(({ kind, name }) => [kind, name])).toEqual([['supplement', '补正通知书/甲园补正通知书.pdf']]);
  await call('supplements.close', { supplementId, outcome: 'cancelled', follows: '已随附' });
  expect((await refusal('reports.export', wanted)).code).toBe('report/no-supplement');
}, 60_000);
