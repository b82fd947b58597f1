/** 名单: the proposal, what people decided over it, and the versions in which it stood. */
import { refuse } from '../../../domain/result.ts';
import type { Output, ShortlistAnswer } from '../../../domain/contract/api.ts';
import { decide, settleList, type ListRow, type SettledList } from '../../../domain/shortlist/decisions.ts';
import { resultWords } from '../../../domain/report/result-words.ts';
import { propose, type Candidate, type ProposalRow } from '../../../domain/shortlist/propose.ts';
import { dateInChina } from '../../../domain/numbers/china-time.ts';
import type { Evaluation } from '../../../domain/eligibility/evaluate.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import { diffVersions } from '../../../domain/shortlist/versions.ts';
import { localText, type Message, type Translate } from '../../../domain/text.ts';
import {
  getDecision,
  insertListVersion,
  listDecisions,
  listListVersions,
  upsertDecision,
  type ListVersionRow,
} from '../../../db/queries/results.ts';
import { listApplications, type ApplicationRow } from '../../../db/queries/applications.ts';
import { updateRound, type RoundRow } from '../../../db/queries/rounds.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import type { Handlers } from '../session/dispatch.ts';
import { requireApplication, requireRound, requireUnclosed, schemeOf, settingsOf } from '../session/lookups.ts';
import { labelWithoutType, placesOf } from '../tally/quotas.ts';
import { authorityOf, readRecords } from '../applications/park-records.ts';
import { evaluationsOf, gateOf } from '../applications/round-evaluations.ts';
import { isScored } from '../session/scored.ts';
import { awardsOf, type ParkAwards } from './rewards.ts';
import { recordTitle } from './titles.ts';
import type { Call } from '../session/session.ts';
import { runTally, withoutType } from '../tally/tally.ts';
import { type RoundTally } from '../tally/round-tally.ts';
import { pick } from '../../../domain/pick.ts';

type Words = Pick<Call, 'language' | 't'>;
type VersionView = Output<'shortlist.version'>;

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
  const decisions = listDecisions(store, roundId);
  const list = settleList(proposal, decisions);
  const lines = new Map(proposal.map(({ type, line }) => [type, line]));
  return {
    ...reviewed,
    rows: new Map(proposal.flatMap((group) => group.rows.map((row) => [row.applicationId, row] as const))),
    list,
    answer: {
      ...viewList(scheme, reviewed, list, lines, awards, words),
      minimumScore,
      byRegion: { ...byRegion },
      scored: isScored(store, round),
      words: { ...resultWords(scheme, words), subject: localText(scheme.subject.word, words.language) },
      automatic: viewAutomatic(store, scheme, reviewed, decisions, words),
      unranked: viewUnranked(reviewed, decisions),
    },
  };
}

/** The list by type, and what is left to decide. */
function viewList(
  scheme: Scheme,
  { applications, evaluations }: Reviewed,
  list: SettledList,
  lines: ReadonlyMap<string, string | null>,
  awards: ReadonlyMap<string, ParkAwards>,
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
    decision: decision && pick(decision, 'result', 'reason'),
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

function decisionOf(decisions: Decisions, applicationId: string): ShortlistAnswer['unranked'][number]['decision'] {
  const found = decisions.find((row) => row.applicationId === applicationId);
  return found ? pick(found, 'result', 'reason') : null;
}

/** 自动纳入: the parks that an article enters by itself, whatever anybody scored. */
function viewAutomatic(
  store: ReadStore,
  scheme: Scheme,
  { applications, evaluations }: Reviewed,
  decisions: Decisions,
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
        since: held.at(-1)?.on ?? null,
      },
    ];
  });
}

/** Parks that no sheet counts for: they have no rank. */
function viewUnranked({ tally, applications, evaluations }: Reviewed, decisions: Decisions): ShortlistAnswer['unranked'] {
  const names = new Map(applications.map(({ id, parkName }) => [id, parkName]));
  return (tally?.result.unscored ?? [])
    .filter((applicationId) => !evaluations.get(applicationId)?.automatic)
    .map((applicationId) => ({
      applicationId,
      parkName: names.get(applicationId) ?? '',
      decision: decisionOf(decisions, applicationId),
    }));
}

