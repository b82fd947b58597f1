/**
 * Tally + agreement + robustness of 200 parks × 15 experts × 30 criteria, and how the cost grows with the parks. Run by
 * `npm run bench`; prints one line per size. Design §14 row 3: below 300 ms.
 */
import { performance } from 'node:perf_hooks';
import { completeRubric } from '../../domain/rubric/model.ts';
import { tallyRules } from '../../domain/tally/rules.ts';
import { type TallyInput, tally } from '../../domain/tally/tally.ts';
import { agreement } from '../../domain/statistics/agreement.ts';
import { seededRandom } from '../../domain/statistics/random.ts';
import { robustness } from '../../domain/tally/robustness.ts';

export const experts = 15;
export const criteria = 30;

/** A made-up round: every expert scores every park, in quarters of a point, around the quality of the park. */
export function madeUpRound(parks: number, seed = 1): TallyInput {
  const random = seededRandom(seed);
  const rubric = completeRubric({
    criteria: Array.from({ length: criteria }, (_, index) => ({
      id: `c${index}`,
      name: { zh: `指标${index}` },
      max100: 1000,
      step100: 25,
    })),
  });
  const applications = Array.from({ length: parks }, (_, index) => ({
    id: `p${String(index).padStart(6, '0')}`,
    parkName: `园区${index}`,
    type: index % 2 === 0 ? 'leading' : 'growing',
  }));
  const sheets = applications.flatMap(({ id: applicationId }) => {
    const quality = 4 + 5 * random();
    return Array.from({ length: experts }, (_, expert) => ({
      personId: `e${String(expert).padStart(2, '0')}`,
      applicationId,
      scores: Object.fromEntries(
        rubric.criteria.map(({ id }) => [id, 25 * Math.round(Math.min(40, Math.max(0, (quality + 3 * (random() - 0.5)) * 4)))]),
      ),
    }));
  });
  const rules = tallyRules.parse({ trim: 'dropHighLow', rounding: { digits: 2, stage: 'criterion' } });
  return { rubric, rules, applications, sheets };
}

function sheetTotals({ applications, sheets }: TallyInput): number[][] {
  const totals = new Map<string, number[]>(applications.map(({ id }) => [id, []]));
  for (const { applicationId, scores } of sheets)
    totals.get(applicationId)?.push(Object.values(scores).reduce((sum, points) => sum + points, 0));
  return [...totals.values()];
}

/** Milliseconds of each part. */
export function timeRound(input: TallyInput): { tally: number; agreement: number; robustness: number; all: number } {
  const start = performance.now();
  tally(input);
  const tallied = performance.now();
  agreement(sheetTotals(input));
  const agreed = performance.now();
  robustness({ ...input, seed: 7, places: { leading: 30, growing: 40 } });
  const end = performance.now();
  return { tally: tallied - start, agreement: agreed - tallied, robustness: end - agreed, all: end - start };
}

if (import.meta.main) {
  const repeats = 5;
  for (const times of [1, 4, 16]) {
    const input = madeUpRound(200 * times);
    const runs = Array.from({ length: times > 4 ? 2 : repeats }, () => timeRound(input)).sort((a, b) => a.all - b.all);
    const median = runs[Math.floor(runs.length / 2)];
    const shown = Object.entries(median ?? {}).map(([part, time]) => `${part} ${time.toFixed(0)} ms`);
    console.log(`${200 * times} parks × ${experts} experts × ${criteria} criteria: ${shown.join(' · ')}`);
  }
}
