/** 任务清单: nobody is recognised by it, so that no list, no publicity and no word of a recognition comes of it. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Input, MethodName } from '../../../domain/contract/api.ts';
import { openReview, packageOf } from '../../fixtures/review.ts';
import { has, run } from '../../fixtures/tools.ts';

const schemeId = 'xiangtan-checklist-2020';

async function assess() {
  const review = openReview();
  const { roundId } = await review.call('rounds.create', { schemeId, name: '清单', appliedOn: '2026-09-30' });
  const { imported } = await review.call('packages.import', { roundId, paths: [packageOf(schemeId, '甲综试区', {})] });
  return { ...review, roundId, applicationId: imported[0]?.applicationId ?? '' };
}

test('a_list_of_tasks_has_neither_list_nor_publicity', async () => {
  const { host, roundId, applicationId, dir } = await assess();
  const asked: readonly { [M in MethodName]: readonly [M, Input<M>] }[MethodName][] = [
    ['shortlist.propose', { roundId }],
    ['shortlist.decide', { applicationId, result: 'listed', reason: '合议' }],
    ['shortlist.acceptProposal', { roundId }],
    ['publicity.open', { roundId, startsOn: '2026-10-12', workingDays: 5 }],
    ...(['shortlist', 'publicity', 'final'] as const).map(
      (kind) => ['reports.export', { kind, roundId, path: join(dir, `${kind}.pdf`) }] as const,
    ),
  ];
  for (const [method, payload] of asked) {
    const answer = await host.dispatch.call({ method, payload, language: 'zh' });
    expect(answer, method).toMatchObject({ ok: false, error: { code: 'round/checklist', details: { round: '清单' } } });
  }
});

test('its_report_and_minutes_say_how_far_the_tasks_are_and_nothing_of_a_recognition', async () => {
  const { call, roundId, applicationId, dir } = await assess();
  const { text } = await call('minutes.draft', { roundId });
  for (const word of ['认定', '名单', '名额', '公示', '评分和汇总']) expect(text).not.toContain(word);
  const path = join(dir, '报告.pdf');
  await call('reports.export', { kind: 'review', applicationId, path });
  if (!has('pdftotext')) return;
  const printed = run('pdftotext', ['-layout', path, '-']).replaceAll(/\s+/g, '');
  expect(printed).toContain('评审结论为：32项任务已完成0项，32项未填进度。');
  expect(printed).not.toContain('尚未作出决定');
});
