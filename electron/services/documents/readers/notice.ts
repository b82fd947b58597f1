/** 公示 and 最终名单: the list as it was published and closed; before that, as it was decided so far, for a draft. */
import { refuse } from '../../../../domain/result.ts';
import { localText } from '../../../../domain/text.ts';
import type { NoticeData } from '../../../../domain/report/documents/notice.ts';
import type { EnteredPark } from '../../../../domain/shortlist/versions.ts';
import { listAllApplications, listApplications } from '../../../../db/queries/applications.ts';
import { getPublicity, listObjections, type PublicityRow } from '../../../../db/queries/publicity.ts';
import { listDecisions, listListVersions } from '../../../../db/queries/results.ts';
import type { RoundRow } from '../../../../db/queries/rounds.ts';
import { resultWords } from '../../../../domain/report/result-words.ts';
import type { ReadStore } from '../../../../db/store/open.ts';
import { countingOf, periodOf } from '../../rounds/calendar.ts';
import { labelWithoutType } from '../../tally/quotas.ts';
import { headOf, institutionField } from './head.ts';
import { asksRecommendation, enteredRemarks, wordedList, wordedObjecting, type Words } from './wording.ts';
import { requireRound, schemeOf } from '../../session/lookups.ts';
import { isScored } from '../../session/scored.ts';
import { awardsOf } from '../../results/rewards.ts';
import { enteredOf, proposeShortlist } from '../../results/proposal.ts';

type NoticeKind = NoticeData['kind'];

/** Best first; `of`: how many were reviewed. */
interface Listed {
  readonly ids: readonly string[];
  readonly of: number;
  /** of a round of rewards: what each is given, as it was kept with the list; null: as it stands now */
  readonly amounts: ReadonlyMap<string, string | null> | null;
  /** 自动纳入: in no publicity, and on the final list */
  readonly entered: readonly EnteredPark[];
}

/** By what was decided. Where there are no ranks the order is that of the names. */
function decided(store: ReadStore, round: RoundRow, call: Words): Listed {
  const applications = listApplications(store, round.id).sort((a, b) => (a.parkName < b.parkName ? -1 : 1));
  const decisions = new Map(listDecisions(store, round.id).map((row) => [row.applicationId, row.result]));
  const answer = round.rubric === null ? null : proposeShortlist(store, round.id, call).answer;
  const ranked = answer?.types.flatMap(({ rows }) => rows) ?? [];
  const due = answer === null ? applications.map(({ id, parkName }) => ({ applicationId: id, parkName })) : ranked;
  const undecided = due.filter(({ applicationId }) => !decisions.has(applicationId));
  if (undecided.length > 0) refuse('shortlist/undecided', { parks: undecided.map(({ parkName }) => parkName) });
  const automatic = new Set(answer?.automatic.map(({ applicationId }) => applicationId));
  const order = [...new Set([...ranked.map(({ applicationId }) => applicationId), ...applications.map(({ id }) => id)])];
  return {
    ids: order.filter((id) => decisions.get(id) === 'listed' && !automatic.has(id)),
    of: due.length,
    amounts: null,
    entered: answer ? enteredOf(answer) : [],
  };
}

/** By the version of the list that was kept under this number; undefined: the last. */
function kept(store: ReadStore, roundId: string, version: number | undefined): Listed | undefined {
  const versions = listListVersions(store, roundId);
  const found = version === undefined ? versions.at(-1) : versions.find((one) => one.version === version);
  return (
    found && {
      ids: found.rows.filter(({ result }) => result === 'listed').map(({ applicationId }) => applicationId),
      of: found.rows.length,
      amounts: new Map(found.rows.map(({ applicationId, amount }) => [applicationId, amount ?? null])),
      entered: found.entered,
    }
  );
}

function published(store: ReadStore, round: RoundRow, kind: NoticeKind, publicity: PublicityRow | undefined): Listed | undefined {
  if (kind === 'publicity') return publicity && kept(store, round.id, publicity.listVersion);
  return publicity?.state === 'closed' ? kept(store, round.id, undefined) : undefined;
}

