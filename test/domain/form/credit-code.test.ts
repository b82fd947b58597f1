import { expect, test } from 'vitest';
import { isIndividual, readCreditCode } from '../../../domain/numbers/credit-code.ts';
import { readForm } from '../../../domain/form/read-form.ts';
import { testExpression } from '../../../domain/scheme/expression.ts';
import { schemeNamed } from '../../fixtures/schemes.ts';

/** As GB 32100-2015 and companies published theirs. */
const published = [
  '91350100M000100Y43',
  '91110000802100433B',
  '9144030071526726XG',
  '914403001922038216',
  '91330100799655058B',
  '91110108551385082Q',
  '91440300708461136T',
  '91110000600037341L',
  '911100007109250324',
];

test.each(published)('the published code %s is read as it is', (code) => {
  expect(readCreditCode(code)).toEqual({ code });
  expect(isIndividual(code)).toBe(false);
});

test('any_single_character_that_is_wrong_is_found', () => {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  for (const code of published.slice(0, 3))
    for (const [at, right] of [...code].entries())
      for (const wrong of alphabet) {
        if (wrong === right) continue;
        expect(readCreditCode(code.slice(0, at) + wrong + code.slice(at + 1))).toEqual({ fault: 'codeDigit' });
      }
});

test.each(published)('two neighbours of %s that changed places are found', (code) => {
  for (let at = 0; at < 17; at++) {
    const [a = '', b = ''] = [code[at], code[at + 1]];
    const swapped = code.slice(0, at) + b + a + code.slice(at + 2);
    expect(readCreditCode(swapped)).toEqual(a === b ? { code } : { fault: 'codeDigit' });
  }
});

test.each([
  ['91350100m000100y43', { code: '91350100M000100Y43' }],
  ['９１３５０１００Ｍ０００１００Ｙ４３', { code: '91350100M000100Y43' }],
  ['9135 0100 M000 100Y 43', { code: '91350100M000100Y43' }],
  ['91350100-M000100Y-43', { code: '91350100M000100Y43' }],
  ['代码：91350100M000100Y43（三证合一）', { code: '91350100M000100Y43' }],
  ['91350100M000100Y4O', { fault: 'codeShape' }],
  ['91350100M000100Y4', { fault: 'codeShape' }],
  ['91350100M000100Y433', { fault: 'codeShape' }],
  ['430100000012345', { fault: 'codeOld' }],
  ['430102199001011234', { fault: 'codeDigit' }],
  // their check characters fit, and no office gives them
  ['111111111111111115', { fault: 'codeShape' }],
  ['91980100M00010012K', { fault: 'codeShape' }],
  ['91350100M000100Y43、91110000802100433B', { fault: 'codeShape' }],
  ['000000000000000000', { fault: 'codeShape' }],
  ['111111111111111111', { fault: 'codeDigit' }],
  ['914301000000000000', { fault: 'codeShape' }],
  ['正在办理', { fault: 'codeShape' }],
  ['', { fault: 'codeShape' }],
])('%j is %j', (text, read) => {
  expect(readCreditCode(text)).toEqual(read);
});

const hunan = schemeNamed('hunan-recognition-2024');

function readOf(cells: readonly string[], paragraphs: readonly string[] = []) {
  const row = (texts: readonly string[], at: number) => texts.map((text, col) => ({ row: at, col, rowSpan: 1, colSpan: 1, text }));
  const content = { tables: [{ cells: [...row(['运营主体名称', '甲公司'], 0), ...row(cells, 1)] }], paragraphs };
  return readForm(content, hunan).fields['creditCode'];
}

test.each([
  [['统一社会信用代码', '91350100M000100Y43'], '91350100M000100Y43', undefined],
  [['社会信用代码（或注册号）', '91350100M000100Y43'], '91350100M000100Y43', undefined],
  [['信用代码', '91350100M000100Y43', '成立日期', '2019年3月'], '91350100M000100Y43', undefined],
  [['统一社会信用代码', ...'91350100M000100Y43'], '91350100M000100Y43', undefined],
  [['统一社会信用代码', '91350100M000100Y44'], null, 'codeDigit'],
  [['统一社会信用代码', '430100000012345'], null, 'codeOld'],
  [['统一社会信用代码', '正在办理'], null, 'codeShape'],
  [['统一社会信用代码', ''], null, undefined],
])('%j reads as %j', (cells, value, why) => {
  expect(readOf(cells)).toMatchObject({ value, ...(why && { why }) });
});

test('a_code_in_a_line_is_read_and_none_is_no_gap_in_the_form', () => {
  expect(readOf(['联系人', '某人'], ['统一社会信用代码：91350100M000100Y43'])).toMatchObject({ value: '91350100M000100Y43' });
  const { fields, unread } = readForm({ tables: [], paragraphs: ['产业园名称：甲跨境电商产业园'] }, hunan);
  expect([fields['creditCode'], unread.includes('creditCode')]).toEqual([undefined, false]);
});

// 92… with the character that the standard asks for
const individual = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].map((last) => `92430100MA4L12345${last}`);

test.each([
  ['none', null, 'met', 'schemes.note.codeMissing'],
  ['a right one', '91350100M000100Y43', 'met', 'schemes.note.codeGiven'],
  [
    'that of an individual business',
    individual.find((code) => 'code' in readCreditCode(code)) ?? '',
    'judgement',
    'schemes.note.codeIndividual',
  ],
])('with %s the operator that is named is judged so', (_, code, verdict, note) => {
  const test = hunan.conditions.find(({ id }) => id === '4.2a')?.test;
  if (!test) throw new Error('no such condition');
  const said = { operator: '甲公司', legalRepresentative: '张三', ...(code !== null && { creditCode: code }) };
  const values = Object.fromEntries(Object.entries(said).map(([key, value]) => [key, { value, source: 'form' as const }]));
  const { parts } = testExpression(test, hunan, { values, appliedOn: '2026-09-30' });
  expect(parts.map((part) => [part.verdict, part.notes.map(({ key }) => key)])).toEqual([[verdict, [note]]]);
  const unnamed = testExpression(test, hunan, { values: {}, appliedOn: '2026-09-30' });
  expect(unnamed.verdict).toBe('missing');
});
