/** The rate a figure was converted at, and other remarks, reach whoever asks through the contract. */
import { expect, test } from 'vitest';
import { evaluation } from '../../domain/contract/eligibility.ts';
import { evaluateValues, viewEvaluation } from '../../electron/services/evaluation.ts';
import { translator } from '../../electron/services/texts.ts';
import { schemeNamed } from '../domain/scheme-files.ts';

test('a_converted_amount_tells_its_rate', () => {
  const question = { scheme: schemeNamed('chenzhou-park-2021'), appliedOn: '2025-06-01', usdRate: '7.1' };
  const found = evaluateValues(question, { recognised: true, newActiveCompanies: 11, annualTrade: '2.13' });
  const view = evaluation.parse(viewEvaluation(found, [], 'zh', translator('zh')));
  expect(view.overall).toBe('met');
  expect(view.reward).toMatchObject({ tier: '2.1-1', amount: '300', cap: '300', currency: 'CNY' });
  expect(view.conditions.map((condition) => condition.notes)).toEqual([[], [], ['按轮次设定汇率 1 美元 = 7.1 元人民币折算', '“跨境电商进出口总额”未填，由“跨境电商进出口总额（人民币）”折算']]);
});
