/** 申报项: what a source says of one field, checked, written and put on record; and what of it the application repeats. */
import { fieldValue } from '../../../domain/model.ts';
import { refuse, type ErrorCode } from '../../../domain/result.ts';
import { creditCodeKey, readCreditCode, type CreditCodeFault } from '../../../domain/numbers/credit-code.ts';
import { toDecimal, toRational, zero } from '../../../domain/numbers/rational.ts';
import type { Field } from '../../../domain/condition/condition.ts';
import { strongest, usedValues } from '../../../domain/condition/values.ts';
import { readField } from '../../../domain/form/field-values.ts';
import { understand } from '../../../domain/form/typed.ts';
import { lackFinding } from '../../../domain/package/form-lack.ts';
import { foldParkName } from '../../../domain/package/plan-import.ts';
import { regionOf } from '../../../domain/package/region.ts';
import { typesNamed } from '../../../domain/rubric/leaves.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import {
  insertApplication,
  listAllApplications,
  listFieldValues,
  updateApplication,
  upsertFieldValue,
  type ApplicationRow,
  type FieldValueRow,
} from '../../../db/queries/applications.ts';
import { insertPackage } from '../../../db/queries/packages.ts';
import type { WriteStore } from '../../../db/store/open.ts';
import { hashOf } from '../../io/hash.ts';
import type { Act } from '../session/act.ts';
import type { Handlers } from '../session/dispatch.ts';
import { requireApplication, requireField, requireRound, requireUnclosed, rubricOf, schemeOf } from '../session/lookups.ts';
import { settleSheets } from './settle-sheets.ts';
import { evaluateStored } from './applications.ts';
import { statedValues } from './evaluation.ts';

/** In which shape a field is filled in, for the sentence of a refusal. */
function shapeOf({ type, unit, options }: Field): { readonly takes: string; readonly unit: string; readonly options: readonly string[] } {
  const isCounted = (type === 'decimal' || type === 'integer') && unit !== 'none';
  return { takes: isCounted ? 'counted' : type, unit: isCounted ? unit : '', options: options.flatMap(({ words }) => words.slice(0, 1)) };
}

/**
 * What a person typed, in the type that the field asks; figures, dates and options are taken as people write them (3.2亿元, 2024年8月, 是).
 * Null takes a value back.
 * @throws field/unreadable, field/credit-code-…
 */
export function checkValue(field: Field, value: FieldValueRow['value']): FieldValueRow['value'] {
  if (value === null) return null;
  if (field.key === creditCodeKey && typeof value === 'string') return checkCreditCode(field, value);
  const wrong = (why?: string) =>
    refuse('field/unreadable', {
      key: field.key,
      label: field.label.zh,
      labelEn: field.label.en ?? field.label.zh,
      value: Array.isArray(value) ? value.join('、') : String(value),
      ...shapeOf(field),
      ...(why !== undefined && { why }),
    });
  const typed = (text: string): string => {
    // in the shape that is kept: 3.20 stays as it was said
    if (field.type === 'decimal' && /^\d{1,15}(\.\d{1,12})?$/.test(text)) return text;
    const read = understand(field.type, field.unit, text);
    if ('why' in read) return wrong(read.why);
    return read.text.replace('.', '').length <= mostDigits ? read.text : wrong();
  };
  /** among the options, or in the words of the form */
  const worded = (): FieldValueRow['value'] =>
    (typeof value === 'string' ? readField(field, { text: value, label: '' }).value : null) ?? wrong();
  const text = typeof value === 'string' ? value : '';
  const number = typeof value === 'number' && value >= 0 ? value : Number.NaN;
  const checks: Readonly<Record<Field['type'], () => FieldValueRow['value']>> = {
    boolean: () => (typeof value === 'boolean' ? value : /^(?:yes|no|true|false)$/iu.test(text) ? /^[yt]/iu.test(text) : worded()),
    set: () => (Array.isArray(value) ? value : worded()),
    list: () => (Array.isArray(value) ? value : worded()),
    integer: () => (Number.isSafeInteger(number) ? number : Number(typed(text))),
    decimal: () => (Number.isFinite(number) ? toDecimal(toRational(number) ?? zero) : typed(text)),
    date: () => typed(text),
    choice: () => (field.options.some((option) => option.value === text) ? text : worded()),
    text: () => (typeof value === 'string' ? value : wrong()),
  };
  return checks[field.type]();
}

