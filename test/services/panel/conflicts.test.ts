import { expect, test } from 'vitest';
import { seatReview, submitSheet } from '../../fixtures/review.ts';

test('a_relation_declared_after_scoring_voids_the_scores_and_keeps_them_on_record', async () => {
  const seated = await seatReview({ parks: 2, experts: 4 });
  const { call, refusal, roundId, parks, experts } = seated;
  for (const [index, personId] of experts.entries())
    for (const applicationId of parks) await submitSheet(seated, personId, applicationId, 0.6 + index / 10);
  const before = await call('tally.run', { roundId });
  const target = { personId: experts[3] ?? '', applicationId: parks[0] ?? '' };
  const sheet = await call('scores.get', target);
  const declared = await call('conflicts.declare', { ...target, relation: 'kinship', reason: '亲属在该园区任职' });
  expect(declared).toMatchObject({ recused: true, voided: { scores: sheet.scores.length, total100: sheet.totals.total100 } });
  const record = (await call('scores.history', target)).find((one) => one.kind === 'score.void');
  expect(record).toMatchObject({
    old: { state: 'submitted', digest: sheet.digest, total100: sheet.totals.total100, counted: true },
    new: { cause: 'recusal', counted: false },
    reason: '亲属在该园区任职',
  });
  expect(record?.old).toHaveProperty('scores.length', sheet.scores.length);
  const after = await call('tally.run', { roundId });
  const expertsOf = (answer: typeof after) => parks.map((id) => answer.derivation.find((one) => one.applicationId === id)?.experts.length);
  expect([expertsOf(before), expertsOf(after)]).toEqual([
    [4, 4],
    [3, 4],
  ]);
  // the answer lays both tallies side by side
  const placeOf = (answer: typeof after, id: string) => {
    const row = answer.ranking.find((one) => one.applicationId === id);
    return {
      total: row?.total,
      rank: row?.rank,
      rankInType: row?.rankInType,
      sheets: answer.derivation.find((one) => one.applicationId === id)?.experts.length,
    };
  };
  const rows = new Map(declared.standing?.map((row) => [row.applicationId, row]));
  for (const id of parks) expect(rows.get(id)).toMatchObject({ before: placeOf(before, id), after: placeOf(after, id) });
  expect(parks.map((id) => rows.get(id)?.changed)).toEqual([true, false]);
  expect((await call('panel.list', { roundId })).find((one) => one.personId === target.personId)).toMatchObject({
    submitted: 1,
    recused: 1,
  });
  expect((await refusal('scores.get', target)).code).toBe('conflict/recused');
  expect((await call('workspace.doctor', {})).healthy).toBe(true);
});

test('a_wrong_declaration_is_corrected_by_the_secretary_with_a_reason_and_the_scores_count_again', async () => {
  const seated = await seatReview({ parks: 1, experts: 3 });
  const { call, refusal, roundId, parks, experts } = seated;
  for (const personId of experts) await submitSheet(seated, personId, parks[0] ?? '', 0.8);
  const before = await call('tally.run', { roundId });
  const target = { personId: experts[0] ?? '', applicationId: parks[0] ?? '' };
  const { digest } = await call('scores.get', target);
  // who declares for themselves learns nothing of how the others' scores move the park
  expect(await call('conflicts.declare', { ...target, relation: 'employment', reason: '误选' }, target.personId)).toMatchObject({
    voided: {},
    standing: null,
  });
  expect((await refusal('conflicts.declare', { ...target, relation: 'none', reason: '选错了' }, target.personId)).code).toBe(
    'conflict/recused',
  );
  expect((await refusal('conflicts.declare', { ...target, relation: 'none' })).code).toBe('conflict/reason-missing');
  // two sheets are too few for the rules of this round: the park was not tallied, and is again
  expect((await call('conflicts.declare', { ...target, relation: 'none', reason: '核实并无任职关系' })).standing).toMatchObject([
    { before: null, after: { sheets: 3 }, changed: true },
  ]);
  expect(await call('scores.get', target)).toMatchObject({ state: 'submitted', digest });
  expect(await call('tally.run', { roundId })).toEqual(before);
  const kinds = (await call('audit.list', { after: 0, limit: 1000 }))
    .map((one) => one.kind)
    .filter((kind) => kind.startsWith('conflict.') || kind === 'score.void' || kind === 'score.restore');
  expect(kinds.slice(-4)).toEqual(['conflict.declare', 'score.void', 'conflict.correct', 'score.restore']);
  expect((await call('workspace.doctor', {})).healthy).toBe(true);
});

