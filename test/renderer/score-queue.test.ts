import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SheetView } from '../../domain/contract/api.ts';
import { ApiError } from '../../renderer/client/transport.ts';
import { createScoreQueue, type Line, type QueueHost, type ScoreQueue, type Seat } from '../../renderer/state/score-queue.ts';

const seat: Seat = { personId: 'expert', applicationId: 'park' };
const other: Seat = { personId: 'expert', applicationId: 'other' };

interface Stored {
  points100: number;
  comment: string | null;
  version: number;
}

/** What the four methods are asked, taken together. */
interface Payload extends Seat {
  criterionId: string;
  points: string;
  comment: string;
  expectedVersion: number;
  seq: number;
}

/** A store of scores as the program keeps them: versions, numbered changes, undo by number. It answers when it is told to. */
function openStore(refuses: () => string | null = () => null) {
  const rows = new Map<string, Stored>();
  const versions = new Map<string, number>();
  const before = new Map<number, { key: string; row: Stored | undefined }>();
  const calls: string[] = [];
  let seq = 0;
  let held: (() => void)[] = [];
  let holding = false;

  const keyOf = (of: Seat, criterionId: string): string => `${of.applicationId}/${criterionId}`;
  function write(key: string, row: { points100: number; comment: string | null } | null): { version: number; seq: number } {
    seq += 1;
    before.set(seq, { key, row: rows.get(key) });
    const version = (versions.get(key) ?? 0) + 1;
    versions.set(key, version);
    if (row) rows.set(key, { ...row, version });
    else rows.delete(key);
    return { version, seq };
  }
  const answers = {
    'scores.set'({ criterionId, points, comment, expectedVersion, ...of }: Payload) {
      const key = keyOf(of, criterionId);
      const row = rows.get(key);
      if (row ? row.version !== expectedVersion : expectedVersion !== 0) throw new ApiError('score/stale', '');
      return {
        ...write(key, { points100: Math.round(Number(points) * 100), comment: comment || null }),
        at: '2026-11-28T00:00:00Z',
      };
    },
    'scores.clear'({ criterionId, expectedVersion, ...of }: Payload) {
      const key = keyOf(of, criterionId);
      const row = rows.get(key);
      if (!row) return { version: versions.get(key) ?? 0, seq: null, at: '2026-11-28T00:00:00Z' };
      if (row.version !== expectedVersion) throw new ApiError('score/stale', '');
      return { ...write(key, null), at: '2026-11-28T00:00:00Z' };
    },
    'scores.undo'({ criterionId, seq: of, expectedVersion, ...who }: Payload) {
      const key = keyOf(who, criterionId);
      if ((versions.get(key) ?? 0) !== expectedVersion) throw new ApiError('score/stale', '');
      const back = before.get(of);
      if (!back || back.key !== key) throw new ApiError('score/nothing-to-undo', '');
      const made = write(key, back.row ?? null);
      const row = rows.get(key);
      return { ...made, score: row ? { ...row, criterionId, evidence: [], at: '' } : null, at: '2026-11-28T00:00:00Z' };
    },
    'scores.abstain'({ criterionId, ...of }: Payload) {
      return { ...write(keyOf(of, criterionId), null), at: '' };
    },
  };
  const call = (async (method: keyof typeof answers, payload: Payload) => {
    calls.push(method === 'scores.set' ? `${payload.criterionId}=${payload.points}` : `${method} ${payload.criterionId}`);
    if (holding) await new Promise<void>((go) => held.push(go));
    else await Promise.resolve();
    const refusal = refuses();
    if (refusal !== null) throw new ApiError(refusal, '');
    return answers[method](payload);
  }) as unknown as QueueHost['call'];
  return {
    call,
    calls,
    rows,
    /** answers wait from now on until `answer` lets the first of them go */
    hold() {
      holding = true;
    },
    async answer() {
      held.shift()?.();
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    },
    letGo() {
      holding = false;
      for (const go of held) go();
      held = [];
    },
    /** another window writes */
    writeElsewhere: (of: Seat, criterionId: string, points100: number) => write(keyOf(of, criterionId), { points100, comment: null }),
    view(of: Seat): SheetView {
      const scores = [...rows].flatMap(([key, row]) =>
        key.startsWith(`${of.applicationId}/`)
          ? [{ ...row, criterionId: key.slice(of.applicationId.length + 1), evidence: [], at: '' }]
          : [],
      );
      return { ...of, scores, seq } as unknown as SheetView;
    },
  };
}

