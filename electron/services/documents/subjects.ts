/** What a document is about: which a round can have, its data from the store, its name, and the order to make it. */
import { hasScope, kinds as kindTable, reportKinds, type KindOf, type ReportKind } from '../../../domain/report/kinds.ts';
import { buildDocument, type DocumentData } from '../../../domain/report/documents/document.ts';
import { safeFileName } from '../../../domain/names.ts';
import { formatDate } from '../../../domain/report/phrases.ts';
import { refuse } from '../../../domain/result.ts';
import type { TextParams } from '../../../domain/text.ts';
import { translator } from '../session/texts.ts';
import { listApplications } from '../../../db/queries/applications.ts';
import { listPersons } from '../../../db/queries/panel.ts';
import { listEvents } from '../../../db/queries/events.ts';
import { getPublicity, listMinutes, type PublicityRow } from '../../../db/queries/publicity.ts';
import type { RoundRow } from '../../../db/queries/rounds.ts';
import { listRoundSheets } from '../../../db/queries/scores.ts';
import { listVisits } from '../../../db/queries/visits.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { dateInChina } from '../../../domain/numbers/china-time.ts';
import type { DocumentOrder } from '../../io/documents/document-file.ts';
import { requireApplication, requireListing, requirePerson, requireRound, schemeOf } from '../session/lookups.ts';
import type { Call } from '../session/session.ts';
import type { RoundTally } from '../tally/round-tally.ts';
import { readAssessmentNotice } from './readers/assessment.ts';
import type { Words } from './readers/wording.ts';
import { readLetter } from './readers/letter.ts';
import { readFunding } from './readers/funding.ts';
import { isScored } from '../session/scored.ts';
import { readMinutesData } from './readers/minutes.ts';
import { readNotice } from './readers/notice.ts';
import { readReviewReport } from './readers/review-report.ts';
import { readScoreSheet } from './readers/score-sheet.ts';
import { readShortlist } from './readers/shortlist.ts';
import { readSummary } from './readers/summary.ts';
import { lastSupplement, readSupplement } from './readers/supplement.ts';
import { readVisitRecord } from './readers/visit-record.ts';
import { readVisitImages } from './readers/visit.ts';

export interface Wanted {
  readonly kind: ReportKind;
  readonly roundId?: string | undefined;
  readonly applicationId?: string | undefined;
  readonly personId?: string | undefined;
}

export interface Subject {
  readonly kind: ReportKind;
  readonly roundId: string;
  readonly applicationId: string | null;
  readonly personId: string | null;
  readonly data: DocumentData;
  /** the file's own name, without ending */
  readonly name: string;
}

interface Reader<Ids extends readonly string[]> {
  /** `shared`: the tally of the round, where it was run already */
  readonly read: (store: ReadStore, ...rest: [...Ids, Words, RoundTally?]) => DocumentData;
}
interface RoundReader extends Reader<[roundId: string]> {
  /** whether its time has come, for whoever asks for everything */
  readonly due: (store: ReadStore, round: RoundRow) => boolean;
}
interface ParkReader extends Reader<[applicationId: string]> {
  readonly due: (store: ReadStore, applicationId: string) => boolean;
}

const ofRound: Readonly<Record<KindOf<'round'>, RoundReader>> = {
  summary: { read: readSummary, due: (store, round) => isScored(store, round) },
  shortlist: { read: readShortlist, due: (_, round) => round.rubric !== null },
  publicity: {
    read: (store, roundId, call) => readNotice(store, roundId, 'publicity', call),
    due: (store, { id }) => isPublished(store, id) && getPublicity(store, id)?.suspensions.at(-1)?.resumedOn !== null,
  },
  final: {
    read: (store, roundId, call) =>
      isAssessment(store, requireRound(store, roundId))
        ? readAssessmentNotice(store, roundId, call)
        : readNotice(store, roundId, 'final', call),
    // over with its publicity; an assessment, which has none, once its results are settled
    due: (_, round) => round.state === 'closed',
  },
  funding: {
    read: (store, roundId, call) => readFunding(store, roundId, call),
    due: (store, round) => schemeOf(store, round).tiers.length > 0 && isPublished(store, round.id),
  },
  minutes: { read: readMinutesData, due: (store, { id }) => listMinutes(store, id).length > 0 },
};

