/** The rows that a file brings, judged by the rules of the round, and taken in. */
import { findCellProblem } from '../../../domain/exchange/check-cells.ts';
import { shownHead, type Cell, type Content } from '../../../domain/exchange/lineage.ts';
import { isOfSheet, ownedKey } from '../../../domain/exchange/owned-tables.ts';
import { planMerge, type CellChange } from '../../../domain/exchange/plan-merge.ts';
import { saidBy } from '../../../domain/exchange/said.ts';
import { gatherSheet, isPlainSheet, sealedLine, sealOf, type SaidBy } from '../../../domain/exchange/sheet-in-use.ts';
import { refuse } from '../../../domain/result.ts';
import type { Leaf, Rubric } from '../../../domain/rubric/model.ts';
import { canonicalSheet, fitsLeaf, sheetTotals } from '../../../domain/scoring/check-score.ts';
import type { Translate } from '../../../domain/text.ts';
import { getApplication } from '../../../db/queries/applications.ts';
import { applyChanges, refreshLineage, showSheet, showVisit } from '../../../db/queries/exchange/lineage.ts';
import { findBrokenLink, insertForeignEvents, isKnownEvent, listForks } from '../../../db/queries/exchange/foreign-events.ts';
import { listOpenCells, parkOfKey, readCells, readVisitCells } from '../../../db/queries/exchange/cells.ts';
import { isAssigned, listAssignments } from '../../../db/queries/panel.ts';
import { getRound } from '../../../db/queries/rounds.ts';
import { getVoid } from '../../../db/queries/seats.ts';
import { getWorkspace } from '../../../db/queries/workspace.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import { leavesOf, listAsked, listFrozen, settleSeat, type Outdated } from '../applications/settle-sheets.ts';
import { restoreSheet, voidSheet } from '../panel/conflicts.ts';
import type { Judged } from './checks.ts';
import { judgeVisits, visitParks, visitRowsOf } from './visits.ts';
import { digestSheet } from '../scoring/scores.ts';
import { digestOpinionContent, type SealedSeat } from '../scoring/opinion-seal.ts';
import { actAs, type Act } from '../session/act.ts';
import { followMeasures } from '../visits/measures.ts';

/** The chains hold, and every row is its owner's and says what its events say. @throws exchange/chain-broken, exchange/foreign-rows, exchange/rows-contradict, exchange/part-unreadable */
export function judgeRows({ path, manifest, cells, chains, events }: Judged, ownerName: string): void {
  const broken = findBrokenLink(chains);
  if (broken !== null) refuse('exchange/chain-broken', { path, seq: broken });
  if (manifest.kind === 'return') {
    const [own = []] = chains;
    const gap = own.findIndex((event, index) => event.seq !== index + 1);
    if (gap >= 0) refuse('exchange/chain-broken', { path, seq: gap + 1 });
    if (own.at(-1)?.hash !== manifest.chain.hash || own.length !== manifest.chain.seq)
      refuse('exchange/chain-broken', { path, seq: manifest.chain.seq });
  }
  const problem = findCellProblem(cells, { owner: manifest.owner, isOffice: manifest.kind === 'task' }, events);
  if (problem?.code === 'exchange/foreign-rows') refuse('exchange/foreign-rows', { path, owner: ownerName, entity: problem.entity });
  if (problem) refuse(problem.code, { path, entity: problem.entity, part: 'cells.json' });
}

/** By the park of each row; empty where a visit is of no park that anybody named. */
function parksOf(store: ReadStore, cells: readonly Cell[]): (cell: Cell) => string {
  const visits = visitParks(store, cells);
  return (cell) => {
    const key = ownedKey(cell.entity);
    return (key?.table.shared ? visits.get(key.values[0] ?? '') : key?.values[1]) ?? '';
  };
}

/** A sheet is opened again by the office only; what its own machine wrote, or has seen already, it knows. */
function requireOwnReopenings(store: ReadStore, { path, events }: Judged): void {
  const device = getWorkspace(store)?.deviceId;
  for (const event of events.values()) {
    if ((event.kind === 'score.reopen' || event.kind === 'score.unseal') && event.device !== device && !isKnownEvent(store, event))
      refuse('exchange/row-invalid', { path, entity: event.entity });
  }
}

/**
 * Scores within the rubric, parks that are the owner's, seals that fit what they seal, and are whole; visits that the
 * round could have.
 * @throws exchange/row-invalid, exchange/rows-contradict, exchange/visit-missing
 */
