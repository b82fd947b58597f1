import { assert, constantFrom, integer, property, array, record, boolean } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { derivationData } from '../../../domain/report/score-tables.ts';
import { documentData, type DocumentData, recompute, buildDocument } from '../../../domain/report/documents/document.ts';
import { reviewReportData, buildReviewReport } from '../../../domain/report/documents/review-report.ts';
import { formatPoints } from '../../../domain/numbers/points.ts';
import { chineseNumber, formatDate, formatTime } from '../../../domain/report/phrases.ts';
import { buildShortlist } from '../../../domain/report/documents/shortlist.ts';
import type { Block } from '../../../domain/report/tree.ts';
import { tallyRules } from '../../../domain/tally/rules.ts';
import { tally } from '../../../domain/tally/tally.ts';
import { texts } from '../../../domain/texts/index.ts';
import { completeRubric } from '../../../domain/rubric/model.ts';
import { publicityData, reviewData, rubric, samples, sheetData, shortlistData, summaryData, translator } from '../../fixtures/documents.ts';

const t = translator('zh');

/** The maximum is the rubric's; a raw score that is dropped before and after changes nothing that follows. Both are signed. */
function uncheckable(path: readonly (string | number)[]): boolean {
  const [, criterion = 0, key = '', at = 0] = path;
  return (
    key === 'max100' || (key === 'points100' && reviewData.scoring?.derivation.criteria[Number(criterion)]?.marks[Number(at)] !== 'kept')
  );
}

/** Another value of the same kind; undefined for what is no figure. */
function change(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value)) return `${value}${value.includes('.') ? '1' : '.1'}`;
  return value === 'kept' ? 'low' : value === 'low' || value === 'high' ? 'kept' : undefined;
}

const headings = (blocks: readonly Block[]): string[] => blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []));

test.each([
  [1, '一'],
  [10, '十'],
  [11, '十一'],
  [20, '二十'],
  [35, '三十五'],
  [99, '九十九'],
])('chinese number %i is %s', (value, text) => {
  expect(chineseNumber(value, '一二三四五六七八九十')).toBe(text);
});

test.each([
  ['2026-11-12T08:15:30.000Z', '2026年11月12日16:15（北京时间）'],
  ['2026-11-12T15:59:59.999Z', '2026年11月12日23:59（北京时间）'],
  ['2026-11-12T16:00:00.000Z', '2026年11月13日00:00（北京时间）'],
  ['2026-12-31T16:05:00.000Z', '2027年1月1日00:05（北京时间）'],
  ['2026-02-28T20:00:00.000Z', '2026年3月1日04:00（北京时间）'],
  ['2028-02-28T20:00:00.000Z', '2028年2月29日04:00（北京时间）'],
  ['2026-04-30T23:00:00.000Z', '2026年5月1日07:00（北京时间）'],
])('the time %s is %s', (time, text) => {
  expect(formatTime(t, time)).toBe(text);
});

test.each([
  ['拟认定', '拟认定3个园区', '认定3个园区'],
  ['拟予奖励', '拟予奖励3个园区', '奖励3个园区'],
  ['拟予支持', '拟予支持3个园区', '支持3个园区'],
])('those who are listed as %s are announced as such', (listedWord, proposed, decided) => {
  const words = (kind: 'publicity' | 'final'): string =>
    JSON.stringify(
      buildDocument(
        {
          ...publicityData,
          kind,
          listedWord,
          types: [{ label: '', parks: [1, 2, 3].map((at) => ({ name: `园${at}`, operator: null, region: null })) }],
        },
        t,
      ).blocks,
    );
  expect(words('publicity')).toContain(proposed);
  expect(words('final')).toContain(`，${decided}`);
});

test('dates_and_points_read_as_in_an_office', () => {
  expect(formatDate(t, '2026-09-05')).toBe('2026年9月5日');
  expect(formatDate(translator('en'), '2026-09-05')).toBe('2026-09-05');
  expect([formatDate(t, '2022-03'), formatDate(translator('en'), '2022-03')]).toEqual(['2022年3月', '2022-03']);
  expect([0, 850, 1234, 10_000].map(formatPoints)).toEqual(['0', '8.5', '12.34', '100']);
});

