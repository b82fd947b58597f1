/** 提示 of an application: those that its package left, and those that follow from how values and other applications stand now. */
import type { Finding } from '../../../domain/model.ts';
import { creditCodeKey, isIndividual } from '../../../domain/numbers/credit-code.ts';
import { sameValue } from '../../../domain/package/same-value.ts';
import { isHint } from '../../../domain/package/shared.ts';
import { strongest, type StatedValues } from '../../../domain/condition/values.ts';
import type { Field } from '../../../domain/condition/condition.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import type { ApplicationRow } from '../../../db/queries/applications.ts';
import { listFindings } from '../../../db/queries/packages.ts';
import { listRecusedParks } from '../../../db/queries/panel.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { isOffice } from '../session/access.ts';
import { countShared, sharedFindings } from './shared.ts';

/** Said by earlier versions when a package came in, of one side only: now it is found anew with the rest. */
const retired = 'same-operator';

function labelsOf({ label }: Field): { field: string; fieldEn: string } {
  return { field: label.zh, fieldEn: label.en ?? label.zh };
}

/** What the values themselves say, whatever package they came with. */
function findInValues({ fields }: Scheme, stated: StatedValues, parkName: string): Finding[] {
  const named = fields.find(({ key }) => key === 'parkName');
  const unnamed = named !== undefined && strongest(stated['parkName'] ?? {}) === null;
  return [
    ...(unnamed ? [{ code: 'name-unstated', params: { ...labelsOf(named), name: parkName } }] : []),
    ...fields.flatMap((field) => {
      const code = field.key === creditCodeKey ? strongest(stated[field.key] ?? {})?.value : null;
      return typeof code === 'string' && isIndividual(code)
        ? [{ code: 'credit-code-individual', params: { ...labelsOf(field), code } }]
        : [];
    }),
    ...fields.flatMap((field) => {
      const { typed = null, form = null } = stated[field.key] ?? {};
      const differs = typed !== null && form !== null && !sameValue(typed, form);
      return differs ? [{ code: 'typed-differs', params: { ...labelsOf(field), typed: String(typed), form: String(form) } }] : [];
    }),
  ];
}

/** All of one application; parks from which the asking member is recused are not named. */
export function findingsOf(store: ReadStore, application: ApplicationRow, scheme: Scheme, stated: StatedValues, actor: string): Finding[] {
  const hidden = isOffice(store, actor) ? undefined : new Set(listRecusedParks(store, actor));
  return [
    ...listFindings(store, application.packageId).filter(({ code }) => code !== retired),
    ...findInValues(scheme, stated, application.parkName),
    ...sharedFindings(store, application.roundId, scheme, hidden)(application.id),
  ];
}

/** How many there are besides those that the package left; hints are not counted. */
export function countFindings(
  store: ReadStore,
  roundId: string,
  scheme: Scheme,
  actor: string,
): (application: Pick<ApplicationRow, 'id' | 'parkName'>, stated: StatedValues) => number {
  const found = isOffice(store, actor)
    ? countShared(store, roundId, scheme)
    : countUnhidden(sharedFindings(store, roundId, scheme, new Set(listRecusedParks(store, actor))));
  return ({ id, parkName }, stated) => findInValues(scheme, stated, parkName).length + found(id);
}

function countUnhidden(shared: (applicationId: string) => Finding[]): (applicationId: string) => number {
  return (applicationId) => shared(applicationId).filter(({ code }) => !isHint(code)).length;
}
