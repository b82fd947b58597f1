/** Submitted sheets and the opinions sealed with them, against the digests that they were sealed with. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { completeRubric, type Rubric, type WrittenRubric } from '../../domain/rubric/model.ts';
import { canonicalSheet } from '../../domain/scoring/check-score.ts';
import { canonicalOpinion } from '../../domain/scoring/opinion-seal.ts';
import { listOpenCells } from '../queries/exchange/cells.ts';
import { getRound } from '../queries/rounds.ts';
import { getOpinion, listOpinionSeals } from '../queries/opinions.ts';
import { listScores } from '../queries/scores.ts';
import { listAbstentions } from '../queries/seats.ts';
import type { ReadStore } from '../store/open.ts';

interface Sealed {
  readonly personId: string;
  readonly applicationId: string;
  readonly roundId: string;
  readonly digest: string;
}

function sha256Of(value: object): string {
  return createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex');
}

/** Whether the opinion beside a submitted sheet is one that a submission of it sealed; true where none was sealed. */
function isOpinionSealed(store: ReadStore, { personId, applicationId, roundId, digest }: Sealed): boolean {
  const seals = listOpinionSeals(store, personId, applicationId, digest);
  if (seals.length === 0 || seals.some((seal) => seal.digest === null)) return true;
  const opinion = getOpinion(store, personId, applicationId);
  const stated = opinion && sha256Of(canonicalOpinion({ ...opinion, roundId }));
  return seals.some((seal) => seal.digest === stated);
}

/** Sheets whose lines or opinion are not those that were sealed; not asked of one with rows that wait for a choice. */
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
  return sheets.flatMap((sheet) => {
    const { personId, applicationId, roundId, digest } = sheet;
    const rubric = rubricOf(roundId);
    if (rubric === null || open.has(`${personId}/${applicationId}`)) return [];
    const scores = Object.fromEntries(listScores(store, personId, applicationId).map((row) => [row.criterionId, row]));
    const abstained = listAbstentions(store, personId, applicationId).map(({ criterionId, reason }) => ({ criterionId, reason }));
    const stated = sha256Of(canonicalSheet(rubric, { roundId, personId, applicationId, scores, abstained }));
    return [
      ...(stated === digest ? [] : [`sheet:${personId}/${applicationId}`]),
      ...(isOpinionSealed(store, sheet) ? [] : [`opinion:${personId}/${applicationId}`]),
    ];
  });
}
