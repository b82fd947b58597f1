/** docs/schemes.md shows a scheme and says what it answers: the very block is read and asked. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { evaluate } from '../../../domain/eligibility/evaluate.ts';
import { parseScheme } from '../../../domain/scheme/parse.ts';
import { fromOneSource } from '../../../domain/condition/values.ts';

const guide = readFileSync(join(import.meta.dirname, '../../../docs/schemes.md'), 'utf8');
const block = /```json\n(\{[\s\S]*?\n\})\n```/.exec(guide)?.[1] ?? '';

test.each([
  [5000, 'notMet', null, null],
  ['5000.01', 'met', null, '30'],
  [10000, 'met', '50', '50'],
  [null, 'missing', null, null],
])('the worked example with sales of %s 万元 is %s', (sales, overall, amount, cap) => {
  const evaluation = evaluate(parseScheme(JSON.parse(block)), {
    values: fromOneSource({ studios: 20, sales, fire: false }, 'form'),
    appliedOn: '2026-09-15',
  });
  expect(evaluation.overall).toBe(overall);
  expect(evaluation.reward).toMatchObject({ amount, cap });
});
