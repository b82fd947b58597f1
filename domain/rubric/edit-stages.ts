/** Editing the stages of a rubric: every criterion at the top belongs to one as long as there are any. */
import { add, compare, parseDecimal, rational, subtract, toDecimal, zero } from '../numbers/rational.ts';
import type { Rubric, Stage } from './model.ts';

/** A key that no stage bears. */
function freshKey(stages: readonly Stage[]): string {
  let number = stages.length + 1;
  while (stages.some(({ key }) => key === `s${number}`)) number += 1;
  return `s${number}`;
}

/** Whatever belongs to no stage that there is goes into the first; where there is none, nothing says one. */
function housed(rubric: Rubric, stages: readonly Stage[]): Rubric {
  const keys = new Set(stages.map(({ key }) => key));
  const home = stages[0]?.key;
  return {
    ...rubric,
    stages: stages.length > 0 ? [...stages] : undefined,
    criteria: rubric.criteria.map((criterion) =>
      criterion.stage !== undefined && keys.has(criterion.stage) ? criterion : { ...criterion, stage: home },
    ),
  };
}

/** Adds a stage with what is left of the hundred, the first for the experts of the panel with all criteria, a later one for members who are named. */
export function addStage(rubric: Rubric, name: Stage['name']): Rubric {
  const { stages = [] } = rubric;
  const taken = stages.map(({ weight }) => parseDecimal(weight) ?? zero).reduce(add, zero);
  const left = subtract(rational(100), taken);
  const weight = compare(left, zero) > 0 ? toDecimal(left, 2) : '0';
  const judges = stages.some((stage) => stage.judges === 'experts') ? 'named' : 'experts';
  return housed(rubric, [...stages, { key: freshKey(stages), name, weight, judges }]);
}

export function updateStage(rubric: Rubric, key: string, change: Partial<Omit<Stage, 'key'>>): Rubric {
  return housed(
    rubric,
    (rubric.stages ?? []).map((stage) => (stage.key === key ? { ...stage, ...change } : stage)),
  );
}

/** Its criteria go into the first of those that remain; with the last stage all of them are gone. */
export function removeStage(rubric: Rubric, key: string): Rubric {
  return housed(
    rubric,
    (rubric.stages ?? []).filter((stage) => stage.key !== key),
  );
}

/** The rubric after a criterion came to the top: it belongs to the first stage until somebody says another. */
export function withHomes(rubric: Rubric): Rubric {
  return rubric.stages ? housed(rubric, rubric.stages) : rubric;
}
