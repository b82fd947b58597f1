/** 开始评分: the rubric is frozen, and sheets from before it was changed are settled. */
import canonicalize from 'canonicalize';
import { refuse } from '../../../domain/result.ts';
import { completeRubric, type Rubric, type WrittenRubric } from '../../../domain/rubric/model.ts';
import { listEvents } from '../../../db/queries/events.ts';
import { updateRound } from '../../../db/queries/rounds.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { settleSheets } from '../applications/settle-sheets.ts';
import type { Handlers } from '../session/dispatch.ts';
import { requireRubric, requireUnclosed } from '../session/lookups.ts';
import { requireReady } from './readiness.ts';

/** The rubric with which scoring was opened the last time; null where it never was. */
function lastFrozen(store: ReadStore, roundId: string): Rubric | null {
  const opened = listEvents(store, { entity: `round:${roundId}`, limit: 100_000 }).findLast((event) => event.kind === 'round.openScoring');
  const { rubric } = opened?.new ? (JSON.parse(opened.new) as { rubric?: WrittenRubric | null }) : {};
  return rubric ? completeRubric(rubric) : null;
}

export const openingHandlers = {
  'rounds.openScoring'(tx, { roundId, despite }, call) {
    const row = requireUnclosed(tx, roundId);
    if (row.state !== 'preparing') refuse('round/scoring-open', { since: row.rubricFrozenAt });
    const rubric = requireRubric(row);
    requireReady(tx, roundId, 'scoring', despite, call);
    const before = lastFrozen(tx, roundId);
    const changed = before !== null && canonicalize(before) !== canonicalize(rubric);
    const settled = changed ? settleSheets(tx, roundId, rubric, call) : { reopened: 0, dropped: 0 };
    updateRound(tx, roundId, { state: 'scoring', rubricFrozenAt: call.at });
    call.append(tx, {
      kind: 'round.openScoring',
      entity: `round:${roundId}`,
      old: { state: row.state },
      new: { state: 'scoring', rubric },
    });
    return { rubricFrozenAt: call.at, ...settled };
  },
} satisfies Partial<Handlers>;
