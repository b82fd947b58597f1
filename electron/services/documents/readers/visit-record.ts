/** 实地考察记录, read from the store. */
import { refuse } from '../../../../domain/result.ts';
import type { VisitRecordData } from '../../../../domain/report/documents/visit-record.ts';
import { localText } from '../../../../domain/text.ts';
import { listPersons } from '../../../../db/queries/panel.ts';
import type { ReadStore } from '../../../../db/store/open.ts';
import { requireApplication, requireRound, schemeOf } from '../../session/lookups.ts';
import { readAddenda, readHandSigns, readVisitData } from './visit.ts';
import { headOf } from './head.ts';
import type { Words } from './wording.ts';

/** @throws report/no-visit where no visit has been closed */
export function readVisitRecord(store: ReadStore, applicationId: string, call: Words): VisitRecordData {
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
    addenda: readAddenda(store, applicationId, call),
    ...byHand,
  };
}
