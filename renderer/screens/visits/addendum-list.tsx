/** 补充说明: what is added to a visit that is closed; the record itself stays as it was. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../domain/contract/api.ts';
import { useDraft } from '../../state/draft.ts';
import { useMutation } from '../../state/mutation.ts';
import { DraftArea } from '../../ui/fields/draft-field.tsx';
import { Refused, Section } from '../../ui/page.tsx';
import { showTime } from '../../ui/words.ts';

interface Props {
  addenda: VisitView['addenda'];
  /** what this person has begun to write */
  draft: string;
  nameOf: (author: string) => string;
  onDraft: (text: string) => Promise<unknown>;
  onAdd: (text: string) => Promise<unknown>;
}

export function AddendumList({ addenda, draft, nameOf, onDraft, onAdd }: Props) {
  const { t } = useTranslation();
  const begun = useDraft(draft, onDraft);
  const task = useMutation();
  const add = async (): Promise<void> => {
    await begun.keep();
    await onAdd(begun.text.trim());
    begun.change('');
  };
  return (
    <Section region title={t('visits.addendum.title')}>
      <ol className="bare-list column timeline">
        {addenda.map((one) => (
          <li key={one.addendumId}>
            <time className="quiet figures" dateTime={one.at}>
              {showTime(one.at)}
            </time>
            <div>
              <p className="note">{one.text}</p>
              <span className="raw">{nameOf(one.author)}</span>
            </div>
          </li>
        ))}
      </ol>
      <DraftArea draft={begun} name={t('visits.addendum.text')} placeholder={t('visits.addendum.text')} rows={2} />
      <Refused error={task.error ?? begun.error} />
      <div className="row-between">
        <span className="raw" role="status">
          {begun.text === '' ? '' : t(begun.open ? 'visits.note.open' : 'visits.addendum.kept')}
        </span>
        <Button loading={task.busy} disabled={begun.text.trim() === ''} onClick={() => void task.run(add)}>
          {t('visits.addendum.add')}
        </Button>
      </div>
    </Section>
  );
}
