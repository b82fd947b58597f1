import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TallyOverview } from '../../../domain/contract/api.ts';
import { ActionForm, type Task } from '../../ui/forms/action-form.tsx';
import { TextItem } from '../../ui/fields/items.tsx';

type Outlier = TallyOverview['outliers'][number];

interface Props {
  outliers: readonly Outlier[];
  nameOf: (personId: string) => string;
  parkOf: (applicationId: string) => string;
  criterionOf: (criterionId: string) => string;
  /** the expert who sits here; the secretary (null) enters what experts hand in on paper */
  mine: string | null;
  task: Task;
  onExplain: (outlier: Outlier, text: string) => Promise<boolean>;
}

const keyOf = ({ personId, applicationId, criterionId }: Outlier): string => `${personId} ${applicationId} ${criterionId ?? ''}`;

/** Scores far from the mean, as questions to people, not as blame; the answers stand below them. */
export function OutlierList({ outliers, nameOf, parkOf, criterionOf, mine, task, onExplain }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string | null>(null);
  if (outliers.length === 0) return <p className="quiet">{t('tally.screen.noOutliers')}</p>;
  return (
    <ul className="plane plain-list plane-pad">
      {outliers.map((one) => (
        <li key={keyOf(one)}>
          <div className="row-between">
            <span>
              {t(one.deviationPercent.startsWith('-') ? 'tally.screen.askLow' : 'tally.screen.askHigh', {
                name: nameOf(one.personId),
                park: parkOf(one.applicationId),
                what: one.criterionId === undefined ? t('tally.screen.sheetTotal') : criterionOf(one.criterionId),
                value: one.value,
                mean: one.mean,
                percent: one.deviationPercent.replace('-', ''),
              })}
            </span>
            {mine === null || mine === one.personId ? (
              <Button size="small" onClick={() => setOpen(open === keyOf(one) ? null : keyOf(one))}>
                {t(one.explanation ? 'tally.screen.explainAgain' : 'tally.screen.explain')}
              </Button>
            ) : null}
          </div>
          {one.explanation ? (
            <div className={one.explanation.outdated ? 'wants' : 'quiet'}>
              {t(one.explanation.outdated ? 'tally.screen.explainedBefore' : 'tally.screen.explained', { text: one.explanation.text })}
            </div>
          ) : null}
          {open === keyOf(one) ? (
            <ActionForm<{ text: string }>
              press={t('tally.screen.keepExplanation')}
              task={task}
              className="field-form"
              initialValues={{ text: one.explanation?.text ?? '' }}
              onFinish={({ text }) => void onExplain(one, text).then((done) => (done ? setOpen(null) : undefined))}
            >
              <TextItem name="text" label={t('tally.screen.explanation')} rows={[2, 6]} autoFocus maxLength={5000} />
            </ActionForm>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
