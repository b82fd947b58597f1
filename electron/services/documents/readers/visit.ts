/** 实地考察 as the figures of a document: what closed visits to a park recorded, and the photos that can be printed. */
import type { VisitView } from '../../../../domain/contract/visits.ts';
import type { VisitData } from '../../../../domain/report/visit.ts';
import type { VisitRecordData } from '../../../../domain/report/documents/visit-record.ts';
import type { FieldValue } from '../../../../domain/model.ts';
import { quantityText } from '../../../../domain/eligibility/wording.ts';
import type { Unit } from '../../../../domain/condition/condition.ts';
import { listVisitParts, listVisits, type VisitRow } from '../../../../db/queries/visits.ts';
import type { ReadStore } from '../../../../db/store/open.ts';
import type { Call, Session } from '../../session/session.ts';
import { coverWords } from '../../../../domain/visit/covers.ts';
import { difference } from '../../../../domain/visit/measure.ts';
import { listFieldValues } from '../../../../db/queries/applications.ts';
import { getPerson } from '../../../../db/queries/panel.ts';
import { statedValues } from '../../applications/evaluation.ts';
import { isReopened, viewVisit } from '../../visits/view.ts';
import { dateInChina, photoTimeInChina } from '../../../../domain/numbers/china-time.ts';
import { readInquiries, shownTime } from './visit-inquiries.ts';

type Words = Pick<Call, 'language' | 't'>;

/** Kinds of pictures that the page can carry. */
const printed = new Set(['image/jpeg', 'image/png']);

function shownValue(value: FieldValue, unit: string, { t }: Words): string {
  if (value === null) return '—';
  if (typeof value === 'boolean') return t(value ? 'schemes.yes' : 'schemes.no');
  if (Array.isArray(value)) return value.join(t('reports.listSeparator'));
  return unit === 'none' ? String(value) : quantityText(String(value), unit as Unit, t);
}

/**
 * What the visits to a park found, each measure and answer under its day; notes and photos follow each other.
 * A visit that is still open is no record yet, and is left out. Addenda stand among the notes, or are left to {@link readAddenda}.
 */
export function readVisitData(store: ReadStore, applicationId: string, words: Words, addendaApart = false): VisitData | null {
  const { t } = words;
  const visits = listVisits(store, { applicationId })
    .filter((row) => row.closedAt !== null)
    .map((row) => viewVisit(store, row, words));
  const last = visits.at(-1);
  if (!last) return null;
  const open = visits.flatMap(({ visitedOn, choices }) => (choices > 0 ? [{ visitedOn, count: choices }] : []));
  const photos = visits.flatMap((visit) =>
    visit.photos.map((photo) => ({ ...photo, visitedOn: visit.visitedOn, shows: showsOf(visit, photo.about) })),
  );
  // what each visit found stands under its day, for each was signed for what it found; what nobody looked at is said
  const dated = (text: string, on: string): string => (visits.length > 1 ? t('reports.visit.dated', { text, on }) : text);
  const answered = new Set(visits.flatMap((visit) => visit.checklist.flatMap(({ id, outcome }) => (outcome === null ? [] : [id]))));
  const checks = visits.flatMap((visit) =>
    visit.checklist
      .filter(({ id, outcome }) => (answered.has(id) ? outcome !== null : visit === last))
      .map((one) => ({ ...one, text: one.outcome === null ? one.text : dated(one.text, visit.visitedOn) })),
  );
  const stated = statedValues(listFieldValues(store, applicationId));
  // 申报值 is what the applicant declared, not what the office found in the materials
  const declaredIn = (key: string): FieldValue => stated[key]?.form ?? stated[key]?.typed ?? null;
  return {
    visitedOn: last.visitedOn,
    dates: [...new Set(visits.map((visit) => visit.visitedOn))],
    people: [...new Set(visits.flatMap((visit) => [...visit.people, ...visit.signs.map((sign) => sign.name)]))],
    measures: visits.flatMap((visit) =>
      visit.measures.map(({ key, label, unit, value, method, note, counts, elsewhere }) => {
        const declared = declaredIn(key);
        const apart = difference(declared, value);
        return {
          label: [
            dated(label, visit.visitedOn),
            ...howMeasured(method, note, words),
            // of figures that differ, which one the review goes by
            ...(counts && elsewhere.length > 0 ? [t('reports.visit.counts')] : []),
          ].join('\n'),
          declared: declared === null ? null : shownValue(declared, unit, words),
          measured: shownValue(value, unit, words),
          difference: apart === null || unit === 'none' ? apart : quantityText(apart, unit as Unit, t),
        };
      }),
    ),
    checks: checks.map(({ text, outcome, note }) => {
      const said = t(`visits.check.${outcome ?? 'unanswered'}`);
      return { text, outcome: note === null ? said : t('visits.check.noted', { outcome: said, note }) };
    }),
    notes: visits.flatMap((visit) =>
      (addendaApart ? visit.notes : [...visit.notes, ...visit.addenda]).map(({ at, text, author }) => ({
        at: shownTime(at),
        text,
        by: [
          dated(getPerson(store, author)?.name ?? t('common.role.secretary'), visit.visitedOn),
          ...(dateInChina(at) > visit.visitedOn ? [t('reports.visit.later')] : []),
        ].join('　'),
      })),
    ),
    photos: photos
      .filter((photo) => printed.has(photo.mediaType))
      .map(({ sha256, caption, shows, visitedOn, takenAt, otherDay, position }, index) => ({
        image: sha256,
        caption: captionOf(
          { number: index + 1, caption: dated([caption, shows].filter(Boolean).join('　'), visitedOn), takenAt, otherDay, position },
          words,
        ),
        position,
      })),
    ...readInquiries(visits, dated, words),
    ...(open.length > 0 && { choices: open }),
    unprinted: photos
      .filter((photo) => !printed.has(photo.mediaType))
      .map(({ name, visitedOn, sha256 }) => ({ name: dated(name, visitedOn), sha256 })),
  };
}

