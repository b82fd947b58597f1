/** 随机抽取: experts drawn from the roster by a seed that nobody chooses; what each answered stays on record, and the next steps up for who refuses. */
import { drawOrder, fitsDraw } from '../../../domain/panel/draw.ts';
import { refuse } from '../../../domain/result.ts';
import type { Translate } from '../../../domain/text.ts';
import { genesis, getChainHead } from '../../../db/queries/events.ts';
import { listExperts } from '../../../db/queries/roster.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { hashOf } from '../../io/hash.ts';
import type { Handlers } from '../session/dispatch.ts';
import { requireRound, requireUnclosed } from '../session/lookups.ts';
import { hintsOf } from './conflicts.ts';
import { readDraws, roundOfDraw, type Drawn, type DrawRecord } from './draw-records.ts';
import { requireExpert, seatExpert } from './roster.ts';
import { sittingIn } from './sitting.ts';

/** The order of a seed, as anybody can count it again. */
const orderBySeed = (seed: string, ids: readonly string[]): string[] => drawOrder(ids, (id) => hashOf(`${seed}\n${id}`));

/** @throws roster/unknown-draw */
function requireDraw(store: ReadStore, roundId: string, drawId: string, t: Translate): DrawRecord {
  return readDraws(store, roundId, t).find(({ view }) => view.drawId === drawId) ?? refuse('roster/unknown-draw', {});
}

/** Whom nobody draws a second time: who still has to answer, who said no, who left again. */
function askedIn({ view, entries }: DrawRecord): string[] {
  return view.order.flatMap(({ expertId, answer }) =>
    ['called', 'refused', 'withdrawn', 'replaced'].includes(answer) ? (entries.get(expertId) ?? []) : [],
  );
}

export const drawHandlers = {
  'roster.draw'(tx, { roundId, size, role, fields, regions, withoutLikely }, call) {
    requireUnclosed(tx, roundId);
    const { t } = call;
    const sitting = sittingIn(tx, roundId);
    const hints = hintsOf(tx, roundId, t);
    const asked = new Set(readDraws(tx, roundId, t).flatMap(askedIn));
    const fitting = listExperts(tx).filter(
      (one) =>
        one.paused === null &&
        !sitting.has(one) &&
        !asked.has(one.id) &&
        fitsDraw({ expertId: one.id, field: one.field, region: one.region }, { fields, regions }) &&
        !(withoutLikely && hints(one).some(({ strength }) => strength === 'likely')),
    );
    if (fitting.length < size) refuse('roster/too-few', { size, count: fitting.length });
    const seed = getChainHead(tx)?.hash ?? genesis;
    const experts = new Map(fitting.map((one) => [one.id, one]));
    const order = orderBySeed(seed, [...experts.keys()]).map((expertId) => ({
      expertId,
      name: experts.get(expertId)?.name ?? '',
      organisation: experts.get(expertId)?.organisation ?? '',
    }));
    const drawId = call.session.newId();
    call.append(tx, {
      kind: 'roster.draw',
      entity: `draw:${drawId}`,
      new: { roundId, seed, size, role, fields, regions, withoutLikely, order } satisfies Drawn,
    });
    return requireDraw(tx, roundId, drawId, t).view;
  },
  'roster.draws'(store, { roundId }, { t }) {
    requireRound(store, roundId);
    return readDraws(store, roundId, t).map(({ view }) => view);
  },
  'roster.answer'(tx, { drawId, expertId, accepts, reason }, call) {
    const roundId = roundOfDraw(tx, drawId) ?? refuse('roster/unknown-draw', {});
    requireUnclosed(tx, roundId);
    const { view: draw, entries } = requireDraw(tx, roundId, drawId, call.t);
    const called = draw.order.find((one) => one.expertId === expertId && one.answer === 'called');
    if (!called) return refuse('roster/not-called', { name: draw.order.find((one) => one.expertId === expertId)?.name ?? '' });
    if (!accepts && reason === undefined) refuse('roster/reason-missing', { name: called.name });
    const personId = accepts ? seatExpert(tx, roundId, requireExpert(tx, entries.get(expertId) ?? expertId), draw.role, call) : null;
    call.append(tx, { kind: 'roster.answer', entity: `draw:${drawId}`, new: { expertId, accepts, personId }, reason });
    return { personId };
  },
} satisfies Partial<Handlers>;
