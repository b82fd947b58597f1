/** Reading schemes: an invented seventh one works without a line of code, a wrong one is told where. */
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../domain/eligibility/evaluate.ts';
import { schemeJsonSchema } from '../../../domain/scheme/json-schema.ts';
import { parseScheme } from '../../../domain/scheme/parse.ts';
import { units } from '../../../domain/condition/condition.ts';
import { fromOneSource } from '../../../domain/condition/values.ts';
import { verdicts } from '../../../domain/condition/verdict.ts';
import { becauseText, gapText, problemText, thresholdText, valueText } from '../../../domain/eligibility/wording.ts';
import { texts } from '../../../domain/texts/index.ts';
import { refusalOf, schemeFolder, schemeIds, schemeJson, schemeNamed, verdictsOf, words } from '../../fixtures/schemes.ts';

/** 某市跨境电商直播基地认定 (invented), written as somebody would who has read docs/schemes.md. */
const invented = {
  id: 'invented-studio-base',
  kind: 'recognition',
  title: { zh: '某市跨境电商直播基地认定' },
  documentNo: '某商发〔2026〕7号',
  issuer: { zh: '某市商务局' },
  issuedOn: '2026-01-05',
  validFrom: '2026-02-01',
  validYears: 2,
  types: [{ id: '示范', label: { zh: '示范基地' } }],
  fields: [
    { key: 'parkName', type: 'text', label: { zh: '基地名称' }, formLabels: ['基地名称'], required: true },
    { key: 'studios', type: 'integer', unit: 'items', label: { zh: '直播间数' }, formLabels: ['直播间（间）'] },
    { key: 'usedStudios', type: 'integer', unit: 'items', label: { zh: '常用直播间数' }, within: 'studios', statedBy: 'reviewer' },
    { key: 'sales2024', type: 'decimal', unit: 'wan', label: { zh: '2024 年销售额' } },
    { key: 'sales2025', type: 'decimal', unit: 'wan', label: { zh: '2025 年销售额' } },
    {
      key: 'languages',
      type: 'set',
      unit: 'items',
      label: { zh: '直播语种' },
      options: [
        { value: '英语', words: ['英语', '英文'] },
        { value: '阿拉伯语', words: ['阿拉伯语'] },
      ],
    },
    { key: 'openedOn', type: 'date', label: { zh: '启用时间' } },
    { key: 'fire', type: 'boolean', label: { zh: '发生火灾' }, statedBy: 'reviewer' },
  ],
  conditions: [
    {
      id: '3',
      label: { zh: '名称' },
      article: '第三条',
      text: '名称统一为“某某直播基地”。',
      test: { matches: 'parkName', pattern: '直播基地$' },
    },
    {
      id: '4',
      label: { zh: '常用率' },
      article: '第四条',
      text: '常用直播间超过八成。',
      test: { left: { ratio: ['usedStudios', 'studios'] }, op: '>', right: '80', unit: 'percent' },
    },
    {
      id: '5',
      label: { zh: '年均销售额' },
      article: '第五条',
      text: '近两年年均销售额达到 1 亿元。',
      test: { left: { mean: ['sales2024', 'sales2025'] }, op: '>=', right: '1', unit: 'yi' },
    },
    {
      id: '6',
      label: { zh: '三项中的两项' },
      article: '第六条',
      text: '语种两种以上、启用两年以上、直播间五十间以上，满足两项。',
      types: ['示范'],
      test: {
        atLeast: 2,
        of: [
          { left: { count: 'languages' }, op: '>=', right: '2', unit: 'items' },
          { left: { since: 'openedOn', unit: 'years' }, op: '>=', right: '2', unit: 'years' },
          { left: { field: 'studios' }, op: '>=', right: '50', unit: 'items' },
        ],
      },
    },
    {
      id: '7',
      label: { zh: '无火灾' },
      article: '第七条',
      text: '近三年无火灾。',
      kind: 'veto',
      test: { not: { boolean: 'fire', is: true } },
    },
  ],
  rubric: {
    criteria: [
      { id: 'a', name: { zh: '规模' }, max100: 4000 },
      { id: 'b', name: { zh: '成效' }, max100: 6000 },
    ],
  },
  results: { vocabulary: [{ id: 'yes', label: { zh: '拟认定' } }] },
  form: { title: '直播基地申报表' },
  documents: {
    reportTitle: { zh: '评审报告' },
    shortlistTitle: { zh: '名单' },
    noticeTitle: { zh: '公示' },
    opening: '根据某商发〔2026〕7号，',
  },
};
const values = {
  parkName: '甲直播基地',
  parkType: '示范基地',
  studios: 60,
  usedStudios: 49,
  sales2024: 8000,
  sales2025: '12000',
  languages: ['英语'],
  openedOn: '2024-09',
  fire: false,
};

