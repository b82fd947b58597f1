/** 公示: the list before the public, objections with their evidence, re-review, and the final list. */
import type { Output } from '../../../domain/contract/api.ts';
import { barId } from '../../../domain/eligibility/record-id.ts';
import { refuse } from '../../../domain/result.ts';
import { partNameOf } from '../../../domain/rubric/leaves.ts';
import type { Judge } from '../../../domain/rubric/stages.ts';
import {
  closingObstacles,
  isInTime,
  publicityState,
  publicityTerms,
  type Counting,
  type PublicityPeriod,
} from '../../../domain/shortlist/publicity.ts';
import { listAllApplications, listRulings } from '../../../db/queries/applications.ts';
import { getPerson, insertAssignment, listAssigned } from '../../../db/queries/panel.ts';
import {
  getObjection,
  getPublicity,
  insertObjection,
  insertPublicity,
  insertRereview,
  listObjections,
  listRereviews,
  resolveObjection,
  updatePublicity,
  type ObjectionRow,
  type PublicityRow,
  type Rereview,
} from '../../../db/queries/publicity.ts';
import { listDecisions } from '../../../db/queries/results.ts';
import { updateRound } from '../../../db/queries/rounds.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import { dateInChina } from '../../../domain/numbers/china-time.ts';
import { authorityOf } from '../applications/park-records.ts';
import { countingOf, periodOf } from '../rounds/calendar.ts';
import type { Handlers } from '../session/dispatch.ts';
import {
  requireApplication,
  requireApplicationOf,
  requireMember,
  requireListing,
  requireRound,
  requireUnclosed,
  rubricOf,
  schemeOf,
  settingsOf,
} from '../session/lookups.ts';
import { endScoring } from '../scoring/ended.ts';
import { completedAt, isComplete } from '../scoring/rereviews.ts';
import type { Call } from '../session/session.ts';
import { keepEvidence } from './evidence.ts';
import { enterAutomatic } from './shortlist.ts';
import { keepVersion } from './list-versions.ts';
import { proposeShortlist, undecidedOf } from './proposal.ts';
import { requireDecided } from './ready.ts';
import { grantAll, requireAmounts } from './rewards.ts';
import { recordTitle, settleAssessment } from './titles.ts';
import { pick } from '../../../domain/pick.ts';

type View = NonNullable<Output<'publicity.get'>>;

function requireOpen(store: ReadStore, roundId: string): PublicityRow {
  const round = requireRound(store, roundId);
  const row = getPublicity(store, roundId);
  return row?.state === 'open' ? row : refuse('publicity/none', { round: round.name });
}

/** The objection and the publicity that it was raised in, which must still be open. */
function requireObjection(
  store: ReadStore,
  objectionId: string,
): { row: ObjectionRow; publicity: PublicityRow; roundId: string; parkName: string } {
  const row = getObjection(store, objectionId) ?? refuse('objection/unknown', { objectionId });
  const { roundId, parkName } = requireApplication(store, row.applicationId);
  const publicity = requireOpen(store, roundId);
  if (publicity.id !== row.publicityId) refuse('objection/unknown', { objectionId });
  return { row, publicity, roundId, parkName };
}

function lengthIn(counting: Counting, length: number): Pick<View, 'workingDays' | 'calendarDays'> {
  return { workingDays: counting === 'working' ? length : null, calendarDays: counting === 'calendar' ? length : null };
}

/** A re-review stands in the list once all its sheets are in and somebody has decided about the park after that. */
function reviewedAgain(rereview: Rereview | undefined, decidedAt: string | undefined): boolean {
  const complete = rereview ? completedAt(rereview) : null;
  return complete !== null && decidedAt !== undefined && complete <= decidedAt;
}

interface PeriodAndObjections {
  readonly period: PublicityPeriod;
  readonly objections: readonly (ObjectionRow & {
    readonly parkName: string;
    readonly rereview: Rereview | undefined;
    readonly reviewedAgain: boolean;
  })[];
}

function readPeriodAndObjections(store: ReadStore, publicity: PublicityRow): PeriodAndObjections {
  const parks = new Map(listAllApplications(store, publicity.roundId).map(({ id, parkName }) => [id, parkName]));
  const rereviews = new Map(listRereviews(store, publicity.roundId).map((one) => [one.objectionId, one]));
  const decided = new Map(listDecisions(store, publicity.roundId).map(({ applicationId, at }) => [applicationId, at]));
  return {
    period: periodOf(store, publicity),
    objections: listObjections(store, publicity.id).map((row) => {
      const rereview = rereviews.get(row.id);
      return {
        ...row,
        parkName: parks.get(row.applicationId) ?? '',
        rereview,
        reviewedAgain: reviewedAgain(rereview, decided.get(row.applicationId)),
      };
    }),
  };
}

