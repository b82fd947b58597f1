/** 开始、结束和恢复评分: the rubric is frozen, and sheets from before it was changed are settled; later no sheet changes any more. */
import canonicalize from 'canonicalize';
import { refuse } from '../../../domain/result.ts';
import { getPublicity } from '../../../db/queries/publicity.ts';
import { updateRound } from '../../../db/queries/rounds.ts';
import { listFrozen, settleSheets } from '../applications/settle-sheets.ts';
import { endScoring, refuseEnded, resumeScoring } from '../scoring/ended.ts';
import type { Handlers } from '../session/dispatch.ts';
import { requireRubric, requireUnclosed, settingsOf } from '../session/lookups.ts';
import { requireReady } from './readiness.ts';

export const openingHandlers = {
  'rounds.openScoring'(tx, { roundId, despite }, call) {
    const row = requireUnclosed(tx, roundId);
    if (row.state !== 'preparing') refuse('round/scoring-open', { since: row.rubricFrozenAt });
    const rubric = requireRubric(row);
    requireReady(tx, roundId, 'scoring', despite, call);
    const before = listFrozen(tx, roundId).at(-1);
    const changed = before !== undefined && canonicalize(before) !== canonicalize(rubric);
    const settled = changed ? settleSheets(tx, roundId, rubric, call) : { reopened: 0, dropped: 0 };
    // nothing that was sealed stands under another rubric, and no stage is over, nor has anybody passed into one
    const { stages, ...settings } = settingsOf(row);
    const anew = changed && stages !== undefined;
    updateRound(tx, roundId, { state: 'scoring', rubricFrozenAt: call.at, ...(anew && { settings: JSON.stringify(settings) }) });
    call.append(tx, {
      kind: 'round.openScoring',
      entity: `round:${roundId}`,
      old: { state: row.state },
      new: { state: 'scoring', rubric, ...(anew && { stages: null }) },
    });
    return { rubricFrozenAt: call.at, ...settled };
  },
  'rounds.endScoring'(tx, { roundId, despite }, call) {
    const row = requireUnclosed(tx, roundId);
    if (row.state !== 'scoring') refuse('round/not-open', { state: row.state });
    refuseEnded(tx, roundId);
    requireReady(tx, roundId, 'ending', despite, call);
    endScoring(tx, row, call);
    return { scoringEnded: call.at };
  },
  'rounds.resumeScoring'(tx, { roundId, reason }, call) {
    const row = requireUnclosed(tx, roundId);
    if (settingsOf(row).scoringEnded === undefined) refuse('round/scoring-not-ended', { round: row.name });
    if (getPublicity(tx, roundId)?.state === 'open') refuse('round/in-publicity', { round: row.name });
    resumeScoring(tx, row, reason, call);
    return {};
  },
} satisfies Partial<Handlers>;