describe('trees', () => {
  test.each(samples.map((data) => [data.kind, data] as const))(
    '%s: sample data fit their schema and build in both languages',
    (_, data) => {
      expect(documentData.parse(data)).toEqual(data);
      for (const language of ['zh', 'en'] as const) {
        const tree = buildDocument({ ...data, language }, translator(language));
        expect(tree.attachments).toMatchObject([{ name: 'parkpanel.json', json: { kind: data.kind } }]);
        expect(tree.blocks.filter(({ kind }) => kind === 'signatures')).toHaveLength(1);
        expect(tree.blocks.at(-1)?.kind).toBe('code');
        for (const block of tree.blocks) {
          if (block.kind === 'table')
            for (const row of [...block.head, ...block.body])
              expect(row.cells.reduce((sum, cell) => sum + (cell.span ?? 1), 0)).toBe(block.columns.length);
        }
      }
    },
  );

  test('review_report_has_its_sections_in_order', () => {
    expect(headings(buildReviewReport(reviewData, t).blocks)).toEqual([
      '一、评审概况',
      '二、资格审查',
      '三、专家评分',
      '（一）评分专家',
      '（二）计分规则',
      '（三）评分与计算过程',
      '（四）偏离较大的评分及说明',
      '四、专家意见',
      '五、评审组合议',
      '（一）评审组综合意见',
      '（二）表决',
      '（三）保留的不同意见',
      '六、评审结论',
      '七、签名',
    ]);
    const { group: _group, ...alone } = reviewData;
    expect(headings(buildReviewReport(alone, t).blocks).slice(-3)).toEqual(['四、专家意见', '五、评审结论', '六、签名']);
  });

  test('a_ground_is_told_line_by_line_and_says_when_the_record_moved', () => {
    const { ground } = reviewData.conclusion;
    if (!ground) throw new Error('no ground');
    const said = (one: typeof ground): string =>
      JSON.stringify(buildReviewReport({ ...reviewData, conclusion: { ...reviewData.conclusion, ground: one } }, t).blocks);
    expect(said(ground)).toContain('（1）资格条件符合，在名额以内。');
    expect(said(ground)).not.toContain('此后记录有变');
    expect(said({ ...ground, moved: true })).toContain('此后记录有变');
    expect(said({ ...ground, lines: ['资格条件不符合'] })).toContain('决定依据：资格条件不符合。');
  });

  test('a_visit_stands_before_the_scores', () => {
    const visit = { visitedOn: '2026-10-20', people: ['周明远'], measures: [], checks: [], notes: [], photos: [] };
    expect(headings(buildReviewReport({ ...reviewData, visit }, t).blocks).slice(2, 4)).toEqual(['三、实地考察', '四、专家评分']);
  });

  test('a_park_that_was_not_scored_says_so', () => {
    const { blocks } = buildReviewReport({ ...reviewData, scoring: null, opinions: [] }, t);
    expect(blocks).toContainEqual({ kind: 'paragraph', role: 'body', text: '本园区未进入专家评分。' });
    expect(blocks).toContainEqual({ kind: 'paragraph', role: 'body', text: '各位专家未另附书面意见。' });
  });

  test('dropped_scores_are_struck_and_all_are_shown', () => {
    const cells = buildReviewReport(reviewData, t).blocks.flatMap((block) =>
      block.kind === 'table' ? block.body.flatMap((row) => row.cells) : [],
    );
    const struck = cells.filter(({ text }) => typeof text !== 'string' && text.some(({ mark }) => mark === 'strike'));
    expect(struck).toHaveLength(2 * rubric.criteria.length);
  });

  test('outliers_stand_in_the_report_with_the_words_of_their_experts', () => {
    const { blocks } = buildReviewReport(reviewData, t);
    const at = blocks.findIndex((block) => block.kind === 'heading' && block.text.includes('偏离较大'));
    const table = blocks[at + 1];
    expect(table?.kind === 'table' ? table.body.map((row) => row.cells.map(({ text }) => text)) : []).toEqual(
      (reviewData.scoring?.outliers ?? []).map((one) => [
        one.name,
        one.criterion ?? '总分',
        one.value,
        one.mean,
        `${one.deviationPercent}%`,
        one.explanation ?? '未提交',
      ]),
    );
    const calm = { ...reviewData, scoring: reviewData.scoring && { ...reviewData.scoring, outliers: [] } };
    expect(headings(buildReviewReport(calm, t).blocks).some((text) => text.includes('偏离较大'))).toBe(false);
  });

  test('rank_ranges_are_a_chart_that_also_reads_as_words', () => {
    const ranks = buildDocument(summaryData, t).blocks.filter((block) => block.kind === 'chart' && block.chart.kind === 'ranks');
    expect(ranks).toMatchObject([
      {
        caption: '引领型名次稳定性（名额2个）',
        chart: {
          of: 3,
          places: 2,
          rows: [
            { rank: 1, low: 1, high: 1, label: '100%' },
            { rank: 2, low: 2, high: 3, label: '71.4%' },
            { rank: 3, low: 2, high: 3, label: '28.6%' },
          ],
        },
      },
    ]);
    expect(ranks.map((block) => (block.kind === 'chart' ? block.alt : ''))[0]).toContain(
      '长沙星湖跨境电商产业园实际第2名，范围第2至第3名，71.4%的次数在名额以内',
    );
    // one park has no range to show, and without a study there is no section
    const [type] = summaryData.stability?.types ?? [];
    const lonely = {
      ...summaryData,
      stability: summaryData.stability && { ...summaryData.stability, types: type ? [{ ...type, parks: type.parks.slice(0, 1) }] : [] },
    };
    for (const data of [lonely, { ...summaryData, stability: null }])
      expect(headings(buildDocument(data, t).blocks)).not.toContain('四、名次稳定性');
  });

  test('every_signer_has_a_field_of_an_own_name', () => {
    const fields = buildReviewReport(reviewData, t).blocks.flatMap((block) => (block.kind === 'signatures' ? block.fields : []));
    expect(new Set(fields.map(({ name }) => name)).size).toBe(reviewData.signatures.length);
  });

  test('shortlist_lists_each_type_and_gives_each_reason', () => {
    const { blocks } = buildShortlist(shortlistData, t);
    expect(headings(blocks)).toEqual(['一、引领型', '二、培育型']);
    expect(
      blocks.filter(
        (block) =>
          block.kind === 'paragraph' && typeof block.text === 'string' && /^\d\. /.test(block.text) && block.text.includes('产业园'),
      ),
    ).toHaveLength(1);
    // where the ground is told, the reason stands in its column
    expect(JSON.stringify(blocks)).toContain('理由：专家组多数认为其龙头企业带动作用不明显，且名额已满');
  });

  test('english_trees_need_no_other_keys', () => {
    expect(headings(buildReviewReport({ ...reviewData, language: 'en' }, translator('en')).blocks)).toContain('3.3  Scores and derivation');
    expect(Object.keys(texts.en).filter((key) => key.startsWith('report.'))).toEqual(
      Object.keys(texts.zh).filter((key) => key.startsWith('report.')),
    );
  });

  test('fifteen_experts_are_spread_over_tables_and_each_stands_once', () => {
    const { scoring } = reviewData;
    if (!scoring) throw new Error('no scoring');
    const experts = Array.from({ length: 15 }, (_, index) => ({
      personId: `p${index}`,
      name: `专家${index}`,
      organisation: '',
      title: '',
    }));
    const result = tally({
      rubric: completeRubric(rubric),
      rules: scoring.rules,
      applications: [{ id: 'a', parkName: '园', type: 't' }],
      sheets: experts.map(({ personId }, index) => ({
        personId,
        applicationId: 'a',
        scores: Object.fromEntries(rubric.criteria.map(({ id }) => [id, 500 + index])),
      })),
    });
    const derivation = derivationData.parse({
      ...result.derivation[0],
      criteria: result.derivation[0]?.criteria.map((criterion) => ({ ...criterion, name: '指标', max100: 2000 })),
    });
    const tables = buildReviewReport({ ...reviewData, scoring: { ...scoring, experts, derivation } }, t).blocks.filter(
      (block) => block.kind === 'table' && block.caption?.includes('逐项评分'),
    );
    const heads = tables.flatMap((block) => (block.kind === 'table' ? (block.head[0]?.cells.map(({ text }) => text) ?? []) : []));
    expect(heads.filter((text) => typeof text === 'string' && text.startsWith('专家'))).toEqual(experts.map(({ name }) => name));
    for (const block of tables)
      if (block.kind === 'table')
        for (const row of block.body) expect(row.cells.reduce((sum, cell) => sum + (cell.span ?? 1), 0)).toBe(block.columns.length);
  });
});

