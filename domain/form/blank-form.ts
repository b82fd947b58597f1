/**
 * 空白申报表: a scheme's form for applicants to fill in. Its labels are those by which it is read back. Where the scheme gives the rows of
 * the official table they are used, else fields stand in the scheme's order, short ones in pairs.
 */
import type { Field } from '../condition/condition.ts';
import type { FormRow, Scheme } from '../scheme/scheme.ts';
import { statedFields } from './labels.ts';

/** All cells of a row together are so many columns wide. */
export const blankColumns = 12;

export interface BlankCell {
  readonly columns: number;
  /** what is printed: a label, or in an answer what is to be ticked, and where to write */
  readonly text: string;
  /** of an answer the fields that it holds; none: a label */
  readonly fields: readonly Field[];
}

export interface BlankForm {
  readonly title: string;
  /** none where the scheme's form has no fields that an applicant states */
  readonly rows: readonly (readonly BlankCell[])[];
}

const short: ReadonlySet<Field['type']> = new Set(['decimal', 'integer', 'date', 'boolean']);

function isShort({ type, options }: Field): boolean {
  return short.has(type) || (type === 'choice' && options.length <= 3);
}

function groupOf({ key }: Field): FormRow[number] {
  return { fields: [key] };
}

/** Each field a group of its own, short ones two to a row. */
function rowsInOrder(fields: readonly Field[]): FormRow[] {
  const rows: FormRow[] = [];
  let waiting: Field | null = null;
  const shared = Map.groupBy(fields, ({ formLabels, label }) => formLabels[0] ?? label.zh);
  for (const [label, [field, ...others]] of shared) {
    if (!field) continue;
    if (others.length > 0) {
      if (waiting) rows.push([groupOf(waiting)]);
      waiting = null;
      rows.push([{ label, fields: [field, ...others].map(({ key }) => key) }]);
    } else if (!isShort(field)) {
      if (waiting) rows.push([groupOf(waiting)]);
      waiting = null;
      rows.push([groupOf(field)]);
    } else if (waiting) {
      rows.push([groupOf(waiting), groupOf(field)]);
      waiting = null;
    } else waiting = field;
  }
  if (waiting) rows.push([groupOf(waiting)]);
  return rows;
}

/** Several fields of one cell, each behind its own label, two to a line. */
function answersOf(fields: readonly Field[]): string {
  const own = fields.map(({ formLabels, label }) => formLabels.at(-1) ?? label.zh);
  return own
    .map((label, index) => label + (index % 2 === 0 && index < own.length - 1 ? ' '.repeat(16) : '\n'))
    .join('')
    .trimEnd();
}

/** The words of a field's options, as they are printed beside their boxes. */
export function blankOptions({ type, options }: Field): string[] {
  if (type === 'boolean')
    return [
      options.find(({ value }) => value === 'true')?.words[0] ?? '是',
      options.find(({ value }) => value === 'false')?.words[0] ?? '否',
    ];
  return options.flatMap(({ words }) => words.slice(0, 1));
}

export const box = '□';
export const otherBox = `${box}其他：`;

function answerOf(field: Field, hasOther: boolean): string {
  switch (field.type) {
    case 'boolean':
    case 'choice':
      return blankOptions(field)
        .map((word) => box + word)
        .join('  ');
    case 'set':
      return [...blankOptions(field).map((word) => box + word), ...(hasOther ? [otherBox] : [])].join('  ');
    case 'date':
      return '      年    月';
    case 'list':
      return '1.\n2.\n3.';
    default:
      return '';
  }
}

/** The text field that holds what a set's 其他 says: services → otherServices. */
function otherKey({ key }: Field): string {
  return `other${key.charAt(0).toUpperCase()}${key.slice(1)}`;
}

export function blankForm(scheme: Scheme): BlankForm {
  const fields = new Map(scheme.fields.map((field) => [field.key, field]));
  const hasOther = (field: Field): boolean => fields.has(otherKey(field));
  const others = new Set(scheme.fields.filter(({ type }) => type === 'set').map(otherKey));
  const stated = statedFields(scheme).filter(({ key }) => !others.has(key));
  const layout = scheme.form.rows ?? rowsInOrder(stated);
  const rows = layout.map((groups) => {
    const half = blankColumns / (2 * groups.length);
    const labelColumns = groups.length === 1 ? blankColumns / 4 : half;
    return groups.flatMap(({ label, fields: keys, blank }): BlankCell[] => {
      const held = keys.flatMap((key) => fields.get(key) ?? []);
      const [first] = held;
      return [
        { columns: labelColumns, text: label ?? first?.formLabels[0] ?? first?.label.zh ?? '', fields: [] },
        {
          columns: blankColumns / groups.length - labelColumns,
          text: blank ?? (first && held.length === 1 ? answerOf(first, hasOther(first)) : answersOf(held)),
          fields: held,
        },
      ];
    });
  });
  return { title: scheme.form.title, rows };
}
