/** 名单: the proposal, what people decided over it, and the versions in which it stood. */
import { refuse } from '../../../domain/result.ts';
import type { Output, ShortlistAnswer } from '../../../domain/contract/api.ts';
import { decide, settleList, type ListRow, type SettledList } from '../../../domain/shortlist/decisions.ts';
import { propose, type Candidate, type ProposalRow } from '../../../domain/shortlist/propose.ts';
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
import { updateRound } from '../../../db/queries/rounds.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import type { Handlers } from '../session/dispatch.ts';
import { requireApplication, requireRound, requireUnclosed, schemeOf, settingsOf } from '../session/lookups.ts';
import { labelWithoutType, placesOf } from '../tally/quotas.ts';
import { gateOf } from '../applications/round-evaluations.ts';
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
  readonly tally: RoundTally;
  /** as the rules propose it */
  readonly rows: ReadonlyMap<string, ProposalRow>;
  /** with the decisions laid over it */
  readonly list: SettledList;
  readonly answer: ShortlistAnswer;
}

function candidatesOf({ applications, evaluations, result }: RoundTally): Candidate[] {
  const regions = new Map(applications.map(({ id, region }) => [id, region]));
  return result.ranking.map(({ applicationId, parkName, type, rank, total, priority }) => {
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
  const tally = runTally(store, roundId);
  const candidates = candidatesOf(tally);
  const byType = quotasByType(scheme, limits.quotas ?? settings.quotas, candidates);
  const proposal = propose({ candidates, quotas: { byType, byRegion }, minimumScore }).byType;
  const decisions = listDecisions(store, roundId);
  const list = settleList(proposal, decisions);
  const lines = new Map(proposal.map(({ type, line }) => [type, line]));
  return {
    tally,
    rows: new Map(proposal.flatMap((group) => group.rows.map((row) => [row.applicationId, row] as const))),
    list,
    answer: {
      ...viewList(scheme, tally, list, lines, words),
      minimumScore,
      byRegion: { ...byRegion },
      unranked: viewUnranked(scheme, tally, decisions, words),
    },
  };
}

/** The list by type, and what is left to decide. */
function viewList(
  scheme: Scheme,
  { applications, evaluations }: RoundTally,
  list: SettledList,
  lines: ReadonlyMap<string, string | null>,
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

/** Parks that no sheet counts for: they have no rank, and some the rule book lets in without one. */
function viewUnranked(
  scheme: Scheme,
  { applications, evaluations, result }: RoundTally,
  decisions: ReturnType<typeof listDecisions>,
  { language, t }: Words,
): ShortlistAnswer['unranked'] {
  const labels = new Map(scheme.types.map((type) => [type.id, localText(type.label, language)]));
  const names = new Map(applications.map(({ id, parkName }) => [id, parkName]));
  const byPark = new Map(decisions.map((row) => [row.applicationId, row]));
  return result.unscored.map((applicationId) => {
    const decided = byPark.get(applicationId);
    const automatic = evaluations.get(applicationId)?.automatic ?? null;
    return {
      applicationId,
      parkName: names.get(applicationId) ?? '',
      automatic: automatic && t('shortlist.automatic', { article: automatic.article, type: labels.get(automatic.type) ?? automatic.type }),
      decision: decided ? { result: decided.result, reason: decided.reason } : null,
    };
  });
}

/** A version as it is shown, with what changed against the one before. */
export function viewVersions(versions: readonly ListVersionRow[], t: Translate): VersionView[] {
  return versions.map(({ version, at, note, rows }, index) => ({
    version,
    at,
    note,
    listed: rows.filter(({ result }) => result === 'listed').map(({ applicationId, parkName }) => ({ applicationId, parkName })),
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

/** Keeps the list as it stands now under the next number, and on record. */
export function keepVersion(tx: WriteStore, roundId: string, note: string | null, call: Call): VersionView {
  const { list } = proposeShortlist(tx, roundId, call);
  const rows = list.byType.flatMap(({ type, rows: group }) =>
    group.map((row) => ({
      ...pick(row, 'applicationId', 'parkName', 'rank', 'total', 'result'),
      type,
      reason: row.decision?.reason ?? null,
    })),
  );
  const version = insertListVersion(tx, { roundId, note, rows, at: call.at });
  call.append(tx, { kind: 'list.keep', entity: `list:${roundId}/${version}`, new: { version, note, rows } });
  const view = viewVersions(listListVersions(tx, roundId), call.t).at(-1);
  if (!view) throw new Error('a version that was just kept is not there');
  return view;
}

export const shortlistHandlers = {
  'shortlist.propose'(store, { roundId, ...limits }, call) {
    return proposeShortlist(store, roundId, call, limits).answer;
  },
  /** A decision that departs from the proposal, or settles what it left open, needs a reason; so does one about a park without a rank. */
  'shortlist.decide'(tx, { applicationId, result, reason }, call) {
    const application = requireApplication(tx, applicationId);
    requireUnclosed(tx, application.roundId);
    const row = proposeShortlist(tx, application.roundId, call).rows.get(applicationId);
    const words = reason || null;
    if (!row && !words) refuse('shortlist/reason-missing', { applicationId, park: application.parkName });
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