function obstaclesOf({ period, objections }: PeriodAndObjections, today: string, t: Call['t']): string[] {
  return closingObstacles(period, objections, today).map(({ key, params }) => t(key, params));
}

function rereviewView(rereview: Rereview | undefined, t: Call['t']): View['objections'][number]['rereview'] {
  if (!rereview) return null;
  const experts = rereview.experts.map(({ personId, name, submittedAt, abstainedAt }) => ({
    personId,
    name,
    submitted: submittedAt !== null,
    abstained: submittedAt === null && abstainedAt !== null,
  }));
  const complete = isComplete(rereview);
  const due = experts.filter(({ abstained }) => !abstained);
  const key = complete ? 'complete' : due.length === 0 ? 'nobody' : 'waiting';
  const left = (why: 'abstained' | 'recused', names: readonly string[]): string[] =>
    names.length === 0 ? [] : [t(`publicity.rereview.${why}`, { names: names.join(t('common.comma')) })];
  return {
    experts,
    complete,
    text: t(`publicity.rereview.${key}`, { submitted: due.filter(({ submitted }) => submitted).length, due: due.length }),
    notes: [
      ...left(
        'abstained',
        experts.filter(({ abstained }) => abstained).map(({ name }) => name),
      ),
      ...left(
        'recused',
        rereview.recused.map(({ name }) => name),
      ),
    ],
  };
}

function view(store: ReadStore, publicity: PublicityRow, { at, t }: Pick<Call, 'at' | 't'>): View {
  const known = readPeriodAndObjections(store, publicity);
  const { period, objections } = known;
  const today = dateInChina(at);
  const { state: stage, daysLeft } = publicityState(period, today);
  const years = [...new Set(period.assumed.map((date) => date.slice(0, 4)))];
  const closes = period.closesOn;
  const counting = countingOf(store, publicity.roundId);
  return {
    publicityId: publicity.id,
    ...pick(publicity, 'state', 'opensOn', 'countsOpening', 'endedAt'),
    ...lengthIn(counting, publicity.workingDays),
    stage,
    version: publicity.listVersion,
    article: schemeOf(store, requireRound(store, publicity.roundId)).publicity?.article ?? null,
    closesOn: closes,
    days: [...period.days],
    daysLeft,
    assumed: [...period.assumed],
    suspensions: publicity.suspensions.map((one) => ({ ...one })),
    objections: objections.map(({ id, rereview, ...row }) => ({
      objectionId: id,
      ...pick(row, 'applicationId', 'parkName', 'raisedOn', 'objector', 'contact', 'text', 'evidence', 'outcome', 'reason', 'resolvedAt'),
      inTime: isInTime(period, row.raisedOn),
      rereview: rereviewView(rereview, t),
      reviewedAgain: row.reviewedAgain,
    })),
    obstacles: publicity.state === 'open' ? obstaclesOf(known, today, t) : [],
    notes: [
      t(`publicity.${closes === null ? 'periodUnknown' : 'period'}.${counting}`, {
        days: publicity.workingDays,
        opensOn: publicity.opensOn,
        closesOn: closes ?? '',
      }),
      ...(years.length > 0 ? [t('publicity.assumed', { years: years.join(t('tally.line.separator')), count: period.assumed.length })] : []),
    ],
  };
}

function viewAgain(store: ReadStore, roundId: string, call: Call): View {
  const row = getPublicity(store, roundId) ?? refuse('publicity/none', { round: requireRound(store, roundId).name });
  return view(store, row, call);
}

/** What the final list makes of titles: recognition gives them, an assessment puts parks under 整改, restores or ends them. */
function recordTitles(tx: WriteStore, roundId: string, final: Output<'shortlist.version'>, today: string, call: Call): number {
  const { session, at } = call;
  const scheme = schemeOf(tx, requireRound(tx, roundId));
  const listed = scheme.kind === 'recognition' ? final.rows.filter(({ result }) => result === 'listed') : [];
  for (const { applicationId, parkName, type, reason } of listed) {
    // who is listed against a bar is so for a reason that people gave
    const pardoned = listRulings(tx, applicationId).find((one) => one.conditionId === barId && one.outcome === 'met')?.reason ?? reason;
    recordTitle(
      tx,
      {
        id: session.newId(),
        parkName,
        kind: 'recognised',
        happenedOn: today,
        type: type || null,
        until: null,
        ground: pardoned,
        barredYears: null,
        authority: authorityOf(scheme),
        roundId,
        at,
      },
      call,
    );
  }
  return listed.length + enterAutomatic(tx, roundId, call).length + settleAssessment(tx, roundId, today, call).changes.length;
}

