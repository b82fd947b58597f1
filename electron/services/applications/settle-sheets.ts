/** Sheets after what is asked has changed: another rubric, or another type of the one that it is about. */
import { partOfJudge, rubricFor, rubricLeaves, typesNamed } from '../../../domain/rubric/leaves.ts';
import { completeRubric, type Leaf, type Rubric, type WrittenRubric } from '../../../domain/rubric/model.ts';
import { fitsLeaf, sheetTotals } from '../../../domain/scoring/check-score.ts';
import { getApplication } from '../../../db/queries/applications.ts';
import { listEvents } from '../../../db/queries/events.ts';
import { getPerson } from '../../../db/queries/panel.ts';
import type { RoundRow } from '../../../db/queries/rounds.ts';
import { deleteScore, getSheet, listRoundSheets, listScores, upsertSheet, type SheetRow } from '../../../db/queries/scores.ts';
import { deleteAbstention, listAbstentions, wholePark } from '../../../db/queries/seats.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import type { Act } from '../session/act.ts';
import { rubricOf, rubricOfSeat } from '../session/lookups.ts';

interface Settled {
  /** sheets that have to be submitted again */
  readonly reopened: number;
  /** scores that were taken off; the record keeps what they said */
  readonly dropped: number;
}

type Seat = Pick<SheetRow, 'personId' | 'applicationId'>;
type Leaves = ReadonlyMap<string, Leaf>;

export function leavesOf(rubric: Rubric): Leaves {
  return new Map(rubricLeaves(rubric).map(({ criterion }) => [criterion.id, criterion]));
}

/** Takes off the scores and abstentions that do not fit what is asked; gives how many. */
function dropScores(tx: WriteStore, { personId, applicationId }: Seat, asked: Leaves, { append }: Act): number {
  const entity = (criterionId: string): string => `score:${personId}/${applicationId}/${criterionId}`;
  const unfit = listScores(tx, personId, applicationId).filter(({ criterionId, points100 }) => {
    const leaf = asked.get(criterionId);
    return !leaf || !fitsLeaf(leaf, points100);
  });
  for (const { criterionId, points100, comment } of unfit) {
    deleteScore(tx, personId, applicationId, criterionId);
    append(tx, { kind: 'score.drop', entity: entity(criterionId), old: { points100, comment }, new: null });
  }
  const unasked = listAbstentions(tx, personId, applicationId).filter(
    ({ criterionId }) => criterionId !== wholePark && !asked.has(criterionId),
  );
  for (const { criterionId, reason } of unasked) {
    deleteAbstention(tx, personId, applicationId, criterionId);
    append(tx, { kind: 'score.drop', entity: entity(criterionId), old: { abstained: reason }, new: null });
  }
  return unfit.length + unasked.length;
}

function unseal(tx: WriteStore, { personId, applicationId, state, digest, submittedAt }: SheetRow, { append }: Act): void {
  upsertSheet(tx, { personId, applicationId, state: 'draft', digest: null, submittedAt: null });
  append(tx, {
    kind: 'score.unseal',
    entity: `sheet:${personId}/${applicationId}`,
    old: { state, digest, submittedAt },
    new: { state: 'draft' },
  });
}

/**
 * Nothing that was sealed stands any more: scores that no longer fit what is asked are taken off, and every submitted sheet has to be
 * submitted again. Of one application where it is named, else of the whole round.
 */
export function settleSheets(tx: WriteStore, roundId: string, rubric: Rubric, act: Act, applicationId?: string): Settled {
  const known = new Map<string, Leaves>();
  // what moved into another member's part of the rubric is asked of this one no more
  const askedOf = ({ personId, applicationId: id }: Seat): Leaves => {
    const type = getApplication(tx, id)?.type ?? null;
    const { role, stage } = getPerson(tx, personId) ?? { role: 'expert' as const, stage: null };
    const key = `${type ?? ''} ${role} ${stage ?? ''}`;
    const asked = known.get(key) ?? leavesOf(rubricFor(rubric, { role, stage, type }));
    known.set(key, asked);
    return asked;
  };
  let [reopened, dropped] = [0, 0];
  for (const sheet of listRoundSheets(tx, roundId)) {
    if (applicationId !== undefined && sheet.applicationId !== applicationId) continue;
    dropped += dropScores(tx, sheet, askedOf(sheet), act);
    if (sheet.state !== 'submitted') continue;
    unseal(tx, sheet, act);
    reopened++;
  }
  return { reopened, dropped };
}

