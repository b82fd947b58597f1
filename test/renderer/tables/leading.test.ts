/** Which condition of the matrix leads, and what the matrix says as a sheet. */
import { expect, test } from 'vitest';
import { inOrder, matrixSheet } from '../../../renderer/screens/eligibility/leading.ts';
import type { MatrixCondition, MatrixPark } from '../../../renderer/screens/eligibility/matrix-types.ts';
import { shortened } from '../../../renderer/ui/words.ts';

const condition = (at: number, label: string): MatrixCondition => ({
  id: label,
  label,
  article: `第${at}项`,
  text: '',
  measured: true,
  threshold: null,
  at,
});
const conditions = ['规划', '面积', '团队', '企业', '设施', '交易'].map((label, at) => condition(at, label));
const park = (parkName: string, cells: MatrixPark['cells']): MatrixPark => ({
  applicationId: parkName,
  parkName,
  type: null,
  overall: 'notMet',
  cells,
});
const parks = [
  park('甲', [
    { verdict: 'met', value: '东一路' },
    { verdict: 'met', value: '4000 平方米' },
    { verdict: 'judgement' },
    { verdict: 'notMet', value: '7 家' },
    { verdict: 'met' },
    { verdict: 'met', value: '3.20 亿元' },
  ]),
  park('乙', [
    { verdict: 'met', value: '西二路' },
    { verdict: 'met', value: '5000 平方米' },
    { verdict: 'met' },
    { verdict: 'notMet', value: '8 家' },
    { verdict: 'notMet' },
    { verdict: 'relaxable', value: '2 亿元' },
  ]),
];
const labels = (order: 'failing' | 'articles') => inOrder(conditions, parks, order).map(({ label }) => label);

test('what failed leads, then what waits for a judgement, then what is open, then figures', () => {
  expect(labels('failing')).toEqual(['企业', '设施', '团队', '交易', '面积', '规划']);
  expect(labels('articles')).toEqual(['规划', '面积', '团队', '企业', '设施', '交易']);
});

test('a sheet of the matrix has verdicts in words and figures as figures, in the order shown', () => {
  const t = ((key: string, params?: Record<string, string>) => [key, ...Object.values(params ?? {})].join(' ')) as never;
  const { heads, rows } = matrixSheet('表', parks, inOrder(conditions, parks, 'failing'), t);
  expect(heads.slice(2, 5)).toEqual(['企业（第3项）', 'eligibility.sheet.valueIn 企业 家', '设施（第4项）']);
  expect(rows[0]?.slice(2, 5)).toEqual(['common.verdict.notMet', { figure: '7' }, 'common.verdict.met']);
  // no unit: it stays what it says
  expect(rows[0]?.at(-1)).toBe('东一路');
});

test.each([
  ['长沙星湖跨境电商产业园', 24, '长沙星湖跨境电商产业园'],
  ['长沙星湖跨境电商产业园', 7, '长沙星…产业园'],
  ['东一路、西二路', 4, '东一…路'],
])('%s in %i characters', (text, most, short) => {
  expect(shortened(text, most)).toBe(short);
});