function listedOf({ types }: Output<'shortlist.propose'>): ReadonlySet<string> {
  return new Set(types.flatMap(({ rows }) => rows.filter(({ result }) => result === 'listed').map(({ applicationId }) => applicationId)));
}

/** Writes the suspensions anew, with the reason for it. */
function changeSuspensions(
  tx: WriteStore,
  { id, roundId, suspensions: old }: PublicityRow,
  verb: 'suspend' | 'resume',
  suspensions: PublicityRow['suspensions'],
  call: Call & { readonly reason: string },
): View {
  updatePublicity(tx, id, { suspensions });
  call.append(tx, { kind: `publicity.${verb}`, entity: `publicity:${roundId}`, old, new: suspensions, reason: call.reason });
  return viewAgain(tx, roundId, call);
}

/** Whose sheets a re-review takes the place of: where members score different parts of the rubric, only of those that are scored again. */
function replacedBy(store: ReadStore, roundId: string, members: readonly Judge[], earlier: readonly string[]): string[] {
  const rubric = rubricOf(requireRound(store, roundId));
  if (!rubric) return [...earlier];
  const again = new Set(members.map((member) => partNameOf(rubric, member)));
  return earlier.filter((personId) => again.has(partNameOf(rubric, getPerson(store, personId) ?? { role: 'expert' })));
}

