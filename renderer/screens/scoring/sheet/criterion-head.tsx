/** The head of a criterion: its name, the points with their maximum and step, and below it what became of what was typed. */
import { Button } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Leaf } from '../../../../domain/rubric/model.ts';
import type { ApiError } from '../../../client/api.ts';
import type { Line } from '../../../state/scores.ts';
import { Refused, useSentence } from '../../../ui/page.tsx';
import { kindKey, showPoints } from '../../../ui/words.ts';
import { focusCriterion } from './keys.ts';
import { PointsField, usePointsEntry } from './points-field.tsx';

interface Props {
  criterion: Leaf;
  name: string;
  line: Line | undefined;
  refusal: ApiError | undefined;
  /** what the store failed to take; null: the points were to be taken off */
  unsaved: Line | null | undefined;
  isAbstained: boolean;
  onPoints: (points100: number) => void;
  onClear: () => void;
  /** the abstention is taken back, and these points stand instead */
  onInstead: (points100: number) => void;
  onAgain: () => void;
}

export function CriterionHead({ criterion, name, line, refusal, unsaved, isAbstained, onPoints, onClear, onInstead, onAgain }: Props) {
  const { t } = useTranslation();
  const sentence = useSentence();
  /** points typed on a criterion from which the expert abstained */
  const [offered, setOffered] = useState<number | null>(null);
  const opened = usePointsEntry(criterion, line, { onPoints: isAbstained ? setOffered : onPoints, onClear });
  const { problem, letters } = opened.state;
  const offer = isAbstained ? offered : null;
  const says = useId();
  const bounds = useId();
  const answer = (take: boolean): void => {
    setOffered(null);
    if (take && offer !== null) onInstead(offer);
    focusCriterion(criterion.id);
  };
  return (
    <>
      <div className="criterion-head">
        <span className="grow criterion-name">
          {criterion.id} <span className="criterion-words">{name}</span>{' '}
          <span className="raw criterion-words">
            {t('scores.kindAndStep', { kind: t(kindKey(criterion)), step: showPoints(criterion.step100) })}
          </span>
        </span>
        <PointsField
          criterion={criterion}
          name={name}
          line={line}
          opened={opened}
          describedBy={`${bounds} ${says}`}
          isAsked={isAbstained}
        />
        <span className="figures quiet criterion-max" aria-hidden="true">{`/ ${showPoints(criterion.max100)}`}</span>
        <span className="unseen" id={bounds}>
          {t('scores.bounds', { max: showPoints(criterion.max100), step: showPoints(criterion.step100) })}
        </span>
      </div>
      <div id={says}>
        {problem ? (
          <p className="wants flush" role="alert">
            {sentence(problem)}
          </p>
        ) : letters ? (
          <p className="wants flush" role="status">
            {t('scores.letters')}
          </p>
        ) : null}
      </div>
      {offer === null ? null : (
        <div className="row" role="alert">
          <span className="wants">{t('scores.insteadOf', { points: showPoints(offer) })}</span>
          <Button size="small" type="primary" autoFocus onClick={() => answer(true)}>
            {t('scores.instead')}
          </Button>
          <Button size="small" onClick={() => answer(false)}>
            {t('scores.keepAbstention')}
          </Button>
        </div>
      )}
      <Refused
        error={refusal}
        action={
          unsaved === undefined ? null : (
            <Button size="small" onClick={onAgain}>
              {t('scores.again')}
            </Button>
          )
        }
      />
      {unsaved === undefined ? null : (
        <p className="wants flush">
          {unsaved === null
            ? t('scores.unsavedClear')
            : t(unsaved.comment ? 'scores.unsavedBoth' : 'scores.unsavedPoints', {
                points: showPoints(unsaved.points100),
                comment: unsaved.comment ?? '',
              })}
        </p>
      )}
    </>
  );
}
