/** 专家意见: what the expert makes of the park as a whole, the conclusion, and dissent kept on record. */
import { Radio } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Input, Output } from '../../../../domain/contract/api.ts';
import { sealCode } from '../../../../domain/scoring/seal-code.ts';
import { recommendations, type Recommendation } from '../../../../domain/model.ts';
import { useMutation } from '../../../state/mutation.ts';
import { DraftField } from '../../../ui/fields/draft-field.tsx';
import { LockOutlined } from '../../../ui/icons.tsx';
import { Refused } from '../../../ui/page.tsx';
import { showTime } from '../../../ui/words.ts';

type Opinion = Output<'opinions.get'>;
type Stated = Pick<Input<'opinions.set'>, 'text' | 'recommendation'> & { dissent: string; expectedVersion: number };

interface Props {
  opinion: Opinion;
  /** the sheet is submitted */
  isSubmitted: boolean;
  onSave: (stated: Stated) => Promise<Output<'opinions.set'>>;
}

export function OpinionForm({ opinion, isSubmitted, onSave }: Props) {
  const { t } = useTranslation();
  const task = useMutation();
  /** what this window last sent, and the version that came of it: an answer may still be older */
  const sent = useRef<{ text: string; dissent: string; recommendation: Recommendation | null; version: number }>(null);
  const line = useRef<Promise<unknown>>(Promise.resolve());
  const stored = {
    text: opinion?.text ?? '',
    dissent: opinion?.dissent ?? '',
    recommendation: opinion?.recommendation ?? null,
    version: opinion?.version ?? 0,
  };
  const save = (change: Partial<Omit<Stated, 'expectedVersion'>>): Promise<unknown> => {
    const before = line.current;
    const mine = (async () => {
      await before.catch(() => undefined);
      const base = sent.current && sent.current.version >= stored.version ? sent.current : stored;
      const next = { ...base, ...change };
      if (next.recommendation === null) return;
      const { version } = await onSave({
        text: next.text,
        dissent: next.dissent,
        recommendation: next.recommendation,
        expectedVersion: base.version,
      });
      sent.current = { ...next, version };
    })();
    line.current = mine;
    return mine;
  };
  const { recommendation } = stored;
  const dissent = (
    <DraftField
      saved={stored.dissent}
      name={t('scores.opinion.dissent')}
      placeholder={t('scores.opinion.dissentAbout')}
      rows={1}
      onSave={(typed) => save({ dissent: typed })}
    />
  );
  if (opinion?.sealed) {
    const { digest, at, holds } = opinion.sealed;
    return (
      <section className="stack opinion" aria-label={t('scores.opinion.title')}>
        <h2>{t('scores.opinion.title')}</h2>
        <p className="flush">
          <strong>{t(`scores.opinion.${opinion.recommendation}`)}</strong>
        </p>
        {opinion.text === '' ? null : <p className="flush opinion-words">{opinion.text}</p>}
        <p className={holds ? 'raw flush' : 'wants flush'}>
          <LockOutlined /> {t(holds ? 'scores.opinion.sealed' : 'scores.opinion.differs', { at: showTime(at) })}{' '}
          <span className="figures" data-testid="opinion-code" title={digest}>
            {sealCode(digest)}
          </span>
        </p>
        <p className="raw flush">
          {t('scores.opinion.dissentOpen')}
          {opinion.dissent !== null && opinion.at > at ? ` ${t('scores.opinion.dissentAt', { at: showTime(opinion.at) })}` : null}
        </p>
        {dissent}
      </section>
    );
  }
  return (
    <section className="stack opinion" aria-label={t('scores.opinion.title')}>
      <h2>{t('scores.opinion.title')}</h2>
      <Radio.Group
        block
        optionType="button"
        aria-label={t('scores.opinion.recommendation')}
        value={recommendation}
        options={recommendations.map((one) => ({ value: one, label: t(`scores.opinion.${one}`) }))}
        onChange={(event) =>
          void task.run(() => save({ recommendation: recommendations.find((one) => one === event.target.value) ?? 'abstain' }))
        }
      />
      <Refused error={task.error} />
      {isSubmitted ? <p className="wants flush">{t('scores.opinion.late')}</p> : null}
      {recommendation === null ? (
        <p className="raw">{t('scores.opinion.first')}</p>
      ) : (
        <>
          <DraftField
            saved={stored.text}
            name={t('scores.opinion.text')}
            placeholder={t('scores.opinion.text')}
            rows={3}
            onSave={(text) => save({ text })}
          />
          {dissent}
        </>
      )}
    </section>
  );
}