/** A version as it is shown, with what changed against the one before. */
export function viewVersions(versions: readonly ListVersionRow[], t: Translate): VersionView[] {
  return versions.map(({ version, at, note, rows, entered }, index) => ({
    version,
    at,
    note,
    listed: [...rows.filter(({ result }) => result === 'listed'), ...entered].map((row) => pick(row, 'applicationId', 'parkName')),
    entered: entered.map((one) => ({ ...one })),
    rows: rows.map((row) => ({ ...row })),
    changes: index === 0 ? [] : changesBetween(versions[index - 1], versions[index], t),
  }));
}

function changesBetween(before: ListVersionRow | undefined, after: ListVersionRow | undefined, t: Translate): VersionView['changes'] {
  return diffVersions(before?.rows ?? [], after?.rows ?? []).map(({ applicationId, parkName, kind, message }) => ({
    applicationId,
    parkName,
    kind,
    text: t(message.key, message.params),
  }));
}

/** 自动纳入 as it stands, without those of which people decided that it does not hold. */
export function enteredOf({ automatic }: Pick<ShortlistAnswer, 'automatic'>): ShortlistAnswer['automatic'] {
  return automatic.filter(({ entered }) => entered);
}

/** Parks that nobody has decided, or not for good: a list with any of them is published by nobody. */
export function undecidedOf({ types, open }: Pick<ShortlistAnswer, 'types' | 'open'>): string[] {
  const waiting = new Set(open.map(({ applicationId }) => applicationId));
  return types
    .flatMap(({ rows }) => rows)
    .filter(({ applicationId, decision }) => decision === null || waiting.has(applicationId))
    .map(({ parkName }) => parkName);
}

/** Keeps the list as it stands now under the next number, and on record. */
export function keepVersion(tx: WriteStore, roundId: string, note: string | null, call: Call): VersionView {
  const { list, round, applications, answer } = proposeShortlist(tx, roundId, call);
  const types = new Map(applications.map(({ id, type }) => [id, type ?? withoutType]));
  const amounts = new Map(answer.types.flatMap((group) => group.rows.map((row) => [row.applicationId, row.amount] as const)));
  const rewarded = schemeOf(tx, round).tiers.length > 0;
  const ranked = list.byType.flatMap(({ type, rows: group }) =>
    group.map((row) => ({
      ...pick(row, 'applicationId', 'parkName', 'rank', 'total', 'result'),
      type,
      reason: row.decision?.reason ?? null,
      ...(rewarded && { amount: amounts.get(row.applicationId) ?? null }),
    })),
  );
  // what people decided about a park that nobody scored stands beside what was ranked
  const decided = answer.unranked.flatMap(({ applicationId, parkName, decision }) =>
    decision === null
      ? []
      : [{ applicationId, parkName, rank: null, total: null, ...decision, type: types.get(applicationId) ?? withoutType }],
  );
  const rows = [...ranked, ...decided];
  const entered = enteredOf(answer).map((one) => pick(one, 'applicationId', 'parkName', 'type', 'article'));
  const version = insertListVersion(tx, { roundId, note, rows, entered, at: call.at });
  call.append(tx, { kind: 'list.keep', entity: `list:${roundId}/${version}`, new: { version, note, rows, entered } });
  const view = viewVersions(listListVersions(tx, roundId), call.t).at(-1);
  if (!view) throw new Error('a version that was just kept is not there');
  return view;
}

/** Gives the title to every park that an article enters by itself and that does not hold it yet; of recognitions alone. */
export function enterAutomatic(tx: WriteStore, roundId: string, call: Call): { parkName: string; type: string }[] {
  const { round, answer } = proposeShortlist(tx, roundId, call);
  const scheme = schemeOf(tx, round);
  if (scheme.kind !== 'recognition') return [];
  const due = enteredOf(answer).filter(({ since }) => since === null);
  for (const { parkName, type, article } of due) {
    recordTitle(
      tx,
      {
        id: call.session.newId(),
        parkName,
        kind: 'recognised',
        happenedOn: dateInChina(call.at),
        type,
        until: null,
        // it does not apply, so that no bar of applications keeps it out
        ground: call.t('shortlist.automaticGround', { article }),
        barredYears: null,
        authority: authorityOf(scheme),
        roundId,
        at: call.at,
      },
      call,
    );
  }
  return due.map(({ parkName, type }) => ({ parkName, type }));
}

