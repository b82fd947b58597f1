import { Button, Input } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { focusCriterion } from './keys.ts';
import { askAbstention, useScoring, type Line } from '../../../state/scores.ts';
import { SmallButton } from '../../../ui/buttons.tsx';
import { showPoints } from '../../../ui/words.ts';

interface Props {
  criterionId: string;
  name: string;
  /** the reason of an abstention that stands; null where points are owed */
  reason: string | null;
  /** the points, which an abstention takes off */
  line: Line | undefined;
  sealed: boolean;
  /** whether points stand there, or the hands are elsewhere: then nothing is offered */
  offered: boolean;
  onAbstain: (reason: string, withdraw: boolean) => void;
}

/** 弃权: no points for a criterion by the expert's own word, with the reason. Absent is not nought. */
export function Abstention({ criterionId, name, reason, line, sealed, offered, onAbstain }: Props) {
  const { t } = useTranslation();
  const asking = useScoring((now) => now.abstaining === criterionId);
  const [typed, setTyped] = useState('');
  const confirm = useRef<HTMLButtonElement>(null);
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
    <div className="stack-tight" role="group" aria-label={t('scores.abstainFrom', { name })}>
      <span className="wants">
        {t('scores.abstainFrom', { name })}
        {line ? t('scores.abstainTakesOff', { points: showPoints(line.points100) }) : null}
      </span>
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
            // the reason is one step, the word for it another
            if (!event.nativeEvent.isComposing && typed.trim() !== '') confirm.current?.focus();
          }}
        />
        <Button ref={confirm} disabled={typed.trim() === ''} onClick={send}>
          {t('scores.abstainConfirm')}
        </Button>
        <Button onClick={leave}>{t('common.cancel')}</Button>
      </span>
    </div>
  );
}