/** From when to when the list was before the public; null where its end is open. */
export function noticePeriod(store: ReadStore, publicity: PublicityRow): NoticeData['period'] {
  const { opensOn, closesOn } = periodOf(store, publicity);
  if (closesOn === null) return null;
  const days = publicity.workingDays;
  return {
    from: opensOn,
    to: closesOn,
    ...(countingOf(store, publicity.roundId) === 'calendar' ? { calendarDays: days } : { workingDays: days }),
  };
}

/** What was objected and what became of it; who objected is nobody's business. */
function objectionsOf(
  store: ReadStore,
  publicity: PublicityRow,
  names: ReadonlyMap<string, string>,
  { t }: Words,
): NoticeData['objections'] {
  return listObjections(store, publicity.id).map(({ applicationId, text, outcome, reason }) => ({
    park: names.get(applicationId) ?? '',
    text,
    outcome: outcome === null ? t('reports.objection.open') : t(`reports.objection.${outcome}`, { reason: reason ?? '' }),
  }));
}

/** The listed parks as they were closed, published, or decided so far, best first. @throws shortlist/undecided */
export function readListed(store: ReadStore, round: RoundRow, call: Words): readonly string[] {
  const found = getPublicity(store, round.id);
  const publicity = found?.state === 'withdrawn' ? undefined : found;
  const list =
    published(store, round, 'final', publicity) ?? published(store, round, 'publicity', publicity) ?? decided(store, round, call);
  return list.ids;
}

/** @throws shortlist/undecided, report/nothing-listed, and what the proposal refuses */
export function readNotice(store: ReadStore, roundId: string, kind: NoticeKind, call: Words): NoticeData {
  const { language, t } = call;
  const round = requireRound(store, roundId);
  const found = getPublicity(store, roundId);
  const publicity = found?.state === 'withdrawn' ? undefined : found;
  const { ids: listed, of, amounts, entered } = published(store, round, kind, publicity) ?? decided(store, round, call);
  const byArticle = new Map(kind === 'final' ? entered.map((one) => [one.applicationId, one]) : []);
  const ids = [...listed, ...byArticle.keys()];
  if (ids.length === 0) refuse('report/nothing-listed', { round: round.name });
  const applications = new Map(listAllApplications(store, roundId).map((one) => [one.id, one]));
  const parks = ids.flatMap((id) => applications.get(id) ?? []);
  const scheme = schemeOf(store, round);
  const rewarded = scheme.tiers.length > 0;
  const now = rewarded && amounts === null ? awardsOf(store, roundId, call) : null;
  const amountOf = (id: string): string | null => (now ? (now.get(id)?.amount ?? null) : (amounts?.get(id) ?? null));
  const types = scheme.types.map((type) => ({ id: type.id, label: localText(type.label, language) }));
  const typeOf = ({ id, type }: (typeof parks)[number]): string | null => byArticle.get(id)?.type ?? type;
  const groups = [
    ...types.map(({ id, label }) => ({ label, rows: parks.filter((park) => typeOf(park) === id) })),
    { label: labelWithoutType(scheme, t), rows: parks.filter((park) => !types.some(({ id }) => id === typeOf(park))) },
  ];
  const isOver = kind === 'final' && publicity?.state === 'closed';
  return {
    kind,
    ...headOf(store, roundId, call, [institutionField(store, roundId, t)]),
    ...wordedList(round, kind, call, { parks: of, listed: parks.length }),
    recommended: asksRecommendation(scheme),
    scored: isScored(store, round),
    listedWord: resultWords(scheme, call).listed,
    types: groups
      .filter(({ rows }) => rows.length > 0)
      .map(({ label, rows }) => ({
        label,
        parks: rows.map(({ id, parkName, operator, region }) => ({
          name: parkName,
          operator,
          region,
          ...(rewarded && { amount: amountOf(id) }),
        })),
      })),
    ...enteredRemarks(
      [...byArticle.values()].map((one) => ({ ...one, label: types.find(({ id }) => id === one.type)?.label ?? one.type })),
      t,
    ),
    period: publicity && (kind === 'publicity' || isOver) ? noticePeriod(store, publicity) : null,
    ...(kind === 'publicity' ? wordedObjecting(round, call) : { contact: [] }),
    ...(kind === 'publicity' ? !publicity && { undue: kind } : !isOver && { undue: kind }),
    objections:
      publicity && isOver
        ? objectionsOf(store, publicity, new Map([...applications].map(([id, { parkName }]) => [id, parkName])), call)
        : [],
  };
}
