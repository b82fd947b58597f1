/** The forms of all schemes that have one, filled in by their own labels. */
import { expect, test } from 'vitest';
import type { FieldValue } from '../../../domain/model.ts';
import { readForm } from '../../../domain/form/read-form.ts';
import { recogniseForm } from '../../../domain/form/recognise.ts';
import type { Field } from '../../../domain/condition/condition.ts';
import { schemeIds, schemeNamed } from '../../fixtures/schemes.ts';

const withForm = schemeIds.map(schemeNamed).filter((scheme) => scheme.fields.some((field) => field.formLabels.length > 0));

/** What an applicant writes for a field, and what is to be read. */
function answer(field: Field): [text: string, value: FieldValue] {
  const bound = { boundaryEast: '东', boundaryWest: '西', boundarySouth: '南', boundaryNorth: '北' }[field.key];
  if (bound) return ['东至东一路 西至西一路 南至南一路 北至北一路', `${bound}一路`];
  if (field.key === 'creditCode') return ['91350100M000100Y43', '91350100M000100Y43'];
  switch (field.type) {
    case 'decimal':
      return ['1,234.5', '1234.5'];
    case 'integer':
      return ['42', 42];
    case 'date':
      return ['2022年6月', '2022-06'];
    case 'boolean':
      return ['☑是 □否', true];
    case 'choice':
      return [
        field.options.map((option, index) => `${index === 0 ? '☑' : '□'}${option.words[0]}`).join(' '),
        field.options[0]?.value ?? null,
      ];
    case 'set':
      return [
        field.options.map((option, index) => `${index === 0 ? '☑' : '□'}${option.words[0]}`).join(' '),
        field.options.slice(0, 1).map(({ value }) => value),
      ];
    case 'list':
      return ['1.甲公司\n2.乙公司', ['甲公司', '乙公司']];
    default:
      return ['示例', '示例'];
  }
}

test('the recognition schemes of Hunan and Zhongshan have forms', () => {
  expect(withForm.map(({ id }) => id)).toEqual(expect.arrayContaining(['hunan-recognition-2024', 'zhongshan-recognition']));
});

test.each(withForm.map((scheme) => [scheme.id, scheme] as const))(
  'the form of %s is read by every label it may use, and known as its own',
  (_, scheme) => {
    for (const pick of [0, -1]) {
      const asked = scheme.fields.filter((field) => field.formLabels.length > 0);
      const cells = asked.flatMap((field, row) =>
        [field.formLabels.at(pick) ?? '', answer(field)[0]].map((text, col) => ({ row, col, rowSpan: 1, colSpan: 1, text })),
      );
      const content = { tables: [{ cells }], paragraphs: [scheme.form.title] };
      const { fields } = readForm(content, scheme);
      // a label that only says 单位：… in its brackets may turn the figure into another unit
      expect(Object.fromEntries(asked.map((field) => [field.key, fields[field.key]?.value]))).toEqual(
        Object.fromEntries(asked.map((field) => [field.key, answer(field)[1]])),
      );
      expect(recogniseForm(content, schemeIds.map(schemeNamed), scheme.id)).toEqual(asked.length < 4 ? { kind: 'none' } : { kind: 'own' });
    }
  },
);
