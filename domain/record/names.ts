/** Who and what the ids of an event stand for, as they were called when it happened; null where the record does not tell. */
import type { FieldValue } from '../model.ts';
import type { LocalText } from '../text.ts';
import type { Unit } from '../condition/condition.ts';

export interface FieldNamed {
  readonly label: LocalText;
  readonly unit: Unit;
  /** words of the values that a choice or a set offers */
  readonly options: readonly { readonly value: string; readonly words: readonly string[]; readonly label?: LocalText | undefined }[];
}

export interface Names {
  readonly park: (applicationId: string) => string | null;
  readonly person: (personId: string) => string | null;
  readonly round: (roundId: string) => string | null;
  /** of the roster */
  readonly expert: (expertId: string) => string | null;
  readonly identity: (identityId: string) => string | null;
  /** the park that was visited, and the day */
  readonly visit: (visitId: string) => { readonly applicationId: string; readonly on: string } | null;
  readonly objection: (objectionId: string) => { readonly applicationId: string } | null;
  /** what was drawn, and of whom */
  readonly document: (
    exportId: string,
  ) => { readonly kind: string; readonly applicationId: string | null; readonly personId: string | null } | null;
  /** a field of the rule book of an application's round */
  readonly field: (applicationId: string, key: string) => FieldNamed | null;
  readonly condition: (applicationId: string, conditionId: string) => LocalText | null;
  readonly criterion: (applicationId: string, criterionId: string) => LocalText | null;
  /** of the rubric of a round */
  readonly stage: (roundId: string, key: string) => LocalText | null;
  /** what the team is asked to look at in a park */
  readonly checkItem: (applicationId: string, checkId: string) => LocalText | null;
  /** of the rule book of a round or of an application */
  readonly type: (ofId: string, type: string) => LocalText | null;
  readonly grade: (roundId: string, grade: string) => LocalText | null;
  /** a tier of rewards of a rule book: that of an application's round, or one by its id */
  readonly tier: (of: { readonly applicationId: string } | { readonly schemeId: string }, tier: string) => LocalText | null;
}

export type { FieldValue };
