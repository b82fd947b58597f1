/** What an applicant could be asked for: what its form leaves open, and files that its package lacks. */
import type { Output } from '../../../domain/contract/api.ts';
import { strongest } from '../../../domain/condition/values.ts';
import { expressionFields } from '../../../domain/scheme/expression.ts';
import { localText } from '../../../domain/text.ts';
import { listFieldValues, type ApplicationRow } from '../../../db/queries/applications.ts';
import { getPackage, listFindings } from '../../../db/queries/packages.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { statedValues } from '../applications/evaluation.ts';
import { textParams } from '../session/dispatch.ts';
import { requireRound, schemeOf } from '../session/lookups.ts';
import type { Call } from '../session/session.ts';

/** Findings of a package that only the applicant can mend. */
const ofFiles = /^(?:material-missing\.(?!form)|attachment-absent$|form-lacking\.|form-blank$)/;

export function proposedItems(
  store: ReadStore,
  { id, roundId, packageId }: ApplicationRow,
  { language, t }: Pick<Call, 'language' | 't'>,
): Output<'supplements.propose'> {
  const scheme = schemeOf(store, requireRound(store, roundId));
  const stated = statedValues(listFieldValues(store, id));
  const unread = new Set(getPackage(store, packageId)?.unread ?? []);
  const articlesOf = (key: string): string =>
    [...new Set(scheme.conditions.filter(({ test }) => expressionFields(test).includes(key)).map(({ article }) => article))].join(
      t('common.comma'),
    );
  const fields = scheme.fields
    .filter(({ key, statedBy }) => statedBy === 'form' && unread.has(key) && strongest(stated[key] ?? {}) === null)
    .map(({ key, label }) => ({ what: t('applications.supplement.field', { field: localText(label, language) }), of: articlesOf(key) }));
  const files = listFindings(store, packageId)
    .filter(({ code }) => ofFiles.test(code))
    .map(({ code, params }) => ({ what: t(`finding.${code}`, textParams(params)).replace(/[。.]$/u, ''), of: '' }));
  return [...fields, ...files].slice(0, 100);
}
