/** 专家意见: what the expert makes of the park as a whole, the conclusion, and dissent kept on record. */
import { Radio } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Input, Output } from '../../../../domain/contract/api.ts';
import { recommendations, type Recommendation } from '../../../../domain/model.ts';
import { useMutation } from '../../../state/mutation.ts';
import { DraftField } from '../../../ui/fields/draft-field.tsx';
import { Refused } from '../../../ui/page.tsx';

type Opinion = Output<'opinions.get'>;
type Stated = Pick<Input<'opinions.set'>, 'text' | 'recommendation'> & { dissent: string; expectedVersion: number };

export function OpinionForm({ opinion, onSave }: { opinion: Opinion; onSave: (stated: Stated) => Promise<Output<'opinions.set'>> }) {
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
          <DraftField
            saved={stored.dissent}
            name={t('scores.opinion.dissent')}
            placeholder={t('scores.opinion.dissentAbout')}
            rows={1}
            onSave={(dissent) => save({ dissent })}
          />
        </>
      )}
    </section>
  );
}