function start(store: ReturnType<typeof openStore>) {
  const refused: string[] = [];
  const written: (string | null)[] = [];
  const queue = createScoreQueue({ call: store.call, onWritten: (at) => written.push(at), onRefused: ({ code }) => refused.push(code) });
  return { queue, refused, written };
}

const lineOf = (queue: ScoreQueue, criterionId: string, of: Seat = seat): Line | undefined =>
  queue.state.sheets[`${of.personId}/${of.applicationId}`]?.lines[criterionId];
const refusalOf = (queue: ScoreQueue, criterionId: string): string | undefined =>
  queue.state.sheets['expert/park']?.refusals[criterionId]?.code;

describe('a change', () => {
  test('shows at once and is durable once the store has answered', async () => {
    const store = openStore();
    const { queue, written } = start(store);
    queue.set(seat, '1.1', { points100: 850 });
    expect(lineOf(queue, '1.1')).toMatchObject({ points100: 850, version: 0 });
    expect(queue.state.saving).toBe(1);
    expect(written).toEqual([]);
    await queue.settled(seat);
    expect(lineOf(queue, '1.1')).toMatchObject({ points100: 850, version: 1 });
    expect(queue.state.saving).toBe(0);
    expect(written).toHaveLength(1);
  });

  test('rides along with a waiting one of the same line, behind those of others', async () => {
    const store = openStore();
    const { queue } = start(store);
    store.hold();
    queue.set(seat, '1.1', { points100: 800 });
    queue.set(seat, '1.2', { points100: 100 });
    queue.set(seat, '1.2', { points100: 150 });
    queue.set(seat, '1.3', { points100: 200 });
    queue.set(seat, '1.2', { comment: '依据充分' });
    store.letGo();
    await queue.settled(seat);
    expect(store.calls).toEqual(['1.1=8.00', '1.2=1.50', '1.3=2.00']);
    expect(store.rows.get('park/1.2')).toMatchObject({ points100: 150, comment: '依据充分' });
  });

  test('typed while its line is being written follows on the version that the write gave', async () => {
    const store = openStore();
    const { queue, refused } = start(store);
    store.hold();
    queue.set(seat, '1.1', { points100: 800 });
    queue.set(seat, '1.1', { points100: 850 });
    await store.answer();
    expect(lineOf(queue, '1.1')).toMatchObject({ points100: 850, version: 1 });
    await store.answer();
    expect(lineOf(queue, '1.1')).toMatchObject({ points100: 850, version: 2 });
    expect(refused).toEqual([]);
  });

  test('of a comment without points is not taken', () => {
    const { queue } = start(openStore());
    queue.set(seat, '1.1', { comment: '先写评语' });
    expect(queue.state).toEqual({ sheets: {}, saving: 0 });
  });

  test('that changes nothing asks nothing', async () => {
    const store = openStore();
    const { queue } = start(store);
    queue.set(seat, '1.1', { points100: 800 });
    await queue.settled(seat);
    queue.set(seat, '1.1', { points100: 800 });
    expect(store.calls).toHaveLength(1);
  });
});

