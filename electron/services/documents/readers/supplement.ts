/** 补正通知书 of the last request to a park, dated by its day. */
import { refuse } from '../../../../domain/result.ts';
import type { SupplementData } from '../../../../domain/report/documents/supplement.ts';
import { localText } from '../../../../domain/text.ts';
import { listSupplementsOf, type SupplementRow } from '../../../../db/queries/admission/supplements.ts';
import type { ReadStore } from '../../../../db/store/open.ts';
import { requireApplication, requireReviewed, requireRound, schemeOf } from '../../session/lookups.ts';
import { headOf, institutionField } from './head.ts';
import type { Words } from './wording.ts';

/** The last one that still says something: what was cancelled is asked of nobody. */
export function lastSupplement(store: ReadStore, applicationId: string): SupplementRow | undefined {
  return listSupplementsOf(store, applicationId)
    .filter(({ state }) => state !== 'cancelled')
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .at(-1);
}

/** @throws application/unknown, application/left, report/no-supplement */
export function readSupplement(store: ReadStore, applicationId: string, call: Words): SupplementData {
  const { language, t } = call;
  const application = requireApplication(store, applicationId);
  requireReviewed(store, application);
  const { roundId, parkName, type, operator, applicant } = application;
  const round = requireRound(store, roundId);
  const row = lastSupplement(store, applicationId) ?? refuse('report/no-supplement', { park: parkName });
  const label = schemeOf(store, round).types.find(({ id }) => id === type)?.label;
  return {
    kind: 'supplement',
    ...headOf(store, roundId, call, [institutionField(store, roundId, t)]),
    issuedOn: row.requestedOn,
    park: { applicationId, name: parkName, type: label ? localText(label, language) : null, operator },
    applicant,
    dueOn: row.dueOn,
    items: row.items.map(({ what, of }) => ({ what, of })),
    contact: (row.contact ?? '').split('\n').flatMap((line) => line.trim() || []),
  };
}