export function judgeByRound(store: ReadStore, judged: Judged): void {
  const { path, manifest, cells } = judged;
  const round = getRound(store, manifest.round.id) ?? refuse('exchange/other-round', { path, round: manifest.round.name });
  const frozen = listFrozen(store, round.id);
  const known = new Map<string, Asked[]>();
  const askedOf = (applicationId: string): Asked[] => {
    const asked =
      known.get(applicationId) ??
      listAsked(store, round, frozen, { personId: manifest.owner, applicationId }).map((rubric) => ({ rubric, leaves: leavesOf(rubric) }));
    known.set(applicationId, asked);
    return asked;
  };
  const parkOf = parksOf(store, cells);
  const isSeat = (applicationId: string): boolean =>
    getApplication(store, applicationId)?.roundId === manifest.round.id &&
    (isAssigned(store, manifest.owner, applicationId) || getVoid(store, manifest.owner, applicationId) !== undefined);
  judgeVisits(store, judged, isSeat);
  requireOwnReopenings(store, judged);
  for (const cell of cells) {
    const key = ownedKey(cell.entity);
    const invalid = (): never => refuse('exchange/row-invalid', { path, entity: cell.entity });
    if (!key || !isSeat(parkOf(cell))) return invalid();
    const [, , criterionId = ''] = key.values;
    if (!['score', 'explanation'].includes(key.table.name) || criterionId === '') continue;
    for (const { content } of cell.heads) {
      // by what was asked where it was given: what does not fit any more is taken off when the file is taken in
      if (!askedOf(parkOf(cell)).some((asked) => isLineOf(asked, criterionId, content))) invalid();
    }
  }
  const personal = cells.filter((cell) => ownedKey(cell.entity)?.owner === manifest.owner);
  for (const [applicationId, own] of Map.groupBy(personal, parkOf)) {
    if (!sealFits(askedOf(applicationId), judged, applicationId, own))
      refuse('exchange/rows-contradict', { path, entity: `sheet:${manifest.owner}/${applicationId}` });
  }
}

/** A rubric that was asked of a park at some time. */
interface Asked {
  readonly rubric: Rubric;
  readonly leaves: ReadonlyMap<string, Leaf>;
}

/** Whether a row says nothing, or something that this rubric asks. */
function isLineOf({ leaves }: Asked, criterionId: string, content: Content): boolean {
  // a criterion that is in the rubric no longer may still have had a score
  if (Object.values(content).every((value) => value === null)) return true;
  const leaf = leaves.get(criterionId);
  return leaf !== undefined && (typeof content['points100'] !== 'number' || fitsLeaf(leaf, content['points100']));
}

/** Every submitted sheet that stands has the digest of the lines that were sealed with it, and lacks nothing of what was asked then. */
function sealFits(ever: readonly Asked[], { manifest, events }: Judged, applicationId: string, cells: readonly Cell[]): boolean {
  const { owner, round } = manifest;
  const sheet = cells.find((cell) => cell.entity === `sheet:${owner}/${applicationId}`);
  const said = saidBy((version) => events.get(version));
  const { scores: lines, opinion } = gatherSheet(cells);
  return (sheet?.heads ?? []).every((head) => {
    if (!sheet || head.content['state'] !== 'submitted') return true;
    const seal = sealOf(sheet, head, said);
    if (seal === null) return false;
    const sealed = lines.map((cell) => ({
      criterionId: ownedKey(cell.entity)?.values[2] ?? '',
      content: sealedLine(cell, seal, said)?.content,
    }));
    const contents = sealed.flatMap(({ criterionId, content }) => (content ? [{ criterionId, content }] : []));
    return (
      contents.length === sealed.length &&
      ever.some(
        (asked) =>
          contents.every(({ criterionId, content }) => isLineOf(asked, criterionId, content)) &&
          digestContents(asked.rubric, round.id, owner, applicationId, contents) === head.content['digest'] &&
          isComplete(asked.rubric, contents),
      ) &&
      opinionFits({ roundId: round.id, personId: owner, applicationId }, opinion, seal, said)
    );
  });
}

/**
 * The opinion that stands under a submission is the one whose digest the submission names: none where it names none.
 * Files of before opinions were sealed in their history name it only, and some version must have said it.
 */
function opinionFits(seat: SealedSeat, cell: Cell | undefined, seal: string, said: SaidBy): boolean {
  const named = said(seal)?.opinion ?? null;
  const fits = (content: Content | undefined): boolean => content !== undefined && digestOpinionContent(seat, content) === named;
  if (cell?.versions.some((version) => version.id === seal)) return fits(sealedLine(cell, seal, said)?.content);
  return named === null || (cell?.versions ?? []).some((version) => fits(said(version.id)?.content));
}

type ScoreContents = readonly { readonly criterionId: string; readonly content: Content }[];