/** The rubrics with which scoring was opened, the first one first. */
export function listFrozen(store: ReadStore, roundId: string): Rubric[] {
  return listEvents(store, { entity: `round:${roundId}`, limit: 100_000 }).flatMap(({ kind, new: now }) => {
    const { rubric } = kind === 'round.openScoring' && now !== null ? (JSON.parse(now) as { rubric?: WrittenRubric | null }) : {};
    return rubric ? [completeRubric(rubric)] : [];
  });
}

/**
 * What a member is asked of an application now, and then whatever else was asked of one since scoring was opened: under other rubrics,
 * and of other types. What was sealed far away is held to what was asked there. Empty where the round has no rubric.
 */
export function listAsked(store: ReadStore, round: RoundRow, frozen: readonly Rubric[], { personId, applicationId }: Seat): Rubric[] {
  const rubric = rubricOf(round);
  if (!rubric) return [];
  const { role, stage } = getPerson(store, personId) ?? { role: 'expert' as const, stage: null };
  const now = rubricOfSeat(store, round, personId, applicationId);
  const once = [rubric, ...frozen.toReversed()].flatMap((whole) => {
    const types = typesNamed(whole);
    return types.length === 0 ? [partOfJudge(whole, { role, stage })] : types.map((type) => rubricFor(whole, { role, stage, type }));
  });
  return [...new Map([...(now ? [now] : []), ...once].map((one) => [JSON.stringify(one), one])).values()];
}

/** A sheet that does not fit what is asked of the park now. */
export interface Outdated {
  readonly applicationId: string;
  readonly parkName: string;
  /** of the park, as it stands here; null while it is open */
  readonly type: string | null;
  /** scores and abstentions that were taken off */
  readonly dropped: number;
  /** it was submitted */
  readonly sealed: boolean;
}

/**
 * A sheet that a file brought, or over which a file brought other criteria: what does not fit any more is taken off, and a seal over it
 * is broken; null where all of it fits, and while a rubric is being edited, after which every sheet is settled. Where `keepsSeal`, on a
 * laptop, a submitted sheet stays as it is: only the office opens it.
 */
export function settleSeat(tx: WriteStore, round: RoundRow, seat: Seat, act: Act, keepsSeal: boolean): Outdated | null {
  const { personId, applicationId } = seat;
  const sheet = getSheet(tx, personId, applicationId);
  const application = getApplication(tx, applicationId);
  const asked = round.state === 'preparing' ? null : rubricOfSeat(tx, round, personId, applicationId);
  if (!sheet || !application || !asked) return null;
  const { parkName, type } = application;
  const leaves = leavesOf(asked);
  const scores = listScores(tx, personId, applicationId);
  const sealed = sheet.state === 'submitted';
  const fits = scores.every(({ criterionId, points100 }) => {
    const leaf = leaves.get(criterionId);
    return leaf !== undefined && fitsLeaf(leaf, points100);
  });
  const abstained = listAbstentions(tx, personId, applicationId);
  const known = abstained.every(({ criterionId }) => criterionId === wholePark || leaves.has(criterionId));
  const { complete } = sheetTotals(asked, Object.fromEntries(scores.map((row) => [row.criterionId, row])), abstained);
  if (fits && known && (!sealed || complete)) return null;
  if (sealed && keepsSeal) return { applicationId, parkName, type, dropped: 0, sealed };
  const dropped = dropScores(tx, seat, leaves, act);
  if (sealed) unseal(tx, sheet, act);
  return { applicationId, parkName, type, dropped, sealed };
}
