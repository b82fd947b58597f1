import { useTranslation } from 'react-i18next';
import type { TallyAnswer } from '../../../domain/api.ts';
import { addressOf } from '../../state/route.ts';

interface Props {
  blocked: TallyAnswer['blocked'];
  parkOf: (applicationId: string) => string;
  criterionOf: (criterionId: string) => string;
}

/** Objective criteria on which experts differ, gathered by park: nothing is signed until they agree. */
export function BlockedList({ blocked, parkOf, criterionOf }: Props) {
  const { t } = useTranslation();
  const parks = [...new Set(blocked.map((item) => item.applicationId))];
  return (
    <ul className="plane next-list">
      {parks.map((applicationId) => (
        <li key={applicationId}>
          <span className="next-words">
            <span>
              <strong>{parkOf(applicationId)}</strong>{' '}
              {blocked
                .filter((item) => item.applicationId === applicationId)
                .map((item) => criterionOf(item.criterionId))
                .join(t('common.comma'))}
            </span>
            <a href={addressOf('scoring')}>{t('window.tally.toScoring')}</a>
          </span>
        </li>
      ))}
    </ul>
  );
}