/** The check, figure or tenant that a photo shows, in the words of its visit. */
function showsOf({ checklist, measures }: Pick<VisitView, 'checklist' | 'measures'>, about: string | null): string {
  const [, what, id = ''] = /^(check|measure|firm):(.+)$/.exec(about ?? '') ?? [];
  if (what === 'check') return checklist.find((item) => item.id === id)?.text ?? '';
  return what === 'measure' ? (measures.find(({ key }) => key === id)?.label ?? '') : id;
}

/** How it was measured and what was said to it; nothing where nobody said. */
function howMeasured(method: string | null, note: string | null, { t }: Words): string[] {
  const said = [method && t(`visits.measure.method.${method}`), note].filter(Boolean);
  return said.length === 0 ? [] : [t('reports.visit.how', { how: said.join(t('common.comma')) })];
}

/** Degrees to six places, a tenth of a metre, in words for the half of the globe. */
function shownPlace({ latitude, longitude }: { latitude: number; longitude: number }, { t }: Words): string {
  const [north, east] = [latitude < 0 ? 'south' : 'north', longitude < 0 ? 'west' : 'east'];
  return [
    t(`reports.visit.${north}`, { degrees: Math.abs(latitude).toFixed(6) }),
    t(`reports.visit.${east}`, { degrees: Math.abs(longitude).toFixed(6) }),
  ].join(' ');
}

/** What the photo shows on one line, what the camera wrote on the next two. */
function captionOf(
  {
    number,
    caption,
    takenAt,
    otherDay,
    position,
  }: Pick<VisitView['photos'][number], 'caption' | 'takenAt' | 'otherDay' | 'position'> & { number: number },
  words: Words,
): string {
  const shows = [words.t('reports.visit.photo', { number }), caption].filter(Boolean).join('　');
  const taken = takenAt && photoTimeInChina(takenAt).replace('T', ' ').slice(0, 16);
  return [shows, taken && otherDay ? words.t('reports.visit.otherDay', { taken }) : taken, position && shownPlace(position, words)]
    .filter(Boolean)
    .join('\n');
}

/** Signatures given on site, and the digests that closing gave. */
export function readHandSigns(
  store: ReadStore,
  applicationId: string,
  words: Words,
): { signs: NonNullable<VisitRecordData['signs']>; closings: NonNullable<VisitRecordData['closings']> } {
  const { t } = words;
  const closed = listVisits(store, { applicationId }).filter((row) => row.closedAt !== null && row.digest !== null);
  const ofVisit = visitNamer(closed, words);
  return {
    signs: closed.flatMap((row) =>
      viewVisit(store, row, words).signs.map(({ name, organisation, role, strokes, at, covers, stands }) => ({
        name,
        organisation,
        role: role && t(`visits.role.${role}`),
        at: shownTime(at),
        ...ofVisit(row),
        ...(covers && { given: t('reports.visitRecord.given', { counts: coverWords(covers, t), digest: covers.digest.slice(0, 8) }) }),
        ...(stands === false && { changed: true }),
        strokes,
      })),
    ),
    closings: closed.map((row) => ({
      visitedOn: row.visitedOn,
      closedAt: shownTime(row.closedAt ?? ''),
      digest: row.digest ?? '',
      ...(isReopened(store, row) && { reopened: true }),
    })),
  };
}

/** Which visit something is of, where there were several. */
function visitNamer(visits: readonly VisitRow[], { t }: Words): (row: VisitRow) => { visit?: string } {
  return ({ visitedOn }) => (visits.length > 1 ? { visit: t('reports.visit.ofVisit', { on: visitedOn }) } : {});
}

/** What was added after the visits were closed. */
export function readAddenda(store: ReadStore, applicationId: string, words: Words): VisitRecordData['addenda'] {
  const closed = listVisits(store, { applicationId }).filter((row) => row.closedAt !== null);
  const ofVisit = visitNamer(closed, words);
  return closed.flatMap((row) =>
    listVisitParts(store, row.id).addenda.map(({ at, text }) => ({ at: shownTime(at), ...ofVisit(row), text })),
  );
}

/** The bytes of the photos that a report prints, by their hash. */
export async function readVisitImages({ store, blobs }: Session, applicationId: string): Promise<Record<string, Uint8Array>> {
  const images: Record<string, Uint8Array> = {};
  for (const visit of listVisits(store.read, { applicationId })) {
    if (visit.closedAt === null) continue;
    for (const photo of listVisitParts(store.read, visit.id).photos) {
      if (printed.has(photo.mediaType)) images[photo.sha256] = await blobs.read(photo.sha256);
    }
  }
  return images;
}
