import { expect, test } from 'vitest';
import { chiSquaredTail, fDistribution, fQuantile, incompleteBeta, logGamma } from '../../../domain/statistics/distributions.ts';

/** relative distance */
const near = (actual: number, expected: number, within = 1e-10) => expect(Math.abs(actual / expected - 1)).toBeLessThan(within);

test.each([
  [1, 0],
  [2, 0],
  [0.5, 0.5723649429247001],
  [10, 12.801827480081469],
  [171, 706.5730622457874],
  [0.001, 6.907178885383853],
])('ln_gamma(%d)', (x, expected) => {
  expect(logGamma(x)).toBeCloseTo(expected, 11);
});

// the printed tables of F: 5 % and 2.5 % points, as in any textbook
test.each([
  [0.95, 1, 1, 161.4],
  [0.95, 5, 15, 2.9],
  [0.95, 10, 10, 2.98],
  [0.975, 5, 18, 3.38],
  [0.975, 4, 20, 3.51],
  [0.99, 2, 12, 6.93],
])('F_%d(%d, %d) as tables print it', (p, df1, df2, printed) => {
  const places = (String(printed).split('.')[1] ?? '').length;
  expect(fQuantile(p, df1, df2).toFixed(places)).toBe(printed.toFixed(places));
});

// scipy.stats 1.17 f.ppf, chi2.sf, scipy.special.betainc
test.each([
  [0.975, 5, 18, 3.381967805875243],
  [0.975, 18, 5, 6.361883204654352],
  [0.99, 199, 2786, 1.2592551125147693],
  [0.975, 3.7, 12.2, 4.183123482499228],
  [0.5, 10, 10, 1],
  [0.975, 0.4, 5, 12.816556142091548],
])('F_%d(%d, %d) to ten digits', (p, df1, df2, expected) => {
  near(fQuantile(p, df1, df2), expected);
  near(fDistribution(expected, df1, df2), p);
});

test.each([
  [3.841458820694124, 1, 0.05],
  [30.760441929399082, 19, 0.04288347312694786],
  [0.5, 10, 0.999993388289439],
  [200, 100, 1.1784500720979781e-8],
  [60, 20, 7.121750862815593e-6],
  [0, 4, 1],
])('P(chi² > %d) with %d degrees of freedom', (value, df, expected) => {
  near(chiSquaredTail(value, df), expected);
});

test.each([
  [0.3, 2, 5, 0.5798250000000003],
  [0.99, 0.5, 0.5, 0.9362314391414803],
  [0.5, 100, 100, 0.5],
  [1e-5, 0.5, 30, 0.019460958645724724],
])('I_%d(%d, %d)', (x, a, b, expected) => {
  near(incompleteBeta(x, a, b), expected);
});

test.each([
  [0, 1, 1],
  [1, 1, 1],
  [0.5, 0, 1],
  [0.5, 1, Number.NaN],
  [0.5, Number.POSITIVE_INFINITY, 3],
])('fQuantile(%d, %d, %d) is not a number', (p, df1, df2) => {
  expect(fQuantile(p, df1, df2)).toBeNaN();
});
