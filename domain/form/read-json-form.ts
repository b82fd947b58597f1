/**
 * A form as data (form.json): `{ "schemeId"?: …, "fields": { key or label: value } }`, or the fields alone.
 * Values go through the same readers as words on paper, so a wrong one is unread here as well.
 */
import { z } from 'zod';
import type { FieldValue, ReadValue } from '../model.ts';
import { toDecimal, toRational } from '../numbers/rational.ts';
import type { Field } from '../condition/condition.ts';
import type { Scheme } from '../scheme/scheme.ts';
import { readField, type Stated } from './field-values.ts';
import { foldLabel, indexLabels, matchLabel, statedFields } from './labels.ts';
import { meantFor } from './meant-for.ts';
import type { ReadForm } from './read-form.ts';

const entry = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]);
const fieldsSchema = z.record(z.string(), entry);
const formSchema = z.union([
  z.object({ schemeId: z.string().optional(), fields: fieldsSchema }),
  fieldsSchema.transform((fields) => ({ schemeId: undefined, fields })),
]);

export interface JsonForm {
  /** the scheme that the file names; null when it names none */
  readonly schemeId: string | null;
  readonly fields: Readonly<Record<string, FieldValue>>;
}

/** Null when the text is not such a file. */
export function parseJsonForm(text: string): JsonForm | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = formSchema.safeParse(json);
  return parsed.success ? { schemeId: parsed.data.schemeId ?? null, fields: parsed.data.fields } : null;
}

/** How many fields of the scheme the file has a value for. */
export function countJsonFields(form: JsonForm, scheme: Scheme): number {
  return statedFields(scheme).filter((field) => statedOf(field, form).length > 0).length;
}

export function readJsonForm(form: JsonForm, scheme: Scheme): ReadForm {
  const fields: Record<string, ReadValue> = {};
  const byKey = new Map(statedFields(scheme).map((field) => [field.key, field]));
  const stated = new Map<string, StatedInJson[]>();
  for (const field of byKey.values()) {
    const found = statedOf(field, form).map((each) => ({ ...each, keys: keysOf(each.label, scheme) }));
    if (found.length > 0) stated.set(field.key, found);
  }
  for (const field of byKey.values()) {
    const [reading, ...others] = meantFor(field, stated, byKey).map((each) => read(field, each));
    // stated twice: a person decides
    if (reading) fields[field.key] = others.length === 0 ? reading : { ...reading, value: null };
  }
  const unread = scheme.fields.filter((field) => field.statedBy === 'form' && (fields[field.key]?.value ?? null) === null);
  return { fields, unread: unread.map((field) => field.key) };
}

/** `label` is '' under the key itself. */
interface StatedInJson extends Stated {
  readonly value: FieldValue;
}

const textOf = (value: FieldValue): string => (typeof value === 'string' ? value : '');

/** Under its key, or else under its labels. */
function statedOf(field: Field, form: JsonForm): StatedInJson[] {
  if (Object.hasOwn(form.fields, field.key)) {
    const value = form.fields[field.key] ?? null;
    return [{ label: '', text: textOf(value), value }];
  }
  const labels = new Set([...field.formLabels, field.label.zh].map(foldLabel));
  return Object.entries(form.fields).flatMap(([label, value]) =>
    labels.has(foldLabel(label)) ? [{ label, text: textOf(value), value }] : [],
  );
}

/** The fields of a label; none for a key, which names one. */
function keysOf(label: string, scheme: Scheme): readonly string[] {
  return label === '' ? [] : matchLabel(label, indexLabels(scheme));
}

function read(field: Field, { value, ...stated }: StatedInJson): ReadValue {
  const unit = field.unit === 'none' ? null : field.unit;
  if (value === null) return { raw: '', value: null, unit };
  if (typeof value === 'boolean') return { raw: String(value), value: field.type === 'boolean' ? value : null, unit };
  if (Array.isArray(value)) return { raw: value.join('\n'), value: readLines(field, value), unit };
  if (typeof value === 'number') {
    const exact = toRational(value);
    return readField(field, { ...stated, text: exact ? toDecimal(exact) : '', numeric: true });
  }
  return field.key.startsWith('other') && value === '' ? { raw: '', value: '', unit } : readField(field, { ...stated, text: value });
}

function readLines(field: Field, lines: readonly string[]): string[] | null {
  if (field.type === 'list') return lines.map((line) => line.trim()).filter((line) => line !== '');
  if (field.type !== 'set') return null;
  const values = lines.map((line) => field.options.find((option) => option.value === line || option.words.includes(line.trim()))?.value);
  return values.every((value) => value !== undefined) ? [...new Set(values)] : null;
}
