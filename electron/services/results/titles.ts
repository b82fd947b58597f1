/** 称号: what rounds and people made of a park's title. Titles come of rounds when their publicity is closed. */
import type { Output } from '../../../domain/contract/api.ts';
import { refuse } from '../../../domain/result.ts';
import { foldParkName } from '../../../domain/package/plan-import.ts';
import { barOn, isHeld, titleOn, type Title, type TitleEvent } from '../../../domain/scheme/titles.ts';
import { insertTitleEvent, type TitleEventRow } from '../../../db/queries/results.ts';
import { listApplications } from '../../../db/queries/applications.ts';
import { getPublicity } from '../../../db/queries/publicity.ts';
import { updateRound, type RoundRow } from '../../../db/queries/rounds.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import { dateInChina } from '../../../domain/numbers/china-time.ts';
import type { Act } from '../session/act.ts';
import type { Handlers } from '../session/dispatch.ts';
import { requireReady } from '../readiness/readiness.ts';
import { authorityOf, titleEventOf, titleHistories, underAuthority } from '../applications/park-records.ts';
import { isAhead, refuseAhead } from './dated.ts';
import { followUp } from './follow-up.ts';
import { gradeRound } from '../tally/grading.ts';
import { requireRound, schemeOf, settingsOf } from '../session/lookups.ts';
import type { Call } from '../session/session.ts';
import { requireUnblocked } from '../tally/blocked.ts';
import { runTally } from '../tally/run-tally.ts';

type View = Output<'titles.list'>[number];

/** What happened to a park's title, as one authority would tell it; null: whosever. */
function historyOf(store: ReadStore, parkName: string, authority: string | null): TitleEvent[] {
  return underAuthority(titleHistories(store).get(foldParkName(parkName))?.rows ?? [], authority).map(titleEventOf);
}

/** The title of a park on a day. */
export function titleOf(store: ReadStore, parkName: string, on: string, authority: string | null): Title {
  return titleOn(historyOf(store, parkName, authority), on);
}

function view(
  parkName: string,
  authority: string | null,
  rows: readonly TitleEventRow[],
  on: string,
  { at, t }: Pick<Call, 'at' | 't'>,
): View {
  const title = titleOn(rows.map(titleEventOf), on);
  const params = { park: parkName, since: title.since ?? '', until: title.until ?? '', ground: title.ground ?? '' };
  return {
    parkName,
    authority,
    ...title,
    text:
      t(`titles.status.${title.state}`, params) +
      (title.mayApplyFrom === null ? '' : t('titles.status.barred', { date: title.mayApplyFrom })),
    history: rows.map(({ kind, happenedOn, roundId, until, ground }) => ({
      kind,
      on: happenedOn,
      roundId,
      // a recognition has a ground where it was recorded against a bar
      text:
        t(kind === 'recognised' && ground !== null ? 'titles.event.recognisedAgainstBar' : `titles.event.${kind}`, {
          date: happenedOn,
          until: until ?? '',
          ground: ground ?? '',
        }) + (isAhead(happenedOn, at) ? t('titles.event.ahead', { today: dateInChina(at) }) : ''),
    })),
  };
}

/** A park once for each authority that has dealt with it; events of which nobody told whose they are go with each. */
function viewsOf(store: ReadStore, on: string, call: Pick<Call, 'at' | 't'>): View[] {
  return [...titleHistories(store).values()].flatMap(({ parkName, rows }) => {
    const authorities = [...new Set(rows.flatMap(({ authority }) => authority ?? []))];
    return (authorities.length === 0 ? [null] : authorities).map((authority) =>
      view(parkName, authority, underAuthority(rows, authority), on, call),
    );
  });
}

/**
 * What cannot be: a title that is not held cannot be rectified, restored or revoked, and none is given while a revocation bars new
 * applications, unless `ground` says why all the same. @throws title/not-held, title/barred
 */
export function recordTitle(tx: WriteStore, row: TitleEventRow, { append }: Act, reason?: string): void {
  const { id, parkName, kind, happenedOn, type, until, ground, barredYears, authority, roundId } = row;
  const history = historyOf(tx, parkName, authority);
  if (kind !== 'recognised' && !isHeld(titleOn(history, happenedOn))) refuse('title/not-held', { park: parkName, date: happenedOn });
  const bar = kind === 'recognised' ? barOn(history, happenedOn) : null;
  if (bar && ground === null) refuse('title/barred', { park: parkName, since: bar.since, date: bar.mayApplyFrom });
  // who is not barred needs no ground
  const kept = kind === 'recognised' && !bar ? { ...row, ground: null } : row;
  insertTitleEvent(tx, kept);
  append(tx, {
    kind: `title.${kind}`,
    entity: `title:${parkName}`,
    new: { id, on: happenedOn, type, until, ground: kept.ground, barredYears, authority, roundId },
    reason,
  });
}

