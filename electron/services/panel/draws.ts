/** 随机抽取: experts drawn from the roster by a seed that nobody chooses; what each answered stays on record, and the next steps up for who refuses. */
import type { Output } from '../../../domain/contract/api.ts';
import { drawOrder, fitsDraw, standings } from '../../../domain/panel/draw.ts';
import type { Role } from '../../../domain/model.ts';
import { refuse } from '../../../domain/result.ts';
import type { Translate } from '../../../domain/text.ts';
import { genesis, getChainHead, listEvents, type EventRow } from '../../../db/queries/events.ts';
import { listExperts } from '../../../db/queries/roster.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { hashOf } from '../../io/hash.ts';
import type { Handlers } from '../session/dispatch.ts';
import { requireRound, requireUnclosed } from '../session/lookups.ts';
import { hintsOf } from './conflicts.ts';
import { requireExpert, seatExpert } from './roster.ts';
import { sittingIn } from './sitting.ts';

/** A draw as its event keeps it: names too, for an expert may leave the roster. */
interface Drawn {
  readonly roundId: string;
  readonly seed: string;
  readonly size: number;
  readonly role: Role;
  readonly fields: readonly string[];
  readonly regions: readonly string[];
  readonly withoutLikely: boolean;
  readonly order: readonly { readonly expertId: string; readonly name: string; readonly organisation: string }[];
}

interface Answered {
  readonly expertId: string;
  readonly accepts: boolean;
}

/** The order of a seed, as anybody can count it again. */
const orderBySeed = (seed: string, ids: readonly string[]): string[] => drawOrder(ids, (id) => hashOf(`${seed}\n${id}`));

type View = Output<'roster.draw'>;

function viewDraw(events: readonly EventRow[], t: Translate): (View & Pick<Drawn, 'roundId'>) | null {
  const [first, ...rest] = events;
  if (first?.kind !== 'roster.draw' || first.new === null) return null;
  const { order, fields, regions, withoutLikely, ...drawn } = JSON.parse(first.new) as Drawn;
  const separator = t('common.comma');
  const said = new Map(
    rest.map(({ new: now, reason }) => ({ ...(JSON.parse(now ?? '{}') as Answered), reason })).map((one) => [one.expertId, one]),
  );
  const places = new Map(
    standings(
      order.map(({ expertId }) => expertId),
      drawn.size,
      said,
    ).map(({ id, answer }) => [id, answer]),
  );
  return {
    drawId: first.entity.slice(first.entity.indexOf(':') + 1),
    at: first.at,
    ...drawn,
    conditions: [
      ...(fields.length > 0 ? [t('experts.drawn.fields', { fields: fields.join(separator) })] : []),
      ...(regions.length > 0 ? [t('experts.drawn.regions', { regions: regions.join(separator) })] : []),
      ...(withoutLikely ? [t('experts.drawn.withoutLikely')] : []),
    ],
    pool: order.length,
    order: order.map((one) => ({ ...one, answer: places.get(one.expertId) ?? 'waiting', reason: said.get(one.expertId)?.reason ?? null })),
  };
}

function readDraws(store: ReadStore, t: Translate): (View & Pick<Drawn, 'roundId'>)[] {
  const events = Map.groupBy(listEvents(store, { entity: 'draw:*', limit: 1_000_000 }), ({ entity }) => entity);
  return [...events.values()].flatMap((own) => viewDraw(own, t) ?? []);
}

const shown = ({ roundId: _roundId, ...draw }: View & Pick<Drawn, 'roundId'>): View => draw;

export const drawHandlers = {
  'roster.draw'(tx, { roundId, size, role, fields, regions, withoutLikely }, call) {
    requireUnclosed(tx, roundId);
    const { t } = call;
    const sitting = sittingIn(tx, roundId);
    const hints = hintsOf(tx, roundId, t);
    const fitting = listExperts(tx).filter(
      (one) =>
        one.paused === null &&
        !sitting.has(one) &&
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
    const entity = `draw:${call.session.newId()}`;
    const event = call.append(tx, {
      kind: 'roster.draw',
      entity,
      new: { roundId, seed, size, role, fields, regions, withoutLikely, order } satisfies Drawn,
    });
    const view = viewDraw([event], t);
    return view ? shown(view) : refuse('roster/unknown-draw', {});
  },
  'roster.draws'(store, { roundId }, { t }) {
    requireRound(store, roundId);
    return readDraws(store, t)
      .filter((draw) => draw.roundId === roundId)
      .map(shown);
  },
  'roster.answer'(tx, { drawId, expertId, accepts, reason }, call) {
    const draw = readDraws(tx, call.t).find((one) => one.drawId === drawId) ?? refuse('roster/unknown-draw', {});
    requireUnclosed(tx, draw.roundId);
    const called = draw.order.find((one) => one.expertId === expertId && one.answer === 'called');
    if (!called) return refuse('roster/not-called', { name: draw.order.find((one) => one.expertId === expertId)?.name ?? '' });
    if (!accepts && reason === undefined) refuse('roster/reason-missing', { name: called.name });
    const personId = accepts ? seatExpert(tx, draw.roundId, requireExpert(tx, expertId), draw.role, call) : null;
    call.append(tx, { kind: 'roster.answer', entity: `draw:${drawId}`, new: { expertId, accepts, personId }, reason });
    return { personId };
  },
} satisfies Partial<Handlers>;
