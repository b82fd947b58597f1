import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { DraftField } from '../../ui/fields/draft-field.tsx';
import { Refused, Section } from '../../ui/page.tsx';

type Park = Output<'deliberation.park'>;

const parts = ['strengths', 'problems', 'advice'] as const;
type Part = (typeof parts)[number];

/** 评审组综合意见: typed by the office for whoever presides; each part saves itself. */
export function GroupOpinion({ park }: { park: Park }) {
  const { t } = useTranslation();
  const { applicationId, opinion, sealed } = park;
  const voices = park.members.filter(({ recused }) => !recused);
  const usual = voices.find(({ role }) => role === 'leader') ?? voices[0];
  const [chosen, setChosen] = useState<string | null>(null);
  const personId = chosen ?? opinion?.personId ?? usual?.personId;
  const task = useMutation();
  const saved = (part: Part): string => opinion?.[part] ?? '';
  const now = { strengths: saved('strengths'), problems: saved('problems'), advice: saved('advice') };
  const save = (part: Part, text: string, before: string): Promise<unknown> =>
    personId === undefined
      ? Promise.resolve()
      : call('deliberation.opinion', {
          applicationId,
          personId,
          ...now,
          [part]: text,
          was: { ...now, [part]: before },
        });
  const preside = (id: string): void => {
    setChosen(id);
    if (opinion) void task.run(() => call('deliberation.opinion', { applicationId, personId: id, ...now, was: now }));
  };
  return (
    <Section
      region
      title={t('deliberation.screen.opinion')}
      about={t(sealed ? 'deliberation.screen.sealed' : 'deliberation.screen.opinionAbout')}
    >
      <label className="row">
        <span>{t('deliberation.screen.presiding')}</span>
        <Select
          disabled={sealed || voices.length === 0}
          value={personId ?? null}
          aria-label={t('deliberation.screen.presiding')}
          options={voices.map((one) => ({ value: one.personId, label: one.name }))}
          onChange={preside}
        />
      </label>
      <Refused error={task.error} onClose={task.clear} />
      {parts.map((part) => (
        <div key={part} className="stack">
          <span>{t(`deliberation.screen.part.${part}`)}</span>
          <DraftField
            name={t(`deliberation.screen.part.${part}`)}
            rows={2}
            disabled={sealed || personId === undefined}
            saved={saved(part)}
            onSave={(text, before) => save(part, text, before)}
          />
        </div>
      ))}
    </Section>
  );
}
