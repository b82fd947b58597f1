/** 复核录入: a second pass over sheets on paper; the program compares, a person decides. */
import { formatPoints } from '../../../domain/numbers/points.ts';
import { refuse } from '../../../domain/result.ts';
import { checkScore } from '../../../domain/scoring/check-score.ts';
import { getLastEventOf } from '../../../db/queries/events.ts';
import { listReentry, reentryEntity, type Reentry } from '../../../db/queries/reentry.ts';
import type { Handlers } from '../session/dispatch.ts';
import { requireMember } from '../session/lookups.ts';
import { openCell, setScore } from './scores.ts';

const count = (cells: readonly Reentry[], state: Reentry['state']): number => cells.filter((one) => one.state === state).length;

export const reentryHandlers = {
  'reentry.set'(tx, { personId, applicationId, criterionId, points }, { at, append }) {
    const { leaf } = openCell(tx, personId, applicationId, criterionId);
    const second100 = points === null ? null : checkScore(leaf, points);
    const entity = reentryEntity(personId, applicationId, criterionId);
    const last = getLastEventOf(tx, entity);
    const before = last?.new ? (JSON.parse(last.new) as { points100: number | null }) : null;
    if (last?.kind === 'reentry.settle' || (before?.points100 ?? null) !== second100) {
      append(tx, {
        kind: 'reentry.set',
        entity,
        old: before && { points100: before.points100 },
        new: { points100: second100 },
      });
    }
    return { second100, at };
  },
  'reentry.get'(store, { personId }) {
    requireMember(store, personId);
    const cells = listReentry(store, personId);
    return { cells, agreeing: count(cells, 'agrees'), differing: count(cells, 'differs'), settled: count(cells, 'settled') };
  },
  'reentry.settle'(tx, { personId, applicationId, criterionId, take, reason }, call) {
    const { at } = call;
    openCell(tx, personId, applicationId, criterionId);
    const cells = listReentry(tx, personId);
    const found = cells.find((one) => one.applicationId === applicationId && one.criterionId === criterionId);
    if (found?.state !== 'differs') return refuse('reentry/no-difference', { criterionId });
    const { first100, second100 } = found;
    if (take === 'second') setScore(tx, { personId, applicationId, criterionId, points: formatPoints(second100) }, call, 'reentry');
    const points100 = take === 'second' ? second100 : first100;
    // what was settled stays settled, whatever becomes of the sheet: the cell keeps what the second pass read
    call.append(tx, {
      kind: 'reentry.settle',
      entity: reentryEntity(personId, applicationId, criterionId),
      old: { first100, second100 },
      new: { points100: second100, take, kept100: points100 },
      reason,
    });
    return { points100, left: count(cells, 'differs') - 1, at };
  },
} satisfies Partial<Handlers>;
