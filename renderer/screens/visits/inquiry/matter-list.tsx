/** 整改、补正事项 and 组长现场意见: what the park shall put right or hand in, until when and who answers for it; and what the leader thinks. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Input as In, VisitView } from '../../../../domain/contract/api.ts';
import { isDate } from '../../../../domain/numbers/days.ts';
import { useMutation } from '../../../state/mutation.ts';
import { DraftField } from '../../../ui/fields/draft-field.tsx';
import { Refused, Section } from '../../../ui/page.tsx';
import { CheckedField } from './checked-field.tsx';
import { NewRow } from './new-row.tsx';
import { useRow } from './row.ts';

type Matter = VisitView['matters'][number];
type Asked = NonNullable<In<'visits.matter'>['matter']>;
type Opinion = NonNullable<In<'visits.opinion'>['opinion']>;

interface Props {
  matters: readonly Matter[];
  opinion: VisitView['opinion'];
  frozen: boolean;
  /** who the opinion is by until somebody says otherwise */
  leader: string;
  onMatter: (asked: Asked | null, seen: Asked | null, matterId?: string) => Promise<unknown>;
  onOpinion: (opinion: Opinion | null, seen: Opinion | null) => Promise<unknown>;
}

export function MatterList({ matters, opinion, frozen, leader, onMatter, onOpinion }: Props) {
  const { t } = useTranslation();
  return (
    <Section id="visit-matters" region title={t('visits.part.matters')}>
      {matters.length === 0 ? <p className="quiet">{t(frozen ? 'visits.matter.none' : 'visits.matter.about')}</p> : null}
      <ul className="bare-list stack cards">
        {matters.map((one) => (
          <li key={one.matterId} className="plane stack card" data-matter={one.matterId}>
            {frozen ? (
              <>
                <p className="note">{one.matter}</p>
                <span className="quiet">
                  {[one.dueOn && t('visits.matter.until', { on: one.dueOn }), one.responsible].filter(Boolean).join(' · ')}
                </span>
              </>
            ) : (
              <Fields matter={one} onSave={(asked, seen) => onMatter(asked, seen, one.matterId)} />
            )}
          </li>
        ))}
      </ul>
      {frozen ? null : (
        <NewRow
          name={t('visits.matter.matter')}
          press={t('visits.matter.add')}
          maxLength={20_000}
          onAdd={(matter) => onMatter({ matter, dueOn: null, responsible: null }, null)}
        />
      )}
      <h3>{t('visits.opinion.title')}</h3>
      {frozen ? (
        opinion ? (
          <p className="note">
            <strong>{opinion.leader}</strong> {opinion.text}
          </p>
        ) : (
          <p className="quiet">{t('visits.opinion.none')}</p>
        )
      ) : (
        <OpinionFields opinion={opinion} leader={leader} onSave={onOpinion} />
      )}
    </Section>
  );
}

function Fields({
  matter: { matter, dueOn, responsible },
  onSave,
}: {
  matter: Matter;
  onSave: (asked: Asked | null, seen: Asked) => Promise<unknown>;
}) {
  const { t } = useTranslation();
  const set = useRow<Asked>({ matter, dueOn, responsible }, onSave);
  const removing = useMutation();
  return (
    <>
      <DraftField saved={matter} name={t('visits.matter.matter')} onSave={(text, before) => set('matter', text.trim(), before)} />
      <div className="two-fields">
        <CheckedField
          kept={dueOn ?? ''}
          name={`${t('visits.matter.dueOn')} ${matter}`}
          placeholder={t('visits.matter.dueOnShape')}
          fits={isDate}
          wanted={t('visits.matter.dueOnWanted')}
          onSave={(typed) => set('dueOn', typed || null, dueOn)}
        />
        <DraftField
          saved={responsible ?? ''}
          name={`${t('visits.matter.responsible')} ${matter}`}
          placeholder={t('visits.matter.responsible')}
          onSave={(text, before) => set('responsible', text.trim() || null, before || null)}
        />
      </div>
      <div>
        <Button
          type="text"
          danger
          loading={removing.busy}
          onClick={() => void removing.run(() => onSave(null, { matter, dueOn, responsible }))}
          aria-label={`${t('visits.remove')} ${matter}`}
        >
          {t('visits.remove')}
        </Button>
      </div>
      <Refused error={removing.error} onClose={removing.clear} />
    </>
  );
}

interface OpinionProps {
  opinion: VisitView['opinion'];
  leader: string;
  onSave: Props['onOpinion'];
}

/** An opinion without words is none: it is taken away. */
function OpinionFields({ opinion, leader, onSave }: OpinionProps) {
  const { t } = useTranslation();
  const kept = opinion ? { leader: opinion.leader, text: opinion.text } : { leader, text: '' };
  const there = (one: Opinion): Opinion | null => (one.text === '' ? null : one);
  const set = useRow<Opinion>(kept, (row, seen) => onSave(there(row), there(seen)));
  return (
    <>
      <DraftField
        saved={kept.text}
        rows={3}
        name={t('visits.opinion.title')}
        placeholder={t('visits.opinion.about')}
        onSave={(text, before) => set('text', text.trim(), before)}
      />
      {opinion ? (
        <label className="row">
          <span className="quiet">{t('visits.opinion.leader')}</span>
          <DraftField saved={kept.leader} name={t('visits.opinion.leader')} onSave={(text, before) => set('leader', text.trim(), before)} />
        </label>
      ) : null}
    </>
  );
}
