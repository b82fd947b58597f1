/** The rows that a file brings, judged by the rules of the round, and taken in. */
import { findCellProblem } from '../../domain/exchange/check-cells.ts';
import { isConflict, shownHead, type Cell, type Content } from '../../domain/exchange/lineage.ts';
import { ownedKey } from '../../domain/exchange/owned-tables.ts';
import { planMerge } from '../../domain/exchange/plan-merge.ts';
import { refuse } from '../../domain/result.ts';
import type { Rubric } from '../../domain/scheme/scheme.ts';
import { canonicalSheet, checkScore } from '../../domain/scoring/check-score.ts';
import { rubricLeaves } from '../../domain/scoring/rubric.ts';
import { getApplication } from '../../db/queries/applications.ts';
import { applyChanges, findBrokenLink, insertForeignEvents, listForks, readCells, refreshLineage } from '../../db/queries/exchange.ts';
import { isAssigned } from '../../db/queries/panel.ts';
import { getRound } from '../../db/queries/rounds.ts';
import { getVoid } from '../../db/queries/seats.ts';
import type { ReadStore, WriteStore } from '../../db/open.ts';
import { restoreSheet, voidSheet } from './conflicts.ts';
import type { Judged } from './exchange-checks.ts';
import { rubricOf } from './rounds.ts';
import { digestSheet } from './scores.ts';

/** The chains hold, and every row is its owner's and says what its events say. @throws exchange/chain-broken, exchange/foreign-rows, exchange/rows-contradict, exchange/part-unreadable */
export function judgeRows({ path, manifest, cells, chains, events }: Judged, ownerName: string): void {
  const broken = findBrokenLink(chains);
  if (broken !== null) refuse('exchange/chain-broken', { path, seq: broken });
  if (manifest.kind === 'return') {
    const [own = []] = chains;
    const gap = own.findIndex((event, index) => event.seq !== index + 1);
    if (gap >= 0) refuse('exchange/chain-broken', { path, seq: gap + 1 });
    if (own.at(-1)?.hash !== manifest.chain.hash || own.length !== manifest.chain.seq) refuse('exchange/chain-broken', { path, seq: manifest.chain.seq });
  }
  const problem = findCellProblem(cells, manifest.owner, events);
  if (problem?.code === 'exchange/foreign-rows') {
    const count = cells.filter((cell) => ownedKey(cell.entity)?.owner !== manifest.owner).length;
    refuse('exchange/foreign-rows', { path, owner: ownerName, count, entity: problem.entity });
  }
  if (problem) refuse(problem.code, { path, entity: problem.entity, part: 'cells.json' });
}

/** By the park of each row. */
function applicationOf(cell: Cell): string {
  return ownedKey(cell.entity)?.values[1] ?? '';
}

/**
 * Scores within the rubric, parks that are the owner's, seals that fit what they seal.
 * @throws exchange/row-invalid, exchange/rows-contradict
 */
export function judgeByRound(store: ReadStore, { path, manifest, cells }: Judged): void {
  const round = getRound(store, manifest.round.id);
  const rubric = (round && rubricOf(round)) ?? refuse('exchange/other-round', { path, round: manifest.round.name });
  const leaves = new Map(rubricLeaves(rubric).map(({ criterion }) => [criterion.id, criterion]));
  for (const cell of cells) {
    const key = ownedKey(cell.entity);
    const [personId = '', applicationId = '', criterionId = ''] = key?.values ?? [];
    const invalid = (): never => refuse('exchange/row-invalid', { path, entity: cell.entity });
    const isHere = getApplication(store, applicationId)?.roundId === manifest.round.id && (isAssigned(store, personId, applicationId) || getVoid(store, personId, applicationId) !== undefined);
    if (!isHere) invalid();
    if (key?.table.name !== 'score' || criterionId === '') continue;
    const leaf = leaves.get(criterionId) ?? invalid();
    for (const { content } of cell.heads) {
      const points = content['points100'] ?? null;
      if (points === null) continue;
      if (typeof points !== 'number' || !Number.isSafeInteger(points) || points < 0) return invalid();
      try {
        checkScore(leaf, `${Math.floor(points / 100)}.${String(points % 100).padStart(2, '0')}`);
      } catch {
        invalid();
      }
    }
  }
  for (const [applicationId, own] of Map.groupBy(cells, applicationOf)) {
    if (!sealFits(rubric, manifest.round.id, manifest.owner, applicationId, own)) refuse('exchange/rows-contradict', { path, entity: `sheet:${manifest.owner}/${applicationId}` });
  }
}

