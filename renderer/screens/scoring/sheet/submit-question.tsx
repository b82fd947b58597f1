/** The question before a sheet is submitted: which park, what it comes to, what is left out, and that it locks. */
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Recommendation } from '../../../../domain/model.ts';
import { showPoints } from '../../../ui/words.ts';

interface Props {
  park: string;
  total100: number;
  max100: number;
  /** names of the criteria from which the expert abstains */
  abstained: readonly string[];
  recommendation: Recommendation | null;
  /** names of the criteria to be looked at again */
  flagged: readonly string[];
  /** what should be known before, a sentence each */
  warnings: readonly string[];
  asking: boolean;
  onAsk: (asking: boolean) => void;
  onSubmit: () => void;
}

export function SubmitQuestion({ park, total100, max100, abstained, recommendation, flagged, warnings, asking, onAsk, onSubmit }: Props) {
  const { t } = useTranslation();
  const list = (names: readonly string[]): string => names.join(t('common.comma'));
  const facts: readonly (readonly [name: string, value: string])[] = [
    [t('scores.confirmTotal'), `${showPoints(total100)} / ${showPoints(max100)}`],
    [
      t('scores.confirmAbstained'),
      abstained.length === 0 ? t('scores.confirmNone') : t('scores.confirmSome', { count: abstained.length, names: list(abstained) }),
    ],
    [t('scores.opinion.recommendation'), recommendation === null ? t('scores.confirmNone') : t(`scores.opinion.${recommendation}`)],
  ];
  return (
    <Modal
      open={asking}
      title={t('scores.confirm', { park })}
      okText={t('scores.submit')}
      cancelText={t('common.cancel')}
      okButtonProps={{ autoFocus: true }}
      onOk={onSubmit}
      onCancel={() => onAsk(false)}
    >
      <div className="stack">
        <dl className="facts flush">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt className="quiet">{name}</dt>
              <dd className="figures flush">{value}</dd>
            </div>
          ))}
        </dl>
        {flagged.length > 0 ? (
          <p className="wants flush">{t('scores.confirmFlagged', { count: flagged.length, names: list(flagged) })}</p>
        ) : null}
        {warnings.map((sentence) => (
          <p key={sentence} className="wants flush">
            {sentence}
          </p>
        ))}
        <p className="flush">{t('scores.confirmAbout')}</p>
      </div>
    </Modal>
  );
}