describe('recompute', () => {
  test('sample_documents_follow_from_their_scores', () => {
    expect(samples.map((data) => recompute(data))).toEqual(samples.map(() => []));
  });

  test('whatever_the_tally_says_recomputes', () => {
    const sheets = array(array(integer({ min: 0, max: 1000 }), { minLength: 7, maxLength: 7 }), { minLength: 3, maxLength: 9 });
    const ruleSet = record({
      trim: constantFrom('none' as const, 'dropHighLow' as const),
      bySheet: boolean(),
      digits: integer({ min: 0, max: 4 }),
      each: boolean(),
    });
    assert(
      property(sheets, ruleSet, (given, { trim, bySheet, digits, each }) => {
        const rules = tallyRules.parse({
          trim,
          level: bySheet ? 'sheet' : 'criterion',
          rounding: { digits, stage: each && !bySheet ? 'criterion' : 'total' },
        });
        const weighted = {
          criteria: rubric.criteria.map((criterion, index) => (index === 0 ? { ...criterion, weight: '0.35' } : criterion)),
        };
        const result = tally({
          rubric: completeRubric(weighted),
          rules,
          applications: [{ id: 'a', parkName: '园', type: 't' }],
          sheets: given.map((points, at) => ({
            personId: `p${at}`,
            applicationId: 'a',
            scores: Object.fromEntries(rubric.criteria.map(({ id }, index) => [id, points[index] ?? 0])),
          })),
        });
        const [first] = result.derivation;
        const derivation = derivationData.parse({
          ...first,
          criteria: first?.criteria.map((criterion, index) => ({
            ...criterion,
            name: criterion.criterionId,
            max100: rubric.criteria[index]?.max100,
          })),
        });
        const { scoring } = reviewData;
        if (!scoring) throw new Error('no scoring');
        expect(recompute({ ...reviewData, scoring: { ...scoring, rules, derivation } })).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  /** Every figure of the derivation, one by one, turned into another. */
  test('any_changed_figure_is_found', () => {
    const paths: (string | number)[][] = [];
    const walk = (value: unknown, path: (string | number)[]): void => {
      if (Array.isArray(value)) value.forEach((each, index) => walk(each, [...path, index]));
      else if (typeof value === 'object' && value !== null) Object.entries(value).forEach(([key, each]) => walk(each, [...path, key]));
      else if (change(value) !== undefined && !uncheckable(path)) paths.push(path);
    };
    const derivation = reviewData.scoring?.derivation;
    walk(derivation, []);
    expect(paths.length).toBeGreaterThan(100);
    for (const path of paths) {
      const forged = JSON.parse(JSON.stringify(reviewData));
      let at = forged.scoring.derivation;
      for (const key of path.slice(0, -1)) at = at[key];
      at[path.at(-1) ?? ''] = change(at[path.at(-1) ?? '']);
      const parsed = reviewReportData.safeParse(forged);
      expect(!parsed.success || recompute(parsed.data).length > 0, path.join('.')).toBe(true);
    }
  });

  test('sheet_and_summary_that_do_not_add_up_are_found', () => {
    expect(recompute({ ...sheetData, total: '80.6' })).toEqual(['total']);
    expect(
      recompute({
        ...sheetData,
        criteria: sheetData.criteria.map((criterion, index) => (index === 0 ? { ...criterion, points100: 1600 } : criterion)),
      }),
    ).toEqual(['total', 'criteria.0.points100']);
    const types = summaryData.types.map((type) => ({
      ...type,
      rows: type.rows.map((row) => (row.applicationId === 'a1' ? { ...row, total: '90.00' } : row)),
    }));
    expect(recompute({ ...summaryData, types })).toEqual(['rows.a1']);
  });

  test.each<[string, (data: typeof shortlistData) => DocumentData]>([
    [
      'swapped ranks',
      (data) => ({
        ...data,
        types: data.types.map((type) => ({
          ...type,
          rows: type.rows.map((row) => (row.rank === 1 ? { ...row, rank: 2 } : row.rank === 2 ? { ...row, rank: 1 } : row)),
        })),
      }),
    ],
    [
      'another total',
      (data) => ({
        ...data,
        types: data.types.map((type) => ({
          ...type,
          rows: type.rows.map((row) => (row.applicationId === 'a2' ? { ...row, total: '99.99' } : row)),
        })),
      }),
    ],
    [
      'a total without scores',
      (data) => ({
        ...data,
        types: data.types.map((type) => ({
          ...type,
          rows: type.rows.map((row) => (row.applicationId === 'a5' ? { ...row, total: '80' } : row)),
        })),
      }),
    ],
    ['no rules', (data) => ({ ...data, rules: null })],
    ['no rubric', (data) => ({ ...data, rubric: null })],
  ])('list with %s does not follow', (_, forge) => {
    expect(recompute(forge(shortlistData))).not.toEqual([]);
  });
});
