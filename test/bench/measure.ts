/** Small helpers of the benches: everything is printed as a ratio against its peer in the same run. */

export interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly min: number;
}

/** Quantiles of durations in ms. */
export function spread(durations: readonly number[]): Spread {
  const sorted = [...durations].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), min: sorted[0] ?? Number.NaN };
}

export function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 3 : 1)} ms`;
}

/** One line a figure: what, ours, the peer's, the ratio and the target. */
export function report(what: string, ours: string, peer: string, ratio: string, target: string): void {
  process.stdout.write(`${what.padEnd(44)} ${ours.padStart(14)}  ${peer.padStart(14)}  ${ratio.padStart(10)}  target ${target}\n`);
}

/** Milliseconds that `work` takes. */
export async function time(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