export const shortlistHandlers = {
  'shortlist.propose'(store, { roundId, ...limits }, call) {
    return proposeShortlist(store, roundId, call, limits).answer;
  },
  /** A decision that departs from the proposal, or settles what it left open, needs a reason; so does one about a park without a rank. */
  'shortlist.decide'(tx, { applicationId, result, reason }, call) {
    const application = requireApplication(tx, applicationId);
    requireUnclosed(tx, application.roundId);
    const { rows, answer } = proposeShortlist(tx, application.roundId, call);
    const row = rows.get(applicationId);
    const words = reason || null;
    // the article lists it by itself; only that it does not hold has to be said why
    const asItIs = result === 'listed' && answer.automatic.some((one) => one.applicationId === applicationId);
    if (!row && !words && !asItIs) refuse('shortlist/reason-missing', { applicationId, park: application.parkName });
    const decision = row ? decide(row, result, words) : { applicationId, result, reason: words };
    const before = getDecision(tx, applicationId);
    upsertDecision(tx, { ...decision, at: call.at });
    call.append(tx, {
      kind: 'shortlist.decide',
      entity: `decision:${applicationId}`,
      old: before ? { result: before.result, reason: before.reason } : null,
      new: { result, proposed: row?.result ?? null, total: row?.total ?? null, rank: row?.rank ?? null },
      reason: decision.reason ?? undefined,
    });
    return { result };
  },
  'shortlist.acceptProposal'(tx, { roundId }, call) {
    requireUnclosed(tx, roundId);
    const { rows, list } = proposeShortlist(tx, roundId, call);
    const undecided = list.byType.flatMap((group) => group.rows).filter(({ decision }) => decision === null);
    const ready = undecided.filter((row) => row.result !== 'open');
    for (const { applicationId, result } of ready) {
      const row = rows.get(applicationId);
      if (!row || result === 'open') continue;
      upsertDecision(tx, { applicationId, result, reason: null, at: call.at });
      call.append(tx, {
        kind: 'shortlist.decide',
        entity: `decision:${applicationId}`,
        old: null,
        new: { result, proposed: row.result, total: row.total, rank: row.rank },
      });
    }
    return { decided: ready.length, left: undecided.length - ready.length };
  },
  'shortlist.enterAutomatic'(tx, { roundId }, call) {
    requireUnclosed(tx, roundId);
    return { entered: enterAutomatic(tx, roundId, call) };
  },
  'shortlist.version'(tx, { roundId, note }, call) {
    return keepVersion(tx, roundId, note || null, call);
  },
  'shortlist.versions'(store, { roundId }, { t }) {
    requireRound(store, roundId);
    return viewVersions(listListVersions(store, roundId), t);
  },
  'shortlist.compare'(store, { roundId, from, to }, { t }) {
    requireRound(store, roundId);
    const versions = listListVersions(store, roundId);
    const find = (version: number) => versions.find((one) => one.version === version) ?? refuse('shortlist/unknown-version', { version });
    return changesBetween(find(from), find(to), t);
  },
  'rounds.setQuotas'(tx, { roundId, quotas, byRegion, minimumScore }, { append }) {
    const row = requireUnclosed(tx, roundId);
    const settings = settingsOf(row);
    const { id: schemeId, types } = schemeOf(tx, row);
    const known = types.length === 0 ? [withoutType] : types.map((type) => type.id);
    for (const type of Object.keys(quotas ?? {}))
      if (!known.includes(type)) refuse('scheme/no-type', { schemeId, type, types: known.join('、') });
    const { quotas: oldQuotas = {}, regionQuotas: oldRegions = {}, minimumScore: oldMinimum = null, ...rest } = settings;
    const limits = {
      quotas: quotas ?? oldQuotas,
      byRegion: byRegion ?? oldRegions,
      minimumScore: minimumScore === undefined ? oldMinimum : minimumScore,
    };
    const next = {
      ...rest,
      quotas: limits.quotas,
      regionQuotas: limits.byRegion,
      ...(limits.minimumScore !== null && { minimumScore: limits.minimumScore }),
    };
    updateRound(tx, roundId, { settings: JSON.stringify(next) });
    append(tx, {
      kind: 'round.setQuotas',
      entity: `round:${roundId}`,
      old: { quotas: oldQuotas, byRegion: oldRegions, minimumScore: oldMinimum },
      new: limits,
    });
    return limits;
  },
} satisfies Partial<Handlers>;
