/** 客观分与公式不符: objective points that are not those which the formula reads off the figure. Told, never corrected: the figure may be the wrong one. */
import type { Message } from '../text.ts';
import type { Prefilled } from './prefill.ts';

export interface Contradiction {
  readonly criterionId: string;
  /** as given, and as the formula has it; hundredths of a point */
  readonly points100: number;
  readonly derived100: number;
  readonly derivation: Message;
}

type Given = readonly { readonly criterionId: string; readonly points100: number }[];

/** Of points given, those that differ from what was read off a figure; a figure that is missing contradicts nothing. */
export function contradictionsIn(prefilled: readonly Prefilled[], given: Given): Contradiction[] {
  return prefilled.flatMap(({ criterionId, points100: derived100, derivation }) => {
    const score = given.find((one) => one.criterionId === criterionId);
    if (!score || derived100 === null || score.points100 === derived100) return [];
    return [{ criterionId, points100: score.points100, derived100, derivation }];
  });
}
