/** 抽取记录: draws as their events keep them, and where everybody stands by who sits on the panel now. */
import type { Output } from '../../../domain/contract/api.ts';
import { standings, type DrawnOne } from '../../../domain/panel/draw.ts';
import type { Role } from '../../../domain/model.ts';
import type { Translate } from '../../../domain/text.ts';
import { listEvents, type EventRow } from '../../../db/queries/events.ts';
import { listPersons } from '../../../db/queries/panel.ts';
import { getRound } from '../../../db/queries/rounds.ts';
import { getExpert } from '../../../db/queries/roster.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { sittingIn } from './sitting.ts';

/** A draw as its event keeps it: names too, for an expert may leave the roster. */
export interface Drawn {
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
  readonly personId: string | null;
}

export interface DrawRecord {
  readonly roundId: string;
  readonly view: Output<'roster.draw'>;
  /** by the id that was drawn: the entry that stands for it now */
  readonly entries: ReadonlyMap<string, string>;
}

const limit = 1_000_000;

/** Under which entry of the roster somebody stands, however often entries became one. */
function readMerges(store: ReadStore): (expertId: string) => string {
  const kept = new Map(
    listEvents(store, { entity: 'expert:*', limit }).flatMap(({ kind, entity, new: now }) =>
      kind === 'roster.merge' ? [[entity.slice(entity.indexOf(':') + 1), (JSON.parse(now ?? '{}') as { keep: string }).keep] as const] : [],
    ),
  );
  return (expertId) => {
    let id = expertId;
    for (let next = kept.get(id); next !== undefined; next = kept.get(id)) id = next;
    return id;
  };
}

/** The draws of a round, oldest first. */
export function readDraws(store: ReadStore, roundId: string, t: Translate): DrawRecord[] {
  const entryOf = readMerges(store);
  const sitting = sittingIn(store, roundId);
  const members = new Set(listPersons(store, roundId).map(({ id }) => id));
  return [...drawEvents(store)].flatMap(([drawId, { drawn, at, answers }]) => {
    if (drawn.roundId !== roundId) return [];
    const said = new Map(answers.map((one) => [entryOf(one.expertId), one]));
    const known = new Map<string, DrawnOne>();
    const met = new Set<string>();
    const experts = new Map(drawn.order.map(({ expertId }) => [expertId, getExpert(store, entryOf(expertId))]));
    const drawnMembers = new Set([...experts.values()].map((expert) => expert && sitting.memberOf(expert)));
    /** A successor who was drawn has a place of their own. */
    const hasSuccessor = (personId: string | null | undefined): boolean => {
      const successor = personId == null ? undefined : sitting.successorOf(personId);
      return successor !== undefined && !drawnMembers.has(successor);
    };
    for (const [expertId, expert] of experts) {
      const entry = entryOf(expertId);
      const answer = said.get(entry);
      const former = expert && !answer ? sitting.formerOf(expert) : undefined;
      known.set(expertId, {
        said: met.has(entry)
          ? 'merged'
          : answer
            ? saidBy(answer, members, hasSuccessor)
            : former !== undefined && !hasSuccessor(former)
              ? 'withdrawn'
              : null,
        sits: expert !== undefined && sitting.has(expert),
        hasSuccessor: hasSuccessor(former),
      });
      met.add(entry);
    }
    const places = standings(
      drawn.order.map(({ expertId }) => expertId),
      drawn.size,
      known,
    );
    const { fields, regions, withoutLikely, order, seed, size, role } = drawn;
    const separator = t('common.comma');
    const conditions = [
      ...(fields.length > 0 ? [t('experts.drawn.fields', { fields: fields.join(separator) })] : []),
      ...(regions.length > 0 ? [t('experts.drawn.regions', { regions: regions.join(separator) })] : []),
      ...(withoutLikely ? [t('experts.drawn.withoutLikely')] : []),
    ];
    const lines = order.map((one, index) => {
      const answer = places[index]?.answer ?? 'waiting';
      return { ...one, answer, reason: answer === 'refused' ? (said.get(entryOf(one.expertId))?.reason ?? null) : null };
    });
    const view = { drawId, at, seed, size, role, conditions, pool: order.length, order: lines };
    return [{ roundId, view, entries: new Map(order.map(({ expertId }) => [expertId, entryOf(expertId)])) }];
  });
}

/** What an answer comes to by who is on the panel now. */
function saidBy(
  { accepts, personId }: Answered,
  members: ReadonlySet<string>,
  hasSuccessor: (personId: string | null) => boolean,
): DrawnOne['said'] {
  if (!accepts) return 'refused';
  if (personId !== null && members.has(personId)) return 'accepted';
  return hasSuccessor(personId) ? 'replaced' : 'withdrawn';
}

/** The round of a draw; null where there is no such draw. */
export function roundOfDraw(store: ReadStore, drawId: string): string | null {
  return drawEvents(store, drawId).get(drawId)?.drawn.roundId ?? null;
}

/** Whether a draw of a round that is open calls somebody or holds them in reserve. */
export function isInDraw(store: ReadStore, expertId: string, t: Translate): boolean {
  const rounds = new Set([...drawEvents(store).values()].map(({ drawn }) => drawn.roundId));
  return [...rounds].some((roundId) => {
    const state = getRound(store, roundId)?.state ?? 'closed';
    return (
      state !== 'closed' &&
      readDraws(store, roundId, t).some(({ view, entries }) =>
        view.order.some((one) => entries.get(one.expertId) === expertId && (one.answer === 'called' || one.answer === 'waiting')),
      )
    );
  });
}

interface Told {
  readonly drawn: Drawn;
  readonly at: string;
  readonly answers: readonly (Answered & { readonly reason: string | null })[];
}

function drawEvents(store: ReadStore, drawId = '*'): Map<string, Told> {
  const events = Map.groupBy(listEvents(store, { entity: `draw:${drawId}`, limit }), ({ entity }) => entity);
  return new Map([...events].flatMap(([entity, own]) => readDrawn(entity, own)));
}

function readDrawn(entity: string, [first, ...rest]: readonly EventRow[]): [string, Told][] {
  if (first?.kind !== 'roster.draw' || first.new === null) return [];
  const answers = rest.map(({ new: now, reason }) => ({ ...(JSON.parse(now ?? '{}') as Answered), reason }));
  return [[entity.slice(entity.indexOf(':') + 1), { drawn: JSON.parse(first.new) as Drawn, at: first.at, answers }]];
}
