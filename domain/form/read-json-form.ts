/**
 * A form as data (form.json): `{ "schemeId"?: …, "fields": { key or label: value } }`, or the fields alone.
 * Values go through the same readers as words on paper, so a wrong one is unread here as well.
 */
import { z } from 'zod';
import type { FieldValue, ReadValue } from '../model.ts';
import { toDecimal, toRational } from '../numbers/rational.ts';
import type { Field } from '../condition/condition.ts';
import type { Scheme } from '../scheme/scheme.ts';
import { readField } from './field-values.ts';
import { foldLabel, statedFields } from './labels.ts';
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
  return statedFields(scheme).filter((field) => valueFor(field, form) !== undefined).length;
}

export function readJsonForm(form: JsonForm, scheme: Scheme): ReadForm {
  const fields: Record<string, ReadValue> = {};
  for (const field of statedFields(scheme)) {
    const value = valueFor(field, form);
    if (value !== undefined) fields[field.key] = read(field, value);
  }
  const unread = scheme.fields.filter((field) => field.statedBy === 'form' && (fields[field.key]?.value ?? null) === null);
  return { fields, unread: unread.map((field) => field.key) };
}

function valueFor(field: Field, form: JsonForm): FieldValue | undefined {
  if (Object.hasOwn(form.fields, field.key)) return form.fields[field.key];
  const labels = new Set([...field.formLabels, field.label.zh].map(foldLabel));
  const found = Object.entries(form.fields).filter(([label]) => labels.has(foldLabel(label)));
  return found.length === 1 ? found[0]?.[1] : undefined;
}

function read(field: Field, value: FieldValue): ReadValue {
  const unit = field.unit === 'none' ? null : field.unit;
  if (value === null) return { raw: '', value: null, unit };
  if (typeof value === 'boolean') return { raw: String(value), value: field.type === 'boolean' ? value : null, unit };
  if (Array.isArray(value)) return { raw: value.join('\n'), value: readLines(field, value), unit };
  if (typeof value === 'number') {
    const exact = toRational(value);
    return readField(field, { text: exact ? toDecimal(exact) : '', label: '', numeric: true });
  }
  return field.key.startsWith('other') && value === '' ? { raw: '', value: '', unit } : readField(field, { text: value, label: '' });
}

function readLines(field: Field, lines: readonly string[]): string[] | null {
  if (field.type === 'list') return lines.map((line) => line.trim()).filter((line) => line !== '');
  if (field.type !== 'set') return null;
  const values = lines.map((line) => field.options.find((option) => option.value === line || option.words.includes(line.trim()))?.value);
  return values.every((value) => value !== undefined) ? [...new Set(values)] : null;
}
