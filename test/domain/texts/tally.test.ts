import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { errorCodes } from '../../../domain/result.ts';
import { completeRubric } from '../../../domain/rubric/model.ts';
import { derivationLines } from '../../../domain/tally/derivation-text.ts';
import { reopenCauses } from '../../../domain/scoring/reopen-causes.ts';
import { tallyPresets, tallyRules } from '../../../domain/tally/rules.ts';
import { tally } from '../../../domain/tally/tally.ts';
import { agreement } from '../../../domain/statistics/agreement.ts';
import { explainAgreement } from '../../../domain/statistics/explain.ts';
import type { Language, Message, TextParams } from '../../../domain/text.ts';
import { texts } from '../../../domain/texts/index.ts';

const languages: Language[] = ['zh', 'en'];

function write(language: Language, key: string, params: TextParams = {}): string {
  const text = texts[language][key];
  if (text === undefined) throw new Error(`no ${language} text ${key}`);
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`${key} needs ${name}`);
    return String(value);
  });
}

const sentences = (messages: readonly Message[]) =>
  languages.map((language) => messages.map(({ key, params }) => write(language, key, params)));

const placeholders = (text: string | undefined) =>
  [...(text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort((a, b) => a.localeCompare(b));

const own = Object.keys(texts.zh).filter(
  (key) => /^(tally|shortlist)\./.test(key) || /^error\.(score|tally|statistics|shortlist|conflict)\//.test(key),
);

test('both_languages_have_the_same_texts_with_the_same_placeholders', () => {
  expect(own.length).toBeGreaterThan(100);
  for (const key of own) expect([key, placeholders(texts.en[key])]).toEqual([key, placeholders(texts.zh[key])]);
});

test('no_english_in_chinese_and_no_chinese_in_english', () => {
  for (const key of own) {
    expect(texts.zh[key]?.replace(/\{\{\w+\}\}/g, ''), key).not.toMatch(/[A-Za-z]/);
    expect(texts.en[key], key).not.toMatch(/\p{Script=Han}/u);
  }
});

test('every_code_of_scores_tally_and_list_has_its_sentence', () => {
  for (const code of errorCodes.filter((each) => /^(score|tally|statistics|shortlist|conflict)\//.test(each))) {
    for (const language of languages) expect(texts[language][`error.${code}`], code).toBeTruthy();
  }
});

/** keys written out in the code of these folders */
function keysInCode(): string[] {
  const folders = ['scoring', 'tally', 'statistics', 'shortlist'].map((name) => join(import.meta.dirname, '../../../domain', name));
  const sources = folders.flatMap((folder) => readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8')));
  return sources.flatMap((source) => [
    ...[...source.matchAll(/'((?:tally|shortlist)\.[A-Za-z0-9.]+)'/g)].map(([, key]) => key ?? ''),
    ...[...source.matchAll(/\bmessage\('(\w+)'/g)].map(([, name]) => `shortlist.reason.${name}`),
  ]);
}

test('every_key_in_the_code_is_a_text', () => {
  const seats = ['tiedAtQuota', 'tiedAtRegion'].map((kind) => `shortlist.reason.${kind}`);
  const keys = [
    ...keysInCode(),
    ...seats,
    ...reopenCauses.map((cause) => `tally.reopen.${cause}`),
    ...tallyPresets.map(({ id }) => `tally.preset.${id}`),
  ];
  expect(keys.length).toBeGreaterThan(45);
  for (const key of keys) expect(texts.zh[key], key).toBeTruthy();
});

test.each<[string, (number | null)[][]]>([
  [
    'plain',
    [
      [9, 2, 5, 8],
      [6, 1, 3, 2],
      [8, 4, 6, 8],
      [7, 1, 2, 6],
      [10, 5, 6, 9],
      [6, 2, 4, 7],
    ],
  ],
  [
    'perfect',
    [
      [1, 1],
      [2, 2],
      [4, 4],
    ],
  ],
  [
    'opposed',
    [
      [1, 9],
      [2, 8],
      [9, 1],
    ],
  ],
  ['one rater', [[1], [2]]],
  [
    'no variance',
    [
      [1, 1],
      [1, 1],
    ],
  ],
  [
    'nothing complete',
    [
      [1, null],
      [null, 2],
    ],
  ],
])('figures are explained in both languages: %s', (_, matrix) => {
  for (const shortlistOnly of [false, true]) {
    const [chinese, english] = sentences(explainAgreement(agreement(matrix), shortlistOnly));
    expect(chinese?.length).toBeGreaterThanOrEqual(5);
    expect([...(chinese ?? []), ...(english ?? [])].join()).not.toMatch(/NaN|null|undefined/);
  }
});

test('the_explanation_of_shrout_and_fleiss_reads_so', () => {
  const [chinese] = sentences(
    explainAgreement(
      agreement([
        [9, 2, 5, 8],
        [6, 1, 3, 2],
        [8, 4, 6, 8],
        [7, 1, 2, 6],
        [10, 5, 6, 9],
        [6, 2, 4, 7],
      ]),
    ),
  );
  expect(chinese?.slice(0, 4)).toEqual([
    '全体专家平均分的可靠性为 0.62（95% 区间 0.07 至 0.93）。',
    '一致性中等。',
    '单个专家评分的可靠性为 0.29（95% 区间 0.02 至 0.76）。',
    '一致性偏低，宜先讨论分歧大的园区。',
  ]);
});

const rubric = completeRubric({
  criteria: [
    { id: 'A', name: { zh: '甲项' }, max100: 1000, weight: '1.5' },
    { id: 'B', name: { zh: '乙项' }, max100: 2000 },
  ],
});
const scores = [
  [8, 16],
  [9.5, 12],
  [7.5, 18],
  [9, null],
  [8, 16],
] as const;
const lines = (rules: Parameters<typeof tallyRules.parse>[0], whole = false) => {
  const { derivation } = tally({
    rubric,
    rules: tallyRules.parse(rules),
    applications: [{ id: 'P', parkName: '甲园', type: 't' }],
    sheets: scores.map(([a, b], expert) => ({
      personId: String(expert),
      applicationId: 'P',
      scores: { A: a * 100, ...(b === null ? whole && { B: 0 } : { B: b * 100 }) },
    })),
  });
  const names = { criterion: (id: string) => (id === 'A' ? '甲项' : '乙项'), expert: (id: string) => `专家${Number(id) + 1}` };
  return derivationLines(derivation[0]!, names, (key, params) => write('zh', key, params));
};

test('the_derivation_can_be_read_and_counted_by_hand', () => {
  expect(lines({ trim: 'dropHighLow', rounding: { digits: 2, stage: 'criterion' } })).toEqual([
    '甲园：总分 28.495',
    '专家顺序：专家1、专家2、专家3、专家4、专家5；参评专家 5 人',
    '每组去掉 1 个最高分和 1 个最低分',
    '甲项：8、9.5（去最高）、7.5（去最低）、9、8；计入 3 个，合计 25，平均 8.33333333，取 8.33，乘以权重 1.5 得 12.495',
    '乙项：16、12（去最低）、18（去最高）、缺、16；计入 2 个，合计 32，平均 16，取 16.00',
    '合计 28.495，总分 28.495',
  ]);
});

test('whole_sheets_and_a_dropped_expert_are_told_too', () => {
  expect(lines({ trim: 'dropHighLow', level: 'sheet', rounding: { digits: 1, stage: 'total' } }, true).slice(-2)).toEqual([
    '各评分表总分：28、26.25、29.25（去最高）、13.5（去最低）、28；计入 3 份，合计 82.25，平均 27.41666667',
    '合计 27.41666667，总分 27.4',
  ]);
  const drawn = lines({ panels: [{ from: 1, trim: 'none', dropExpert: 'widestSpread' }], drawn: ['3'] }, true);
  expect(drawn[3]).toBe('专家4等专家的评分差值相同（0 分，次差值 0 分），经抽签，专家4的评分不计');
  expect(drawn[4]).toBe('甲项：8、9.5、7.5、9（专家不计）、8；计入 4 个，合计 33，平均 8.25，乘以权重 1.5 得 12.375');
});
