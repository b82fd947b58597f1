/** Submitted sheets against the digest that they were sealed with. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { completeRubric, type Rubric, type WrittenRubric } from '../../domain/rubric/model.ts';
import { canonicalSheet } from '../../domain/scoring/check-score.ts';
import { listOpenCells } from '../queries/exchange/cells.ts';
import { getRound } from '../queries/rounds.ts';
import { listScores } from '../queries/scores.ts';
import { listAbstentions } from '../queries/seats.ts';
import type { ReadStore } from '../store/open.ts';

interface Sealed {
  readonly personId: string;
  readonly applicationId: string;
  readonly roundId: string;
  readonly digest: string;
}

/** Sheets whose lines are not those that were sealed; not asked of one with lines that wait for a choice. */
export function findUnsealedSheets(store: ReadStore): string[] {
  const sheets = store.sqlite
    .prepare(
      `SELECT s.person_id AS personId, s.application_id AS applicationId, a.round_id AS roundId, s.digest
         FROM sheet s JOIN application a ON a.id = s.application_id WHERE s.state = 'submitted'`,
    )
    .all() as Sealed[];
  if (sheets.length === 0) return [];
  const open = new Set(listOpenCells(store).map(({ key, applicationId }) => `${key.owner ?? ''}/${applicationId}`));
  const rubrics = new Map<string, Rubric | null>();
  const rubricOf = (roundId: string): Rubric | null => {
    const known = rubrics.get(roundId);
    if (known !== undefined) return known;
    const text = getRound(store, roundId)?.rubric ?? null;
    const rubric = text === null ? null : completeRubric(JSON.parse(text) as WrittenRubric);
    rubrics.set(roundId, rubric);
    return rubric;
  };
  return sheets.flatMap(({ personId, applicationId, roundId, digest }) => {
    const rubric = rubricOf(roundId);
    if (rubric === null || open.has(`${personId}/${applicationId}`)) return [];
    const scores = Object.fromEntries(listScores(store, personId, applicationId).map((row) => [row.criterionId, row]));
    const abstained = listAbstentions(store, personId, applicationId).map(({ criterionId, reason }) => ({ criterionId, reason }));
    const text = canonicalize(canonicalSheet(rubric, { roundId, personId, applicationId, scores, abstained })) ?? '';
    return createHash('sha256').update(text).digest('hex') === digest ? [] : [`sheet:${personId}/${applicationId}`];
  });
}