export const publicityHandlers = {
  'publicity.open'(tx, { roundId, startsOn, workingDays: working, calendarDays: calendar, countsOpening, despite }, call) {
    const { session, at, t } = call;
    const round = requireUnclosed(tx, roundId);
    requireListing(tx, roundId);
    if (getPublicity(tx, roundId)?.state === 'open') refuse('publicity/already-open', { round: round.name });
    const rule = publicityTerms(schemeOf(tx, round).publicity);
    const [given, other] = rule.counting === 'working' ? [working, calendar] : [calendar, working];
    if (other !== undefined)
      refuse(rule.counting === 'working' ? 'publicity/working-days' : 'publicity/calendar-days', { round: round.name });
    const days = given ?? rule.length ?? refuse('publicity/no-days', { round: round.name });
    const { answer } = proposeShortlist(tx, roundId, call);
    const undecided = undecidedOf(answer);
    if (undecided.length > 0) refuse('shortlist/undecided', { parks: undecided });
    requireAmounts(tx, roundId, listedOf(answer), call);
    requireDecided(tx, roundId, 'publicity', despite, call);
    // what goes before the public rests on sheets that stand
    if (round.state === 'scoring' && settingsOf(round).scoringEnded === undefined) endScoring(tx, round, call);
    const { version } = keepVersion(tx, roundId, t('publicity.published', { date: startsOn }), call);
    const row: PublicityRow = {
      id: session.newId(),
      roundId,
      listVersion: version,
      opensOn: startsOn,
      workingDays: days,
      countsOpening,
      suspensions: [],
      state: 'open',
      endedAt: null,
      createdAt: at,
    };
    insertPublicity(tx, row);
    call.append(tx, {
      kind: 'publicity.open',
      entity: `publicity:${roundId}`,
      new: { version, opensOn: startsOn, ...lengthIn(rule.counting, days), countsOpening, closesOn: periodOf(tx, row).closesOn },
    });
    return view(tx, row, call);
  },
  'publicity.get'(store, { roundId }, call) {
    requireRound(store, roundId);
    const row = getPublicity(store, roundId);
    return row ? view(store, row, call) : null;
  },
  'publicity.suspend'(tx, { roundId, from, reason }, call) {
    const row = requireOpen(tx, roundId);
    const last = row.suspensions.at(-1);
    if (from < row.opensOn || (last && (last.resumedOn === null || from < last.resumedOn)))
      refuse('publicity/bad-suspension', { date: from });
    return changeSuspensions(tx, row, 'suspend', [...row.suspensions, { from, resumedOn: null }], { ...call, reason });
  },
  'publicity.resume'(tx, { roundId, on, reason }, call) {
    const row = requireOpen(tx, roundId);
    const last = row.suspensions.at(-1);
    if (!last || last.resumedOn !== null || on <= last.from) refuse('publicity/bad-suspension', { date: on });
    return changeSuspensions(tx, row, 'resume', [...row.suspensions.slice(0, -1), { from: last.from, resumedOn: on }], { ...call, reason });
  },
  'publicity.withdraw'(tx, { roundId, reason }, call) {
    const row = requireOpen(tx, roundId);
    updatePublicity(tx, row.id, { state: 'withdrawn', endedAt: call.at });
    call.append(tx, {
      kind: 'publicity.withdraw',
      entity: `publicity:${roundId}`,
      old: { state: 'open' },
      new: { state: 'withdrawn' },
      reason,
    });
    return viewAgain(tx, roundId, call);
  },
  async 'publicity.object'(call, { roundId, applicationId, raisedOn, objector, contact, text, evidence = [] }) {
    const { session, at: createdAt } = call;
    const check = (store: ReadStore): PublicityRow => {
      requireApplicationOf(store, roundId, applicationId);
      return requireOpen(store, roundId);
    };
    check(session.store.read);
    const kept = await keepEvidence(call, evidence);
    const objectionId = session.newId();
    const on = raisedOn ?? dateInChina(createdAt);
    return session.store.write((tx) => {
      const publicity = check(tx);
      insertObjection(tx, {
        id: objectionId,
        publicityId: publicity.id,
        applicationId,
        raisedOn: on,
        objector,
        contact: contact || null,
        text,
        evidence: kept,
        outcome: null,
        reason: null,
        resolvedAt: null,
        createdAt,
      });
      call.append(tx, {
        kind: 'publicity.object',
        entity: `objection:${objectionId}`,
        new: { applicationId, raisedOn: on, objector, text, evidence: kept },
      });
      return { objectionId, inTime: isInTime(periodOf(tx, publicity), on), evidence: kept.length };
    });
  },
  'publicity.resolve'(tx, { objectionId, outcome, reason }, call) {
    const { row, roundId, parkName } = requireObjection(tx, objectionId);
    if (row.outcome !== null) refuse('objection/resolved', { park: parkName });
    resolveObjection(tx, objectionId, { outcome, reason, resolvedAt: call.at });
    call.append(tx, {
      kind: 'publicity.resolve',
      entity: `objection:${objectionId}`,
      old: { outcome: null },
      new: { outcome },
      reason,
    });
    return viewAgain(tx, roundId, call);
  },
  'publicity.rereview'(tx, { objectionId, personIds }, call) {
    const { row, roundId, parkName } = requireObjection(tx, objectionId);
    const { applicationId } = row;
    if (row.outcome !== 'upheld') refuse('objection/not-upheld', { park: parkName });
    const running = listRereviews(tx, roundId).find((one) => one.objectionId === objectionId);
    const members = personIds.map((personId) => requireMember(tx, personId));
    for (const member of members) if (member.roundId !== roundId) refuse('person/unknown', { personId: member.id });
    const earlier = listAssigned(tx, applicationId);
    const isOfIt = running && members.some(({ id }) => earlier.includes(id) && !running.earlier.has(id));
    if (running && (isOfIt || isComplete(running))) refuse('objection/rereviewed', { park: parkName });
    const known = members.filter(({ id }) => earlier.includes(id));
    if (known.length > 0) refuse('objection/not-new', { park: parkName, names: known.map(({ name }) => name) });
    const strange = running ? members.find((one) => !running.asks(one)) : undefined;
    if (strange) refuse('objection/other-part', { park: parkName, name: strange.name });
    const replaced = running ? [...running.earlier] : replacedBy(tx, roundId, members, earlier);
    if (!running) insertRereview(tx, { objectionId, applicationId, at: call.at }, replaced);
    for (const { id } of members) insertAssignment(tx, id, applicationId);
    call.append(tx, {
      kind: 'publicity.rereview',
      entity: `objection:${objectionId}`,
      old: { personIds: replaced },
      new: { applicationId, personIds: members.map(({ id }) => id) },
    });
    return viewAgain(tx, roundId, call);
  },
  'publicity.close'(tx, { roundId, despite }, call) {
    const { at, t } = call;
    const row = requireOpen(tx, roundId);
    const today = dateInChina(at);
    const obstacles = obstaclesOf(readPeriodAndObjections(tx, row), today, t);
    const { answer } = proposeShortlist(tx, roundId, call);
    const undecided = undecidedOf(answer);
    if (undecided.length > 0) obstacles.push(t('publicity.undecided', { parks: undecided.join(t('tally.line.separator')) }));
    if (obstacles.length > 0) refuse('publicity/not-closable', { obstacles });
    requireAmounts(tx, roundId, listedOf(answer), call);
    requireDecided(tx, roundId, 'final', despite, call);
    const final = keepVersion(tx, roundId, t('publicity.final'), call);
    updatePublicity(tx, row.id, { state: 'closed', endedAt: at });
    const titles = recordTitles(tx, roundId, final, today, call);
    grantAll(tx, roundId, final.listed, today, call);
    updateRound(tx, roundId, { state: 'closed' });
    call.append(tx, {
      kind: 'publicity.close',
      entity: `publicity:${roundId}`,
      old: { state: 'open' },
      new: { state: 'closed', version: final.version, listed: final.listed.map(({ parkName }) => parkName) },
    });
    return { final, titles };
  },
} satisfies Partial<Handlers>;
