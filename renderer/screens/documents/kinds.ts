/** Which documents a round can have, by its rule book: what rests on scores needs a rubric. */
import type { Input as In } from '../../../domain/api.ts';
import { reportKinds } from '../../../domain/api.ts';

export type ReportKind = In<'reports.export'>['kind'];

const scored: ReadonlySet<ReportKind> = new Set(['sheet', 'summary', 'shortlist']);
const ofOnePark: ReadonlySet<ReportKind> = new Set(['review', 'sheet', 'visit']);

export function kindsOf(hasRubric: boolean, isOffice: boolean): ReportKind[] {
  return reportKinds.filter((kind) => (hasRubric || !scored.has(kind)) && (isOffice || kind !== 'minutes'));
}

/** Whether a document is about one park; the others are about the round. */
export function ofPark(kind: ReportKind): boolean {
  return ofOnePark.has(kind);
}
