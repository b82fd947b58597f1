/** A wrong scheme or rubric is refused in one whole sentence of the reader's language. */
import { expect, test } from 'vitest';
import { parseRubric } from '../../../domain/rubric/rubric.ts';
import { parseScheme } from '../../../domain/scheme/parse.ts';
import { toAppError } from '../../../electron/services/session/dispatch.ts';
import { refusalOf, schemeJson } from '../../fixtures/schemes.ts';

const wrong = refusalOf(() => parseScheme({ ...schemeJson('hunan-incubator-2023'), fields: [] }));
const short = refusalOf(() => parseRubric({ criteria: [{ id: 'a', name: { zh: '规模' }, max100: 9000 }] }));

test('in_chinese', () => {
  expect(toAppError(wrong, 'zh').message).toBe(
    '评审规则“hunan-incubator-2023”有 3 处错误，没有采用；第一处在条件第 1 项 › 判断式（“conditions[0].test”）：没有名为“incubatedCompanies”的字段。请改正规则文件后重新打开。',
  );
  expect(toAppError(short, 'zh').message).toBe(
    '评分标准有 1 处错误，没有保存；第一处在指标：各指标合计 90 分，应为 100 分。请改正后再保存。',
  );
});

test('in_english', () => {
  expect(toAppError(short, 'en').message).toBe(
    'The rubric has errors (number: 1) and was not saved; the first is at criteria: the criteria add up to 90 points instead of 100. Correct it and save again.',
  );
  expect(toAppError(wrong, 'en').message).not.toMatch(/\{\{|\[object/);
});
