/** 建议名单: ranked parks against eligibility, quotas and the line, and what people decided over it. */
import type { ShortlistAnswer } from '../../../domain/contract/api.ts';
import { settleList, type ListRow, type SettledList } from '../../../domain/shortlist/decisions.ts';
import { Refusal } from '../../../domain/result.ts';
import { resultWords } from '../../../domain/report/result-words.ts';
import { propose, type Candidate, type ProposalRow } from '../../../domain/shortlist/propose.ts';
import type { Evaluation } from '../../../domain/eligibility/evaluate.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import { localText, type Message, type Translate } from '../../../domain/text.ts';
import { isCarried } from '../../../domain/deliberation/vote.ts';
import { getDecision, listDecisions, listRoundVotes, onListing } from '../../../db/queries/results.ts';
import { getChainHead } from '../../../db/queries/events.ts';
import { listApplications, type ApplicationRow } from '../../../db/queries/applications.ts';
import { type RoundRow } from '../../../db/queries/rounds.ts';
import { perConnection, type ReadStore } from '../../../db/store/open.ts';
import { requireRound, schemeOf, settingsOf } from '../session/lookups.ts';
import { labelWithoutType, placesOf } from '../tally/quotas.ts';
import { readRecords } from '../applications/park-records.ts';
import { evaluationsOf, gateOf } from '../applications/round-evaluations.ts';
import { isScored } from '../session/scored.ts';
import { groundsOf, viewGround, type DecisionGround, type FindGround } from './ground.ts';
import { awardsOf, type ParkAwards } from './rewards.ts';
import type { Call } from '../session/session.ts';
import { stageNames, stageNotes } from '../tally/stages.ts';
import { missingView } from '../scoring/missing-sheets.ts';
import { runTally, withoutType } from '../tally/run-tally.ts';
import { type RoundTally } from '../tally/round-tally.ts';
import { pick } from '../../../domain/pick.ts';

type Words = Pick<Call, 'language' | 't'>;

/** Others than the round's own quotas and bound, to try out. */
interface Limits {
  readonly quotas?: Readonly<Record<string, number>> | undefined;
  readonly byRegion?: Readonly<Record<string, number>> | undefined;
  readonly minimumScore?: string | null | undefined;
}

interface Proposal {
  /** null where nobody scores the round, or nobody has to */
  readonly tally: RoundTally | null;
  readonly round: RoundRow;
  readonly applications: readonly ApplicationRow[];
  readonly evaluations: ReadonlyMap<string, Evaluation>;
  /** as the rules propose it */
  readonly rows: ReadonlyMap<string, ProposalRow>;
  /** with the decisions laid over it */
  readonly list: SettledList;
  readonly answer: ShortlistAnswer;
  /** on what a decision about it would rest now */
  readonly groundOf: FindGround;
  /** of what was decided, in words */
  readonly grounds: ReadonlyMap<string, DecisionGround>;
  /** whether the panel voted to list it, where it voted */
  readonly carried: ReadonlyMap<string, boolean>;
}

/** What the panel voted on the listing of each, where it voted. */
function carriedOf(store: ReadStore, roundId: string): Map<string, boolean> {
  return new Map(
    listRoundVotes(store, roundId).flatMap(({ applicationId, question, cast }) =>
      question === onListing ? [[applicationId, isCarried(cast)] as const] : [],
    ),
  );
}

type Reviewed = Pick<Proposal, 'tally' | 'round' | 'applications' | 'evaluations'>;

/** The parks of a round with what they were tested by, ranked where experts score it. @throws tally/no-sheets */
function readReviewed(store: ReadStore, round: RoundRow): Reviewed {
  const applications = listApplications(store, round.id);
  const evaluations = evaluationsOf(store, round.id, applications);
  // nobody has to score a park that an article enters by itself
  const reviewed = applications.some(({ id }) => !evaluations.get(id)?.automatic);
  const tally = isScored(store, round) && (reviewed || applications.length === 0) ? runTally(store, round.id) : null;
  return { tally, round, applications, evaluations };
}

function candidatesOf({ tally, applications, evaluations }: Reviewed): Candidate[] {
  const regions = new Map(applications.map(({ id, region }) => [id, region]));
  const ranking =
    tally?.result.ranking ??
    applications.map(({ id, parkName, type }) => {
      const priority = evaluations.get(id)?.priorities.some(({ holds }) => holds) ?? false;
      return { applicationId: id, parkName, type: type ?? withoutType, rank: null, total: null, priority };
    });
  return ranking
    .filter(({ applicationId }) => !evaluations.get(applicationId)?.automatic)
    .map(({ applicationId, parkName, type, rank, total, priority }) => {
      const evaluation = evaluations.get(applicationId);
      const gate = evaluation ? gateOf(evaluation) : { eligibility: 'missing' as const, vetoed: false };
      return { applicationId, parkName, type, region: regions.get(applicationId) ?? null, rank, total, priority, ...gate };
    });
}

const sayAll = (messages: readonly Message[], t: Translate): string[] => messages.map(({ key, params }) => t(key, params));

