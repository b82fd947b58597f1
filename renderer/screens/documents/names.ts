/** What documents are called on this screen. */
import { useTranslation } from 'react-i18next';
import type { ApplicationRow, Output } from '../../../domain/contract/api.ts';
import { hasLeft } from '../../../domain/application/status.ts';
import { isReportKind, nameOfKind } from '../../../domain/report/kinds.ts';
import type { Made } from './state.ts';

export interface Round {
  /** all that were handed in: a document may be about one that left the review since */
  readonly parks: readonly ApplicationRow[];
  readonly people: Output<'panel.list'>;
  /** its final document is the notice of results (通报) */
  readonly isAssessment: boolean;
}

/** Those of which documents are made. */
export function reviewedOf({ parks }: Pick<Round, 'parks'>): ApplicationRow[] {
  return parks.filter(({ status }) => !hasLeft(status));
}

type About = Pick<Made, 'kind' | 'applicationId' | 'personId'>;

/** The kind, and of which park and whom it speaks. */
export function useNames({ parks, people, isAssessment }: Round): {
  kind: (made: Pick<About, 'kind'>) => string;
  about: (made: About) => string;
} {
  const { t } = useTranslation();
  return {
    kind: (made) => t(isReportKind(made.kind) ? nameOfKind(made.kind, isAssessment) : made.kind),
    about: ({ applicationId, personId }) =>
      [parks.find((park) => park.applicationId === applicationId)?.parkName, people.find((person) => person.personId === personId)?.name]
        .filter((name) => name !== undefined)
        .join(' · ') || t('documents.list.round'),
  };
}