function scoresOf(rows: ScoreContents): Record<string, { points100: number; comment: string | null }> {
  return Object.fromEntries(
    rows.flatMap(({ criterionId, content }) =>
      typeof content['points100'] === 'number'
        ? [[criterionId, { points100: content['points100'], comment: (content['comment'] ?? null) as string | null }]]
        : [],
    ),
  );
}

function abstentionsOf(rows: ScoreContents): { criterionId: string; reason: string }[] {
  return rows.flatMap(({ criterionId, content }) =>
    typeof content['abstained'] === 'string' ? [{ criterionId, reason: content['abstained'] }] : [],
  );
}

/** As the program asks it before a sheet is handed in. */
function isComplete(rubric: Rubric, rows: ScoreContents): boolean {
  return sheetTotals(rubric, scoresOf(rows), abstentionsOf(rows)).complete;
}

/** What a sheet with these rows comes to. */
export function totalOfContents(rubric: Rubric, rows: ScoreContents): number {
  return sheetTotals(rubric, scoresOf(rows), abstentionsOf(rows)).total100;
}

/** The digest that a sheet with these rows would be sealed with. */
export function digestContents(rubric: Rubric, roundId: string, personId: string, applicationId: string, rows: ScoreContents): string {
  return digestSheet(canonicalSheet(rubric, { roundId, personId, applicationId, scores: scoresOf(rows), abstained: abstentionsOf(rows) }));
}

/** Rows of a file, each in one of three: of those that wait for a choice the entities. */
export interface Sorted {
  readonly came: number;
  readonly alreadyThere: number;
  readonly conflicts: readonly string[];
}

/** Sorts the rows of a file after it was taken in; `changed`: those that said something new. */
export function sortRows(store: ReadStore, cells: readonly Cell[], changed: ReadonlySet<string>): Sorted {
  const open = new Set(listOpenCells(store).map(({ cell }) => cell.entity));
  const settled = cells.filter(({ entity }) => !open.has(entity));
  const came = settled.filter(({ entity }) => changed.has(entity)).length;
  return {
    came,
    alreadyThere: settled.length - came,
    conflicts: cells.flatMap(({ entity }) => (open.has(entity) ? [entity] : [])),
  };
}

/** Sheets that are submitted by what the file itself says. */
export function countSubmitted(cells: readonly Cell[]): number {
  return cells.filter((cell) => ownedKey(cell.entity)?.table.name === 'sheet' && shownHead(cell)?.content['state'] === 'submitted').length;
}

export interface Taken extends Sorted {
  /** the file brought something that was not here */
  readonly changed: boolean;
  /** parks of the owner's sheets that say something else now */
  readonly scored: readonly string[];
  readonly voided: readonly { readonly applicationId: string; readonly scores: number; readonly total100: number }[];
  /** visits that the file tells of */
  readonly visits: number;
  /** fields that say something else now */
  readonly measured: number;
  readonly forked: boolean;
  /** sheets of the owner that do not fit what is asked of their parks now */
  readonly outdated: readonly Outdated[];
}

/**
 * Takes the rows in, inside the caller's transaction. Rows of parks that are not here are left out: the other side
 * keeps them. @throws exchange/rows-contradict
 */
export function takeRows(
  tx: WriteStore,
  { path, manifest, cells, chains }: Pick<Judged, 'path' | 'manifest' | 'cells' | 'chains'>,
  act: Act,
  t: Translate,
): Taken {
  refreshLineage(tx);
  const parkOf = parksOf(tx, cells);
  const visits = new Set(visitRowsOf(cells).map((row) => row.visitId));
  const local = new Map([...readCells(tx, manifest.owner), ...readVisitCells(tx, [...visits])]);
  const parks = new Map<string, boolean>();
  const isHere = (cell: Cell): boolean => {
    const id = parkOf(cell);
    let here = parks.get(id);
    if (here === undefined) parks.set(id, (here = getApplication(tx, id) !== undefined));
    return here;
  };
  const here = cells.filter(isHere);
  const plan = planMerge((entity) => local.get(entity), here);
  const [contradiction] = plan.contradictions;
  if (contradiction !== undefined) refuse('exchange/rows-contradict', { path, entity: contradiction });
  const forksBefore = listForks(tx).length;
  applyChanges(tx, plan.changes);
  insertForeignEvents(tx, chains);
  for (const applicationId of mixedSheets(local, plan.changes)) showSheet(tx, manifest.owner, applicationId);
  for (const visitId of splitVisits(local, plan.changes)) showVisit(tx, visitId);
  const round = getRound(tx, manifest.round.id);
  // by what is asked here now; a task may bring a laptop other criteria, or another type of a park
  const seats = manifest.kind === 'task' ? parksOfOwner(tx, manifest.owner) : new Set(here.filter(isOfOwnSheet).map(parkOf));
  const outdated = [...seats].flatMap((applicationId) => {
    const seat = { personId: manifest.owner, applicationId };
    return (round && settleSeat(tx, round, seat, act, manifest.kind === 'task')) ?? [];
  });
  const voided = plan.changes.flatMap((change) => {
    const key = ownedKey(change.entity);
    return key?.table.name === 'conflict' && change.show
      ? followDeclaration(tx, manifest.round.id, key.values, change.show.content, act.at)
      : [];
  });
  // what was measured, and by whom that may still count
  const touched = new Set(plan.changes.filter((change) => /^(visit|conflict):/.test(change.entity)).map(parkOfChange(tx)));
  if (manifest.kind === 'task') for (const [park, here] of parks) if (here) touched.add(park);
  const measured = [...touched].flatMap((park) => (park === '' ? [] : followMeasures(tx, park, act, t)));
  return {
    ...sortRows(tx, here, new Set(plan.changes.map((change) => change.entity))),
    changed: plan.changes.length > 0,
    scored: [...new Set(plan.changes.flatMap(({ entity }) => (entity.startsWith('opinion:') ? [] : (parkOfSheet(entity) ?? []))))],
    voided,
    visits: visits.size,
    measured: measured.length,
    forked: listForks(tx).length > forksBefore,
    outdated,
  };
}