/** The quotas of the types that count: parks without a type have one of their own only where there are any, or no types at all. */
function quotasByType(scheme: Scheme, quotas: Limits['quotas'], candidates: readonly Candidate[]): Record<string, number> {
  const places = placesOf(scheme, quotas, candidates.length);
  return Object.fromEntries(
    Object.entries(places).filter(
      ([type]) => type !== withoutType || scheme.types.length === 0 || candidates.some((one) => one.type === withoutType),
    ),
  );
}

/**
 * Ranked parks against eligibility, quotas and the line; what people decided stands beside it.
 * @throws shortlist/no-quota, shortlist/bad-minimum and what the tally refuses
 */
export function proposeShortlist(store: ReadStore, roundId: string, words: Words, limits: Limits = {}): Proposal {
  const round = requireRound(store, roundId);
  const settings = settingsOf(round);
  const scheme = schemeOf(store, round);
  const byRegion = limits.byRegion ?? settings.regionQuotas ?? {};
  const minimumScore = limits.minimumScore === undefined ? (settings.minimumScore ?? null) : limits.minimumScore;
  const reviewed = readReviewed(store, round);
  const awards = awardsOf(store, roundId, words, reviewed.evaluations);
  const candidates = candidatesOf(reviewed);
  const byType = quotasByType(scheme, limits.quotas ?? settings.quotas, candidates);
  const proposal = propose({ candidates, quotas: { byType, byRegion }, minimumScore }).byType;
  const carried = carriedOf(store, roundId);
  const decisions = listDecisions(store, roundId).map((row) => ({ ...row, carried: carried.get(row.applicationId) ?? null }));
  const list = settleList(proposal, decisions);
  const groundOf = groundsOf(store, { roundId, scheme, evaluations: reviewed.evaluations, proposal });
  const said = { ...words, institution: settings.institution ?? words.t('reports.institutionUnnamed'), isClosed: round.state === 'closed' };
  const grounds = new Map(decisions.map((row) => [row.applicationId, viewGround(row, groundOf, said)]));
  const lines = new Map(proposal.map(({ type, line }) => [type, line]));
  return {
    ...reviewed,
    rows: new Map(proposal.flatMap((group) => group.rows.map((row) => [row.applicationId, row] as const))),
    list,
    groundOf,
    grounds,
    carried,
    answer: {
      ...viewList(scheme, reviewed, list, { lines, awards, grounds, carried }, words),
      missing: reviewed.tally && missingView(store, round, words),
      minimumScore,
      byRegion: { ...byRegion },
      scored: isScored(store, round),
      words: { ...resultWords(scheme, words), subject: localText(scheme.subject.word, words.language) },
      automatic: viewAutomatic(store, scheme, reviewed, { decisions, grounds }, words),
      unranked: viewUnranked(store, reviewed, { decisions, grounds }, words),
    },
  };
}

/** What stands beside the rows of the list. */
interface Beside {
  readonly lines: ReadonlyMap<string, string | null>;
  readonly awards: ReadonlyMap<string, ParkAwards>;
  readonly grounds: ReadonlyMap<string, DecisionGround>;
  readonly carried: ReadonlyMap<string, boolean>;
}

/** The ground of a decision as the list shows it; null where nobody decided. */
function groundIn(grounds: Beside['grounds'], applicationId: string): ShortlistAnswer['unranked'][number]['ground'] {
  const found = grounds.get(applicationId);
  return found ? { text: found.summary, made: found.made, moved: found.moved } : null;
}

const lastGrounds = perConnection((): { key?: string; grounds?: Proposal['grounds'] } => ({}));

/** All grounds of a round, found once per state of the record: a batch of reports asks for one after the other. */
function readGrounds(store: ReadStore, roundId: string, words: Words): Proposal['grounds'] {
  if (store.sqlite.inTransaction) return proposeShortlist(store, roundId, words).grounds;
  const key = `${roundId}@${getChainHead(store)?.hash ?? ''}@${words.language}`;
  const last = lastGrounds(store);
  if (last.key !== key || !last.grounds) Object.assign(last, { key, grounds: proposeShortlist(store, roundId, words).grounds });
  return last.grounds ?? new Map();
}

/** On what the decision about an applicant rests, in words; null where nobody decided, or nothing was kept and nothing can be proposed now. */
export function groundOfDecision(store: ReadStore, roundId: string, applicationId: string, words: Words): DecisionGround | null {
  const decision = getDecision(store, applicationId);
  if (!decision) return null;
  try {
    return readGrounds(store, roundId, words).get(applicationId) ?? null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { ground } = decision;
    const { institution = words.t('reports.institutionUnnamed') } = settingsOf(requireRound(store, roundId));
    return ground && viewGround(decision, () => ground, { ...words, institution, isClosed: true });
  }
}

