/**
 * Remarks on what a package says: shown beside the value, never corrected, never a verdict. The sentence of
 * a finding is `finding.<code>`; `field` and `fieldEn` are the labels of the field in the two languages.
 */
import type { DocumentKind, FieldValue, Finding, FormFormat, ReadValue } from '../model.ts';
import { compare, rational, subtract, sum, toDecimal, toRational, type Rational } from '../numbers/rational.ts';
import type { Field } from '../condition/condition.ts';
import type { Scheme } from '../scheme/scheme.ts';
import { picture, type Apart } from '../form/content.ts';
import { readOptions } from '../form/field-values.ts';
import { readQuantity } from '../form/quantity/quantity.ts';
import { lackFinding, type FormLack } from './form-lack.ts';
import { baseName, extension, isArchive, volumeOf } from './paths.ts';
import { contradiction } from '../form/read-form.ts';

export interface FindingInput {
  /** today, YYYY-MM-DD */
  readonly today: string;
  readonly format?: FormFormat;
  /** where the form lies in the package */
  readonly formPath?: string;
  /** why no form was read, and the rule books to name the one whose form it was */
  readonly lack?: FormLack | undefined;
  readonly schemes?: readonly Pick<Scheme, 'id' | 'title'>[];
  /** titles of attachments that the form names */
  readonly named?: readonly string[];
  /** words of the form that are there and cannot be seen */
  readonly unseen?: readonly string[];
  /** what its pages show beside what was read */
  readonly apart?: readonly Apart[];
}

type Fields = Readonly<Record<string, ReadValue>>;
type Documents = readonly { readonly path: string; readonly kind: DocumentKind }[];

export function findFindings(scheme: Scheme, fields: Fields, documents: Documents, input: FindingInput): Finding[] {
  return [
    ...findLack(scheme, fields, input),
    ...findUnseen(input.unseen ?? []),
    ...findApart(input.apart ?? []),
    ...findSubtotals(scheme, fields),
    ...findAreas(scheme, fields),
    ...findName(scheme, fields),
    ...findOpening(scheme, fields, input.today),
    ...findTypes(scheme, fields),
    ...scheme.fields.flatMap((field) => findWording(field, fields[field.key])),
    ...findMaterials(scheme, documents, input),
    ...findArchives(documents),
  ];
}

/** Why there is nothing to read: a picture, a blank, or none of the rule book's forms at all. */
function findLack(scheme: Scheme, fields: Fields, { format, formPath = '', lack, schemes = [] }: FindingInput): Finding[] {
  if (lack) return [lackFinding(lack, schemes)];
  if (format === 'scan') return [{ code: 'form-scan', params: { path: formPath } }];
  return format !== undefined && isBlankForm(scheme, fields) ? [{ code: 'form-blank', params: { path: formPath } }] : [];
}

/** Whether nothing at all was filled in: what the printed form itself says is no answer. */
export function isBlankForm(scheme: Scheme, fields: Fields): boolean {
  return scheme.fields.every(({ key }) => {
    const value = fields[key]?.value ?? null;
    return value === null || value === '' || (Array.isArray(value) && value.length === 0);
  });
}

function labelsOf(field: Field | undefined, key: string): { field: string; fieldEn: string } {
  return { field: field?.label.zh ?? key, fieldEn: field?.label.en ?? field?.label.zh ?? key };
}

function fieldOf(scheme: Scheme, key: string): Field | undefined {
  return scheme.fields.find((field) => field.key === key);
}

function numberOf(value: FieldValue | undefined): Rational | null {
  return typeof value === 'string' || typeof value === 'number' ? toRational(value) : null;
}

const parts = ['platformCompanies', 'sellerCompanies', 'serviceCompanies'] as const;

/** 其中：平台 + 卖家 + 服务 against 总数. A company can be of two kinds, so both directions are only remarks. */
function findSubtotals(scheme: Scheme, fields: Fields): Finding[] {
  const total = numberOf(fields['companies']?.value);
  const counts = parts.map((key) => numberOf(fields[key]?.value)).filter((count) => count !== null);
  if (!total || counts.length !== parts.length) return [];
  const added = sum(counts);
  if (compare(added, total) === 0) return [];
  const difference = subtract(added, total);
  return [
    {
      code: 'subtotal-differs',
      params: {
        ...labelsOf(fieldOf(scheme, 'companies'), 'companies'),
        sum: toDecimal(added),
        total: toDecimal(total),
        difference: toDecimal(difference),
      },
    },
  ];
}

/** So much of hidden words is shown, in characters. */
const mostUnseen = 100;

function findUnseen(unseen: readonly string[]): Finding[] {
  const text = unseen.join(' ').replaceAll(/\s+/gu, ' ');
  return text === '' ? [] : [{ code: 'text-unseen', params: { text: text.slice(0, mostUnseen), places: unseen.length } }];
}

function findApart(apart: readonly Apart[]): Finding[] {
  const count = (kind: Apart): number => apart.filter((each) => each === kind).length;
  const found = [
    { code: 'form-chunks', count: count('chunk') },
    { code: 'form-shapes', count: count('shape') },
  ];
  return found.flatMap(({ code, count: places }) => (places > 0 ? { code, params: { count: places } } : []));
}

