import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  name: string;
  /** the reason of an abstention that stands; null where points are owed */
  reason: string | null;
  sealed: boolean;
  /** whether points stand there, or the hands are elsewhere: then nothing is offered */
  offered: boolean;
  onAbstain: (reason: string, withdraw: boolean) => void;
}

/** 弃权: no points for a criterion by the expert's own word, with the reason. Absent is not nought. */
export function Abstention({ name, reason, sealed, offered, onAbstain }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [typed, setTyped] = useState('');
  const send = (): void => {
    if (typed.trim() === '') return;
    onAbstain(typed.trim(), false);
    setAsking(false);
    setTyped('');
  };
  if (reason !== null) {
    return (
      <div className="row-between">
        <span>{t('window.scoring.abstained', { reason })}</span>
        {sealed ? null : (
          <Button type="link" size="small" onClick={() => onAbstain(reason, true)} aria-label={`${t('window.scoring.withdraw')} ${name}`}>
            {t('window.scoring.withdraw')}
          </Button>
        )}
      </div>
    );
  }
  if (sealed || !offered) return null;
  if (!asking) {
    return (
      <Button type="link" size="small" onClick={() => setAsking(true)} aria-label={`${t('window.scoring.abstain')} ${name}`}>
        {t('window.scoring.abstain')}
      </Button>
    );
  }
  return (
    <span className="row abstaining">
      <Input
        autoFocus
        value={typed}
        maxLength={5000}
        placeholder={t('window.scoring.abstainWhy')}
        aria-label={t('window.scoring.abstainWhy')}
        onChange={(event) => setTyped(event.target.value)}
        onPressEnter={(event) => {
          event.preventDefault();
          if (!event.nativeEvent.isComposing) send();
        }}
      />
      <Button onClick={send}>{t('window.scoring.abstain')}</Button>
      <Button onClick={() => setAsking(false)}>{t('common.cancel')}</Button>
    </span>
  );
}