describe('an invented scheme needs no code', () => {
  const scheme = parseScheme(invented);
  const run = (change: object) => evaluate(scheme, { values: fromOneSource({ ...values, ...change }, 'form'), appliedOn: '2026-09-15' });

  test.each([
    [{}, { 3: 'met', 4: 'met', 5: 'met', 6: 'met', 7: 'met' }],
    [{ parkName: '甲基地' }, { 3: 'notMet' }],
    [{ usedStudios: 48 }, { 4: 'notMet' }],
    [{ usedStudios: null }, { 4: 'missing' }],
    [{ sales2025: '11999.99' }, { 5: 'notMet' }],
    [{ sales2024: null }, { 5: 'missing' }],
    [{ openedOn: '2024-10' }, { 6: 'notMet' }],
    [{ openedOn: '2024-10', languages: ['英语', '阿拉伯语'] }, { 6: 'met' }],
    [{ openedOn: null }, { 6: 'missing' }],
    [{ fire: true }, { 7: 'notMet' }],
    [{ fire: null }, { 7: 'missing' }],
  ])('%j gives %j', (change, expected) => {
    expect(verdictsOf(run(change))).toMatchObject(expected);
  });

  test('it_says_why', () => {
    expect(becauseText(run({}).because, words('zh'))).toBe('全部条件符合。');
    expect(becauseText(run({ sales2025: '11999.99', fire: null }).because, words('zh'))).toBe(
      '不符合：年均销售额差 0.0000005 亿元（第五条）。',
    );
    expect(becauseText(run({ usedStudios: 48 }).because, words('zh'))).toBe('不符合：常用率刚好等于界限，须越过（第四条）。');
    expect(run({ usedStudios: 61 }).notes.map((note) => note.key)).toEqual(['schemes.note.beyondWhole']);
  });
});

type Json = Record<string, unknown>;
const withCondition = (test: object, more: object = {}): Json => ({
  ...invented,
  conditions: [{ ...invented.conditions[0], test, ...more }],
});

const reward = { id: 't', label: { zh: '甲' }, article: '', text: '', when: { filled: ['parkName'] }, amount: '1', cap: '1' };