/** The list by type, and what is left to decide. */
function viewList(
  scheme: Scheme,
  { applications, evaluations }: Reviewed,
  list: SettledList,
  { lines, awards, grounds, carried }: Beside,
  { language, t }: Words,
): Pick<ShortlistAnswer, 'types' | 'open' | 'settled'> {
  const operators = new Map(applications.map(({ id, operator }) => [id, operator]));
  const labels = new Map(scheme.types.map((type) => [type.id, localText(type.label, language)]));
  const rowOf = ({ reasons, decision, ...row }: ListRow): ShortlistAnswer['types'][number]['rows'][number] => ({
    ...pick(
      row,
      'applicationId',
      'parkName',
      'region',
      'rank',
      'total',
      'tied',
      'priority',
      'proposed',
      'result',
      'departure',
      'reasonMissing',
    ),
    operator: operators.get(row.applicationId) ?? null,
    overall: evaluations.get(row.applicationId)?.overall ?? 'missing',
    amount: awards.get(row.applicationId)?.amount ?? null,
    because: sayAll(reasons, t),
    carried: carried.get(row.applicationId) ?? null,
    decision: decision && pick(decision, 'result', 'reason'),
    ground: groundIn(grounds, row.applicationId),
  });
  return {
    types: list.byType.map(({ type, quota, listed, over, rows }) => ({
      type,
      label: labels.get(type) ?? labelWithoutType(scheme, t),
      quota,
      line: lines.get(type) ?? null,
      listed,
      over,
      rows: rows.map(rowOf),
    })),
    open: list.byType
      .flatMap(({ rows }) => rows)
      .filter((row) => row.result === 'open' || row.reasonMissing)
      .map(({ applicationId, parkName, result, reasons }) => ({
        applicationId,
        parkName,
        because: result === 'open' ? sayAll(reasons, t).join(t('shortlist.and')) : t('shortlist.proposalMoved'),
      })),
    settled: list.settled,
  };
}

type Decisions = ReturnType<typeof listDecisions>;
interface Decided extends Pick<Beside, 'grounds'> {
  readonly decisions: Decisions;
}

function decisionOf(decisions: Decisions, applicationId: string): ShortlistAnswer['unranked'][number]['decision'] {
  const found = decisions.find((row) => row.applicationId === applicationId);
  return found ? pick(found, 'result', 'reason') : null;
}

/** 自动纳入: the parks that an article enters by itself, whatever anybody scored. */
function viewAutomatic(
  store: ReadStore,
  scheme: Scheme,
  { applications, evaluations }: Reviewed,
  { decisions, grounds }: Decided,
  { language }: Words,
): ShortlistAnswer['automatic'] {
  const labels = new Map(scheme.types.map((type) => [type.id, localText(type.label, language)]));
  const records = readRecords(store, scheme, null);
  return applications.flatMap(({ id, parkName, operator, region }) => {
    const found = evaluations.get(id)?.automatic;
    if (!found) return [];
    const decision = decisionOf(decisions, id);
    const held = records(parkName).titles.filter((event) => event.kind === 'recognised' && event.type === found.type);
    return [
      {
        applicationId: id,
        parkName,
        operator,
        region,
        ...pick(found, 'type', 'article', 'text'),
        label: labels.get(found.type) ?? found.type,
        entered: decision?.result !== 'notListed',
        decision,
        ground: groundIn(grounds, id),
        since: held.at(-1)?.on ?? null,
      },
    ];
  });
}

/** Parks that no sheet counts for, or not one of each stage: they have no rank. */
function viewUnranked(
  store: ReadStore,
  { tally, applications, evaluations }: Reviewed,
  { decisions, grounds }: Decided,
  { language, t }: Words,
): ShortlistAnswer['unranked'] {
  const noteOf = tally ? stageNotes(store, tally, t, stageNames(tally.rubric, language)) : () => null;
  const names = new Map(applications.map(({ id, parkName }) => [id, parkName]));
  return (tally?.result.unscored ?? [])
    .filter((applicationId) => !evaluations.get(applicationId)?.automatic)
    .map((applicationId) => ({
      applicationId,
      parkName: names.get(applicationId) ?? '',
      because: noteOf(applicationId, names.get(applicationId) ?? ''),
      decision: decisionOf(decisions, applicationId),
      ground: groundIn(grounds, applicationId),
    }));
}

/** 自动纳入 as it stands, without those of which people decided that it does not hold. */
export function enteredOf({ automatic }: Pick<ShortlistAnswer, 'automatic'>): ShortlistAnswer['automatic'] {
  return automatic.filter(({ entered }) => entered);
}

/** Applicants whose decision rests on what the record does not say any more: somebody has to look at it again. */
export function movedOf({ types, unranked, automatic }: Pick<ShortlistAnswer, 'types' | 'unranked' | 'automatic'>): string[] {
  return [...types.flatMap(({ rows }) => rows), ...unranked, ...automatic]
    .filter(({ ground }) => ground?.moved)
    .map(({ parkName }) => parkName);
}

/** Parks that nobody has decided, or not for good: a list with any of them is published by nobody. */
export function undecidedOf({ types, open }: Pick<ShortlistAnswer, 'types' | 'open'>): string[] {
  const waiting = new Set(open.map(({ applicationId }) => applicationId));
  return types
    .flatMap(({ rows }) => rows)
    .filter(({ applicationId, decision }) => decision === null || waiting.has(applicationId))
    .map(({ parkName }) => parkName);
}
