/** Names of criteria and experts beside figures. */
import type { Leaf } from '../../../domain/rubric/model.ts';
import type { DerivationNames } from '../../../domain/tally/derivation-sheet.ts';
import { allCriteria, rubricLeaves } from '../../../domain/rubric/leaves.ts';
import { localText, type Language } from '../../../domain/text.ts';
import { listNames } from '../../../db/queries/panel.ts';
import { type ReadStore } from '../../../db/store/open.ts';
import type { RoundSheets } from './round-tally.ts';

/** Names of criteria and experts, for whatever prints figures. */
export function namesOf(
  store: ReadStore,
  { round, rubric }: Pick<RoundSheets, 'round' | 'rubric'>,
  language: Language,
): DerivationNames & { readonly leaf: (id: string) => Leaf | undefined } {
  const leaves = new Map(rubricLeaves(rubric).map(({ criterion }) => [criterion.id, criterion]));
  const criteria = new Map(allCriteria(rubric.criteria).map((criterion) => [criterion.id, criterion]));
  const persons = new Map(listNames(store, round.id).map(({ id, name }) => [id, name]));
  return {
    leaf: (id) => leaves.get(id),
    criterion: (id) => {
      const criterion = criteria.get(id);
      return criterion ? localText(criterion.name, language) : id;
    },
    stage: (key) => {
      const stage = rubric.stages?.find((one) => one.key === key);
      return stage ? localText(stage.name, language) : key;
    },
    expert: (id) => persons.get(id) ?? id,
  };
}
