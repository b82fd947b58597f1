/** 结果告知书: one letter an applicant, only once the list is final, with what it would have taken. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { giveTotals, settleEligibility } from '../../fixtures/results.ts';
import { parkNames, seatReview, type Seated } from '../../fixtures/review.ts';
import { has, run } from '../../fixtures/tools.ts';

const passphrase = 'long-enough-phrase-1';

/** 长沙 listed, 株洲 second of one place, 衡阳 (the last of the samples) against its conditions. */
async function decided(): Promise<Seated & { sign: { identity: string; passphrase: string }[] }> {
  const seated = await seatReview({ parks: 6, experts: 3, commission: '示例省商务厅' });
  const { call, roundId, parks, dir } = seated;
  await giveTotals(
    seated,
    [9, 8, 7, 6, 5, 4].map((points) => [points, points, points]),
  );
  for (const applicationId of parks) await settleEligibility(seated, applicationId, { relaxation: 'granted' });
  await call('shortlist.acceptProposal', { roundId });
  const identity = join(dir, '中心.p12');
  await call('identities.createInstitution', { name: '示例中心', path: identity, passphrase });
  return { ...seated, sign: [{ identity, passphrase }] };
}

test.skipIf(!has('pdftotext'))(
  'letters_are_made_once_the_list_is_final_and_say_what_it_would_have_taken_needs_pdftotext',
  async () => {
    const seated = await decided();
    const { call, refusal, roundId, parks, dir, sign } = seated;
    const [first = '', second = ''] = parks;
    const last = parks[5] ?? '';
    const early = { kind: 'letter' as const, applicationId: last, path: join(dir, '早.pdf') };
    expect((await refusal('reports.export', early)).code).toBe('report/not-final');
    expect((await refusal('reports.preview', { kind: 'letter', applicationId: last })).code).toBe('report/not-final');
    await call('reports.setTexts', { roundId, texts: { contact: ['联系人：何文书 0731-00000000'] } });
    await call('publicity.open', { roundId, startsOn: '2026-10-12', workingDays: 5, despite: '试评' });
    expect((await refusal('reports.export', { ...early, sign })).code).toBe('report/not-final');
    const { objectionId } = await call('publicity.object', {
      roundId,
      applicationId: last,
      raisedOn: '2026-10-13',
      objector: '某公司',
      text: '时间算错',
    });
    await call('publicity.resolve', { objectionId, outcome: 'dismissed', reason: '经核对无误' });
    await call('publicity.close', { roundId, despite: '试评' });
    expect(existsSync(early.path)).toBe(false);

    const text = async (applicationId: string, name: string): Promise<string> => {
      const path = join(dir, `${name}.pdf`);
      const made = await call('reports.export', { kind: 'letter', applicationId, path, sign });
      expect(made.verification.status).toBe('valid');
      expect((await call('documents.verify', { path })).redrawn).toBe(true);
      return run('pdftotext', [path, '-']).replaceAll(/\s/g, '');
    };
    const refused = await text(last, '衡阳');
    for (const part of [
      '评审结果告知书',
      '受示例省商务厅委托',
      '不予认定',
      '尚须达到的条件',
      '运营时间还差 5 个月（第四条第3项，不低于 12 个月）',
      '名单自2026年10月12日至2026年10月19日公示 5 个工作日',
      '公示期间收到异议：时间算错。处理结果：',
      '联系人：何文书 0731-00000000',
    ])
      expect(refused).toContain(part.replaceAll(' ', ''));
    const beyond = await text(second, '株洲');
    expect(beyond).toContain('名次须在名额1家以内，本轮列第2名');
    expect(beyond).not.toContain('公示期间收到异议');
    const listed = await text(first, '长沙');
    expect(listed).toMatch(/的评审结果为：认定/);
    expect(listed).not.toContain('尚须达到的条件');

    const batch = await call('reports.batch', { roundId, dir: join(dir, 'out'), kinds: ['letter'], sign });
    expect(batch.files.map(({ kind, status }) => [kind, status])).toEqual(parkNames.map(() => ['letter', 'valid']));
    expect(batch.left).toEqual([]);
  },
  240_000,
);