const ofPark: Readonly<Record<KindOf<'park'>, ParkReader>> = {
  review: { read: readReviewReport, due: () => true },
  visit: {
    read: readVisitRecord,
    due: (store, applicationId) => listVisits(store, { applicationId }).some(({ closedAt }) => closedAt !== null),
  },
  letter: { read: readLetter, due: (store, applicationId) => isFinal(store, requireApplication(store, applicationId).roundId) },
  supplement: { read: readSupplement, due: (store, applicationId) => lastSupplement(store, applicationId)?.state === 'open' },
};

/** Of every sheet that is in. */
const ofSeat: Readonly<Record<KindOf<'seat'>, Reader<[personId: string, applicationId: string]>>> = {
  sheet: { read: readScoreSheet },
};

function isPublished(store: ReadStore, roundId: string): boolean {
  return (getPublicity(store, roundId)?.state ?? 'withdrawn') !== 'withdrawn';
}

/** Whether the list was before the public and is final. */
function isFinal(store: ReadStore, roundId: string): boolean {
  return requireRound(store, roundId).state === 'closed' && getPublicity(store, roundId)?.state === 'closed';
}

function isAssessment(store: ReadStore, round: RoundRow): boolean {
  return schemeOf(store, round).kind === 'assessment';
}

/**
 * What a list before the public, one that is final, and the letters about it say of the publicity is true only then: none is made to be
 * signed before, nor signed where it was made before (`madeAt`). A notice to edit may be drafted. @throws report/not-published,
 * report/not-final, report/suspended, report/superseded
 */
export function requireDue(
  store: ReadStore,
  { kind, roundId }: { readonly kind: string; readonly roundId: string },
  { isDraft = false, madeAt }: { readonly isDraft?: boolean; readonly madeAt?: string } = {},
): void {
  if ((kind !== 'publicity' || isDraft) && kind !== 'final' && kind !== 'letter') return;
  const round = requireRound(store, roundId);
  const publicity = getPublicity(store, roundId);
  if (kind === 'publicity' && publicity?.state === 'open') requirePeriod(store, round, publicity, madeAt);
  const since = kind === 'publicity' ? publicity?.createdAt : publicity?.endedAt;
  const isLate = madeAt === undefined || !since || madeAt >= since;
  const isDue = kind === 'letter' ? isFinal(store, roundId) : ofRound[kind].due(store, round);
  if (isDue && isLate) return;
  const assessed = isAssessment(store, round);
  refuse(kind === 'publicity' ? 'report/not-published' : assessed ? 'report/not-settled' : 'report/not-final', { round: round.name });
}

/**
 * The days that a notice names are known, and those that it was made with: a publicity that is suspended ends on no day that is known, and
 * each suspension and its end moves the last one. @throws report/suspended, report/superseded
 */
function requirePeriod(store: ReadStore, { id, name }: RoundRow, publicity: PublicityRow, madeAt: string | undefined): void {
  if (publicity.suspensions.some(({ resumedOn }) => resumedOn === null)) refuse('report/suspended', { round: name });
  const moved = listEvents(store, { entity: `publicity:${id}`, limit: 1_000_000 }).findLast(
    ({ kind, at }) => (kind === 'publicity.suspend' || kind === 'publicity.resume') && at > publicity.createdAt,
  );
  if (moved && madeAt !== undefined && madeAt < moved.at) refuse('report/superseded', { round: name });
}

