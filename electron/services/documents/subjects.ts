/** What a document is about: its data from the store, its name, its pictures, and the order to make it. */
import { refuse } from '../../../domain/result.ts';
import type { reportKinds } from '../../../domain/contract/api.ts';
import { buildDocument } from '../../../domain/report/build.ts';
import type { DocumentData, VisitRecordData } from '../../../domain/report/data.ts';
import { safeFileName } from '../../../domain/names.ts';
import { formatDate } from '../../../domain/report/phrases.ts';
import { localText } from '../../../domain/text.ts';
import { listPersons } from '../../../db/queries/panel.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { dateInChina } from '../../../domain/numbers/china-time.ts';
import type { DocumentOrder } from '../../io/documents/document-file.ts';
import { requireApplication, requireRound, schemeOf } from '../session/lookups.ts';
import { readAssessmentNotice } from './assessment.ts';
import { headOf, readReviewReport, readShortlist, type Words } from './data.ts';
import { readMinutesData } from './minutes.ts';
import { readNotice } from './notice.ts';
import { readScoreSheet, readSummary } from './sheets.ts';
import { readAddenda, readHandSigns, readVisitData, readVisitImages } from './visit.ts';
import type { Call } from '../session/session.ts';
import type { RoundTally } from '../tally/round-tally.ts';

export type ReportKind = (typeof reportKinds)[number];

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

/** 实地考察记录 of one park. @throws report/no-visit where no visit has been closed */
function readVisitRecord(store: ReadStore, applicationId: string, call: Words): VisitRecordData {
  const { language, t } = call;
  const { roundId, parkName, type, operator } = requireApplication(store, applicationId);
  const visit = readVisitData(store, applicationId, call, true) ?? refuse('report/no-visit', { park: parkName });
  const label = schemeOf(store, requireRound(store, roundId)).types.find(({ id }) => id === type)?.label;
  const members = new Map(listPersons(store, roundId).map(({ name, role }) => [name, role]));
  const labelOf = (name: string): string =>
    t(members.get(name) === 'visitor' ? 'visits.role.team' : members.has(name) ? 'reports.role.expert' : 'reports.role.present');
  const byHand = readHandSigns(store, applicationId, call);
  const signed = new Set(byHand.signs.map(({ name }) => name));
  // members of the panel answer for the record; others who were there sign too, unless they have done so by hand
  const signers = visit.people.filter((name) => members.has(name) || !signed.has(name));
  const signatures = signers.map((signer, index) => ({
    field: `present-${index + 1}`,
    label: labelOf(signer),
    signer,
    kind: 'person' as const,
    required: members.has(signer),
  }));
  return {
    kind: 'visit',
    ...headOf(store, roundId, call, signatures),
    park: { applicationId, name: parkName, type: label ? localText(label, language) : null, operator },
    visit,
    addenda: readAddenda(store, applicationId),
    ...byHand,
  };
}

function readRoundData(
  store: ReadStore,
  kind: 'shortlist' | 'summary' | 'publicity' | 'final' | 'minutes',
  roundId: string,
  call: Words,
  shared: RoundTally | undefined,
): DocumentData {
  if (kind === 'shortlist') return readShortlist(store, roundId, call);
  if (kind === 'minutes') return readMinutesData(store, roundId, call);
  if (kind === 'summary') return readSummary(store, roundId, call, shared);
  return kind === 'final' && schemeOf(store, requireRound(store, roundId)).kind === 'assessment'
    ? readAssessmentNotice(store, roundId, call)
    : readNotice(store, roundId, kind, call);
}

/**
 * `shared`: the tally of the round, where it was run already.
 * @throws report/missing-subject and what the readers refuse
 */
export function readSubject(call: Call & Pick<Words, 'texts'>, { kind, ...ids }: Wanted, shared?: RoundTally): Subject {
  const { session, t } = call;
  const store = session.store.read;
  const need = (name: 'roundId' | 'applicationId' | 'personId') => ids[name] ?? refuse('report/missing-subject', { kind, needs: name });
  if (kind === 'review' || kind === 'sheet' || kind === 'visit') {
    const { id: applicationId, roundId, parkName: park } = requireApplication(store, need('applicationId'));
    const subject = { kind, roundId, applicationId };
    if (kind === 'sheet') {
      const personId = need('personId');
      const data = readScoreSheet(store, personId, applicationId, call);
      return { ...subject, personId, data, name: safeFileName(t('reports.fileName.sheet', { park, person: data.expert.name })) };
    }
    const data = kind === 'review' ? readReviewReport(store, applicationId, call, shared) : readVisitRecord(store, applicationId, call);
    return { ...subject, personId: null, data, name: safeFileName(t(`reports.fileName.${kind}`, { park })) };
  }
  const round = requireRound(store, need('roundId'));
  return {
    kind,
    roundId: round.id,
    applicationId: null,
    personId: null,
    data: readRoundData(store, kind, round.id, call, shared),
    name: safeFileName(t(`reports.fileName.${kind}`, { round: round.name })),
  };
}

/** Everything that drawing and signing need, as plain data that can go to another thread. */
export async function orderOf({ kind, applicationId, data, name }: Subject, { session, t }: Call, at: string): Promise<DocumentOrder> {
  const hasPhotos = (data.kind === 'review' || data.kind === 'visit') && (data.visit?.photos.length ?? 0) > 0;
  return {
    tree: buildDocument(data, t),
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