export interface TitleChange {
  readonly parkName: string;
  readonly kind: TitleEventRow['kind'];
  readonly until: string | null;
  readonly ground: string | null;
}

/**
 * What an assessment makes of the titles of its parks, on record: 整改 begins, a title is restored, or it ends. Parks of which no title
 * is on record are named; rounds of other kinds change nothing.
 */
export function settleAssessment(
  tx: WriteStore,
  roundId: string,
  today: string,
  call: Call,
): { changes: TitleChange[]; withoutTitle: string[] } {
  const { session, at, language, t } = call;
  const round = requireRound(tx, roundId);
  const changes: TitleChange[] = [];
  const withoutTitle: string[] = [];
  // an assessment alone has grades, and only they need the tally
  const scheme = schemeOf(tx, round);
  const authority = authorityOf(scheme);
  const graded = scheme.kind === 'assessment' ? (gradeRound(tx, runTally(tx, roundId), { today, language, t }) ?? []) : [];
  for (const { parkName, consequence, rectifyUntil: until, ground, clause } of graded) {
    const { state } = titleOf(tx, parkName, today, authority);
    if (state === 'none' || state === 'revoked') {
      if (state === 'none') withoutTitle.push(parkName);
      continue;
    }
    const kind =
      consequence === 'revoked'
        ? 'revoked'
        : consequence === 'rectify' && until !== null
          ? 'rectify'
          : consequence === 'keeps' && state !== 'recognised'
            ? 'restored'
            : null;
    if (kind === null) continue;
    const change = { parkName, kind, until: kind === 'rectify' ? until : null, ground } as const;
    recordTitle(
      tx,
      { ...change, id: session.newId(), happenedOn: today, type: null, barredYears: clause?.barredYears ?? null, authority, roundId, at },
      call,
    );
    changes.push(change);
  }
  return { changes, withoutTitle };
}

function requireAssessment(store: ReadStore, roundId: string): RoundRow {
  const round = requireRound(store, roundId);
  if (schemeOf(store, round).kind !== 'assessment') refuse('round/no-assessment', { round: round.name });
  return round;
}

export const titleHandlers = {
  'titles.list'(store, { on }, call) {
    return viewsOf(store, on ?? dateInChina(call.at), call);
  },
  'titles.record'(tx, { parkName, kind, on, type, until, ground, barredYears, authority = null, reason }, call) {
    const { session, at } = call;
    const lacking = kind === 'rectify' && until === undefined ? 'until' : kind === 'revoked' && ground === undefined ? 'ground' : null;
    if (lacking) refuse('call/bad-payload', { method: 'titles.record', where: [lacking] });
    refuseAhead(on, at);
    recordTitle(
      tx,
      {
        id: session.newId(),
        parkName,
        kind,
        happenedOn: on,
        type: type ?? null,
        until: until ?? null,
        ground: ground ?? null,
        barredYears: barredYears ?? null,
        authority,
        roundId: null,
        at,
      },
      call,
      reason,
    );
    const { rows = [] } = titleHistories(tx).get(foldParkName(parkName)) ?? {};
    return view(parkName, authority, underAuthority(rows, authority), dateInChina(at), call);
  },
  'titles.settle'(tx, { roundId, noticeOn, despite }, call) {
    const round = requireAssessment(tx, roundId);
    if (round.state === 'closed') refuse('round/closed', { round: round.name });
    refuseAhead(noticeOn, call.at);
    if (getPublicity(tx, roundId)?.state === 'open') refuse('publicity/already-open', { round: round.name });
    requireUnblocked(tx, roundId, null, call);
    const settings = settingsOf(round);
    updateRound(tx, roundId, { settings: JSON.stringify({ ...settings, noticeOn }) });
    const today = dateInChina(call.at);
    const open = (gradeRound(tx, runTally(tx, roundId), { ...call, today }) ?? []).filter((one) => one.consequence === null);
    if (open.length > 0) refuse('round/unscored', { parks: open.map(({ parkName }) => parkName) });
    requireReady(tx, roundId, 'settlement', despite, call);
    const settled = settleAssessment(tx, roundId, noticeOn, call);
    updateRound(tx, roundId, { state: 'closed' });
    call.append(tx, {
      kind: 'round.settle',
      entity: `round:${roundId}`,
      old: { state: round.state, noticeOn: settings.noticeOn ?? null },
      new: { state: 'closed', noticeOn, ...settled },
    });
    return settled;
  },
  'titles.followUp'(tx, { roundId, name, appliedOn }, call) {
    const round = requireAssessment(tx, roundId);
    const today = dateInChina(call.at);
    const authority = authorityOf(schemeOf(tx, round));
    const parks = listApplications(tx, roundId).filter(({ parkName }) =>
      ['rectifying', 'overdue'].includes(titleOf(tx, parkName, today, authority).state),
    );
    if (parks.length === 0) refuse('title/none-rectifying', { round: round.name });
    return followUp(tx, round, { name, appliedOn, parks }, call);
  },
} satisfies Partial<Handlers>;