describe('a refusal', () => {
  test('puts back what is durable, says why on the line, and goes when the line is typed right', async () => {
    const answers: (string | null)[] = [null, 'score/above-max', null];
    const { queue, refused } = start(openStore(() => answers.shift() ?? null));
    queue.set(seat, '1.1', { points100: 800 });
    await queue.settled(seat);
    queue.set(seat, '1.1', { points100: 9900 });
    await queue.settled(seat);
    expect(lineOf(queue, '1.1')).toMatchObject({ points100: 800, version: 1 });
    expect(refusalOf(queue, '1.1')).toBe('score/above-max');
    expect(refused).toEqual(['score/above-max']);
    queue.set(seat, '1.1', { points100: 800 });
    expect(refusalOf(queue, '1.1')).toBeUndefined();
  });

  test('of a first score leaves the line empty', async () => {
    const { queue } = start(openStore(() => 'workspace/disk-full'));
    queue.set(seat, '1.1', { points100: 800 });
    await queue.settled(seat);
    expect(lineOf(queue, '1.1')).toBeUndefined();
    expect(refusalOf(queue, '1.1')).toBe('workspace/disk-full');
  });

  test('does not take away what was typed in the meantime', async () => {
    const answers: (string | null)[] = ['score/off-step', null];
    const store = openStore(() => answers.shift() ?? null);
    const { queue } = start(store);
    store.hold();
    queue.set(seat, '1.1', { points100: 730 });
    queue.set(seat, '1.1', { points100: 750 });
    await store.answer();
    expect(lineOf(queue, '1.1')?.points100).toBe(750);
    store.letGo();
    await queue.settled(seat);
    expect(lineOf(queue, '1.1')).toMatchObject({ points100: 750, version: 1 });
    expect(refusalOf(queue, '1.1')).toBeUndefined();
  });

  test('of a line that another window changed shows what that window wrote once it is read', async () => {
    const store = openStore();
    const { queue, refused } = start(store);
    queue.set(seat, '1.1', { points100: 800 });
    await queue.settled(seat);
    store.writeElsewhere(seat, '1.1', 500);
    queue.set(seat, '1.1', { points100: 900 });
    await queue.settled(seat);
    expect(refused).toEqual(['score/stale']);
    queue.adopt(store.view(seat));
    expect(lineOf(queue, '1.1')?.points100).toBe(500);
    queue.set(seat, '1.1', { points100: 900 });
    await queue.settled(seat);
    expect(store.rows.get('park/1.1')?.points100).toBe(900);
  });
});

describe('what the store failed to take', () => {
  const unsavedOf = (queue: ScoreQueue, criterionId: string) => queue.state.sheets['expert/park']?.unsaved[criterionId];

  test('is kept apart from the sheet and can be sent again', async () => {
    const answers: (string | null)[] = [null, 'workspace/disk-full', 'window/unreachable', null];
    const { queue } = start(openStore(() => answers.shift() ?? null));
    queue.set(seat, '1.1', { points100: 800 });
    await queue.settled(seat);
    queue.set(seat, '1.1', { points100: 900, comment: '改过' });
    for (const code of ['workspace/disk-full', 'window/unreachable']) {
      await queue.settled(seat);
      expect([lineOf(queue, '1.1')?.points100, refusalOf(queue, '1.1')]).toEqual([800, code]);
      expect(unsavedOf(queue, '1.1')).toMatchObject({ points100: 900, comment: '改过' });
      queue.sendAgain(seat, '1.1');
    }
    await queue.settled(seat);
    expect(lineOf(queue, '1.1')).toMatchObject({ points100: 900, comment: '改过', version: 2 });
    expect([unsavedOf(queue, '1.1'), refusalOf(queue, '1.1')]).toEqual([undefined, undefined]);
  });

  test('may be that a line was taken off', async () => {
    const answers: (string | null)[] = [null, 'workspace/locked', null];
    const store = openStore(() => answers.shift() ?? null);
    const { queue } = start(store);
    queue.set(seat, '1.1', { points100: 800 });
    await queue.settled(seat);
    queue.clear(seat, '1.1');
    await queue.settled(seat);
    expect([lineOf(queue, '1.1')?.points100, unsavedOf(queue, '1.1')]).toEqual([800, null]);
    queue.sendAgain(seat, '1.1');
    await queue.settled(seat);
    expect([store.rows.size, unsavedOf(queue, '1.1')]).toEqual([0, undefined]);
  });

  test('is nothing that the store judged, and goes when the line is typed anew', async () => {
    const answers: (string | null)[] = ['score/off-step', 'workspace/locked', null];
    const { queue } = start(openStore(() => answers.shift() ?? null));
    queue.set(seat, '1.1', { points100: 730 });
    await queue.settled(seat);
    expect(unsavedOf(queue, '1.1')).toBeUndefined();
    queue.set(seat, '1.1', { points100: 750 });
    await queue.settled(seat);
    expect(unsavedOf(queue, '1.1')?.points100).toBe(750);
    queue.set(seat, '1.1', { points100: 700 });
    await queue.settled(seat);
    expect([unsavedOf(queue, '1.1'), lineOf(queue, '1.1')?.points100]).toEqual([undefined, 700]);
  });
});