test.each<[string, Json, string, string]>([
  ['no title', { ...invented, title: undefined }, 'title', 'required'],
  ['a number for a text', { ...invented, documentNo: 7 }, 'documentNo', 'type.string'],
  ['an unknown setting', { ...invented, colour: 'red' }, '/', 'unknownKey'],
  ['an unknown kind', { ...invented, kind: 'contest' }, 'kind', 'choice'],
  ['a bad id', { ...invented, id: 'Not An Id' }, 'id', 'format'],
  ['a date that is none', { ...invented, validFrom: '2026-02-30' }, 'validFrom', 'format'],
  ['an unknown field in a test', withCondition({ filled: ['nobody'] }), 'conditions[0].test', 'unknownField'],
  [
    'an unknown field deep inside',
    withCondition({ any: [{ all: [{ boolean: 'nobody', is: true }] }] }),
    'conditions[0].test',
    'unknownField',
  ],
  [
    'an unknown field of a relaxation',
    withCondition({ filled: ['parkName'] }, { relaxation: { when: { filled: ['nobody'] }, article: '', text: '' } }),
    'conditions[0].relaxation.when',
    'unknownField',
  ],
  ['an unknown type', withCondition({ filled: ['parkName'] }, { types: ['甲级'] }), 'conditions[0].types', 'unknownType'],
  [
    'a unit that cannot be compared',
    withCondition({ left: { field: 'studios' }, op: '>=', right: '1', unit: 'yi' }),
    'conditions[0].test.left',
    'unit',
  ],
  [
    'a text compared as a number',
    withCondition({ left: { field: 'parkName' }, op: '>=', right: '1', unit: 'none' }),
    'conditions[0].test.left',
    'notANumber',
  ],
  [
    'months since a text',
    withCondition({ left: { since: 'parkName', unit: 'months' }, op: '>=', right: '1', unit: 'months' }),
    'conditions[0].test.left',
    'notADate',
  ],
  [
    'months compared as years',
    withCondition({ left: { since: 'openedOn', unit: 'months' }, op: '>=', right: '1', unit: 'years' }),
    'conditions[0].test.left',
    'unit',
  ],
  [
    'entries of a number',
    withCondition({ left: { count: 'studios' }, op: '>=', right: '1', unit: 'items' }),
    'conditions[0].test.left',
    'notAList',
  ],
  [
    'a bound that is no decimal',
    withCondition({ left: { field: 'studios' }, op: '>=', right: '五', unit: 'items' }),
    'conditions[0].test.right',
    'format',
  ],
  [
    'a number where the bound is a text',
    withCondition({ left: { field: 'studios' }, op: '>=', right: 5, unit: 'items' }),
    'conditions[0].test.right',
    'type.string',
  ],
  [
    'an unknown comparison',
    withCondition({ left: { field: 'studios' }, op: '=>', right: '5', unit: 'items' }),
    'conditions[0].test.op',
    'choice',
  ],
  ['a pattern that is none', withCondition({ matches: 'parkName', pattern: '(' }), 'conditions[0].test', 'badPattern'],
  ['two fields of one name', { ...invented, fields: [...invented.fields, invented.fields[0]] }, 'fields', 'repeated'],
  ['two conditions of one id', { ...invented, conditions: [invented.conditions[0], invented.conditions[0]] }, 'conditions', 'repeated'],
  [
    'a part of an unknown whole',
    { ...invented, fields: [...invented.fields, { key: 'x', type: 'integer', label: { zh: '甲' }, within: 'nobody' }] },
    'fields[8].within',
    'unknownField',
  ],
  ['a rubric that does not total 100', { ...invented, rubric: { criteria: [invented.rubric.criteria[0]] } }, 'rubric.criteria', 'total'],
  [
    'a formula over an unknown field',
    {
      ...invented,
      rubric: {
        criteria: [
          {
            id: 'a',
            name: { zh: '甲' },
            max100: 10_000,
            formula: {
              of: { field: 'nobody' },
              unit: 'none',
              knots: [
                { at: '0', points100: 0 },
                { at: '1', points100: 1 },
              ],
            },
          },
        ],
      },
    },
    'rubric.criteria[0].formula.of',
    'unknownField',
  ],
  [
    'grades that do not reach 0',
    { ...invented, results: { ...invented.results, grades: [{ id: 'a', label: { zh: '优' }, from100: 9000 }] } },
    'results.grades',
    'grades.bottom',
  ],
  ['a cap of nothing', { ...invented, tiers: [{ ...reward, cap: '0' }] }, 'tiers[0].cap', 'positive'],
  ['an amount below nothing', { ...invented, tiers: [{ ...reward, amount: '-1' }] }, 'tiers[0].amount', 'positive'],
  ['a limit of nothing', { ...invented, limits: [{ article: '', text: '', cap: '0', per: 'ever' }] }, 'limits[0].cap', 'positive'],
  [
    'a limit over years without their number',
    { ...invented, limits: [{ article: '', text: '', cap: '1', per: 'years' }] },
    'limits[0].years',
    'limitYears',
  ],
  [
    'a yearly limit over three years',
    { ...invented, limits: [{ article: '', text: '', cap: '1', per: 'year', years: 3 }] },
    'limits[0].years',
    'limitYears',
  ],
  [
    'a first sentence that asks for what there is not',
    { ...invented, documents: { ...invented.documents, noticeOpening: '对{{park}}予以公示。' } },
    'documents.noticeOpening',
    'placeholder',
  ],
  ['a publicity of two lengths', { ...invented, publicity: { workingDays: 5, calendarDays: 7, article: '' } }, 'publicity', 'unknownKey'],
  ['a publicity without a length', { ...invented, publicity: { article: '' } }, 'publicity.workingDays', 'required'],
  ['a publicity of no day', { ...invented, publicity: { calendarDays: 0, article: '' } }, 'publicity.calendarDays', 'tooSmall'],
  [
    'a reward under an unknown condition',
    { ...invented, tiers: [{ id: 't', label: { zh: '甲' }, article: '', text: '', when: { filled: ['nobody'] }, amount: '1', cap: '1' }] },
    'tiers[0].when',
    'unknownField',
  ],
])('a scheme with %s is refused and told where', (_, json, path, key) => {
  const refusal = refusalOf(() => parseScheme(json));
  expect(refusal.code).toBe('scheme/invalid');
  expect(refusal.details).toMatchObject({ path, problem: { key: `schemes.problem.${key}` } });
  for (const language of ['zh', 'en'] as const) expect(problemText(refusal.details, words(language))).not.toBe('');
});

