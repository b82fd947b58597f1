/** 依据: what a decision rests on, taken from the record when it is made, and the words for it wherever it is told. */
import type { Evaluation } from '../../../domain/eligibility/evaluate.ts';
import { dateInChina } from '../../../domain/numbers/china-time.ts';
import { formatDate } from '../../../domain/report/phrases.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import { groundConditions, isSameGround, type Ground, type Standing } from '../../../domain/deliberation/ground.ts';
import { groundSummary, groundWords, type GroundWords } from '../../../domain/deliberation/ground-words.ts';
import type { TypeProposal } from '../../../domain/shortlist/propose.ts';
import { pick } from '../../../domain/pick.ts';
import { listRoundRulings } from '../../../db/queries/applications.ts';
import { listRoundVotes, onListing, type listDecisions } from '../../../db/queries/results.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import type { Call } from '../session/session.ts';

type DecisionRow = ReturnType<typeof listDecisions>[number];

/** Of which the ground of each applicant follows. */
interface Matter {
  readonly roundId: string;
  readonly scheme: Scheme;
  readonly evaluations: ReadonlyMap<string, Evaluation>;
  readonly proposal: readonly TypeProposal[];
}

export type FindGround = (applicationId: string) => Ground;

function standingsOf({ scheme, proposal }: Matter): Map<string, Standing> {
  const labels = new Map(scheme.types.map(({ id, label }) => [id, label]));
  return new Map(
    proposal.flatMap(({ type, quota, rows }) => {
      const of = rows.filter(({ rank }) => rank !== null).length;
      const label = labels.get(type) ?? null;
      return rows.map((row) => [row.applicationId, { type: label, ...pick(row, 'rank', 'tied', 'total'), of, quota }] as const);
    }),
  );
}

/** Reads once what all grounds of a round need; each is made when it is asked for. */
export function groundsOf(store: ReadStore, matter: Matter): FindGround {
  const { roundId, evaluations, proposal } = matter;
  const rulings = listRoundRulings(store, roundId);
  const votes = new Map(
    listRoundVotes(store, roundId).flatMap((row) => (row.question === onListing ? [[row.applicationId, row.cast]] : [])),
  );
  const rows = new Map(proposal.flatMap((group) => group.rows.map((row) => [row.applicationId, row] as const)));
  const standings = standingsOf(matter);
  return (applicationId) => {
    const evaluation = evaluations.get(applicationId);
    const row = rows.get(applicationId);
    const vote = votes.get(applicationId);
    const reasons = new Map(rulings.get(applicationId)?.map((one) => [one.conditionId, one.reason]));
    return {
      proposed: row?.result ?? null,
      reasons: row ? [...row.reasons] : [],
      conditions: evaluation ? groundConditions(evaluation, reasons) : [],
      standing: standings.get(applicationId) ?? null,
      automatic: evaluation?.automatic?.article ?? null,
      vote: vote ? pick(vote, 'ballot', 'majority', 'quorum', 'members', 'present', 'agree', 'against', 'abstain') : null,
    };
  };
}

export interface DecisionGround extends GroundWords {
  readonly summary: string;
  /** the record says something else of it now */
  readonly moved: boolean;
  /** who decided and when */
  readonly made: string;
  readonly standingData: Standing | null;
}

/** The ground of a decision in words: as it was kept, or of a decision of before grounds were kept, as the record has it. */
export function viewGround(
  decision: DecisionRow,
  find: FindGround,
  { language, t, institution, isClosed }: Pick<Call, 'language' | 't'> & { readonly institution: string; readonly isClosed: boolean },
): DecisionGround {
  const kept = decision.ground;
  const found = find(decision.applicationId);
  // what comes on record of a park after the round is over, as its new title, has no part in the decision
  const now = kept !== null && isClosed ? { ...found, conditions: kept.conditions, automatic: kept.automatic } : found;
  const ground = kept ?? now;
  const words = groundWords(ground, decision, { language, t });
  return {
    ...words,
    summary: groundSummary(words, { t }),
    moved: kept !== null && !isSameGround(kept, now),
    made: t('shortlist.ground.made', {
      date: formatDate(t, dateInChina(decision.at)),
      institution,
      by: kept?.by ?? t('common.role.secretary'),
    }),
    standingData: ground.standing,
  };
}