describe('what the store has', () => {
  test('is taken over, except where a change is on its way', async () => {
    const store = openStore();
    store.writeElsewhere(seat, '1.1', 300);
    store.writeElsewhere(seat, '1.2', 400);
    const { queue } = start(store);
    queue.adopt(store.view(seat));
    store.hold();
    queue.set(seat, '1.1', { points100: 350 });
    queue.adopt(store.view(seat));
    expect(lineOf(queue, '1.1')?.points100).toBe(350);
    expect(lineOf(queue, '1.2')?.points100).toBe(400);
    store.letGo();
    await queue.settled(seat);
  });

  test('is forgotten with a store that a backup took the place of, except what is on its way', async () => {
    const store = openStore();
    const { queue } = start(store);
    const restored = store.view(seat);
    queue.set(seat, '1.1', { points100: 300 });
    await queue.settled(seat);
    store.hold();
    queue.set(seat, '1.2', { points100: 400 });
    queue.forget();
    queue.adopt(restored);
    expect(lineOf(queue, '1.1')).toBeUndefined();
    expect(lineOf(queue, '1.2')?.points100).toBe(400);
    store.letGo();
    await queue.settled(seat);
    expect(lineOf(queue, '1.2')?.points100).toBe(400);
    expect((await queue.undo(seat, false)).criterionId).toBe('1.2');
  });

  test('as it was asked before the last write tells the past', async () => {
    const store = openStore();
    const { queue } = start(store);
    queue.set(seat, '1.1', { points100: 300 });
    await queue.settled(seat);
    const past = store.view(seat);
    queue.set(seat, '1.1', { points100: 350 });
    await queue.settled(seat);
    queue.adopt(past);
    expect(lineOf(queue, '1.1')).toMatchObject({ points100: 350, version: 2 });
  });
});

describe('undo', () => {
  test('takes the digits of one entry back as one, and redo puts them again', async () => {
    const store = openStore();
    const { queue } = start(store);
    queue.set(seat, '1.1', { points100: 700 });
    await queue.settled(seat);
    queue.startEntry();
    queue.set(seat, '1.1', { points100: 800 });
    await queue.settled(seat);
    queue.set(seat, '1.1', { points100: 850 });
    await queue.settled(seat);
    expect(await queue.undo(seat, false)).toMatchObject({ did: 'undone', criterionId: '1.1', from100: 850, to100: 700 });
    expect(lineOf(queue, '1.1')?.points100).toBe(700);
    expect(await queue.undo(seat, true)).toMatchObject({ did: 'redone', from100: 700, to100: 850 });
    expect(store.rows.get('park/1.1')?.points100).toBe(850);
  });

  test('says when there is nothing to take back, and keeps to the sheets it is asked for', async () => {
    const { queue } = start(openStore());
    queue.set(other, '1.1', { points100: 700 });
    expect(await queue.undo(seat, false)).toMatchObject({ criterionId: null });
    expect(await queue.undo({ personId: seat.personId }, false)).toMatchObject({ criterionId: '1.1', applicationId: 'other' });
  });

  test('waits for what was typed before it, and what is typed while it runs follows it', async () => {
    const store = openStore();
    const { queue, refused } = start(store);
    store.hold();
    queue.set(seat, '1.1', { points100: 700 });
    const undone = queue.undo(seat, false);
    await store.answer();
    queue.set(seat, '1.1', { points100: 900 });
    store.letGo();
    expect(await undone).toMatchObject({ criterionId: '1.1', to100: null });
    await queue.settled(seat);
    expect(refused).toEqual([]);
    expect(store.calls).toEqual(['1.1=7.00', 'scores.undo 1.1', '1.1=9.00']);
    expect(lineOf(queue, '1.1')).toMatchObject({ points100: 900, version: 3 });
  });

  test('of what another window has changed since is refused, and nothing is lost', async () => {
    const store = openStore();
    const { queue, refused } = start(store);
    queue.set(seat, '1.1', { points100: 700 });
    await queue.settled(seat);
    store.writeElsewhere(seat, '1.1', 650);
    expect(await queue.undo(seat, false)).toMatchObject({ criterionId: null });
    expect(refused).toEqual(['score/stale']);
    expect(store.rows.get('park/1.1')?.points100).toBe(650);
  });
});

