/** Every place of a rule book has a name in both languages, so that a wrong file is told in the reader's words. */
import { expect, test } from 'vitest';
import { schemeJsonSchema } from '../../../domain/scheme/json-schema.ts';
import { placeInFile, placeWords } from '../../../domain/eligibility/place-words.ts';
import { texts } from '../../../domain/texts/index.ts';
import { words } from '../../fixtures/schemes.ts';

/** All names of settings that the model knows, wherever they stand. */
function settingsIn(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(settingsIn);
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) =>
    key === 'properties' && typeof value === 'object' && value !== null
      ? [...Object.keys(value), ...Object.values(value).flatMap(settingsIn)]
      : settingsIn(value),
  );
}

const settings = [...new Set(settingsIn(schemeJsonSchema()))].sort();

test('every_setting_has_a_name_in_both_languages_and_no_name_is_left_over', () => {
  expect(settings.length).toBeGreaterThan(100);
  for (const language of ['zh', 'en'] as const) {
    const named = Object.keys(texts[language]).flatMap((key) =>
      key.startsWith('schemes.place.') ? [key.slice('schemes.place.'.length)] : [],
    );
    expect(named.sort()).toEqual(settings.map((name) => name.replace('$', '')).sort());
  }
});

test.each<[string, string, string]>([
  [
    'conditions[3].test.left',
    '条件第 4 项 › 判断式 › 左边的数值（“conditions[3].test.left”）',
    'conditions 4 › test › left side (“conditions[3].test.left”)',
  ],
  [
    'rubric.criteria[1].children[0].max100',
    '评分标准 › 指标第 2 项 › 下级指标第 1 项 › 满分（“rubric.criteria[1].children[0].max100”）',
    'rubric › criteria 2 › criteria below 1 › maximum (“rubric.criteria[1].children[0].max100”)',
  ],
  ['criteria.0.name.zh', '指标第 1 项 › 名称 › 中文（“criteria.0.name.zh”）', 'criteria 1 › name › Chinese (“criteria.0.name.zh”)'],
  ['', '整个文件', 'the whole file'],
  ['/', '整个文件', 'the whole file'],
])('%s', (path, zh, en) => {
  expect(placeInFile(path, words('zh'))).toBe(zh);
  expect(placeInFile(path, words('en'))).toBe(en);
});

test('who_sees_no_file_is_told_in_words_alone', () => {
  expect(placeWords('criteria[6].children[1].formula.of', words('zh'))).toBe('指标第 7 项 › 下级指标第 2 项 › 折算公式 › 所取数值或各项');
});