function findAreas(scheme: Scheme, fields: Fields): Finding[] {
  const totalKey = ['totalArea', 'buildingArea'].find((key) => fields[key]?.value !== undefined) ?? 'totalArea';
  const part = numberOf(fields['ecommerceArea']?.value);
  const total = numberOf(fields[totalKey]?.value);
  if (!part || !total || compare(part, total) <= 0) return [];
  return [
    {
      code: 'area-above-total',
      params: { ...labelsOf(fieldOf(scheme, 'ecommerceArea'), 'ecommerceArea'), part: toDecimal(part), total: toDecimal(total) },
    },
  ];
}

/** 统一以XXXX命名: only where the rule book or its form says so. */
function findName({ nameRule }: Scheme, fields: Fields): Finding[] {
  const name = fields['parkName']?.value;
  if (typeof name !== 'string' || nameRule === undefined) return [];
  return new RegExp(nameRule.pattern, 'u').test(name) ? [] : [{ code: 'name-pattern', params: { name } }];
}

function findOpening(scheme: Scheme, fields: Fields, today: string): Finding[] {
  const opened = fields['openedOn'];
  if (!opened) return [];
  const params = labelsOf(fieldOf(scheme, 'openedOn'), 'openedOn');
  if (opened.value === null)
    return opened.raw.trim() === '' ? [] : [{ code: 'date-unreadable', params: { ...params, raw: opened.raw.trim() } }];
  // a month is in the future when it begins after today
  return typeof opened.value === 'string' && opened.value > today.slice(0, opened.value.length)
    ? [{ code: 'date-in-future', params: { ...params, value: opened.value } }]
    : [];
}

/** Exactly one option of a choice is ticked, or it is said which rule was broken. */
function findTypes(scheme: Scheme, fields: Fields): Finding[] {
  return scheme.fields.flatMap((field) => {
    const read = fields[field.key];
    if (field.type !== 'choice' || !read || read.value !== null) return [];
    const ticks = readOptions(field, read.raw);
    if (!ticks) return [];
    if (ticks.ticked.length > 1)
      return [{ code: 'choice-several', params: { ...labelsOf(field, field.key), ticked: ticks.ticked.join('、') } }];
    return ticks.ticked.length === 0 ? [{ code: 'choice-none', params: labelsOf(field, field.key) }] : [];
  });
}

/** What was done to read a value: a unit converted, 约 passed over; or two values that contradict each other. */
function findWording(field: Field, read: ReadValue | undefined): Finding[] {
  if (!read) return [];
  const params = {
    ...labelsOf(field, field.key),
    raw: read.raw
      .trim()
      .replaceAll(/\s*\n\s*/gu, ' ')
      .replaceAll(picture, '▯'),
  };
  if (read.value === null) {
    if (read.raw.includes(contradiction)) return [{ code: 'stated-twice', params }];
    return read.why === undefined ? [] : [{ code: `unread.${read.why}`, params }];
  }
  if (field.type !== 'decimal' && field.type !== 'integer') return [];
  // without the label's unit: a bare number that became another one was converted by its label
  const bare = readQuantity(read.raw, field.unit);
  const value = String(read.value);
  const converted = bare !== null && (bare.converted || bare.value !== value);
  return [
    ...(converted ? [{ code: `converted.${field.unit}`, params: { ...params, value } }] : []),
    ...(isImplausible(field, value) ? [{ code: 'implausible', params: { ...params, value } }] : []),
    ...(bare?.approximate ? [{ code: 'approximate', params: { ...params, value } }] : []),
  ];
}

/** Beyond these a unit was most likely mistaken: 1 万亿元, 10 平方公里, 10 万家. */
const beyond: Readonly<Partial<Record<Field['unit'], Rational>>> = {
  yi: rational(10_000),
  m2: rational(10_000_000),
  count: rational(100_000),
};

function isImplausible(field: Field, value: string): boolean {
  const most = beyond[field.unit];
  const stated = toRational(value);
  return most !== undefined && stated !== null && compare(stated, most) >= 0;
}

/** What lies in an archive inside the package was neither read nor counted. */
function findArchives(documents: Documents): Finding[] {
  const closed = documents.map(({ path }) => path).filter((path) => isArchive(path) || volumeOf(path) !== null);
  return closed.length === 0 ? [] : [{ code: 'archive-closed', params: { files: closed.map(baseName).join('、') } }];
}

/**
 * The form, from which everything is read, and what the rule book asks of the applicant; what else would be 其他 cannot be told apart. On
 * paper anything may lie; and where no form was found, that is said already.
 */
function findMaterials({ materials }: Scheme, documents: Documents, { named = [], lack }: FindingInput): Finding[] {
  if (lack?.kind === 'paper') return [];
  const asked = new Set<DocumentKind>([
    'form',
    ...materials.flatMap(({ kind, from }) => (from === 'applicant' && kind !== 'other' ? [kind] : [])),
  ]);
  const missing = [...asked].filter((kind) => !(lack && kind === 'form') && !documents.some((document) => document.kind === kind));
  const names = documents.map((document) => fold(stem(document.path)));
  const absent = named.filter(
    (title) => !names.some((name) => name.includes(fold(title)) || (name.length >= 2 && fold(title).includes(name))),
  );
  return [
    ...missing.map((kind) => ({ code: `material-missing.${kind}`, params: {} })),
    ...absent.map((title) => ({ code: 'attachment-absent', params: { title } })),
  ];
}

function stem(path: string): string {
  const name = baseName(path);
  const kind = extension(path);
  return kind === '' ? name : name.slice(0, -kind.length - 1);
}

function fold(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\s\d()[\].、,_-]|复印件|扫描件|原件/gu, '')
    .toLowerCase();
}
