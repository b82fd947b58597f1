import { useTranslation } from 'react-i18next';
import type { TallyAnswer } from '../../../domain/api.ts';
import { addressOf } from '../../state/route.ts';

interface Props {
  blocked: TallyAnswer['blocked'];
  parkOf: (applicationId: string) => string;
  criterionOf: (criterionId: string) => string;
}

/** Objective criteria on which experts differ, and parks of which two laptops say different things: nothing is signed before. */
export function BlockedList({ blocked, parkOf, criterionOf }: Props) {
  const { t } = useTranslation();
  const parks = [...new Set(blocked.map((item) => item.applicationId))];
  return (
    <ul className="plane next-list">
      {parks.map((applicationId) => {
        const items = blocked.filter((item) => item.applicationId === applicationId);
        const criteria = items.flatMap(({ criterionId }) => (criterionId === null ? [] : [criterionOf(criterionId)]));
        return (
          <li key={applicationId}>
            {criteria.length > 0 ? (
              <span className="next-words">
                <span>
                  <strong>{parkOf(applicationId)}</strong> {criteria.join(t('common.comma'))}
                </span>
                <a href={addressOf('scoring')}>{t('window.tally.toScoring')}</a>
              </span>
            ) : null}
            {items
              .filter((item) => item.reason === 'choices-open')
              .map((item) => (
                <span key={item.text} className="next-words">
                  <span>{item.text}</span>
                  <a href={addressOf('exchange')}>{t('window.tally.toExchange')}</a>
                </span>
              ))}
          </li>
        );
      })}
    </ul>
  );
}