test('a new change ends what could be redone', async () => {
  const { queue } = start(openStore());
  queue.set(seat, '1.1', { points100: 700 });
  await queue.undo(seat, false);
  queue.set(seat, '1.1', { points100: 900 });
  expect(await queue.undo(seat, true)).toMatchObject({ did: 'redone', criterionId: null });
});

test('a clearing that found nothing does not let the past in', async () => {
  const store = openStore();
  const { queue } = start(store);
  queue.set(seat, '1.1', { points100: 700 });
  await queue.settled(seat);
  const past = store.view(seat);
  queue.clear(seat, '1.1');
  await queue.settled(seat);
  queue.set(seat, '1.1', { points100: 800 });
  queue.clear(seat, '1.1');
  await queue.settled(seat);
  queue.adopt(past);
  expect(lineOf(queue, '1.1')).toBeUndefined();
});

test('an undo on all sheets of a person keeps each of them waiting', async () => {
  const store = openStore();
  const { queue } = start(store);
  queue.set(seat, '1.1', { points100: 700 });
  await queue.settled(seat);
  store.hold();
  const undone = queue.undo({ personId: seat.personId }, false);
  expect(queue.pending(seat)).toBe(true);
  store.letGo();
  await undone;
});

describe('waiting', () => {
  test('for one sheet does not wait for another, for a person it does', async () => {
    const store = openStore();
    const { queue } = start(store);
    store.hold();
    queue.set(seat, '1.1', { points100: 700 });
    expect(queue.pending(other)).toBe(false);
    expect(queue.pending({ personId: seat.personId })).toBe(true);
    await queue.settled(other);
    let settled = false;
    const whole = queue.settled({ personId: seat.personId }).then(() => (settled = true));
    expect(settled).toBe(false);
    store.letGo();
    await whole;
    expect(queue.pending(seat)).toBe(false);
  });

  test('is told to whoever listens, until they stop', async () => {
    const { queue } = start(openStore());
    const seen: number[] = [];
    const stop = queue.subscribe(() => seen.push(queue.state.saving));
    queue.set(seat, '1.1', { points100: 700 });
    await queue.settled(seat);
    expect(seen.at(-1)).toBe(0);
    expect(seen).toContain(1);
    stop();
    const heard = seen.length;
    queue.set(seat, '1.1', { points100: 750 });
    await queue.settled(seat);
    expect(seen).toHaveLength(heard);
  });
});

test('abstaining empties the line, and can be undone', async () => {
  const store = openStore();
  const { queue } = start(store);
  queue.set(seat, '1.1', { points100: 700 });
  await queue.abstain(seat, '1.1', '不熟悉', false);
  expect(store.calls).toEqual(['1.1=7.00', 'scores.abstain 1.1']);
  expect(lineOf(queue, '1.1')).toBeUndefined();
  expect(await queue.undo(seat, false)).toMatchObject({ criterionId: '1.1', to100: 700 });
});

