/** 访谈: with whom, in which post, and what was said. A name begins one; its fields save themselves. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Input as In, VisitView } from '../../../../domain/contract/api.ts';
import { useMutation } from '../../../state/mutation.ts';
import { DraftField } from '../../../ui/fields/draft-field.tsx';
import { Refused, Section } from '../../../ui/page.tsx';
import { showTime } from '../../../ui/words.ts';
import { NewRow } from './new-row.tsx';
import { useRow } from './row.ts';

type Interview = VisitView['interviews'][number];
type Said = NonNullable<In<'visits.interview'>['interview']>;

interface Props {
  interviews: readonly Interview[];
  frozen: boolean;
  nameOf: (author: string) => string;
  /** null takes it away; `seen` null for one that is new */
  onSave: (said: Said | null, seen: Said | null, interviewId?: string) => Promise<unknown>;
}

export function InterviewList({ interviews, frozen, nameOf, onSave }: Props) {
  const { t } = useTranslation();
  return (
    <Section id="visit-interviews" region title={t('visits.part.interviews')}>
      {interviews.length === 0 ? <p className="quiet">{t(frozen ? 'visits.interview.none' : 'visits.interview.about')}</p> : null}
      <ul className="bare-list stack cards">
        {interviews.map((one) => (
          <li key={one.interviewId} className="plane stack card" data-interview={one.interviewId}>
            <span className="raw">
              {showTime(one.at)} {nameOf(one.author)}
            </span>
            {frozen ? (
              <>
                <strong>{[one.person, one.post].filter(Boolean).join(' · ')}</strong>
                <p className="note">{one.said}</p>
              </>
            ) : (
              <Fields interview={one} onSave={(said, seen) => onSave(said, seen, one.interviewId)} />
            )}
          </li>
        ))}
      </ul>
      {frozen ? null : (
        <NewRow
          name={t('visits.interview.person')}
          press={t('visits.interview.add')}
          maxLength={200}
          onAdd={(person) => onSave({ person, post: null, said: '' }, null)}
        />
      )}
    </Section>
  );
}

function Fields({ interview, onSave }: { interview: Interview; onSave: (said: Said | null, seen: Said) => Promise<unknown> }) {
  const { t } = useTranslation();
  const { person, post, said } = interview;
  const set = useRow<Said>({ person, post, said }, onSave);
  const removing = useMutation();
  return (
    <>
      <div className="two-fields">
        <DraftField saved={person} name={t('visits.interview.person')} onSave={(text, before) => set('person', text, before)} />
        <DraftField
          saved={post ?? ''}
          name={t('visits.interview.postOf', { person })}
          placeholder={t('visits.interview.post')}
          onSave={(text, before) => set('post', text.trim() || null, before || null)}
        />
      </div>
      <DraftField
        saved={said}
        rows={2}
        name={t('visits.interview.saidBy', { person })}
        placeholder={t('visits.interview.said')}
        onSave={(text, before) => set('said', text.trim(), before)}
      />
      <div>
        <Button
          type="text"
          danger
          loading={removing.busy}
          onClick={() => void removing.run(() => onSave(null, { person, post, said }))}
          aria-label={`${t('visits.remove')} ${person}`}
        >
          {t('visits.remove')}
        </Button>
      </div>
      <Refused error={removing.error} onClose={removing.clear} />
    </>
  );
}
