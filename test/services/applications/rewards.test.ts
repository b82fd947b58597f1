/** A round of rewards: a rule book without types has one list, as long as its applicants, and documents that call it so. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openReview } from '../../fixtures/review.ts';
import { tempFolder } from '../../fixtures/store.ts';
import { has, run } from '../../fixtures/tools.ts';

const applicants = {
  甲: { newActiveCompanies: 22, tradeUsd: '6000' },
  乙: { newActiveCompanies: 15, annualTrade: '2.84' },
  丙: { newActiveCompanies: 10, tradeUsd: '9000' },
};

async function prepare() {
  const review = openReview();
  const { call } = review;
  const { roundId } = await call('rounds.create', {
    schemeId: 'chenzhou-park-2021',
    name: '园区奖励',
    appliedOn: '2025-06-30',
    settings: { usdRate: '7.1', institution: '示例中心' },
  });
  const paths = Object.entries(applicants).map(([name, fields]) => {
    const folder = join(tempFolder(), name);
    mkdirSync(folder);
    writeFileSync(
      join(folder, 'form.json'),
      JSON.stringify({
        schemeId: 'chenzhou-park-2021',
        fields: { parkName: `${name}园`, operator: `${name}公司`, recognised: true, ...fields },
      }),
    );
    return folder;
  });
  const { imported } = await call('packages.import', { roundId, paths });
  const park = (name: string): string => imported.find((one) => one.parkName === `${name}园`)?.applicationId ?? '';
  const { personId } = await call('panel.add', { roundId, name: '专家', organisation: '', title: '', role: 'leader' });
  await call('panel.assign', { personId, applicationIds: imported.map((one) => one.applicationId) });
  await call('tally.setRules', { roundId, preset: 'plainMean' });
  await call('rounds.openScoring', { roundId, despite: '试评' });
  const leaves = (await call('rounds.get', { roundId })).rubric?.criteria.flatMap((branch) => branch.children ?? [branch]) ?? [];
  for (const { applicationId } of imported) {
    await call('conflicts.declare', { personId, applicationId, relation: 'none' });
    for (const leaf of leaves)
      await call('scores.set', {
        personId,
        applicationId,
        criterionId: leaf.id,
        points: (leaf.max100 / 100) * (applicationId === park('乙') ? 0.8 : 1),
        comment: '核对',
      });
    await call('scores.submit', { personId, applicationId });
  }
  return { ...review, roundId, park };
}

test('a_round_of_rewards_needs_no_quota_and_lists_whoever_is_eligible', async () => {
  const { call, refusal, roundId, park } = await prepare();
  const reward = async (name: string) => (await call('eligibility.evaluate', { applicationId: park(name) })).reward;
  // 2.84 亿元 at 7.1 are 4000 万美元
  expect([await reward('甲'), await reward('乙'), await reward('丙')]).toMatchObject([
    { label: '第二档', amount: '500' },
    { label: '第一档', amount: '300', next: { lacking: ['当年新入驻有业绩企业数还差 6 家', '跨境电商进出口总额还差 1000 万美元'] } },
    { tier: null },
  ]);
  const { types, settled } = await call('shortlist.propose', { roundId });
  expect(types).toMatchObject([{ type: '', label: '全部申报单位', quota: 3, listed: 2 }]);
  expect(types[0]?.rows.map((row) => [row.parkName, row.proposed])).toEqual([
    ['甲园', 'proposed'],
    ['丙园', 'notProposed'],
    ['乙园', 'proposed'],
  ]);
  expect(settled).toBe(true);
  // nobody set a number of places, so none is told
  const decisions = async () =>
    (await call('minutes.draft', { roundId })).sections.find(({ heading }) => heading.endsWith('名单决定'))?.lines[0];
  expect(await decisions()).toBe('全部申报单位列入 2 家。');
  expect((await call('tally.robustness', { roundId, seed: 1, draws: 50 })).parks.map((one) => one.parkName).toSorted()).toEqual(
    ['乙园', '甲园'].toSorted(),
  );

  // people may still set a number
  await call('rounds.setQuotas', { roundId, quotas: { '': 1 } });
  expect((await call('shortlist.propose', { roundId })).types[0]).toMatchObject({ quota: 1, listed: 1 });
  expect(await decisions()).toBe('全部申报单位名额 1 家，列入 1 家。');
  expect((await refusal('rounds.setQuotas', { roundId, quotas: { 引领型: 1 } })).code).toBe('scheme/no-type');
});

test.skipIf(!has('pdftotext'))('its_list_is_headed_as_that_of_all_applicants (pdftotext)', async () => {
  const { call, dir, roundId, park } = await prepare();
  await call('shortlist.decide', { applicationId: park('甲'), result: 'listed' });
  await call('shortlist.decide', { applicationId: park('乙'), result: 'listed' });
  await call('shortlist.decide', { applicationId: park('丙'), result: 'notListed' });
  await call('publicity.open', { roundId, despite: '试评', startsOn: '2026-10-12', workingDays: 5 });
  for (const kind of ['shortlist', 'summary', 'publicity'] as const) {
    const { path } = await call('reports.export', { kind, roundId, path: join(dir, `${kind}.pdf`) });
    const text = run('pdftotext', ['-layout', path, '-']).replaceAll(/\s/g, '');
    expect(text).toContain('全部申报单位');
    expect(text).not.toContain('类型不明');
  }
});

test.skipIf(!has('pdftotext'))('its_report_tells_tier_amount_and_what_the_next_tier_asks (pdftotext)', async () => {
  const { call, dir, park } = await prepare();
  const textOf = async (name: string) => {
    const { path, verification } = await call('reports.export', {
      kind: 'review',
      applicationId: park(name),
      path: join(dir, `${name}.pdf`),
    });
    expect(verification.embedded.recomputes).not.toBe(false);
    return run('pdftotext', ['-layout', path, '-']).replaceAll(/\s/g, '');
  };
  expect(await textOf('甲')).toMatch(/奖励测算.*第二档.*500万元500万元/);
  const second = await textOf('乙');
  expect(second).toMatch(/奖励测算.*第一档.*300万元/);
  expect(second).toContain('达到“第二档”（500万元）还须：当年新入驻有业绩企业数还差6家、跨境电商进出口总额还差1000万美元。');
  expect(await textOf('丙')).toContain('按现有资料不能给予奖励。');
});
