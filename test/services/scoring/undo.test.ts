/** Taking back: each undo is a change of its own, says what it undoes, and never runs over what another window did. */
import { expect, test } from 'vitest';
import fc from 'fast-check';
import { seatReview, submitSheet } from '../../fixtures/review.ts';

async function seatOne() {
  const seated = await seatReview({ parks: 1, experts: 1 });
  const [leaf, second] = seated.leaves;
  const seat = { personId: seated.experts[0] ?? '', applicationId: seated.parks[0] ?? '' };
  const cell = { ...seat, criterionId: leaf?.id ?? '' };
  const now = async () => {
    const { scores, abstained } = await seated.call('scores.get', seat);
    const found = scores.find((one) => one.criterionId === cell.criterionId);
    const stood = abstained.find((one) => one.criterionId === cell.criterionId);
    return found ? { points100: found.points100, comment: found.comment } : stood ? { abstained: stood.reason } : null;
  };
  return { ...seated, seat, cell, now, otherId: second?.id ?? '' };
}

test('an_undo_puts_back_what_was_and_undone_itself_redoes', async () => {
  const { call, cell, now } = await seatOne();
  const first = await call('scores.set', { ...cell, points: 1, comment: '一' });
  const second = await call('scores.set', { ...cell, points: 2, expectedVersion: first.version });
  const undone = await call('scores.undo', { ...cell, seq: second.seq, expectedVersion: second.version });
  expect(undone.score).toMatchObject({ points100: 100, comment: '一', version: 3 });
  expect(await now()).toEqual({ points100: 100, comment: '一' });
  expect((await call('workspace.doctor', {})).healthy).toBe(true);
  const redone = await call('scores.undo', { ...cell, seq: undone.seq, expectedVersion: undone.version });
  expect(redone.score?.points100).toBe(200);
  // several changes at once: back to before the first of them, which is nothing at all
  const cleared = await call('scores.undo', { ...cell, seq: first.seq, expectedVersion: redone.version });
  expect(cleared).toMatchObject({ score: null, abstained: null, version: 5 });
  expect(cleared.totals.missing).toContain(cell.criterionId);
  expect(await now()).toBeNull();
  const history = await call('scores.history', cell);
  expect(history.map((one) => [one.kind, (one.new as { undoes?: number }).undoes])).toEqual([
    ['score.set', undefined],
    ['score.set', undefined],
    ['score.undo', second.seq],
    ['score.undo', undone.seq],
    ['score.undo', first.seq],
  ]);
  expect((await call('workspace.doctor', {})).healthy).toBe(true);
});

test('an_emptied_place_never_gives_the_same_version_twice', async () => {
  const { call, refusal, cell } = await seatOne();
  const first = await call('scores.set', { ...cell, points: 1, expectedVersion: 0 });
  const cleared = await call('scores.clear', { ...cell, expectedVersion: first.version });
  expect(cleared).toMatchObject({ version: 2 });
  expect(await call('scores.clear', cell)).toMatchObject({ seq: null, version: 2 });
  const again = await call('scores.set', { ...cell, points: 2, expectedVersion: 0 });
  expect(again.version).toBe(3);
  // a window that still shows the first score must not take the new one for it
  expect((await refusal('scores.set', { ...cell, points: 3, expectedVersion: first.version })).code).toBe('score/stale');
  expect((await refusal('scores.undo', { ...cell, seq: first.seq, expectedVersion: first.version })).details).toMatchObject({
    version: 3,
    points100: 200,
    points: '2',
  });
});

test('an_abstention_is_undone_as_a_score_is', async () => {
  const { call, cell, now } = await seatOne();
  await call('scores.set', { ...cell, points: 1, comment: '一' });
  const away = await call('scores.abstain', { ...cell, reason: '不熟悉' });
  const back = await call('scores.undo', { ...cell, seq: away.seq ?? 0, expectedVersion: away.version });
  expect(await now()).toEqual({ points100: 100, comment: '一' });
  const gone = await call('scores.undo', { ...cell, seq: back.seq, expectedVersion: back.version });
  expect(gone).toMatchObject({ score: null, abstained: '不熟悉' });
  expect(await now()).toEqual({ abstained: '不熟悉' });
});

