/**
 * The few distributions that the agreement figures need, in double precision: log gamma by Lanczos' series (g = 7, nine terms),
 * incomplete beta and gamma by the continued fractions of Abramowitz & Stegun 26.5.8 and 6.5.31 in Lentz' form.
 * Good to about twelve digits for the degrees of freedom of a panel.
 */
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;
const tiny = 1e-300;
const precision = 1e-15;

/** ln Γ(x), x > 0. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const shifted = x - 1;
  const base = shifted + 7.5;
  const series = lanczos.reduce((sum, term, index) => (index === 0 ? term : sum + term / (shifted + index)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(series);
}

/** Lentz' evaluation of a continued fraction b0 + a1/(b1 + a2/(b2 + …)). */
function continuedFraction(b0: number, term: (step: number) => { a: number; b: number }): number {
  let value = b0 || tiny;
  let c = value;
  let d = 0;
  for (let step = 1; step <= 10_000; step += 1) {
    const { a, b } = term(step);
    d = 1 / (b + a * d || tiny);
    c = b + a / c || tiny;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < precision) break;
  }
  return value;
}

/** Regularised incomplete beta I_x(a, b), a, b > 0, 0 ≤ x ≤ 1. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  const fraction = continuedFraction(1, (step) => {
    const m = Math.floor(step / 2);
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    return { a: step % 2 === 0 ? even : odd, b: 1 };
  });
  return front / fraction;
}

/** Upper tail of the regularised incomplete gamma, Q(a, x), a > 0, x ≥ 0. */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n <= 10_000 && Math.abs(term) > Math.abs(sum) * precision; n += 1) {
      term *= x / (a + n);
      sum += term;
    }
    return 1 - front * sum;
  }
  return front / continuedFraction(x + 1 - a, (step) => ({ a: -step * (step - a), b: x + 2 * step + 1 - a }));
}

/** P(χ² with `df` degrees of freedom > value). */
export function chiSquaredTail(value: number, df: number): number {
  return upperGamma(df / 2, value / 2);
}

/** P(F with (df1, df2) degrees of freedom ≤ value). */
export function fDistribution(value: number, df1: number, df2: number): number {
  if (value <= 0) return 0;
  // the smaller of x and 1 − x is formed without loss
  const x = (df1 * value) / (df1 * value + df2);
  return x <= 0.5 ? incompleteBeta(x, df1 / 2, df2 / 2) : 1 - incompleteBeta(df2 / (df1 * value + df2), df2 / 2, df1 / 2);
}

/**
 * The value that F with (df1, df2) degrees of freedom stays below with probability `p`; df may be fractional.
 * By bisection on ln F, which cannot run away; NaN for impossible arguments and where the value leaves the doubles.
 */
export function fQuantile(p: number, df1: number, df2: number): number {
  if (!(p > 0 && p < 1 && df1 > 0 && df2 > 0 && Number.isFinite(df1) && Number.isFinite(df2))) return Number.NaN;
  let low = -700;
  let high = 700;
  if (fDistribution(Math.exp(high), df1, df2) < p || fDistribution(Math.exp(low), df1, df2) > p) return Number.NaN;
  for (let step = 0; step < 200 && high - low > 1e-15 * Math.max(1, Math.abs(low)); step += 1) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (fDistribution(Math.exp(middle), df1, df2) < p) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}
