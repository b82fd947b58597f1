import { useTranslation } from 'react-i18next';
import type { TallyAnswer } from '../../../domain/api.ts';

interface Props {
  outliers: TallyAnswer['outliers'];
  nameOf: (personId: string) => string;
  parkOf: (applicationId: string) => string;
  criterionOf: (criterionId: string) => string;
}

/** Scores far from the mean, as questions to people, not as blame. */
export function OutlierList({ outliers, nameOf, parkOf, criterionOf }: Props) {
  const { t } = useTranslation();
  if (outliers.length === 0) return <p className="quiet">{t('window.tally.noOutliers')}</p>;
  return (
    <ul className="plane next-list">
      {outliers.map((one) => (
        <li key={`${one.personId} ${one.applicationId} ${one.criterionId ?? ''}`}>
          {t(one.deviationPercent.startsWith('-') ? 'window.tally.askLow' : 'window.tally.askHigh', {
            name: nameOf(one.personId),
            park: parkOf(one.applicationId),
            what: one.criterionId === undefined ? t('window.tally.sheetTotal') : criterionOf(one.criterionId),
            value: one.value,
            mean: one.mean,
            percent: one.deviationPercent.replace('-', ''),
          })}
        </li>
      ))}
    </ul>
  );
}
