/** The six sample parks, as their forms state them, with what reviewers found in the evidence. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { becauseText } from '../../../domain/eligibility/wording.ts';
import { evaluateBare, words } from '../../fixtures/schemes.ts';

const sample = z.object({
  name: z.string(),
  operator: z.string(),
  legal: z.string(),
  bounds: z.tuple([z.string(), z.string(), z.string(), z.string()]),
  opened: z.string(),
  type: z.string(),
  plan: z.boolean(),
  policy: z.boolean(),
  area_total: z.number(),
  area_cbec: z.number(),
  companies: z.number(),
  turnover: z.number().nullable(),
  trade: z.number(),
  services: z.array(z.string()),
  active: z.number(),
  other_services: z.string().optional(),
  big: z.array(z.string()).optional(),
});
const samples = z
  .array(sample)
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../../resources/samples/expected.json'), 'utf8')));

function valuesOf(park: z.infer<typeof sample>) {
  const [year = '', month = ''] = park.opened.split(/[年月]/);
  const [boundaryEast, boundaryWest, boundarySouth, boundaryNorth] = park.bounds;
  return {
    parkName: park.name,
    operator: park.operator,
    legalRepresentative: park.legal,
    boundaryEast,
    boundaryWest,
    boundarySouth,
    boundaryNorth,
    openedOn: `${year}-${month.padStart(2, '0')}`,
    parkType: park.type,
    hasPlan: park.plan,
    hasPolicy: park.policy,
    totalArea: park.area_total,
    ecommerceArea: park.area_cbec,
    companies: park.companies,
    annualTurnover: park.turnover,
    annualTrade: park.trade,
    services: park.services,
    activeTraders: park.active,
    otherServices: park.other_services ?? null,
    largeCompanies: park.big ?? null,
  };
}

/** worked out by hand from 湘商电〔2024〕2号 */
test.each([
  ['长沙星湖', 'judgement', /^可量化的条件均符合，其余待专家认定：/],
  [
    '株洲清源',
    'relaxable',
    /^有条件可放宽，须由专家决定：入驻跨境电商企业数差 2 家（第四条第7项（2））；有进出口实绩企业数差 1 家（第四条第7项（2））。$/,
  ],
  ['岳阳临港', 'judgement', /^可量化的条件均符合/],
  ['湘潭莲城', 'notMet', /^不符合：运营跨境电商面积差 20 平方米（第四条第6项（1））。$/],
  ['郴州南岭', 'missing', /^资料不足：上年度进出口额或年交易额无资料（第四条第6项（2））。$/],
  ['衡阳雁栖', 'notMet', /^不符合：运营时间差 5 个月（第四条第3项）。$/],
])('%s is %s', (name, overall, because) => {
  const park = samples.find((one) => one.name.startsWith(name));
  const evaluation = evaluateBare('hunan-recognition-2024', park ? valuesOf(park) : {}, { appliedOn: '2026-09-15' });
  expect(evaluation.overall).toBe(overall);
  expect(becauseText(evaluation.because, words('zh'))).toMatch(because);
});

test('no_form_states_the_enterprises_with_actual_trade_so_every_park_waits_for_them', () => {
  for (const park of samples) {
    const { activeTraders: _, ...form } = valuesOf(park);
    expect(evaluateBare('hunan-recognition-2024', form).conditions.find((one) => one.fields.includes('activeTraders'))?.verdict).toBe(
      'missing',
    );
  }
});