function parksOfOwner(store: ReadStore, personId: string): Set<string> {
  return new Set(listAssignments(store, personId));
}

function isOfOwnSheet({ entity }: Cell): boolean {
  return parkOfSheet(entity) !== null;
}

/** The park of a sheet, of a line of one, or of its opinion. */
function parkOfSheet(entity: string): string | null {
  const key = ownedKey(entity);
  return key && isOfSheet(key.table) ? (key.values[1] ?? null) : null;
}

/** Parks of the sheets that changed and of which no more one laptop's word alone stands. */
function mixedSheets(local: ReadonlyMap<string, Cell>, changes: readonly CellChange[]): string[] {
  const sheets = new Map<string, Map<string, Cell>>();
  for (const { entity } of changes) {
    const park = parkOfSheet(entity);
    if (park !== null) sheets.set(park, new Map());
  }
  const changed = changes.map(({ entity, heads, addVersions }) => ({
    entity,
    heads,
    versions: [...(local.get(entity)?.versions ?? []), ...addVersions],
  }));
  for (const cell of [...local.values(), ...changed]) {
    const park = parkOfSheet(cell.entity);
    if (park !== null) sheets.get(park)?.set(cell.entity, cell);
  }
  return [...sheets].flatMap(([park, cells]) => (isPlainSheet(gatherSheet(cells.values())) ? [] : [park]));
}

/** The visit that a row is of, or a part of. */
function visitOf(entity: string): string | null {
  const key = ownedKey(entity);
  return key?.table.shared ? (key.values[0] ?? null) : null;
}

/** The visits that changed and of which two laptops say, or said until now, different things. */
function splitVisits(local: ReadonlyMap<string, Cell>, changes: readonly CellChange[]): Set<string> {
  const changed = new Set(changes.map(({ entity }) => visitOf(entity)));
  const split = [...local.values(), ...changes].filter(({ heads }) => heads.length > 1).map(({ entity }) => visitOf(entity));
  return new Set(split.filter((visitId) => visitId !== null && changed.has(visitId)).filter((visitId) => visitId !== null));
}

function parkOfChange(store: ReadStore): (change: { readonly entity: string }) => string {
  return ({ entity }) => {
    const key = ownedKey(entity);
    return (key && parkOfKey(store, key)) ?? '';
  };
}

/** A relation that arrives after the scores takes them out of the count; one taken back lets them count again. */
export function followDeclaration(
  tx: WriteStore,
  roundId: string,
  values: readonly string[],
  content: Content,
  at: string,
): Taken['voided'] {
  const [personId = '', applicationId = ''] = values;
  const recused = (content['relation'] ?? 'none') !== 'none';
  // whoever takes the file in, the declaration is that person's
  const own = actAs(personId, at);
  const reason = typeof content['reason'] === 'string' ? content['reason'] : null;
  if (recused) {
    const done = voidSheet(tx, roundId, { personId, applicationId, cause: 'recusal', reason, at }, own);
    return done ? [{ applicationId, ...done }] : [];
  }
  const known = getVoid(tx, personId, applicationId);
  if (known?.cause === 'recusal') restoreSheet(tx, roundId, known, reason ?? '', own);
  return [];
}
