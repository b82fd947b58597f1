import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isMethod } from '../../../domain/contract/api.ts';
import { errorCodes } from '../../../domain/result.ts';
import { isEventKind } from '../../../domain/record/tell.ts';
import { kindNames } from '../../../domain/rubric/model.ts';
import { texts } from '../../../domain/texts/index.ts';

const root = join(import.meta.dirname, '../../..');
const keys = Object.keys(texts.zh).sort();
const placeholders = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();

test('both_languages_have_exactly_the_same_keys', () => {
  expect(Object.keys(texts.en).sort()).toEqual(keys);
});

test('no_text_is_empty', () => {
  // Chinese sentences follow each other without a space
  expect(
    [...Object.entries(texts.zh), ...Object.entries(texts.en)]
      .filter(([key, text]) => text.trim() === '' && !key.endsWith('eparator'))
      .map(([key]) => key),
  ).toEqual([]);
});

test('error_sentences_cover_exactly_the_closed_list', () => {
  expect(keys.filter((key) => key.startsWith('error.')).map((key) => key.slice('error.'.length))).toEqual([...errorCodes].sort());
});

test('every_kind_of_criterion_has_a_word_and_a_sentence', () => {
  const wanted = kindNames.flatMap((kind) => [`rubric.kind.${kind}`, `rubric.kind.${kind}.about`]);
  expect(keys.filter((key) => key.startsWith('rubric.kind.'))).toEqual(wanted.sort());
});

test('the_closed_list_names_each_code_once', () => {
  expect(new Set(errorCodes).size).toBe(errorCodes.length);
});

test('every_code_of_the_closed_list_is_refused_with_somewhere', () => {
  const code = ['domain', 'db', 'electron', 'renderer']
    .flatMap(sources)
    .filter((path) => path !== join(root, 'domain/result.ts'))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  expect(errorCodes.filter((one) => !code.includes(`'${one}'`))).toEqual([]);
});

// English has names of its own (labelEn, fieldEn), and names a condition by its number where Chinese names the article
test('the_same_things_are_filled_in_in_both_languages', () => {
  const plain = (text: string) =>
    [...new Set(placeholders(text).map((one) => one.replace(/En\}\}$/, '}}').replace('{{id}}', '{{article}}')))].sort();
  // dates and numbered headings are written in each language's own way
  const own = ['reports.date', 'reports.heading2', 'reports.month'];
  const different = keys.filter((key) => !own.includes(key) && plain(texts.zh[key] ?? '').join() !== plain(texts.en[key] ?? '').join());
  expect(different).toEqual([]);
});

test('chinese_sentences_are_chinese', () => {
  const foreign = keys.filter(
    (key) =>
      !key.startsWith('window.keys.') &&
      !/\p{Script=Han}/u.test(texts.zh[key] ?? '') &&
      /[A-Za-z]{4,}/.test((texts.zh[key] ?? '').replaceAll(/\{\{\w+\}\}/g, '')),
  );
  expect(foreign).toEqual([]);
});

test('english_sentences_have_no_chinese_but_quoted_terms', () => {
  const mixed = keys.filter((key) => /[，。；：！？]/.test(texts.en[key] ?? ''));
  expect(mixed).toEqual([]);
});

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('every_key_that_the_code_names_exists', () => {
  const areas = [...new Set(keys.map((key) => key.split('.')[0] ?? ''))];
  // the kind of an event, the name of a method and a path inside a scheme look alike, and are no texts
  const pathOfCriteria = 'rubric.criteria';
  const named = new RegExp(`(?<!kind: )['"\`]((?:${areas.join('|')})\\.[A-Za-z0-9.\\-/]*[A-Za-z0-9])['"\`]`, 'g');
  test.each(['domain', 'electron', 'renderer'])('%s', (folder) => {
    const missing = sources(folder).flatMap((path) => {
      const text = readFileSync(path, 'utf8');
      return [...text.matchAll(named)]
        .map((match) => match[1] ?? '')
        .filter((key) => !(key in texts.zh) && !isMethod(key) && !isEventKind(key) && key !== pathOfCriteria)
        .map((key) => `${path.slice(root.length + 1)}: ${key}`);
    });
    expect(missing).toEqual([]);
  });
});
