/** The rate a figure was converted at, the parts of a condition and what a reward still asks reach whoever asks through the contract. */
import { expect, test } from 'vitest';
import type { FieldValues } from '../../../domain/model.ts';
import { evaluation } from '../../../domain/contract/eligibility.ts';
import { evaluateValues, viewEvaluation } from '../../../electron/services/applications/evaluation.ts';
import { translator } from '../../../electron/services/session/texts.ts';
import { schemeNamed } from '../../fixtures/schemes.ts';

test('a_converted_amount_tells_its_rate', () => {
  const question = { scheme: schemeNamed('chenzhou-park-2021'), appliedOn: '2025-06-01', usdRate: '7.1' };
  const found = evaluateValues(question, { recognised: true, newActiveCompanies: 11, annualTrade: '2.13' });
  const view = evaluation.parse(viewEvaluation(found, [], { scheme: question.scheme, language: 'zh', t: translator('zh') }));
  expect(view.overall).toBe('met');
  expect(view.reward).toMatchObject({ tier: '2.1-1', amount: '300', cap: '300', currency: 'CNY' });
  expect(view.conditions.map((condition) => condition.notes)).toEqual([
    [],
    [],
    ['按轮次设定汇率 1 美元 = 7.1 元人民币折算', '“跨境电商进出口总额”未填，由“跨境电商进出口总额（人民币）”折算'],
  ]);
});

function viewOf(schemeId: string, values: FieldValues, language: 'zh' | 'en' = 'zh', type?: string) {
  const question = { scheme: schemeNamed(schemeId), type, appliedOn: '2026-09-30' };
  return evaluation.parse(
    viewEvaluation(evaluateValues(question, values), [], { scheme: question.scheme, language, t: translator(language) }),
  );
}

test('a_condition_of_alternatives_shows_each_of_them', () => {
  const view = viewOf(
    'hunan-recognition-2024',
    { annualTrade: '4.2', annualTurnover: '21', companies: 18, largeCompanies: ['甲公司 1.5亿元'] },
    'zh',
    '引领型',
  );
  const byId = new Map(view.conditions.map((one) => [one.id, one]));
  expect(byId.get('4.7(2)c')).toMatchObject({
    verdict: 'met',
    joins: 'any',
    parts: [
      {
        label: '跨境电商年进出口额',
        verdict: 'notMet',
        source: 'form',
        shown: { value: '4.2 亿元', threshold: '不低于 5 亿元', gap: '0.8 亿元' },
      },
      { label: '跨境电商年交易额', verdict: 'met', shown: { value: '21 亿元', threshold: '不低于 20 亿元', gap: null } },
    ],
  });
  expect(byId.get('4.7(2)a')).toMatchObject({
    kind: 'requirement',
    verdict: 'relaxable',
    relaxation: { article: '第四条第7项（2）', holds: true },
    joins: 'all',
    parts: [{ verdict: 'notMet' }],
  });
  expect(byId.get('4.1b')?.parts).toEqual([
    {
      label: '功能定位是否准确，发展方向是否明确，跨境电商产业特色是否明显',
      fields: [],
      verdict: 'judgement',
      source: null,
      shown: { value: null, threshold: null, gap: null },
    },
  ]);
  expect(
    viewOf('zhongshan-recognition', { seriousViolation: true }, 'en', '成长型').conditions.find((one) => one.id === '4(5)a'),
  ).toMatchObject({ kind: 'veto', verdict: 'notMet' });
});

test('a_reward_says_what_the_next_tier_still_asks', () => {
  const first = viewOf('chenzhou-park-2021', { recognised: true, newActiveCompanies: 15, tradeUsd: 4000 });
  expect(first.reward).toMatchObject({
    label: '第一档',
    amount: '300',
    cap: '300',
    article: '二（一）',
    next: { label: '第二档', amount: '500', lacking: ['当年新入驻有业绩企业数还差 6 家', '跨境电商进出口总额还差 1000 万美元'] },
  });
  const none = viewOf('chenzhou-park-2021', { recognised: true, newActiveCompanies: 15 }, 'en');
  expect(none.reward).toMatchObject({
    tier: null,
    label: null,
    article: '二（一）',
    next: { label: 'First tier', lacking: ['Imports and exports is not known (must be at least USD 3000 × 10,000)'] },
  });
  expect(viewOf('chenzhou-tenant-2021', { recognised: true, leasedArea: 100, tradeUsd: 10, rent: 10 }).reward).toMatchObject({
    label: '租金补贴',
    amount: '3',
    also: [{ label: '开办费补贴', cap: '5' }],
    next: null,
  });
});

test('a_task_list_names_its_tasks_their_units_and_states', () => {
  const { checklist } = viewOf('xiangtan-checklist-2020', { task1: '已完成', task4: '推进中', talents: 5000 }, 'en');
  expect(checklist).toMatchObject({
    done: '已完成',
    total: { done: 1, unknown: 30, total: 32 },
    states: [
      { value: '未启动', label: 'Not started' },
      { value: '推进中', label: 'Under way' },
      { value: '已完成', label: 'Done' },
    ],
  });
  expect(checklist?.tasks[3]).toMatchObject({
    no: 4,
    heading: '一',
    units: ['湘潭市人民政府', '长沙海关'],
    field: 'task4',
    progress: '推进中',
  });
  expect(checklist?.targets.map(({ condition, dueOn }) => `${condition} ${dueOn}`)).toEqual([
    '1.3.2 null',
    '1.3.3a 2020-12-31',
    '1.3.3b 2025-12-31',
    '1.3.3c 2025-12-31',
    '1.3.3d 2025-12-31',
  ]);
});