test('only_a_change_of_that_criterion_is_undone_and_never_on_a_sealed_sheet', async () => {
  const seated = await seatOne();
  const { call, refusal, cell, otherId, seat } = seated;
  const mine = await call('scores.set', { ...cell, points: 1 });
  const other = await call('scores.set', { ...cell, criterionId: otherId, points: 1 });
  expect((await refusal('scores.undo', { ...cell, seq: other.seq, expectedVersion: mine.version })).code).toBe('score/nothing-to-undo');
  expect((await refusal('scores.undo', { ...cell, seq: 9_999_999, expectedVersion: mine.version })).code).toBe('score/nothing-to-undo');
  await submitSheet(seated, seat.personId, seat.applicationId, 0.8);
  expect((await refusal('scores.clear', cell)).code).toBe('score/submitted');
  expect((await refusal('scores.undo', { ...cell, seq: mine.seq, expectedVersion: 2 })).code).toBe('score/submitted');
});

test('evidence_points_at_pages_places_and_photos_of_its_own_park_only', async () => {
  const seated = await seatReview({ parks: 2, experts: 1 });
  const { call, refusal, parks, experts, leaves } = seated;
  const [park = '', elsewhere = ''] = parks;
  const cell = { personId: experts[0] ?? '', applicationId: park, criterionId: leaves[0]?.id ?? '' };
  const documentOf = async (applicationId: string) => (await call('applications.get', { applicationId })).documents[0]?.documentId ?? '';
  const own = await documentOf(park);
  const anchors = [
    { documentId: own },
    { documentId: own, page: 2 },
    { documentId: own, page: 2, rect: [0.1, 0.25, 0.5, 1] as [number, number, number, number] },
  ];
  await call('scores.set', { ...cell, points: 1, evidence: anchors });
  expect((await call('scores.get', { personId: cell.personId, applicationId: park })).scores[0]?.evidence).toEqual(anchors);
  expect((await refusal('scores.set', { ...cell, points: 1, evidence: [{ documentId: await documentOf(elsewhere) }] })).code).toBe(
    'evidence/not-of-park',
  );
  expect((await refusal('scores.set', { ...cell, points: 1, evidence: [{ photoId: own }] })).code).toBe('evidence/not-of-park');
  for (const rect of [
    [0.5, 0, 0.5, 1],
    [0.6, 0, 0.5, 1],
    [0, 0, 1.1, 1],
    [-0.1, 0, 1, 1],
  ] as [number, number, number, number][]) {
    expect((await refusal('scores.set', { ...cell, points: 1, evidence: [{ documentId: own, rect }] })).code).toBe('call/bad-payload');
  }
});

test('undoing_everything_step_by_step_gives_back_each_state_that_was', async () => {
  const { call, cell, now } = await seatOne();
  const step = fc.oneof(
    fc.record({ do: fc.constant('set' as const), points: fc.integer({ min: 0, max: 4 }), comment: fc.constantFrom('', '甲', '乙') }),
    fc.record({ do: fc.constant('clear' as const) }),
    fc.record({ do: fc.constant('abstain' as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const taken: { seq: number; before: unknown }[] = [];
      let version = 0;
      for (const one of steps) {
        const before = await now();
        const done =
          one.do === 'set'
            ? await call('scores.set', { ...cell, points: one.points, comment: one.comment })
            : one.do === 'clear'
              ? await call('scores.clear', cell)
              : await call('scores.abstain', { ...cell, reason: '不熟悉' });
        version = done.version;
        if (done.seq !== null) taken.push({ seq: done.seq, before });
      }
      for (const { seq, before } of taken.reverse()) {
        ({ version } = await call('scores.undo', { ...cell, seq, expectedVersion: version }));
        expect(await now()).toEqual(before);
      }
    }),
    { numRuns: 30 },
  );
  expect((await call('workspace.doctor', {})).healthy).toBe(true);
});
