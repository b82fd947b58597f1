/** 我的笔记: words of the expert for nobody else. */
import { useTranslation } from 'react-i18next';
import { DraftField } from '../../../ui/fields/draft-field.tsx';

export function OwnNote({ text, onSave }: { text: string; onSave: (text: string) => Promise<unknown> }) {
  const { t } = useTranslation();
  return (
    <section className="stack opinion" aria-label={t('scores.note.title')}>
      <h2>{t('scores.note.title')}</h2>
      <p className="raw flush">{t('scores.note.about')}</p>
      <DraftField saved={text} name={t('scores.note.title')} placeholder={t('scores.note.placeholder')} rows={2} onSave={onSave} />
    </section>
  );
}