test('a_relation_declared_before_scoring_voids_nothing', async () => {
  const { call, parks, experts } = await seatReview({ parks: 1, experts: 1 });
  const target = { personId: experts[0] ?? '', applicationId: parks[0] ?? '' };
  expect(await call('conflicts.declare', { ...target, relation: 'other', reason: '曾任顾问' })).toEqual({
    recused: true,
    voided: null,
    standing: null,
    seq: expect.any(Number),
  });
});

test('a_replaced_expert’s_scores_are_void_and_the_successor_scores_anew', async () => {
  const seated = await seatReview({ parks: 2, experts: 4 });
  const { call, refusal, roundId, parks, experts } = seated;
  for (const personId of experts) for (const applicationId of parks) await submitSheet(seated, personId, applicationId, 0.8);
  const [old = ''] = experts;
  const done = await call('panel.replace', {
    personId: old,
    by: { name: '接替人', organisation: '示例学院', title: '研究员' },
    reason: '因病不能继续评审',
  });
  expect(done).toMatchObject({ seats: 2, voided: 2 });
  const panel = await call('panel.list', { roundId });
  expect(panel.map((one) => one.personId)).not.toContain(old);
  expect(panel.find((one) => one.personId === done.personId)).toMatchObject({
    name: '接替人',
    role: 'leader',
    assigned: 2,
    declared: 0,
    submitted: 0,
  });
  expect(await call('panel.replacements', { roundId })).toMatchObject([
    { personId: old, byPersonId: done.personId, byName: '接替人', reason: '因病不能继续评审' },
  ]);
  expect((await call('tally.run', { roundId })).derivation.map((one) => one.experts.includes(old))).toEqual([false, false]);
  // the old one can do nothing more, and what they gave stays readable
  const seat = { personId: old, applicationId: parks[0] ?? '' };
  expect((await refusal('scores.get', seat)).code).toBe('person/replaced');
  expect((await refusal('panel.list', { roundId }, old)).code).toBe('person/replaced');
  expect((await refusal('panel.assign', { personId: old, applicationIds: [...parks] })).code).toBe('person/replaced');
  expect((await refusal('panel.replace', { personId: old, by: { name: '又一人', organisation: '', title: '' }, reason: 'x' })).code).toBe(
    'person/replaced',
  );
  expect((await call('scores.history', seat)).filter((one) => one.kind === 'score.void').length).toBe(1);
  // the new one declares and scores for themselves
  const next = { personId: done.personId, applicationId: parks[0] ?? '' };
  expect((await refusal('scores.get', next)).code).toBe('conflict/not-declared');
  await call('conflicts.declare', { ...next, relation: 'none' });
  await submitSheet(seated, next.personId, next.applicationId, 0.7);
  const tally = await call('tally.run', { roundId });
  expect(parks.map((id) => tally.derivation.find((one) => one.applicationId === id)?.experts.length)).toEqual([4, 3]);
  expect((await call('workspace.doctor', {})).healthy).toBe(true);
});

test('hints_name_their_grounds_and_declare_nothing', async () => {
  const { call, roundId, parks } = await seatReview({ parks: 2, experts: 1 });
  const { operator } = (await call('applications.list', { roundId })).find((one) => one.applicationId === parks[0]) ?? { operator: null };
  const { personId } = await call('panel.add', { roundId, name: '专家乙', organisation: operator ?? '', title: '经理', role: 'expert' });
  await call('panel.assign', { personId, applicationIds: [...parks] });
  const events = (await call('workspace.info', {})).events;
  const found = await call('conflicts.suggest', { personId });
  expect(found.map((one) => [one.applicationId, one.strength, one.declared])).toEqual([[parks[0], 'likely', null]]);
  expect(found[0]?.because[0]).toContain(operator);
  expect((await call('workspace.info', {})).events).toBe(events);
});