describe('in whatever order people type, stores answer and refuse', () => {
  const criteria = ['1.1', '1.2', '2.1'] as const;
  const act = fc.oneof(
    fc.record({
      act: fc.constant('set' as const),
      criterion: fc.constantFrom(...criteria),
      points100: fc.integer({ min: 0, max: 20 }).map((n) => n * 50),
    }),
    fc.record({ act: fc.constant('comment' as const), criterion: fc.constantFrom(...criteria), comment: fc.constantFrom('甲', '乙', '') }),
    fc.record({ act: fc.constant('clear' as const), criterion: fc.constantFrom(...criteria) }),
    fc.record({ act: fc.constant('undo' as const), again: fc.boolean() }),
    fc.record({ act: fc.constant('answer' as const) }),
    fc.record({ act: fc.constant('move' as const) }),
    fc.record({ act: fc.constant('again' as const), criterion: fc.constantFrom(...criteria) }),
    fc.record({ act: fc.constant('adopt' as const), age: fc.nat(3) }),
    fc.record({ act: fc.constant('elsewhere' as const), criterion: fc.constantFrom(...criteria), points100: fc.constantFrom(50, 1050) }),
  );

  test('nothing acknowledged is lost and nothing refused is shown as saved', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { maxLength: 40 }),
        fc.infiniteStream(fc.constantFrom(null, null, null, 'score/above-max', 'workspace/locked')),
        async (script, refusals) => {
          const next = refusals[Symbol.iterator]();
          const store = openStore(() => next.next().value ?? null);
          const { queue } = start(store);
          const views: SheetView[] = [];
          store.hold();
          for (const one of script) {
            if (one.act === 'set') queue.set(seat, one.criterion, { points100: one.points100 });
            else if (one.act === 'comment') queue.set(seat, one.criterion, { comment: one.comment });
            else if (one.act === 'clear') queue.clear(seat, one.criterion);
            else if (one.act === 'undo') void queue.undo(seat, one.again);
            else if (one.act === 'move') queue.startEntry();
            else if (one.act === 'again') queue.sendAgain(seat, one.criterion);
            else if (one.act === 'answer') await store.answer();
            else if (one.act === 'elsewhere') store.writeElsewhere(seat, one.criterion, one.points100);
            else {
              views.push(store.view(seat));
              queue.adopt(views[Math.max(0, views.length - 1 - one.age)] ?? store.view(seat));
            }
          }
          store.letGo();
          await queue.settled(seat);
          expect(queue.pending(seat)).toBe(false);
          expect(queue.state.saving).toBe(0);
          const touched = new Set(script.flatMap((one) => (one.act === 'elsewhere' ? [one.criterion] : [])));
          const compare = (criterion: string): void => {
            const row = store.rows.get(`park/${criterion}`);
            const line = lineOf(queue, criterion);
            expect(line && { points100: line.points100, comment: line.comment, version: line.version }).toEqual(
              row && { points100: row.points100, comment: row.comment, version: row.version },
            );
          };
          // where nobody else wrote, the sheet shows what is stored without being told
          for (const criterion of criteria) if (!touched.has(criterion)) compare(criterion);
          // of the rest the store tells, as it does to every window
          queue.adopt(store.view(seat));
          for (const criterion of criteria) compare(criterion);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('what was typed last stands when nothing is refused and nobody else writes', async () => {
    const typed = fc.record({
      criterion: fc.constantFrom(...criteria),
      points100: fc.integer({ min: 0, max: 20 }).map((n) => n * 50),
      answers: fc.nat(2),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(typed, { minLength: 1, maxLength: 40 }), async (script) => {
        const store = openStore();
        const { queue, refused } = start(store);
        store.hold();
        for (const { criterion, points100, answers } of script) {
          queue.set(seat, criterion, { points100 });
          for (let turn = 0; turn < answers; turn += 1) await store.answer();
        }
        store.letGo();
        await queue.settled(seat);
        expect(refused).toEqual([]);
        const last = new Map(script.map(({ criterion, points100 }) => [criterion, points100]));
        expect(new Map([...store.rows].map(([key, row]) => [key.slice('park/'.length), row.points100]))).toEqual(last);
      }),
      { numRuns: 300 },
    );
  });
});
