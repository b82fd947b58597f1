/** The agreement figures in plain sentences (texts `tally.explain.*`), with what they cannot say. */
import type { Message, TextParams } from '../text.ts';
import type { Agreement } from './agreement.ts';
import type { Figure, IccName } from './icc.ts';

/** Bounds after Koo & Li 2016, Journal of Chiropractic Medicine 15, 155–163. */
const iccBands = [
  [0.9, 'excellent'],
  [0.75, 'good'],
  [0.5, 'moderate'],
] as const;
/** Bounds after Krippendorff 2004, Content Analysis, chapter 11. */
const alphaBands = [
  [0.8, 'reliable'],
  [0.667, 'tentative'],
] as const;
/** Kendall's χ² is rough below this many subjects. */
const enoughSubjects = 8;

/** Two places, as the sentences print them. */
const shown = (value: number): string => (Math.round(value * 100) / 100 + 0).toFixed(2);

function band<T extends string>(value: number, bands: readonly (readonly [number, T])[], below: T | 'poor'): T | 'poor' {
  return bands.find(([from]) => value >= from)?.[1] ?? below;
}

function iccSentence(name: IccName, { value, low, high, reason }: Figure): Message[] {
  if (value === null) return [{ key: `tally.explain.${name}.none` }, { key: `tally.reason.${reason ?? 'noVariance'}` }];
  const params: TextParams = { value: shown(value), low: low === null ? '–' : shown(low), high: high === null ? '–' : shown(high) };
  return [
    { key: `tally.explain.${name}${low === null ? '.noInterval' : ''}`, params },
    { key: `tally.explain.icc.${band(value, iccBands, 'poor')}` },
  ];
}

/**
 * One or two sentences on how firm the mean and a single expert are, on the order of the parks, and on α; then the warnings
 * that belong to the figures. `shortlistOnly` where only parks of the shortlist were counted.
 */
export function explainAgreement({ usedRows, icc, kendallW, krippendorff }: Agreement, shortlistOnly = false): Message[] {
  const messages: Message[] = [...iccSentence('icc2k', icc.icc2k), ...iccSentence('icc21', icc.icc21)];
  if (kendallW.wCorrected === null)
    messages.push({ key: 'tally.explain.kendall.none' }, { key: `tally.reason.${kendallW.reason ?? 'noVariance'}` });
  else {
    const beyondChance = (kendallW.p ?? 1) < 0.05;
    messages.push({
      key: `tally.explain.kendall.${beyondChance ? 'beyondChance' : 'chance'}`,
      params: { value: shown(kendallW.wCorrected) },
    });
    if (usedRows < enoughSubjects) messages.push({ key: 'tally.explain.kendall.few', params: { count: usedRows } });
  }
  if (krippendorff.interval === null)
    messages.push({ key: 'tally.explain.alpha.none' }, { key: `tally.reason.${krippendorff.reasons?.interval ?? 'noVariance'}` });
  else
    messages.push({
      key: `tally.explain.alpha.${band(krippendorff.interval, alphaBands, 'poor')}`,
      params: { value: shown(krippendorff.interval) },
    });
  messages.push({ key: shortlistOnly ? 'tally.explain.rangeRestricted' : 'tally.explain.wholeRange' });
  return messages;
}