/** A submitted sheet without open choices has the digest of its rows. */
function sealFits(rubric: Rubric, roundId: string, personId: string, applicationId: string, cells: readonly Cell[]): boolean {
  const sheet = cells.find((cell) => cell.entity === `sheet:${personId}/${applicationId}`);
  const shown = sheet && shownHead(sheet);
  if (shown?.content['state'] !== 'submitted' || cells.some(isConflict)) return true;
  const contents = cells.flatMap((cell) => {
    const key = ownedKey(cell.entity);
    const head = shownHead(cell);
    return key?.table.name === 'score' && head ? [{ criterionId: key.values[2] ?? '', content: head.content }] : [];
  });
  return digestContents(rubric, roundId, personId, applicationId, contents) === shown.content['digest'];
}

/** The digest that a sheet with these rows would be sealed with. */
export function digestContents(rubric: Rubric, roundId: string, personId: string, applicationId: string, rows: readonly { readonly criterionId: string; readonly content: Content }[]): string {
  const scores = Object.fromEntries(rows.flatMap(({ criterionId, content }) => (typeof content['points100'] === 'number' ? [[criterionId, { points100: content['points100'], comment: (content['comment'] ?? null) as string | null }]] : [])));
  const abstained = rows.flatMap(({ criterionId, content }) => (typeof content['abstained'] === 'string' ? [{ criterionId, reason: content['abstained'] }] : []));
  return digestSheet(canonicalSheet(rubric, { roundId, personId, applicationId, scores, abstained }));
}

export interface Taken {
  readonly came: number;
  readonly alreadyThere: number;
  /** entities */
  readonly conflicts: readonly string[];
  readonly voided: readonly { readonly applicationId: string; readonly scores: number; readonly total100: number }[];
  readonly forked: boolean;
}

/**
 * Takes the rows in, inside the caller's transaction. Rows of parks that are not here are left out: the other side
 * keeps them. @throws exchange/rows-contradict
 */
export function takeRows(tx: WriteStore, { path, manifest, cells, chains }: Pick<Judged, 'path' | 'manifest' | 'cells' | 'chains'>, at: string): Taken {
  refreshLineage(tx);
  const local = readCells(tx, manifest.owner);
  const parks = new Map<string, boolean>();
  const isHere = (cell: Cell): boolean => {
    const id = applicationOf(cell);
    let here = parks.get(id);
    if (here === undefined) parks.set(id, (here = getApplication(tx, id) !== undefined));
    return here;
  };
  const plan = planMerge((entity) => local.get(entity), cells.filter(isHere));
  const [contradiction] = plan.contradictions;
  if (contradiction !== undefined) refuse('exchange/rows-contradict', { path, entity: contradiction });
  const forksBefore = listForks(tx).length;
  applyChanges(tx, plan.changes);
  insertForeignEvents(tx, chains);
  const voided = plan.changes.flatMap((change) => {
    const key = ownedKey(change.entity);
    return key?.table.name === 'conflict' && change.show ? followDeclaration(tx, manifest.round.id, key.values, change.show.content, at) : [];
  });
  return { came: plan.changes.length, alreadyThere: plan.alreadyThere, conflicts: plan.conflicts, voided, forked: listForks(tx).length > forksBefore };
}

/** A relation that arrives after the scores takes them out of the count; one taken back lets them count again. */
export function followDeclaration(tx: WriteStore, roundId: string, values: readonly string[], content: Content, at: string): Taken['voided'] {
  const [personId = '', applicationId = ''] = values;
  const recused = (content['relation'] ?? 'none') !== 'none';
  const reason = typeof content['reason'] === 'string' ? content['reason'] : null;
  if (recused) {
    const done = voidSheet(tx, roundId, { personId, applicationId, cause: 'recusal', reason, at }, personId);
    return done ? [{ applicationId, ...done }] : [];
  }
  const known = getVoid(tx, personId, applicationId);
  if (known?.cause === 'recusal') restoreSheet(tx, roundId, known, { actor: personId, at, reason: reason ?? '' });
  return [];
}