test.each([null, 7, 'text', [], {}])('%j is no scheme', (json) => {
  expect(refusalOf(() => parseScheme(json)).code).toBe('scheme/invalid');
});

test('the_published_json_schema_is_that_of_the_model', async () => {
  const written = `${JSON.stringify(schemeJsonSchema(), null, 2)}\n`;
  await expect(written).toMatchFileSnapshot(`${schemeFolder}/scheme.schema.json`);
});

test('the_shipped_files_point_to_it_and_speak_both_languages', () => {
  for (const id of schemeIds) {
    const scheme = schemeNamed(id);
    expect(schemeJson(id)['$schema']).toBe('./scheme.schema.json');
    const labels = [
      scheme.title,
      ...(scheme.issuer ? [scheme.issuer] : []),
      ...scheme.fields.map((field) => field.label),
      ...scheme.conditions.map((condition) => condition.label),
      ...scheme.types.map((type) => type.label),
    ];
    expect(labels.filter((label) => label.en === undefined)).toEqual([]);
  }
});

const keys = (language: 'zh' | 'en') =>
  Object.keys(texts[language])
    .filter((key) => /^scheme\.|^error\.(?:scheme|rubric)\//.test(key))
    .toSorted();

test('both_languages_have_the_same_texts_of_schemes', () => {
  expect(keys('en')).toEqual(keys('zh'));
  for (const key of keys('zh')) expect(texts.en[key], key).not.toMatch(/\p{Script=Han}/u);
});

test('every_unit_verdict_and_comparison_has_its_words', () => {
  const composed = [
    ...units.flatMap((unit) => ['quantity', 'one', 'lacks', 'beyond', 'atBound'].map((kind) => `schemes.${kind}.${unit}`)),
    ...verdicts.flatMap((verdict) => ['because', 'reason'].map((kind) => `schemes.${kind}.${verdict}`)),
    ...['atLeast', 'moreThan', 'atMost', 'lessThan', 'equal', 'notEqual'].map((op) => `schemes.op.${op}`),
  ];
  for (const key of composed) for (const language of ['zh', 'en'] as const) expect(texts[language]).toHaveProperty([key]);
});

const grammar = { value: '1', threshold: '2', gap: '1', op: '>=', unit: 'count' } as const;

test('one_is_said_as_one', () => {
  expect([valueText(grammar, words('en')), thresholdText(grammar, words('en')), gapText(grammar, words('zh'))]).toEqual([
    '1 enterprise',
    'at least 2 enterprises',
    '1 家',
  ]);
});
