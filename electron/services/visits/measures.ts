/** 实测值: which figure of the visits to a park counts for its eligibility. */
import type { Translate } from '../../../domain/text.ts';
import { listFieldValues } from '../../../db/queries/applications.ts';
import { listStandingMeasures } from '../../../db/queries/visits.ts';
import type { WriteStore } from '../../../db/store/open.ts';
import { stateValue } from '../applications/fields.ts';
import type { Act } from '../session/act.ts';
import { requireApplication, requireRound, schemeOf } from '../session/lookups.ts';

/**
 * Makes the fields of a park say what was measured there: of several visits a closed one counts before an open one, a signed one before
 * one without signatures, then the one made last, by the day that its record names; and nothing of anybody who is recused from the park. Gives the fields that changed.
 */
export function followMeasures(tx: WriteStore, applicationId: string, act: Act, t: Translate): string[] {
  const application = requireApplication(tx, applicationId);
  const scheme = schemeOf(tx, requireRound(tx, application.roundId));
  const measured = new Map(listStandingMeasures(tx, applicationId).map((row) => [row.key, row]));
  const stated = new Map(
    listFieldValues(tx, applicationId).flatMap((row) => (row.source === 'visit' ? [[row.key, row.value] as const] : [])),
  );
  return scheme.fields.flatMap((field) => {
    const { value = null, note = null } = measured.get(field.key) ?? {};
    if (JSON.stringify(value) === JSON.stringify(stated.get(field.key) ?? null)) return [];
    stateValue(tx, application, scheme, field, { source: 'visit', value, reason: note ?? t('visits.measured'), evidence: null }, act);
    return [field.key];
  });
}