/** More digits than any amount has. */
const mostDigits = 27;

const codeRefusals: Readonly<Record<CreditCodeFault, ErrorCode>> = {
  codeShape: 'field/credit-code-shape',
  codeDigit: 'field/credit-code-digit',
  codeOld: 'field/credit-code-old',
};

function checkCreditCode({ key, label }: Field, value: string): string {
  const read = readCreditCode(value);
  return 'code' in read ? read.code : refuse(codeRefusals[read.fault], { key, label: label.zh, value });
}

function rawOf(value: FieldValueRow['value']): string {
  return Array.isArray(value) ? value.join('\n') : value === null ? '' : String(value);
}

/** Fields that the application's own columns repeat. */
const repeated: ReadonlySet<string> = new Set(['parkName', 'parkType', 'operator', 'applicant', 'address', 'registeredPlace']);

/** What the lists show of a park besides its name, by the values that count. */
export function repeatedOf(
  scheme: Scheme,
  rows: readonly FieldValueRow[],
): Pick<ApplicationRow, 'type' | 'region' | 'applicant' | 'operator'> {
  const values = Object.fromEntries(Object.entries(usedValues(statedValues(rows))).map(([key, { value }]) => [key, value]));
  const text = (key: string): string | null => {
    const value = values[key];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const said = text('parkType');
  return {
    type: scheme.types.find((type) => type.id === said || type.label.zh === said)?.id ?? null,
    region: regionOf(values),
    applicant: text('applicant'),
    operator: text('operator'),
  };
}

/**
 * What the lists show follows the values that count. Where types are asked their own criteria, sheets of a park whose type changes are
 * open again, and scores that are not asked of it any more are taken off.
 */
export function repeatFields(
  tx: WriteStore,
  { id, roundId, type: before }: Pick<ApplicationRow, 'id' | 'roundId' | 'type'>,
  next: Partial<ApplicationRow> & Pick<ApplicationRow, 'type'>,
  act: Act,
): void {
  updateApplication(tx, id, next);
  const rubric = next.type === before ? null : rubricOf(requireRound(tx, roundId));
  if (rubric && typesNamed(rubric).length > 0) settleSheets(tx, roundId, rubric, act, id);
}

/**
 * The park bears the name that counts; where no source states one, the name that it has stays.
 * @throws application/name-taken, round/closed
 */
function renamePark(tx: WriteStore, application: ApplicationRow, rows: readonly FieldValueRow[], { append }: Act): void {
  const stated = strongest(statedValues(rows)['parkName'] ?? {})?.value;
  const parkName = typeof stated === 'string' ? stated.trim() : '';
  if (foldParkName(parkName) === '' || parkName === application.parkName) return;
  requireUnclosed(tx, application.roundId);
  refuseTakenName(tx, application.roundId, parkName, application.id);
  updateApplication(tx, application.id, { parkName });
  append(tx, {
    kind: 'application.rename',
    entity: `application:${application.id}`,
    old: { parkName: application.parkName },
    new: { parkName },
  });
}

/** @throws application/name-taken where another application of the round is of a park of this name */
export function refuseTakenName(tx: WriteStore, roundId: string, parkName: string, applicationId?: string): void {
  const folded = foldParkName(parkName);
  const other = listAllApplications(tx, roundId).find((one) => one.id !== applicationId && foldParkName(one.parkName) === folded);
  if (other) refuse('application/name-taken', { parkName, other: other.parkName, applicationId: other.id });
}

export interface Statement {
  readonly source: FieldValueRow['source'];
  /** null takes back what the source said */
  readonly value: FieldValueRow['value'];
  readonly reason: string | null;
  readonly evidence: unknown[] | null;
}

/**
 * What one source says of one field, checked, written and put on record; gives the value as it is kept.
 * @throws field/unreadable, application/name-taken
 */
export function stateValue(
  tx: WriteStore,
  application: ApplicationRow,
  scheme: Scheme,
  field: Field,
  { source, value, reason, evidence }: Statement,
  act: Act,
): FieldValueRow['value'] {
  const applicationId = application.id;
  const { key } = field;
  const checked = checkValue(field, fieldValue.parse(value));
  const before = listFieldValues(tx, applicationId).find((row) => row.key === key && row.source === source);
  upsertFieldValue(tx, {
    applicationId,
    key,
    source,
    raw: rawOf(checked),
    value: checked,
    unit: field.unit === 'none' ? null : field.unit,
    reason,
    evidence,
    at: act.at,
  });
  act.append(tx, {
    kind: 'field.set',
    entity: `field:${applicationId}/${key}/${source}`,
    old: before ? { value: before.value } : null,
    new: { value: checked, evidence: evidence ?? [] },
    reason: reason ?? undefined,
  });
  if (repeated.has(key)) {
    const rows = listFieldValues(tx, applicationId);
    repeatFields(tx, application, repeatedOf(scheme, rows), act);
    if (key === 'parkName') renamePark(tx, application, rows, act);
  }
  return checked;
}

export const fieldHandlers = {
  'applications.add'(tx, { roundId, parkName }, call) {
    const { session, at, append } = call;
    const scheme = schemeOf(tx, requireUnclosed(tx, roundId));
    refuseTakenName(tx, roundId, parkName);
    const [applicationId, packageId] = [session.newId(), session.newId()];
    const open = { type: null, region: null, applicant: null, operator: null };
    insertApplication(tx, { id: applicationId, roundId, parkName, ...open, packageId, createdAt: at });
    const unread = scheme.fields.filter(({ statedBy }) => statedBy === 'form').map(({ key }) => key);
    // as of a folder: over the lines of its files, of which there are none
    const empty = { name: '', sha256: hashOf(''), bytes: 0, skipped: 0, formFormat: 'none', unread } as const;
    const { code, params } = lackFinding({ kind: 'paper' }, []);
    insertPackage(
      tx,
      { id: packageId, applicationId, ...empty, importedAt: at, replacedAt: null },
      [],
      [{ packageId, position: 0, code, params }],
    );
    append(tx, { kind: 'application.add', entity: `application:${applicationId}`, new: { packageId, parkName } });
    const field = scheme.fields.find(({ key }) => key === 'parkName');
    const named = { source: 'typed', value: parkName, reason: null, evidence: null } as const;
    if (field) stateValue(tx, requireApplication(tx, applicationId), scheme, field, named, call);
    return { applicationId };
  },
  'applications.setField'(tx, { applicationId, key, value, source, evidence, reason = null }, call) {
    const application = requireApplication(tx, applicationId);
    const scheme = schemeOf(tx, requireRound(tx, application.roundId));
    const field = requireField(scheme, key);
    const known = statedValues(listFieldValues(tx, applicationId))[key] ?? {};
    // what is copied from the form stands in for what could not be read of it, and never beside it
    if (source === 'typed' && value !== null && (known.form ?? null) !== null)
      refuse('field/already-read', { key, label: field.label.zh, value: rawOf(known.form ?? null) });
    const cited = typeof evidence === 'string' ? [evidence] : (evidence ?? null);
    stateValue(tx, application, scheme, field, { source, value, reason, evidence: cited }, call);
    const stated = statedValues(listFieldValues(tx, applicationId))[key] ?? {};
    return { used: strongest(stated)?.source ?? null, overall: evaluateStored(tx, requireApplication(tx, applicationId)).overall };
  },
} satisfies Partial<Handlers>;
