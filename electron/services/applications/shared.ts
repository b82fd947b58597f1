/** 材料互查 of a round: who has which trace, kept until an event touches a park, so that one more package costs what it holds. */
import { usedValues } from '../../../domain/condition/values.ts';
import type { Finding } from '../../../domain/model.ts';
import { findShared, isHint, nameOf, tracesOf, type Others, type SharedWith, type Trace } from '../../../domain/package/shared.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import { listTracedParks, type TracedPark } from '../../../db/queries/packages.ts';
import { perConnection, type ReadStore } from '../../../db/store/open.ts';
import { newMark, touchedSince, type Mark } from '../session/since.ts';
import { statedValues } from './evaluation.ts';

interface Park extends SharedWith {
  readonly traces: readonly Trace[];
}

/** The applications with one trace; `group` is found when it is asked for. */
interface Holding {
  /** in the order of the round */
  parks: Map<string, Park>;
  group: number | null;
}

interface RoundTraces {
  readonly parks: Map<string, Park>;
  readonly holdings: Map<string, Holding>;
  /** a number for each set of applications that have something in common */
  readonly groups: Map<string, number>;
  /** how many findings a list counts for each, until one of them changes */
  readonly counted: Map<string, number>;
}

const kept = perConnection((): { readonly mark: Mark; readonly rounds: Map<string, RoundTraces> } => ({
  mark: newMark(),
  rounds: new Map(),
}));

const changing: ReadonlySet<string> = new Set(['application', 'field']);

function parkOf({ applicationId, parkName, statements, documents }: TracedPark): Park {
  const used = Object.entries(usedValues(statedValues(statements))).map(([key, { value }]) => [key, value] as const);
  return { applicationId, parkName, traces: tracesOf(Object.fromEntries(used), documents) };
}

/** Adds a park behind all others, or puts it again where it stands: others are told in the order of the round, whatever changed last. */
function put({ parks, holdings, counted }: RoundTraces, park: Park): void {
  const { applicationId } = park;
  const isNew = !parks.has(applicationId);
  counted.clear();
  parks.set(applicationId, park);
  for (const trace of park.traces) {
    const name = nameOf(trace);
    const holding = holdings.get(name) ?? { parks: new Map<string, Park>(), group: null };
    const isIn = isNew || holding.parks.has(applicationId);
    holding.parks.set(applicationId, park);
    if (!isIn) holding.parks = new Map([...parks].filter(([id]) => holding.parks.has(id)));
    holding.group = null;
    holdings.set(name, holding);
  }
}

/** Takes a park out of what it no longer has: all of it where it is not in the round any more. */
function takeOut({ parks, holdings, counted }: RoundTraces, applicationId: string, left: Park | undefined): void {
  const names = new Set(left?.traces.map(nameOf));
  counted.clear();
  for (const trace of parks.get(applicationId)?.traces ?? []) {
    const holding = names.has(nameOf(trace)) ? undefined : holdings.get(nameOf(trace));
    holding?.parks.delete(applicationId);
    if (holding) holding.group = null;
  }
  if (!left) parks.delete(applicationId);
}

function readRound(store: ReadStore, roundId: string): RoundTraces {
  const round: RoundTraces = { parks: new Map(), holdings: new Map(), groups: new Map(), counted: new Map() };
  for (const park of listTracedParks(store, roundId)) put(round, parkOf(park));
  return round;
}

/** The round as it stands now; inside a transaction, where rows stand before their event, it is read anew. */
function tracesOfRound(store: ReadStore, roundId: string): RoundTraces {
  if (store.sqlite.inTransaction) return readRound(store, roundId);
  const { mark, rounds } = kept(store);
  const touched = touchedSince(store, mark);
  if (!touched) rounds.clear();
  const parks = new Set((touched ?? []).flatMap(({ noun, ids }) => (changing.has(noun) && ids.applicationId ? [ids.applicationId] : [])));
  for (const [id, round] of rounds) {
    for (const applicationId of parks) {
      const [park] = listTracedParks(store, id, applicationId).map(parkOf);
      takeOut(round, applicationId, park);
      if (park) put(round, park);
    }
  }
  const known = rounds.get(roundId) ?? readRound(store, roundId);
  rounds.set(roundId, known);
  return known;
}

function groupOf({ groups }: RoundTraces, holding: Holding): number {
  const key = holding.group === null ? [...holding.parks.keys()].sort().join() : '';
  holding.group ??= groups.get(key) ?? groups.size;
  if (key !== '') groups.set(key, holding.group);
  return holding.group;
}

function othersOf(round: RoundTraces, trace: Trace, own: string, hidden: ReadonlySet<string>): Others | null {
  const holding = round.holdings.get(nameOf(trace));
  if (!holding) return null;
  const unseen = [...hidden].filter((id) => id !== own && holding.parks.has(id)).length;
  const count = holding.parks.size - 1 - unseen;
  if (count <= 0) return null;
  return {
    count,
    has: (id) => id !== own && !hidden.has(id) && holding.parks.has(id),
    get group() {
      return groupOf(round, holding);
    },
    *[Symbol.iterator]() {
      for (const park of holding.parks.values()) if (park.applicationId !== own && !hidden.has(park.applicationId)) yield park;
    },
  };
}

const nobody: ReadonlySet<string> = new Set();

/** What each application has in common with others of its round; those in `hidden`, from which a member is recused, are not told. */
export function sharedFindings(
  store: ReadStore,
  roundId: string,
  scheme: Scheme,
  hidden: ReadonlySet<string> = nobody,
): (applicationId: string) => Finding[] {
  const round = tracesOfRound(store, roundId);
  return (applicationId) =>
    findShared(scheme, round.parks.get(applicationId)?.traces ?? [], (trace) => othersOf(round, trace, applicationId, hidden));
}

/** How many of them there are besides hints, for the office's list: counted once until something changes. */
export function countShared(store: ReadStore, roundId: string, scheme: Scheme): (applicationId: string) => number {
  const { counted } = tracesOfRound(store, roundId);
  const found = sharedFindings(store, roundId, scheme);
  return (applicationId) => {
    const count = counted.get(applicationId) ?? found(applicationId).filter(({ code }) => !isHint(code)).length;
    counted.set(applicationId, count);
    return count;
  };
}
