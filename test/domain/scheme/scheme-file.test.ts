/** Each file of a rule book on its own: what is wrong with one, and where. */
import { array, assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import { brokenOffset } from '../../../domain/scheme/json-text.ts';
import { readScheme } from '../../../domain/scheme/scheme-file.ts';
import { parseScheme } from '../../../domain/scheme/parse.ts';
import { problemText } from '../../../domain/eligibility/wording.ts';
import { schemeIds, schemeJson, words } from '../../fixtures/schemes.ts';

const belt = schemeJson('hunan-belt-2023');
const at = (json: object, name: string | null = 'hunan-belt-2023') => {
  const reading = readScheme('x.json', JSON.stringify(json), name);
  return 'fault' in reading ? reading.fault.problems.map(({ path, problem }) => [path, problem.key.replace('schemes.problem.', '')]) : [];
};
const withTest = (condition: object) => ({
  ...belt,
  conditions: [...(belt['conditions'] as object[]), { id: 'x', label: { zh: '甲' }, article: '', text: '', test: condition }],
});
const place = `conditions[${(belt['conditions'] as object[]).length}].test`;

test.each(schemeIds)('%s is sound as a file', (id) => {
  expect(readScheme(`${id}.json`, JSON.stringify(schemeJson(id)), id)).toHaveProperty('scheme.id', id);
});

test.each<[string, object, string | null, string[][]]>([
  ['a file of another name', belt, 'hunan-belt-2024', [['id', 'fileName']]],
  ['a file whose name is nobody’s business', belt, null, []],
  ['years from no day', { ...belt, validYears: 3 }, null, [['validYears', 'validityStart']]],
  ['years from a day that a clause tells', { ...belt, validYears: 3, validity: { article: '一', text: '自发布之日起' } }, null, []],
  [
    'years and a last day',
    { ...belt, validFrom: '2024-01-01', validYears: 3, validUntil: '2026-01-01' },
    null,
    [['validUntil', 'validityTwice']],
  ],
  ['a last day before the first', { ...belt, validFrom: '2024-01-01', validUntil: '2023-12-31' }, null, [['validUntil', 'validityOrder']]],
  ['a last day that is the first', { ...belt, validFrom: '2024-01-01', validUntil: '2024-01-01' }, null, []],
  ['a place that is none', { ...belt, region: { province: '湖南', prefecture: '中山市' } }, null, [['region', 'noPlace']]],
  ['an unknown word', { ...belt, colour: 'red' }, null, [['', 'unknownKey']]],
  [
    'a name rule that is no pattern',
    { ...belt, nameRule: { article: '', text: '', pattern: '(' } },
    null,
    [['nameRule.pattern', 'badPattern']],
  ],
  ['an operator that is none', withTest({ equals: 'zone', value: '珠三角' }), null, [[place, 'unknownKey']]],
  [
    'an operator that is none, deep inside',
    withTest({ any: [{ all: [{ equals: 'zone', value: '珠三角' }, { filled: ['operator'] }] }] }),
    null,
    [[`${place}.any[0].all[0]`, 'unknownKey']],
  ],
  ['an operator with a part too many', withTest({ boolean: 'x', is: true, maybe: 1 }), null, [[place, 'unknownKey']]],
  ['an operator with a part too few', withTest({ boolean: 'x' }), null, [[`${place}.is`, 'required']]],
  ['an empty list', withTest({ any: [{ all: [] }] }), null, [[`${place}.any[0].all`, 'tooSmall']]],
  [
    'two faults at once, both told',
    { ...belt, documentNo: 7, issuedOn: '2026-02-30' },
    null,
    [
      ['documentNo', 'type.string'],
      ['issuedOn', 'format'],
    ],
  ],
])('%s', (_, json, name, found) => {
  expect(at(json, name)).toEqual(found);
});

test('what_is_no_operator_is_named_by_its_own_words', () => {
  const reading = readScheme('x.json', JSON.stringify(withTest({ any: [{ equals: 'zone', value: '珠三角' }] })), null);
  const [problem] = 'fault' in reading ? reading.fault.problems : [];
  expect(problem && problemText({ problem: problem.problem }, words('zh'))).toBe('没有“equals、value”这一项');
});

test.each([
  ['{\n  "id": "a",\n  "kind" "reward"\n}', 3, 10],
  ['{\n  "id": "a",\n', 3, 1],
  ['', 1, 1],
  ['不是办法', 1, 1],
  ['{ "a": 1, }', 1, 11],
  ['{ "a": [1, 2,, 3] }', 1, 14],
  ['{ "a": 01 }', 1, 8],
  ["{ 'a': 1 }", 1, 3],
  ['{ "a": "b\n" }', 1, 8],
  ['{ "a": 1 } x', 1, 12],
  ['[{ "a": tru }]', 1, 9],
  ['[1, [2, { "b": [ } ]', 1, 18],
  ['{ “a”: 1 }', 1, 3],
])('text that is no JSON is told by line and character: %j', (text, line, column) => {
  const reading = readScheme('x.json', text, 'x');
  expect('fault' in reading ? reading.fault : null).toEqual({
    file: 'x.json',
    problems: [{ path: '', problem: { key: 'schemes.problem.broken', params: { line, column } } }],
  });
});

test('a_mark_at_the_beginning_of_the_file_is_passed_over', () => {
  expect(readScheme('x.json', `\uFEFF${JSON.stringify(belt)}`, null)).toHaveProperty('scheme');
});

test('a_copy_that_an_old_round_keeps_is_read_as_ever', () => {
  const { validity: _, ...old } = schemeJson('zhongshan-recognition');
  expect(parseScheme(old).validYears).toBe(3);
});

test('what_is_json_for_the_engine_is_json_here_and_the_other_way_round', () => {
  const pieces = ['{', '}', '[', ']', ',', ':', '"a"', '1', '-0.5e3', 'true', 'null', ' ', '\n', '"', '\\', '01', 'x'];
  assert(
    property(array(constantFrom(...pieces), { maxLength: 12 }), (some) => {
      const text = some.join('');
      const isJson = (): boolean => {
        try {
          JSON.parse(text);
          return true;
        } catch {
          return false;
        }
      };
      expect(brokenOffset(text) === null, text).toBe(isJson());
    }),
    { numRuns: 3000 },
  );
});
