import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { focusCriterion } from './keys.ts';
import { askAbstention, useScoring } from '../../../state/scores.ts';
import { SmallButton } from '../../../ui/buttons.tsx';

interface Props {
  criterionId: string;
  name: string;
  /** the reason of an abstention that stands; null where points are owed */
  reason: string | null;
  sealed: boolean;
  /** whether points stand there, or the hands are elsewhere: then nothing is offered */
  offered: boolean;
  onAbstain: (reason: string, withdraw: boolean) => void;
}

/** 弃权: no points for a criterion by the expert's own word, with the reason. Absent is not nought. */
export function Abstention({ criterionId, name, reason, sealed, offered, onAbstain }: Props) {
  const { t } = useTranslation();
  const asking = useScoring((now) => now.abstaining === criterionId);
  const [typed, setTyped] = useState('');
  const leave = (): void => {
    askAbstention(null);
    setTyped('');
    focusCriterion(criterionId);
  };
  const send = (): void => {
    if (typed.trim() === '') return;
    onAbstain(typed.trim(), false);
    leave();
  };
  if (reason !== null) {
    return (
      <div className="row-between">
        <span>{t('scores.abstained', { reason })}</span>
        {sealed ? null : <SmallButton act={t('scores.withdraw')} of={name} type="link" onClick={() => onAbstain(reason, true)} />}
      </div>
    );
  }
  if (sealed) return null;
  if (!asking) {
    return offered ? <SmallButton act={t('scores.abstain')} of={name} type="link" onClick={() => askAbstention(criterionId)} /> : null;
  }
  return (
    <span className="row row-single">
      <Input
        autoFocus
        value={typed}
        maxLength={5000}
        placeholder={t('scores.abstainWhy')}
        aria-label={t('scores.abstainWhy')}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') leave();
        }}
        onPressEnter={(event) => {
          event.preventDefault();
          if (!event.nativeEvent.isComposing) send();
        }}
      />
      <Button onClick={send}>{t('scores.abstain')}</Button>
      <Button onClick={leave}>{t('common.cancel')}</Button>
    </span>
  );
}
