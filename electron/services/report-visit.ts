/** 实地考察 as the figures of a document: what closed visits to a park recorded, and the photos that can be printed. */
import type { ReviewReportData } from '../../domain/report/data.ts';
import type { FieldValue } from '../../domain/model.ts';
import { quantityText } from '../../domain/scheme/wording.ts';
import type { Unit } from '../../domain/scheme/scheme.ts';
import { listVisitParts, listVisits } from '../../db/queries/visits.ts';
import type { ReadStore } from '../../db/open.ts';
import type { Call, Session } from './session.ts';
import { viewVisit } from './visit-view.ts';

type VisitData = NonNullable<ReviewReportData['visit']>;
type Words = Pick<Call, 'language' | 't'>;

/** Kinds of pictures that the page can carry. */
const printed = new Set(['image/jpeg', 'image/png']);

/** A UTC time as date and clock; the reader's zone is not known to a document. */
function shownTime(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}

function shownValue(value: FieldValue, unit: string, { t }: Words): string {
  if (value === null) return '—';
  if (typeof value === 'boolean') return t(value ? 'scheme.yes' : 'scheme.no');
  if (Array.isArray(value)) return value.join(t('report.listSeparator'));
  return unit === 'none' ? String(value) : quantityText(String(value), unit as Unit, t);
}

/**
 * What the visits to a park found, as one: the later measure and check stands, notes and photos follow each other.
 * A visit that is still open is no record yet, and is left out. Addenda stand among the notes, or are left to {@link readAddenda}.
 */
export function readVisitData(store: ReadStore, applicationId: string, words: Words, addendaApart = false): VisitData | null {
  const { t } = words;
  const visits = listVisits(store, { applicationId })
    .filter((row) => row.closedAt !== null)
    .map((row) => viewVisit(store, row, words));
  const last = visits.at(-1);
  if (!last) return null;
  const measures = new Map(visits.flatMap((visit) => visit.measures).map((one) => [one.key, one]));
  const checks = new Map(visits.flatMap((visit) => visit.checklist.filter((one) => one.outcome !== null)).map((one) => [one.id, one]));
  return {
    visitedOn: last.visitedOn,
    people: [...new Set(visits.flatMap((visit) => [...visit.people, ...visit.signs.map((sign) => sign.name)]))],
    measures: [...measures.values()].map(({ label, unit, declared, value, difference }) => ({
      label,
      declared: declared && shownValue(declared.value, unit, words),
      measured: shownValue(value, unit, words),
      difference: difference === null || unit === 'none' ? difference : quantityText(difference, unit as Unit, t),
    })),
    checks: [...checks.values()].map(({ text, outcome, note }) => {
      const said = t(`visit.check.${outcome}`);
      return { text, outcome: note === null ? said : t('visit.check.noted', { outcome: said, note }) };
    }),
    notes: visits.flatMap((visit) => (addendaApart ? visit.notes : [...visit.notes, ...visit.addenda]).map(({ at, text }) => ({ at: shownTime(at), text }))),
    photos: visits.flatMap((visit) =>
      visit.photos
        .filter((photo) => printed.has(photo.mediaType))
        .map(({ sha256, caption, takenAt }) => ({ image: sha256, caption: [caption, takenAt?.replace('T', ' ').slice(0, 16)].filter(Boolean).join('　') })),
    ),
  };
}

/** What was added after the visits were closed. */
export function readAddenda(store: ReadStore, applicationId: string): { at: string; text: string }[] {
  return listVisits(store, { applicationId })
    .filter((row) => row.closedAt !== null)
    .flatMap((row) => listVisitParts(store, row.id).addenda.map(({ at, text }) => ({ at: shownTime(at), text })));
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
