/** 抽取: a list of firms, typed, pasted or declared, and how many of them are drawn. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { firmsOf } from '../../../../domain/visit/sample.ts';
import { useMutation } from '../../../state/mutation.ts';
import { Refused } from '../../../ui/page.tsx';

interface Props {
  declared: readonly { label: string; firms: readonly string[] }[];
  /** something was drawn before, and stays on record */
  again: boolean;
  onDraw: (firms: string[], size: number) => Promise<unknown>;
}

export function DrawForm({ declared, again, onDraw }: Props) {
  const { t } = useTranslation();
  const task = useMutation();
  const [open, setOpen] = useState(false);
  const [list, setList] = useState('');
  const [typed, setTyped] = useState('');
  const firms = firmsOf(list);
  const size = /^\d{1,3}$/.test(typed.trim()) ? Number(typed.trim()) : 0;
  const ready = size > 0 && size <= Math.min(200, firms.length) && firms.every((name) => name.length <= 200);
  const draw = async (): Promise<void> => {
    if (!(await task.run(() => onDraw(firms, size)))) return;
    setOpen(false);
    setList('');
    setTyped('');
  };
  if (!open)
    return (
      <div>
        <Button onClick={() => setOpen(true)}>{t(again ? 'visits.draw.again' : 'visits.draw.open')}</Button>
      </div>
    );
  return (
    <div className="plane stack card">
      <p className="quiet flush">{t('visits.draw.about')}</p>
      {declared.length === 0 ? null : (
        <span className="row">
          {declared.map(({ label, firms: named }) => (
            <Button key={label} onClick={() => setList(named.join('\n'))}>
              {t('visits.draw.from', { label, count: named.length })}
            </Button>
          ))}
        </span>
      )}
      <Input.TextArea
        autoSize={{ minRows: 4, maxRows: 12 }}
        value={list}
        placeholder={t('visits.draw.list')}
        aria-label={t('visits.draw.list')}
        onChange={(event) => setList(event.target.value)}
      />
      <div className="new-row">
        <Input
          inputMode="numeric"
          value={typed}
          placeholder={t('visits.draw.size', { of: firms.length })}
          aria-label={t('visits.draw.size', { of: firms.length })}
          status={typed !== '' && !ready ? 'error' : ''}
          onChange={(event) => setTyped(event.target.value)}
          onPressEnter={() => (ready ? void draw() : undefined)}
        />
        <Button type="primary" loading={task.busy} disabled={!ready} onClick={() => void draw()}>
          {t('visits.draw.now')}
        </Button>
        <Button onClick={() => setOpen(false)}>{t('common.cancel')}</Button>
      </div>
      <Refused error={task.error} onClose={task.clear} />
    </div>
  );
}
