/** Editing a rubric keeps sums, ids and everything that was not touched. */
import { array, assert, constantFrom, nat, property, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import {
  addCriterion,
  findCriterion,
  freshId,
  moveCriterion,
  removeCriterion,
  resizeLeaf,
  updateCriterion,
} from '../../../domain/rubric/edit.ts';
import { maximum100, rubricLeaves } from '../../../domain/rubric/leaves.ts';
import { addStage, removeStage, updateStage } from '../../../domain/rubric/edit-stages.ts';
import { asLeaf, completeRubric, type Rubric } from '../../../domain/rubric/model.ts';

const leaf = (id: string, max100: number) => asLeaf({ id, name: { zh: id }, max100 });
const start: Rubric = {
  criteria: [{ ...leaf('1', 600), children: [leaf('1.1', 400), leaf('1.2', 200)] }, leaf('2', 300)],
  note: { zh: '注' },
};
const order = (rubric: Rubric): string[] => rubricLeaves(rubric).map((one) => one.criterion.id);

test('an_added_criterion_counts_at_once', () => {
  const added = addCriterion(start, '1', leaf('1.3', 150), 0);
  expect(order(added)).toEqual(['1.3', '1.1', '1.2', '2']);
  expect(findCriterion(added.criteria, '1')?.max100).toBe(750);
  expect(order(addCriterion(start, null, leaf('3', 100)))).toEqual(['1.1', '1.2', '2', '3']);
  expect(added.note).toEqual({ zh: '注' });
});

test('a_leaf_that_gets_a_child_becomes_a_branch_and_back', () => {
  const split = addCriterion(start, '2', leaf('2.1', 500));
  expect(findCriterion(split.criteria, '2')).toMatchObject({ max100: 500, children: [{ id: '2.1' }] });
  expect(findCriterion(removeCriterion(split, '2.1').criteria, '2')).toEqual(leaf('2', 500));
});

test('removing_a_branch_removes_all_below_it', () => {
  expect(order(removeCriterion(start, '1'))).toEqual(['2']);
  expect(removeCriterion(start, 'nobody')).toEqual(start);
});

test('a_change_of_points_reaches_the_branches', () => {
  expect(findCriterion(updateCriterion(start, '1.2', { max100: 350, name: { zh: '新' } }).criteria, '1')).toMatchObject({
    max100: 750,
    children: [{ id: '1.1' }, { name: { zh: '新' } }],
  });
});

test('moving_reorders_or_changes_the_parent', () => {
  expect(order(moveCriterion(start, '1.1', '1', 1))).toEqual(['1.2', '1.1', '2']);
  expect(order(moveCriterion(start, '2', '1', 0))).toEqual(['2', '1.1', '1.2']);
  expect(order(moveCriterion(start, '1.2', null, 0))).toEqual(['1.2', '1.1', '2']);
  expect(moveCriterion(start, '1', '1.1', 0)).toBe(start);
  expect(moveCriterion(start, '1', '1', 0)).toBe(start);
  expect(moveCriterion(start, '1', 'nobody', 0)).toBe(start);
});

test('fresh_ids_follow_their_siblings', () => {
  expect([freshId(start, null), freshId(start, '1'), freshId(start, '2'), freshId(removeCriterion(start, '1.1'), '1')]).toEqual([
    '3',
    '1.3',
    '2.1',
    '1.3',
  ]);
});

test('any_moves_keep_every_leaf_and_the_total', () => {
  const ids = constantFrom('1', '1.1', '1.2', '2');
  const moves = array(tuple(ids, constantFrom(null, '1', '2'), nat(4)), { maxLength: 8 });
  assert(
    property(moves, (steps) => {
      const leafy = steps.filter(([, parent]) => parent !== '2');
      const end = leafy.reduce((rubric, [id, parent, index]) => moveCriterion(rubric, id, parent, index), start);
      expect(['1.1', '1.2', '2'].every((id) => findCriterion(end.criteria, id))).toBe(true);
      const sum = rubricLeaves(end).reduce((total, one) => total + one.criterion.max100, 0);
      expect(maximum100(end)).toBe(sum);
      expect(end.criteria.reduce((total, criterion) => total + criterion.max100, 0)).toBe(sum);
    }),
  );
});

test('levels_and_formula_follow_a_new_maximum', () => {
  const level = (points100: number) => ({ points100, text: { zh: '档' } });
  const judged = { ...leaf('1', 1000), anchors: [level(1000), level(800), level(600), level(0)] };
  expect(resizeLeaf(judged, 500)).toEqual({ max100: 500, anchors: [level(500), level(400), level(300), level(0)] });
  const six = { ...judged, max100: 600, anchors: [level(550), level(450), level(400), level(0)] };
  expect(resizeLeaf(six, 300).anchors?.map((one) => one.points100)).toEqual([300, 250, 200, 0]);
  // on a finer grid where two of them would meet
  expect(resizeLeaf(six, 200).anchors?.map((one) => one.points100)).toEqual([180, 150, 130, 0]);
  expect(resizeLeaf(judged, 1000)).toEqual({ max100: 1000, anchors: judged.anchors });
  const figure = {
    ...leaf('1', 800),
    step100: 10,
    formula: {
      of: { field: 'companies' },
      unit: 'count' as const,
      knots: [
        { at: '0', points100: 0 },
        { at: '10', points100: 480 },
        { at: '40', points100: 800 },
      ],
    },
  };
  expect(resizeLeaf(figure, 1000).formula?.knots.map((knot) => knot.points100)).toEqual([0, 600, 1000]);
});

const staged = (rubric: Rubric) => [
  rubric.stages?.map(({ key, weight, judges }) => [key, weight, judges]),
  rubric.criteria.map(({ stage }) => stage),
];

test('every_criterion_at_the_top_belongs_to_a_stage_as_long_as_there_are_any', () => {
  const plain = completeRubric({ criteria: ['1', '2'].map((id) => ({ id, name: { zh: id }, max100: 5000 })) });
  const one = addStage(plain, { zh: '材料' });
  expect(staged(one)).toEqual([[['s1', '100', 'experts']], ['s1', 's1']]);
  const two = addStage(updateStage(one, 's1', { weight: '70' }), { zh: '答辩' });
  expect(staged(updateCriterion(two, '2', { stage: 's2' }))).toEqual([
    [
      ['s1', '70', 'experts'],
      ['s2', '30', 'named'],
    ],
    ['s1', 's2'],
  ]);
  const more = addCriterion(two, null, asLeaf({ id: '3', name: { zh: '3' }, max100: 500 }));
  expect(more.criteria.map(({ stage }) => stage)).toEqual(['s1', 's1', 's1']);
  // below another criterion it belongs where that does
  expect(moveCriterion(more, '3', '1', 0).criteria[0]?.children?.[0]?.stage).toBeUndefined();
  const again = removeStage(updateCriterion(two, '2', { stage: 's2' }), 's2');
  expect(staged(again)).toEqual([[['s1', '70', 'experts']], ['s1', 's1']]);
  expect(staged(removeStage(again, 's1'))).toEqual([undefined, [undefined, undefined]]);
});
