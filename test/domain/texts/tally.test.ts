import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { errorCodes } from '../../../domain/result.ts';
import { reopenCauses } from '../../../domain/scoring/reopen-causes.ts';
import { tallyPresets } from '../../../domain/tally/rules.ts';
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
  const sources = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((file) => readFileSync(join(folder, file), 'utf8')),
  );
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
  expect(keys.length).toBeGreaterThan(35);
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
