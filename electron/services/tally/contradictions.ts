/** 客观分与公式不符: of the sheets that count, objective points that the formula does not give for the figure in use. */
import type { TallyAnswer } from '../../../domain/contract/api.ts';
import { formatPoints } from '../../../domain/numbers/points.ts';
import { usedValues } from '../../../domain/condition/values.ts';
import { rubricLeaves } from '../../../domain/rubric/leaves.ts';
import { contradictionsIn } from '../../../domain/scheme/contradiction.ts';
import { prefill } from '../../../domain/scheme/prefill.ts';
import type { DerivationNames } from '../../../domain/tally/derivation-sheet.ts';
import type { Translate } from '../../../domain/text.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { questionOf } from '../applications/evaluation.ts';
import { evaluateRound } from '../applications/round-evaluations.ts';
import type { RoundSheets } from './round-tally.ts';

/** Park by park; empty where the rubric reads nothing off a figure. */
export function contradictionsOfRound(
  store: ReadStore,
  run: RoundSheets,
  names: DerivationNames,
  t: Translate,
): TallyAnswer['contradictions'] {
  return findContradictions(store, run, names, t).map((word) => word());
}

/** The same, each put into words when it is asked for: of a province a screen shows the first few. */
export function findContradictions(
  store: ReadStore,
  { round, rubric, applications, sheets }: RoundSheets,
  names: DerivationNames,
  t: Translate,
): (() => TallyAnswer['contradictions'][number])[] {
  if (!rubricLeaves(rubric).some(({ criterion }) => criterion.formula)) return [];
  const { scheme, appliedOn, usdRate } = questionOf(store, round.id);
  const evaluated = evaluateRound(store, round.id, applications);
  const byPark = Map.groupBy(sheets, (sheet) => sheet.applicationId);
  return applications.flatMap(({ id, parkName }) => {
    const own = byPark.get(id);
    if (!own) return [];
    const prefilled = prefill(rubric, scheme, { values: usedValues(evaluated.get(id)?.stated ?? {}), appliedOn, usdRate });
    return own.flatMap(({ personId, scores }) => {
      const given = Object.entries(scores).map(([criterionId, points100]) => ({ criterionId, points100 }));
      return contradictionsIn(prefilled, given).map(({ criterionId, points100, derived100, derivation }) => () => ({
        applicationId: id,
        parkName,
        criterionId,
        personId,
        points100,
        derived100,
        text: t('tally.contradiction', {
          park: parkName,
          criterion: names.criterion(criterionId),
          name: names.expert(personId),
          points: formatPoints(points100),
          derivation: t(derivation.key, derivation.params),
        }),
      }));
    });
  });
}
