import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Round } from '../../../domain/contract/api.ts';
import { addCriterion, freshId, moveCriterion, removeCriterion } from '../../../domain/rubric/edit.ts';
import { asLeaf, type Rubric } from '../../../domain/rubric/model.ts';
import { sameRubric } from '../../../domain/rubric/rubric.ts';
import { linesOf, type Line } from './parts/lines.ts';
import { useDraft } from './store.ts';

/** The rubric of a round as it is being edited, and what can be done with it: each a step that can be undone. */
export function useEdits({ roundId, rubric: saved, types }: Round) {
  const { t } = useTranslation();
  const drafts = useDraft();
  const draft = drafts.roundId === roundId ? drafts.draft : null;
  const rubric: Rubric = draft ?? saved ?? { criteria: [] };
  const { lines, whole } = linesOf(
    rubric,
    types.map(({ id }) => id),
  );
  const { choose, undo, discard } = drafts;

  // a draft that was saved is the rubric itself
  useEffect(() => {
    if (draft && saved && sameRubric(draft, saved)) discard();
  }, [draft, saved, discard]);

  const edit = (next: Rubric, chosen?: string | null): void => drafts.edit(roundId, rubric, next, chosen);
  const add = (parentId: string | null, index?: number): void => {
    const id = freshId(rubric, parentId);
    edit(addCriterion(rubric, parentId, asLeaf({ id, name: { zh: t('rubric.newName') }, max100: 500 }), index), id);
  };
  const move = ({ criterion: { id }, parentId, index, of }: Line, by: 1 | -1): void => {
    const to = index + by;
    if (to >= 0 && to < of) edit(moveCriterion(rubric, id, parentId, to), id);
  };
  const remove = (line: Line): void =>
    edit(removeCriterion(rubric, line.criterion.id), lines[lines.indexOf(line) - 1]?.criterion.id ?? null);
  const chosen = lines.find((line) => line.criterion.id === drafts.chosen) ?? lines[0];
  return { draft, rubric, lines, whole, chosen, choose, undo, discard, edit, add, move, remove };
}
