/** Editing a rubric: every change gives a new tree whose branches add up again; ids stay what they were. */
import { withHomes } from './edit-stages.ts';
import { allCriteria } from './leaves.ts';
import { asLeaf, isLeaf, type Criterion, type Leaf, type Rubric } from './model.ts';
import { countedAs, resum } from './rubric.ts';

/** The criterion with the id, wherever it stands. */
export function findCriterion(criteria: readonly Criterion[], id: string): Criterion | undefined {
  return allCriteria(criteria).find((one) => one.id === id);
}

function mapSiblings(criteria: readonly Criterion[], parentId: string | null, change: (siblings: Criterion[]) => Criterion[]): Criterion[] {
  if (parentId === null) return change([...criteria]);
  return criteria.map((criterion) => {
    if (criterion.id === parentId) return { ...criterion, children: change([...(criterion.children ?? [])]) };
    return isLeaf(criterion) ? criterion : { ...criterion, children: mapSiblings(criterion.children, parentId, change) };
  });
}

function without(criteria: readonly Criterion[], id: string): Criterion[] {
  return criteria
    .filter((criterion) => criterion.id !== id)
    .map((criterion) => {
      if (isLeaf(criterion)) return criterion;
      const children = without(criterion.children, id);
      // a branch that loses its last child is a leaf again, with the points it had
      return children.length > 0 ? { ...criterion, children } : asLeaf(criterion);
    });
}

function edited(rubric: Rubric, criteria: readonly Criterion[]): Rubric {
  return withHomes({ ...rubric, criteria: resum(criteria) });
}

/** Adds a criterion among the children of `parentId` (null: at the top) at an index, or at the end. */
export function addCriterion(rubric: Rubric, parentId: string | null, criterion: Criterion, index = Number.MAX_SAFE_INTEGER): Rubric {
  return edited(
    rubric,
    mapSiblings(rubric.criteria, parentId, (siblings) => siblings.toSpliced(index, 0, criterion)),
  );
}

export function removeCriterion(rubric: Rubric, id: string): Rubric {
  return edited(rubric, without(rubric.criteria, id));
}

/** Settings of a criterion to change; its id and children stay. */
export type CriterionChange = Partial<Omit<Leaf, 'id' | 'children'>>;

export function updateCriterion(rubric: Rubric, id: string, change: CriterionChange): Rubric {
  const update = (criteria: readonly Criterion[]): Criterion[] =>
    criteria.map((criterion) => {
      const counted = criterion.id === id && 'counts' in change ? countedAs(criterion, change.counts) : criterion;
      const next = criterion.id === id ? { ...counted, ...change } : criterion;
      return isLeaf(next) ? next : { ...next, children: update(next.children) };
    });
  return edited(rubric, update(rubric.criteria));
}

/**
 * Moves a criterion with all below it under another parent or to another place among its siblings;
 * `index` counts without it. A criterion cannot move below itself: then nothing changes.
 */
export function moveCriterion(rubric: Rubric, id: string, parentId: string | null, index: number): Rubric {
  const moved = findCriterion(rubric.criteria, id);
  if (!moved || parentId === id || (parentId !== null && findCriterion(moved.children ?? [], parentId))) return rubric;
  if (parentId !== null && !findCriterion(rubric.criteria, parentId)) return rubric;
  return edited(
    rubric,
    mapSiblings(without(rubric.criteria, id), parentId, (siblings) => siblings.toSpliced(index, 0, moved)),
  );
}

/** An id not yet used, after the pattern of its siblings: "3.4" as the fourth below "3", "8" at the top. */
export function freshId(rubric: Rubric, parentId: string | null): string {
  const prefix = parentId === null ? '' : `${parentId}.`;
  const siblings = parentId === null ? rubric.criteria : (findCriterion(rubric.criteria, parentId)?.children ?? []);
  let number = siblings.length + 1;
  while (findCriterion(rubric.criteria, `${prefix}${number}`)) number += 1;
  return `${prefix}${number}`;
}

/** Levels in proportion to a new maximum, on the coarsest grid on which no two of them meet. */
function rescale(levels: readonly number[], from: number, to: number, step100: number): number[] {
  const grids = [step100, 50, 10, 1].map((grid) => levels.map((level) => Math.min(to, Math.round((level * to) / from / grid) * grid)));
  return grids.find((scaled) => new Set(scaled).size === new Set(levels).size) ?? [...levels];
}

/**
 * Another maximum for a leaf, hundredths of a point: what its levels and its formula give follows in proportion, so that 10 · 8 · 6 of
 * ten points become 5 · 4 · 3 of five.
 */
export function resizeLeaf(leaf: Leaf, max100: number): Pick<Leaf, 'max100' | 'anchors' | 'formula'> {
  const { max100: before, step100, anchors, formula } = leaf;
  const levels = rescale(
    (anchors ?? []).map((anchor) => anchor.points100),
    before,
    max100,
    step100,
  );
  const points = rescale(
    (formula?.knots ?? []).map((knot) => knot.points100),
    before,
    max100,
    step100,
  );
  return {
    max100,
    ...(anchors && { anchors: anchors.map((anchor, at) => ({ ...anchor, points100: levels[at] ?? anchor.points100 })) }),
    ...(formula && {
      formula: { ...formula, knots: formula.knots.map((knot, at) => ({ ...knot, points100: points[at] ?? knot.points100 })) },
    }),
  };
}