/** The documents of a round that can be asked for: of `kinds`, or where nobody named kinds of all whose time has come. */
export function listWanted(store: ReadStore, round: RoundRow, kinds: readonly ReportKind[] | undefined): Wanted[] {
  const asked = kinds ?? reportKinds.filter((kind) => !(isAssessment(store, round) && kindTable[kind].inAssessment === null));
  const wanted = reportKinds.filter((kind) => asked.includes(kind));
  const persons = listPersons(store, round.id);
  const sheets = Map.groupBy(listRoundSheets(store, round.id), ({ applicationId }) => applicationId);
  return [
    ...wanted
      .filter((kind) => hasScope(kind, 'round'))
      .filter((kind) => kinds !== undefined || ofRound[kind].due(store, round))
      .map((kind) => ({ kind, roundId: round.id })),
    ...listApplications(store, round.id)
      .sort((a, b) => (a.parkName === b.parkName ? (a.id < b.id ? -1 : 1) : a.parkName < b.parkName ? -1 : 1))
      .flatMap(({ id: applicationId }) =>
        wanted.flatMap((kind): Wanted[] => {
          if (hasScope(kind, 'round')) return [];
          if (hasScope(kind, 'park')) return kinds !== undefined || ofPark[kind].due(store, applicationId) ? [{ kind, applicationId }] : [];
          const submitted = (sheets.get(applicationId) ?? []).filter(({ state }) => state === 'submitted');
          return persons
            .filter(({ id }) => submitted.some(({ personId }) => personId === id))
            .map(({ id: personId }) => ({ kind, applicationId, personId }));
        }),
      ),
  ];
}

/** A document that can be looked for in the store: `title` is known before its figures are read. */
export interface FoundSubject extends Omit<Subject, 'data' | 'name'> {
  readonly title: string;
  /** `shared`: the tally of the round, where it was run already. @throws what the reader refuses */
  read(shared?: RoundTally): Subject;
}

/** @throws report/missing-subject, round/unknown, application/unknown, person/unknown */
export function findSubject(call: Words, { kind, ...ids }: Wanted): FoundSubject {
  const { session, t } = call;
  const store = session.store.read;
  const need = (name: keyof typeof ids) => ids[name] ?? refuse('report/missing-subject', { kind, needs: name });
  const found = (
    about: Omit<Subject, 'kind' | 'data' | 'name'>,
    names: TextParams,
    read: (shared: RoundTally | undefined) => DocumentData,
  ): FoundSubject => {
    const title = t(`reports.fileName.${kind}`, names);
    return { kind, ...about, title, read: (shared) => ({ kind, ...about, data: read(shared), name: safeFileName(title) }) };
  };
  if (hasScope(kind, 'round')) {
    // the minutes of a meeting list nobody
    const { id: roundId, name: round } = (kind === 'minutes' ? requireRound : requireListing)(store, need('roundId'));
    return found({ roundId, applicationId: null, personId: null }, { round }, (shared) => ofRound[kind].read(store, roundId, call, shared));
  }
  const { id: applicationId, roundId, parkName: park } = requireApplication(store, need('applicationId'));
  if (hasScope(kind, 'park'))
    return found({ roundId, applicationId, personId: null }, { park }, (shared) => ofPark[kind].read(store, applicationId, call, shared));
  const { id: personId, name: person } = requirePerson(store, need('personId'));
  return found({ roundId, applicationId, personId }, { park, person }, () => ofSeat[kind].read(store, personId, applicationId, call));
}

/** Everything that drawing and signing need, as plain data that can go to another thread. */
export async function orderOf({ kind, applicationId, data, name }: Subject, { session, t }: Call, at: string): Promise<DocumentOrder> {
  const hasPhotos = 'visit' in data && (data.visit?.photos.length ?? 0) > 0;
  return {
    // in the words that it is drawn again with when it is verified
    tree: buildDocument(data, translator(data.language)),
    at,
    program: session.program,
    images: hasPhotos && applicationId !== null ? await readVisitImages(session, applicationId) : {},
    fields: data.signatures,
    reason: t(`reports.reason.${kind}`),
    location: t('reports.location'),
    signedOn: formatDate(t, dateInChina(at)),
    name,
  };
}
