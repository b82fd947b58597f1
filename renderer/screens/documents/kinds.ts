/** Which documents a round can have, by its rule book: what rests on scores needs a rubric. */
import { reportKinds, type Input as In } from '../../../domain/contract/api.ts';

export type ReportKind = In<'reports.export'>['kind'];

const scored: ReadonlySet<ReportKind> = new Set(['sheet', 'summary', 'shortlist']);
const ofOnePark: ReadonlySet<ReportKind> = new Set(['review', 'sheet', 'visit']);

/** An assessment grades parks that have their title: there is no shortlist to publish. */
const ofRecognition: ReadonlySet<ReportKind> = new Set(['shortlist', 'publicity']);

export function kindsOf({
  hasRubric,
  isOffice,
  isAssessment,
}: {
  hasRubric: boolean;
  isOffice: boolean;
  isAssessment: boolean;
}): ReportKind[] {
  return reportKinds.filter(
    (kind) => (hasRubric || !scored.has(kind)) && (isOffice || kind !== 'minutes') && !(isAssessment && ofRecognition.has(kind)),
  );
}

/** Whether a document is about one park; the others are about the round. */
export function ofPark(kind: ReportKind): boolean {
  return ofOnePark.has(kind);
}