test('a_proposal_of_seats_is_even_leaves_recusals_out_and_assigns_nothing', async () => {
  const { call, roundId, parks } = await seatReview({ parks: 4, experts: 1 });
  for (let index = 0; index < 3; index++)
    await call('panel.add', { roundId, name: `新专家${index}`, organisation: '示例大学', title: '教授', role: 'expert' });
  await call('panel.add', { roundId, name: '秘书', organisation: '示例中心', title: '', role: 'secretary' });
  const found = await call('panel.balance', { roundId, perApplication: 3 });
  expect(found.experts.length).toBe(4);
  expect(found.experts.map((one) => one.load).sort((a, b) => a - b)).toEqual([2, 3, 3, 4]);
  expect([found.imbalance, found.short]).toEqual([2, []]);
  expect((await call('panel.list', { roundId })).map((one) => one.assigned).sort((a, b) => a - b)).toEqual([0, 0, 0, 0, 4]);
  for (const { personId, add } of found.experts) await call('panel.assign', { personId, applicationIds: add });
  expect((await call('panel.balance', { roundId, perApplication: 3 })).experts.flatMap((one) => one.add)).toEqual([]);
  expect((await call('panel.balance', { roundId, perApplication: 5 })).short.map((one) => one.lacking)).toEqual(parks.map(() => 1));
});

test('an_abstention_is_absent_and_never_nought', async () => {
  const seated = await seatReview({ parks: 1, experts: 4 });
  const { call, refusal, roundId, parks, experts, leaves } = seated;
  const [applicationId = ''] = parks;
  for (const personId of experts.slice(1)) await submitSheet(seated, personId, applicationId, 0.8);
  const [leaf] = leaves;
  const target = { personId: experts[0] ?? '', applicationId };
  const criterionId = leaf?.id ?? '';
  for (const one of leaves) await call('scores.set', { ...target, criterionId: one.id, points: 0, comment: '依据不足' });
  const before = await call('scores.get', target);
  const done = await call('scores.abstain', { ...target, criterionId, reason: '不熟悉该专业' });
  expect(done.totals).toMatchObject({ filled: leaves.length, missing: [] });
  expect((await call('scores.get', target)).abstained).toMatchObject([{ criterionId, reason: '不熟悉该专业' }]);
  // scored again, the abstention is gone and the count of versions goes on
  expect((await refusal('scores.set', { ...target, criterionId, points: 0, expectedVersion: 1 })).code).toBe('score/stale');
  const again = await call('scores.set', { ...target, criterionId, points: 0, comment: '依据不足', expectedVersion: done.version });
  expect(again.totals).toEqual(before.totals);
  expect((await call('scores.get', target)).abstained).toEqual([]);
  await call('scores.abstain', { ...target, criterionId, reason: '不熟悉该专业' });
  const { digest } = await call('scores.submit', target);
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect((await refusal('scores.abstain', { ...target, criterionId, reason: 'x' })).code).toBe('score/submitted');
  const tally = await call('tally.run', { roundId });
  const line = tally.derivation[0]?.criteria.find((one) => one.criterionId === criterionId);
  expect([...(line?.marks ?? [])].sort()).toEqual(['absent', 'high', 'kept', 'low']);
  expect(line?.points100.filter((points) => points === null).length).toBe(1);
  expect((await call('workspace.doctor', {})).healthy).toBe(true);
});

test('whoever_abstains_from_a_park_owes_no_sheet_for_it', async () => {
  const seated = await seatReview({ parks: 2, experts: 3 });
  const { call, refusal, roundId, parks, experts, leaves } = seated;
  const target = { personId: experts[0] ?? '', applicationId: parks[0] ?? '' };
  const due = async () => (await call('rounds.get', { roundId })).steps.find((one) => one.step === 'scoring')?.of;
  expect(await due()).toBe(6);
  await call('scores.abstain', { ...target, criterionId: null, reason: '未能到场' });
  expect(await due()).toBe(5);
  expect((await refusal('scores.set', { ...target, criterionId: leaves[0]?.id ?? '', points: 1 })).code).toBe('score/abstained');
  expect((await refusal('scores.submit', target)).code).toBe('score/abstained');
  expect((await call('scores.get', target)).abstained).toMatchObject([{ criterionId: null, reason: '未能到场' }]);
  await call('scores.abstain', { ...target, criterionId: null, reason: '已补看材料', withdraw: true });
  expect(await due()).toBe(6);
  await submitSheet(seated, target.personId, target.applicationId, 0.8);
  expect((await call('scores.history', target)).map((one) => one.kind).filter((kind) => /abst/i.test(kind))).toEqual([
    'score.abstain',
    'score.withdrawAbstention',
  ]);
});
